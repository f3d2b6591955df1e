"""Shifting a group, moving the day of consent: first the differences, then the deed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from core.permissions import require
from core.words import datum
from people.models import Request
from trajects.actions.run_sheet import replan as save_replanned
from trajects.actions.run_sheet import shift as save_shifted
from trajects.forms.moving import ShiftForm, TargetForm
from trajects.models.planning import Differences, RunSheet
from trajects.models.schedule import CannotBePlanned, FixedTooEarly, WindowTooEarly
from trajects.views.run_sheet import calendar_of, sheet_of, workspace_or_404
from trajects.views.undo import say

if TYPE_CHECKING:
    from datetime import date

    from trajects.models.lines import Line


def shift(request: Request, pk: int) -> HttpResponse:
    """Asked with a group and a distance, shows what moves; posted with what was shown, saves."""
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.change_run_sheet", traject)
    asked = request.POST if request.method == "POST" else request.GET
    calendar = calendar_of(traject)
    sheet = sheet_of(traject, calendar)
    chosen = lines_asked(sheet, asked)
    form = ShiftForm(
        asked if "hoe" in asked else None,
        initial={"wat": "gekozen" if chosen else "fase", "hoe": "dagen", "mee": True},
        items=sheet.items,
        chosen=[line.pk for line in chosen],
        calendar=calendar,
    )
    context: dict[str, Any] = {"traject": traject, "form": form, "chosen": chosen}
    if form.is_bound and form.is_valid():
        keys = [line.key for line in form.lines]
        follow = form.cleaned_data["mee"]
        differences = sheet.shifted(keys, form.distance, follow=follow)
        if differences.changes and _is_shown(request, differences):
            change = save_shifted(traject, differences, by=request.user, calendar=calendar)
            say(request, "De regels zijn verschoven.", change)
            return redirect("trajects:run_sheet", pk)
        context |= {"differences": differences, "asked": _pairs(asked)}
    return render(request, "trajects/run_sheet_shift.html", context, status=_code(request, form))


def lines_asked(sheet: RunSheet, asked: QueryDict) -> list[Line]:
    """The lines whose boxes were ticked; 404 when one is not of this draaiboek."""
    by_pk = {str(line.pk): line for line in sheet.items}
    wanted = dict.fromkeys(asked.getlist("regel"))
    if not wanted.keys() <= by_pk.keys():
        raise Http404
    return [by_pk[pk] for pk in wanted]


def _pairs(asked: QueryDict) -> list[tuple[str, str]]:
    left_out = {"fingerprint", "csrfmiddlewaretoken"}
    return [
        (name, value) for name, values in asked.lists() for value in values if name not in left_out
    ]


def _is_shown(request: Request, differences: Differences) -> bool:
    """Saving does exactly what the page showed."""
    return request.POST.get("fingerprint") == differences.fingerprint


def _code(request: Request, form: Any) -> int:
    return 422 if request.method == "POST" or (form.is_bound and form.errors) else 200


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
        target_on = form.cleaned_data["target_on"]
        differences = _differences(sheet_of(traject, calendar), form, target_on)
        if differences and _is_shown(request, differences):
            change = save_replanned(
                traject, target_on, differences, by=request.user, calendar=calendar
            )
            say(request, "Het draaiboek is opnieuw gepland.", change)
            return redirect("trajects:run_sheet", pk)
        context |= {"differences": differences, "target_on": target_on}
    return render(request, "trajects/replan.html", context, status=_code(request, form))


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
        is_window = isinstance(refusal, WindowTooEarly)
        what = "moet klaar zijn" if is_window else "staat vast"
        form.add_error(
            "target_on",
            f"‘{title}’ {what} op een dag die te vroeg is. Het kan vanaf "
            f"{datum(refusal.earliest)}. Pas eerst die regel aan.",
        )
    return None
