"""The formal act of the competent authority; frozen and chained (E6, T46)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core.frozen import hash_of
from evaluations.models.conclusion import Verdict
from evaluations.models.proposal import PolicyProposal
from trajects.models import Traject
from trajects.models.traject import OfTraject

if TYPE_CHECKING:
    from people.models import User


class DecisionIsPermanent(Exception):
    """A decision never changes; a correction is a new decision."""


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: User) -> DecisionQuerySet:
        """A decision is meant for everybody at the school."""
        return self.filter(traject__in=Traject.objects.visible_to(user))

    def for_page(self) -> DecisionQuerySet:
        return self.select_related(
            "traject__school__board", "proposal", "replaces", "replaced_by", "frozen_by"
        )

    def in_force(self) -> DecisionQuerySet:
        return self.filter(replaced_by__isnull=True)

    def update(self, **fields: Any) -> NoReturn:
        raise DecisionIsPermanent

    def _update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """What saving a row that exists comes down to."""
        raise DecisionIsPermanent

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise DecisionIsPermanent

    def delete(self) -> NoReturn:
        raise DecisionIsPermanent


class Decision(OfTraject):
    """Rows never change; a correction is a new version that names the one it replaces.

    `sha256` covers the content and `previous_sha256`, the hash of the decision of this
    traject before it, so that a change anywhere in the chain shows.
    """

    COVERED = (
        "number",
        "verdict",
        "title",
        "text",
        "reasons",
        "not_taken_over",
        "council_view",
        "decided_on",
        "starts_on",
        "review_on",
        "capacity",
        "mandate",
    )

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="decisions")
    proposal = models.ForeignKey(
        PolicyProposal, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    number = models.PositiveSmallIntegerField("nummer")
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    verdict = models.CharField("oordeel", max_length=8, choices=Verdict)
    title = models.CharField("titel", max_length=150)
    text = models.TextField("besluit")
    reasons = models.TextField("motivering")
    not_taken_over = models.TextField("wat is niet overgenomen, en waarom", blank=True)
    council_view = models.TextField("wat vond de pmr", blank=True)
    decided_on = models.DateField("datum van het besluit")
    starts_on = models.DateField("ingangsdatum")
    review_on = models.DateField("opnieuw bekijken op")
    capacity = models.CharField("hoedanigheid", max_length=80)
    mandate = models.CharField("mandaat", max_length=200, blank=True)
    content = models.JSONField("bevroren inhoud", default=dict, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    previous_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    frozen_at = models.DateTimeField(default=timezone.now, editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering = ["number"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["traject", "number"], name="decision_number_once"),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=models.Q(replaces__isnull=True),
                name="decision_once_per_proposal",
            ),
        ]

    def __str__(self) -> str:
        return f"Besluit {self.number}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:decision", args=[self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise DecisionIsPermanent

    @property
    def is_replaced(self) -> bool:
        return hasattr(self, "replaced_by")

    @property
    def is_intact(self) -> bool:
        """Columns, content and hash still say the same."""
        columns = {name: written(getattr(self, name)) for name in self.COVERED}
        kept = {name: self.content.get(name) for name in self.COVERED}
        return columns == kept and self.sha256 == chained(self.content, self.previous_sha256)

    @staticmethod
    def chain_is_intact(traject: Traject) -> bool:
        """Every decision of this traject is what it was, in the order in which it was taken."""
        before = ""
        for position, decision in enumerate(traject.decisions.order_by("number"), start=1):
            in_place = decision.number == position and decision.previous_sha256 == before
            if not (in_place and decision.is_intact):
                return False
            before = decision.sha256
        return True


def written(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def chained(content: dict[str, Any], previous_sha256: str) -> str:
    return hash_of({"content": content, "previous_sha256": previous_sha256})
