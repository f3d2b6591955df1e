"""A session is planned on a day that exists, is open, and is told to who was invited."""

from datetime import datetime

import pytest
from django.urls import reverse

from core.models import Event, Job
from core.verbs import Verb
from dialogues.models import DialogueSession
from tests.dialogues.conftest import invite
from tests.factories import AMSTERDAM, ThemeFactory


@pytest.fixture
def given(theme):
    return {
        "title": "Ronde 1",
        "day": "2027-01-12",
        "starts": "15:30",
        "ends": "17:00",
        "place": "aula",
        "seats_per_table": 9,
        "input_status": "advise",
        "themes": [theme.pk],
        "version": 1,
    }


def plan(client, traject, fields):
    return client.post(reverse("dialogues:plan_session", args=[traject.pk]), fields)


def test_the_project_leader_plans_a_session(client, anna, traject, given):
    client.force_login(anna)

    response = plan(client, traject, given)

    session = DialogueSession.objects.get()
    assert response.url == session.get_absolute_url()
    assert session.starts_at == datetime(2027, 1, 12, 15, 30, tzinfo=AMSTERDAM)
    assert session.status == "planned"
    assert Event.objects.about(session).get().verb == Verb.SESSION_PLANNED


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2026-12-25", "maandag 4 januari 2027"),
        ("2027-01-16", "weekend"),
        ("2027-01-16", "maandag 18 januari 2027"),
    ],
)
def test_a_closed_day_is_refused_with_the_next_possible_one(
    client, anna, traject, given, day, word
):
    client.force_login(anna)

    response = plan(client, traject, {**given, "day": day})

    assert response.status_code == 422
    assert word in response.content.decode()
    assert not DialogueSession.objects.exists()


@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31"])
def test_a_time_that_the_clock_skips_or_shows_twice_is_refused(
    client, anna, traject, given, day, monkeypatch
):
    monkeypatch.setattr("people.models.SchoolCalendar.is_closed", lambda self, day: False)
    client.force_login(anna)

    response = plan(client, traject, {**given, "day": day, "starts": "02:30"})

    assert "Kies een andere tijd: de klok gaat dan om." in response.content.decode()
    assert not DialogueSession.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "2027-02-30"},
        {"day": "0001-01-01"},
        {"day": "9999-12-31"},
        {"day": "2026-11-23"},
        {"ends": "15:00"},
        {"themes": []},
        {"seats_per_table": 2},
        {"title": ""},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(client, anna, traject, given, wrong):
    client.force_login(anna)

    response = plan(client, traject, {**given, **wrong})

    assert response.status_code == 422
    assert not DialogueSession.objects.exists()


def test_a_theme_of_another_school_is_refused(client, anna, traject, given, other_traject):
    client.force_login(anna)

    response = plan(client, traject, {**given, "themes": [ThemeFactory(traject=other_traject).pk]})

    assert response.status_code == 422


def test_who_was_invited_hears_of_another_day(client, anna, session, given):
    invite(session, 2)
    client.force_login(anna)

    client.post(
        reverse("dialogues:change_session", args=[session.pk]), {**given, "day": "2027-01-14"}
    )

    session.refresh_from_db()
    assert session.calendar_sequence == 1
    assert Job.objects.get().arguments == {"session": session.pk, "letter": "changed"}


def test_a_change_that_moves_nothing_sends_nothing(client, anna, session, given):
    invite(session, 2)
    client.force_login(anna)

    client.post(
        reverse("dialogues:change_session", args=[session.pk]), {**given, "seats_per_table": 8}
    )

    session.refresh_from_db()
    assert (session.calendar_sequence, session.seats_per_table) == (0, 8)
    assert not Job.objects.exists()


def test_two_people_change_a_session_and_the_second_sees_both_texts(client, anna, session, given):
    client.force_login(anna)
    url = reverse("dialogues:change_session", args=[session.pk])
    client.post(url, {**given, "place": "aula"})

    response = client.post(url, {**given, "place": "gymzaal", "version": 1})

    session.refresh_from_db()
    assert response.status_code == 409
    assert "gymzaal" in response.content.decode()
    assert session.place == "aula"


def test_a_cancelled_session_cannot_be_opened(client, anna, session):
    client.force_login(anna)
    client.post(reverse("dialogues:cancel_session", args=[session.pk]), {"reason": "Staking"})

    response = client.post(reverse("dialogues:open_session", args=[session.pk]))

    session.refresh_from_db()
    assert response.status_code == 409
    assert (session.status, session.cancel_reason) == ("cancelled", "Staking")
