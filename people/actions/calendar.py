"""What a school writes in its own calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from core.models import record
from core.verbs import Verb
from people.models import CalendarDay, DayOrigin, School, User, holidays_of

if TYPE_CHECKING:
    from collections.abc import Iterable

COPIED = (DayOrigin.REGION, DayOrigin.PUBLIC)


@transaction.atomic
def copy_holidays(school: School, school_years: Iterable[int], *, by: User | None) -> int:
    """Write the region's holidays of these years into the calendar; dates already there stay."""
    wanted = [
        CalendarDay.from_holiday(school, holiday)
        for year in school_years
        for holiday in holidays_of(school.region, year)
    ]
    there = school.calendar_days.filter(origin__in=COPIED).values_list("uid", flat=True)
    known = set(there)
    new = [day for day in wanted if day.uid not in known]
    CalendarDay.objects.bulk_create(new)
    record(Verb.CALENDAR_IMPORTED, school, by=by, detail=f"{len(new)} vakanties en feestdagen")
    return len(new)


@transaction.atomic
def import_days(school: School, days: list[dict[str, Any]], *, by: User) -> int:
    """Write the events of an agenda file; an event that was read before is updated."""
    rows = [CalendarDay(school=school, origin=DayOrigin.FILE, **day) for day in days]
    CalendarDay.objects.filter(
        school=school, origin=DayOrigin.FILE, uid__in=[row.uid for row in rows]
    ).delete()
    CalendarDay.objects.bulk_create(rows)
    record(Verb.CALENDAR_IMPORTED, school, by=by, detail=f"{len(rows)} dagen uit een bestand")
    return len(rows)


@transaction.atomic
def save_day(day: CalendarDay, *, by: User) -> None:
    day.save()
    record(Verb.CALENDAR_CHANGED, day.school, by=by, detail=day.title)


@transaction.atomic
def remove_day(day: CalendarDay, *, by: User) -> None:
    record(Verb.CALENDAR_CHANGED, day.school, by=by, detail=f"{day.title} verwijderd")
    day.delete()
