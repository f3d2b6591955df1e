"""Work in the background: a row in the caller's transaction, done once by whoever claims it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from core.models.job import Job
from core.nudges import WORK, nudge_on_commit

Run = Callable[..., None]


class JobRefused(Exception):
    """The work cannot be done, and trying again will not help; says why, in Dutch."""


class JobUnknown(LookupError):
    """No module registers this kind."""


@dataclass(frozen=True)
class Kind:
    """What a worker must know of a kind of job. `lease` in seconds between two signs of life."""

    run: Run
    lease: int
    attempts: int


_kinds: dict[str, Kind] = {}


def job(kind: str, *, lease: int = 30, attempts: int = 5) -> Callable[[Run], Run]:
    """Register `run(*, progress, **arguments)` as a kind of job.

    `progress(percentage)` is also the sign of life: call it at least every `lease` seconds.
    Expect to run twice: skip what is done already.
    """

    def register(run: Run) -> Run:
        _kinds[kind] = Kind(run, lease, attempts)
        return run

    return register


def kind_named(kind: str) -> Kind:
    try:
        return _kinds[kind]
    except KeyError:
        raise JobUnknown(kind) from None


def enqueue(
    kind: str, *, key: str, arguments: dict[str, Any], not_before: datetime | None = None
) -> Job:
    """One row per key, however often it is asked."""
    kind_named(kind)
    defaults = {
        "kind": kind,
        "arguments": arguments,
        "due_at": not_before or timezone.now(),
    }
    row, is_new = Job.objects.get_or_create(key=key, defaults=defaults)
    if is_new:
        nudge_on_commit(WORK)
    return row
