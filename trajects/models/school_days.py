"""School days in a row: planning counts in them and knows no other calendar."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

LONGEST_CLOSURE = 400
SCHOOL_WEEK = 5


class Calendar(Protocol):
    """What planning asks of a school calendar."""

    def is_closed(self, day: date) -> bool: ...

    def is_avoided(self, day: date) -> bool: ...


class NoSchoolDays(Exception):
    """The calendar is closed, or full of tests, for more than a year on end."""


@dataclass(frozen=True)
class Demands:
    """What an activity asks of its days.

    `is_unbroken`: no weekend or holiday in between. `avoids_all`: no avoided day at all.
    `avoids_start`: no avoided day to start on.
    """

    is_unbroken: bool = False
    avoids_all: bool = False
    avoids_start: bool = False


@dataclass
class SchoolDays:
    """The school days from `first` on, numbered from 0; grows when asked for more."""

    calendar: Calendar
    first: date
    days: list[date] = field(default_factory=list)
    avoided: list[bool] = field(default_factory=list)

    def day(self, number: int) -> date:
        self._reach(number)
        return self.days[number]

    def number_from(self, day: date) -> int:
        """The first school day on or after this one."""
        while not self.days or self.days[-1] < day:
            self._reach(len(self.days))
        return bisect_left(self.days, day)

    def number_until(self, day: date) -> int:
        """The last school day on or before this one; -1 if there is none."""
        number = self.number_from(day)
        return number if self.days[number] == day else number - 1

    def first_fit(self, demands: Demands, start: int, length: int) -> int:
        """The first day, from `start` on, on which so many days can begin."""
        for number in range(start, start + LONGEST_CLOSURE):
            if self._fits(demands, number, length):
                return number
        raise NoSchoolDays

    def last_fit(self, demands: Demands, end: int, length: int) -> int:
        """The last day to begin so as to be finished at `end`; -1 if there is none."""
        for number in range(end - length + 1, -1, -1):
            if self._fits(demands, number, length):
                return number
        return -1

    def _fits(self, demands: Demands, start: int, length: int) -> bool:
        self._reach(start + length - 1)
        if demands.is_unbroken and not self._is_unbroken(start, length):
            return False
        if demands.avoids_all:
            return not any(self.avoided[start : start + length])
        return not (demands.avoids_start and self.avoided[start])

    def _is_unbroken(self, start: int, length: int) -> bool:
        return (self.days[start + length - 1] - self.days[start]).days == length - 1

    def _reach(self, number: int) -> None:
        while len(self.days) <= number:
            day = self._next()
            self.days.append(day)
            self.avoided.append(self.calendar.is_avoided(day))

    def _next(self) -> date:
        day = self.days[-1] + timedelta(days=1) if self.days else self.first
        for _ in range(LONGEST_CLOSURE):
            if not self.calendar.is_closed(day):
                return day
            day += timedelta(days=1)
        raise NoSchoolDays
