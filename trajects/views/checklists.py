"""The checklists of the three phases: by evidence, or by hand with a note (P10)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.models import Document, Event
from core.permissions import require
from people.models import Request
from trajects.forms.checklists import AddOwnForm, DeclareForm, FilterForm, OwnItemForm
from trajects.forms.versioned import version_in
from trajects.models import ChecklistItem, Traject
from trajects.models.points import by_phase, points_of, totals


def _workspace_or_404(request: Request, pk: int) -> Traject:
    return get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)


def checklists(request: Request, pk: int) -> HttpResponse:
    """All facts of the three phases; what the system sees is ticked by its evidence."""
    traject = _workspace_or_404(request, pk)
    form = FilterForm(request.GET)
    items = ChecklistItem.objects.visible_to(request.user).filter(traject=traject)
    points = points_of(traject, list(items.for_overview()))
    done, total = totals(points)
    context = {
        "traject": traject,
        "form": form,
        "is_filtered": bool(form.chosen()),
        "lists": by_phase(points, **form.chosen()),
        "done": done,
        "total": total,
        "number": len(points),
    }
    return render(request, "trajects/checklists.html", context)


def checklist_item(request: Request, pk: int) -> HttpResponse:
    """One fact: declare it by hand, and say from what it shows."""
    item = _item_or_404(request, pk)
    require(request.user, "trajects.tick_checklist", item)
    form = DeclareForm(request.POST if request.method == "POST" else None, instance=item)
    if request.method == "POST" and form.is_valid():
        form.declare(by=request.user)
        messages.success(request, "Het punt is vastgelegd.")
        return redirect("trajects:checklists", pk=item.traject_id)
    shown = _item_or_404(request, pk)
    context = {
        "traject": item.traject,
        "point": points_of(item.traject, [shown])[0],
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
    """Take back what was declared by hand; the note stays."""
    item = _item_or_404(request, pk)
    require(request.user, "trajects.tick_checklist", item)
    item.clear(by=request.user, version=version_in(request.POST))
    messages.success(request, "Het vinkje is weg. De toelichting is bewaard.")
    return redirect("trajects:checklists", pk=item.traject_id)


def checklist_add(request: Request, pk: int) -> HttpResponse:
    """A fact of the school itself."""
    traject = _workspace_or_404(request, pk)
    require(request.user, "trajects.tick_checklist", traject)
    form = AddOwnForm(request.POST if request.method == "POST" else None, traject=traject)
    if request.method == "POST" and form.is_valid():
        added = form.add(by=request.user)
        messages.success(request, f"Punt {added.key} staat onderaan de fase.")
        return redirect("trajects:checklists", pk=pk)
    context = {"traject": traject, "form": form}
    return render(
        request, "trajects/checklist_add.html", context, status=422 if form.errors else 200
    )


def checklist_own(request: Request, pk: int) -> HttpResponse:
    """Change a fact of the school itself."""
    item = _item_or_404(request, pk)
    require(request.user, "trajects.change_own_point", item)
    form = OwnItemForm(request.POST if request.method == "POST" else None, instance=item)
    if request.method == "POST" and form.is_valid():
        form.change(by=request.user)
        messages.success(request, "Het punt is opgeslagen.")
        return redirect("trajects:checklists", pk=item.traject_id)
    context = {"traject": item.traject, "item": _item_or_404(request, pk), "form": form}
    return render(
        request, "trajects/checklist_own.html", context, status=422 if form.errors else 200
    )


@require_POST
def checklist_move(request: Request, pk: int) -> HttpResponse:
    """One place up or down in its phase."""
    item = _item_or_404(request, pk)
    require(request.user, "trajects.change_own_point", item)
    item.move(up=request.POST.get("direction") == "up", by=request.user)
    return redirect("trajects:checklists", pk=item.traject_id)


@require_POST
def checklist_remove(request: Request, pk: int) -> HttpResponse:
    item = _item_or_404(request, pk)
    require(request.user, "trajects.change_own_point", item)
    item.remove(by=request.user)
    messages.success(request, "Het eigen punt is weggehaald.")
    return redirect("trajects:checklists", pk=item.traject_id)


@require_POST
def checklist_paper(request: Request, pk: int) -> HttpResponse:
    traject = _workspace_or_404(request, pk)
    document = Document.objects.request("trajects.checklists", subject=traject, by=request.user)
    return redirect(document)
