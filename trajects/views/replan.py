"""Moving the day of consent: first the differences, then the deed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from core.permissions import require
from core.words import datum
from people.models import Request
from trajects.actions.run_sheet import replan as save_replanned
from trajects.forms.run_sheet import TargetForm
from trajects.models.planning import Differences, RunSheet
from trajects.models.schedule import CannotBePlanned, FixedTooEarly
from trajects.views.run_sheet import calendar_of, workspace_or_404

if TYPE_CHECKING:
    from datetime import date


def replan(request: Request, pk: int) -> HttpResponse:
    """Asked with a date, shows old, new and why; posted with what was shown, saves it."""
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.replan", traject)
    asked = request.POST if request.method == "POST" else request.GET
    form = TargetForm(
        asked if "target_on" in asked else None, initial={"target_on": traject.target_on}
    )
    context: dict[str, Any] = {"traject": traject, "form": form}
    if form.is_bound and form.is_valid():
        calendar = calendar_of(traject)
        sheet = RunSheet(traject, calendar)
        target_on = form.cleaned_data["target_on"]
        differences = _differences(sheet, form, target_on)
        if differences and request.POST.get("fingerprint") == differences.fingerprint:
            save_replanned(traject, target_on, differences, by=request.user, calendar=calendar)
            messages.success(request, "Het draaiboek is opnieuw gepland.")
            return redirect("trajects:run_sheet", pk)
        context |= {"differences": differences, "target_on": target_on}
    status = 422 if request.method == "POST" or form.errors else 200
    return render(request, "trajects/replan.html", context, status=status)


def _differences(sheet: RunSheet, form: TargetForm, target_on: date) -> Differences | None:
    try:
        return sheet.replanned(target_on)
    except CannotBePlanned as refusal:
        form.earliest = refusal.earliest
        form.add_error(
            "target_on",
            f"{datum(target_on).capitalize()} lukt niet meer. "
            f"De vroegste datum is {datum(refusal.earliest)}.",
        )
    except FixedTooEarly as refusal:
        title = sheet.by_key[refusal.key].title
        form.add_error(
            "target_on",
            f"‘{title}’ staat vast op een dag die te vroeg is. Het kan vanaf "
            f"{datum(refusal.earliest)}. Pas eerst die regel aan.",
        )
    return None
