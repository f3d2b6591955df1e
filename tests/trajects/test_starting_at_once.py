"""Twice on the button at the same moment: one traject, and both land on it."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, connections

from tests.factories import SchoolFactory, UserFactory
from trajects.actions.start import Answers, start_traject
from trajects.models import RunSheetItem, Traject, WizardDraft

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*deeds) -> list[object]:
    """Each in a thread of its own, started together; what each came to."""
    gate, outcomes = threading.Barrier(len(deeds)), []

    def run(deed):
        try:
            gate.wait(timeout=5)
            outcomes.append(deed())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


@pytest.fixture
def starter():
    return UserFactory()


@pytest.fixture
def answers(starter):
    return Answers(
        school=SchoolFactory(),
        school_year=2026,
        cao_edition="CAO VO 2024-2025",
        leader_user=starter,
        leader_staff=None,
        leader_owns_content=False,
        starts_on=date(2026, 9, 14),
        target_on=date(2027, 5, 20),
        shape="weeks",
        sessions=2,
        tables=3,
        themes=["workload"],
    )


def press(answers, starter):
    """One press: the draft as this request read it."""
    draft = WizardDraft.objects.get(user=starter)
    return lambda: start_traject(answers, draft=draft, by=starter)


def test_two_presses_at_once_make_one_traject(answers, starter):
    WizardDraft.keep(starter, "school", {})

    outcomes = at_once(press(answers, starter), press(answers, starter))

    assert Traject.objects.count() == 1
    assert [found for found in outcomes if found] == [Traject.objects.get()]
    assert len(outcomes) == 2
    assert RunSheetItem.objects.filter(is_target=True).count() == 1
    assert connection.vendor == "postgresql"


def test_without_the_condition_there_would_have_been_two(answers, starter, monkeypatch):
    """The negative control: looking first and taking away later lets both through."""
    gate = threading.Barrier(2)

    def look_then_delete(self) -> bool:
        is_there = WizardDraft.objects.filter(pk=self.pk).exists()
        gate.wait(timeout=5)
        WizardDraft.objects.filter(pk=self.pk).delete()
        self.key = None
        return is_there

    monkeypatch.setattr(WizardDraft, "use_up", look_then_delete)
    WizardDraft.keep(starter, "school", {})

    at_once(press(answers, starter), press(answers, starter))

    assert Traject.objects.count() == 2


def test_even_then_the_database_knows_the_answers_by_their_key(answers, starter, monkeypatch):
    """One draft is one traject: the second belt, in the database itself."""
    WizardDraft.keep(starter, "school", {})
    draft = WizardDraft.objects.get(user=starter)
    monkeypatch.setattr(WizardDraft, "use_up", lambda self: True)
    start_traject(answers, draft=draft, by=starter)

    with pytest.raises(IntegrityError):
        start_traject(answers, draft=draft, by=starter)


def test_an_answer_that_changes_while_somebody_starts_is_never_lost(answers, starter):
    """Either the old answers were started, or the new ones are shown first: never a mix."""
    WizardDraft.keep(starter, "school", {})
    button = press(answers, starter)
    WizardDraft.keep(starter, "school", {"school_year": ["2027"]})

    assert button() is None
    assert not Traject.objects.exists()
    assert WizardDraft.objects.get(user=starter).answers["school"] == {"school_year": ["2027"]}


def test_two_devices_store_two_pages_at_once(starter):
    WizardDraft.keep(starter, "school", {})

    at_once(
        lambda: WizardDraft.keep(starter, "datum", {"target_on": ["2027-05-20"]}) and 1,
        lambda: WizardDraft.keep(starter, "themas", {"own_themes": ["Lunch"]}) and 1,
    )

    assert set(WizardDraft.objects.get(user=starter).answers) == {"school", "datum", "themas"}
