"""One change for the lines whose boxes were ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from core.permissions import require
from trajects.actions.run_sheet import change_together
from trajects.forms.bulk import BulkForm
from trajects.models import RunSheetItem
from trajects.views.moving import lines_asked
from trajects.views.run_sheet import sheet_of, workspace_or_404
from trajects.views.undo import say

if TYPE_CHECKING:
    from django.http import QueryDict

    from people.models import Request
    from trajects.models.lines import Line


def bulk(request: Request, pk: int) -> HttpResponse:
    """Asked with lines, shows them with a form; posted, changes all of them or none."""
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.change_run_sheet", traject)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = lines_asked(sheet_of(traject), asked)
    if not chosen:
        messages.info(request, "Kies eerst een of meer regels in de lijst.")
        return redirect("trajects:run_sheet", pk)
    form = BulkForm(request.POST if request.method == "POST" else None, traject=traject)
    if request.method == "POST" and form.is_valid():
        items = RunSheetItem.objects.visible_to(request.user).for_overview()
        change = change_together(
            traject,
            list(items.filter(pk__in=[line.pk for line in chosen])),
            form.changes,
            versions=_versions(chosen, request.POST),
            by=request.user,
        )
        say(request, "De gekozen regels zijn gewijzigd.", change)
        return redirect("trajects:run_sheet", pk)
    context = {"traject": traject, "form": form, "chosen": chosen}
    status = 422 if form.is_bound else 200
    return render(request, "trajects/run_sheet_bulk.html", context, status=status)


def _versions(chosen: list[Line], posted: QueryDict) -> dict[int, int]:
    """The version of each line as it stood on the page; a line without one is refused later."""
    given = {line.pk: posted.get(f"versie-{line.pk}", "") for line in chosen}
    return {pk: int(text) for pk, text in given.items() if text.isdecimal() and len(text) < 10}
