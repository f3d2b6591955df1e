"""What all tables said about one policy item, added up (E1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogues.models import DialogueSession, Outcome, OutcomeDirection
from trajects.models import PolicyItem, Theme, Traject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.models import User

COUNTED = {
    OutcomeDirection.LESS: "count_less",
    OutcomeDirection.KEEP: "count_keep",
    OutcomeDirection.MORE: "count_more",
    OutcomeDirection.DIFFERENT: "count_different",
}


@dataclass
class ItemTally:
    """One policy item and the outcomes of the tables that spoke about it."""

    policy_item: PolicyItem
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def tables(self) -> int:
        return len(self.outcomes)

    @property
    def directions(self) -> Counter[str]:
        """How many tables reached each direction."""
        return Counter(outcome.direction for outcome in self.outcomes)

    @property
    def persons(self) -> dict[str, int]:
        """Hands or phones per direction, over all tables."""
        return {
            direction: sum(getattr(outcome, name) for outcome in self.outcomes)
            for direction, name in COUNTED.items()
        }

    @property
    def base(self) -> int:
        """Persons who chose a direction; "weet ik niet" stays outside (domain 5)."""
        return sum(self.persons.values())

    @property
    def unknown(self) -> int:
        return sum(outcome.count_unknown for outcome in self.outcomes)

    @property
    def leading(self) -> OutcomeDirection | None:
        """The direction most tables reached, or None when two are equal or nobody met."""
        ranked = self.directions.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
            return None
        return OutcomeDirection(ranked[0][0])

    @property
    def agreement(self) -> float:
        """Share of the tables behind the leading direction, 0 to 1."""
        return max(self.directions.values(), default=0) / self.tables if self.tables else 0.0

    @property
    def unconfirmed(self) -> int:
        return sum(outcome.confirmed_at is None for outcome in self.outcomes)

    @property
    def unconfirmed_in_words(self) -> str:
        return f"{self.unconfirmed} nog niet bevestigd"

    @property
    def conclusion_in_words(self) -> str:
        """One sentence, the name of the chart (XA7)."""
        if not self.tables:
            return "Hier is nog niet over gesproken."
        if self.leading is None:
            return f"De {self.tables} tafels verschillen van richting."
        with_it = self.directions[self.leading]
        if self.tables == 1:
            return f"De tafel kiest: {self.leading.label}."
        return f"{with_it} van {self.tables} tafels: {self.leading.label}."

    def is_enough(self, minimum: int) -> bool:
        """Whether the number of persons may be shown (R49); the tables' words always may."""
        return self.base >= minimum


def tallies(traject: Traject, *, visible_to: User | None = None) -> list[ItemTally]:
    """Every item of the present taakbeleid with its outcomes, in the order of the policy.

    For a reader: what this person may see of closed tables. Without one: only sessions that
    are closed, so that no table learns what another said while it still talks. Two queries.
    """
    outcomes = Outcome.objects.of(traject).for_overview()
    if visible_to is not None:
        outcomes = outcomes.visible_to(visible_to)
    else:
        outcomes = outcomes.filter(table__session__status=DialogueSession.Status.CLOSED)
    found = {item.pk: ItemTally(item) for item in PolicyItem.objects.of(traject).for_overview()}
    for outcome in outcomes.order_by("table__session__starts_at", "table__number"):
        if outcome.policy_item_id in found:
            found[outcome.policy_item_id].outcomes.append(outcome)
    return list(found.values())


def by_agreement(items: Iterable[ItemTally]) -> list[ItemTally]:
    """Spoken about first, most agreed on top (XG1)."""
    return sorted(items, key=lambda item: (not item.tables, -item.agreement, -item.tables))


def by_theme(items: Iterable[ItemTally]) -> list[tuple[Theme | None, list[ItemTally]]]:
    """Grouped by theme, themes in their own order; items without a theme last."""
    groups: dict[Theme | None, list[ItemTally]] = {}
    for item in items:
        groups.setdefault(item.policy_item.theme, []).append(item)
    return sorted(
        groups.items(), key=lambda pair: (pair[0] is None, pair[0].position if pair[0] else 0)
    )
