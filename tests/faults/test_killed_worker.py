"""A worker that is killed in the middle leaves nothing half and nothing double."""

import datetime
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from core import papers
from core.delivery import LEASE
from core.documents import paper
from core.models import Document, Event, Job, Message
from people.models import School
from tests.factories import SchoolFactory, UserFactory
from tests.faults.worker import PAPER
from tests.mail import Mailbox

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parent.parent.parent
MINUTE = 60


def until(happened: Callable[[], bool], seconds: float = 15) -> None:
    ends = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.02)


def leases_end() -> None:
    """The time that a lease lasts goes by."""
    for model in (Message, Job):
        for row in model.objects.exclude(leased_until=None):
            earlier = row.leased_until - datetime.timedelta(seconds=LEASE + 1)
            model.objects.filter(pk=row.pk).update(leased_until=earlier)


@pytest.fixture
def worker(mailbox: Mailbox, tmp_path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a worker on the database of this test; it sweeps once and ends."""
    database = connection.settings_dict
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    started: list[subprocess.Popen[bytes]] = []
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "MEDIA_ROOT": str(django_settings.MEDIA_ROOT),
        "WORKER_MAILERS": json.dumps(mailbox.mailers),
        "WORKER_TEMPLATES": str(tmp_path),
        "PYTHONWARNINGS": "ignore",
    }

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.faults.worker"]
        started.append(
            subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
        )
        return started[-1]

    yield start
    for process in started:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL for the worker and what it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_the_leases_end_within_a_minute_of_a_kill():
    sweeps_every = django_settings.CELERY_BEAT_SCHEDULE["sweep"]["schedule"]

    assert LEASE + sweeps_every < MINUTE


def test_killed_while_mailing_the_letter_goes_out_once(worker, a_letter, mailbox):
    message = a_letter()
    mailbox.holds = True
    first = worker()
    until(lambda: mailbox.held > 0)

    kill(first)
    mailbox.holds = False
    assert Message.objects.get().status == Message.Status.SENDING
    assert worker().wait(20) == 0
    assert mailbox.received == [], "the lease has not ended yet"

    leases_end()
    for _ in range(2):
        assert worker().wait(20) == 0

    assert Message.objects.get().status == Message.Status.SENT
    assert [mail["Message-ID"] for mail in mailbox.received] == [message.message_id]


@pytest.fixture
def school_paper(tmp_path, settings):
    settings.MEDIA_ROOT = django_settings.MEDIA_ROOT
    rows = "<tr><td>Een regel over {{ name }}</td></tr>" * 300
    (tmp_path / "paper.html").write_text(
        f'<html lang="nl"><head><title>Dossier</title></head><body><table>{rows}</table></body>'
    )

    @paper(PAPER, model=School, title="Dossier")
    def school_paper(school):
        return "paper.html", {"name": school.name}

    yield
    papers._papers.pop(PAPER)


def test_killed_while_printing_the_document_is_made_once(worker, school_paper):
    document = Document.objects.request(PAPER, subject=SchoolFactory(), by=UserFactory())
    first = worker()
    until(lambda: Job.objects.get().progress >= 20)

    kill(first)
    assert Job.objects.get().status == Job.Status.RUNNING

    leases_end()
    for _ in range(2):
        assert worker().wait(40) == 0

    document.refresh_from_db()
    assert document.is_made
    assert document.job.status == Job.Status.DONE
    assert Event.objects.about(document).count() == 1
