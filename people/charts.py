"""The school year as a strip of twelve months: which days are free, blocked, suitable."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format

from people.models import DayKind

if TYPE_CHECKING:
    from people.models import SchoolCalendar

LABEL, CELL, GAP, TOP = 72, 26, 2, 22
MONTHS = 12


@dataclass(frozen=True)
class Day:
    x: int
    y: int
    number: int
    kind: str
    title: str
    is_today: bool


@dataclass(frozen=True)
class Month:
    y: int
    label: str
    days: list[Day]


@dataclass(frozen=True)
class YearStrip:
    """Geometry in whole pixels; the drawing is people/year_strip.html."""

    width: int
    height: int
    cell: int
    months: list[Month]
    numbers: list[tuple[int, int]]


def year_strip(calendar: SchoolCalendar, school_year: int, today: date) -> YearStrip:
    months = [_month(calendar, school_year, number, today) for number in range(MONTHS)]
    return YearStrip(
        width=LABEL + 31 * CELL,
        height=TOP + MONTHS * CELL,
        cell=CELL - GAP,
        months=months,
        numbers=[(LABEL + (n - 1) * CELL + CELL // 2, n) for n in range(1, 32)],
    )


def _month(calendar: SchoolCalendar, school_year: int, number: int, today: date) -> Month:
    year, month = school_year + (number + 7) // 12, (number + 7) % 12 + 1
    y = TOP + number * CELL
    days = [
        _day(calendar, date(year, month, n), y, today)
        for n in range(1, monthrange(year, month)[1] + 1)
    ]
    return Month(y=y, label=date_format(date(year, month, 1), "M Y"), days=days)


def _day(calendar: SchoolCalendar, day: date, y: int, today: date) -> Day:
    return Day(
        x=LABEL + (day.day - 1) * CELL,
        y=y,
        number=day.day,
        kind=_kind(calendar, day),
        title=calendar.reason(day),
        is_today=day == today,
    )


def _kind(calendar: SchoolCalendar, day: date) -> str:
    if day.isoweekday() > 5:
        return "weekend"
    if calendar.is_free(day):
        return DayKind.FREE
    if calendar.is_closed(day):
        return DayKind.BLOCKED
    if calendar.is_preferred(day):
        return DayKind.PREFERRED
    return DayKind.AVOID if calendar.is_avoided(day) else "school"
