"""Addresses of the other constituencies of the MR: parents and pupils have no account here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction

from core.models import record
from core.verbs import Verb
from trajects.models.traject import OfTraject, Traject

if TYPE_CHECKING:
    from people.models import User


class ConstituencyAddressQuerySet(models.QuerySet["ConstituencyAddress"]):
    def visible_to(self, user: User) -> ConstituencyAddressQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    @transaction.atomic
    def add(self, traject: Traject, *, by: User, name: str, email: str) -> ConstituencyAddress:
        made = self.create(traject=traject, name=name, email=email)
        record(Verb.CONSTITUENCY_ADDED, made, by=by, detail=name)
        return made


class ConstituencyAddress(OfTraject):
    """One address that reads along on behalf of a constituency, such as the parents."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="constituencies")
    name = models.CharField("geleding", max_length=80, help_text="Bijvoorbeeld: oudergeleding.")
    email = models.EmailField("e-mailadres")

    objects = ConstituencyAddressQuerySet.as_manager()

    class Meta:
        verbose_name = "adres van een andere geleding"
        verbose_name_plural = "adressen van andere geledingen"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["traject", "email"], name="constituency_address_once")
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def remove(self, *, by: User) -> None:
        record(Verb.CONSTITUENCY_REMOVED, self, by=by, detail=self.name)
        self.delete()
