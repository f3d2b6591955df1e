"""Room that is left: how many school days a line can slip before the consent is missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from trajects.models.schedule import Activity, latest_starts
from trajects.models.school_days import SchoolDays

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from trajects.models.lines import Line
    from trajects.models.school_days import Calendar

LOOK_BACK = timedelta(days=14)


@dataclass(frozen=True)
class Room:
    """`days`: school days of slack, below zero when too few are left. `ends_by`: the last day."""

    days: int
    ends_by: date

    @property
    def is_at_risk(self) -> bool:
        return self.days < 0

    @property
    def in_words(self) -> str:
        if self.days == 0:
            return "geen speling"
        days = "1 schooldag" if abs(self.days) == 1 else f"{abs(self.days)} schooldagen"
        return f"nog {days} speling" if self.days > 0 else f"{days} te kort voor de instemming"


class KnownDays:
    """A calendar that is asked about each day once."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.closed: dict[date, bool] = {}
        self.avoided: dict[date, bool] = {}

    def is_closed(self, day: date) -> bool:
        if day not in self.closed:
            self.closed[day] = self.calendar.is_closed(day)
        return self.closed[day]

    def is_avoided(self, day: date) -> bool:
        if day not in self.avoided:
            self.avoided[day] = self.calendar.is_avoided(day)
        return self.avoided[day]


def rooms(
    lines: Mapping[str, Line],
    activities: Iterable[Activity],
    *,
    calendar: Calendar,
    today: date,
    target_on: date,
) -> dict[str, Room]:
    """The room of every open line that the consent waits for, by key.

    Counted from its days in the plan, or from today when those are behind us. A line with
    a fixed day has no room of its own: others keep away from it.
    """
    activities = [activity for activity in activities if activity.key in lines]
    latest = latest_starts(activities, calendar=calendar, target_on=target_on)
    if not latest:
        return {}
    first = min([today - LOOK_BACK, *latest.values()])
    days = SchoolDays(calendar, first)
    return {
        activity.key: _room(lines[activity.key], activity, latest[activity.key], days, today)
        for activity in activities
        if activity.key in latest and not activity.fixed and not activity.is_target
    }


def _room(line: Line, activity: Activity, latest: date, days: SchoolDays, today: date) -> Room:
    """A line that has begun must end by its plan or today; another still needs its length."""
    now = days.number_from(today)
    last = days.number_from(latest) + activity.days - 1
    ends = max(days.number_from(line.ends_on), now)
    if not line.is_underway:
        begins = max(days.number_from(line.starts_on), now)
        ends = max(ends, begins + activity.days - 1)
    return Room(last - ends, days.day(last))
