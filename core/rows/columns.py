"""The columns of a list: how a value goes into a file, and how it is read when it comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.spreadsheets import cells
from core.spreadsheets.cells import CellRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.spreadsheets import Cell

REQUIRED = "{} mag niet leeg zijn. Vul de cel in."
TOO_LONG = "{} is langer dan {} tekens. Kort de tekst in."


@dataclass(frozen=True)
class Column:
    """`label` heads the column in the file; `also` are names that mean the same.

    A column that is not editable is for reading only: what a file says there is not taken in.
    `get` finds the value of a row where it is not simply the attribute `name`.
    """

    name: str
    label: str
    also: tuple[str, ...] = ()
    is_required: bool = False
    is_editable: bool = True
    get: Callable[[Any], Any] | None = None

    def value(self, row: Any) -> Any:
        return self.get(row) if self.get else getattr(row, self.name)

    def show(self, value: Any) -> Any:
        """The value as a cell: a text, number, day, or yes or no."""
        return value

    def read(self, cell: Cell) -> Any:
        """The value that stands in a cell; CellRefused says what is wrong with it."""
        found = self._read(cell)
        if self.is_required and found in ("", None):
            raise CellRefused(REQUIRED.format(f"‘{self.label}’"))
        return found

    def _read(self, cell: Cell) -> Any:
        return cells.as_text(cell)


@dataclass(frozen=True)
class Text(Column):
    """One line, or several when `is_long`; at most `most` characters."""

    most: int = 10_000
    is_long: bool = False

    def _read(self, cell: Cell) -> str:
        text = cells.as_text(cell)
        found = text if self.is_long else " ".join(text.split())
        if len(found) > self.most:
            raise CellRefused(TOO_LONG.format(f"‘{self.label}’", self.most))
        return found


@dataclass(frozen=True)
class Day(Column):
    def _read(self, cell: Cell) -> Any:
        return cells.day(cell)


@dataclass(frozen=True)
class YesNo(Column):
    def _read(self, cell: Cell) -> bool:
        return cells.yes_or_no(cell)


@dataclass(frozen=True)
class Number(Column):
    """A number from `least` to `most` with at most so many decimal `places`; empty is None."""

    least: Decimal = Decimal(0)
    most: Decimal = Decimal(99_999)
    places: int = 0

    def _read(self, cell: Cell) -> Decimal | int | None:
        found = cells.number(cell, least=self.least, most=self.most, places=self.places)
        return int(found) if found is not None and not self.places else found


@dataclass(frozen=True)
class Choice(Column):
    """One of a few values, each known by its words; `empty` is what no words mean."""

    options: Mapping[Any, str] = field(default_factory=dict)
    may_be_empty: bool = False
    empty: Any = ""

    def show(self, value: Any) -> str:
        return str(self.options.get(value, value or ""))

    def _read(self, cell: Cell) -> Any:
        if self.may_be_empty and not cells.as_text(cell):
            return self.empty
        return cells.choice(cell, {words: value for value, words in self.options.items()})
