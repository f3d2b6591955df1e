"""Whoever works in a traject sees what was sent, what waits and what bounced, and can stop it."""

import pytest
import rules
from django.core import signing
from rules.permissions import permissions

from core import scopes
from core.envelopes import UNSUBSCRIBE
from core.models import Event, Message, Optout
from core.verbs import Verb
from people.models import School
from tests.factories import SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


@rules.predicate
def is_leader(user, school) -> bool:
    return user.name == "Anna de Wit"


@pytest.fixture(autouse=True)
def known_scope(monkeypatch):
    monkeypatch.setattr(scopes, "_scopes", {})
    rules.add_perm("proof.mail", is_leader)
    scopes.register(
        "proof",
        lambda user: School.objects.filter(name="Het Kompas" if user.name != "Hugo" else "-"),
        manage="proof.mail",
    )
    yield
    permissions.pop("proof.mail")


@pytest.fixture
def school_scope() -> str:
    return f"proof:{SchoolFactory(name='Het Kompas').pk}"


@pytest.fixture
def leader(client):
    user = UserFactory(name="Anna de Wit")
    client.force_login(user)
    return user


@pytest.fixture
def address(school_scope) -> str:
    return f"/post/{school_scope}/"


def test_the_list_shows_who_what_and_when_but_no_text(
    client, leader, a_letter, address, school_scope
):
    a_letter(scope=school_scope, context={"text": "Vertrouwelijke tekst"})
    a_letter("elders", scope="proof:999", name="Iemand anders")

    page = client.get(address).content.decode()

    assert "Els van Dam" in page
    assert "Geef uw mening vóór vrijdag" in page
    assert "wordt verstuurd op" in page
    assert "Vertrouwelijke tekst" not in page
    assert "Iemand anders" not in page


def test_the_list_can_be_narrowed(client, leader, a_letter, address, school_scope):
    a_letter("een", scope=school_scope, name="Wachtende Wim")
    gone = a_letter("twee", scope=school_scope, name="Verstuurde Vera")
    Message.objects.filter(pk=gone.pk).update(status=Message.Status.SENT)

    page = client.get(f"{address}?toon=verstuurd").content.decode()

    assert "Verstuurde Vera" in page
    assert "Wachtende Wim" not in page


@pytest.mark.parametrize("number", [1, 60])
def test_the_list_costs_the_same_for_any_number(
    client, leader, a_letter, address, school_scope, number, django_assert_max_num_queries
):
    for n in range(number):
        a_letter(f"brief {n}", scope=school_scope)

    with django_assert_max_num_queries(8):
        assert client.get(address).status_code == 200


def test_a_waiting_letter_can_be_stopped_and_sent_after_all(
    client, leader, a_letter, address, school_scope
):
    message = a_letter(scope=school_scope)

    client.post(f"{address}{message.pk}/tegenhouden/")
    message.refresh_from_db()
    assert message.status == Message.Status.STOPPED

    client.post(f"{address}{message.pk}/opnieuw/")
    message.refresh_from_db()
    assert message.status == Message.Status.WAITING
    verbs = [event.verb for event in Event.objects.about(message)]
    assert verbs == [Verb.MESSAGE_RESENT, Verb.MESSAGE_STOPPED]


def test_what_is_gone_is_not_stopped_and_the_page_says_so(
    client, leader, a_letter, address, school_scope
):
    message = a_letter(scope=school_scope)
    Message.objects.update(status=Message.Status.SENT)

    page = client.post(f"{address}{message.pk}/tegenhouden/", follow=True).content.decode()

    assert "al weg" in page
    assert not Event.objects.about(message).exists()


def test_a_colleague_without_the_right_sees_but_does_not_stop(
    client, a_letter, address, school_scope
):
    client.force_login(UserFactory(name="Bas"))
    message = a_letter(scope=school_scope)

    page = client.get(address).content.decode()
    refused = client.post(f"{address}{message.pk}/tegenhouden/")

    assert "Tegenhouden</button>" not in page
    assert refused.status_code == 403
    message.refresh_from_db()
    assert message.status == Message.Status.WAITING


def test_where_seeing_needs_a_right_a_colleague_without_it_is_refused(client, address):
    scopes.register("proof", lambda user: School.objects.all(), see="proof.mail")
    client.force_login(UserFactory(name="Bas"))
    assert client.get(address).status_code == 403

    client.force_login(UserFactory(name="Anna de Wit"))
    assert client.get(address).status_code == 200


def test_a_stranger_finds_nothing(client, a_letter, address, school_scope):
    client.force_login(UserFactory(name="Hugo", is_superuser=True))
    message = a_letter(scope=school_scope)

    assert client.get(address).status_code == 404
    assert client.post(f"{address}{message.pk}/tegenhouden/").status_code == 404


@pytest.mark.parametrize(
    "scope", ["proof:x", "proof:", "proof", "else:1", "proof:１", "proof:" + "9" * 30]
)
def test_an_address_that_means_nothing_is_404(client, leader, scope):
    assert client.get(f"/post/{scope}/").status_code == 404


def test_a_letter_of_another_scope_can_not_be_reached_through_mine(
    client, leader, a_letter, address
):
    other = a_letter(scope="proof:999")

    assert client.post(f"{address}{other.pk}/tegenhouden/").status_code == 404


@pytest.fixture
def unsubscribe() -> str:
    token = signing.dumps(["Els@voorbeeld.test", "nieuws"], salt=UNSUBSCRIBE, compress=True)
    return f"/afmelden/{token}/"


def test_opening_the_link_changes_nothing_and_the_button_does(client, unsubscribe):
    for _ in range(3):
        assert "Afmelden</button>" in client.get(unsubscribe).content.decode()
    assert not Optout.objects.exists()

    assert "U bent afgemeld" in client.post(unsubscribe).content.decode()
    assert Optout.objects.wanted_by("els@voorbeeld.test", "nieuws")


def test_a_mail_program_may_unsubscribe_with_one_click(client, unsubscribe):
    strict = type(client)(enforce_csrf_checks=True)

    response = strict.post(unsubscribe, {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert Optout.objects.count() == 1


def test_a_link_that_was_changed_is_404(client, unsubscribe):
    assert client.post(unsubscribe.replace(":", "x:", 1)).status_code == 404
