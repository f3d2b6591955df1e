"""Everybody's first page: what awaits me, and what is going on."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from dialogues.models import DialogueSession
from home.views.awaiting import awaiting
from people.models import Request, RoleKind, School, User
from trajects.models import Traject
from trajects.models.seat import seats_of

KEEPS_STAFF = {RoleKind.SCHOOL_ADMIN, RoleKind.SCHOOL_LEADERSHIP, RoleKind.PROJECT_LEADER}
SEES_DASHBOARD = {
    RoleKind.SCHOOL_LEADERSHIP,
    RoleKind.PROJECT_LEADER,
    RoleKind.COMPETENT_AUTHORITY,
}
STARTS = {RoleKind.SCHOOL_LEADERSHIP, RoleKind.PROJECT_LEADER}


def start(request: Request) -> HttpResponse:
    """What awaits me, by when, one button each; then the trajects and the next meetings."""
    user = request.user
    trajects = list(Traject.objects.visible_to(user).with_school())
    kinds = {kind for kind, _, _ in user.held_roles}
    keeps_staff = bool(kinds & KEEPS_STAFF)
    context = {
        "awaiting": awaiting(user, trajects),
        "trajects": trajects,
        "sessions": _next_sessions(user),
        "schools": _kept_schools(user, trajects) if keeps_staff else [],
        "sees_dashboard": bool(kinds & SEES_DASHBOARD),
        "may_start": bool(kinds & STARTS),
        "has_seat": bool(seats_of(user)),
        "is_demo": settings.SCHOOL_DEMO,
    }
    return render(request, "home/start.html", context)


def _kept_schools(user: User, trajects: list[Traject]) -> list[School]:
    """Schools whose list this person keeps; mostly those of the trajects, read already."""
    known = {traject.school_id: traject.school for traject in trajects}
    kept = user.schools_as(*KEEPS_STAFF)
    if kept <= known.keys():
        return [known[pk] for pk in sorted(kept)]
    return list(School.objects.visible_to(user).filter(pk__in=kept))


def _next_sessions(user: User) -> list[DialogueSession]:
    return list(
        DialogueSession.objects.visible_to(user)
        .filter(ends_at__gte=timezone.now())
        .exclude(status=DialogueSession.Status.CANCELLED)
        .select_related("traject")[:3]
    )


@login_not_required
def technical_sign_in(request: HttpRequest) -> HttpResponse:
    """The admin has no sign-in page of its own (T11)."""
    return redirect_to_login(reverse("admin:index"))
