"""Do the hours of the present taakbeleid fit, for each function group? (domain 7)

Clock hours a year at a working time factor of 1,0; rounded on display only. Totals are of
groups: a group below the school's minimum shows none (R49).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from core.words import uren, wtf
from people.models import StaffCategory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.models import School
    from trajects.models.policy import PolicyItem

EXAMPLE_FACTORS = (Decimal("1.0"), Decimal("0.8"), Decimal("0.4"))


@dataclass(frozen=True)
class Staffing:
    """One function group of the school: heads, and the sum of their working time factors."""

    group: StaffCategory
    persons: int
    fte: Decimal
    is_large_enough: bool


@dataclass(frozen=True)
class HoursRow:
    """One line of the balance: a person at each example factor, and the whole group."""

    name: str
    each: list[Decimal]
    total: Decimal

    @property
    def labelled(self) -> list[dict[str, Decimal]]:
        return [
            {"factor": factor, "value": value}
            for factor, value in zip(EXAMPLE_FACTORS, self.each, strict=True)
        ]

    def minus(self, other: HoursRow, name: str) -> HoursRow:
        each = [mine - theirs for mine, theirs in zip(self.each, other.each, strict=True)]
        return HoursRow(name, each, self.total - other.total)


@dataclass
class CategoryHours:
    """One category of one group.

    `pro_rata`: for everybody, by working time factor; `fixed`: for everybody, whatever the
    factor; `counted`: for the whole school, from items with a number of times.
    """

    name: str
    pro_rata: Decimal = Decimal(0)
    fixed: Decimal = Decimal(0)
    counted: Decimal = Decimal(0)

    def at(self, factor: Decimal) -> Decimal:
        """Hours of one person with this working time factor."""
        return self.pro_rata * factor + self.fixed

    def total(self, staffing: Staffing) -> Decimal:
        """Hours of the whole group."""
        return self.pro_rata * staffing.fte + self.fixed * staffing.persons + self.counted


@dataclass
class GroupHours:
    """The Urenbalans of one function group: N·w against what the items ask."""

    staffing: Staffing
    norm: Decimal
    categories: list[CategoryHours]
    uncounted: list[PolicyItem] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(self.staffing.group.label)

    @property
    def shows_totals(self) -> bool:
        return self.staffing.is_large_enough and self.staffing.fte > 0

    @property
    def why_no_totals(self) -> str:
        if self.shows_totals:
            return ""
        if not self.staffing.persons:
            return "Er staat nog niemand van deze groep in de personeelslijst."
        return "De groep is te klein om totalen te tonen."

    @property
    def rows(self) -> list[HoursRow]:
        return [
            HoursRow(
                each.name,
                [each.at(factor) for factor in EXAMPLE_FACTORS],
                each.total(self.staffing),
            )
            for each in self.categories
        ]

    @property
    def sums(self) -> list[HoursRow]:
        """Together, the norm N·w, and what is left of it (O; below zero it does not fit)."""
        rows = self.rows
        each = [
            sum(column, Decimal(0)) for column in zip(*(row.each for row in rows), strict=True)
        ]
        used = HoursRow("Samen", each or [Decimal(0)] * len(EXAMPLE_FACTORS), self._total(rows))
        norms = [self.norm * factor for factor in EXAMPLE_FACTORS]
        norm = HoursRow("Normjaartaak", norms, self.norm * self.staffing.fte)
        return [used, norm, norm.minus(used, "Blijft over")]

    def _total(self, rows: list[HoursRow]) -> Decimal:
        return sum((row.total for row in rows), Decimal(0))

    @property
    def left(self) -> HoursRow:
        return self.sums[-1]

    @property
    def fits(self) -> bool:
        """For each person, and for the group as far as its total may be shown."""
        left = self.left
        return min(left.each) >= 0 and (left.total >= 0 or not self.shows_totals)

    @property
    def conclusion(self) -> str:
        """The balance in one sentence."""
        left = self.left
        least = min(left.labelled, key=lambda hours: hours["value"])
        if least["value"] < 0:
            return (
                f"Bij wtf {wtf(least['factor'])} is {uren(-least['value'])} uur te veel verdeeld."
            )
        if self.shows_totals and left.total < 0:
            return (
                f"Voor de hele groep is {uren(-left.total)} uur te veel verdeeld, "
                f"dat is {wtf(round(-left.total / self.norm, 1))} fte."
            )
        return f"Per volle baan blijft er {uren(left.each[0])} uur over voor andere taken."


def staffing_of(school: School) -> list[Staffing]:
    """The function groups of those employed now, also one without anybody; one query."""
    found = (
        school.staff.employed()
        .order_by()
        .values("staff_category")
        .annotate(persons=Count("pk"), fte=Sum("working_time_factor"))
    )
    sizes = {row["staff_category"]: (row["persons"], row["fte"]) for row in found}
    groups = []
    for group in (StaffCategory.OP, StaffCategory.OOP):
        persons, fte = sizes.get(group, (0, Decimal(0)))
        groups.append(Staffing(group, persons, fte, persons >= school.minimum_group))
    return groups


def present_balance(
    items: Iterable[PolicyItem], staffing: Iterable[Staffing], *, norm: Decimal
) -> list[GroupHours]:
    """The Urenbalans for each group that has hours in the taakbeleid.

    An item for everybody counts for each person; an item for some counts when the school
    said how many times it occurs, and is named in `uncounted` when it did not.
    """
    rows = list(items)
    balances = [_group(rows, group, norm) for group in staffing]
    return [balance for balance in balances if balance.categories or balance.uncounted]


def _group(items: list[PolicyItem], staffing: Staffing, norm: Decimal) -> GroupHours:
    found: dict[str, CategoryHours] = {}
    uncounted = []
    for item in items:
        if not item.asks_hours_of(staffing.group):
            continue
        category = found.setdefault(item.category.name, CategoryHours(item.category.name))
        if item.is_for_everybody_in(staffing.group):
            _add(category, item)
        elif item.quantity is None:
            uncounted.append(item)
        else:
            category.counted += item.hours_each_time * item.quantity
    kept = [each for each in found.values() if each.pro_rata or each.fixed or each.counted]
    return GroupHours(staffing, norm, kept, uncounted)


def _add(category: CategoryHours, item: PolicyItem) -> None:
    if item.is_pro_rata:
        category.pro_rata += item.hours_each_time
    else:
        category.fixed += item.hours_each_time
