"""Both sides sign in the same second, or somebody withdraws or writes meanwhile (T42)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from core.models import Message
from core.permissions import WrongMoment
from core.steps import StepNotAllowed
from core.versions import StaleVersion
from tests.trajects import agreeing
from trajects.actions import approach as actions
from trajects.models import Approach, ApproachKey, ApproachSection, Side

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

REFUSED = (StepNotAllowed, WrongMoment, StaleVersion)


def at_once(*deeds):
    """Run each deed in a thread of its own, started together; True for who succeeded."""
    ready = Barrier(len(deeds))

    def run(deed):
        try:
            ready.wait(timeout=10)
            deed()
        except REFUSED:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.fixture
def submitted(traject, anna, carla, dirk):
    return agreeing.submitted(traject, anna)


def signing(approach, side, by):
    return lambda: actions.turn_key(approach, side=side, by=by, sha256=approach.sha256)


@pytest.mark.parametrize("turn", range(3))
def test_both_keys_in_the_same_second_make_it_valid_once(submitted, carla, dirk, turn):
    done = at_once(signing(submitted, Side.LEADERSHIP, dirk), signing(submitted, Side.PMR, carla))

    assert done == [True, True]
    assert agreeing.again(submitted).status == "signed"
    assert Message.objects.filter(template="trajects/approach_signed", to=carla.email).count() == 1


def test_without_the_lock_nobody_sees_the_second_key(submitted, carla, dirk, monkeypatch):
    """The negative control: both look before either wrote, so it never becomes valid."""
    looked = Barrier(2)

    def unlocked(approach, *statuses):
        return Approach.objects.select_related("traject__school__board").get(pk=approach.pk)

    answer = actions.answer

    def slow(approach, **given):
        key = answer(approach, **given)
        looked.wait(timeout=10)
        return key

    monkeypatch.setattr(actions, "locked", unlocked)
    monkeypatch.setattr(actions, "answer", slow)

    done = at_once(signing(submitted, Side.LEADERSHIP, dirk), signing(submitted, Side.PMR, carla))

    assert done == [True, True]
    assert ApproachKey.objects.count() == 2
    assert agreeing.again(submitted).status == "submitted"


def test_of_two_members_of_one_side_one_signs(submitted, school, carla, els):
    done = at_once(signing(submitted, Side.PMR, carla), signing(submitted, Side.PMR, els))

    assert sorted(done) == [False, True]
    assert ApproachKey.objects.get().side == "pmr"


def test_one_person_in_two_windows_is_one_key(submitted, dirk):
    done = at_once(signing(submitted, Side.LEADERSHIP, dirk), signing(submitted, Side.PMR, dirk))

    assert sorted(done) == [False, True]
    assert agreeing.again(submitted).status == "submitted"


@pytest.mark.parametrize("turn", range(3))
def test_the_last_key_and_a_withdrawal_cannot_both_succeed(submitted, anna, carla, dirk, turn):
    agreeing.turn(submitted, "leadership", dirk)

    signed, withdrawn = at_once(
        signing(submitted, Side.PMR, carla),
        lambda: actions.withdraw_approach(submitted, by=anna, reason="Er mist iets."),
    )

    assert signed != withdrawn
    status = agreeing.again(submitted).status
    assert status == ("signed" if signed else "withdrawn")
    assert Approach.objects.filter(status="draft").exists() is withdrawn


@pytest.mark.parametrize("turn", range(3))
def test_what_is_written_while_somebody_puts_forward_is_in_it_or_is_kept_back(
    traject, anna, dirk, turn
):
    draft = agreeing.write(agreeing.begin(traject, anna), anna)
    part = ApproachSection.objects.get(approach=draft, key="merging")

    put, written = at_once(
        lambda: actions.put_forward_approach(draft, by=anna),
        lambda: part.change(version=part.version, by=dirk, text="Op het laatste moment."),
    )

    frozen = agreeing.again(draft)
    text = next(one["text"] for one in frozen.content["sections"] if one["key"] == "merging")
    assert put
    assert (text == "Op het laatste moment.") is written
    assert ApproachSection.objects.get(pk=part.pk).text == text


def test_without_the_lock_a_word_slips_in_after_freezing(traject, anna, dirk, monkeypatch):
    """The negative control: whoever looked before the freezing writes after it."""
    draft = agreeing.write(agreeing.begin(traject, anna), anna)
    part = ApproachSection.objects.get(approach=draft, key="merging")
    looked = Barrier(2)

    def look(self):
        assert Approach.objects.get(pk=self.pk).is_draft
        looked.wait(timeout=10)

    monkeypatch.setattr(Approach, "require_draft", look)

    at_once(
        lambda: actions.put_forward_approach(draft, by=anna),
        lambda: part.change(version=part.version, by=dirk, text="Op het laatste moment."),
    )

    assert agreeing.again(draft).status == "submitted"
    assert ApproachSection.objects.get(pk=part.pk).text == "Op het laatste moment."


def test_two_who_begin_a_version_begin_one(traject, anna, dirk):
    done = at_once(
        lambda: actions.begin_approach(traject, by=anna),
        lambda: actions.begin_approach(traject, by=dirk),
    )

    assert sorted(done) == [False, True]
    assert Approach.objects.count() == 1


def test_the_database_refuses_what_the_lock_let_through(submitted, carla):
    submitted.keys.create(side="pmr", answer="signed", user=carla, name="C", sha256="0" * 64)

    with pytest.raises(IntegrityError):
        submitted.keys.create(side="pmr", answer="signed", user=None, name="E", sha256="0" * 64)
