"""C2: only who must act, once when due and once when late, one letter a day, in mail hours."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from core.models import Message
from core.outbox import is_still_needed
from tests.factories import RunSheetItemFactory, StaffMemberFactory
from trajects.actions.run_sheet import set_status
from trajects.models import RunSheetItem, RunSheetReminder, Seat, SeatRole
from trajects.tasks import plan_reminders

pytestmark = pytest.mark.django_db

WEDNESDAY = "2026-10-07 10:00+02:00"


@pytest.fixture
def seat(traject, anna) -> Seat:
    return Seat.objects.get(traject=traject, role=SeatRole.PROJECT_LEADER)


def row(seat: Seat | None, ends_on: str, **fields) -> RunSheetItem:
    day = date.fromisoformat(ends_on)
    traject = fields.pop("traject", None) or seat.traject
    return RunSheetItemFactory(
        traject=traject, responsible=seat, starts_on=day, ends_on=day, **fields
    )


def at(moment: str) -> list[Message]:
    """What the planner has written after running at this moment."""
    with time_machine.travel(moment, tick=False):
        plan_reminders()
    return list(Message.objects.order_by("pk"))


def test_one_letter_holds_all_that_is_due_or_late(seat, anna):
    row(seat, "2026-10-09", title="Team vragen")
    row(seat, "2026-10-02", title="CAO lezen")
    row(seat, "2026-11-20", title="Veel later")

    [letter] = at(WEDNESDAY)

    assert letter.to == anna.email
    assert "Team vragen" in letter.body
    assert "CAO lezen" in letter.body
    assert "Veel later" not in letter.body


def test_the_planner_may_run_as_often_as_it_likes(seat):
    row(seat, "2026-10-09")

    at(WEDNESDAY)
    at("2026-10-07 10:15+02:00")
    letters = at("2026-10-08 08:00+02:00")

    assert len(letters) == 1


def test_a_row_that_became_late_is_mentioned_once_more_and_never_again(seat):
    row(seat, "2026-10-09", title="Team vragen")
    at(WEDNESDAY)

    letters = at("2026-10-12 09:00+02:00")
    assert [letter.subject for letter in letters] == ["Rond dit af: Team vragen"] * 2

    assert len(at("2026-10-13 09:00+02:00")) == 2
    assert set(RunSheetReminder.objects.values_list("occasion", flat=True)) == {"due", "late"}


def test_another_day_is_another_reminder(seat, anna):
    item = row(seat, "2026-10-09")
    at(WEDNESDAY)
    item.save_if_unchanged(
        version=item.version, starts_on=date(2026, 10, 13), ends_on=date(2026, 10, 13)
    )

    assert len(at("2026-10-08 10:00+02:00")) == 2


def test_a_second_row_on_the_same_day_waits_for_tomorrow(seat):
    row(seat, "2026-10-09")
    at(WEDNESDAY)
    row(seat, "2026-10-12", title="Nieuw")

    assert len(at("2026-10-07 11:00+02:00")) == 1
    letters = at("2026-10-08 11:00+02:00")
    assert "Nieuw" in letters[-1].body


def test_after_a_day_without_planner_everything_is_said_once(seat):
    row(seat, "2026-10-09", title="Gemist")
    at("2026-10-01 10:00+02:00")

    letters = at("2026-10-12 12:00+02:00")

    assert len(letters) == 1
    assert "Gemist" in letters[0].body


def test_when_the_clock_goes_back_nobody_is_told_twice(seat):
    row(seat, "2026-10-26")

    at("2026-10-24 10:00+02:00")
    at("2026-10-26 09:00+01:00")
    letters = at("2026-10-26 08:00+01:00")

    assert len(letters) == 1


@pytest.mark.parametrize(
    "moment",
    [
        "2026-10-10 10:00+02:00",  # Saturday
        "2026-10-20 10:00+02:00",  # autumn holiday
        "2026-10-07 21:00+02:00",  # evening
    ],
)
def test_nothing_is_written_outside_mail_hours(seat, moment):
    row(seat, "2026-10-09")

    assert at(moment) == []


def test_before_half_past_seven_the_letter_waits(seat):
    row(seat, "2026-10-09")

    [letter] = at("2026-10-07 06:00+02:00")

    due = timezone.localtime(letter.due_at)
    assert (due.hour, due.minute) == (7, 30)


def test_what_is_done_meanwhile_is_not_sent(seat, anna):
    item = row(seat, "2026-10-09")
    [letter] = at(WEDNESDAY)
    assert is_still_needed(letter.recheck)

    set_status(item, "done", version=1, by=anna)

    assert not is_still_needed(letter.recheck)


@pytest.mark.parametrize("status", ["done", "skipped"])
def test_nobody_is_reminded_of_what_is_finished(seat, status):
    row(seat, "2026-10-09", status=status, skip_reason="niet nodig")

    assert at(WEDNESDAY) == []


def test_a_colleague_without_account_hears_it_by_mail(traject, anna):
    staff = StaffMemberFactory(school=traject.school)
    seat = Seat.objects.create(traject=traject, role=SeatRole.TEAM_MEMBER, staff_member=staff)
    row(seat, "2026-10-09")

    [letter] = at(WEDNESDAY)

    assert letter.to == staff.email
    assert "Draaiboek openen" not in letter.body


def test_an_empty_seat_reminds_the_project_leader(traject, anna):
    empty = Seat.objects.create(traject=traject, role=SeatRole.FACILITATOR)
    row(empty, "2026-10-09", responsible_role="facilitator")

    assert [letter.to for letter in at(WEDNESDAY)] == [anna.email]


def test_what_school_leadership_does_goes_to_school_leadership(traject, anna, dirk):
    row(None, "2026-10-09", traject=traject, responsible_role="school_leadership")

    assert [letter.to for letter in at(WEDNESDAY)] == [dirk.email]


def test_a_closed_traject_is_silent(seat, traject):
    row(seat, "2026-10-09")
    traject.status = "closed"
    traject.save()

    assert at(WEDNESDAY) == []


def test_a_hostile_title_stays_one_line(seat):
    row(seat, "2026-10-09", title="{{ 7*7 }} <script>alert(1)</script>")

    [letter] = at(WEDNESDAY)

    assert "{{ 7*7 }}" in letter.subject
