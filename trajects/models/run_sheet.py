"""The draaiboek: every activity of the traject with its dates, people and proof."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from core.versions import Versioned
from people.models import RoleKind
from trajects.models.belongings import belongs_to_seat
from trajects.models.seat import Seat, SeatRole, is_held_by
from trajects.models.traject import OfTraject, Phase, Traject

if TYPE_CHECKING:
    from people.models import User


class RunSheetItemQuerySet(models.QuerySet["RunSheetItem"]):
    def visible_to(self, user: User) -> RunSheetItemQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def open(self) -> RunSheetItemQuerySet:
        return self.exclude(status__in=[RunSheetItem.Status.DONE, RunSheetItem.Status.SKIPPED])

    def overdue(self) -> RunSheetItemQuerySet:
        return self.open().filter(ends_on__lt=timezone.localdate())

    def due_within(self, days: int) -> RunSheetItemQuerySet:
        """Open and late, or to be finished within so many days from today."""
        return self.open().filter(ends_on__lte=timezone.localdate() + timedelta(days=days))

    def in_calendar_of(self, user: User) -> RunSheetItemQuerySet:
        """What this person takes care of, and the days that everybody in the traject keeps."""
        return self.filter(
            is_held_by(user, "responsible__")
            | models.Q(kind__in=[RunSheetItem.Kind.MILESTONE, RunSheetItem.Kind.SESSION]),
            traject__status=Traject.Status.ACTIVE,
        )

    def for_reminders(self) -> RunSheetItemQuerySet:
        """Of trajects that run, with everybody who may have to act."""
        running = self.filter(traject__status=Traject.Status.ACTIVE)
        return running.for_overview().order_by("ends_on", "position", "pk")

    def for_overview(self) -> RunSheetItemQuerySet:
        return self.select_related(
            "responsible__staff_member__user", "responsible__user", "traject__school"
        ).fetch_mode(models.FETCH_RAISE)


class Standing:
    """How a line stands today, from its status and its days."""

    status: Any
    starts_on: Any
    ends_on: Any

    @property
    def is_open(self) -> bool:
        return self.status not in {"done", "skipped"}

    @property
    def is_underway(self) -> bool:
        return self.status in {"busy", "waiting_for_pmr"}

    @property
    def today(self) -> date:
        return timezone.localdate()

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.ends_on < self.today

    @property
    def is_due_this_week(self) -> bool:
        """Open, not late, and to be finished before the weekend comes."""
        return self.is_open and self.today <= self.ends_on <= sunday_of(self.today)


class RunSheetItem(OfTraject, Standing, Versioned):
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
    minimum_days = models.PositiveSmallIntegerField(
        "kortste duur in schooldagen", default=1, help_text="Zo kort als het kan bij haast."
    )
    usual_days = models.PositiveSmallIntegerField(
        "gewone duur in schooldagen",
        null=True,
        blank=True,
        editable=False,
        help_text="Alleen zolang de duur door haast korter is dan gewoon.",
    )
    not_before = models.DateField("niet eerder dan", null=True, blank=True)
    not_after = models.DateField("niet later dan", null=True, blank=True)
    before_target = models.PositiveSmallIntegerField(
        "schooldagen voor de instemming", null=True, blank=True, editable=False
    )
    is_target = models.BooleanField("dit is de instemming", default=False, editable=False)
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
            models.UniqueConstraint(
                fields=["traject"],
                condition=models.Q(is_target=True),
                name="run_sheet_one_target",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="run_sheet_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(not_after__gte=models.F("not_before")),
                name="run_sheet_window_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="skipped") | ~models.Q(skip_reason=""),
                name="run_sheet_skipped_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("trajects:run_sheet_item", args=[self.pk])

    @property
    def days_as_usual(self) -> int:
        """School days it takes when there is no haste."""
        return max(self.usual_days or 0, self.duration_days)

    @property
    def holder_name(self) -> str:
        return self.responsible.holder_name if self.responsible else ""

    @property
    def role_name(self) -> str:
        """The role that takes care of it, in Dutch."""
        return role_names().get(self.responsible_role, "")

    @property
    def is_own(self) -> bool:
        """Added by the school: it can be taken away; what was shipped is skipped with a reason."""
        return not self.source and not self.is_target


def sunday_of(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


def role_names() -> dict[str, str]:
    """Everybody who can be responsible: the seats, and three roles of the school."""
    roles = (RoleKind.SCHOOL_LEADERSHIP, RoleKind.PMR_MEMBER, RoleKind.COMPETENT_AUTHORITY)
    return dict(SeatRole.choices) | {role.value: role.label for role in roles}


@belongs_to_seat("open regels in het draaiboek", field="responsible")
def open_lines(seat: Seat) -> RunSheetItemQuerySet:
    return RunSheetItem.objects.filter(responsible=seat).open()


class RunSheetReminder(models.Model):
    """That somebody was reminded of a row: once when it is due, once when it is late.

    The key names row, person, last day and occasion, so that nobody hears the same twice.
    """

    class Occasion(models.TextChoices):
        DUE = "due", "deze week klaar"
        LATE = "late", "te laat"

    item = models.ForeignKey(RunSheetItem, models.CASCADE, related_name="reminders")
    key = models.CharField("sleutel", max_length=200, unique=True)
    occasion = models.CharField(max_length=4, choices=Occasion)
    message = models.ForeignKey("core.Message", models.SET_NULL, null=True, related_name="+")
    planned_at = models.DateTimeField("gepland op", default=timezone.now)

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"

    def __str__(self) -> str:
        return self.key
