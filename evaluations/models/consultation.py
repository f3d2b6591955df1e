"""What staff said when asked about a system change (R23 to R31)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from evaluations.models.proposal import PolicyProposal
from trajects.models import Traject


class ConsultationBase(models.TextChoices):
    """What two thirds is taken of; chosen before the vote (R27)."""

    ELECTORATE = "electorate", "alle stemgerechtigden"
    VOTES_CAST = "votes_cast", "de uitgebrachte stemmen"


class StaffConsultation(models.Model):
    """The totals of a vote that the school held; nobody's vote is known here (R31).

    Blank is never yes; it does count as a vote that was cast (R29).
    """

    proposal = models.ForeignKey(PolicyProposal, models.PROTECT, related_name="consultations")
    held_on = models.DateField("gehouden op")
    base = models.CharField(
        "twee derde van",
        max_length=12,
        choices=ConsultationBase,
        default=ConsultationBase.ELECTORATE,
    )
    electorate = models.PositiveIntegerField("aantal stemgerechtigden")
    yes = models.PositiveIntegerField("stemmen voor")
    no = models.PositiveIntegerField("stemmen tegen")
    blank = models.PositiveIntegerField("blanco stemmen", default=0)
    evidence = models.TextField("bewijs")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    capacity = models.CharField(max_length=80, editable=False)

    class Meta:
        verbose_name = "raadpleging"
        verbose_name_plural = "raadplegingen"
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    electorate__gte=models.F("yes") + models.F("no") + models.F("blank")
                ),
                name="consultation_no_more_votes_than_people",
            )
        ]

    def __str__(self) -> str:
        return f"Raadpleging over {self.proposal}"

    @property
    def traject(self) -> Traject:
        return self.proposal.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.proposal.traject_id}"

    @property
    def votes_cast(self) -> int:
        return self.yes + self.no + self.blank

    @property
    def whole(self) -> int:
        is_all = self.base == ConsultationBase.ELECTORATE
        return self.electorate if is_all else self.votes_cast

    @property
    def needed(self) -> int:
        """The smallest number of yes votes that is two thirds: 64 of 96, 67 of 100."""
        return -(-2 * self.whole // 3)

    @property
    def is_passed(self) -> bool:
        """The integer test: 66 of 99 passes, 66 of 100 does not (R26)."""
        return self.whole > 0 and passes(self.yes, self.whole)


def passes(yes: int, whole: int) -> bool:
    return 3 * yes >= 2 * whole
