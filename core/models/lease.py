import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class LeaseLost(Exception):
    """Somebody else took the work over, or a person stopped it."""


class Claimable(models.QuerySet[Any]):
    """Work that exactly one worker may take, for as long as its lease lasts."""

    def due(self) -> Self:
        """Waiting and its moment has come, or in hands that have gone quiet."""
        now = timezone.now()
        waiting = Q(status__in=self.model.WAITING_STATES, due_at__lte=now)
        abandoned = Q(status=self.model.BUSY_STATE, leased_until__lt=now)
        return self.filter(waiting | abandoned)

    def claim(self, pk: int, *, seconds: int) -> Any:
        """The row if this caller is the one who got it, else None."""
        lease = secrets.token_hex(8)
        claimed = (
            self.filter(pk=pk)
            .due()
            .update(
                status=self.model.BUSY_STATE,
                lease=lease,
                leased_until=timezone.now() + timedelta(seconds=seconds),
                attempts=F("attempts") + 1,
            )
        )
        return self.get(pk=pk, lease=lease) if claimed else None


class Leased(models.Model):
    """A row that says what must happen: the truth of which a queue is only the nudge."""

    WAITING_STATES: ClassVar[tuple[str, ...]]
    BUSY_STATE: ClassVar[str]

    due_at = models.DateTimeField("niet eerder dan", default=timezone.now)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    lease = models.CharField(max_length=16, blank=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField("klaar", null=True, editable=False)
    created_at = models.DateTimeField("klaargezet", default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def _while_held(self, **fields: Any) -> None:
        """Change the row, but only as long as the lease is still ours."""
        rows: Any = type(self)._default_manager
        mine = rows.filter(pk=self.pk, lease=self.lease)
        if not self.lease or not mine.filter(status=self.BUSY_STATE).update(**fields):
            raise LeaseLost(f"{self._meta.label} {self.pk}")
        for name, value in fields.items():
            setattr(self, name, value)

    def keep(self, *, seconds: int, **fields: Any) -> None:
        """Say that the work is still going on."""
        self._while_held(leased_until=self._in(seconds), **fields)

    def release(self, status: str, *, due_at: datetime | None = None, **fields: Any) -> None:
        """Give the row back: finished, or due again at `due_at`."""
        moment = {"due_at": due_at} if due_at else {"finished_at": timezone.now()}
        self._while_held(status=status, lease="", leased_until=None, **moment, **fields)

    @staticmethod
    def _in(seconds: int) -> datetime:
        return timezone.now() + timedelta(seconds=seconds)
