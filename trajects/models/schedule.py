"""Planning as arithmetic: which activity falls on which school days.

What comes before the target is counted back from it: that gives the last day on which each
activity can start. Time that is left over is spread, so that every activity has some room.
What comes after the target, and what nothing waits for, is counted forward. If the usual
lengths do not fit, all become shorter together, down to their minimum. Days are school days
throughout; nothing is ever placed on a closed day.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from math import inf
from typing import TYPE_CHECKING

from trajects.models.school_days import (
    SCHOOL_WEEK,
    Calendar,
    Demands,
    NoSchoolDays,
    SchoolDays,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

MOST_HASTE = 10
LONGEST_LEAD = timedelta(days=800)


class CannotBePlanned(Exception):
    """The target comes too soon; `earliest` is the first day that can be met."""

    def __init__(self, earliest: date) -> None:
        self.earliest = earliest
        super().__init__(f"not before {earliest}")


class FixedTooEarly(Exception):
    """An activity has a fixed day before what it waits for can be finished."""

    def __init__(self, key: str, earliest: date) -> None:
        self.key = key
        self.earliest = earliest
        super().__init__(f"{key} not before {earliest}")


class WindowTooEarly(FixedTooEarly):
    """An activity may not last beyond a day; `earliest` is when it can be finished."""


class GoesInCircles(Exception):
    """Activities wait for each other."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        super().__init__(" > ".join(keys))


@dataclass(frozen=True)
class Wait:
    """What must be finished first, and the school days of rest in between."""

    key: str
    rest: int = 0
    rest_minimum: int = 0


@dataclass(frozen=True)
class Activity:
    """What is to be planned: `days` school days, or `minimum` when there is haste.

    `meets`: people come together, not on avoided days. `is_moment`: a milestone. Both fall
    on days in a row. `is_message`: does not leave on an avoided day. `before_target`: ends
    at least so many school days before the target. `not_before` and `not_after`: the window,
    both days included. `fixed`: these two days and no others; with `is_underway` it no longer
    waits for anything.
    """

    key: str
    days: int = 1
    minimum: int = 1
    waits: tuple[Wait, ...] = ()
    meets: bool = False
    is_moment: bool = False
    is_message: bool = False
    is_target: bool = False
    before_target: int | None = None
    not_before: date | None = None
    not_after: date | None = None
    fixed: tuple[date, date] | None = None
    is_underway: bool = False

    @property
    def demands(self) -> Demands:
        """Longer than a school week, a weekend in between cannot be helped."""
        is_unbroken = (self.meets or self.is_moment) and self.days <= SCHOOL_WEEK
        return Demands(
            is_unbroken=is_unbroken,
            avoids_all=self.meets and is_unbroken,
            avoids_start=self.meets or self.is_message,
        )

    def length(self, haste: int) -> int:
        """School days at a haste from 0 (as usual) to MOST_HASTE (as short as can be)."""
        return self.days - max(self.days - self.minimum, 0) * haste // MOST_HASTE


@dataclass(frozen=True)
class Placed:
    """Where an activity falls, both days included.

    `slack`: school days by which it can start later, everything at its present length,
    before the target, a window or a fixed day is missed; None when nothing would be.
    """

    starts_on: date
    ends_on: date
    days: int
    slack: int | None = None


def plan(
    activities: Iterable[Activity], *, calendar: Calendar, starts_on: date, target_on: date
) -> dict[str, Placed]:
    """Dates for every activity, or CannotBePlanned, FixedTooEarly, GoesInCircles."""
    planning = _Planning(in_order(activities), SchoolDays(calendar, starts_on))
    return planning.until(target_on)


def earliest_target(
    activities: Iterable[Activity], *, calendar: Calendar, starts_on: date
) -> date:
    """The first day on which the target can be met, with everything as short as can be."""
    planning = _Planning(in_order(activities), SchoolDays(calendar, starts_on))
    return planning.line.day(planning.soonest(MOST_HASTE))


def latest_starts(
    activities: Iterable[Activity], *, calendar: Calendar, target_on: date, haste: int = 0
) -> dict[str, date]:
    """The last day on which each activity can start before something with a date is missed.

    At the usual lengths, or with a `haste` up to MOST_HASTE (as short as can be). Looks no
    further back than LONGEST_LEAD before the target. What nothing with a date waits for is
    not in the answer.
    """
    planning = _Planning(in_order(activities), SchoolDays(calendar, target_on - LONGEST_LEAD))
    planning.haste = haste
    planning.target_ends = planning.line.number_until(target_on)
    starts = planning.count_back()
    return {key: planning.line.day(max(number, 0)) for key, number in starts.items()}


def in_order(activities: Iterable[Activity]) -> list[Activity]:
    """What is waited for comes first; otherwise the order in which they were given."""
    by_key = {activity.key: activity for activity in activities}
    graph = {
        key: [wait.key for wait in activity.waits if wait.key in by_key]
        for key, activity in by_key.items()
    }
    try:
        keys = list(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        raise GoesInCircles(list(circle.args[1])) from circle
    return [_known_waits(by_key[key], by_key) for key in keys]


def _known_waits(activity: Activity, by_key: dict[str, Activity]) -> Activity:
    known = () if activity.is_underway else activity.waits
    return replace(activity, waits=tuple(wait for wait in known if wait.key in by_key))


class _Planning:
    """One calculation. Numbers are places in the row of school days."""

    def __init__(self, activities: Sequence[Activity], line: SchoolDays) -> None:
        self.activities = activities
        self.line = line
        self.haste = 0
        self.target_ends = 0
        self.earliest: dict[str, int] = {}
        self.latest: dict[str, int] = {}
        self.ends: dict[str, int] = {}
        self.limited = self._leading_to(
            activity.key
            for activity in activities
            if activity.is_target
            or activity.before_target is not None
            or activity.not_after
            or activity.fixed
        )
        self.counted_back = self._leading_to(
            activity.key for activity in activities if activity.is_target
        )

    def _leading_to(self, keys: Iterable[str]) -> set[str]:
        """These activities and everything they wait for."""
        found = set(keys)
        for activity in reversed(self.activities):
            if activity.key in found:
                found.update(wait.key for wait in activity.waits)
        return found

    def until(self, target_on: date) -> dict[str, Placed]:
        self.haste = self._least_haste(target_on)
        self.target_ends = self.line.number_until(target_on)
        self.earliest = self._count_forward(self.haste)
        self.latest = self.count_back()
        return {activity.key: self._place(activity) for activity in self.activities}

    def _least_haste(self, target_on: date) -> int:
        for haste in range(MOST_HASTE):
            try:
                if self.line.day(self.soonest(haste)) <= target_on:
                    return haste
            except (FixedTooEarly, NoSchoolDays):
                continue
        earliest = self.line.day(self.soonest(MOST_HASTE))
        if earliest > target_on:
            raise CannotBePlanned(earliest)
        return MOST_HASTE

    def soonest(self, haste: int) -> int:
        """The number of the first day on which the target can be met."""
        starts = self._count_forward(haste)
        found = 0
        for activity in self.activities:
            before = 0 if activity.is_target else activity.before_target
            if before is not None:
                found = max(found, self._end(activity, starts[activity.key], haste) + before)
        return found

    def _count_forward(self, haste: int) -> dict[str, int]:
        """The earliest start of each activity."""
        starts: dict[str, int] = {}
        ends: dict[str, int] = {}
        for activity in self.activities:
            ready = self._ready(activity, ends, haste)
            starts[activity.key] = self._first_start(activity, ready, haste)
            ends[activity.key] = self._end(activity, starts[activity.key], haste)
        return starts

    def _ready(self, activity: Activity, ends: dict[str, int], haste: int) -> int:
        return max((ends[wait.key] + 1 + rest(wait, haste) for wait in activity.waits), default=0)

    def _first_start(self, activity: Activity, ready: int, haste: int) -> int:
        if activity.fixed is not None:
            start = self.line.number_from(activity.fixed[0])
            if start < ready:
                raise FixedTooEarly(activity.key, self.line.day(ready))
            return start
        length = activity.length(haste)
        start = self.line.first_fit(activity.demands, self._opens(activity, ready), length)
        if start + length - 1 > self._closes(activity):
            raise WindowTooEarly(activity.key, self.line.day(start + length - 1))
        return start

    def _opens(self, activity: Activity, ready: int) -> int:
        if activity.not_before is None:
            return ready
        return max(ready, self.line.number_from(activity.not_before))

    def _closes(self, activity: Activity) -> float:
        return self.line.number_until(activity.not_after) if activity.not_after else inf

    def _end(self, activity: Activity, start: int, haste: int) -> int:
        if activity.fixed is not None:
            return self.line.number_until(activity.fixed[1])
        return start + activity.length(haste) - 1

    def count_back(self) -> dict[str, int]:
        """The latest start of each activity that something with a date waits for."""
        limits: dict[str, int] = {}
        starts: dict[str, int] = {}
        for activity in reversed(self.activities):
            if activity.key not in self.limited:
                continue
            starts[activity.key] = start = self._last_start(activity, limits)
            for wait in activity.waits:
                limit = start - 1 - rest(wait, self.haste)
                limits[wait.key] = min(limits.get(wait.key, limit), limit)
        return starts

    def _last_start(self, activity: Activity, limits: dict[str, int]) -> int:
        if activity.fixed is not None:
            return self.line.number_from(activity.fixed[0])
        before = 0 if activity.is_target else activity.before_target
        ends = [limits[activity.key]] if activity.key in limits else []
        if before is not None:
            ends.append(self.target_ends - before)
        if activity.not_after is not None:
            ends.append(self.line.number_until(activity.not_after))
        return self.line.last_fit(activity.demands, min(ends), activity.length(self.haste))

    def _place(self, activity: Activity) -> Placed:
        key = activity.key
        if activity.fixed is not None:
            self.ends[key] = self.line.number_until(activity.fixed[1])
            return Placed(*activity.fixed, activity.days)
        ready = self._ready(activity, self.ends, self.haste if key in self.limited else 0)
        start, length = self._fit(activity, max(self._opens(activity, ready), self._wished(key)))
        self.ends[key] = start + length - 1
        slack = self.latest[key] - start if key in self.latest else None
        return Placed(self.line.day(start), self.line.day(self.ends[key]), length, slack)

    def _fit(self, activity: Activity, start: int) -> tuple[int, int]:
        """Start and length; what nothing waits for only gets shorter if it fits nowhere."""
        if activity.key in self.limited:
            length = activity.length(self.haste)
            return self.line.first_fit(activity.demands, start, length), length
        for haste in range(MOST_HASTE):
            length = activity.length(haste)
            with suppress(NoSchoolDays):
                return self.line.first_fit(activity.demands, start, length), length
        length = activity.length(MOST_HASTE)
        return self.line.first_fit(activity.demands, start, length), length

    def _wished(self, key: str) -> int:
        """A share of its room, the larger the further on it comes: the spread of what is left."""
        if key not in self.counted_back:
            return 0
        earliest, room = self.earliest[key], self.latest[key] - self.earliest[key]
        return earliest + room * earliest // self._whole if self._whole else self.latest[key]

    @cached_property
    def _whole(self) -> int:
        """The earliest start of the target; nothing it waits for starts later."""
        return max(self.earliest[key] for key in self.counted_back)


def rest(wait: Wait, haste: int) -> int:
    return wait.rest - max(wait.rest - wait.rest_minimum, 0) * haste // MOST_HASTE
