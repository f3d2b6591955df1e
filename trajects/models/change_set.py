"""What one deed changed in a draaiboek, kept whole so that it can be undone whole (X11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core.steps import StepNotAllowed
from trajects.models.traject import OfTraject, Traject

if TYPE_CHECKING:
    from people.models import User


class ChangeSetQuerySet(models.QuerySet["ChangeSet"]):
    def visible_to(self, user: User) -> ChangeSetQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def for_overview(self) -> ChangeSetQuerySet:
        """Without the rows themselves: those are only read when they are put back."""
        return (
            self.select_related("made_by", "undone_by", "traject__school")
            .defer("rows")
            .fetch_mode(models.FETCH_RAISE)
        )


class ChangeSet(OfTraject):
    """One deed: every row it touched, as it was and as it became.

    `rows` are dicts in the order of the deed: `model` and `pk` name the row, `before` and
    `after` hold the fields that changed (null: the row was not there), `version` is the one
    it got.
    """

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="change_sets")
    summary = models.CharField("wat", max_length=200)
    rows = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    moves_target = models.BooleanField("verzet de datum van instemming", default=False)
    undoes = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField("wanneer", default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField("ongedaan gemaakt op", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ChangeSetQuerySet.as_manager()

    class Meta:
        verbose_name = "wijziging van het draaiboek"
        verbose_name_plural = "wijzigingen van het draaiboek"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by=None)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="change_set_undone_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.summary

    def get_absolute_url(self) -> str:
        return reverse("trajects:run_sheet_changes", args=[self.traject_id])

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None

    @property
    def undo_url(self) -> str:
        return reverse("trajects:run_sheet_undo", args=[self.pk])

    def claim(self, *, by: User) -> None:
        """Of two people who undo it one succeeds; StepNotAllowed for the other."""
        waiting = ChangeSet.objects.filter(pk=self.pk, undone_at=None)
        if not waiting.update(undone_at=timezone.now(), undone_by=by):
            raise StepNotAllowed(self, "undone")
        self.refresh_from_db(fields=["undone_at", "undone_by"])


def snapshot(target: models.Model, names: Any) -> dict[str, Any]:
    """These fields as they are stored; a related row is its number."""
    wanted = set(names)
    fields = [field for field in target._meta.concrete_fields if field.name in wanted]
    return {field.attname: getattr(target, field.attname) for field in fields}


def restored(model: type[models.Model], kept: dict[str, Any]) -> dict[str, Any]:
    """A snapshot that was kept as text, as values of the fields again."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in kept.items() if name in fields}
