"""A letter goes out once, to the address the person has now, and only if it is still needed."""

import datetime

import pytest
from django.utils import timezone

from core.delivery import deliver_due
from core.models import Message, Optout
from core.outbox import rechecks
from core.tasks import deliver, sweep
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
Status = Message.Status


def test_a_letter_arrives_with_text_button_and_html(a_letter, mailbox):
    message = a_letter()

    sweep()

    mail = mailbox.received[0]
    message.refresh_from_db()
    assert message.status == Status.SENT
    assert mail["Subject"] == "Geef uw mening vóór vrijdag"
    assert mail["To"] == "Els van Dam <els@voorbeeld.test>"
    text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert "Het kost vijf minuten." in text
    assert "Mening geven:\nhttp://testserver/start/" in text
    assert '<a href="http://testserver/start/">Mening geven</a>' in (
        mail.get_body(("html",)).get_content()
    )


def test_the_same_sweep_again_sends_nothing(a_letter, mailbox):
    a_letter()

    sweep()
    deliver()
    sweep()

    assert len(mailbox.received) == 1


def test_the_same_key_is_one_letter_however_often_it_is_planned(a_letter, mailbox):
    for _ in range(3):
        a_letter("herinnering:12:34:1")

    sweep()

    assert len(mailbox.received) == 1


def test_the_message_id_is_that_of_the_row(a_letter, mailbox):
    message = a_letter()

    sweep()

    assert mailbox.received[0]["Message-ID"] == message.message_id


def test_letters_of_one_traject_form_a_thread(a_letter, mailbox):
    a_letter("een", scope="traject:12")
    a_letter("twee", scope="traject:12")

    sweep()

    assert {mail["References"] for mail in mailbox.received} == {"<traject-12@testserver>"}


def test_a_named_colleague_is_the_sender(a_letter, mailbox):
    a_letter(sender="Anna de Wit", reply_to="anna@voorbeeld.test")

    sweep()

    assert mailbox.received[0]["From"] == "Anna de Wit via Taakdialoog <noreply@voorbeeld.test>"
    assert mailbox.received[0]["Reply-To"] == "anna@voorbeeld.test"


def test_a_calendar_invitation_carries_its_method(a_letter, mailbox):
    a_letter(
        attachments=[("uitnodiging.ics", "text/calendar; method=REQUEST", "BEGIN:VCALENDAR\r\n")]
    )

    sweep()

    part = next(mailbox.received[0].iter_attachments())
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "REQUEST"
    assert part.get_filename() == "uitnodiging.ics"
    assert part.get_content().startswith("BEGIN:VCALENDAR")


def test_a_letter_for_later_waits(a_letter, mailbox):
    message = a_letter(send_after=timezone.now() + datetime.timedelta(hours=1))

    sweep()

    message.refresh_from_db()
    assert message.status == Status.WAITING
    assert mailbox.received == []


def test_a_letter_that_is_no_longer_needed_is_cancelled(a_letter, mailbox):
    rechecks("proef.moet_nog")(lambda item: item == 7)
    needed = a_letter("nodig", recheck="proef.moet_nog:7")
    stale = a_letter("achterhaald", recheck="proef.moet_nog:8")

    sweep()

    needed.refresh_from_db()
    stale.refresh_from_db()
    assert (needed.status, stale.status) == (Status.SENT, Status.CANCELLED)
    assert "niet meer nodig" in stale.reason
    assert len(mailbox.received) == 1


def test_a_letter_goes_to_the_address_the_person_has_when_it_leaves(a_letter, mailbox):
    els = UserFactory(email="oud@voorbeeld.test")
    message = a_letter(to=els.email, person=els)
    type(els).objects.filter(pk=els.pk).update(email="nieuw@voorbeeld.test")

    sweep()

    message.refresh_from_db()
    assert message.to == "nieuw@voorbeeld.test"
    assert [mail["To"].addresses[0].addr_spec for mail in mailbox.received] == [
        "nieuw@voorbeeld.test"
    ]


@pytest.mark.parametrize("change", ["left", "closed", "no address"])
def test_somebody_who_left_gets_nothing(a_letter, mailbox, change):
    els = UserFactory(email="els@voorbeeld.test")
    message = a_letter(person=els)
    rows = type(els).objects.filter(pk=els.pk)
    if change == "left":
        rows.delete()
    elif change == "closed":
        rows.update(is_active=False)
    else:
        rows.update(email="")

    sweep()

    message.refresh_from_db()
    assert message.status == Status.CANCELLED
    assert mailbox.received == []


def test_mandatory_mail_has_no_unsubscribe_and_other_mail_has_one_click(a_letter, mailbox):
    a_letter("verplicht")
    a_letter("keuze", category="nieuws uit het traject")

    sweep()

    mandatory, optional = mailbox.received
    assert mandatory["List-Unsubscribe"] is None
    assert optional["List-Unsubscribe"].startswith("<http://testserver/afmelden/")
    assert optional["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_unsubscribed_gets_only_what_is_mandatory(a_letter, mailbox):
    Optout.objects.create(email="els@voorbeeld.test", category="nieuws uit het traject")
    a_letter("verplicht")
    chosen = a_letter("keuze", category="nieuws uit het traject")

    sweep()

    chosen.refresh_from_db()
    assert chosen.status == Status.CANCELLED
    assert len(mailbox.received) == 1


def test_the_text_of_a_secret_letter_is_wiped_once_it_is_gone(a_letter, mailbox):
    message = a_letter(secret=True, context={"text": "Uw code is 123-456."})

    sweep()

    message.refresh_from_db()
    assert message.body == ""
    assert "123-456" in mailbox.received[0].get_body(("plain",)).get_content()


def test_a_stopped_letter_never_leaves_until_somebody_sends_it_again(a_letter, mailbox):
    message = a_letter()

    assert message.stop()
    sweep()
    assert mailbox.received == []

    assert message.resend()
    sweep()
    assert len(mailbox.received) == 1


def test_what_has_left_can_not_be_stopped(a_letter, mailbox):
    message = a_letter()
    deliver_due()

    assert not message.stop()

    message.refresh_from_db()
    assert message.status == Status.SENT


def test_a_letter_costs_four_queries(a_letter, mailbox, django_assert_max_num_queries):
    for number in range(50):
        a_letter(f"brief {number}")

    with django_assert_max_num_queries(50 * 4 + 2):
        deliver_due()

    assert len(mailbox.received) == 50
