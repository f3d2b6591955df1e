"""Go or no-go: what schoolleiding, board and medezeggenschap each think before the start (P4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from trajects.models.traject import OfTraject, Traject

if TYPE_CHECKING:
    from people.models import User


class Party(models.TextChoices):
    """Who is asked."""

    LEADERSHIP = "leadership", "schoolleiding"
    BOARD = "board", "bestuur (bevoegd gezag)"
    REPRESENTATION = "representation", "medezeggenschap"


class StartPositionQuerySet(models.QuerySet["StartPosition"]):
    def visible_to(self, user: User) -> StartPositionQuerySet:
        """Who works on the traject, and the competent authority: it is one of the three."""
        return self.filter(traject__in=Traject.objects.decided_by(user))

    def current(self) -> dict[str, StartPosition]:
        """The last position of each party."""
        return {position.party: position for position in self.order_by("pk")}


class StartPosition(OfTraject):
    """What one party thinks, with its reasons. A later one is a new row; no-go is an advice."""

    class Stance(models.TextChoices):
        GO = "go", "go"
        NOT_YET = "not_yet", "nog niet"
        NO_GO = "no_go", "no-go"

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="start_positions")
    party = models.CharField("partij", max_length=16, choices=Party)
    signals = models.TextField("Welke signalen van werkdruk zijn er?", max_length=4000)
    time = models.TextField("Is er nu tijd?", max_length=4000)
    expectations = models.TextField("Wat verwachten wij ervan?", max_length=4000)
    stance = models.CharField("standpunt", max_length=8, choices=Stance)
    reason = models.TextField("reden", blank=True, max_length=4000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    by_name = models.CharField("naam", max_length=150, editable=False)
    capacity = models.CharField("hoedanigheid", max_length=80, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = StartPositionQuerySet.as_manager()

    class Meta:
        verbose_name = "standpunt over de start"
        verbose_name_plural = "standpunten over de start"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stance="go") | ~models.Q(reason=""),
                name="start_position_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()}: {self.get_stance_display()}"

    def get_absolute_url(self) -> str:
        return reverse("trajects:go_no_go", args=[self.traject_id])

    @property
    def is_go(self) -> bool:
        return self.stance == self.Stance.GO


def advice_on_start(current: dict[str, StartPosition]) -> str:
    """One sentence while somebody sees a reason to wait; nothing when all say go, or none did.

    A no-go is an advice and never a lock (P4).
    """
    waiting = [position for position in current.values() if not position.is_go]
    if not waiting:
        return ""
    words = "; ".join(str(position) for position in waiting)
    return f"Niet iedereen wil nu beginnen ({words}). Lees de redenen en bespreek ze samen."
