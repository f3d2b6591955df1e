"""The checklists see the approach: signed, and dated in time.

C-P2, C-P3, C-P13, C-P14, C-U6 and C-E1 rest on it.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import RunSheetItemFactory
from tests.trajects import agreeing
from trajects.models import Approach, Phase, evidence_for

pytestmark = pytest.mark.django_db


def seen(traject, key):
    return evidence_for(traject, {key})[key]


@pytest.fixture
def signed(traject, anna, carla, dirk):
    return agreeing.signed(traject, anna, dirk, carla)


def test_only_both_keys_make_it_agreed(traject, anna, dirk, carla):
    assert not seen(traject, "approach_signed").done
    found = agreeing.submitted(traject, anna)
    assert "wacht op beide sleutels" in seen(traject, "approach_signed").sentence
    found = agreeing.turn(found, "leadership", dirk)
    assert not seen(traject, "approach_signed").done

    agreeing.turn(found, "pmr", carla)

    assert seen(traject, "approach_signed").done


def test_a_new_version_in_the_making_takes_nothing_away(traject, anna, signed):
    agreeing.begin(traject, anna)

    assert seen(traject, "approach_signed").done


@pytest.mark.parametrize(
    "key",
    [
        "approach_signed",
        "year_plan_attached",
        "privacy_agreed",
        "recording_agreed_before_first_session",
        "evaluation_goal_set",
    ],
)
def test_every_fact_opens_the_approach(client, anna, traject, key):
    found = seen(traject, key)
    client.force_login(anna)

    assert found.page == "trajects:approach"
    assert client.get(reverse(found.page, args=[traject.pk])).status_code == 200


def test_the_jaarplan_needs_its_own_day(traject, signed):
    assert not seen(traject, "year_plan_attached").done

    signed.sections.filter(key="year_plan").update(agreed_on=date(2026, 9, 1))

    assert "1 september 2026" in seen(traject, "year_plan_attached").sentence


def test_privacy_is_settled_by_a_day_or_by_the_key_of_the_pmr(traject, anna, signed):
    assert seen(traject, "privacy_agreed").done
    Approach.objects.all().delete()
    assert not seen(traject, "privacy_agreed").done

    agreeing.begin(traject, anna).sections.filter(key="privacy").update(agreed_on=date(2026, 9, 9))

    assert seen(traject, "privacy_agreed").done


@pytest.mark.parametrize(("days_later", "done"), [(1, True), (0, False)])
def test_the_day_of_signing_counts_against_the_first_session(traject, signed, days_later, done):
    """R38: before the first session, so not on its day."""
    first = timezone.localdate() + timedelta(days=days_later)
    RunSheetItemFactory(traject=traject, key="session_hold-1", starts_on=first, ends_on=first)

    assert seen(traject, "recording_agreed_before_first_session").done is done


def test_a_later_version_moves_nothing_that_was_agreed_in_time(traject, anna, carla, dirk, signed):
    """R39: the first version was in time; that stays so."""
    Approach.objects.filter(pk=signed.pk).update(signed_at="2026-09-01T10:00:00Z")
    RunSheetItemFactory(
        traject=traject,
        phase=Phase.EVALUATION,
        starts_on=date(2026, 9, 20),
        ends_on=date(2026, 9, 21),
    )
    assert seen(traject, "evaluation_goal_set").done

    new = agreeing.put_forward(agreeing.again(agreeing.begin(traject, anna)), anna)
    agreeing.turn(new, "leadership", dirk)
    agreeing.turn(new, "pmr", carla)

    assert seen(traject, "evaluation_goal_set").done


def test_a_day_after_the_limit_is_named(traject, anna):
    RunSheetItemFactory(
        traject=traject,
        phase=Phase.EVALUATION,
        starts_on=date(2026, 9, 20),
        ends_on=date(2026, 9, 21),
    )
    draft = agreeing.begin(traject, anna)
    draft.sections.filter(key="evaluation_goal").update(agreed_on=date(2026, 9, 21))

    found = seen(traject, "evaluation_goal_set")

    assert not found.done
    assert "niet vóór fase 3" in found.sentence
