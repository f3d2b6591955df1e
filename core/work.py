"""Doing jobs: claim, run, mark. Whoever dies in between leaves a lease that ends."""

import secrets
from datetime import datetime, timedelta
from time import monotonic
from types import TracebackType
from typing import Self

import structlog
from django.utils import timezone

from core.jobs import JobRefused, Kind, kind_named
from core.models import Job, LeaseLost

logger = structlog.get_logger(__name__)

PATIENCE = 4.0
TOO_OFTEN = "Het lukte na meerdere pogingen niet. Probeer het later opnieuw."


def back_off(attempts: int, *, first: float = 10, most: float = 3600) -> datetime:
    """When to try again: twice as long each time, spread by a quarter."""
    pause = min(first * 2 ** max(attempts - 1, 0), most)
    return timezone.now() + timedelta(seconds=pause * (75 + secrets.randbelow(51)) / 100)


def work_due(patience: float = PATIENCE) -> int:
    """Do the jobs that are due, one after another; no new one after `patience` seconds."""
    started, done = monotonic(), 0
    for pk in Job.objects.due().order_by("due_at", "pk").values_list("pk", flat=True):
        done += work(pk)
        if monotonic() - started > patience:
            break
    return done


def work(pk: int) -> bool:
    """Do one job, unless somebody else has it. Says whether it was ours."""
    row = Job.objects.filter(pk=pk).first()
    claimed = row and Job.objects.claim(pk, seconds=kind_named(row.kind).lease)
    if not claimed:
        return False
    try:
        _attempt(claimed)
    except LeaseLost:
        logger.info("job_lost", job=pk)
    return True


def _attempt(job: Job) -> None:
    kind = kind_named(job.kind)
    if job.attempts > kind.attempts:
        job.release(Job.Status.FAILED, reason=TOO_OFTEN)
        return
    with Attempt(job, kind) as attempt:
        kind.run(progress=attempt.progress, **job.arguments)


class Attempt:
    """One try at one job: afterwards the row says done, later, or failed with a reason."""

    def __init__(self, job: Job, kind: Kind) -> None:
        self.job = job
        self.kind = kind

    def __enter__(self) -> Self:
        return self

    def progress(self, percentage: int) -> None:
        """Show how far it is, and that somebody is still at it."""
        self.job.keep(seconds=self.kind.lease, progress=min(max(percentage, 0), 100))

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is None:
            self.job.release(Job.Status.DONE, progress=100)
        if error is None or isinstance(error, LeaseLost):
            return False
        return self._failed(error)

    def _failed(self, error: BaseException) -> bool:
        """Refused: over. Anything else: again later, and the error is not hidden."""
        name = type(error).__name__
        logger.warning("job_failed", job=self.job.pk, kind=self.job.kind, error=name)
        if isinstance(error, JobRefused):
            self.job.release(Job.Status.FAILED, reason=str(error)[:300])
            return True
        if self.job.attempts >= self.kind.attempts:
            self.job.release(Job.Status.FAILED, reason=TOO_OFTEN)
        else:
            self.job.release(Job.Status.WAITING, due_at=back_off(self.job.attempts))
        return False
