"""Haste is for now: with room again, everything gets its usual length back."""

from datetime import date

import pytest
import time_machine

from people.models import SchoolCalendar
from tests.factories import RunSheetItemFactory
from trajects.actions.run_sheet import change_item, replan
from trajects.models.planning import RunSheet

pytestmark = pytest.mark.django_db
SOON, LATE = date(2026, 10, 2), date(2027, 2, 1)


@pytest.fixture(autouse=True)
def september():
    with time_machine.travel("2026-09-14 10:00+02:00", tick=False):
        yield


@pytest.fixture
def rows(traject):
    """Write for four weeks, then consent."""
    write = RunSheetItemFactory(
        traject=traject, key="write", duration_days=20, minimum_days=3,
        starts_on=date(2026, 9, 14), ends_on=date(2026, 10, 9),
    )  # fmt: skip
    consent = RunSheetItemFactory(
        traject=traject, key="consent", is_target=True, kind="milestone",
        starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 1),
    )  # fmt: skip
    consent.waits_for.add(write)
    return write, consent


def move_target(traject, day, by):
    calendar = SchoolCalendar.of(traject.school, traject.starts_on, traject.target_on)
    differences = RunSheet(traject, calendar).replanned(day)
    replan(traject, day, differences, by=by, calendar=calendar)


def test_a_row_that_haste_made_shorter_grows_back_when_there_is_room(traject, rows, anna):
    write, _ = rows

    move_target(traject, SOON, anna)
    write.refresh_from_db()
    assert write.duration_days < 20
    assert write.usual_days == 20

    move_target(traject, LATE, anna)
    write.refresh_from_db()
    assert (write.duration_days, write.usual_days) == (20, None)


def test_it_grows_back_in_steps_when_there_is_some_room(traject, rows, anna):
    write, _ = rows
    move_target(traject, SOON, anna)
    write.refresh_from_db()
    shortest = write.duration_days

    move_target(traject, date(2026, 10, 9), anna)

    write.refresh_from_db()
    assert shortest < write.duration_days < 20
    assert write.usual_days == 20


def test_a_length_that_somebody_chose_stays(traject, rows, anna):
    write, _ = rows
    move_target(traject, SOON, anna)
    write.refresh_from_db()
    calendar = SchoolCalendar.of(traject.school, traject.starts_on, traject.target_on)
    change_item(
        write, version=write.version, by=anna, waits_for=[], calendar=calendar, duration_days=5
    )

    move_target(traject, LATE, anna)

    write.refresh_from_db()
    assert write.duration_days == 5
