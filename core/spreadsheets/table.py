import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

type Cell = str | Decimal | date


class Formula(str):
    """A cell that held a formula: empty for whoever reads it, and still known as one."""


MOST_ROWS = 5_000
MOST_COLUMNS = 50
HEADER_WITHIN = 20

TOO_MANY_ROWS = (
    "Het bestand heeft meer dan 5.000 rijen. Verdeel de lijst over meer bestanden "
    "en lees ze na elkaar in."
)
TOO_MANY_COLUMNS = (
    "Het bestand heeft meer dan 50 kolommen. Bewaar alleen de kolommen die nodig zijn."
)


class SpreadsheetRefused(Exception):
    """A file we do not read; the message says in Dutch what is wrong and what to do."""


@dataclass
class Table:
    """What a file holds: every row that is not empty, title rows included.

    `lines` has for each row its number in the file, for messages people can follow.
    """

    rows: list[list[Cell]]
    lines: list[int]
    notes: list[str] = field(default_factory=list)

    def header_index(self, aliases: Collection[str]) -> int | None:
        """The row that looks most like a header: the most cells known by one of these names.

        Title rows may stand above it. None when no row has two known names (or one, if
        the row has one cell).
        """
        known = {plain(alias) for alias in aliases}
        best, most = None, 0
        for index, row in enumerate(self.rows[:HEADER_WITHIN]):
            found = sum(1 for cell in row if isinstance(cell, str) and plain(cell) in known)
            if found > most and found >= min(2, len(row)):
                best, most = index, found
        return best

    def header(self, index: int) -> list[str]:
        """The names in that row, as wide as the widest row of the table."""
        names = [str(cell) for cell in self.rows[index]]
        return names + [""] * (self.width - len(names))

    def below(self, index: int) -> list[tuple[int, list[Cell]]]:
        """The rows under the header with their line numbers, all equally wide."""
        width = self.width
        return [
            (line, row + [""] * (width - len(row)))
            for line, row in zip(self.lines[index + 1 :], self.rows[index + 1 :], strict=True)
        ]

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


def plain(text: str) -> str:
    """A column name without case, accents, signs and spaces, to compare it."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in decomposed if mark.isalnum())
