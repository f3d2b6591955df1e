"""Moving activities: what has to follow them, and what cannot."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from trajects.models.schedule import Activity, Placed, in_order
from trajects.models.school_days import Calendar, SchoolDays

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

LEAD = timedelta(days=400)

type Dates = dict[str, tuple[date, date]]


@dataclass
class Following:
    """`moved`: new places by key. `stuck`: what is fixed or underway and now comes too early."""

    moved: dict[str, Placed] = field(default_factory=dict)
    stuck: list[str] = field(default_factory=list)


def following(
    activities: Iterable[Activity], dates: Dates, keys: Collection[str], *, calendar: Calendar
) -> Following:
    """What has to move along now that `keys` have their place in `dates`.

    Only what would start too early moves, and no further than it must.
    """
    line = SchoolDays(calendar, min(start for start, _ in dates.values()))
    where, answer = dict(dates), Following()
    for activity in in_order(activities):
        ready = _ready(activity, line, where, {*keys, *answer.moved})
        if activity.key in keys or line.number_from(where[activity.key][0]) >= ready:
            continue
        if activity.fixed:
            answer.stuck.append(activity.key)
            continue
        start = line.first_fit(activity.demands, ready, activity.days)
        ends = line.day(start + activity.days - 1)
        answer.moved[activity.key] = Placed(line.day(start), ends, activity.days)
        where[activity.key] = (line.day(start), ends)
    return answer


def _ready(activity: Activity, line: SchoolDays, where: Dates, touched: set[str]) -> int:
    """The first day left by what it waits for, as far as that moved."""
    return max(
        (
            line.number_until(where[wait.key][1]) + 1 + wait.rest_minimum
            for wait in activity.waits
            if wait.key in touched
        ),
        default=0,
    )


def shifted(dates: Dates, number: int, *, calendar: Calendar) -> Dates:
    """The same days so many school days later, or earlier below zero; lengths stay."""
    first = min(start for start, _ in dates.values())
    line = SchoolDays(calendar, first - LEAD)
    return {
        key: (
            line.day(max(line.number_from(start) + number, 0)),
            line.day(max(line.number_until(end) + number, 0)),
        )
        for key, (start, end) in dates.items()
    }


def school_days_to(first: date, day: date, *, calendar: Calendar) -> int:
    """How many school days further a day is, negative when it comes before."""
    line = SchoolDays(calendar, min(first, day))
    return line.number_from(day) - line.number_from(first)
