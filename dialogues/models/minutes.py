"""The minutes of a session: written together, corrected, then final (D6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.steps import Stepped
from core.versions import Versioned
from dialogues.models.session import DialogueSession

if TYPE_CHECKING:
    from people.models import User
    from trajects.models import Traject


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, user: User) -> MinutesQuerySet:
        return self.filter(session__in=DialogueSession.objects.worked_on_by(user))


class Minutes(Stepped, Versioned):
    """One text per session. Two writers never overwrite each other: a save names its version."""

    class Status(models.TextChoices):
        DRAFT = "draft", "concept"
        CORRECTION = "correction", "open voor correctie"
        FINAL = "final", "definitief"

    STEPS = {
        Status.DRAFT: {Status.CORRECTION, Status.FINAL},
        Status.CORRECTION: {Status.FINAL, Status.DRAFT},
    }

    session = models.OneToOneField(DialogueSession, models.CASCADE, related_name="minutes")
    body = models.TextField("verslag", blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    saved_at = models.DateTimeField(null=True, editable=False)
    final_at = models.DateTimeField(null=True, editable=False)
    final_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = "verslag"
        verbose_name_plural = "verslagen"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="final")
                | (models.Q(final_at__isnull=False) & ~models.Q(sha256="")),
                name="minutes_final_has_moment_and_hash",
            )
        ]

    def __str__(self) -> str:
        return f"Verslag van {self.session}"

    @property
    def traject(self) -> Traject:
        return self.session.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.session.traject_id}"


class MinutesRevision(models.Model):
    """A saved text, kept so that nothing written is ever lost."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    body = models.TextField()
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "eerdere tekst"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "version"], name="minutes_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.minutes} ({self.version})"
