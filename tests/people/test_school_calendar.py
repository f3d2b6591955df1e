"""Nothing is planned and nothing is mailed on days that a school is closed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from people.models import (
    CalendarDay,
    DayKind,
    DayOrigin,
    NoSchoolDay,
    Region,
    SchoolCalendar,
    holidays_of,
    quiet_until,
)
from tests.factories import SchoolFactory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST, LAST = date(2026, 8, 1), date(2027, 7, 31)


def calendar_of(school) -> SchoolCalendar:
    return SchoolCalendar.of(school, FIRST, LAST)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=AMSTERDAM)


def entry(school, first, last=None, kind=DayKind.BLOCKED, **fields) -> CalendarDay:
    return CalendarDay.objects.create(
        school=school, title=fields.pop("title", "Toetsweek"), first_on=first,
        last_on=last or first, kind=kind, **fields,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("region", "first", "last"),
    [
        (Region.NOORD, date(2026, 10, 10), date(2026, 10, 18)),
        (Region.MIDDEN, date(2026, 10, 17), date(2026, 10, 25)),
        (Region.ZUID, date(2027, 2, 13), date(2027, 2, 21)),
        (Region.NOORD, date(2027, 7, 10), date(2027, 8, 22)),
        (Region.ZUID, date(2029, 7, 14), date(2029, 8, 26)),
    ],
)
def test_each_region_has_its_own_holidays(region, first, last):
    periods = {
        (day.first_on, day.last_on) for day in holidays_of(region, first.year - (first.month < 8))
    }

    assert (first, last) in periods


def test_christmas_runs_on_over_the_turn_of_the_year():
    kerst = next(h for h in holidays_of(Region.MIDDEN, 2026) if h.title == "Kerstvakantie")

    assert (kerst.first_on, kerst.last_on) == (date(2026, 12, 19), date(2027, 1, 3))


def test_holidays_that_are_not_published_yet_are_not_invented(school):
    assert any(h.is_school for h in holidays_of(Region.MIDDEN, 2029))
    assert not any(h.is_school for h in holidays_of(Region.MIDDEN, 2030))
    assert not calendar_of(school).are_holidays_known(date(2030, 10, 21))
    assert calendar_of(school).are_holidays_known(date(2030, 5, 1))


def test_the_region_counts_until_a_school_has_copied_its_holidays(school):
    calendar = calendar_of(school)

    assert calendar.is_closed(date(2026, 10, 20))
    assert calendar.reason(date(2026, 10, 20)) == "Herfstvakantie"
    assert calendar.reason(date(2026, 10, 17)) == "Herfstvakantie"
    assert calendar.reason(date(2026, 11, 7)) == "weekend"
    assert calendar.reason(date(2026, 11, 3)) == ""


def test_once_copied_only_the_schools_own_dates_count(school):
    entry(school, date(2026, 10, 26), date(2026, 10, 30), DayKind.FREE, title="Herfstvakantie",
          origin=DayOrigin.REGION, uid="2026:Herfstvakantie")  # fmt: skip

    calendar = calendar_of(school)

    assert not calendar.is_closed(date(2026, 10, 20))
    assert calendar.is_closed(date(2026, 10, 27))
    assert calendar.is_closed(date(2027, 10, 20)), "the next school year was not copied"


def test_the_summer_that_began_last_year_still_counts_in_august(school):
    assert calendar_of(school).reason(date(2026, 8, 10)) == "Zomervakantie"


def test_days_that_are_free_at_some_schools_are_avoided_not_closed(school):
    calendar = calendar_of(school)

    assert calendar.is_avoided(date(2027, 3, 26)), "Goede Vrijdag"
    assert not calendar.is_closed(date(2027, 3, 26))
    assert calendar.is_closed(date(2027, 5, 6)), "Hemelvaart"
    assert not calendar.is_closed(date(2027, 5, 5)), "Bevrijdingsdag outside a lustrum"


def test_a_test_week_is_closed_for_planning_but_colleagues_are_at_school(school):
    entry(school, date(2026, 11, 2), date(2026, 11, 6))

    calendar = calendar_of(school)

    assert calendar.is_closed(date(2026, 11, 4))
    assert not calendar.is_free(date(2026, 11, 4))
    assert calendar.add_school_days(date(2026, 10, 30), 1) == date(2026, 11, 9)
    assert calendar.add_working_days(date(2026, 10, 30), 1) == date(2026, 11, 2)


def test_a_day_marked_as_suitable_wins_over_rather_not(school):
    day = date(2026, 11, 17)
    entry(school, day, kind=DayKind.AVOID)
    entry(school, day, kind=DayKind.PREFERRED, title="Studiemiddag")

    calendar = calendar_of(school)

    assert calendar.is_preferred(day)
    assert not calendar.is_avoided(day)
    assert calendar.reason(day) == "Studiemiddag, Toetsweek"


def test_school_days_are_counted_forwards_and_backwards(school):
    calendar = calendar_of(school)

    assert calendar.next_school_day(date(2026, 10, 16)) == date(2026, 10, 26)
    assert calendar.previous_school_day(date(2026, 10, 26)) == date(2026, 10, 16)
    assert calendar.add_school_days(date(2026, 10, 16), 2) == date(2026, 10, 27)
    assert calendar.add_school_days(date(2026, 10, 27), -2) == date(2026, 10, 16)
    assert calendar.add_school_days(date(2026, 10, 16), 0) == date(2026, 10, 16)
    assert calendar.school_days_between(date(2026, 10, 16), date(2026, 10, 27)) == 3


def test_a_calendar_without_any_school_day_says_so(school):
    entry(school, date(2020, 1, 1), date(2060, 1, 1), DayKind.FREE)

    with pytest.raises(NoSchoolDay):
        calendar_of(school).next_school_day(date(2026, 10, 16))


def test_a_calendar_is_one_query(school, django_assert_num_queries):
    with django_assert_num_queries(1):
        calendar = calendar_of(school)
        for month in range(1, 13):
            calendar.is_closed(date(2027, month, 10))


def test_another_schools_days_do_not_count(school):
    entry(SchoolFactory(), date(2026, 11, 4))

    assert not calendar_of(school).is_closed(date(2026, 11, 4))


@pytest.mark.parametrize(
    ("ready", "leaves"),
    [
        (at(2026, 11, 3, 12, 0), at(2026, 11, 3, 12, 0)),
        (at(2026, 11, 3, 6, 0), at(2026, 11, 3, 7, 30)),
        (at(2026, 11, 3, 18, 0), at(2026, 11, 4, 7, 30)),
        (at(2026, 11, 6, 21, 0), at(2026, 11, 9, 7, 30)),
        (at(2026, 12, 18, 19, 0), at(2027, 1, 4, 7, 30)),
        (at(2026, 10, 20, 12, 0), at(2026, 10, 26, 7, 30)),
    ],
)  # fmt: skip
def test_mail_waits_for_office_hours_on_a_day_that_colleagues_work(school, ready, leaves):
    assert quiet_until(school, ready) == leaves


def test_mail_does_not_wait_for_the_end_of_a_test_week(school):
    entry(school, date(2026, 11, 2), date(2026, 11, 6))
    noon = at(2026, 11, 4, 12, 0)

    assert quiet_until(school, noon) == noon
