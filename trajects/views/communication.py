"""The communication plan: who hears what, when, and from whom (P8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core.letters import blocks_of, read_letter
from core.models import Event, Message
from core.permissions import require
from core.words import datum
from people.models import Request, SchoolCalendar
from trajects.forms.communication import CommunicationForm
from trajects.models import CommunicationItem, Traject
from trajects.models.dispatch import Dispatch, monday_of
from trajects.models.placeholders import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

PER_PAGE = 50
WEEK = timedelta(days=6)


@dataclass(frozen=True)
class Group:
    """Messages under one heading of the list."""

    title: str
    items: list[CommunicationItem]
    note: str = ""
    is_late: bool = False
    is_over: bool = False


def workspace_or_404(request: Request, pk: int) -> Traject:
    return get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)


def message_or_404(request: Request, pk: int) -> CommunicationItem:
    items = CommunicationItem.objects.visible_to(request.user)
    return get_object_or_404(items.select_related("traject__school", "run_sheet_item"), pk=pk)


def communication(request: Request, pk: int) -> HttpResponse:
    """Every planned message: late first, then this week, then week after week; or by phase."""
    traject = workspace_or_404(request, pk)
    found = CommunicationItem.objects.visible_to(request.user).filter(traject=traject)
    by_phase = request.GET.get("op") == "fase"
    ordered = found.by_phase() if by_phase else found.in_order()
    page = Paginator(ordered.for_overview(), PER_PAGE).get_page(request.GET.get("page"))
    rows, known = list(page.object_list), dict[Any, Any]()
    for item in rows:
        item.heading = Dispatch(item, known=known).heading
    for item, reason in _free_days(traject, rows):
        item.free_reason = reason
    context = {
        "traject": traject,
        "page": page,
        "groups": _phases(rows) if by_phase else _weeks(rows),
        "by_phase": by_phase,
        "counts": found.counted(),
        "troubled": _troubled(traject),
    }
    return render(request, "trajects/communication.html", context)


def _weeks(rows: list[CommunicationItem]) -> list[Group]:
    grouped = groupby(rows, key=_place)
    return [_week(place, list(items)) for place, items in grouped]


def _place(item: CommunicationItem) -> tuple[int, date]:
    """Late, this week, each week that follows, and what is over."""
    if not item.is_open:
        return (3, date.max)
    if item.is_late:
        return (0, date.min)
    if item.is_this_week:
        return (1, date.min)
    return (2, monday_of(item.planned_on))


def _week(place: tuple[int, date], items: list[CommunicationItem]) -> Group:
    number, monday = place
    if number == 2:
        until = f"{monday.day}-{monday.month} tot en met {(monday + WEEK):%-d-%-m-%Y}"
        return Group(f"Week {monday.isocalendar().week}", items, note=until)
    titles = ["Te laat", "Deze week", "", "Verteld of gestopt"]
    return Group(titles[number], items, is_late=number == 0, is_over=number == 3)


def _phases(rows: list[CommunicationItem]) -> list[Group]:
    def phase(item: CommunicationItem) -> str:
        line = item.run_sheet_item
        return str(line.get_phase_display()) if line else "Niet aan het draaiboek gekoppeld"

    return [Group(title, list(items)) for title, items in groupby(rows, key=phase)]


def _troubled(traject: Traject) -> set[int]:
    """Messages of which a letter did not arrive, in one query."""
    posted = Message.objects.within(traject.scope).troubled()
    keys = posted.filter(key__startswith="communication:").values_list("key", flat=True)
    return {int(key.split(":")[1]) for key in keys}


def _free_days(
    traject: Traject, rows: list[CommunicationItem]
) -> Iterator[tuple[CommunicationItem, str]]:
    """Open messages planned on a day on which nobody is at school, with the reason."""
    waiting = [item for item in rows if item.is_open]
    if not waiting:
        return
    days = [item.planned_on for item in waiting]
    calendar = SchoolCalendar.of(traject.school, min(days), max(days))
    for item in waiting:
        if calendar.is_free(item.planned_on):
            yield item, calendar.reason(item.planned_on)


def communication_item(request: Request, pk: int) -> HttpResponse:
    """One message: as people read it, who gets it and when, and what came of it."""
    item = message_or_404(request, pk)
    dispatch = Dispatch(item)
    shown = dispatch.wording.letter_for(str(request.user), can_sign_in=True)
    letter = read_letter("trajects/message", shown)
    context = {
        "traject": item.traject,
        "item": item,
        "letter": letter,
        "blocks": blocks_of(letter),
        "shown": shown,
        "dispatch": dispatch,
        "missing": dispatch.missing if item.is_open else [],
        "letters": item.letters.counted(),
        "bounced": [] if item.letter_scope != item.scope else item.letters.troubled()[:PER_PAGE],
        "events": Event.objects.about(item)[:20],
    }
    return render(request, "trajects/communication_item.html", context)


def communication_edit(request: Request, pk: int) -> HttpResponse:
    item = message_or_404(request, pk)
    require(request.user, "trajects.change_message", item)
    data = request.POST if request.method == "POST" else None
    form = CommunicationForm(data, instance=message_or_404(request, pk), traject=item.traject)
    if form.is_valid():
        form.change(by=request.user)
        messages.success(request, "Het bericht is opgeslagen als concept.")
        _warn(request, form.instance)
        return redirect(item)
    context = {"traject": item.traject, "item": item, "form": form, "words": WORDS}
    status = 422 if form.errors else 200
    return render(request, "trajects/communication_form.html", context, status=status)


def communication_add(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.change_communication", traject)
    data = request.POST if request.method == "POST" else None
    blank = CommunicationItem(traject=traject, channel=request.GET.get("hoe", "mail"))
    form = CommunicationForm(data, instance=blank, traject=traject)
    if form.is_valid():
        item = form.add_to(traject, by=request.user)
        messages.success(request, "Het bericht staat als concept in het plan.")
        _warn(request, item)
        return redirect(item)
    context = {"traject": traject, "form": form, "words": WORDS}
    status = 422 if form.errors else 200
    return render(request, "trajects/communication_form.html", context, status=status)


def _warn(request: Request, item: CommunicationItem) -> None:
    """A day on which nobody reads, said when it is planned (XN4)."""
    dispatch = Dispatch(item)
    if item.is_mail and dispatch.why_delayed:
        messages.warning(
            request,
            f"Op {datum(item.planned_on)} is het {dispatch.why_delayed}. "
            f"Het bericht wordt verstuurd op {datum(dispatch.leaves_on)}.",
        )
    if item.answer_by and dispatch.answers_in_holiday:
        messages.warning(
            request,
            f"De laatste dag om te antwoorden, {datum(item.answer_by)}, valt in: "
            f"{dispatch.answers_in_holiday}. Kies liever een schooldag.",
        )
