"""The same lines as a timeline, a week and a month; filters stay while switching (P2, XG4)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from people.models import Request
from trajects.charts import run_sheet_timeline
from trajects.forms.run_sheet import FilterForm
from trajects.models.agenda import day_lists, monday_of, weeks
from trajects.views.run_sheet import (
    ON_A_PAGE,
    WEEK,
    calendar_of,
    chosen_from,
    counts,
    sheet_of,
    workspace_or_404,
)

if TYPE_CHECKING:
    from people.models import SchoolCalendar
    from trajects.models import Traject
    from trajects.models.lines import Line
    from trajects.models.planning import RunSheet

ONE_DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 2000, 2098
MOST_BARS = 120
LANES_IN_MONTH, LANES_IN_WEEK = 6, 60


def _begin(request: Request, pk: int) -> tuple[Traject, SchoolCalendar, RunSheet, FilterForm]:
    traject = workspace_or_404(request, pk)
    calendar = calendar_of(traject)
    return traject, calendar, sheet_of(traject, calendar), FilterForm(request.GET)


def _context(
    traject: Traject, sheet: RunSheet, form: FilterForm, lines: list[Line]
) -> dict[str, Any]:
    return {
        "traject": traject,
        "form": form,
        "shown": len(lines),
        "is_filtered": bool(form.chosen()),
        **counts(sheet),
    }


def timeline(request: Request, pk: int) -> HttpResponse:
    traject, calendar, sheet, form = _begin(request, pk)
    lines = chosen_from(sheet, form, request.user.pk)
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page", _page_of_today(lines)))
    chart = run_sheet_timeline(
        lines if len(lines) <= MOST_BARS else list(page),
        sheet.waits,
        calendar,
        today=timezone.localdate(),
        at_risk={line.key for line in sheet.at_risk},
    )
    bars = {bar.task.key: bar for bar in chart.bars} if chart else {}
    rows = [
        (line, bars[line.key], sheet.rooms.get(line.key), sheet.waits_of(line.key))
        for line in page
    ]
    context = _context(traject, sheet, form, lines)
    late, risk = context["late"], context["at_risk"]
    conclusion = f"{len(sheet.items)} regels, waarvan {late} te laat en {risk} met te weinig tijd"
    context |= {"chart": chart, "rows": rows, "page": page, "conclusion": conclusion}
    return render(request, "trajects/run_sheet_timeline.html", context)


def _page_of_today(lines: list[Line]) -> int:
    """The page on which work is left; what is done stands on the pages before it."""
    done = next((number for number, line in enumerate(lines) if line.is_open), 0)
    return done // ON_A_PAGE + 1


def week(request: Request, pk: int) -> HttpResponse:
    first = monday_of(_day_asked(request))
    context = _period(request, pk, first, first + WEEK - ONE_DAY, LANES_IN_WEEK)
    context |= {"earlier": first - WEEK, "later": first + WEEK, "view": "week"}
    return render(request, "trajects/run_sheet_calendar.html", context)


def month(request: Request, pk: int) -> HttpResponse:
    first = _day_asked(request).replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    context = _period(request, pk, first, last, LANES_IN_MONTH)
    earlier = (first - ONE_DAY).replace(day=1)
    context |= {"earlier": earlier, "later": last + ONE_DAY, "view": "month"}
    return render(request, "trajects/run_sheet_calendar.html", context)


def _day_asked(request: Request) -> date:
    """The day in the address; anything else than a day of our years is today."""
    try:
        day = date.fromisoformat(request.GET.get("dag", ""))
    except ValueError:
        return timezone.localdate()
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else timezone.localdate()


def _period(request: Request, pk: int, first: date, last: date, most_lanes: int) -> dict[str, Any]:
    traject, calendar, sheet, form = _begin(request, pk)
    wanted = chosen_from(sheet, form, request.user.pk)
    lines = [line for line in wanted if line.starts_on <= last and line.ends_on >= first]
    today = timezone.localdate()
    found = weeks(lines, first, last, calendar, today=today, most_lanes=most_lanes)
    return _context(traject, sheet, form, lines) | {
        "weeks": found,
        "days": day_lists(found, lines),
        "first": first,
        "last": last,
        "today": today,
        "has_today": first <= today <= last,
        "risks": {line.key for line in sheet.at_risk},
    }
