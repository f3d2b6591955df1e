"""Minutes save themselves, never overwrite a colleague, are corrected, and then stay."""

import hashlib
from datetime import timedelta

import pytest
from django.urls import reverse

from core.documents import render_document
from core.models import Document
from core.steps import StepNotAllowed
from dialogues.models import Minutes, MinutesCorrection
from tests.dialogues.conftest import invite

HTMX = {"HX-Request": "true"}


@pytest.fixture
def minutes(session) -> Minutes:
    return Minutes.objects.create(session=session)


def save(client, minutes, body, version, **more):
    url = reverse("dialogues:save_minutes", args=[minutes.session_id])
    return client.post(url, {"body": body, "version": version}, **more)


def step(client, minutes, name, **fields):
    return client.post(reverse(f"dialogues:{name}", args=[minutes.session_id]), fields)


def test_the_project_leader_begins_the_minutes(client, anna, session):
    client.force_login(anna)
    client.get(reverse("dialogues:minutes", args=[session.pk]))
    assert not Minutes.objects.exists()

    client.post(reverse("dialogues:start_minutes", args=[session.pk]))
    client.post(reverse("dialogues:start_minutes", args=[session.pk]))

    assert Minutes.objects.get().status == "draft"


def test_what_is_typed_is_saved_with_the_time(client, anna, minutes):
    client.force_login(anna)

    response = save(client, minutes, "Een goed gesprek.", 1, headers=HTMX)

    minutes.refresh_from_db()
    assert minutes.body == "Een goed gesprek."
    assert "Opgeslagen om 10.00 uur" in response.content.decode()
    assert 'value="2"' in response.content.decode()


def test_two_writers_never_overwrite_each_other(client, anna, bas, minutes, table):
    client.force_login(anna)
    save(client, minutes, "Tekst van Anna", 1)
    client.force_login(bas)

    response = save(client, minutes, "Tekst van Bas", 1, headers=HTMX)

    page = response.content.decode()
    minutes.refresh_from_db()
    assert response.status_code == 409
    assert "Tekst van Anna" in page
    assert "Tekst van Bas" in page
    assert all(word in page for word in ("Neem over", "Behoud", "Voeg samen"))
    assert minutes.body == "Tekst van Anna"


def test_typing_on_is_one_revision_and_deleting_starts_another(client, anna, minutes, today):
    client.force_login(anna)
    save(client, minutes, "Een", 1)
    save(client, minutes, "Een goed gesprek", 2)
    save(client, minutes, "", 3)
    today.shift(timedelta(minutes=5))
    save(client, minutes, "Opnieuw begonnen", 4)

    bodies = list(minutes.revisions.order_by("version").values_list("body", flat=True))

    assert bodies == ["Een goed gesprek", "", "Opnieuw begonnen"]


def test_who_was_invited_reads_and_corrects_without_a_name(client, anna, els, minutes, session):
    own = els.staff_memberships.get()
    session.invitations.bulk_create([type(invite(session, 1)[0]).for_colleague(session, own)])
    client.force_login(els)
    before = client.get(minutes.get_absolute_url()).status_code
    minutes.open_for_correction(by=anna)

    page = client.get(minutes.get_absolute_url())
    step(client, minutes, "correct_minutes", text="De tweede zin klopt niet.")

    correction = MinutesCorrection.objects.get()
    assert (before, page.status_code) == (404, 200)
    assert correction.text == "De tweede zin klopt niet."
    assert {field.name for field in correction._meta.fields} == {
        "id",
        "minutes",
        "text",
        "sent_on",
        "is_handled",
    }


def test_colleagues_who_were_not_invited_do_not_see_minutes(client, anna, els, minutes):
    minutes.open_for_correction(by=anna)
    client.force_login(els)

    assert client.get(minutes.get_absolute_url()).status_code == 404


def test_final_minutes_are_frozen_with_a_hash(client, anna, minutes):
    minutes.write("Definitieve tekst", version=1, by=anna)
    client.force_login(anna)
    step(client, minutes, "open_minutes")

    step(client, minutes, "finalise_minutes", version=minutes.version)

    minutes.refresh_from_db()
    assert minutes.status == "final"
    assert minutes.sha256 == hashlib.sha256(b"Definitieve tekst").hexdigest()
    assert save(client, minutes, "Toch anders", minutes.version).status_code == 409
    with pytest.raises(StepNotAllowed):
        minutes.write("Toch anders", version=minutes.version, by=anna)


def test_a_text_that_changed_meanwhile_is_not_made_final(client, anna, minutes):
    minutes.write("Nieuwer", version=1, by=anna)
    client.force_login(anna)

    response = step(client, minutes, "finalise_minutes", version=1)

    minutes.refresh_from_db()
    assert (response.status_code, minutes.status) == (409, "draft")


def test_the_paper_is_asked_for_and_shows_nothing_of_open_tables(client, anna, minutes, outcome):
    client.force_login(anna)
    step(client, minutes, "print_minutes")

    html = render_document(Document.objects.get())

    assert "Te veel losse taken" not in html
    assert "komen erbij als de sessie is afgesloten" in html
