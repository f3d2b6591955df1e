"""The last day of a term: from the school's rules, or in calendar months from the law."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from people.models import CalendarDay, DayKind, DayOrigin, SchoolCalendar, TermUnit

if TYPE_CHECKING:
    from collections.abc import Callable

    from people.models import School

HOLIDAY_DAYS = 5
LONGEST = 3 * 366
MONTHS_TO_ANSWER = 3
WEEKS_TO_FILE = 6


def add_months(day: date, months: int) -> date:
    """Calendar months: 30 November and three months is 28 or 29 February (R16)."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class ConsentTerm:
    """How long the council has: the last day, and in words where that comes from.

    `skipped` names the school holidays in between that do not count.
    """

    last_on: date
    source: str
    skipped: tuple[str, ...] = ()
    is_certain: bool = True


def term_for(school: School, offered_on: date) -> ConsentTerm:
    """The term of the school's own reglement (R12); the day of offering does not count."""
    calendar = SchoolCalendar.of(school, offered_on, offered_on + timedelta(days=366))
    last_on = count_days(offered_on, length_in_days(school), counting(school, calendar))
    skipped = holidays_met(calendar, offered_on, last_on) if school.term_skips_holidays else ()
    return ConsentTerm(
        last_on=last_on,
        source=source_of(school),
        skipped=skipped,
        is_certain=not school.term_skips_holidays or calendar.are_holidays_known(last_on),
    )


def length_in_days(school: School) -> int:
    return school.term_length * (7 if school.term_unit == TermUnit.WEEKS else 1)


def counting(school: School, calendar: SchoolCalendar) -> Callable[[date], bool]:
    """Which days count: school days, or every day that is not in a school holiday."""
    if school.term_unit == TermUnit.SCHOOL_DAYS:
        return lambda day: not calendar.is_closed(day)
    if school.term_skips_holidays:
        return lambda day: not holidays_on(calendar, day)
    return lambda day: True


def holidays_on(calendar: SchoolCalendar, day: date) -> list[str]:
    """The school holidays this day lies in; a single free day is no holiday."""
    return [entry.title for entry in calendar.entries_on(day) if is_school_holiday(entry)]


def is_school_holiday(entry: CalendarDay) -> bool:
    is_long = (entry.last_on - entry.first_on).days + 1 >= HOLIDAY_DAYS
    return entry.kind == DayKind.FREE and (entry.origin == DayOrigin.REGION or is_long)


def holidays_met(calendar: SchoolCalendar, start: date, last: date) -> tuple[str, ...]:
    days = (start + timedelta(days=number) for number in range(1, (last - start).days + 1))
    return tuple(dict.fromkeys(title for day in days for title in holidays_on(calendar, day)))


def count_days(start: date, length: int, counts: Callable[[date], bool]) -> date:
    """The day on which `length` counting days after `start` have passed."""
    day, left = start, length
    end = start + timedelta(days=LONGEST + length)
    while left and day < end:
        day += timedelta(days=1)
        left -= counts(day)
    return day


def source_of(school: School) -> str:
    """In words: how long, what counts, and which rule says so."""
    rest = "schoolvakanties tellen niet mee" if school.term_skips_holidays else "elke dag telt"
    length = f"{school.term_length} {school.get_term_unit_display()}"
    return f"{length}, {rest}; {school.term_source}"[:300]
