"""The present taakbeleid, its items, and the themes under which they are discussed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.urls import reverse

from core.models import record
from core.verbs import Verb
from core.versions import Versioned
from people.models import StaffCategory
from trajects.models.traject import Traject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.models import User

# Words in "voor wie" that mean every teacher; anything else is for some of them.
EVERYBODY = {"", "op", "iedereen", "alle docenten", "alle leraren", "alle medewerkers", "allen"}
FOR_EACH = (" per klas", " per activiteit", " per groep", " per leerling")


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

    def get_absolute_url(self) -> str:
        return reverse("trajects:theme", args=[self.pk])

    @property
    def scope(self) -> str:
        return f"traject:{self.traject_id}"

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


class TaskPolicyQuerySet(models.QuerySet["TaskPolicy"]):
    def visible_to(self, user: User) -> TaskPolicyQuerySet:
        return self.filter(traject__in=Traject.objects.visible_to(user))

    def of(self, traject: Traject) -> TaskPolicyQuerySet:
        """Every version of this traject, the newest first."""
        return self.filter(traject=traject).order_by("-number")

    def for_list(self) -> TaskPolicyQuerySet:
        return self.annotate(size=models.Count("categories__items"))

    @transaction.atomic
    def begin(self, traject: Traject, *, origin: str) -> TaskPolicy:
        """An empty next version; writers wait for each other."""
        Traject.objects.select_for_update().get(pk=traject.pk)
        newest = self.of(traject).first()
        return self.create(
            traject=traject,
            number=newest.number + 1 if newest else 1,
            cao_edition=traject.cao_edition,
            norm_hours=traject.school.norm_hours,
            origin=origin,
        )


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

    objects = TaskPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = "taakbeleid"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["traject", "number"], name="task_policy_version_once")
        ]

    def __str__(self) -> str:
        return f"Taakbeleid versie {self.number}"

    def items(self) -> PolicyItemQuerySet:
        return PolicyItem.objects.filter(category__task_policy=self)

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

    @classmethod
    def named(cls, name: str, policy: TaskPolicy) -> PolicyCategory:
        """The category of this name in a version; a new one comes last."""
        category, _ = cls.objects.get_or_create(
            task_policy=policy,
            name=name,
            defaults={"position": policy.categories.count() + 1},
        )
        return category


class PolicyItemQuerySet(models.QuerySet["PolicyItem"]):
    def visible_to(self, user: User) -> PolicyItemQuerySet:
        """The present rules are no secret: everybody who may know the traject reads them."""
        return self.filter(category__task_policy__traject__in=Traject.objects.visible_to(user))

    def of(self, traject: Traject) -> PolicyItemQuerySet:
        """Items of the newest version of this traject's taakbeleid."""
        newest = TaskPolicy.objects.filter(traject=traject).order_by("-number").values("pk")[:1]
        return self.filter(category__task_policy__in=newest)

    def are_discussed(self) -> bool:
        """Whether something that must not be lost points at one of these items.

        Outcomes, conclusions and proposals protect the item they are about.
        """
        return any(
            relation.related_model._base_manager.filter(
                **{f"{relation.field.name}__in": self.values("pk")}
            ).exists()
            for relation in PolicyItem._meta.related_objects
            if relation.on_delete is models.PROTECT
        )

    @transaction.atomic
    def add(self, traject: Traject, *, category: str, by: User, **fields: object) -> PolicyItem:
        """Write one item by hand in the newest version, or in a first one."""
        policy = TaskPolicy.objects.of(traject).first() or TaskPolicy.objects.begin(
            traject, origin=TaskPolicy.Origin.HAND
        )
        item = self.create(category=PolicyCategory.named(category, policy), **fields)
        record(Verb.POLICY_CHANGED, item, by=by, detail="onderdeel toegevoegd")
        return item

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

    def get_absolute_url(self) -> str:
        return reverse("trajects:policy_item", args=[self.pk])

    @transaction.atomic
    def change(self, *, version: int, by: User, category: str = "", **fields: object) -> None:
        if category:
            fields["category"] = PolicyCategory.named(category, self.category.task_policy)
        self.save_if_unchanged(version=version, **fields)
        record(Verb.POLICY_CHANGED, self, by=by, detail=self.title)

    @property
    def is_for_every_teacher(self) -> bool:
        """Whether each teacher has these hours, so that they count in the plain sum."""
        if self.staff_category not in ("", StaffCategory.OP):
            return False
        each = any(word in f" {self.unit.lower()} " for word in FOR_EACH)
        return self.applies_to.strip().lower() in EVERYBODY and not each

    @property
    def traject(self) -> Traject:
        return self.category.task_policy.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.category.task_policy.traject_id}"


def hours_of_every_teacher(items: Iterable[PolicyItem]) -> Decimal:
    """Clock hours a year at a working time factor of 1,0, added up (domain 7)."""
    return sum(
        (item.hours for item in items if item.is_for_every_teacher and item.hours is not None),
        Decimal(0),
    )


def shortest(number: Decimal) -> Decimal:
    """720 and 0.65: a number without the zeros that only the database writes."""
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()
