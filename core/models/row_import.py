from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core.models.job import Job
from core.spreadsheets.table import Formula

LIVES = timedelta(days=1)
UNDONE_WITHIN = timedelta(days=90)
FORMULA = {"formula": True}


class RowImportQuerySet(models.QuerySet["RowImport"]):
    def visible_to(self, user: Any) -> Self:
        """Only who uploaded the file; one that was not taken in within a day is gone."""
        return self.filter(created_by=user).exclude(self._expired())

    def expired(self) -> Self:
        return self.filter(self._expired())

    def forget(self) -> int:
        """Throw away files nobody took in, and after `UNDONE_WITHIN` what the way back needs."""
        gone, _ = self.expired().delete()
        old = self.filter(taken_in_at__lt=timezone.now() - UNDONE_WITHIN).exclude(result={})
        return gone + old.update(before={}, result={})

    @staticmethod
    def _expired() -> models.Q:
        return models.Q(status="uploaded", created_at__lt=timezone.now() - LIVES)


class RowImport(models.Model):
    """An edited list on its way back in: kept between preview and confirming (C6).

    `rows` holds what the file said and is emptied once it is taken in; `before` is what the
    way back needs. That, and the names in `result`, are forgotten after 90 days.
    """

    class Status(models.TextChoices):
        UPLOADED = "uploaded", "nog niet ingelezen"
        TAKEN_IN = "taken_in", "ingelezen"
        UNDONE = "undone", "teruggedraaid"

    list_name = models.SlugField("lijst", max_length=40)
    owner_id = models.PositiveBigIntegerField("nummer")
    scope = models.CharField("hoort bij", max_length=60, blank=True)
    file_name = models.CharField("bestand", max_length=200)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    status = models.CharField(max_length=10, choices=Status, default=Status.UPLOADED)
    before = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    job = models.OneToOneField(
        Job, null=True, on_delete=models.SET_NULL, related_name="row_import", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False
    )
    taken_in_at = models.DateTimeField(null=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = RowImportQuerySet.as_manager()

    class Meta:
        verbose_name = "ingelezen lijst"
        verbose_name_plural = "ingelezen lijsten"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["created_by", "list_name", "owner_id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="uploaded") | models.Q(taken_in_at__isnull=False),
                name="core_row_import_taken_in_has_moment",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("core:rows_import", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.UPLOADED

    @property
    def is_underway(self) -> bool:
        unfinished = {Job.Status.WAITING, Job.Status.RUNNING}
        return self.job is not None and self.job.status in unfinished

    @property
    def failure(self) -> str:
        """Why the background could not do what was asked last."""
        has_failed = self.job is not None and self.job.status == Job.Status.FAILED
        return self.job.reason if has_failed and self.job else ""

    @property
    def may_be_undone(self) -> bool:
        return self.status == self.Status.TAKEN_IN and bool(self.before)

    @property
    def lines(self) -> list[tuple[int, list[Any]]]:
        return [(number, [unpacked(cell) for cell in cells]) for number, cells in self.rows]

    def step(self, status: str, following: str, /, **fields: Any) -> bool:
        """From one status to the next, once; says whether it was this caller who did it."""
        mine = RowImport.objects.filter(pk=self.pk, status=status)
        if not mine.update(status=following, **fields):
            return False
        self.refresh_from_db(fields=["status", *fields])
        return True


def packed(value: Any) -> Any:
    """A value as JSON that comes back as it was."""
    match value:
        case Formula():
            return FORMULA
        case Decimal():
            return {"number": str(value)}
        case date():
            return {"date": value.isoformat()}
        case tuple() | list():
            return [packed(each) for each in value]
    return value


def unpacked(value: Any) -> Any:
    match value:
        case {"number": number}:
            return Decimal(number)
        case {"date": day}:
            return date.fromisoformat(day)
        case list():
            return tuple(unpacked(each) for each in value)
    return value
