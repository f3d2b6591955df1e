"""Two people press the same button at once: one succeeds, the other is told (T42)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from core.models import Message
from core.permissions import WrongMoment
from core.steps import StepNotAllowed
from evaluations import actions
from evaluations.models import Decision, PolicyProposal
from evaluations.models.proposal import PolicyProposal as Model
from tests.evaluations.conftest import put

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

REFUSED = (StepNotAllowed, WrongMoment)


def at_once(deed, *people):
    """Run `deed(person)` for everybody in the same instant; True for who succeeded."""
    ready = Barrier(len(people))

    def run(person):
        try:
            ready.wait(timeout=10)
            deed(person)
        except REFUSED:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(people)) as pool:
        return sorted(pool.map(run, people))


def offer(person):
    proposal = PolicyProposal.objects.for_page().get()
    actions.offer_proposal(proposal, by=person, informed=["mr@school.example"])


def test_one_of_two_offers_succeeds_and_mail_goes_once(anna, dirk, carla, draft, item):
    assert at_once(offer, anna, dirk) == [False, True]
    assert Message.objects.filter(template="evaluations/consent_requested").count() == 1
    assert PolicyProposal.objects.get().steps.count() == 1


def test_without_lock_and_condition_both_would_succeed(
    anna, dirk, carla, draft, item, monkeypatch
):
    """The negative control: the same race against a step that looks first and then writes."""
    looked = Barrier(2)

    def careless(self, deed, *, by, capacity="", text="", **fields):
        assert self.status == "draft"
        looked.wait(timeout=10)
        Model.objects.filter(pk=self.pk).update(status="offered", **fields)

    def without_lock(proposal, *, by, informed):
        proposal = PolicyProposal.objects.for_page().get(pk=proposal.pk)
        term = actions.term_for(proposal.traject.school, date(2027, 3, 1))
        proposal.offer(by=by, capacity="", term=term, content={"x": 1}, sha256="0" * 64)

    monkeypatch.setattr(Model, "_do", careless)
    monkeypatch.setattr(actions, "offer_proposal", without_lock)

    assert at_once(offer, anna, dirk) == [True, True]


def test_one_of_two_outcomes_of_the_pmr_stands(carla, offered):
    put(offered, "under_review")

    def conclude(way):
        proposal = PolicyProposal.objects.for_page().get()
        if way == "grant":
            actions.grant_consent(proposal, by=carla, text="Goed.", agreements="")
        else:
            actions.withhold_consent(proposal, by=carla, text="Niet goed.")

    assert at_once(conclude, "grant", "withhold") == [False, True]


def test_one_of_two_decisions_stands(dirk, gerda, granted):
    def decide(person):
        actions.record_decision(
            granted.traject,
            by=person,
            capacity="bevoegd gezag",
            proposal=granted,
            verdict="revise",
            title="Meer tijd",
            text="De factor wordt 0,65.",
            reasons="Steun.",
            decided_on=date(2026, 5, 20),
            starts_on=date(2026, 8, 1),
            review_on=date(2027, 5, 1),
        )

    assert at_once(decide, dirk, gerda) == [False, True]
    assert Decision.objects.count() == 1
