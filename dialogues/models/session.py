"""Sessions of the dialogue and the tables at which people talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from core.steps import Stepped
from core.versions import Versioned
from trajects.models import PolicyItem, Seat, Theme, Traject

if TYPE_CHECKING:
    from people.models import User


class DialogueSessionQuerySet(models.QuerySet["DialogueSession"]):
    def visible_to(self, user: User) -> DialogueSessionQuerySet:
        """Sessions of trajects this person may know of: date and place are no secret."""
        return self.filter(traject__in=Traject.objects.visible_to(user))

    def worked_on_by(self, user: User) -> DialogueSessionQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def closed_in(self, traject: Traject) -> DialogueSessionQuerySet:
        return self.filter(traject=traject, status=DialogueSession.Status.CLOSED)


class DialogueSession(Stepped, Versioned):
    """A dated meeting with tables. Closing freezes its outcomes and totals."""

    class Status(models.TextChoices):
        PLANNED = "planned", "gepland"
        OPEN = "open", "bezig"
        CLOSED = "closed", "afgesloten"
        CANCELLED = "cancelled", "gaat niet door"

    STEPS = {
        Status.PLANNED: {Status.OPEN, Status.CANCELLED},
        Status.OPEN: {Status.CLOSED},
    }

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="sessions")
    title = models.CharField("titel", max_length=120)
    starts_at = models.DateTimeField("begint op")
    ends_at = models.DateTimeField("eindigt op")
    place = models.CharField("plaats", max_length=120)
    seats_per_table = models.PositiveSmallIntegerField(
        "plaatsen per tafel",
        default=9,
        validators=[MinValueValidator(3), MaxValueValidator(20)],
        help_text="Gebruikelijk is 6 tot 10.",
    )
    themes = models.ManyToManyField(Theme, related_name="sessions", verbose_name="thema's")
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    invited_at = models.DateTimeField(null=True, editable=False)
    present_count = models.PositiveSmallIntegerField("aantal aanwezigen", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    calendar_sequence = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = DialogueSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "dialoogsessie"
        verbose_name_plural = "dialoogsessies"
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="closed") | models.Q(closed_at__isnull=False),
                name="session_closed_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dialogues:session", args=[self.pk])

    @property
    def scope(self) -> str:
        return f"traject:{self.traject_id}"


class DialogueTableQuerySet(models.QuerySet["DialogueTable"]):
    def visible_to(self, user: User) -> DialogueTableQuerySet:
        """Tables in the workspace; an open table's outcomes are guarded apart (Outcome)."""
        return self.filter(session__in=DialogueSession.objects.worked_on_by(user))

    def closed_in(self, traject: Traject) -> DialogueTableQuerySet:
        return self.filter(session__traject=traject, status=DialogueTable.Status.CLOSED)


class DialogueTable(Stepped, Versioned):
    """One table of a session, with its facilitator and the totals of who was there."""

    class Status(models.TextChoices):
        OPEN = "open", "open"
        CLOSED = "closed", "gesloten"

    STEPS = {Status.OPEN: {Status.CLOSED}, Status.CLOSED: {Status.OPEN}}

    session = models.ForeignKey(DialogueSession, models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField("nummer")
    facilitator = models.ForeignKey(
        Seat,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tables",
        verbose_name="gespreksbegeleider",
    )
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, related_name="tables", verbose_name="thema"
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    present_count = models.PositiveSmallIntegerField("aantal aanwezigen", null=True, blank=True)

    objects = DialogueTableQuerySet.as_manager()

    class Meta:
        verbose_name = "gesprekstafel"
        verbose_name_plural = "gesprekstafels"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="table_number_once")
        ]

    def __str__(self) -> str:
        return f"Tafel {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("dialogues:table", args=[self.pk])

    @property
    def traject(self) -> Traject:
        return self.session.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.session.traject_id}"

    def policy_items(self) -> models.QuerySet[PolicyItem]:
        """What this table talks about: its theme, or every theme of the session."""
        items = PolicyItem.objects.of(self.session.traject)
        if self.theme_id:
            return items.filter(theme=self.theme_id)
        return items.filter(theme__in=self.session.themes.all())
