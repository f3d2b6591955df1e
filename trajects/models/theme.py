"""The themes under which the taakbeleid is discussed: seven of the CAO and the school's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.urls import reverse

from core.models import record
from core.verbs import Verb
from core.versions import Versioned
from trajects.models.traject import OfTraject, Traject

if TYPE_CHECKING:
    from people.models import User


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: User) -> ThemeQuerySet:
        return self.filter(traject__in=Traject.objects.visible_to(user))

    def chosen(self) -> ThemeQuerySet:
        return self.filter(is_chosen=True)

    @transaction.atomic
    def add_own(self, traject: Traject, *, by: User, **fields: str) -> Theme:
        """A theme of the school itself, after those that are there."""
        last = self.filter(traject=traject).aggregate(models.Max("position"))["position__max"]
        theme = self.create(traject=traject, position=(last or 0) + 1, **fields)
        record(Verb.THEME_ADDED, theme, by=by)
        return theme


class Theme(OfTraject, Versioned):
    """A subject of the dialogue: one of the seven of the CAO, or the school's own."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="themes")
    key = models.CharField(max_length=40, blank=True, editable=False)
    title = models.CharField("thema", max_length=120)
    explanation = models.TextField("toelichting", blank=True)
    question = models.TextField("openingsvraag", blank=True)
    is_cao = models.BooleanField("thema uit de CAO", default=False)
    is_chosen = models.BooleanField("gaat mee in het gesprek", default=True)
    reason_not_chosen = models.TextField("waarom niet", blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=120, blank=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("trajects:theme", args=[self.pk])

    @transaction.atomic
    def change(self, *, version: int, by: User, **fields: str | bool) -> None:
        self.save_if_unchanged(version=version, **fields)
        record(Verb.THEME_CHANGED, self, by=by)

    @transaction.atomic
    def move(self, *, up: bool, by: User) -> None:
        """Change places with the neighbour; at the end of the list nothing happens."""
        themes = list(Theme.objects.select_for_update().filter(traject=self.traject_id))
        here = next(index for index, theme in enumerate(themes) if theme.pk == self.pk)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(themes):
            return
        themes[here], themes[there] = themes[there], themes[here]
        for position, theme in enumerate(themes, start=1):
            theme.position = position
        Theme.objects.bulk_update(themes, ["position"])
        record(Verb.THEME_CHANGED, self, by=by, detail="volgorde")

    @transaction.atomic
    def remove(self, *, by: User) -> None:
        """Only a theme of the school itself; one of the CAO is left out with a reason."""
        record(Verb.THEME_REMOVED, self, by=by, detail=self.title)
        self.delete()
