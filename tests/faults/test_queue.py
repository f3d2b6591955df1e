"""Without its queue the program goes on: the row waits and the nudge is only missed."""

import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from queue import Empty

import pytest
from celery import Celery, current_app
from django.conf import settings as django_settings

from core.models import Message
from core.nudges import DELIVER, nudge
from tests.mail import free_port


@pytest.fixture
def broker():
    """Make another queue the current one, with the time-outs of production."""
    was = current_app._get_current_object()

    def use(url: str) -> None:
        app = Celery("elsewhere", broker=url, set_as_current=False)
        app.conf.update(
            broker_connection_timeout=django_settings.CELERY_BROKER_CONNECTION_TIMEOUT,
            broker_transport_options={"socket_connect_timeout": 1, "socket_timeout": 5},
        )
        app.set_current()

    yield use
    was.set_current()


def test_a_queue_that_is_gone_breaks_nothing(broker):
    broker(f"redis://127.0.0.1:{free_port()}/0")

    started = time.monotonic()
    nudge(DELIVER)

    assert time.monotonic() - started < 1.5


def test_a_queue_that_hangs_costs_a_second(broker):
    with socket.socket() as frozen:
        frozen.bind(("127.0.0.1", 0))
        frozen.listen()
        broker(f"redis://127.0.0.1:{frozen.getsockname()[1]}/0")

        started = time.monotonic()
        nudge(DELIVER)

    assert time.monotonic() - started < 1.5


def test_a_queue_folder_that_can_not_be_written_breaks_nothing(broker, tmp_path):
    app = Celery("elsewhere", broker="filesystem://", set_as_current=False)
    app.conf.broker_transport = "core.filequeue.Transport"
    app.conf.broker_transport_options = {
        "data_folder_out": "/proc/nothing/here",
        "control_folder": str(tmp_path),
    }
    app.set_current()

    nudge(DELIVER)


@pytest.mark.django_db(transaction=True)
def test_the_deed_succeeds_and_the_letter_waits(broker, a_letter):
    broker(f"redis://127.0.0.1:{free_port()}/0")

    message = a_letter()

    assert Message.objects.get().status == Message.Status.WAITING
    assert message.pk


@pytest.mark.django_db
def test_one_transaction_gives_one_nudge(a_letter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as hooks:
        for number in range(5):
            a_letter(f"brief {number}")

    assert len(hooks) == 1


def test_a_nudge_arrives_in_the_queue():
    folder = Path(django_settings.VAR_DIR) / "queue"
    before = set(folder.iterdir())

    nudge(DELIVER)

    if not django_settings.REDIS_URL:
        assert any(DELIVER in file.read_text() for file in set(folder.iterdir()) - before)


def test_a_reader_never_meets_a_half_written_nudge():
    """With kombu's own queue in a folder this stops the worker within a few hundred nudges."""
    queue, stop, trouble = "proof", threading.Event(), []

    def read() -> None:
        with current_app.connection_for_read() as connection:
            channel = connection.channel()
            while not stop.is_set():
                with suppress(Empty):
                    trouble.extend(
                        wrong for wrong in [channel._get(queue)] if wrong != {"whole": "x" * 5000}
                    )

    reader = threading.Thread(target=read)
    reader.start()
    with current_app.connection_for_write() as connection:
        channel = connection.channel()
        for _ in range(500):
            channel._put(queue, {"whole": "x" * 5000})
    stop.set()
    reader.join()

    assert trouble == []
