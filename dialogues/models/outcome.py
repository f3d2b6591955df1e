"""What a table yielded per policy item (D5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from core.versions import Versioned
from dialogues.models.session import DialogueSession, DialogueTable
from trajects.models import PolicyItem, Traject

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
        """Outcomes of closed tables in the workspace, and of a facilitator's own table.

        An open table is nobody else's business, administrators included (T5).
        """
        mine = models.Q(table__facilitator__user=user)
        closed = models.Q(table__status=DialogueTable.Status.CLOSED)
        return self.filter(
            closed | mine,
            table__session__traject__in=Traject.objects.worked_on_by(user),
        )

    def of(self, traject: Traject) -> OutcomeQuerySet:
        """Outcomes that count: of closed tables in this traject."""
        return self.filter(
            table__session__traject=traject, table__status=DialogueTable.Status.CLOSED
        )

    def for_overview(self) -> OutcomeQuerySet:
        return self.select_related("table__session", "policy_item").fetch_mode(models.FETCH_RAISE)


class Outcome(Versioned):
    """The table's sentence and direction on one policy item; never a vote of persons.

    Counts are hands or phones at this table; "weet ik niet" stays outside the base.
    The minority view is filled or declared empty. A confirmed outcome changes only by a
    new version with a reason (R41).
    """

    table = models.ForeignKey(DialogueTable, models.CASCADE, related_name="outcomes")
    policy_item = models.ForeignKey(PolicyItem, models.PROTECT, related_name="outcomes")
    direction = models.CharField("richting van de tafel", max_length=12, choices=OutcomeDirection)
    reasons = models.TextField("waarom")
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
    recorded_at = models.DateTimeField(auto_now=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = "opbrengst"
        verbose_name_plural = "opbrengsten"
        ordering = ["policy_item__category__position", "policy_item__position", "table__number"]
        constraints = [
            models.UniqueConstraint(fields=["table", "policy_item"], name="outcome_once_per_table"),
            models.CheckConstraint(
                condition=~models.Q(minority_view="") | models.Q(has_no_minority_view=True),
                name="outcome_minority_view_or_declared_none",
            ),
            models.CheckConstraint(
                condition=models.Q(minority_view="") | models.Q(has_no_minority_view=False),
                name="outcome_minority_view_not_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy_item} · {self.table}: {self.get_direction_display()}"

    @property
    def session(self) -> DialogueSession:
        return self.table.session

    @property
    def traject(self) -> Traject:
        return self.table.session.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.table.session.traject_id}"
