"""A nudge tells the worker to look now. It may get lost: the sweep looks anyway."""

from functools import partial

import structlog
from celery import current_app
from django.db import connection, transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = structlog.get_logger(__name__)

DELIVER = "core.tasks.deliver"
WORK = "core.tasks.work"
# Somebody is waiting for a page: one try, and no more than a second for all of it.
IMPATIENT = {
    "socket_connect_timeout": 0.8,
    "socket_timeout": 0.8,
    "connect_retries_timeout": 0.8,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}


class Nudge(partial[None]):
    """A function that knows which task it nudges, so that one per transaction is enough."""


def nudge_on_commit(task: str) -> None:
    """Nudge once, after the transaction that wrote the row."""
    hooks = [entry[1] for entry in connection.run_on_commit]
    if not any(isinstance(hook, Nudge) and hook.args == (task,) for hook in hooks):
        transaction.on_commit(Nudge(nudge, task))


def nudge(task: str) -> None:
    """Put the task on the queue; a queue that is away costs a second and a log line."""
    patient = current_app.connection_for_write()
    impatient = {**patient.transport_options, **IMPATIENT}
    try:
        with patient.clone(transport_options=impatient) as queue:
            current_app.send_task(task, connection=queue, retry=False, ignore_result=True)
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("nudge_lost", task=task, error=type(error).__name__)
