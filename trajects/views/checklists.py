"""The checklists of the three phases: by evidence, or by hand with a note (P10)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.models import Event
from core.permissions import require
from people.models import Request
from trajects.forms.checklists import TickForm
from trajects.forms.versioned import version_in
from trajects.models import ChecklistItem, Evidence, Phase, Traject, evidence_for


@dataclass(frozen=True)
class Point:
    """A fact of the list with what the system sees of it."""

    item: ChecklistItem
    evidence: Evidence | None

    @property
    def is_seen(self) -> bool:
        return bool(self.evidence and self.evidence.done)

    @property
    def is_done(self) -> bool:
        return self.is_seen or self.item.is_ticked


@dataclass(frozen=True)
class PhaseList:
    phase: Phase
    points: list[Point]

    @property
    def done(self) -> int:
        return sum(1 for point in self.points if point.is_done)


def checklists(request: Request, pk: int) -> HttpResponse:
    """All facts of the three phases; what the system sees is ticked by its evidence."""
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    items = ChecklistItem.objects.visible_to(request.user).filter(traject=traject)
    points = _points(traject, list(items.for_overview()))
    context = {
        "traject": traject,
        "lists": [
            PhaseList(phase, [point for point in points if point.item.phase == phase])
            for phase in Phase
        ],
        "done": sum(1 for point in points if point.is_done),
        "total": len(points),
    }
    return render(request, "trajects/checklists.html", context)


def _points(traject: Traject, items: list[ChecklistItem]) -> list[Point]:
    seen = evidence_for(traject, {item.evidence for item in items if item.evidence})
    return [Point(item, seen.get(item.evidence)) for item in items]


def checklist_item(request: Request, pk: int) -> HttpResponse:
    """One fact: tick it by hand, and say from what it shows."""
    item = _item_or_404(request, pk)
    require(request.user, "trajects.tick_checklist", item)
    form = TickForm(request.POST if request.method == "POST" else None, instance=item)
    if request.method == "POST" and form.is_valid():
        form.tick(by=request.user)
        messages.success(request, "Het punt is afgevinkt.")
        return redirect("trajects:checklists", pk=item.traject_id)
    shown = _item_or_404(request, pk)
    context = {
        "traject": item.traject,
        "point": _points(item.traject, [shown])[0],
        "form": form,
        "events": Event.objects.about(item)[:20],
    }
    return render(
        request, "trajects/checklist_item.html", context, status=422 if form.errors else 200
    )


def _item_or_404(request: Request, pk: int) -> ChecklistItem:
    items = ChecklistItem.objects.visible_to(request.user)
    return get_object_or_404(items.select_related("traject__school", "ticked_by"), pk=pk)


@require_POST
def checklist_clear(request: Request, pk: int) -> HttpResponse:
    """Take back a tick that was set by hand; the note stays."""
    item = _item_or_404(request, pk)
    require(request.user, "trajects.tick_checklist", item)
    item.clear(by=request.user, version=version_in(request.POST))
    messages.success(request, "Het vinkje is weg. De toelichting is bewaard.")
    return redirect("trajects:checklists", pk=item.traject_id)
