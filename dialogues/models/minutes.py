"""The minutes of a session: written together, corrected, then final (D6)."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import record
from core.steps import StepNotAllowed, Stepped
from core.verbs import Verb
from core.versions import Versioned
from dialogues.models.invitation import SessionInvitation
from dialogues.models.session import DialogueSession

SAME_SITTING = timedelta(minutes=1)

if TYPE_CHECKING:
    from people.models import User
    from trajects.models import Traject


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, user: User) -> MinutesQuerySet:
        """The workspace; and who was invited, once it lies open for correction."""
        shared = [Minutes.Status.CORRECTION, Minutes.Status.FINAL]
        invited = models.Exists(
            SessionInvitation.objects.filter(
                session=models.OuterRef("session"), staff_member__user=user
            ).exclude(answer=SessionInvitation.Answer.NO)
        )
        known = DialogueSession.objects.visible_to(user)
        return self.filter(
            models.Q(session__in=DialogueSession.objects.worked_on_by(user))
            | models.Q(invited, status__in=shared, session__in=known)
        )


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

    def get_absolute_url(self) -> str:
        return reverse("dialogues:minutes", args=[self.session_id])

    @property
    def is_final(self) -> bool:
        return self.status == self.Status.FINAL

    @transaction.atomic
    def write(self, body: str, *, version: int, by: User) -> None:
        """Save the text if nobody saved in between; every text stays behind as a revision."""
        row = Minutes.objects.select_for_update().get(pk=self.pk)
        if row.is_final:
            raise StepNotAllowed(self, "write")
        self.save_if_unchanged(version=version, body=body, saved_at=timezone.now())
        if not self._continues(by, body):
            self.revisions.create(version=self.version, body=body, saved_by=by)

    def _continues(self, by: User, body: str) -> bool:
        """Somebody who types on adds to the last revision; who shortens starts a new one."""
        last = self.revisions.first()
        if last is None or last.saved_by_id != by.pk or len(body) < len(last.body):
            if last is None or last.saved_by_id != by.pk:
                record(Verb.MINUTES_SAVED, self, by=by)
            return False
        if last.saved_at < timezone.now() - SAME_SITTING:
            return False
        self.revisions.filter(pk=last.pk).update(version=self.version, body=body)
        return True

    def open_for_correction(self, *, by: User) -> None:
        self._step(to=self.Status.CORRECTION, verb=Verb.MINUTES_OPENED, by=by)

    @transaction.atomic
    def finalise(self, *, version: int, by: User) -> None:
        """Freeze the text that was read: its hash is kept, and nothing changes after."""
        row = Minutes.objects.select_for_update().get(pk=self.pk)
        if row.version != version:
            raise StepNotAllowed(self, self.Status.FINAL)
        self._step(
            to=self.Status.FINAL,
            verb=Verb.MINUTES_FINAL,
            by=by,
            final_at=timezone.now(),
            final_by=by,
            sha256=hashlib.sha256(row.body.encode()).hexdigest(),
        )


class MinutesCorrection(models.Model):
    """What somebody who was there would see changed. Without a name: it is about the text."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="corrections")
    text = models.TextField("wat klopt er niet", max_length=2000)
    sent_on = models.DateField(default=timezone.localdate)
    is_handled = models.BooleanField("verwerkt", default=False)

    class Meta:
        verbose_name = "correctie op een verslag"
        verbose_name_plural = "correcties op een verslag"
        ordering = ["is_handled", "pk"]

    def __str__(self) -> str:
        return f"Correctie op {self.minutes}"


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
