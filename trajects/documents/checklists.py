"""The checklists and the success factors on paper."""

from typing import Any

from django.utils import timezone

from core.documents import paper
from trajects.models import ChecklistItem, FactorNote, ScoreRound, Traject
from trajects.models.factor_grid import FactorGrid
from trajects.models.points import by_phase, points_of, totals


@paper(
    "trajects.checklists",
    model=Traject,
    title=lambda traject: f"Checklists {traject.school}, {traject}",
)
def checklists(traject: Traject) -> tuple[str, dict[str, Any]]:
    """Every fact per phase, with what it rests on."""
    items = ChecklistItem.objects.filter(traject=traject).for_overview()
    points = points_of(traject, list(items))
    done, total = totals(points)
    context = {
        "traject": traject,
        "today": timezone.localdate(),
        "lists": by_phase(points),
        "done": done,
        "total": total,
    }
    return "documents/checklists.html", context


@paper(
    "trajects.success_factors",
    model=Traject,
    title=lambda traject: f"Succesfactoren {traject.school}, {traject}",
)
def success_factors(traject: Traject) -> tuple[str, dict[str, Any]]:
    """The grid over time, and what the team does about each factor."""
    rounds = list(ScoreRound.objects.filter(traject=traject).for_overview())
    notes = list(FactorNote.objects.filter(traject=traject).select_related("run_sheet_item"))
    context = {
        "traject": traject,
        "today": timezone.localdate(),
        "grid": FactorGrid(rounds, notes),
    }
    return "documents/success_factors.html", context
