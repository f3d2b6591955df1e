"""The formal act of the competent authority; frozen and chained (E6, T46)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from evaluations.models.conclusion import Verdict
from evaluations.models.proposal import PolicyProposal
from trajects.models import Traject

if TYPE_CHECKING:
    from people.models import User


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: User) -> DecisionQuerySet:
        """A decision is meant for everybody at the school."""
        return self.filter(traject__in=Traject.objects.visible_to(user))


class Decision(models.Model):
    """Rows never change; a correction is a new version that names the one it replaces.

    `sha256` covers the content and `previous_sha256`, the hash of the decision of this
    traject before it, so that a change anywhere in the chain shows.
    """

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
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["traject", "number"], name="decision_number_once")
        ]

    def __str__(self) -> str:
        return f"Besluit {self.number}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:decision", args=[self.pk])

    @property
    def scope(self) -> str:
        return f"traject:{self.traject_id}"
