"""The 39 facts that should be true, per phase (domain 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import record
from core.verbs import Verb
from core.versions import Versioned
from trajects.models.traject import OfTraject, Phase, Traject

if TYPE_CHECKING:
    from people.models import User


class ChecklistItemQuerySet(models.QuerySet["ChecklistItem"]):
    def visible_to(self, user: User) -> ChecklistItemQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def for_overview(self) -> ChecklistItemQuerySet:
        return self.select_related("ticked_by").fetch_mode(models.FETCH_RAISE)

    def next_position(self, traject: Traject) -> int:
        last = self.filter(traject=traject).aggregate(last=models.Max("position"))["last"]
        return (last or 0) + 1

    @transaction.atomic
    def add_own(
        self, traject: Traject, *, by: User, key: str = "", **fields: str
    ) -> ChecklistItem:
        """A fact of the school itself, below the others of its phase."""
        item = self.create(
            traject=traject,
            key=key or self._free_key(traject),
            position=self.next_position(traject),
            is_own=True,
            **fields,
        )
        record(Verb.CHECKLIST_ITEM_ADDED, item, by=by, detail=item.key)
        return item

    def _free_key(self, traject: Traject) -> str:
        taken = set(self.filter(traject=traject, is_own=True).values_list("key", flat=True))
        return next(key for number in range(1, 9999) if (key := f"S-{number}") not in taken)


class ChecklistItem(OfTraject, Versioned):
    """A fact to be true; ticked by hand with a note, or by evidence the system sees.

    `declared` is what a person said, once `ticked_at` says that somebody did.
    """

    class Declared(models.TextChoices):
        TRUE = "true", "dit is waar"
        NOT_APPLICABLE = "not_applicable", "dit past niet bij onze school"

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="checklist")
    key = models.CharField(max_length=10)
    phase = models.CharField("fase", max_length=12, choices=Phase)
    text = models.CharField("feit", max_length=200)
    help = models.TextField("waarom", blank=True)
    evidence = models.CharField(max_length=60, blank=True)
    is_ours = models.BooleanField("toegevoegd door Taakdialoog", default=False)
    source = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_own = models.BooleanField("van de school zelf", default=False, editable=False)
    declared = models.CharField(
        "wat stelt u vast", max_length=14, choices=Declared, default=Declared.TRUE
    )
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

    def get_absolute_url(self) -> str:
        return reverse("trajects:checklist_item", args=[self.pk])

    @property
    def origin_in_words(self) -> str:
        if self.is_own:
            return "eigen punt van de school"
        return "toegevoegd door Taakdialoog" if self.is_ours else "uit de handreiking"

    @property
    def is_declared(self) -> bool:
        return self.ticked_at is not None

    @property
    def declaration(self) -> str:
        """What somebody said, or nothing."""
        return self.declared if self.is_declared else ""

    @property
    def is_ticked(self) -> bool:
        return self.is_declared and self.declared == self.Declared.TRUE

    @property
    def is_left_out(self) -> bool:
        """Somebody said, with a reason, that it does not fit this school."""
        return self.is_declared and self.declared == self.Declared.NOT_APPLICABLE

    @transaction.atomic
    def declare(self, *, version: int, declared: str, note: str, by: User) -> None:
        """Somebody says that it is so, or that it does not apply, with a word of explanation."""
        self.save_if_unchanged(
            version=version, declared=declared, note=note, ticked_at=timezone.now(), ticked_by=by
        )
        left_out = declared == self.Declared.NOT_APPLICABLE
        verb = Verb.CHECKLIST_ITEM_LEFT_OUT if left_out else Verb.CHECKLIST_ITEM_TICKED
        record(verb, self, by=by, detail=self.key)

    @transaction.atomic
    def clear(self, *, version: int, by: User) -> None:
        """The tick was too early; the note stays."""
        self.save_if_unchanged(version=version, ticked_at=None, ticked_by=None)
        record(Verb.CHECKLIST_ITEM_CLEARED, self, by=by, detail=self.key)

    @transaction.atomic
    def change(self, *, version: int, by: User, **fields: str) -> None:
        """Another text, phase or reason of a fact of the school itself."""
        self.save_if_unchanged(version=version, **fields)
        record(Verb.CHECKLIST_ITEM_CHANGED, self, by=by, detail=self.key)

    @transaction.atomic
    def move(self, *, up: bool, by: User) -> None:
        """Change places with the neighbour in its phase; at an end nothing happens."""
        every = ChecklistItem.objects.select_for_update().filter(traject=self.traject_id)
        items = [item for item in every if item.phase == self.phase]
        here = next(index for index, item in enumerate(items) if item.pk == self.pk)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(items):
            return
        places = sorted(item.position for item in items)
        items[here], items[there] = items[there], items[here]
        for item, position in zip(items, places, strict=True):
            item.position = position
        ChecklistItem.objects.bulk_update(items, ["position"])
        record(Verb.CHECKLIST_ITEM_CHANGED, self, by=by, detail="volgorde")

    @transaction.atomic
    def remove(self, *, by: User) -> None:
        """Only a fact of the school itself; another one is declared not applicable."""
        record(Verb.CHECKLIST_ITEM_REMOVED, self, by=by, detail=self.text)
        self.delete()
