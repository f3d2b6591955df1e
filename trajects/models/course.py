"""Where a traject stands: the lines of the draaiboek gathered into steps (XS1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from trajects.models.run_sheet import RunSheetItem, sunday_of
from trajects.models.traject import Phase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trajects.models.planning import RunSheet

Status = RunSheetItem.Status

# The screen behind the link of a line; without one the line itself is the place to be.
SCREENS = {
    "go_no_go": ("Go of no-go", "trajects:go_no_go"),
    "approach": ("Aanpak en besluitvorming", "trajects:approach"),
    "agreements": ("Afspraken van het traject", "trajects:settings"),
    "team": ("Mensen en rollen", "trajects:team"),
    "support": ("Draagvlak", "trajects:support"),
    "progress": ("Logboek", "trajects:progress_log"),
    "run_sheet": ("Draaiboek", "trajects:run_sheet"),
    "library": ("Informatie verzamelen", "trajects:library"),
    "policy": ("Taakbeleid", "trajects:policy"),
    "themes": ("Thema’s en gespreksvorm", "trajects:themes"),
    "communication": ("Communicatie", "trajects:communication"),
    "kickoff": ("Startbijeenkomst", "trajects:kickoff"),
    "sessions": ("Dialoogsessies", "dialogues:sessions"),
    "outcomes": ("Opbrengsten", "evaluations:outcomes"),
    "conclusions": ("Conclusies", "evaluations:conclusions"),
    "proposals": ("Voorstellen", "evaluations:proposals"),
    "consent": ("Instemming van de pmr", "evaluations:proposals"),
    "decision": ("Besluit", "evaluations:proposals"),
    "embedding": ("Invoeren en borgen", ""),
    "lessons": ("Terugkijken en leren", ""),
}
OTHER = ("Overige activiteiten", "")
DECIDING = {"sign_approach", "consent", "decision"}


@dataclass(frozen=True)
class Step:
    """Lines of one phase that belong together."""

    link: str
    items: list[Any]
    blockers: tuple[Any, ...] = ()

    @property
    def blocker(self) -> Any:
        """What the line at hand waits for in another step; nothing when it can begin."""
        found = dict(zip((item.pk for item in self.items), self.blockers, strict=False))
        first = found.get(self.current.pk)
        return first if self.current.is_open else None

    @property
    def label(self) -> str:
        return SCREENS.get(self.link, OTHER)[0]

    @property
    def page(self) -> str:
        return SCREENS.get(self.link, OTHER)[1]

    @cached_property
    def open_items(self) -> list[Any]:
        return [item for item in self.items if item.is_open]

    @property
    def done(self) -> int:
        return self.total - len(self.open_items)

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def current(self) -> Any:
        """The line that is at hand: the first open one, or else the last."""
        return self.open_items[0] if self.open_items else self.items[-1]

    @property
    def owner(self) -> str:
        return str(self.current.holder_name or self.current.role_name)

    @property
    def ends_on(self) -> date:
        last: date = self.current.ends_on
        return last

    @property
    def is_late(self) -> bool:
        return any(item.is_overdue for item in self.open_items)

    @property
    def status(self) -> str:
        states = {item.status for item in self.items}
        if not self.open_items:
            return Status.SKIPPED if states == {Status.SKIPPED} else Status.DONE
        if Status.WAITING_FOR_PMR in states:
            return Status.WAITING_FOR_PMR
        begun = self.done or Status.BUSY in states
        return Status.BUSY if begun else Status.NOT_STARTED

    @property
    def status_in_words(self) -> str:
        return str(Status(self.status).label)

    @property
    def evidence(self) -> str:
        """What shows that the last finished line is finished."""
        proofs = [item.evidence for item in self.items if item.status == Status.DONE]
        return next((proof for proof in reversed(proofs) if proof), "")

    @property
    def skip_reason(self) -> str:
        return next((item.skip_reason for item in self.items if item.skip_reason), "")


@dataclass(frozen=True)
class Column:
    """One phase with its steps."""

    phase: Phase
    steps: list[Step]
    is_current: bool = False

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)

    @property
    def total(self) -> int:
        return sum(step.total for step in self.steps)


class Course:
    """What the workspace tells about one traject; reads nothing by itself.

    `sheet` knows what waits for what and how much room is left.
    """

    def __init__(
        self,
        items: Sequence[Any],
        *,
        today: date | None = None,
        sheet: RunSheet | None = None,
    ) -> None:
        self.items = items
        self.sheet = sheet
        self.today = today or timezone.localdate()

    @cached_property
    def at_risk(self) -> list[Any]:
        """Lines that are not late yet, but leave too little time for what comes after them."""
        found = self.sheet.at_risk if self.sheet else []
        return [line for line in found if not line.is_overdue]

    def _blocker(self, item: Any) -> Any:
        """The first line that must be finished before this one can begin."""
        blockers = self.sheet.blockers(item.key) if self.sheet else []
        return next(iter(blockers), None)

    @cached_property
    def open_items(self) -> list[Any]:
        return [item for item in self.items if item.is_open]

    @cached_property
    def late(self) -> list[Any]:
        return [item for item in self.open_items if item.ends_on < self.today]

    @cached_property
    def this_week(self) -> list[Any]:
        """Open, begun or to begin before Monday, and not late yet."""
        end = sunday_of(self.today)
        return [
            item
            for item in self.open_items
            if item.ends_on >= self.today and item.starts_on <= end
        ]

    @property
    def next_item(self) -> Any:
        """The most urgent open line that has a screen of its own."""
        with_screen = (item for item in self.open_items if SCREENS.get(item.link, OTHER)[1])
        return min(with_screen, key=lambda item: (item.ends_on, item.starts_on), default=None)

    @property
    def next_page(self) -> str:
        return SCREENS[self.next_item.link][1] if self.next_item else ""

    @property
    def phase(self) -> Phase:
        """The last phase that has begun by its dates."""
        begun = [item.phase for item in self.items if item.starts_on <= self.today]
        return next((phase for phase in reversed(Phase) if phase in begun), Phase.PLANNING)

    @cached_property
    def columns(self) -> list[Column]:
        return [Column(phase, self._steps(phase), phase == self.phase) for phase in Phase]

    def _steps(self, phase: Phase) -> list[Step]:
        groups: dict[str, list[Any]] = {}
        for item in self.items:
            if item.phase == phase:
                groups.setdefault(item.link, []).append(item)
        return [
            Step(link, items, tuple(self._blocker(item) for item in items))
            for link, items in groups.items()
        ]

    @property
    def due(self) -> list[Any]:
        """Lines that should be finished by now."""
        return [item for item in self.items if item.ends_on < self.today]

    @property
    def on_time(self) -> int:
        return len(self.due) - len(self.late)

    @cached_property
    def sessions(self) -> list[Any]:
        return [item for item in self.items if item.key.startswith("session_hold")]

    @property
    def sessions_held(self) -> int:
        return sum(1 for item in self.sessions if item.status == Status.DONE)

    @property
    def next_session(self) -> Any:
        return next((item for item in self.sessions if item.is_open), None)

    @property
    def decisions(self) -> list[Any]:
        """What still waits for a decision of leadership, pmr or competent authority."""
        return [item for item in self.open_items if item.key in DECIDING]
