"""What may follow what: one table per model, one conditional UPDATE per step."""

from typing import Any, ClassVar

from django.db import models, transaction

from core.models.event import record
from core.verbs import Verb


class StepNotAllowed(Exception):
    """The step does not follow from where the object stands now; somebody may have been first."""

    def __init__(self, target: models.Model, to: str) -> None:
        self.target = target
        self.to = to
        super().__init__(f"{target._meta.label} {target.pk} -> {to}")


class Stepped(models.Model):
    """A model with a `status` field and a STEPS table: {from: {to, ...}}."""

    STEPS: ClassVar[dict[Any, set[Any]]] = {}
    status: Any

    class Meta:
        abstract = True

    def may_step(self, to: str) -> bool:
        """Whether `to` follows from the status as last read."""
        return to in self.STEPS.get(self.status, set())

    @transaction.atomic
    def _step(
        self,
        *,
        to: str,
        verb: Verb,
        by: Any,
        capacity: str = "",
        detail: str = "",
        **fields: Any,
    ) -> None:
        before = [status for status, following in self.STEPS.items() if to in following]
        rows: Any = type(self)._base_manager
        if not rows.filter(pk=self.pk, status__in=before).update(status=to, **fields):
            raise StepNotAllowed(self, to)
        self.refresh_from_db(fields=["status", *fields])
        record(verb, self, by=by, capacity=capacity, detail=detail)
