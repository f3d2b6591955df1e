"""The school's own calendar: holidays copied by region, test weeks, study days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from people.models.organisation import School

if TYPE_CHECKING:
    from datetime import date


class DayKind(models.TextChoices):
    """What a day means for planning (domain 8)."""

    BLOCKED = "blocked", "niets plannen"
    AVOID = "avoid", "liever niet plannen"
    PREFERRED = "preferred", "juist geschikt"


class DayOrigin(models.TextChoices):
    REGION = "region", "vakantieregio"
    PUBLIC = "public", "feestdag"
    FILE = "file", "agendabestand"
    HAND = "hand", "zelf toegevoegd"


class CalendarDayQuerySet(models.QuerySet["CalendarDay"]):
    def between(self, first: date, last: date) -> CalendarDayQuerySet:
        """Entries that touch the days from first to last, both included."""
        return self.filter(first_on__lte=last, last_on__gte=first)


class CalendarDay(models.Model):
    """One entry of a school calendar: a day or a range of days, both ends included."""

    school = models.ForeignKey(School, models.CASCADE, related_name="calendar_days")
    title = models.CharField("wat", max_length=120)
    first_on = models.DateField("eerste dag")
    last_on = models.DateField("laatste dag")
    kind = models.CharField("betekenis", max_length=10, choices=DayKind, default=DayKind.BLOCKED)
    origin = models.CharField(max_length=10, choices=DayOrigin, default=DayOrigin.HAND)
    uid = models.CharField(max_length=255, blank=True, editable=False)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = "dag in de schoolkalender"
        verbose_name_plural = "dagen in de schoolkalender"
        ordering = ["first_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")),
                name="calendar_day_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["school", "origin", "uid"],
                condition=~models.Q(uid=""),
                name="calendar_day_unique_uid",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> str:
        return f"school:{self.school_id}"
