"""Closing a session freezes what the tables said, once, and counts who was there."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from core.models import Event
from core.steps import StepNotAllowed
from core.verbs import Verb
from dialogues import actions
from dialogues.models import Agreement, DialogueSession, DialogueTable, Outcome
from tests.dialogues.conftest import words


def close(client, session, **fields):
    return client.post(reverse("dialogues:close_session", args=[session.pk]), fields)


@pytest.fixture
def closed_session(open_session, outcome, table, anna):
    DialogueTable.objects.filter(pk=table.pk).update(present_count=8)
    outcome.table.close(by=anna)
    actions.close_session(open_session, by=anna)
    return open_session


def test_open_tables_are_closed_only_with_a_reason(client, anna, outcome):
    client.force_login(anna)
    session = outcome.table.session
    refused = close(client, session)

    close(client, session, reason="De tijd was om")

    table = DialogueTable.objects.get()
    session.refresh_from_db()
    assert refused.status_code == 422
    assert (table.status, table.close_reason) == ("closed", "De tijd was om")
    assert session.status == "closed"


def test_closing_counts_who_was_there_and_is_written_down(closed_session):
    closed_session.refresh_from_db()

    verbs = {event.verb for event in Event.objects.about(closed_session)}
    assert closed_session.present_count == 8
    assert {Verb.SESSION_CLOSED, Verb.OUTCOME_FROZEN} <= verbs


@pytest.mark.parametrize("page", ["item", "replace", "confirm", "agreement"])
def test_after_closing_nothing_changes_any_more(client, bas, closed_session, outcome, page):
    table = outcome.table
    url, data = {
        "item": (reverse("dialogues:item", args=[table.pk, outcome.policy_item_id]), words()),
        "replace": (
            reverse("dialogues:replace", args=[outcome.pk]),
            words(reason="x", version=outcome.version),
        ),
        "confirm": (reverse("dialogues:confirm", args=[outcome.pk]), {"version": 1}),
        "agreement": (
            reverse("dialogues:add_agreement", args=[table.pk]),
            {"text": "x", "owner": "y", "due_on": "2027-03-01"},
        ),
    }[page]
    before = Outcome.objects.values().get()
    client.force_login(bas)

    response = client.post(url, data)

    assert response.status_code == 409
    assert Outcome.objects.values().get() == before
    assert not Agreement.objects.exists()


def test_the_bundle_shows_every_table_after_closing(client, carla, closed_session):
    client.force_login(carla)

    page = client.get(reverse("dialogues:bundle", args=[closed_session.pk])).content.decode()

    assert "Te veel losse taken." in page
    assert "niet bevestigd" in page


def test_there_is_no_bundle_before_closing(client, anna, outcome):
    client.force_login(anna)

    response = client.get(reverse("dialogues:bundle", args=[outcome.table.session_id]))

    assert response.status_code == 409
    assert "Te veel losse taken" not in response.content.decode()


def test_the_second_who_closes_is_told(anna, dirk, open_session, table):
    stale = DialogueSession.objects.get(pk=open_session.pk)
    actions.close_session(open_session, by=anna, reason="Klaar")

    with pytest.raises(StepNotAllowed):
        actions.close_session(stale, by=anna, reason="Ook klaar")


def _both(deed) -> list[str]:
    """Run the deed in two threads that start together; what each got."""
    results, together = [], threading.Barrier(2)

    def run() -> None:
        together.wait()
        try:
            deed(together)
            results.append("done")
        except StepNotAllowed:
            results.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_people_close_at_once_and_one_is_told(open_session, anna):
    def deed(together) -> None:
        session = DialogueSession.objects.get(pk=open_session.pk)
        actions.close_session(session, by=anna, reason="Klaar")

    assert _both(deed) == ["done", "told"]
    assert Event.objects.filter(verb=Verb.SESSION_CLOSED).count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_conditional_update_both_would_close(open_session, anna):
    """The negative control: reading first and writing later lets both through."""

    def deed(together) -> None:
        session = DialogueSession.objects.get(pk=open_session.pk)
        is_open = session.status == DialogueSession.Status.OPEN
        together.wait()
        if not is_open:
            raise StepNotAllowed(session, "closed")
        DialogueSession.objects.filter(pk=session.pk).update(
            status="closed", closed_at=session.starts_at
        )

    assert _both(deed) == ["done", "done"]


def test_what_is_closed_is_counted_over_all_sessions_of_the_traject(session, traject):
    other = DialogueSession.objects.create(
        traject=traject,
        title="Twee",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        closed_at=session.ends_at,
        status="closed",
    )
    for number, status in enumerate(["closed", "closed", "open"], start=1):
        fields = {"number": number, "status": status, "closed_at": session.ends_at}
        DialogueTable.objects.create(session=other, **fields)
    DialogueTable.objects.create(
        session=session, number=9, status="closed", closed_at=session.ends_at
    )

    found = DialogueSession.objects.filter(traject=traject).closed()

    assert found == {"sessions": 1, "tables": 3}
