"""The communication plan: who gets which message, when, through which channel, from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from core.steps import Stepped
from core.versions import Versioned
from trajects.models.run_sheet import RunSheetItem
from trajects.models.traject import Traject

if TYPE_CHECKING:
    from people.models import User


class Audience(models.TextChoices):
    ALL_STAFF = "all_staff", "alle medewerkers"
    PARTICIPANTS = "participants", "deelnemers aan een sessie"
    FACILITATORS = "facilitators", "gespreksbegeleiders"
    PMR = "pmr", "pmr"
    LEADERSHIP = "leadership", "schoolleiding"
    PROJECT_TEAM = "project_team", "projectteam"


class Channel(models.TextChoices):
    MAIL = "mail", "e-mail"
    MEETING = "meeting", "bijeenkomst"
    POSTER = "poster", "poster"
    NEWSLETTER = "newsletter", "nieuwsbrief"


class CommunicationItemQuerySet(models.QuerySet["CommunicationItem"]):
    def visible_to(self, user: User) -> CommunicationItemQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))


class CommunicationItem(Stepped, Versioned):
    """One planned message."""

    class Status(models.TextChoices):
        DRAFT = "draft", "concept"
        APPROVED = "approved", "goedgekeurd"
        SENT = "sent", "verstuurd"
        DONE = "done", "gedaan"
        STOPPED = "stopped", "gestopt"

    STEPS = {
        Status.DRAFT: {Status.APPROVED, Status.STOPPED, Status.DONE},
        Status.APPROVED: {Status.DRAFT, Status.SENT, Status.DONE, Status.STOPPED},
    }

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="communication")
    key = models.SlugField(max_length=60)
    run_sheet_item = models.ForeignKey(
        RunSheetItem, models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    audience = models.CharField("voor wie", max_length=16, choices=Audience)
    channel = models.CharField("hoe", max_length=12, choices=Channel, default=Channel.MAIL)
    planned_on = models.DateField("wanneer")
    sender = models.CharField("afzender", max_length=80)
    purpose = models.CharField("doel", max_length=200, blank=True)
    subject = models.CharField("onderwerp", max_length=150)
    body = models.TextField("bericht", blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DRAFT)
    source = models.CharField(max_length=120, blank=True, editable=False)

    objects = CommunicationItemQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht in het communicatieplan"
        verbose_name_plural = "berichten in het communicatieplan"
        ordering = ["planned_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["traject", "key"], name="communication_key_once")
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def scope(self) -> str:
        return f"traject:{self.traject_id}"
