"""The draaiboek: as a list by week, as a timeline, and one row at a time (P2)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.models import Document, Event
from core.permissions import require
from people.models import Request, SchoolCalendar
from trajects.actions.run_sheet import add_item, change_item
from trajects.charts import run_sheet_timeline
from trajects.forms.run_sheet import FilterForm, ItemForm, SkipForm
from trajects.models import RunSheetItem, Traject
from trajects.models.planning import Differences, RunSheet, waits_of
from trajects.models.run_sheet import sunday_of

if TYPE_CHECKING:
    from collections.abc import Iterable

WEEK = timedelta(days=7)
TAPS = (
    RunSheetItem.Status.NOT_STARTED,
    RunSheetItem.Status.BUSY,
    RunSheetItem.Status.WAITING_FOR_PMR,
    RunSheetItem.Status.DONE,
)


@dataclass(frozen=True)
class Group:
    """The rows of one week, or those that are late, or done."""

    title: str
    note: str
    items: list[RunSheetItem]
    is_closed: bool = False


def workspace_or_404(request: Request, pk: int) -> Traject:
    return get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)


def item_or_404(request: Request, pk: int) -> RunSheetItem:
    return get_object_or_404(RunSheetItem.objects.visible_to(request.user).for_overview(), pk=pk)


def calendar_of(traject: Traject) -> SchoolCalendar:
    return SchoolCalendar.of(traject.school, traject.starts_on, traject.target_on)


def run_sheet(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    items = list(traject.run_sheet.for_overview())
    form = FilterForm(request.GET)
    chosen = form.chosen()
    shown = [item for item in items if _is_wanted(item, chosen, request.user.pk)]
    context = {
        "traject": traject,
        "form": form,
        "groups": by_week(shown),
        "shown": len(shown),
        "total": len(items),
        "late": sum(item.is_overdue for item in items),
        "due": sum(item.is_due_this_week for item in items),
        "is_filtered": bool(chosen),
    }
    return render(request, "trajects/run_sheet.html", context)


def _is_wanted(item: RunSheetItem, chosen: dict[str, str], user_pk: int) -> bool:
    state = {
        "open": item.is_open,
        "late": item.is_overdue,
        "mine": bool(item.responsible and item.responsible.account_id == user_pk),
    }
    return (
        chosen.get("fase", item.phase) == item.phase
        and chosen.get("wie", item.responsible_role) == item.responsible_role
        and state.get(chosen.get("stand", ""), True)
    )


def by_week(items: Iterable[RunSheetItem]) -> list[Group]:
    """Late first, then this week, the weeks to come, and what is done at the end."""
    today = timezone.localdate()
    open_items = [item for item in items if item.is_open]
    late = [item for item in open_items if item.is_overdue]
    weeks: dict[date, list[RunSheetItem]] = defaultdict(list)
    for item in open_items:
        if not item.is_overdue:
            weeks[sunday_of(max(item.starts_on, today))].append(item)
    done = [item for item in items if not item.is_open]
    groups = [Group("Te laat", "de laatste dag is voorbij", late)] if late else []
    groups += [_week(sunday, rows, today) for sunday, rows in sorted(weeks.items())]
    if done:
        groups.append(Group("Klaar of overgeslagen", "", done, is_closed=bool(open_items)))
    return groups


def _week(sunday: date, items: list[RunSheetItem], today: date) -> Group:
    number = sunday.isocalendar().week
    if sunday == sunday_of(today):
        return Group("Deze week", f"week {number}", items)
    title = "Volgende week" if sunday == sunday_of(today) + WEEK else f"Week {number}"
    note = f"week {number}" if title == "Volgende week" else str(sunday.year)
    return Group(title, note, items)


def timeline(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    items = list(traject.run_sheet.for_overview())
    chart = run_sheet_timeline(
        items, waits_of(traject), calendar_of(traject), today=timezone.localdate()
    )
    late = sum(item.is_overdue for item in items)
    context = {
        "traject": traject,
        "chart": chart,
        "items": items,
        "conclusion": f"Tijdlijn met {len(items)} regels, waarvan {late} te laat",
    }
    return render(request, "trajects/run_sheet_timeline.html", context)


def item(request: Request, pk: int) -> HttpResponse:
    found = item_or_404(request, pk)
    context = {
        "item": found,
        "traject": found.traject,
        "taps": TAPS,
        "waits": list(found.waits_for.all()),
        "followers": list(found.followers.all()),
        "skip_form": SkipForm(initial={"version": found.version}),
        "events": Event.objects.about(found)[:20],
    }
    return render(request, "trajects/run_sheet_item.html", context)


@require_POST
def status(request: Request, pk: int) -> HttpResponse:
    """One tap."""
    found = item_or_404(request, pk)
    require(request.user, "trajects.change_run_sheet", found)
    wanted, version = request.POST.get("status", ""), request.POST.get("version", "")
    if wanted in TAPS and version.isdecimal():
        found.set_status(wanted, version=int(version), by=request.user)
        messages.success(request, f"‘{found}’: {found.get_status_display()}.")
    return redirect(found)


@require_POST
def skip(request: Request, pk: int) -> HttpResponse:
    found = item_or_404(request, pk)
    require(request.user, "trajects.change_run_sheet", found)
    form = SkipForm(request.POST)
    if form.is_valid():
        found.set_status(RunSheetItem.Status.SKIPPED, by=request.user, **form.cleaned_data)
        messages.success(request, f"‘{found}’ is overgeslagen.")
    else:
        messages.error(request, "Schrijf op waarom u deze regel overslaat.")
    return redirect(found)


def edit(request: Request, pk: int) -> HttpResponse:
    """All fields; dates that push others ask first what has to follow."""
    found = item_or_404(request, pk)
    require(request.user, "trajects.change_run_sheet", found)
    calendar = calendar_of(found.traject)
    form = ItemForm(
        request.POST if request.method == "POST" else None,
        instance=item_or_404(request, pk),
        traject=found.traject,
        calendar=calendar,
    )
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, found.traject, found)
    differences = _following(form, found, calendar)
    if differences and not _is_agreed(request, differences):
        return _ask(request, form, found, differences)
    _save(request, form, found, calendar, differences)
    messages.success(request, "De regel is opgeslagen.")
    return redirect(found)


def _following(
    form: ItemForm, found: RunSheetItem, calendar: SchoolCalendar
) -> Differences | None:
    """What has to move along; None when nothing does."""
    if not form.moves:
        return None
    sheet = RunSheet(found.traject, calendar)
    dates = form.cleaned_data["starts_on"], form.cleaned_data["ends_on"]
    differences = sheet.moved(found, *dates)
    return differences if differences.changes or differences.stuck else None


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
) -> None:
    goes_along = differences if request.POST.get("follow") != "one" else None
    change_item(
        found,
        version=form.version_seen,
        by=request.user,
        waits_for=form.cleaned_data["waits_for"],
        follow=goes_along.changes if goes_along is not None else (),
        calendar=calendar,
        **form.fields_to_save,
    )


def add(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.change_run_sheet", traject)
    form = ItemForm(
        request.POST if request.method == "POST" else None,
        instance=RunSheetItem(traject=traject),
        traject=traject,
        calendar=calendar_of(traject),
    )
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, traject, None)
    made = add_item(
        traject,
        by=request.user,
        waits_for=form.cleaned_data["waits_for"],
        **form.fields_to_save,
    )
    messages.success(request, "De regel staat in het draaiboek.")
    return redirect(made)


def _form_page(
    request: Request, form: ItemForm, traject: Traject, found: RunSheetItem | None
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "traject": traject, "item": found}
    status = 422 if form.is_bound else 200
    return render(request, "trajects/run_sheet_form.html", context, status=status)


@require_POST
def paper(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    document = Document.objects.request("trajects.run_sheet", subject=traject, by=request.user)
    return redirect(document)
