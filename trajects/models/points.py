"""The facts of the checklists with what is seen of each: for the page, paper and export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from trajects.models.evidence import Evidence, evidence_for
from trajects.models.traject import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trajects.models.checklist import ChecklistItem
    from trajects.models.traject import Traject


@dataclass(frozen=True)
class Point:
    """A fact of the list with what the system sees of it."""

    item: ChecklistItem
    evidence: Evidence | None

    @property
    def is_seen(self) -> bool:
        return bool(self.evidence and self.evidence.done)

    @property
    def is_elsewhere(self) -> bool:
        """Somebody says it happened, while the system has its own place for it."""
        return self.item.is_ticked and self.evidence is not None and not self.is_seen

    @property
    def is_done(self) -> bool:
        return self.is_seen or self.item.is_ticked

    @property
    def counts(self) -> bool:
        """What does not apply stays out of the total, unless it happened anyway."""
        return self.is_done or not self.item.is_left_out

    @property
    def state(self) -> str:
        """One of the words of the filter."""
        if self.is_done:
            return "waar"
        return "open" if self.counts else "nvt"

    @property
    def state_in_words(self) -> str:
        if self.is_seen:
            return "waar, gezien door Taakdialoog"
        if self.is_done:
            return "waar, elders gebeurd" if self.is_elsewhere else "waar, met de hand"
        return "nog niet waar" if self.counts else "niet van toepassing"

    @property
    def proof_url(self) -> str:
        """Where what it rests on can be read."""
        if self.evidence is None or not self.evidence.page:
            return ""
        target = self.evidence.target or self.item.traject_id
        return reverse(self.evidence.page, args=[target])


@dataclass(frozen=True)
class PhaseList:
    """The points of one phase: those that are shown, and the totals of all of them."""

    phase: Phase
    points: list[Point]
    done: int
    total: int


def points_of(traject: Traject, items: list[ChecklistItem]) -> list[Point]:
    """Each item with its evidence, in the order of the items."""
    seen = evidence_for(traject, {item.evidence for item in items if item.evidence})
    return [Point(item, seen.get(item.evidence)) for item in items]


def totals(points: Iterable[Point]) -> tuple[int, int]:
    """How many are true, of how many that apply."""
    counted = [point for point in points if point.counts]
    return sum(point.is_done for point in counted), len(counted)


def by_phase(points: list[Point], *, fase: str = "", stand: str = "") -> list[PhaseList]:
    """The phases with what was asked for; the totals are always of the whole phase."""
    lists = []
    for phase in Phase:
        inside = [point for point in points if point.item.phase == phase]
        shown = [point for point in inside if stand in {"", point.state}]
        if inside and fase in {"", phase.value}:
            lists.append(PhaseList(phase, shown, *totals(inside)))
    return lists
