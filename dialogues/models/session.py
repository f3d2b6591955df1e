"""Sessions of the dialogue and the tables at which people talk."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from core.models import record
from core.steps import StepNotAllowed, Stepped
from core.verbs import Verb
from core.versions import Versioned
from trajects.models import (
    InputStatus,
    LibraryItem,
    PolicyItem,
    Seat,
    SeatRole,
    Theme,
    Traject,
    belongs_to_seat,
)
from trajects.models.traject import OfTraject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.models import StaffMember, User
    from trajects.models.library import LibraryItemQuerySet


class DialogueSessionQuerySet(models.QuerySet["DialogueSession"]):
    def visible_to(self, user: User) -> DialogueSessionQuerySet:
        """Sessions of trajects this person may know of: date and place are no secret."""
        return self.filter(traject__in=Traject.objects.visible_to(user))

    def worked_on_by(self, user: User) -> DialogueSessionQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def closed_in(self, traject: Traject) -> DialogueSessionQuerySet:
        return self.filter(traject=traject, status=DialogueSession.Status.CLOSED)

    def closed(self) -> dict[str, int]:
        """How many `sessions`, and how many `tables` in any of them, are closed."""
        closed = DialogueSession.Status.CLOSED
        table_closed = models.Q(tables__status=DialogueTable.Status.CLOSED)
        return self.order_by().aggregate(
            sessions=models.Count("pk", filter=models.Q(status=closed), distinct=True),
            tables=models.Count("tables", filter=table_closed),
        )

    def upcoming(self) -> DialogueSessionQuerySet:
        return self.filter(status__in=["planned", "open"])

    def for_overview(self) -> DialogueSessionQuerySet:
        """With what the list shows: answers and tables counted, themes beside them."""
        return (
            self.annotate(
                invited=_count("dialogues.SessionInvitation"),
                yes=_count("dialogues.SessionInvitation", answer="yes"),
                tables_open=_count("dialogues.DialogueTable", status="open"),
                tables_all=_count("dialogues.DialogueTable"),
            )
            .prefetch_related("themes")
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_page(self) -> DialogueSessionQuerySet:
        return self.select_related("traject__school").prefetch_related("themes")


def _count(model: str, **conditions: str) -> Coalesce:
    """How many rows of a model hang on the session of the outer query."""
    rows = apps.get_model(model).objects.filter(session=models.OuterRef("pk"), **conditions)
    counted = rows.order_by().values("session").annotate(n=models.Count("pk")).values("n")
    return Coalesce(models.Subquery(counted), 0)


class DialogueSession(OfTraject, Stepped, Versioned):
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
    input_status = models.CharField(
        "wat er met inbreng gebeurt",
        max_length=8,
        choices=InputStatus,
        default=InputStatus.ADVISE,
        help_text="Staat in de uitnodiging, bij het antwoord en op het scherm van elke tafel.",
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    invited_at = models.DateTimeField(null=True, editable=False)
    present_count = models.PositiveSmallIntegerField("aantal aanwezigen", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    cancel_reason = models.CharField("reden", max_length=200, blank=True, editable=False)
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
    def day(self) -> date:
        return timezone.localdate(self.starts_at)

    def readings_for_everybody(self) -> LibraryItemQuerySet:
        """What anybody who is invited may read beforehand, with or without an account."""
        items = LibraryItem.objects.published_for_everybody()
        return items.for_conversation(self.traject, self.themes.all())

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_upcoming(self) -> bool:
        return self.status in {self.Status.PLANNED, self.Status.OPEN}

    @property
    def answers_until(self) -> datetime:
        """An answer may change until the session begins."""
        return self.starts_at

    def open(self, *, by: User) -> None:
        self._step(to=self.Status.OPEN, verb=Verb.SESSION_OPENED, by=by)

    def cancel(self, *, by: User, reason: str) -> None:
        self._step(
            to=self.Status.CANCELLED,
            verb=Verb.SESSION_CANCELLED,
            by=by,
            cancel_reason=reason,
            calendar_sequence=self.calendar_sequence + 1,
        )

    def close(self, *, by: User, present: int | None) -> None:
        """Freeze: from here on nothing in this session changes any more."""
        self._step(
            to=self.Status.CLOSED,
            verb=Verb.SESSION_CLOSED,
            by=by,
            closed_at=timezone.now(),
            closed_by=by,
            present_count=present,
        )
        record(Verb.OUTCOME_FROZEN, self, by=by)


class DialogueTableQuerySet(models.QuerySet["DialogueTable"]):
    def visible_to(self, user: User) -> DialogueTableQuerySet:
        """Tables in the workspace; an open table's outcomes are guarded apart (Outcome)."""
        return self.filter(session__in=DialogueSession.objects.worked_on_by(user))

    def open(self) -> DialogueTableQuerySet:
        return self.filter(status="open")

    def facilitated_by(self, user: User) -> DialogueTableQuerySet:
        """Tables this person keeps now; without a facilitator that is the project leader."""
        seats = Seat.objects.held_by(user)
        led = seats.filter(role=SeatRole.PROJECT_LEADER).values("traject")
        kept = models.Q(facilitator__in=seats.values("pk"))
        return self.filter(kept | (nobody_facilitates() & models.Q(session__traject__in=led)))

    def for_page(self) -> DialogueTableQuerySet:
        return self.select_related(
            "session__traject__school",
            "facilitator__user",
            "facilitator__staff_member__user",
            "theme",
        )

    def for_plan(self) -> DialogueTableQuerySet:
        return self.select_related(
            "facilitator__user", "facilitator__staff_member__user", "theme"
        ).fetch_mode(models.FETCH_RAISE)


def nobody_facilitates(prefix: str = "") -> models.Q:
    """No seat, a seat without an account, or one from which nobody acts any more."""
    seat, today = f"{prefix}facilitator__", timezone.localdate()
    return (
        models.Q(**{f"{prefix}facilitator": None})
        | models.Q(**{f"{seat}user": None, f"{seat}staff_member__user": None})
        | models.Q(**{f"{seat}released_at__isnull": False})
        | models.Q(**{f"{seat}ends_on__lt": today})
        | models.Q(**{f"{seat}staff_member__ends_on__lt": today})
    )


class DialogueTable(Stepped, Versioned):
    """One table of a session, with its facilitator and the totals of who was there."""

    class Status(models.TextChoices):
        OPEN = "open", "open"
        CLOSED = "closed", "gesloten"

    STEPS = {Status.OPEN: {Status.CLOSED}}

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
    present_count = models.PositiveSmallIntegerField(
        "aantal aanwezigen", null=True, blank=True, validators=[MaxValueValidator(99)]
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    close_reason = models.CharField(max_length=200, blank=True, editable=False)

    # Set by the page that shows who sits where.
    own_people: int

    objects = DialogueTableQuerySet.as_manager()

    class Meta:
        verbose_name = "gesprekstafel"
        verbose_name_plural = "gesprekstafels"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="table_number_once"),
            models.CheckConstraint(
                condition=~models.Q(status="closed") | models.Q(closed_at__isnull=False),
                name="table_closed_has_moment",
            ),
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

    @property
    def has_facilitator(self) -> bool:
        """Somebody with an account keeps this table now."""
        return self.facilitator is not None and self.facilitator.is_open

    def sit_with_own_leader(self, people: Iterable[StaffMember]) -> int:
        """How many of these people sit at a table that their own team leader keeps."""
        leader = self.facilitator.staff_member_id if self.facilitator else None
        teams = [person.team for person in people if person.team]
        return sum(1 for team in teams if leader and team.leader_id == leader)

    def require_open(self) -> None:
        """Lock this row and see that the table is still being written."""
        row = DialogueTable.objects.select_for_update().filter(pk=self.pk).first()
        if row is None or row.status != self.Status.OPEN:
            raise StepNotAllowed(self, self.Status.OPEN)

    def close(self, *, by: User, reason: str = "") -> None:
        self._step(
            to=self.Status.CLOSED,
            verb=Verb.TABLE_CLOSED,
            by=by,
            detail=reason,
            closed_at=timezone.now(),
            closed_by=by,
            close_reason=reason,
        )


@belongs_to_seat("open tafels om te begeleiden", field="facilitator")
def open_tables(seat: Seat) -> DialogueTableQuerySet:
    return DialogueTable.objects.filter(facilitator=seat).open()


@belongs_to_seat("sessies die nog komen", SeatRole.PROJECT_LEADER)
def coming_sessions(seat: Seat) -> DialogueSessionQuerySet:
    return DialogueSession.objects.filter(traject=seat.traject_id).upcoming()
