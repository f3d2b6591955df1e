"""Two people score in the same second: both count, and one person counts once (T42)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection
from django.db.models import QuerySet

from core.steps import StepNotAllowed
from tests.conftest import seat
from tests.factories import RoleFactory, UserFactory
from trajects.models import Phase, ScoreRound, SeatRole
from trajects.models.success_factors import AlreadyScored, open_round

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
FACTOR = "joint_start"
TURNS = range(3)


def at_once(*deeds):
    """Run each deed in a thread of its own, started together; True for who succeeded."""
    ready = Barrier(len(deeds))

    def run(deed):
        try:
            ready.wait(timeout=10)
            deed()
        except (AlreadyScored, StepNotAllowed):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.fixture
def team(traject, anna, carla):
    members = UserFactory.create_batch(4)
    for member in members:
        RoleFactory(user=member, school=traject.school)
        seat(traject, SeatRole.TEAM_MEMBER, member)
    return [anna, carla, *members]


@pytest.fixture
def round_(traject, team):
    return open_round(
        traject,
        by=team[0],
        phases=[Phase.PLANNING],
        manner="each",
        label="Na de start",
        day=date(2026, 10, 1),
    )


def scoring(round_, person, value):
    return lambda: ScoreRound.objects.get(pk=round_.pk).score({FACTOR: value}, by=person)


def counts(round_, team):
    """What closing shows."""
    fresh = ScoreRound.objects.get(pk=round_.pk)
    fresh.close(by=team[0])
    return ScoreRound.objects.get(pk=round_.pk).results.get(FACTOR)


@pytest.mark.parametrize("turn", TURNS)
def test_everybody_who_scores_in_the_same_second_is_counted(round_, team, turn):
    deeds = [scoring(round_, person, 2) for person in team]

    assert at_once(*deeds) == [True] * 6
    assert counts(round_, team) == [0, 0, 6]


@pytest.mark.parametrize("turn", TURNS)
def test_one_person_in_two_windows_counts_once(round_, team, turn):
    for person in team[1:]:
        round_.score({FACTOR: 2}, by=person)

    outcomes = at_once(scoring(round_, team[0], 0), scoring(round_, team[0], 0))

    assert sorted(outcomes) == [False, True]
    assert counts(round_, team) == [1, 0, 5]


@pytest.mark.parametrize("turn", TURNS)
def test_a_score_during_the_closing_is_counted_or_told(round_, team, turn):
    for person in team[1:]:
        round_.score({FACTOR: 2}, by=person)

    scored, closed = at_once(
        scoring(round_, team[0], 0), lambda: ScoreRound.objects.get(pk=round_.pk).close(by=team[1])
    )

    assert closed
    shown = ScoreRound.objects.get(pk=round_.pk).results[FACTOR]
    assert shown == ([1, 0, 5] if scored else [0, 0, 5])


def test_without_the_lock_one_of_the_two_would_be_lost(round_, team, monkeypatch):
    """The negative control: both read the tally before either wrote it."""
    for person in team[2:]:
        round_.score({FACTOR: 2}, by=person)
    looked = Barrier(2)
    real = QuerySet.update

    def when_both_have_read(self, **fields):
        if "sealed" in fields:
            try:
                looked.wait(timeout=10)
            except BrokenBarrierError:
                pytest.fail("they did not read together")
        return real(self, **fields)

    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    monkeypatch.setattr(QuerySet, "update", when_both_have_read)
    at_once(scoring(round_, team[0], 2), scoring(round_, team[1], 2))
    monkeypatch.undo()

    assert counts(round_, team) == [0, 0, 5]
