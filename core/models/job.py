from typing import Self

from django.db import models

from core.models.lease import Claimable, Leased


class JobQuerySet(Claimable):
    def unfinished(self) -> Self:
        return self.filter(status__in=[Job.Status.WAITING, Job.Status.RUNNING])


class Job(Leased):
    """Work for the background: a registered kind, with ids as its arguments."""

    class Status(models.TextChoices):
        WAITING = "waiting", "wacht"
        RUNNING = "running", "bezig"
        DONE = "done", "klaar"
        FAILED = "failed", "mislukt"

    WAITING_STATES = (Status.WAITING,)
    BUSY_STATE = Status.RUNNING

    key = models.CharField("sleutel", max_length=200, unique=True)
    kind = models.CharField("soort", max_length=80)
    arguments = models.JSONField("gegevens", default=dict)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    progress = models.PositiveSmallIntegerField("voortgang", default=0)
    reason = models.CharField("reden", max_length=300, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "klus"
        verbose_name_plural = "klussen"
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(status__in=["waiting", "running"]),
                name="core_job_open",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(progress__lte=100), name="core_job_progress_is_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
