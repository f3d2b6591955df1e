"""All factors with their scores over the rounds: for the page, the drawing and paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from core.charts.score_grid import ScoreGrid, score_grid
from trajects.models.success_factors import FactorNote, ScoreRound, Shown, shown
from trajects.models.template import shipped_items
from trajects.models.traject import Phase

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class FactorRow:
    """One factor: a cell per closed round, the note, and the point of the checklist."""

    key: str
    title: str
    text: str
    phase: str
    checklist: str
    cells: list[Shown]
    note: FactorNote | None

    @property
    def note_text(self) -> str:
        return self.note.text if self.note else ""


class FactorGrid:
    """`rounds` in order of day; only closed ones have results, those that asked count."""

    def __init__(self, rounds: Sequence[ScoreRound], notes: Sequence[FactorNote]) -> None:
        self.closed = [one for one in rounds if one.status == ScoreRound.Status.CLOSED]
        self.notes = {note.factor: note for note in notes}

    @cached_property
    def rows(self) -> list[FactorRow]:
        return [
            FactorRow(
                key=item["key"],
                title=item["title"],
                text=item["text"],
                phase=item["phase"],
                checklist=item.get("checklist", ""),
                cells=[shown(each, item["key"]) for each in self.closed],
                note=self.notes.get(item["key"]),
            )
            for item in shipped_items("success_factors")
        ]

    @property
    def phases(self) -> list[tuple[Phase, list[FactorRow]]]:
        return [(phase, [row for row in self.rows if row.phase == phase]) for phase in Phase]

    @property
    def charts(self) -> list[tuple[Phase, list[FactorRow], ScoreGrid | None]]:
        """Per phase the rows and their drawing; no drawing when no round asked about it."""
        labels = [one.label for one in self.closed]
        return [
            (phase, rows, score_grid(labels, [_drawn(row) for row in rows]))
            if any(cell.is_asked for row in rows for cell in row.cells)
            else (phase, rows, None)
            for phase, rows in self.phases
        ]

    @property
    def sentence(self) -> str:
        """What the drawing shows, in words (XA7)."""
        if not self.closed:
            return "Er is nog geen ronde gesloten."
        last = self.closed[-1]
        said = [shown(last, row.key) for row in self.rows]
        yes = sum(_most_said_yes(one) for one in said)
        asked = sum(one.counts is not None for one in said)
        return f"In de ronde ‘{last}’ was ‘ja’ bij {yes} van {asked} factoren het meest gekozen."


def _drawn(row: FactorRow) -> tuple[str, list[tuple[tuple[int, int, int] | None, bool]]]:
    return row.title, [(cell.counts, cell.is_asked) for cell in row.cells]


def _most_said_yes(one: Shown) -> bool:
    return one.counts is not None and one.counts[2] > max(one.counts[:2])
