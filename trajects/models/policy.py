"""The present taakbeleid: versions, categories and items."""

from __future__ import annotations

import functools
import operator
import secrets
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.urls import reverse

from core.models import record
from core.verbs import Verb
from core.versions import Versioned
from people.models import StaffCategory
from trajects.models.policy_terms import PolicyTerm, terms_of_edition
from trajects.models.theme import Theme
from trajects.models.traject import OfTraject, Traject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.models import User

# Words in "voor wie" that mean every teacher; anything else is for some of them.
ALL_STAFF = {"iedereen", "alle medewerkers", "allen", "al het personeel"}
EVERYBODY = ALL_STAFF | {"", "op", "alle docenten", "alle leraren"}
ALL_SUPPORT = ALL_STAFF | {"", "oop", "alle oop", "alle ondersteuners"}
HOURS_IN = ("klokuren", "klokuur", "uren", "uur")
FOR_EACH = (" per klas", " per activiteit", " per groep", " per leerling")


class TaskPolicyQuerySet(models.QuerySet["TaskPolicy"]):
    def visible_to(self, user: User) -> TaskPolicyQuerySet:
        return self.filter(traject__in=Traject.objects.visible_to(user))

    def of(self, traject: Traject) -> TaskPolicyQuerySet:
        """Every version of this traject, the newest first."""
        return self.filter(traject=traject).order_by("-number")

    def for_page(self) -> TaskPolicyQuerySet:
        return self.select_related("traject__school").fetch_mode(models.FETCH_RAISE)

    def for_list(self) -> models.QuerySet[Any]:
        """With the number of items, and whether tables or proposals are about one of them."""
        mine = PolicyItem.objects.filter(category__task_policy=models.OuterRef("pk"))
        return self.annotate(
            size=models.Count("categories__items"), is_discussed=models.Exists(mine.discussed())
        )

    @transaction.atomic
    def begin(self, traject: Traject, *, origin: str, note: str = "") -> TaskPolicy:
        """A next version without items; writers wait for each other.

        It keeps the edition, the norm and the CAO numbers of the version before it; a first
        one takes them from the traject, the school and the shipped edition.
        """
        Traject.objects.select_for_update().get(pk=traject.pk)
        newest = self.of(traject).first()
        policy = self.create(
            traject=traject,
            number=newest.number + 1 if newest else 1,
            cao_edition=newest.cao_edition if newest else traject.cao_edition,
            norm_hours=newest.norm_hours if newest else traject.school.norm_hours,
            origin=origin,
            note=note,
        )
        terms = newest.terms.all() if newest else terms_of_edition(policy)
        PolicyTerm.objects.bulk_create(copies(terms, task_policy=policy))
        return policy


class TaskPolicy(OfTraject, Versioned):
    """One version of the school's taakbeleid: categories, items, hours (domain 7)."""

    class Origin(models.TextChoices):
        HAND = "hand", "zelf ingevoerd"
        FILE = "file", "uit een bestand"
        COPY = "copy", "kopie van een versie"
        DECISION = "decision", "na een besluit"

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="policies")
    number = models.PositiveSmallIntegerField("versie", default=1)
    cao_edition = models.CharField("editie van de CAO", max_length=40)
    norm_hours = models.PositiveSmallIntegerField("normjaartaak in klokuren", default=1659)
    valid_from = models.DateField("geldt vanaf", null=True, blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.HAND)
    note = models.CharField("waarom deze versie", max_length=200, blank=True)
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

    @functools.cached_property
    def is_newest(self) -> bool:
        return not TaskPolicy.objects.filter(
            traject=self.traject_id, number__gt=self.number
        ).exists()

    @transaction.atomic
    def copy(self, *, by: User, note: str) -> TaskPolicy:
        """A next version with these items, to change while this one stays as it was."""
        policy = TaskPolicy.objects.begin(self.traject, origin=self.Origin.COPY, note=note)
        categories = {
            category.pk: PolicyCategory.objects.create(
                task_policy=policy, name=category.name, position=category.position
            )
            for category in self.categories.all()
        }
        for item in self.items():
            item.previous_id, item.category = item.pk, categories[item.category_id]
            item.pk, item._state.adding, item.version = None, True, 1
            item.save(force_insert=True)
        record(Verb.POLICY_VERSION_BEGUN, policy, by=by, detail=f"versie {policy.number}")
        return policy

    @transaction.atomic
    def change(self, *, version: int, by: User, **fields: Any) -> None:
        """Correct the edition, the norm or the day from which it holds."""
        self.save_if_unchanged(version=version, **fields)
        record(Verb.POLICY_CHANGED, self, by=by, detail="uitgangspunten")

    @transaction.atomic
    def add_term(self, *, by: User, **fields: Any) -> PolicyTerm:
        """A number of the CAO that was not among the shipped ones."""
        place = self.terms.count() + 1
        term = PolicyTerm.objects.create(
            task_policy=self, key=f"own-{secrets.token_hex(4)}", position=place, **fields
        )
        record(Verb.POLICY_CHANGED, term, by=by, detail=term.title)
        return term

    @transaction.atomic
    def take_terms(self, *, by: User) -> int:
        """Add the shipped numbers of this edition that are not there yet; how many."""
        known = set(self.terms.values_list("key", flat=True))
        missing = [term for term in terms_of_edition(self) if term.key not in known]
        PolicyTerm.objects.bulk_create(missing, ignore_conflicts=True)
        if missing:
            record(Verb.POLICY_CHANGED, self, by=by, detail=f"getallen van {self.cao_edition}")
        return len(missing)

    def get_absolute_url(self) -> str:
        return f"{reverse('trajects:policy', args=[self.traject_id])}?versie={self.number}"


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
        return self.discussed().exists()

    def discussed(self) -> PolicyItemQuerySet:
        """Those that an outcome, a conclusion or a proposal is about."""
        pointing = [
            models.Exists(
                relation.related_model._base_manager.filter(
                    **{relation.field.name: models.OuterRef("pk")}
                )
            )
            for relation in PolicyItem._meta.related_objects
            if relation.on_delete is models.PROTECT
        ]
        return self.filter(functools.reduce(operator.or_, map(models.Q, pointing)))

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
    quantity = models.PositiveSmallIntegerField(
        "hoe vaak in de school",
        null=True,
        blank=True,
        help_text="Alleen bij een onderdeel dat niet voor iedereen is: hoeveel groepen, klassen "
        "of personen. Dan telt het mee in de Urenbalans.",
    )
    is_within_other = models.BooleanField(
        "zit al in een ander onderdeel",
        default=False,
        help_text="Dan tellen deze uren niet nog een keer mee in de Urenbalans.",
    )
    term_key = models.CharField("uitgangspunt in de CAO", max_length=40, blank=True)
    previous = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="next_versions"
    )
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

    @transaction.atomic
    def remove(self, *, by: User) -> None:
        """Out of this version; what the tables spoke about stays."""
        record(Verb.POLICY_ITEM_REMOVED, self, by=by, detail=self.title)
        self.delete()

    def is_for_everybody_in(self, group: str) -> bool:
        """Whether each person of this function group has these hours."""
        words = EVERYBODY if group == StaffCategory.OP else ALL_SUPPORT
        each = any(word in f" {self.unit.lower()} " for word in FOR_EACH)
        return self.is_about(group) and self.applies_to.strip().lower() in words and not each

    def is_about(self, group: str) -> bool:
        """Without a function group it is about teachers, unless it says all staff."""
        if self.staff_category:
            return self.staff_category == group
        return group == StaffCategory.OP or self.applies_to.strip().lower() in ALL_STAFF

    def asks_hours_of(self, group: str) -> bool:
        """Hours of its own: not those that another item counts already."""
        return self.is_about(group) and self.hours_each_time > 0 and not self.is_within_other

    @property
    def hours_each_time(self) -> Decimal:
        """Clock hours for one person, group or class; a value that is a number of hours counts."""
        if self.hours is not None:
            return self.hours
        is_hours = self.unit.strip().lower().startswith(HOURS_IN)
        return self.value if self.value is not None and is_hours else Decimal(0)

    @property
    def task_policy(self) -> TaskPolicy:
        return self.category.task_policy

    @property
    def traject(self) -> Traject:
        return self.task_policy.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.category.task_policy.traject_id}"


def copies[Row: models.Model](rows: Iterable[Row], **fields: object) -> list[Row]:
    """The same rows, not saved yet, with these fields instead."""
    found = list(rows)
    for row in found:
        row.pk, row._state.adding = None, True
        for name, value in fields.items():
            setattr(row, name, value)
    return found


def shortest(number: Decimal) -> Decimal:
    """720 and 0.65: a number without the zeros that only the database writes."""
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()
