"""The log: what went well, what was adjusted and why; corrected, never rewritten (P3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import record
from core.verbs import Verb
from core.versions import StaleVersion
from trajects.models.run_sheet import RunSheetItem
from trajects.models.traject import OfTraject, Phase, Traject

if TYPE_CHECKING:
    from people.models import User


class ProgressEntryQuerySet(models.QuerySet["ProgressEntry"]):
    def visible_to(self, user: User) -> ProgressEntryQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def current(self) -> ProgressEntryQuerySet:
        """Of every note the newest version."""
        return self.filter(correction=None)

    def for_list(self) -> ProgressEntryQuerySet:
        return self.select_related("run_sheet_item", "written_by").fetch_mode(models.FETCH_RAISE)

    @transaction.atomic
    def write(self, traject: Traject, *, by: User, **fields: Any) -> ProgressEntry:
        """The next note; writers wait for each other, so that each has its own number."""
        Traject.objects.select_for_update().get(pk=traject.pk)
        last = self.filter(traject=traject).aggregate(last=models.Max("number"))["last"]
        entry = self.create(traject=traject, number=(last or 0) + 1, written_by=by, **fields)
        record(Verb.PROGRESS_LOGGED, entry, by=by)
        return entry


class ProgressEntry(OfTraject):
    """One note in the log. A correction is a next version; the earlier one stays readable."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="progress_entries")
    number = models.PositiveIntegerField("nummer", editable=False)
    version = models.PositiveSmallIntegerField("versie", default=1, editable=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="correction"
    )
    noted_on = models.DateField("datum", default=timezone.localdate)
    went = models.TextField("wat er gebeurde")
    adjusted = models.TextField("wat we bijstelden", blank=True)
    reason = models.TextField("waarom", blank=True)
    phase = models.CharField("fase", max_length=12, choices=Phase, blank=True)
    run_sheet_item = models.ForeignKey(
        RunSheetItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="progress_entries",
        verbose_name="regel in het draaiboek",
    )
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ProgressEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "notitie in het logboek"
        verbose_name_plural = "logboek"
        ordering = ["-noted_on", "-number", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "number", "version"], name="progress_entry_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(adjusted="") | ~models.Q(reason=""),
                name="progress_adjusted_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Notitie {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("trajects:progress_entry", args=[self.pk])

    @property
    def key(self) -> str:
        """The fixed name in a file; the same for every version."""
        return f"notitie-{self.number}"

    @transaction.atomic
    def correct(self, *, by: User, **fields: Any) -> ProgressEntry:
        """Write the next version; StaleVersion when a colleague corrected this one first."""
        Traject.objects.select_for_update().get(pk=self.traject_id)
        newer = ProgressEntry.objects.filter(corrects=self).first()
        if newer:
            raise StaleVersion(self, fields, newer)
        entry = ProgressEntry.objects.create(
            traject_id=self.traject_id,
            number=self.number,
            version=self.version + 1,
            corrects=self,
            written_by=by,
            **fields,
        )
        record(Verb.PROGRESS_CORRECTED, entry, by=by, detail=f"versie {entry.version}")
        return entry

    def versions(self) -> ProgressEntryQuerySet:
        """Every version of this note, the newest first."""
        same = ProgressEntry.objects.filter(traject=self.traject_id, number=self.number)
        return same.order_by("-version")
