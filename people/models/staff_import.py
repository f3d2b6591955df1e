"""An uploaded staff list, from the choice of columns to the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core.steps import Stepped
from core.verbs import Verb
from people.models.organisation import School

if TYPE_CHECKING:
    from people.models.account import User


class StaffImportQuerySet(models.QuerySet["StaffImport"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(school__in=School.objects.administered_by(user))

    def same_header(self, staff_import: StaffImport) -> Self:
        """Confirmed imports of the school with the same columns, the latest first."""
        return self.filter(
            school=staff_import.school_id,
            header_hash=staff_import.header_hash,
            status__in=[StaffImport.Status.CONFIRMED, StaffImport.Status.UNDONE],
        ).order_by("-confirmed_at")


class StaffImport(Stepped):
    """One uploaded staff list: how its columns were read and what it changed.

    The columns chosen in the last confirmed import are offered again for a file with the
    same header. `rows` is emptied once the import is confirmed; `before` keeps what
    changed, so that it can be undone.
    """

    class Status(models.TextChoices):
        UPLOADED = "uploaded", "nog niet verwerkt"
        CONFIRMED = "confirmed", "verwerkt"
        UNDONE = "undone", "ongedaan gemaakt"

    STEPS: ClassVar[dict[str, set[str]]] = {
        Status.UPLOADED: {Status.CONFIRMED},
        Status.CONFIRMED: {Status.UNDONE},
    }

    school = models.ForeignKey(School, models.CASCADE, related_name="staff_imports")
    status = models.CharField(max_length=12, choices=Status, default=Status.UPLOADED)
    file_name = models.CharField(max_length=200)
    header = models.JSONField(default=list)
    header_hash = models.CharField(max_length=64, blank=True)
    rows = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = StaffImportQuerySet.as_manager()

    class Meta:
        verbose_name = "import van medewerkers"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def scope(self) -> str:
        return f"school:{self.school_id}"

    def get_absolute_url(self) -> str:
        step = "staff_import_columns" if self.is_open else "staff_import_result"
        return reverse(f"people:{step}", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.UPLOADED

    def confirm(self, *, by: User, before: dict[str, Any], result: dict[str, Any]) -> None:
        """Take this import into the list, once; what the file held is thrown away."""
        self._step(
            to=self.Status.CONFIRMED,
            verb=Verb.STAFF_IMPORTED,
            by=by,
            before=before,
            result=result,
            rows=[],
            confirmed_at=timezone.now(),
        )

    def mark_undone(self, *, by: User) -> None:
        self._step(
            to=self.Status.UNDONE,
            verb=Verb.STAFF_IMPORT_UNDONE,
            by=by,
            before={},
            undone_at=timezone.now(),
        )
