"""One page on progress for who leads or governs a school (H2, H3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.permissions import can, require
from dialogues.models import DialogueSession
from evaluations.models import PolicyProposal
from people.models import Request, School
from trajects.models import RunSheetItem, Traject

if TYPE_CHECKING:
    from people.models import User


@dataclass(frozen=True)
class Figure:
    """One figure with its question; `of` is the whole it is part of."""

    label: str
    value: int | str
    of: int | None = None
    note: str = ""


def dashboard(request: Request, pk: int) -> HttpResponse:
    """Phases for all who lead or govern; content only for who works in the traject."""
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(request.user, "home.see_dashboard", school)
    trajects = Traject.objects.visible_to(request.user).filter(school=school)
    traject = trajects.order_by("-starts_on").select_related("school").first()
    context: dict[str, object] = {"school": school, "traject": traject}
    if traject:
        context["risks"] = risks(traject)
        if can(request.user, "home.see_content", traject):
            context |= _content(request.user, traject)
    return render(request, "home/dashboard.html", context)


def _content(user: User, traject: Traject) -> dict[str, object]:
    sessions = list(
        DialogueSession.objects.worked_on_by(user)
        .filter(traject=traject)
        .annotate(
            invited=Count("invitations"),
            answered=Count("invitations", filter=~Q(invitations__answer="")),
        )
    )
    proposals = PolicyProposal.objects.visible_to(user).filter(traject=traject, next=None)
    return {
        "figures": _figures(traject, sessions),
        "sessions": sessions,
        "proposals": proposals.select_related("traject"),
        "late": RunSheetItem.objects.visible_to(user)
        .filter(traject=traject)
        .overdue()
        .for_overview()[:5],
    }


def _figures(traject: Traject, sessions: list[Any]) -> list[Figure]:
    """`sessions` carry how many were invited and how many of them answered."""
    total = sum(phase.total for phase in traject.phases)
    late = sum(phase.late for phase in traject.phases)
    invited = sum(session.invited for session in sessions)
    answered = sum(session.answered for session in sessions)
    held = [session for session in sessions if session.status == DialogueSession.Status.CLOSED]
    today = timezone.localdate()
    return [
        Figure(
            "Draaiboek op tijd",
            total - late,
            total,
            f"{late} te laat" if late else "niets te laat",
        ),
        Figure("Sessies gehouden", len(held), len(sessions)),
        Figure("Antwoord op uitnodigingen", answered, invited),
        Figure("Dagen tot de instemming", max((traject.target_on - today).days, 0), None, ""),
    ]


def risks(traject: Traject) -> list[str]:
    """What deserves attention, in words; empty when the course holds."""
    found = [
        f"In ‘{phase.phase.label}’: {phase.late} van {phase.total} regels te laat."
        for phase in traject.phases
        if phase.late
    ]
    today = timezone.localdate()
    if traject.status == Traject.Status.ACTIVE and traject.target_on < today:
        found.append("De dag waarop de instemming er moest zijn, is voorbij.")
    return found
