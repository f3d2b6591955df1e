"""Papers about the people of a traject: who does what, the log, and support."""

from typing import Any

from django.utils import timezone

from core.documents import paper
from trajects.models import ProgressEntry, Seat, SeatRole, Stakeholder, TeamTraject, Traject
from trajects.models.reach import reach_of


@paper("trajects.team", model=Traject, title=lambda traject: f"Wie doet wat, {traject.school}")
def team(traject: Traject) -> tuple[str, dict[str, Any]]:
    """Every seat with who holds it and the four agreements."""
    seats = list(Seat.objects.filter(traject=traject).kept().for_overview())
    groups = [(role, [seat for seat in seats if seat.role == role]) for role in SeatRole]
    return "documents/team.html", {
        "traject": traject,
        "today": timezone.localdate(),
        "groups": [(role, held) for role, held in groups if held],
        "filled": sum(seat.is_filled for seat in seats),
        "total": len(seats),
    }


@paper(
    "trajects.progress",
    model=Traject,
    title=lambda traject: f"Logboek {traject.school}, {traject}",
)
def progress(traject: Traject) -> tuple[str, dict[str, Any]]:
    """Every note in its newest version, the oldest day first."""
    entries = ProgressEntry.objects.filter(traject=traject).current().for_list()
    return "documents/progress.html", {
        "traject": traject,
        "today": timezone.localdate(),
        "entries": entries.order_by("noted_on", "number"),
    }


@paper(
    "trajects.reach", model=Traject, title=lambda traject: f"Draagvlak en bereik {traject.school}"
)
def reach(traject: Traject) -> tuple[str, dict[str, Any]]:
    """Totals only: which groups were spoken to, and how many colleagues were reached."""
    return "documents/reach.html", {
        "traject": traject,
        "today": timezone.localdate(),
        "breadth": Stakeholder.objects.of(traject).breadth(),
        "reach": reach_of(traject),
    }


@paper(
    "trajects.stakeholders",
    model=TeamTraject,
    title=lambda traject: f"Sleutelfiguren {traject.school}, alleen voor het projectteam",
)
def stakeholders(traject: TeamTraject) -> tuple[str, dict[str, Any]]:
    """Who they are and what was done; only as long as the reader sits in the project team."""
    listed = Stakeholder.objects.filter(traject=traject.pk)
    return "documents/stakeholders.html", {
        "traject": traject,
        "today": timezone.localdate(),
        "stakeholders": listed.for_list().prefetch_related("contacts"),
    }
