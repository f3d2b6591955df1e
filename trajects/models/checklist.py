"""The 39 facts that should be true, per phase (domain 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from core.models import record
from core.verbs import Verb
from core.versions import Versioned
from trajects.models.traject import Phase, Traject

if TYPE_CHECKING:
    from people.models import User


class ChecklistItemQuerySet(models.QuerySet["ChecklistItem"]):
    def visible_to(self, user: User) -> ChecklistItemQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def for_overview(self) -> ChecklistItemQuerySet:
        return self.select_related("ticked_by").fetch_mode(models.FETCH_RAISE)


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

    @property
    def is_ticked(self) -> bool:
        return self.ticked_at is not None

    @transaction.atomic
    def tick(self, *, version: int, note: str, by: User) -> None:
        """Somebody says that this is so, with a word of explanation."""
        self.save_if_unchanged(
            version=version, note=note, ticked_at=self.ticked_at or timezone.now(), ticked_by=by
        )
        record(Verb.CHECKLIST_ITEM_TICKED, self, by=by, detail=self.key)

    @transaction.atomic
    def clear(self, *, version: int, by: User) -> None:
        """The tick was too early; the note stays."""
        self.save_if_unchanged(version=version, ticked_at=None, ticked_by=None)
        record(Verb.CHECKLIST_ITEM_CLEARED, self, by=by, detail=self.key)
