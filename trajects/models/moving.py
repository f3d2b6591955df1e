"""Moving one activity: what has to follow it, and what cannot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trajects.models.schedule import Activity, Placed, in_order
from trajects.models.school_days import Calendar, SchoolDays

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

type Dates = dict[str, tuple[date, date]]


@dataclass
class Following:
    """`moved`: new places by key. `stuck`: what is fixed or underway and now comes too early."""

    moved: dict[str, Placed] = field(default_factory=dict)
    stuck: list[str] = field(default_factory=list)


def following(
    activities: Iterable[Activity], dates: Dates, key: str, *, calendar: Calendar
) -> Following:
    """What has to move along now that `key` has its place in `dates`.

    Only what would start too early moves, and no further than it must.
    """
    line = SchoolDays(calendar, min(start for start, _ in dates.values()))
    where, answer = dict(dates), Following()
    for activity in in_order(activities):
        ready = _ready(activity, line, where, {key, *answer.moved})
        if activity.key == key or line.number_from(where[activity.key][0]) >= ready:
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
