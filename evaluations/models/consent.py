"""The record of a request for consent: each step, each question, dated and kept (R13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from evaluations.models.proposal import PolicyProposal
from evaluations.models.states import ProposalStatus
from trajects.models import Traject

if TYPE_CHECKING:
    from people.models import User


class ConsentStep(models.Model):
    """One transition of a proposal: who, in which capacity, when, with which text."""

    proposal = models.ForeignKey(PolicyProposal, models.CASCADE, related_name="steps")
    from_status = models.CharField(max_length=20, choices=ProposalStatus)
    to_status = models.CharField(max_length=20, choices=ProposalStatus)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    capacity = models.CharField("hoedanigheid", max_length=80)
    text = models.TextField("toelichting", blank=True)

    class Meta:
        verbose_name = "stap in de instemming"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_to_status_display()


class ConsentQuestionQuerySet(models.QuerySet["ConsentQuestion"]):
    def visible_to(self, user: User) -> ConsentQuestionQuerySet:
        return self.filter(proposal__in=PolicyProposal.objects.visible_to(user))

    def for_page(self) -> ConsentQuestionQuerySet:
        return self.select_related("proposal__traject__school__board")


class ConsentQuestion(models.Model):
    """A dated question of the pmr about an offered proposal, and its dated answer."""

    proposal = models.ForeignKey(PolicyProposal, models.CASCADE, related_name="questions")
    question = models.TextField("vraag")
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_by_name = models.CharField(max_length=150, blank=True)
    capacity = models.CharField("hoedanigheid", max_length=80, blank=True)
    answer = models.TextField("antwoord", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_by_name = models.CharField(max_length=150, blank=True)
    answer_capacity = models.CharField("hoedanigheid", max_length=80, blank=True)

    objects = ConsentQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag van de pmr"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
                name="consent_answer_has_moment",
            )
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def traject(self) -> Traject:
        return self.proposal.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.proposal.traject_id}"
