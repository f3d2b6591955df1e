"""The draaiboek: every activity of the traject with its dates, people and proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from core.versions import Versioned
from trajects.models.seat import Seat
from trajects.models.traject import Phase, Traject

if TYPE_CHECKING:
    from people.models import User


class RunSheetItemQuerySet(models.QuerySet["RunSheetItem"]):
    def visible_to(self, user: User) -> RunSheetItemQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def open(self) -> RunSheetItemQuerySet:
        return self.exclude(status__in=[RunSheetItem.Status.DONE, RunSheetItem.Status.SKIPPED])

    def overdue(self) -> RunSheetItemQuerySet:
        return self.open().filter(ends_on__lt=timezone.localdate())

    def for_overview(self) -> RunSheetItemQuerySet:
        return self.select_related(
            "responsible__staff_member", "responsible__user", "traject"
        ).fetch_mode(models.FETCH_RAISE)


class RunSheetItem(Versioned):
    """One line of the draaiboek: what, about what, who, where, how, from when to when.

    Both days are included. `duration_days` counts school days.
    """

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "niet begonnen"
        BUSY = "busy", "bezig"
        WAITING_FOR_PMR = "waiting_for_pmr", "wacht op pmr"
        DONE = "done", "klaar"
        SKIPPED = "skipped", "overgeslagen met reden"

    class Kind(models.TextChoices):
        ACTIVITY = "activity", "activiteit"
        MILESTONE = "milestone", "mijlpaal"
        SESSION = "session", "bijeenkomst"
        MESSAGE = "message", "bericht"

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="run_sheet")
    key = models.SlugField(max_length=60, help_text="Vaste naam, ook in export en import.")
    phase = models.CharField("fase", max_length=12, choices=Phase)
    kind = models.CharField("soort", max_length=10, choices=Kind, default=Kind.ACTIVITY)
    title = models.CharField("wat", max_length=160)
    about = models.TextField("waarover", blank=True)
    responsible_role = models.CharField("rol", max_length=24, blank=True)
    responsible = models.ForeignKey(
        Seat,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="run_sheet_items",
        verbose_name="wie is verantwoordelijk",
    )
    participants = models.CharField("wie doet mee", max_length=200, blank=True)
    place = models.CharField("waar", max_length=120, blank=True)
    manner = models.TextField("hoe", blank=True)
    starts_on = models.DateField("van")
    ends_on = models.DateField("tot en met")
    duration_days = models.PositiveSmallIntegerField("duur in schooldagen", default=1)
    is_fixed = models.BooleanField("datum staat vast", default=False)
    status = models.CharField("status", max_length=16, choices=Status, default=Status.NOT_STARTED)
    skip_reason = models.TextField("waarom overgeslagen", blank=True)
    evidence = models.TextField("waaruit blijkt het", blank=True)
    waits_for = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="followers", verbose_name="wacht op"
    )
    link = models.CharField(max_length=24, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=120, blank=True, editable=False)

    objects = RunSheetItemQuerySet.as_manager()

    class Meta:
        verbose_name = "regel in het draaiboek"
        verbose_name_plural = "regels in het draaiboek"
        ordering = ["starts_on", "ends_on", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["traject", "key"], name="run_sheet_key_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="run_sheet_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="skipped") | ~models.Q(skip_reason=""),
                name="run_sheet_skipped_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status not in {self.Status.DONE, self.Status.SKIPPED}

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.ends_on < timezone.localdate()

    @property
    def scope(self) -> str:
        return f"traject:{self.traject_id}"
