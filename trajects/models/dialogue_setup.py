"""How the dialogue is set up: one agenda or a theme per table, and help from outside (P7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from core.models import record
from core.verbs import Verb
from core.versions import Versioned
from trajects.models.advice import team_advice
from trajects.models.seat import SeatRole
from trajects.models.traject import OfTraject, Traject

if TYPE_CHECKING:
    from people.models import User
    from trajects.models.seat import Seat


class DialogueForm(models.TextChoices):
    ONE_AGENDA = "one_agenda", "één agenda: elke tafel bespreekt alle thema’s"
    THEME_PER_TABLE = "theme_per_table", "meer tafels: elke tafel heeft een eigen thema"


class CoachNeed(models.TextChoices):
    NO = "no", "nee, we begeleiden het gesprek zelf"
    YES = "yes", "ja, bij het hele traject"
    LATER = "later", "ja, op een bepaald moment"


class DialogueSetupQuerySet(models.QuerySet["DialogueSetup"]):
    def visible_to(self, user: User) -> DialogueSetupQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def of(self, traject: Traject) -> DialogueSetup | None:
        return self.filter(traject=traject).first()


class DialogueSetup(OfTraject, Versioned):
    """The choice of the project team about the form of the dialogue."""

    traject = models.OneToOneField(Traject, models.CASCADE, related_name="dialogue_setup")
    form = models.CharField("vorm van het gesprek", max_length=16, choices=DialogueForm)
    form_reason = models.TextField("waarom deze vorm", blank=True)
    coach = models.CharField("begeleider van buiten nodig", max_length=5, choices=CoachNeed)
    coach_when = models.CharField("wanneer", max_length=160, blank=True)
    coach_reason = models.TextField("waarom wel of niet")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = DialogueSetupQuerySet.as_manager()

    class Meta:
        verbose_name = "opzet van het gesprek"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(coach="later") | ~models.Q(coach_when=""),
                name="dialogue_setup_later_says_when",
            )
        ]

    def __str__(self) -> str:
        return f"Opzet: {self.get_form_display()}"

    @property
    def has_theme_per_table(self) -> bool:
        return self.form == DialogueForm.THEME_PER_TABLE

    @property
    def wants_coach(self) -> bool:
        return self.coach != CoachNeed.NO

    @classmethod
    def of_or_new(cls, traject: Traject) -> DialogueSetup:
        """The choice that stands, or an empty one; version 0 says nobody chose yet."""
        return cls.objects.of(traject) or cls(traject=traject, version=0)

    @transaction.atomic
    def choose(self, *, version: int, by: User, **fields: Any) -> None:
        """Keep the choice; StaleVersion when a colleague chose in between."""
        if self._state.adding:
            row, _ = DialogueSetup.objects.get_or_create(
                traject=self.traject, defaults={**fields, "version": 0}
            )
            self.pk, self._state.adding = row.pk, False
        self.save_if_unchanged(version=version, by=by, **fields)
        record(Verb.SET_UP_CHOSEN, self, by=by)


def reasons_for_coach(traject: Traject, seats: list[Seat]) -> list[str]:
    """What in this team speaks for somebody from outside; empty when nothing does."""
    reasons = [
        one.text
        for one in team_advice(traject, seats)
        if one.key == "pmr_takes_part" or one.key.startswith("own-team")
    ]
    keepers = sum(seat.role == SeatRole.FACILITATOR and seat.is_filled for seat in seats)
    if keepers < traject.planned_tables:
        reasons.append(
            f"Er zijn {keepers} begeleiders voor {traject.planned_tables} tafels per sessie."
        )
    return reasons
