"""A grid of rounds and factors: in each cell how many said not yet, partly or yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.charts.shapes import diagonals

if TYPE_CHECKING:
    from collections.abc import Sequence

LABELS, CELL, GAP = 290.0, 116.0, 12.0
HEAD, ROW, BAR = 34.0, 30.0, 20.0
PARTS = ("not_yet", "partly", "yes")
WORDS = {"not_yet": "nog niet", "partly": "deels", "yes": "ja"}
SHORTEST_FOR_NUMBER = 14


@dataclass(frozen=True)
class Piece:
    """One value in a cell, with its count; partly carries lines, not yet only an edge."""

    kind: str
    count: int
    x: float
    y: float
    width: float
    is_single: bool = False

    @property
    def label(self) -> str:
        """The count; a single joint score says its word instead."""
        return WORDS[self.kind] if self.is_single else str(self.count)

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def text_y(self) -> float:
        return self.y + 14.5

    @property
    def lines(self) -> str:
        return diagonals(self.x, self.y, self.width, BAR) if self.kind == "partly" else ""

    @property
    def shows_number(self) -> bool:
        return self.width >= SHORTEST_FOR_NUMBER


@dataclass(frozen=True)
class Cell:
    """What one round says about one factor; without pieces it was not asked or too few."""

    x: float
    y: float
    pieces: tuple[Piece, ...]
    is_hatched: bool

    @property
    def hatching(self) -> str:
        return diagonals(self.x, self.y, CELL, BAR, gap=9) if self.is_hatched else ""


@dataclass(frozen=True)
class GridRow:
    label: str
    y: float
    cells: tuple[Cell, ...]

    @property
    def text_y(self) -> float:
        return self.y + 14.5


@dataclass(frozen=True)
class ScoreGrid:
    width: float
    height: float
    heads: tuple[tuple[float, str], ...]
    rows: tuple[GridRow, ...]
    bar: float = BAR
    cell: float = CELL


type Counts = Sequence[int] | None


def score_grid(
    rounds: Sequence[str], rows: Sequence[tuple[str, Sequence[tuple[Counts, bool]]]]
) -> ScoreGrid:
    """`rows`: a label, and per round the counts (not yet, partly, yes) or None.

    The second of each pair says that it was asked, so that None means too few answers.
    """
    heads = tuple((_x(number), label) for number, label in enumerate(rounds))
    drawn = []
    for number, (label, cells) in enumerate(rows):
        y = HEAD + number * ROW
        found = tuple(_cell(_x(at), y, *cell) for at, cell in enumerate(cells))
        drawn.append(GridRow(label, y, found))
    return ScoreGrid(_x(len(rounds)), HEAD + len(rows) * ROW, heads, tuple(drawn))


def _x(number: int) -> float:
    return LABELS + number * (CELL + GAP)


def _cell(x: float, y: float, counts: Counts, is_asked: bool) -> Cell:
    if not counts or not sum(counts):
        return Cell(x, y, (), is_asked)
    unit, left, pieces = CELL / sum(counts), x, []
    for kind, count in zip(PARTS, counts, strict=True):
        if count:
            width = round(count * unit, 1)
            pieces.append(Piece(kind, count, round(left, 1), y, width, is_single=sum(counts) == 1))
            left += width
    return Cell(x, y, tuple(pieces), is_hatched=False)
