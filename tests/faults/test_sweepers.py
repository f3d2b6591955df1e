"""Two planners and two sweepers at once: one row, one letter, one piece of work."""

import threading

import pytest
from django.core.mail import mailers
from django.db import connection

from core.delivery import _hand_over, deliver_due
from core.models import Message
from tests.mail import Mailbox

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(deed) -> None:
    """Two workers do the same at the same moment."""
    ready = threading.Barrier(2)

    def worker() -> None:
        try:
            ready.wait()
            deed()
        finally:
            connection.close()

    workers = [threading.Thread(target=worker) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()


def test_two_sweepers_send_each_letter_once(a_letter, mailbox: Mailbox):
    for number in range(10):
        a_letter(f"brief {number}")

    at_once(deliver_due)

    assert len(mailbox.received) == 10


def test_without_the_conditional_claim_each_would_go_twice(a_letter, mailbox: Mailbox):
    numbers = [a_letter(f"brief {number}").pk for number in range(10)]

    def unclaimed() -> None:
        mailer = mailers.default
        for pk in numbers:
            message = Message.objects.get(pk=pk)
            message.release = lambda *args, **fields: None
            _hand_over(message, mailer)
        mailer.close()

    at_once(unclaimed)

    assert len(mailbox.received) == 20


def test_two_planners_make_one_row(a_letter):
    at_once(lambda: a_letter("herinnering:1"))

    assert Message.objects.count() == 1
