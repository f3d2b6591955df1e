"""What a plan promises, against a search that tries every possible day and knows no cleverness."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from trajects.models.schedule import (
    Activity,
    CannotBePlanned,
    FixedTooEarly,
    NoSchoolDays,
    Wait,
    WindowTooEarly,
    earliest_target,
    plan,
)

MONDAY = date(2026, 9, 14)
HORIZON = 20


@dataclass
class Days:
    """Closed at weekends and on the days named."""

    closed: set[date] = field(default_factory=set)
    avoided: set[date] = field(default_factory=set)

    def is_closed(self, day: date) -> bool:
        return day.weekday() >= 5 or day in self.closed

    def is_avoided(self, day: date) -> bool:
        return day in self.avoided


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def open_days(calendar: Days, first: date, last: date) -> list[date]:
    """The school days between, both included; empty when the last comes before the first."""
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [each for each in every if not calendar.is_closed(each)]


def may_lie(activity: Activity, days: list[date], calendar: Days) -> bool:
    """Whether this row of school days is allowed for this activity, by its words alone."""
    if activity.fixed:
        return (days[0], days[-1]) == activity.fixed
    together = (activity.meets or activity.is_moment) and activity.days <= 5
    if together and (days[-1] - days[0]).days != len(days) - 1:
        return False
    if activity.meets and together and any(map(calendar.is_avoided, days)):
        return False
    if (activity.meets or activity.is_message) and calendar.is_avoided(days[0]):
        return False
    return (activity.not_before or days[0]) <= days[0] and days[-1] <= (
        activity.not_after or days[-1]
    )


def places(activity: Activity, calendar: Days) -> list[list[date]]:
    """Every row of days on which it may fall, at every length it may have."""
    line = open_days(calendar, MONDAY, day(HORIZON))
    lengths = range(min(activity.minimum, activity.days), activity.days + 1)
    rows = [
        line[start : start + length]
        for length in lengths
        for start in range(len(line) - length + 1)
    ]
    return [row for row in rows if may_lie(activity, row, calendar)]


def searched(project: list[Activity], calendar: Days) -> date | None:
    """The earliest target by trying everything; None when nothing fits the horizon."""
    options = {activity.key: places(activity, calendar) for activity in project}
    found: list[date] = []

    def go(number: int, chosen: dict[str, list[date]]) -> None:
        if number == len(project):
            found.append(target_of(project, chosen, calendar))
            return
        activity = project[number]
        for row in options[activity.key]:
            if all(after(row, chosen[wait.key], wait, calendar) for wait in activity.waits):
                go(number + 1, chosen | {activity.key: row})

    go(0, {})
    return min(found, default=None)


def after(row: list[date], other: list[date], wait: Wait, calendar: Days) -> bool:
    between = open_days(calendar, other[-1], row[0])
    return other[-1] < row[0] and len(between) - 2 >= min(wait.rest, wait.rest_minimum)


def target_of(project: list[Activity], chosen: dict[str, list[date]], calendar: Days) -> date:
    """The first day that can be the target of these places."""
    ends = []
    for activity in project:
        before = 0 if activity.is_target else activity.before_target
        if before is not None:
            last = chosen[activity.key][-1]
            ends.append(open_days(calendar, last, last + timedelta(days=60))[before])
    return max(ends)


@st.composite
def calendars(draw) -> Days:
    some = st.sets(st.integers(0, HORIZON).map(day), max_size=6)
    return Days(draw(some), draw(some))


@st.composite
def activities(draw, number: int, target: int) -> Activity:
    days = draw(st.integers(1, 2))
    kind = draw(st.sampled_from(["work", "meets", "is_moment", "is_message"]))
    waits = draw(st.sets(st.integers(0, number - 1), max_size=2)) if number else set()
    window = draw(st.sampled_from(["", "", "not_before", "not_after", "fixed"]))
    when = day(draw(st.integers(0, 11)))
    limits = {window: (when, when) if window == "fixed" else when} if window else {}
    rests = st.integers(0, 2)
    return Activity(
        key=f"a{number}",
        days=1 if window == "fixed" else days,
        minimum=1 if window == "fixed" else draw(st.integers(1, days)),
        waits=tuple(Wait(f"a{each}", draw(rests), draw(rests)) for each in sorted(waits)),
        is_target=number == target,
        before_target=draw(st.integers(0, 3)) if number < target and draw(st.booleans()) else None,
        **limits,
        **({} if kind == "work" else {kind: True}),
    )


@st.composite
def projects(draw) -> list[Activity]:
    size = draw(st.integers(1, 3))
    target = draw(st.integers(0, size - 1))
    return [draw(activities(number, target)) for number in range(size)]


def is_possible(project: list[Activity], calendar: Days) -> bool:
    """No fixed day that is not a school day: those are refused by the forms."""
    return not any(each.fixed and calendar.is_closed(each.fixed[0]) for each in project)


@given(projects(), calendars())
@settings(max_examples=150, deadline=None)
def test_the_earliest_target_is_that_of_a_search_through_every_day(project, calendar):
    assume(is_possible(project, calendar))
    found = searched(project, calendar)

    try:
        earliest = earliest_target(project, calendar=calendar, starts_on=MONDAY)
    except (FixedTooEarly, NoSchoolDays):
        assert found is None
        return

    if found is None:
        assert earliest > day(HORIZON - 10)
    else:
        assert earliest == found


@given(projects(), calendars(), st.integers(-30, 40))
@settings(max_examples=150, deadline=None)
def test_a_date_is_refused_exactly_when_it_comes_before_the_earliest(project, calendar, shift):
    assume(is_possible(project, calendar))
    try:
        earliest = earliest_target(project, calendar=calendar, starts_on=MONDAY)
    except (FixedTooEarly, NoSchoolDays):
        return
    question = {"calendar": calendar, "starts_on": MONDAY}
    asked = earliest + timedelta(days=shift)
    if shift < 0:
        with pytest.raises(CannotBePlanned) as refusal:
            plan(project, target_on=asked, **question)
        assert refusal.value.earliest == earliest
        return

    placed = plan(project, target_on=asked, **question)

    for activity in project:
        place = placed[activity.key]
        row = open_days(calendar, place.starts_on, place.ends_on)
        assert (row[0], row[-1], len(row)) == (place.starts_on, place.ends_on, place.days)
        assert may_lie(activity, row, calendar)
        for wait in activity.waits:
            before = placed[wait.key]
            others = open_days(calendar, before.starts_on, before.ends_on)
            assert after(row, others, wait, calendar)
    assert target_of(project, days_of(project, placed, calendar), calendar) <= asked


def days_of(project, placed, calendar):
    return {
        each.key: open_days(calendar, placed[each.key].starts_on, placed[each.key].ends_on)
        for each in project
    }


@given(projects(), calendars(), st.integers(0, 30), st.integers(0, 2))
@settings(max_examples=150, deadline=None)
def test_slack_is_true_so_many_days_later_is_in_time_and_one_more_is_not(
    project, calendar, later, number
):
    assume(is_possible(project, calendar) and number < len(project))
    stiff = [without_haste(each) for each in project]
    try:
        target_on = earliest_target(stiff, calendar=calendar, starts_on=MONDAY)
    except (FixedTooEarly, NoSchoolDays):
        return
    target_on += timedelta(days=later)
    place = plan(stiff, calendar=calendar, starts_on=MONDAY, target_on=target_on)[f"a{number}"]
    assume(place.slack is not None)
    line = open_days(calendar, MONDAY, target_on + timedelta(days=60))
    last = line.index(place.starts_on) + place.slack

    assert can_start(stiff, number, line[last], calendar, target_on)
    assert not any(
        can_start(stiff, number, more, calendar, target_on) for more in line[last + 1 : last + 6]
    )


def without_haste(activity: Activity) -> Activity:
    """At its usual length only, so that there is nothing to gain from shortening."""
    waits = tuple(replace(wait, rest_minimum=wait.rest) for wait in activity.waits)
    return replace(activity, waits=waits, minimum=activity.days)


def can_start(project, number, on, calendar, target_on) -> bool:
    """Whether a plan exists in which this one starts on this day or later than it."""
    later = list(project)
    later[number] = replace(project[number], not_before=on)
    try:
        placed = plan(later, calendar=calendar, starts_on=MONDAY, target_on=target_on)
    except (CannotBePlanned, FixedTooEarly):
        return False
    return placed[project[number].key].starts_on >= on


def test_what_may_not_begin_before_a_day_waits_for_it():
    project = [
        Activity("survey", not_before=date(2026, 10, 5)),
        Activity("consent", is_target=True, waits=(Wait("survey"),)),
    ]

    earliest = earliest_target(project, calendar=Days(), starts_on=MONDAY)
    placed = plan(project, calendar=Days(), starts_on=MONDAY, target_on=date(2026, 10, 30))

    assert earliest == date(2026, 10, 6)
    assert placed["survey"].starts_on >= date(2026, 10, 5)


def test_what_may_not_last_beyond_a_day_is_finished_by_then_even_with_room_after_it():
    project = [
        Activity("jaarplan", days=3, not_after=date(2026, 9, 30)),
        Activity("consent", is_target=True, waits=(Wait("jaarplan"),)),
    ]

    placed = plan(project, calendar=Days(), starts_on=MONDAY, target_on=date(2027, 3, 1))

    assert placed["jaarplan"].ends_on <= date(2026, 9, 30)
    assert placed["jaarplan"].slack is not None


def test_a_window_after_the_target_is_kept_too():
    project = [
        Activity("consent", is_target=True),
        Activity("decide", waits=(Wait("consent"),), not_after=date(2026, 10, 9)),
    ]

    placed = plan(project, calendar=Days(), starts_on=MONDAY, target_on=date(2026, 10, 1))

    assert date(2026, 10, 1) < placed["decide"].ends_on <= date(2026, 10, 9)


def test_a_window_that_closes_too_soon_is_named_with_the_first_day_that_could_be():
    project = [
        Activity("invite", days=5, minimum=5),
        Activity("session", waits=(Wait("invite"),), not_after=date(2026, 9, 18)),
        Activity("consent", is_target=True, waits=(Wait("session"),)),
    ]

    with pytest.raises(WindowTooEarly) as refusal:
        plan(project, calendar=Days(), starts_on=MONDAY, target_on=date(2027, 3, 1))

    assert (refusal.value.key, refusal.value.earliest) == ("session", date(2026, 9, 21))


def test_a_target_alone_falls_on_its_day():
    placed = plan(
        [Activity("consent", is_target=True)],
        calendar=Days(),
        starts_on=MONDAY,
        target_on=date(2026, 10, 2),
    )

    assert placed["consent"].ends_on == date(2026, 10, 2)


def test_five_days_together_shrink_where_no_week_is_whole():
    """A school that blocks every Wednesday still gets a plan."""
    wednesdays = {day(2 + 7 * week) for week in range(150)}
    project = [
        Activity("achterban", days=5, meets=True),
        Activity("consent", is_target=True, waits=(Wait("achterban"),)),
        Activity("terugblik", days=5, meets=True, waits=(Wait("consent"),)),
    ]

    placed = plan(
        project, calendar=Days(wednesdays), starts_on=MONDAY, target_on=date(2026, 11, 2)
    )

    assert placed["achterban"].days <= 2
    assert placed["terugblik"].days <= 2
