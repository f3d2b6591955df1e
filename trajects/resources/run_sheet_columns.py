"""Two columns that only the draaiboek has: who takes care of a row, and what it waits for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.rows import Column
from core.spreadsheets.cells import CellRefused, as_text, one_line
from core.spreadsheets.table import plain

if TYPE_CHECKING:
    from core.spreadsheets import Cell

UNKNOWN_ROLE = (
    "‘{}’ kennen we niet. Schrijf een plaats uit het team, zoals ‘{}’, of een rol in de school."
)
TWO_SEATS = "‘{}’ past bij meer plaatsen in het team. Schrijf rol en naam, zoals ‘{}’."
TWO_ROWS = "Er zijn meer regels met de naam ‘{}’. Schrijf de sleutel."
NEW = "nieuw:"
SEAT, ROLE = "seat:", "role:"


@dataclass(frozen=True)
class Who(Column):
    """ "projectleider: Anna de Wit", "projectleider", "Anna de Wit", or a role of the school.

    `names`: the words of each seat ("seat:12") and role ("role:pmr_member").
    """

    names: Mapping[str, str] = field(default_factory=dict)

    def show(self, value: str) -> str:
        return self.names.get(value, "")

    def _read(self, cell: Cell) -> str:
        written = one_line(as_text(cell))
        found = plain(written)
        if not found:
            return ""
        seats = [token for token in self.names if token.startswith(SEAT)]
        exact = [token for token in seats if plain(self.names[token]) == found]
        near = exact or [token for token in seats if found in _parts(self.names[token])]
        roles = [t for t, name in self.names.items() if t not in seats and plain(name) == found]
        matches = near or roles
        if len(matches) == 1:
            return matches[0]
        example = next(iter(self.names.values()), "projectleider")
        message = TWO_SEATS if matches else UNKNOWN_ROLE
        raise CellRefused(message.format(written[:60], example))


def _parts(name: str) -> set[str]:
    """The role and the holder in the words of a seat."""
    return {plain(part) for part in name.split(":", 1)}


@dataclass(frozen=True)
class Waits(Column):
    """Keys with commas between them; the names of rows are understood too.

    A name that no row has may belong to a new row of the same file: "nieuw:" and the name.
    """

    keys: Mapping[str, list[str]] = field(default_factory=dict)

    def show(self, value: tuple[str, ...]) -> str:
        return ", ".join(value)

    def _read(self, cell: Cell) -> tuple[str, ...]:
        found: list[str] = []
        for piece in filter(None, map(one_line, re.split(r"[;\n]", as_text(cell)))):
            whole = self._known(piece)
            parts = [whole] if whole else [self._token(part) for part in piece.split(",")]
            found += [part for part in parts if part != NEW]
        return tuple(dict.fromkeys(found))

    def _known(self, piece: str) -> str:
        keys = self.keys.get(plain(piece), [])
        if len(keys) > 1:
            raise CellRefused(TWO_ROWS.format(piece[:60]))
        return keys[0] if keys else ""

    def _token(self, piece: str) -> str:
        return self._known(piece) or f"{NEW}{piece.strip()}"
