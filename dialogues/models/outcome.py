"""What a table yielded per policy item (D5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from core.models import record
from core.steps import StepNotAllowed
from core.verbs import Verb
from core.versions import Versioned
from dialogues.models.session import DialogueSession, DialogueTable, nobody_facilitates
from trajects.models import PolicyItem, Seat, SeatRole, Traject

if TYPE_CHECKING:
    from people.models import User


class OutcomeDirection(models.TextChoices):
    """Direction of an outcome (domain 10), or that the table did not reach one."""

    MORE = "more", "meer"
    LESS = "less", "minder"
    DIFFERENT = "different", "anders"
    KEEP = "keep", "houden zo"
    NOT_AGREED = "not_agreed", "niet eens geworden"


class Support(models.TextChoices):
    BROAD = "broad", "breed gedragen"
    SHARED = "shared", "door een deel gedeeld"
    FEW = "few", "door een enkeling"


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def visible_to(self, user: User) -> OutcomeQuerySet:
        """Outcomes of closed tables in the workspace, and of the table one keeps oneself.

        An open table is nobody else's business, administrators included (T5). Who still
        keeps an open table in a session sees no other table of that session yet.
        """
        seats = Seat.objects.held_by(user)
        kept = models.Q(table__facilitator__in=seats.values("pk")) | (
            nobody_facilitates("table__")
            & models.Q(
                table__session__traject__in=seats.filter(role=SeatRole.PROJECT_LEADER).values(
                    "traject"
                )
            )
        )
        busy = DialogueTable.objects.open().filter(facilitator__in=seats.values("pk"))
        closed = models.Q(table__status=DialogueTable.Status.CLOSED) & ~models.Q(
            table__session__in=busy.values("session")
        )
        return self.filter(
            closed | kept, table__session__traject__in=Traject.objects.worked_on_by(user)
        )

    def of(self, traject: Traject) -> OutcomeQuerySet:
        """Outcomes that count: of closed tables in this traject, with a direction."""
        return self.recorded().filter(
            table__session__traject=traject, table__status=DialogueTable.Status.CLOSED
        )

    def recorded(self) -> OutcomeQuerySet:
        return self.exclude(direction="")

    def unfinished(self) -> OutcomeQuerySet:
        """Begun, but something that belongs to it is still missing."""
        return self.filter(
            models.Q(direction="")
            | models.Q(reasons="")
            | models.Q(minority_view="", has_no_minority_view=False)
        )

    def for_overview(self) -> OutcomeQuerySet:
        return self.select_related("table__session", "policy_item").fetch_mode(models.FETCH_RAISE)


class Outcome(Versioned):
    """The table's sentence and direction on one policy item; never a vote of persons.

    Counts are hands or phones at this table; "weet ik niet" stays outside the base.
    While the table talks it may be half written. It is confirmed only when the minority view
    is filled or declared empty; a confirmed outcome changes only by a new version with a
    reason (R41), and the earlier words are kept.
    """

    WORDS = [
        "direction",
        "reasons",
        "condition",
        "minority_view",
        "has_no_minority_view",
        "support",
        "count_more",
        "count_less",
        "count_different",
        "count_keep",
        "count_unknown",
    ]

    table = models.ForeignKey(DialogueTable, models.CASCADE, related_name="outcomes")
    policy_item = models.ForeignKey(PolicyItem, models.PROTECT, related_name="outcomes")
    direction = models.CharField(
        "richting van de tafel", max_length=12, choices=OutcomeDirection, blank=True
    )
    reasons = models.TextField("waarom", blank=True)
    condition = models.TextField("onder welke voorwaarde", blank=True)
    minority_view = models.TextField("ander geluid", blank=True)
    has_no_minority_view = models.BooleanField("er was geen ander geluid", default=False)
    support = models.CharField("draagvlak", max_length=8, choices=Support, default=Support.BROAD)
    count_more = models.PositiveSmallIntegerField("meer", default=0)
    count_less = models.PositiveSmallIntegerField("minder", default=0)
    count_different = models.PositiveSmallIntegerField("anders", default=0)
    count_keep = models.PositiveSmallIntegerField("houden zo", default=0)
    count_unknown = models.PositiveSmallIntegerField("weet ik niet", default=0)
    confirmed_at = models.DateTimeField("bevestigd aan tafel", null=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = "opbrengst"
        verbose_name_plural = "opbrengsten"
        ordering = ["policy_item__category__position", "policy_item__position", "table__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "policy_item"], name="outcome_once_per_table"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True)
                | (
                    ~models.Q(direction="")
                    & (~models.Q(minority_view="") | models.Q(has_no_minority_view=True))
                ),
                name="outcome_minority_view_or_declared_none",
            ),
            models.CheckConstraint(
                condition=models.Q(minority_view="") | models.Q(has_no_minority_view=False),
                name="outcome_minority_view_not_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy_item} · {self.table}: {self.get_direction_display() or 'nog open'}"

    @property
    def session(self) -> DialogueSession:
        return self.table.session

    @property
    def traject(self) -> Traject:
        return self.table.session.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.table.session.traject_id}"

    @property
    def is_complete(self) -> bool:
        has_minority = bool(self.minority_view) or self.has_no_minority_view
        return bool(self.direction and self.reasons) and has_minority

    @property
    def count_total(self) -> int:
        """Hands that chose; "weet ik niet" stays outside the base."""
        return self.count_more + self.count_less + self.count_different + self.count_keep

    @transaction.atomic
    def write(self, *, version: int, by: User, **words: Any) -> None:
        """Save what the table says, while it is open and has not confirmed it yet."""
        self.table.require_open()
        if Outcome.objects.filter(pk=self.pk, confirmed_at__isnull=False).exists():
            raise StepNotAllowed(self, "write")
        self.save_if_unchanged(version=version, recorded_at=timezone.now(), **words)
        if version == 1:
            record(Verb.OUTCOME_RECORDED, self, by=by)

    @transaction.atomic
    def confirm(self, *, version: int, by: User) -> None:
        """The table heard its words and says: klopt. Only for the words that were read."""
        self.table.require_open()
        rows = Outcome.objects.filter(pk=self.pk, version=version, confirmed_at__isnull=True)
        if not rows.exclude(pk__in=rows.unfinished()).update(confirmed_at=timezone.now()):
            raise StepNotAllowed(self, "confirm")
        self.refresh_from_db(fields=["confirmed_at"])
        record(Verb.OUTCOME_CONFIRMED, self, by=by)

    @transaction.atomic
    def replace(self, *, version: int, by: User, reason: str, **words: Any) -> None:
        """A new version of a confirmed outcome, until the session is closed (R41)."""
        session = DialogueSession.objects.select_for_update().get(pk=self.table.session_id)
        if session.status != DialogueSession.Status.OPEN:
            raise StepNotAllowed(self, "replace")
        before = Outcome.objects.get(pk=self.pk)
        self.save_if_unchanged(
            version=version, confirmed_at=None, recorded_at=timezone.now(), **words
        )
        OutcomeRevision.objects.create(
            outcome=self,
            version=before.version,
            words={name: getattr(before, name) for name in self.WORDS},
            confirmed_at=before.confirmed_at,
            reason=reason,
            replaced_by=by,
        )
        record(Verb.OUTCOME_REPLACED, self, by=by, detail=reason)


class OutcomeRevision(models.Model):
    """What an outcome said before it was replaced, and why."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    words = models.JSONField()
    confirmed_at = models.DateTimeField(null=True)
    reason = models.CharField("reden", max_length=200)
    replaced_at = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "eerdere versie van een opbrengst"
        verbose_name_plural = "eerdere versies van opbrengsten"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "version"], name="outcome_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.outcome} ({self.version})"

    @property
    def direction_label(self) -> str:
        return OutcomeDirection(self.words["direction"]).label if self.words["direction"] else ""
