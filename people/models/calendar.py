"""The school's own calendar: holidays copied by region, test weeks, study days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

from people.models.holidays import (
    Holiday,
    are_holidays_known,
    holidays_of,
    school_year_of,
)
from people.models.organisation import School

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from people.models.account import User

ONE_DAY = timedelta(days=1)
MARGIN = timedelta(days=800)
MAIL_FROM, MAIL_UNTIL = time(7, 30), time(18, 0)
LONGEST_SEARCH = 3660


class NoSchoolDay(LookupError):
    """Ten years of closed days: the calendar is filled in wrongly."""


class DayKind(models.TextChoices):
    """What a day means for planning (domain 8)."""

    FREE = "free", "vrij: vakantie of feestdag"
    BLOCKED = "blocked", "niets plannen"
    AVOID = "avoid", "liever niet plannen"
    PREFERRED = "preferred", "juist geschikt"


class DayOrigin(models.TextChoices):
    REGION = "region", "vakantieregio"
    PUBLIC = "public", "feestdag"
    FILE = "file", "agendabestand"
    HAND = "hand", "zelf toegevoegd"


COPIED = (DayOrigin.REGION, DayOrigin.PUBLIC)


class CalendarDayQuerySet(models.QuerySet["CalendarDay"]):
    def visible_to(self, user: User) -> Self:
        """Days of the schools at which this person works."""
        return self.filter(school__in=School.objects.visible_to(user))

    def between(self, first: date, last: date) -> Self:
        """Entries that touch the days from first to last, both included."""
        return self.filter(first_on__lte=last, last_on__gte=first)


class CalendarDay(models.Model):
    """One entry of a school calendar: a day or a range of days, both ends included."""

    school = models.ForeignKey(School, models.CASCADE, related_name="calendar_days")
    title = models.CharField("wat", max_length=120)
    first_on = models.DateField("eerste dag")
    last_on = models.DateField("laatste dag")
    kind = models.CharField("betekenis", max_length=10, choices=DayKind, default=DayKind.BLOCKED)
    origin = models.CharField(max_length=10, choices=DayOrigin, default=DayOrigin.HAND)
    uid = models.CharField(max_length=255, blank=True, editable=False)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = "dag in de schoolkalender"
        verbose_name_plural = "dagen in de schoolkalender"
        ordering = ["first_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")),
                name="calendar_day_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["school", "origin", "uid"],
                condition=~models.Q(uid=""),
                name="calendar_day_unique_uid",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> str:
        return f"school:{self.school_id}"

    @classmethod
    def from_holiday(cls, school: School, holiday: Holiday) -> CalendarDay:
        year = school_year_of(holiday.first_on)
        return cls(
            school=school,
            title=holiday.title,
            first_on=holiday.first_on,
            last_on=holiday.last_on,
            kind=DayKind.FREE if holiday.is_free_everywhere else DayKind.AVOID,
            origin=DayOrigin.REGION if holiday.is_school else DayOrigin.PUBLIC,
            uid=f"{year}:{holiday.title}",
        )


class SchoolCalendar:
    """What each day means at one school: own entries, and holidays by region until copied.

    `first` and `last` are the days the question is about; days around them may be asked
    too. A day is closed when nothing may be planned on it (weekend, holiday, public
    holiday, own blocked day), free when nobody is at school (the same without blocked days).
    """

    def __init__(
        self, school: School, first: date, last: date, entries: Iterable[CalendarDay]
    ) -> None:
        self.school, self.first, self.last = school, first, last
        self._copied: set[int] = set()
        self._live: set[int] = set()
        self._days: dict[date, list[CalendarDay]] = {}
        for entry in entries:
            if entry.origin in COPIED:
                self._copied.add(school_year_of(entry.first_on))
            self._add(entry)

    @classmethod
    def of(cls, school: School, first: date, last: date) -> Self:
        """The calendar around these days, in one query."""
        entries = school.calendar_days.filter(last_on__gte=first - MARGIN)
        return cls(school, first, last, entries)

    def is_closed(self, day: date) -> bool:
        """Nothing is planned on this day."""
        return self._is_weekend(day) or self._means(day, DayKind.FREE, DayKind.BLOCKED)

    def is_free(self, day: date) -> bool:
        """Nobody is at school: weekend, holiday or public holiday."""
        return self._is_weekend(day) or self._means(day, DayKind.FREE)

    def is_avoided(self, day: date) -> bool:
        """Planning is possible, but rather not."""
        return (
            not self.is_closed(day)
            and self._means(day, DayKind.AVOID)
            and not self._means(day, DayKind.PREFERRED)
        )

    def is_preferred(self, day: date) -> bool:
        return not self.is_closed(day) and self._means(day, DayKind.PREFERRED)

    def reason(self, day: date) -> str:
        """Why this day is special, in words; empty for an ordinary school day."""
        titles = [entry.title for entry in self.entries_on(day)]
        if not titles and self._is_weekend(day):
            return "weekend"
        return ", ".join(dict.fromkeys(titles))

    def entries_on(self, day: date) -> list[CalendarDay]:
        self._fill_in(school_year_of(day))
        return self._days.get(day, [])

    def are_holidays_known(self, day: date) -> bool:
        """Whether the holidays of this day's school year were published or filled in."""
        year = school_year_of(day)
        return year in self._copied or are_holidays_known(year)

    def is_copied(self, school_year: int) -> bool:
        """Whether the school wrote its own dates for the holidays of this school year."""
        return school_year in self._copied

    def live_entries(self, school_year: int) -> list[CalendarDay]:
        """The region's holidays of this school year, not written down by the school."""
        holidays = holidays_of(self.school.region, school_year)
        return [CalendarDay.from_holiday(self.school, holiday) for holiday in holidays]

    def next_school_day(self, day: date) -> date:
        """The first day after this one that is not closed."""
        return self._step(day, ONE_DAY, self.is_closed)

    def previous_school_day(self, day: date) -> date:
        """The last day before this one that is not closed."""
        return self._step(day, -ONE_DAY, self.is_closed)

    def add_school_days(self, day: date, number: int) -> date:
        """So many days further (or back, below zero), counting days that are not closed."""
        return self._walk(day, number, self.is_closed)

    def add_working_days(self, day: date, number: int) -> date:
        """The same, counting every day that is not free: test weeks are working days."""
        return self._walk(day, number, self.is_free)

    def school_days_between(self, first: date, last: date) -> int:
        """How many days from first to last, both included, are not closed."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return sum(not self.is_closed(day) for day in days)

    def _walk(self, day: date, number: int, is_skipped: Callable[[date], bool]) -> date:
        direction = ONE_DAY if number >= 0 else -ONE_DAY
        for _ in range(abs(number)):
            day = self._step(day, direction, is_skipped)
        return day

    def _step(self, day: date, direction: timedelta, is_skipped: Callable[[date], bool]) -> date:
        for _ in range(LONGEST_SEARCH):
            day += direction
            if not is_skipped(day):
                return day
        raise NoSchoolDay

    def _means(self, day: date, *kinds: str) -> bool:
        return any(entry.kind in kinds for entry in self.entries_on(day))

    def _fill_in(self, year: int) -> None:
        """Use the region's holidays for a school year that the school has not copied."""
        for wanted in (year - 1, year):
            if wanted not in self._copied and wanted not in self._live:
                self._live.add(wanted)
                for holiday in holidays_of(self.school.region, wanted):
                    self._add(CalendarDay.from_holiday(self.school, holiday))

    def _add(self, entry: CalendarDay) -> None:
        for day in _days_of(entry):
            self._days.setdefault(day, []).append(entry)

    @staticmethod
    def _is_weekend(day: date) -> bool:
        return day.isoweekday() > 5


def _days_of(entry: CalendarDay) -> Iterator[date]:
    number = (entry.last_on - entry.first_on).days
    return (entry.first_on + timedelta(days=n) for n in range(number + 1))


def quiet_until(
    school: School, moment: datetime, *, calendar: SchoolCalendar | None = None
) -> datetime:
    """When a mail that is ready at this moment may leave: never in the evening or on free days.

    Weekdays from 07.30 to 18.00, not on free days of the school (XN4). `calendar`: the one of
    the school, for who asks about many moments.
    """
    local = timezone.localtime(moment)
    calendar = calendar or SchoolCalendar.of(school, local.date(), local.date())
    if local.time() < MAIL_UNTIL and not calendar.is_free(local.date()):
        return max(local, _at(local.date(), MAIL_FROM))
    return _at(calendar.add_working_days(local.date(), 1), MAIL_FROM)


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
