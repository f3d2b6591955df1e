"""One line of the draaiboek: read, tick, skip, change, add, take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from core.models import Event
from core.permissions import require
from core.versions import StaleVersion
from people.models import Request
from trajects.actions.run_sheet import add_item, change_item, remove_item, set_status
from trajects.forms.run_sheet import ItemForm, SkipForm
from trajects.forms.versioned import version_in
from trajects.models import RunSheetItem, Traject
from trajects.views.run_sheet import calendar_of, item_or_404, sheet_of, workspace_or_404
from trajects.views.undo import say

if TYPE_CHECKING:
    from people.models import SchoolCalendar
    from trajects.models.lines import Line
    from trajects.models.planning import Differences

TAPS = (
    RunSheetItem.Status.NOT_STARTED,
    RunSheetItem.Status.BUSY,
    RunSheetItem.Status.WAITING_FOR_PMR,
    RunSheetItem.Status.DONE,
)


def item(request: Request, pk: int) -> HttpResponse:
    found = item_or_404(request, pk)
    sheet = sheet_of(found.traject)
    waits = sheet.waits_of(found.key)
    followers = [sheet.by_key[key] for key in sheet.followers.get(found.key, [])]
    context = {
        "item": found,
        "traject": found.traject,
        "taps": TAPS,
        "room": sheet.rooms.get(found.key),
        "blockers": sheet.blockers(found.key),
        "waits": waits,
        "followers": followers,
        "further_before": _without(sheet.before(found.key), waits),
        "further_after": _without(sheet.after(found.key), followers),
        "skip_form": SkipForm(initial={"version": found.version}),
        "events": Event.objects.about(found)[:20],
    }
    return render(request, "trajects/run_sheet_item.html", context)


def _without(lines: list[Line], near: list[Line]) -> list[Line]:
    known = {line.pk for line in near}
    return [line for line in lines if line.pk not in known]


@require_POST
def status(request: Request, pk: int) -> HttpResponse:
    """One tap."""
    found = item_or_404(request, pk)
    require(request.user, "trajects.change_run_sheet", found)
    wanted, version = request.POST.get("status", ""), version_in(request.POST)
    if wanted in TAPS and version:
        change = set_status(found, wanted, version=version, by=request.user)
        say(request, f"‘{found}’: {found.get_status_display()}.", change)
    return redirect(found)


@require_POST
def skip(request: Request, pk: int) -> HttpResponse:
    found = item_or_404(request, pk)
    require(request.user, "trajects.change_run_sheet", found)
    form = SkipForm(request.POST)
    if form.is_valid():
        skipped = RunSheetItem.Status.SKIPPED
        change = set_status(found, skipped, by=request.user, **form.cleaned_data)
        say(request, f"‘{found}’ is overgeslagen.", change)
    else:
        messages.error(request, "Schrijf op waarom u deze regel overslaat.")
    return redirect(found)


@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    """Only lines of the school's own; the lines that waited for it close up."""
    found = item_or_404(request, pk)
    require(request.user, "trajects.remove_run_sheet_item", found)
    change = remove_item(found, version=version_in(request.POST), by=request.user)
    say(request, f"‘{found}’ is weggehaald.", change)
    return redirect("trajects:run_sheet", found.traject_id)


def edit(request: Request, pk: int) -> HttpResponse:
    """All fields; dates that push others ask first what has to follow."""
    found = item_or_404(request, pk)
    require(request.user, "trajects.change_run_sheet", found)
    calendar = calendar_of(found.traject)
    form = _form(request, item_or_404(request, pk), found.traject, calendar)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, found.traject, found)
    differences = _following(form, found, calendar)
    if differences and not _is_agreed(request, differences):
        return _ask(request, form, found, differences)
    try:
        change = _save(request, form, found, calendar, differences)
    except StaleVersion as conflict:
        return _conflict(request, found, calendar, conflict)
    say(request, "De regel is opgeslagen.", change)
    return redirect(found)


def _form(
    request: Request, item: RunSheetItem, traject: Traject, calendar: SchoolCalendar
) -> ItemForm:
    posted = request.POST if request.method == "POST" else None
    return ItemForm(posted, instance=item, traject=traject, calendar=calendar)


def _following(
    form: ItemForm, found: RunSheetItem, calendar: SchoolCalendar
) -> Differences | None:
    """What has to move along or is wrong with the new days; None when nothing is."""
    if not form.moves or form.version_seen != found.version:
        return None
    sheet = sheet_of(found.traject, calendar)
    dates = form.cleaned_data["starts_on"], form.cleaned_data["ends_on"]
    found_out = sheet.moved(found.key, *dates)
    is_quiet = not (found_out.changes or found_out.stuck or found_out.conflicts)
    return None if is_quiet else found_out


def _is_agreed(request: Request, differences: Differences) -> bool:
    """Only this one, or all exactly as the page showed it."""
    choice = request.POST.get("follow", "")
    return choice == "one" or choice == differences.fingerprint


def _ask(
    request: Request, form: ItemForm, found: RunSheetItem, differences: Differences
) -> HttpResponse:
    typed = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "item": found,
        "traject": found.traject,
        "differences": differences,
        "starts_on": form.cleaned_data["starts_on"],
        "ends_on": form.cleaned_data["ends_on"],
        "typed": [pair for pair in typed if pair[0] not in {"follow", "csrfmiddlewaretoken"}],
    }
    return render(request, "trajects/run_sheet_move.html", context)


def _save(
    request: Request,
    form: ItemForm,
    found: RunSheetItem,
    calendar: SchoolCalendar,
    differences: Differences | None,
) -> Any:
    goes_along = differences if request.POST.get("follow") != "one" else None
    return change_item(
        found,
        version=form.version_seen,
        by=request.user,
        waits_for=form.cleaned_data["waits_for"],
        follow=goes_along,
        calendar=calendar,
        **form.fields_to_save,
    )


def _conflict(
    request: Request, found: RunSheetItem, calendar: SchoolCalendar, conflict: StaleVersion
) -> HttpResponse:
    """Both texts side by side; the form keeps what was typed, to save it after all or to merge.

    A colleague who changed this very row was first; when it was a row that would move along,
    the page of that row is where to look, so the ordinary conflict page answers.
    """
    if conflict.target.pk != found.pk:
        raise conflict
    now = item_or_404(request, found.pk)
    typed = request.POST.copy()
    typed["version"] = str(now.version)
    typed.pop("follow", None)
    form = ItemForm(typed, instance=now, traject=found.traject, calendar=calendar)
    context = {
        "form": form,
        "traject": found.traject,
        "item": now,
        "mine": conflict.mine,
        "theirs": conflict.theirs,
        "last": Event.objects.about(found).first(),
    }
    return render(request, "trajects/run_sheet_form.html", context, status=409)


def add(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.change_run_sheet", traject)
    form = _form(request, RunSheetItem(traject=traject), traject, calendar_of(traject))
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, traject, None)
    made, change = add_item(
        traject,
        by=request.user,
        waits_for=form.cleaned_data["waits_for"],
        **form.fields_to_save,
    )
    say(request, "De regel staat in het draaiboek.", change)
    return redirect(made)


def _form_page(
    request: Request, form: ItemForm, traject: Traject, found: RunSheetItem | None
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "traject": traject, "item": found}
    status = 422 if form.is_bound else 200
    return render(request, "trajects/run_sheet_form.html", context, status=status)
