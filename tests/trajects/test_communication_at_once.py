"""Two people press at once on one message: one succeeds (T42)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from core.models import Message
from core.steps import StepNotAllowed
from trajects.models import CommunicationItem
from trajects.tasks import send_message

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
Status = CommunicationItem.Status


@pytest.fixture
def item(traject, anna, bas, carla):
    return CommunicationItem.objects.create(
        traject=traject,
        key="bericht",
        audience="all_staff",
        planned_on=date(2026, 10, 6),
        sender="projectleider",
        subject="We beginnen",
        body="Tekst.",
    )


def at_once(*deeds):
    """Run every deed in the same instant, on the row as it was read before; True for success."""
    ready = Barrier(len(deeds))

    def run(deed):
        try:
            read = CommunicationItem.objects.select_related("traject__school").get()
            ready.wait(timeout=10)
            deed(read)
        except StepNotAllowed:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(run, deeds))


def test_making_ready_and_stopping_exclude_each_other(item, anna, dirk):
    """Both read the same draft: the second is told that a colleague was first."""
    done = at_once(
        lambda read: read.approve(version=read.version, by=anna),
        lambda read: read.stop(version=read.version, by=dirk),
    )

    assert done == [False, True]


def test_without_the_version_both_would_succeed(item, anna, dirk, monkeypatch):
    """The negative control: the steps alone allow draft, ready, stopped in one breath."""
    looked = Barrier(2)

    def careless(self, version, *, to):
        assert CommunicationItem.objects.get(pk=self.pk).version == version
        looked.wait(timeout=10)

    monkeypatch.setattr(CommunicationItem, "_as_read", careless)

    def approve(read):
        read.approve(version=read.version, by=anna)

    def stop(read):
        read.stop(version=read.version, by=dirk)

    results = {tuple(_again(item, looked, approve, stop)) for _ in range(5)}

    assert (True, True) in results


def _again(item, looked, *deeds):
    CommunicationItem.objects.update(status=Status.DRAFT, version=1)
    looked.reset()
    return at_once(*deeds)


def test_stopping_and_sending_never_leave_letters_of_a_stopped_message(item, anna):
    CommunicationItem.objects.update(status=Status.APPROVED)

    at_once(
        lambda read: send_message(read, now=timezone.now()),
        lambda read: read.stop(version=read.version, by=anna),
    )

    status = CommunicationItem.objects.get().status
    waiting = Message.objects.filter(status="waiting").count()
    assert (status, waiting) in {(Status.STOPPED, 0), (Status.SENT, 3)}


def test_two_workers_send_it_once(item):
    CommunicationItem.objects.update(status=Status.APPROVED)

    at_once(
        lambda read: send_message(read, now=timezone.now()),
        lambda read: send_message(read, now=timezone.now()),
    )

    assert Message.objects.count() == 3
