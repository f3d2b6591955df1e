"""Holidays by region as the government publishes them, through the `holidays` package.

Source: Regeling vaststelling schoolvakanties 2025-2030 (herfst and voorjaar are advisory,
kerst, mei and zomer binding) and the Algemene termijnenwet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from holidays import country_holidays

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST_KNOWN_SCHOOL_YEAR = 2029
FIRST_KNOWN_SCHOOL_YEAR = 2014
ADVISORY = {"Herfstvakantie", "Voorjaarsvakantie"}
NOT_FREE_EVERYWHERE = {"Goede vrijdag", "Bevrijdingsdag"}
NEW_YEAR_MONTH = 8
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holiday:
    """Days off with one name, both ends included."""

    title: str
    first_on: date
    last_on: date
    is_school: bool

    @property
    def is_advisory(self) -> bool:
        """The school may choose other dates for this holiday."""
        return self.title in ADVISORY

    @property
    def is_free_everywhere(self) -> bool:
        return self.title not in NOT_FREE_EVERYWHERE


def school_year_of(day: date) -> int:
    """The year in which the school year of this day begins, on 1 August."""
    return day.year if day.month >= NEW_YEAR_MONTH else day.year - 1


def first_day_of(school_year: int) -> date:
    return date(school_year, NEW_YEAR_MONTH, 1)


def last_day_of(school_year: int) -> date:
    return date(school_year + 1, NEW_YEAR_MONTH, 1) - ONE_DAY


def are_holidays_known(school_year: int) -> bool:
    """Whether the government has published the school holidays of this school year."""
    return FIRST_KNOWN_SCHOOL_YEAR <= school_year <= LAST_KNOWN_SCHOOL_YEAR


@lru_cache(maxsize=128)
def holidays_of(region: str, school_year: int) -> tuple[Holiday, ...]:
    """What begins in this school year; school holidays are left out while unknown.

    Every calendar year that a holiday touches is loaded, or Christmas would end on 31 December.
    """
    years = range(school_year, school_year + 3)
    school = _periods(region, years) if are_holidays_known(school_year) else ()
    begun = (*school, *_public_days(years))
    return tuple(
        sorted(
            (holiday for holiday in begun if school_year_of(holiday.first_on) == school_year),
            key=lambda holiday: (holiday.first_on, holiday.title),
        )
    )


def _public_days(years: range) -> Iterator[Holiday]:
    """Public holidays on a weekday, and 5 May in every year."""
    days = country_holidays("NL", categories=("public", "optional"), years=years, language="nl")
    for day, names in sorted(days.items()):
        if day.isoweekday() <= 5:
            yield from (Holiday(name, day, day, False) for name in names.split("; "))


def _periods(region: str, years: range) -> Iterator[Holiday]:
    """Days in a row with one name become one holiday, across the turn of the year."""
    days = country_holidays(
        "NL", subdiv=region.capitalize(), categories=("school",), years=years, language="nl"
    )
    current: Holiday | None = None
    for day, title in sorted(days.items()):
        if current and current.title == title and day == current.last_on + ONE_DAY:
            current = Holiday(title, current.first_on, day, True)
            continue
        if current:
            yield current
        current = Holiday(title, day, day, True)
    if current:
        yield current
