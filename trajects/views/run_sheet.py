"""The draaiboek as a list by week: what is late, what is due, what is in danger (P2)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.models import Document
from people.models import Request, SchoolCalendar
from trajects.forms.run_sheet import FilterForm
from trajects.models import RunSheetItem, Traject
from trajects.models.planning import RunSheet
from trajects.models.run_sheet import sunday_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.core.paginator import Page

    from trajects.models.lines import Line
    from trajects.models.slack import Room

WEEK = timedelta(days=7)
ON_A_PAGE = 50
PAPERS = {"blad": "trajects.run_sheet_wall", "weken": "trajects.run_sheet_weeks"}


@dataclass(frozen=True)
class Row:
    """One line as the pages show it: with the room it has and what it cannot begin without."""

    item: Line
    room: Room | None
    blockers: list[Line]

    @property
    def is_at_risk(self) -> bool:
        return self.room is not None and self.room.is_at_risk


@dataclass(frozen=True)
class Group:
    """The rows of one week, or those that are late, or done."""

    title: str
    note: str
    rows: list[Any]

    @property
    def items(self) -> list[Any]:
        return [row.item for row in self.rows]


def workspace_or_404(request: Request, pk: int) -> Traject:
    return get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)


def item_or_404(request: Request, pk: int) -> RunSheetItem:
    return get_object_or_404(RunSheetItem.objects.visible_to(request.user).for_overview(), pk=pk)


def calendar_of(traject: Traject) -> SchoolCalendar:
    return SchoolCalendar.of(traject.school, traject.starts_on, traject.target_on)


def sheet_of(traject: Traject, calendar: SchoolCalendar | None = None) -> RunSheet:
    """All lines at once; the rail above the page then needs no count of its own."""
    sheet = RunSheet(traject, calendar or calendar_of(traject))
    traject.count_phases(sheet.items)
    return sheet


def run_sheet(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    sheet = sheet_of(traject)
    form = FilterForm(request.GET)
    wanted = chosen_from(sheet, form, request.user.pk)
    page = Paginator(in_order_of_weeks(wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "traject": traject,
        "form": form,
        "groups": by_week(rows_of(sheet, page)),
        "page": page,
        "shown": len(wanted),
        "is_filtered": bool(form.chosen()),
        "all_chosen": "alles" in request.GET,
        **counts(sheet),
    }
    return render(request, "trajects/run_sheet.html", context)


def counts(sheet: RunSheet) -> dict[str, int]:
    """What every view of the draaiboek says on top."""
    return {
        "total": len(sheet.items),
        "late": sum(item.is_overdue for item in sheet.items),
        "due": sum(item.is_due_this_week for item in sheet.items),
        "at_risk": len(sheet.at_risk),
    }


def chosen_from(sheet: RunSheet, form: FilterForm, user_pk: int) -> list[Line]:
    """The lines that the filter asks for."""
    chosen = form.chosen()
    return [item for item in sheet.items if _is_wanted(sheet, item, chosen, user_pk)]


def _is_wanted(sheet: RunSheet, item: Line, chosen: dict[str, str], user_pk: int) -> bool:
    return (
        chosen.get("fase", item.phase) == item.phase
        and chosen.get("wie", item.responsible_role) == item.responsible_role
        and _stands(sheet, item, chosen.get("stand", ""), user_pk)
    )


def _stands(sheet: RunSheet, item: Line, stand: str, user_pk: int) -> bool:
    match stand:
        case "open":
            return item.is_open
        case "late":
            return item.is_overdue
        case "week":
            return item.is_due_this_week
        case "risk":
            return sheet.is_at_risk(item.key)
        case "waits":
            return bool(sheet.blockers(item.key))
        case "mine":
            return item.account_id == user_pk
    return True


def in_order_of_weeks(lines: Iterable[Line]) -> list[Line]:
    """Late first, then the weeks to come, and what is done at the end."""
    today = timezone.localdate()
    return sorted(lines, key=lambda line: (*place_of(line, today), line.starts_on))


def place_of(line: Any, today: date) -> tuple[int, date]:
    if not line.is_open:
        return (2, date.min)
    if line.is_overdue:
        return (0, date.min)
    return (1, sunday_of(max(line.starts_on, today)))


def rows_of(sheet: RunSheet, lines: Sequence[Line] | Page[Line]) -> list[Row]:
    """The lines of one page with the room they have and what they wait for."""
    return [Row(line, sheet.rooms.get(line.key), sheet.blockers(line.key)) for line in lines]


def by_week(rows: Iterable[Row]) -> list[Group]:
    """The rows of one page under their headings."""
    today = timezone.localdate()
    places: dict[tuple[int, date], list[Row]] = defaultdict(list)
    for row in rows:
        places[place_of(row.item, today)].append(row)
    return [_group(place, found, today) for place, found in sorted(places.items())]


def _group(place: tuple[int, date], rows: list[Row], today: date) -> Group:
    kind, sunday = place
    if kind == 0:
        return Group("Te laat", "de laatste dag is voorbij", rows)
    if kind == 2:
        return Group("Klaar of overgeslagen", "", rows)
    number = sunday.isocalendar().week
    if sunday == sunday_of(today):
        return Group("Deze week", f"week {number}", rows)
    if sunday == sunday_of(today) + WEEK:
        return Group("Volgende week", f"week {number}", rows)
    return Group(f"Week {number}", str(sunday.year), rows)


@require_POST
def paper(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    kind = PAPERS.get(request.POST.get("soort", ""), "trajects.run_sheet")
    return redirect(Document.objects.request(kind, subject=traject, by=request.user))
