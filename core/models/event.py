from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from core import words
from core.verbs import Verb, verb_choices

NOBODY = "Taakdialoog"


class EventIsPermanent(Exception):
    """The audit trail is only ever added to."""


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, target: models.Model) -> Self:
        return self.filter(target_type=target._meta.label_lower, target_id=str(target.pk))

    def within(self, scope: str) -> Self:
        return self.filter(scope=scope)

    def update(self, **fields: Any) -> NoReturn:
        raise EventIsPermanent

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise EventIsPermanent

    def delete(self) -> NoReturn:
        raise EventIsPermanent


class Event(models.Model):
    """One deed of one person, written down inside the transaction of that deed."""

    at = models.DateTimeField("wanneer", default=timezone.now)
    verb = models.CharField("wat", max_length=60, choices=verb_choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="wie",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    actor_name = models.CharField("naam", max_length=200)
    capacity = models.CharField("in de rol van", max_length=60, blank=True)
    target_type = models.CharField("soort", max_length=80)
    target_id = models.CharField("nummer", max_length=40)
    scope = models.CharField("hoort bij", max_length=60, blank=True, db_index=True)
    detail = models.CharField("toelichting", max_length=200, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_type", "target_id", "-at"])]

    def __str__(self) -> str:
        return self.sentence

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EventIsPermanent
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise EventIsPermanent

    @property
    def deed(self) -> str:
        """Who did what, without the moment: "Anna de Wit bood het voorstel aan"."""
        return f"{self.actor_name} {self.get_verb_display()}"

    @property
    def sentence(self) -> str:
        return f"{self.deed} · {words.moment(self.at)}"


def record(
    verb: Verb,
    target: models.Model,
    *,
    by: Any = None,
    capacity: str = "",
    detail: str = "",
) -> Event:
    """Write down a deed; call it inside the transaction of the deed.

    `detail` is a few plain words (a date, a count), never an answer or a person's text.
    """
    return Event.objects.create(
        verb=verb,
        actor=by,
        actor_name=str(by)[:200] if by else NOBODY,
        capacity=capacity,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        scope=getattr(target, "scope", ""),
        detail=detail[:200],
    )
