"""Two versions of the taakbeleid beside each other: what is new, gone and different."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from core.spreadsheets.table import plain
from trajects.models.policy import PolicyItem, TaskPolicy, shortest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

COMPARED = (
    "title",
    "category",
    "unit",
    "value",
    "hours",
    "applies_to",
    "staff_category",
    "is_pro_rata",
    "quantity",
    "is_within_other",
    "text",
    "question",
)


@dataclass(frozen=True)
class FieldChange:
    """One field of an item in both versions, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ItemChange:
    """One item: only `new` is added, only `old` is gone, both may differ in `fields`."""

    old: PolicyItem | None
    new: PolicyItem | None
    fields: list[FieldChange] = field(default_factory=list)

    @property
    def item(self) -> PolicyItem | None:
        return self.new or self.old

    @property
    def hours_delta(self) -> Decimal | None:
        """Clock hours at 1,0 more (or less); None when the hours are the same or unknown."""
        before, after = (each.hours if each else None for each in (self.old, self.new))
        return None if before == after else (after or Decimal(0)) - (before or Decimal(0))


@dataclass(frozen=True)
class Comparison:
    """What differs between two sets of items."""

    added: list[ItemChange]
    gone: list[ItemChange]
    changed: list[ItemChange]
    same: int

    @classmethod
    def of(
        cls, old: Sequence[PolicyItem], new: Sequence[PolicyItem], *, origins: dict[int, int]
    ) -> Comparison:
        """`origins`: for an item of the new version, the item of the old one it comes from."""
        pairs = _pairs(old, new, origins)
        met = {before.pk for before, _ in pairs if before}
        both = [
            ItemChange(before, after, _field_changes(before, after))
            for before, after in pairs
            if before
        ]
        return cls(
            added=[ItemChange(None, after) for before, after in pairs if before is None],
            gone=[ItemChange(item, None) for item in old if item.pk not in met],
            changed=[change for change in both if change.fields],
            same=sum(1 for change in both if not change.fields),
        )

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.gone or self.changed)

    @property
    def hours_delta(self) -> Decimal:
        """Net clock hours at 1,0 of everything that differs."""
        changes = [*self.added, *self.gone, *self.changed]
        return sum((change.hours_delta or Decimal(0) for change in changes), Decimal(0))


def compare(old: TaskPolicy, new: TaskPolicy) -> Comparison:
    """The items of two versions of one traject; three queries."""
    before, after = (list(version.items().for_overview()) for version in (old, new))
    return Comparison.of(before, after, origins=_origins(old, new))


def _origins(old: TaskPolicy, new: TaskPolicy) -> dict[int, int]:
    """Follow each item of the newer version back to the older one, version by version."""
    family = PolicyItem.objects.filter(
        category__task_policy__traject=new.traject_id,
        category__task_policy__number__gt=old.number,
        category__task_policy__number__lte=new.number,
    )
    earlier = dict(family.values_list("pk", "previous_id"))
    return {pk: origin for pk in earlier if (origin := _first(pk, earlier)) is not None}


def _first(pk: int, earlier: Mapping[int, int | None]) -> int | None:
    """The oldest ancestor that the chain reaches; it ends where `earlier` knows no further."""
    here: int | None = pk
    while here is not None and here in earlier:
        here = earlier[here]
    return here


def _pairs(
    old: Iterable[PolicyItem], new: Iterable[PolicyItem], origins: dict[int, int]
) -> list[tuple[PolicyItem | None, PolicyItem]]:
    """By origin first; an item without one by its name in its category."""
    by_pk = {item.pk: item for item in old}
    by_name = {_name(item): item for item in by_pk.values()}
    taken: set[int] = set()
    pairs: list[tuple[PolicyItem | None, PolicyItem]] = []
    for item in new:
        origin = by_pk.get(origins.get(item.pk) or item.previous_id or 0)
        before = origin or by_name.get(_name(item))
        if before is not None and before.pk in taken:
            before = None
        if before is not None:
            taken.add(before.pk)
        pairs.append((before, item))
    return pairs


def _name(item: PolicyItem) -> tuple[str, str]:
    return plain(item.category.name), plain(item.title)


def _field_changes(old: PolicyItem, new: PolicyItem) -> list[FieldChange]:
    return [
        FieldChange(_label(name), in_words(old, name), in_words(new, name))
        for name in COMPARED
        if _value(old, name) != _value(new, name)
    ]


def _value(item: PolicyItem, name: str) -> object:
    return item.category.name if name == "category" else getattr(item, name)


def _label(name: str) -> str:
    label = str(getattr(PolicyItem._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def in_words(item: PolicyItem, name: str) -> str:
    """One field of an item as people read it; nothing as nothing."""
    value = _value(item, name)
    if name == "staff_category":
        return str(item.get_staff_category_display())
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Decimal):
        return f"{shortest(value):f}".replace(".", ",")
    return "" if value is None else str(value)
