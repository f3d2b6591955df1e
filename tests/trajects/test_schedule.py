"""Planning: counted back from the target, on school days only, and honest when it cannot be."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trajects.models.schedule import (
    MOST_HASTE,
    Activity,
    CannotBePlanned,
    FixedTooEarly,
    GoesInCircles,
    Wait,
    earliest_target,
    latest_starts,
    plan,
)

MONDAY = date(2026, 9, 14)


@dataclass
class Days:
    """A calendar for tests: closed at weekends and on the days named."""

    closed: set[date] = field(default_factory=set)
    avoided: set[date] = field(default_factory=set)

    def is_closed(self, day: date) -> bool:
        return day.weekday() >= 5 or day in self.closed

    def is_avoided(self, day: date) -> bool:
        return day in self.avoided


def span(first: date, days: int) -> set[date]:
    return {first + timedelta(days=number) for number in range(days)}


def school_days(calendar: Days, first: date, last: date) -> int:
    return sum(not calendar.is_closed(day) for day in span(first, (last - first).days + 1))


@st.composite
def calendars(draw) -> Days:
    days = st.integers(0, 500).map(lambda number: MONDAY + timedelta(days=number))
    closures = draw(st.lists(st.tuples(days, st.integers(1, 16)), max_size=6))
    tests = draw(st.lists(st.tuples(days, st.integers(1, 8)), max_size=4))
    return Days(
        {day for first, length in closures for day in span(first, length)},
        {day for first, length in tests for day in span(first, length)},
    )


@st.composite
def projects(draw) -> list[Activity]:
    size = draw(st.integers(1, 14))
    target = draw(st.integers(0, size - 1))
    return [draw(activities(number, target)) for number in range(size)]


@st.composite
def activities(draw, number: int, target: int) -> Activity:
    days = draw(st.integers(1, 12))
    kind = draw(st.sampled_from(["work", "meets", "is_moment", "is_message"]))
    waits = draw(st.sets(st.integers(0, number - 1), max_size=3)) if number else set()
    is_early = number < target and draw(st.booleans()) and draw(st.booleans())
    return Activity(
        key=f"a{number}",
        days=days,
        minimum=draw(st.integers(1, days)),
        waits=tuple(draw(wait(each)) for each in sorted(waits)),
        is_target=number == target,
        before_target=draw(st.integers(0, 20)) if is_early else None,
        **({} if kind == "work" else {kind: True}),
    )


@st.composite
def wait(draw, number: int) -> Wait:
    rest = draw(st.integers(0, 6))
    return Wait(f"a{number}", rest, draw(st.integers(0, rest)))


@given(projects(), calendars(), st.integers(0, 300))
@settings(max_examples=200, deadline=None)
def test_what_can_be_met_is_met_and_what_cannot_names_the_first_day_that_can(
    project, calendar, later
):
    earliest = earliest_target(project, calendar=calendar, starts_on=MONDAY)

    placed = plan(
        project,
        calendar=calendar,
        starts_on=MONDAY,
        target_on=earliest + timedelta(days=later),
    )
    with pytest.raises(CannotBePlanned) as refusal:
        plan(
            project,
            calendar=calendar,
            starts_on=MONDAY,
            target_on=earliest - timedelta(days=1),
        )

    target = next(activity for activity in project if activity.is_target)
    assert placed[target.key].ends_on <= earliest + timedelta(days=later)
    assert refusal.value.earliest == earliest


@given(projects(), calendars(), st.integers(0, 300))
@settings(max_examples=200, deadline=None)
def test_every_plan_keeps_to_school_days_and_to_the_order(project, calendar, later):
    earliest = earliest_target(project, calendar=calendar, starts_on=MONDAY)
    target_on = earliest + timedelta(days=later)

    placed = plan(project, calendar=calendar, starts_on=MONDAY, target_on=target_on)

    ends = next(placed[each.key].ends_on for each in project if each.is_target)
    for activity in project:
        place = placed[activity.key]
        assert MONDAY <= place.starts_on <= place.ends_on
        assert not calendar.is_closed(place.starts_on)
        assert not calendar.is_closed(place.ends_on)
        assert school_days(calendar, place.starts_on, place.ends_on) == place.days
        assert activity.minimum <= place.days <= activity.days
        assert all(placed[wait.key].ends_on < place.starts_on for wait in activity.waits)
        if activity.before_target is not None:
            between = school_days(calendar, place.ends_on, target_on) - 1
            assert between >= activity.before_target
    for activity in project:
        place = placed[activity.key]
        if (activity.meets or activity.is_moment) and activity.days <= 5:
            days = span(place.starts_on, (place.ends_on - place.starts_on).days + 1)
            assert not any(calendar.is_closed(day) for day in days)
            assert not (activity.meets and days & calendar.avoided)
        if activity.is_message:
            assert not calendar.is_avoided(place.starts_on)
    assert ends <= target_on


@given(projects(), calendars(), st.integers(0, 100))
@settings(max_examples=50, deadline=None)
def test_the_same_question_gets_the_same_plan(project, calendar, later):
    earliest = earliest_target(project, calendar=calendar, starts_on=MONDAY)
    question = {
        "calendar": calendar,
        "starts_on": MONDAY,
        "target_on": earliest + timedelta(days=later),
    }

    assert plan(project, **question) == plan(project, **question)


CHAIN = [
    Activity("start", days=3),
    Activity("talk", days=1, meets=True, waits=(Wait("start"),)),
    Activity("consent", days=1, is_moment=True, is_target=True, waits=(Wait("talk"),)),
    Activity("decide", days=2, waits=(Wait("consent"),)),
]


def test_the_target_is_met_on_its_day_and_what_follows_is_counted_forward():
    placed = plan(CHAIN, calendar=Days(), starts_on=MONDAY, target_on=date(2026, 10, 2))

    assert placed["start"].starts_on == MONDAY
    assert placed["consent"].ends_on == date(2026, 10, 2)
    assert placed["decide"].starts_on == date(2026, 10, 5)


def test_a_target_on_a_free_day_is_met_on_the_school_day_before():
    placed = plan(CHAIN, calendar=Days(), starts_on=MONDAY, target_on=date(2026, 10, 4))

    assert placed["consent"].ends_on == date(2026, 10, 2)


def test_time_that_is_left_over_is_spread_and_shown_as_slack():
    placed = plan(CHAIN, calendar=Days(), starts_on=MONDAY, target_on=date(2026, 10, 2))

    assert placed["start"].slack == 10
    assert 0 < placed["talk"].slack < 10
    assert placed["consent"].slack == 0
    assert placed["decide"].slack is None


def test_work_goes_on_after_a_holiday_and_counts_school_days_only():
    autumn = Days(span(date(2026, 10, 17), 9))
    project = [Activity("work", days=4, fixed=None), Activity("end", is_target=True)]

    placed = plan(
        project, calendar=autumn, starts_on=date(2026, 10, 15), target_on=date(2026, 10, 30)
    )

    assert (placed["work"].starts_on, placed["work"].ends_on) == (
        date(2026, 10, 15),
        date(2026, 10, 27),
    )


def test_people_do_not_meet_in_a_test_week():
    tests = Days(avoided=span(date(2026, 9, 17), 7))

    placed = plan(CHAIN, calendar=tests, starts_on=MONDAY, target_on=date(2026, 9, 25))

    assert placed["talk"].starts_on == date(2026, 9, 24)


def test_with_haste_everything_becomes_shorter_together():
    project = [
        Activity("long", days=20, minimum=2),
        Activity("pmr", days=10, minimum=10, waits=(Wait("long"),)),
        Activity("consent", is_target=True, waits=(Wait("pmr"),)),
    ]

    placed = plan(project, calendar=Days(), starts_on=MONDAY, target_on=date(2026, 10, 7))

    assert placed["long"].days < 20
    assert placed["pmr"].days == 10
    assert placed["consent"].ends_on == date(2026, 10, 7)


def test_what_is_fixed_stays_and_what_comes_before_is_ready_in_time():
    afternoon = date(2026, 9, 24)
    project = [
        Activity("invite", days=5),
        Activity("session", meets=True, fixed=(afternoon, afternoon), waits=(Wait("invite"),)),
        Activity("consent", is_target=True, waits=(Wait("session"),)),
    ]

    placed = plan(project, calendar=Days(), starts_on=MONDAY, target_on=date(2027, 3, 1))

    assert placed["session"].starts_on == afternoon
    assert placed["invite"].ends_on < afternoon


def test_a_fixed_day_that_comes_too_soon_is_named():
    project = [
        Activity("invite", days=5, minimum=5),
        Activity("session", fixed=(date(2026, 9, 16),) * 2, waits=(Wait("invite"),)),
        Activity("consent", is_target=True, waits=(Wait("session"),)),
    ]

    with pytest.raises(FixedTooEarly) as refusal:
        plan(project, calendar=Days(), starts_on=MONDAY, target_on=date(2027, 3, 1))

    assert (refusal.value.key, refusal.value.earliest) == ("session", date(2026, 9, 21))


def test_sessions_have_rest_in_between():
    project = [
        Activity("one", meets=True),
        Activity("two", meets=True, waits=(Wait("one", rest=10, rest_minimum=3),)),
        Activity("three", meets=True, waits=(Wait("two", rest=10, rest_minimum=3),)),
        Activity("consent", is_target=True, waits=(Wait("three"),)),
    ]

    placed = plan(project, calendar=Days(), starts_on=MONDAY, target_on=date(2026, 10, 16))

    days = [placed[key].starts_on for key in ("one", "two", "three")]
    assert all(school_days(Days(), a, b) - 2 >= 10 for a, b in pairwise(days))


def test_activities_that_wait_for_each_other_are_refused():
    project = [
        Activity("egg", waits=(Wait("hen"),)),
        Activity("hen", waits=(Wait("egg"),), is_target=True),
    ]

    with pytest.raises(GoesInCircles):
        plan(project, calendar=Days(), starts_on=MONDAY, target_on=date(2027, 3, 1))


@given(projects(), calendars(), st.integers(0, 300))
@settings(max_examples=100, deadline=None)
def test_the_latest_starts_are_those_of_a_plan_without_room_left(project, calendar, later):
    earliest = earliest_target(project, calendar=calendar, starts_on=MONDAY)
    target_on = earliest + timedelta(days=later)

    usual = latest_starts(project, calendar=calendar, target_on=target_on)
    shortest = latest_starts(project, calendar=calendar, target_on=target_on, haste=MOST_HASTE)
    placed = plan(project, calendar=calendar, starts_on=MONDAY, target_on=target_on)

    assert {key for key, place in placed.items() if place.slack is not None} == set(usual)
    assert all(MONDAY <= placed[key].starts_on <= shortest[key] for key in shortest)
    assert all(usual[key] <= shortest[key] for key in usual)


def test_the_latest_start_may_be_long_ago():
    late = latest_starts(CHAIN, calendar=Days(), target_on=date(2026, 9, 16))

    assert late == {
        "start": date(2026, 9, 10),
        "talk": date(2026, 9, 15),
        "consent": date(2026, 9, 16),
    }
