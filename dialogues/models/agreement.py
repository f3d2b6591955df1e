"""What people at a table agreed to do themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from core.versions import Versioned
from dialogues.models.session import DialogueSession, DialogueTable

if TYPE_CHECKING:
    from people.models import User
    from trajects.models import Traject


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: User) -> AgreementQuerySet:
        """Of closed tables and of the session itself; of an open table only who keeps it."""
        kept = DialogueTable.objects.facilitated_by(user)
        public = models.Q(table__isnull=True) | models.Q(table__status="closed")
        return self.filter(
            public | models.Q(table__in=kept.values("pk")),
            session__in=DialogueSession.objects.worked_on_by(user),
        )


class Agreement(Versioned):
    """An agreement with owner and date; the owner is a role or group, or who offered it."""

    class Status(models.TextChoices):
        OPEN = "open", "loopt"
        DONE = "done", "gelukt"
        PARTLY = "partly", "deels gelukt"
        NOT = "not", "niet gelukt"

    session = models.ForeignKey(DialogueSession, models.CASCADE, related_name="agreements")
    table = models.ForeignKey(
        DialogueTable, models.SET_NULL, null=True, blank=True, related_name="agreements"
    )
    text = models.TextField("afspraak")
    owner = models.CharField("wie", max_length=120)
    due_on = models.DateField("wanneer klaar")
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def traject(self) -> Traject:
        return self.session.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.session.traject_id}"
