"""Whatever the mail server does, each letter goes out once and the school sees what happened."""

import datetime
import socket
import time

import pytest
from django.utils import timezone

from core.models import Message
from core.tasks import sweep
from tests.mail import Mailbox, free_port, mailers_for

pytestmark = pytest.mark.django_db
Status = Message.Status


def later(**how_long: int) -> None:
    """Let the clock of every row move on."""
    step = datetime.timedelta(**how_long)
    for row in Message.objects.all():
        Message.objects.filter(pk=row.pk).update(
            due_at=row.due_at - step, leased_until=row.leased_until and row.leased_until - step
        )


def test_a_closed_port_makes_letters_wait_visibly_and_then_go(a_letter, settings):
    port = free_port()
    settings.MAILERS = mailers_for(port)
    first, second = a_letter("een"), a_letter("twee")

    sweep()

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.attempts) == (Status.WAITING, 0)
    assert "niet bereikbaar" in first.reason
    assert first.due_at > timezone.now()

    with Mailbox(port) as mailbox:
        later(minutes=1)
        sweep()
        assert len(mailbox.received) == 2


def test_each_failure_waits_longer_than_the_one_before(a_letter, settings):
    settings.MAILERS = mailers_for(free_port())
    message = a_letter()
    waits = []

    for _ in range(4):
        sweep()
        message.refresh_from_db()
        waits.append(message.due_at - timezone.now())
        later(hours=2)

    assert waits == sorted(waits)
    assert waits[-1] > datetime.timedelta(minutes=1)


def test_a_silent_server_costs_one_time_out_and_the_others_go_on(a_letter, settings, mailbox):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.MAILERS = mailers_for(silent.getsockname()[1], timeout=0.3)
        held_up, other = a_letter("een"), a_letter("twee")

        started = time.monotonic()
        sweep()
        assert time.monotonic() - started < 2

    settings.MAILERS = mailbox.mailers
    sweep()

    held_up.refresh_from_db()
    other.refresh_from_db()
    assert (held_up.status, other.status) == (Status.WAITING, Status.SENT)


def test_a_server_that_asks_for_patience_gets_the_letter_later(a_letter, mailbox):
    mailbox.answers = ["451 Try again later"]
    message = a_letter()

    sweep()
    message.refresh_from_db()
    assert (message.status, mailbox.received) == (Status.WAITING, [])
    assert "later" in message.reason

    later(minutes=1)
    sweep()
    message.refresh_from_db()
    assert (message.status, message.reason) == (Status.SENT, "")


def test_a_refused_address_is_shown_by_name_and_the_others_go_on(a_letter, mailbox):
    mailbox.refused = {"weg@voorbeeld.test": "550 No such user"}
    bounced, fine = a_letter("een", to="weg@voorbeeld.test"), a_letter("twee")

    sweep()

    bounced.refresh_from_db()
    fine.refresh_from_db()
    assert (bounced.status, fine.status) == (Status.BOUNCED, Status.SENT)
    assert "Controleer het e-mailadres" in bounced.reason


def test_an_address_that_is_none_bounces_and_the_others_go_on(a_letter, mailbox):
    strange, fine = a_letter("een", to="ren\u00e9e@voorbeeld.test"), a_letter("twee")

    sweep()

    strange.refresh_from_db()
    fine.refresh_from_db()
    assert (strange.status, fine.status) == (Status.BOUNCED, Status.SENT)


def test_a_cut_after_the_letter_gives_at_most_one_duplicate_with_one_id(a_letter, mailbox):
    mailbox.cuts = 1
    message = a_letter()

    sweep()
    message.refresh_from_db()
    assert message.was_uncertain
    assert "dubbel" in message.reason

    for _ in range(3):
        later(minutes=3)
        sweep()

    message.refresh_from_db()
    assert message.status == Status.SENT
    assert [mail["Message-ID"] for mail in mailbox.received] == [message.message_id] * 2


def test_after_a_second_cut_a_person_decides(a_letter, mailbox):
    mailbox.cuts = 2
    message = a_letter()

    for _ in range(4):
        sweep()
        later(hours=1)

    message.refresh_from_db()
    assert message.status == Status.UNCERTAIN
    assert len(mailbox.received) == 2
    assert message.resend()


@pytest.mark.parametrize("shift", [{"hours": 2}, {"hours": -2}, {"days": 366}])
def test_a_clock_that_jumps_repeats_nothing(a_letter, mailbox, time_machine, shift):
    now = timezone.now()
    a_letter()
    sweep()

    time_machine.move_to(now + datetime.timedelta(**shift))
    sweep()
    a_letter()
    sweep()

    assert len(mailbox.received) == 1


def test_a_planner_that_was_away_for_a_day_catches_up_once(a_letter, mailbox, time_machine):
    from core.outbox import rechecks

    rechecks("proof.fresh")(lambda hours: timezone.now() < planned_for[hours])
    now = timezone.now()
    planned_for = {hours: now + datetime.timedelta(hours=hours) for hours in (3, 48)}
    for hours in planned_for:
        a_letter(f"over {hours} uur", recheck=f"proof.fresh:{hours}")

    time_machine.move_to(now + datetime.timedelta(hours=26))
    for _ in range(3):
        a_letter("over 3 uur")
        sweep()

    assert len(mailbox.received) == 1
    assert Message.objects.get(key="over 3 uur").status == Status.CANCELLED


@pytest.mark.parametrize("key", ["herinnering"])
def test_the_queue_may_be_emptied_at_any_moment(a_letter, mailbox, key):
    for number in range(100):
        a_letter(f"{key}:{number}", to=f"collega{number}@voorbeeld.test")

    sweep()
    sweep()

    addresses = [mail["To"].addresses[0].addr_spec for mail in mailbox.received]
    assert len(addresses) == len(set(addresses)) == 100
