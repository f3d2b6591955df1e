"""The judgement per policy item after the dialogue: bevestigen or herzien (E2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction

from core.models import record
from core.verbs import Verb
from core.versions import Versioned
from dialogues.models import OutcomeDirection
from trajects.models import PolicyItem, Traject
from trajects.models.traject import OfTraject

if TYPE_CHECKING:
    from people.models import User


class Verdict(models.TextChoices):
    CONFIRM = "confirm", "bevestigen"
    REVISE = "revise", "herzien"


class ConclusionQuerySet(models.QuerySet["Conclusion"]):
    def visible_to(self, user: User) -> ConclusionQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def for_overview(self) -> ConclusionQuerySet:
        return self.select_related("policy_item", "drawn_by").fetch_mode(models.FETCH_RAISE)

    @transaction.atomic
    def draw(
        self, policy_item: PolicyItem, *, by: User, version: int, **fields: str
    ) -> Conclusion:
        """Conclude on an item, or change what was concluded.

        `version` is the version the writer saw, 0 when there was none. Raises
        StaleVersion when somebody concluded or changed in between.
        """
        conclusion, is_new = self.get_or_create(
            policy_item=policy_item,
            defaults={**fields, "traject": policy_item.traject, "drawn_by": by},
        )
        if not is_new:
            conclusion.save_if_unchanged(version=version, drawn_by=by, **fields)
        record(Verb.CONCLUSION_DRAWN if is_new else Verb.CONCLUSION_CHANGED, conclusion, by=by)
        return conclusion


class Conclusion(OfTraject, Versioned):
    """What the project team concludes on one policy item, and what it rests on."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="conclusions")
    policy_item = models.OneToOneField(PolicyItem, models.PROTECT, related_name="conclusion")
    verdict = models.CharField("oordeel", max_length=8, choices=Verdict)
    direction = models.CharField("richting", max_length=12, choices=OutcomeDirection)
    reasoning = models.TextField("waarop dit rust")
    drawn_at = models.DateTimeField(auto_now=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        verbose_name = "conclusie"
        verbose_name_plural = "conclusies"
        ordering = ["policy_item__category__position", "policy_item__position"]

    def __str__(self) -> str:
        return f"{self.policy_item}: {self.get_verdict_display()}"
