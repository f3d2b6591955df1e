"""What the CAO says about the hours, as data beside each version of the taakbeleid (R43, R46)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from core.models import record
from core.verbs import Verb
from core.versions import Versioned
from trajects.models.template import shipped_items
from trajects.models.traject import Traject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from people.models import User
    from trajects.models.policy import PolicyItem, TaskPolicy


class PolicyTermQuerySet(models.QuerySet["PolicyTerm"]):
    def visible_to(self, user: User) -> PolicyTermQuerySet:
        return self.filter(task_policy__traject__in=Traject.objects.visible_to(user))

    def for_page(self) -> PolicyTermQuerySet:
        return self.select_related("task_policy__traject__school")


class PolicyTerm(Versioned):
    """One number of the CAO as this version of the taakbeleid reads it; the school may correct it.

    `value` in `unit`, at a working time factor of 1,0.
    """

    class Bound(models.TextChoices):
        NORM = "norm", "precies"
        MAXIMUM = "maximum", "hoogstens"
        MINIMUM = "minimum", "ten minste"

    task_policy = models.ForeignKey("trajects.TaskPolicy", models.CASCADE, related_name="terms")
    key = models.SlugField(max_length=40, editable=False)
    title = models.CharField("uitgangspunt", max_length=120)
    value = models.DecimalField("waarde", max_digits=10, decimal_places=4)
    unit = models.CharField("eenheid", max_length=60, blank=True)
    bound = models.CharField("geldt als", max_length=8, choices=Bound, default=Bound.NORM)
    article = models.CharField("artikel", max_length=40, blank=True)
    note = models.CharField("toelichting", max_length=200, blank=True)
    is_certain = models.BooleanField("nagekeken in de CAO", default=False)
    source = models.CharField("bron", max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = PolicyTermQuerySet.as_manager()

    class Meta:
        verbose_name = "uitgangspunt uit de CAO"
        verbose_name_plural = "uitgangspunten uit de CAO"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task_policy", "key"], name="policy_term_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def traject(self) -> Traject:
        return self.task_policy.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.task_policy.traject_id}"

    @transaction.atomic
    def change(self, *, version: int, by: User, **fields: Any) -> None:
        self.save_if_unchanged(version=version, **fields)
        record(Verb.POLICY_CHANGED, self, by=by, detail=self.title)

    def is_kept_by(self, hours: Decimal) -> bool:
        """Whether so many clock hours at 1,0 stay on the right side of this number."""
        if self.bound == self.Bound.MAXIMUM:
            return hours <= self.value
        if self.bound == self.Bound.MINIMUM:
            return hours >= self.value
        return hours == self.value


def editions() -> list[dict[str, Any]]:
    """The editions of the CAO that come with the product, the newest first."""
    return shipped_items("cao_editions")


def edition_titled(title: str) -> dict[str, Any] | None:
    return next((found for found in editions() if found["title"] == title), None)


def terms_of_edition(policy: TaskPolicy) -> list[PolicyTerm]:
    """The shipped numbers of this version's edition, not saved yet; none for an unknown one."""
    edition = edition_titled(policy.cao_edition)
    rows: list[dict[str, Any]] = edition["terms"] if edition else []
    fields = ("key", "title", "unit", "bound", "article", "note", "is_certain")
    return [
        PolicyTerm(
            task_policy=policy,
            position=position,
            value=Decimal(row["value"]),
            source=edition["source"] if edition else "",
            **{name: row[name] for name in fields},
        )
        for position, row in enumerate(rows, start=1)
    ]


def below_the_cao(
    items: Iterable[PolicyItem], terms: Iterable[PolicyTerm]
) -> Iterator[tuple[PolicyItem, PolicyTerm]]:
    """Items that give less, or ask more, than the CAO number they name (R46: advice)."""
    by_key = {term.key: term for term in terms}
    for item in items:
        term = by_key.get(item.term_key)
        if term and item.hours is not None and not term.is_kept_by(item.hours):
            yield item, term
