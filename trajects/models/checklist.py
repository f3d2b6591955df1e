"""The 39 facts that should be true, per phase (domain 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from core.versions import Versioned
from trajects.models.traject import Phase, Traject

if TYPE_CHECKING:
    from people.models import User


class ChecklistItemQuerySet(models.QuerySet["ChecklistItem"]):
    def visible_to(self, user: User) -> ChecklistItemQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))


class ChecklistItem(Versioned):
    """A fact to be true; ticked by hand with a note, or by evidence the system sees."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="checklist")
    key = models.CharField(max_length=10)
    phase = models.CharField("fase", max_length=12, choices=Phase)
    text = models.CharField("feit", max_length=200)
    help = models.TextField("waarom", blank=True)
    evidence = models.CharField(max_length=60, blank=True)
    is_ours = models.BooleanField("toegevoegd door Taakdialoog", default=False)
    source = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    note = models.TextField("toelichting", blank=True)
    ticked_at = models.DateTimeField(null=True, blank=True, editable=False)
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ChecklistItemQuerySet.as_manager()

    class Meta:
        verbose_name = "punt van de controlelijst"
        verbose_name_plural = "punten van de controlelijst"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["traject", "key"], name="checklist_key_once")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def scope(self) -> str:
        return f"traject:{self.traject_id}"
