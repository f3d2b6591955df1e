"""The present taakbeleid, its items, and the themes under which they are discussed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from core.versions import Versioned
from people.models import StaffCategory
from trajects.models.traject import Traject

if TYPE_CHECKING:
    from people.models import User


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: User) -> ThemeQuerySet:
        return self.filter(traject__in=Traject.objects.visible_to(user))

    def chosen(self) -> ThemeQuerySet:
        return self.filter(is_chosen=True)


class Theme(Versioned):
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

    @property
    def scope(self) -> str:
        return f"traject:{self.traject_id}"


class TaskPolicy(models.Model):
    """One version of the school's taakbeleid: categories, items, hours (domain 7)."""

    class Origin(models.TextChoices):
        HAND = "hand", "zelf ingevoerd"
        FILE = "file", "uit een bestand"
        DECISION = "decision", "na een besluit"

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="policies")
    number = models.PositiveSmallIntegerField("versie", default=1)
    cao_edition = models.CharField("editie van de CAO", max_length=40)
    norm_hours = models.PositiveSmallIntegerField("normjaartaak in klokuren", default=1659)
    valid_from = models.DateField("geldt vanaf", null=True, blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.HAND)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "taakbeleid"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["traject", "number"], name="task_policy_version_once")
        ]

    def __str__(self) -> str:
        return f"Taakbeleid versie {self.number}"

    @property
    def scope(self) -> str:
        return f"traject:{self.traject_id}"


class PolicyCategory(models.Model):
    """A category of hours; the set of them is the system of taakbeleid."""

    task_policy = models.ForeignKey(TaskPolicy, models.CASCADE, related_name="categories")
    name = models.CharField("categorie", max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "categorie"
        verbose_name_plural = "categorieën"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task_policy", "name"], name="policy_category_once")
        ]

    def __str__(self) -> str:
        return self.name


class PolicyItemQuerySet(models.QuerySet["PolicyItem"]):
    def visible_to(self, user: User) -> PolicyItemQuerySet:
        """The present rules are no secret: everybody who may know the traject reads them."""
        return self.filter(category__task_policy__traject__in=Traject.objects.visible_to(user))

    def of(self, traject: Traject) -> PolicyItemQuerySet:
        """Items of the newest version of this traject's taakbeleid."""
        newest = TaskPolicy.objects.filter(traject=traject).order_by("-number").values("pk")[:1]
        return self.filter(category__task_policy__in=newest)

    def for_conclusion(self) -> PolicyItemQuerySet:
        return self.select_related("category__task_policy__traject__school", "theme")

    def for_overview(self) -> PolicyItemQuerySet:
        return self.select_related("category__task_policy", "theme").fetch_mode(models.FETCH_RAISE)


class PolicyItem(Versioned):
    """One rule or value in a taakbeleid, and the question asked about it.

    `value` in `unit`; `hours` are clock hours a year at a working time factor of 1,0.
    """

    category = models.ForeignKey(PolicyCategory, models.PROTECT, related_name="items")
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, related_name="policy_items"
    )
    title = models.CharField("onderdeel", max_length=120)
    unit = models.CharField("eenheid", max_length=60, blank=True)
    value = models.DecimalField("waarde", max_digits=10, decimal_places=4, null=True, blank=True)
    hours = models.DecimalField(
        "uren bij wtf 1,0", max_digits=8, decimal_places=2, null=True, blank=True
    )
    applies_to = models.CharField("voor wie", max_length=80, blank=True)
    staff_category = models.CharField(
        "functiecategorie", max_length=3, choices=StaffCategory, blank=True
    )
    is_pro_rata = models.BooleanField("naar rato van de werktijdfactor", default=True)
    text = models.TextField("tekst", blank=True)
    question = models.TextField("vraag aan tafel", blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = PolicyItemQuerySet.as_manager()

    class Meta:
        verbose_name = "beleidsonderdeel"
        verbose_name_plural = "beleidsonderdelen"
        ordering = ["category__position", "position", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def traject(self) -> Traject:
        return self.category.task_policy.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.category.task_policy.traject_id}"
