"""The Urenbalans: do the hours of a package fit? Pure arithmetic, rounded on display only.

Hours are clock hours a year at a working time factor of 1,0 (domain 7).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

EXAMPLE_FACTORS = (Decimal("0.4"), Decimal("0.8"), Decimal("1.0"))
EVERYBODY = "alle medewerkers"


def hours_left(
    norm: Decimal,
    lessons: Decimal,
    prep_factor: Decimal,
    development: Decimal,
    choice_budget: Decimal = Decimal(0),
    factor: Decimal = Decimal(1),
) -> Decimal:
    """O = N·w - L·(1 + p) - D - K, where all but `norm` are already for this factor."""
    return norm * factor - lessons * (1 + prep_factor) - development - choice_budget


def lessons_that_fit(room: Decimal, prep_factor: Decimal) -> Decimal:
    """L = room / (1 + p): how many lesson hours fit in `room` hours for lessons and prep."""
    return room / (1 + prep_factor)


@dataclass(frozen=True)
class HoursChange:
    """What one item does: `delta` hours more (or less) in `category`, for one group."""

    title: str
    group: str
    category: str
    delta: Decimal
    taken_from: str = ""
    fte: Decimal = Decimal(0)
    persons: int = 0
    is_pro_rata: bool = True

    @property
    def size(self) -> Decimal:
        return self.fte if self.is_pro_rata else Decimal(self.persons)

    @property
    def total(self) -> Decimal:
        """Hours a year for the whole group."""
        return self.delta * self.size

    def at(self, factor: Decimal) -> Decimal:
        """The change for one person with this working time factor."""
        return self.delta * factor if self.is_pro_rata else self.delta


@dataclass(frozen=True)
class GroupBalance:
    """All changes for one group together."""

    group: str
    changes: list[HoursChange]

    @property
    def by_category(self) -> dict[str, Decimal]:
        """Net hours per category, with what silently moves along."""
        net: dict[str, Decimal] = defaultdict(Decimal)
        for change in self.changes:
            net[change.category] += change.delta
            if self.moves_along(change):
                net[change.taken_from] -= change.delta
        return dict(net)

    @property
    def gap(self) -> Decimal:
        """Above zero: this many hours at 1,0 do not fit in the norm; below: still free."""
        return sum((change.delta for change in self.unbalanced), Decimal(0))

    @property
    def total_gap(self) -> Decimal:
        return sum((change.total for change in self.unbalanced), Decimal(0))

    @property
    def unbalanced(self) -> list[HoursChange]:
        """Changes that need another change of the package to balance them."""
        return [change for change in self.changes if not self.moves_along(change)]

    def moves_along(self, change: HoursChange) -> bool:
        """Do the hours come out of a category without a change of its own in this package?

        A change there in the opposite direction says how many hours really move. Hours out of
        the own category stay in it: other work there makes room.
        """
        if not change.taken_from:
            return False
        return not any(
            other.category == change.taken_from and other.delta * change.delta < 0
            for other in self.changes
        )

    @property
    def closes(self) -> bool:
        return self.gap == 0


@dataclass(frozen=True)
class HoursBalance:
    """The package: every group, and the total in hours and in full-time jobs."""

    norm: Decimal
    groups: list[GroupBalance]

    @classmethod
    def of(cls, changes: Iterable[HoursChange], *, norm: Decimal) -> HoursBalance:
        by_group: dict[str, list[HoursChange]] = defaultdict(list)
        for change in changes:
            by_group[change.group].append(change)
        return cls(norm, [GroupBalance(group, found) for group, found in by_group.items()])

    @property
    def closes(self) -> bool:
        return all(group.closes for group in self.groups)

    @property
    def total_gap(self) -> Decimal:
        return sum((group.total_gap for group in self.groups), Decimal(0))

    @property
    def gap_in_fte(self) -> Decimal:
        return self.total_gap / self.norm

    @property
    def moves_between_categories(self) -> bool:
        """The systeemtoets (R25): does any category of any group get other hours?"""
        return any(hours != 0 for group in self.groups for hours in group.by_category.values())
