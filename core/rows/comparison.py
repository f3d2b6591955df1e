"""The file beside the rows as they are now: what is new, changed, out of date or wrong."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.models.row_import import FORMULA
from core.rows.fingerprints import KEY, VERSION, fingerprint_of
from core.spreadsheets.cells import CellRefused, as_text, one_line
from core.spreadsheets.table import plain

if TYPE_CHECKING:
    from core.rows.columns import Column
    from core.rows.lists import RowList

NAMELESS = "zonder naam"
IS_FORMULA = "Hier staat een formule. Typ in het bestand de tekst zelf in de cel."
TWICE = "Deze sleutel staat ook op rij {}. Haal een van de twee rijen weg."
UNKNOWN_KEY = (
    "De sleutel ‘{}’ bestaat hier niet. Is de regel intussen weggehaald? "
    "Maak sleutel en versie leeg om hem als nieuwe regel in te lezen."
)
NO_KEY = "De sleutel ontbreekt. In deze lijst kunt u met een bestand geen regels toevoegen."
NO_VERSION = "De versie ontbreekt. Download de lijst opnieuw en zet uw wijziging in dat bestand."
NOT_TAKEN_IN = "De kolom ‘{}’ is alleen om te lezen. Wat daar is veranderd, nemen we niet over."


@dataclass(frozen=True)
class Difference:
    """One field of one row: how it stands in the application and how in the file."""

    label: str
    old: str
    new: str


@dataclass
class Line:
    """One row of the file. `values`: what would be written, by column name."""

    number: int
    name: str
    row: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_stale: bool = False
    is_behind: bool = False

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors)

    @property
    def is_refused(self) -> bool:
        return self.is_stale or self.is_wrong

    @property
    def is_new(self) -> bool:
        return self.row is None and not self.is_refused

    @property
    def is_changed(self) -> bool:
        return self.row is not None and bool(self.values) and not self.is_refused

    def value(self, name: str, otherwise: Any = None) -> Any:
        """What this field becomes: from the file, or as the row has it."""
        if name in self.values or self.row is None:
            return self.values.get(name, otherwise)
        return getattr(self.row, name, otherwise)


@dataclass
class Comparison:
    """What taking the file in would do; nothing has been changed yet."""

    lines: list[Line]
    missing: list[Any]
    removable: list[Any]
    ignored: list[str]
    versions: dict[str, str]

    @property
    def new(self) -> list[Line]:
        return [line for line in self.lines if line.is_new]

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.is_changed]

    @property
    def stale(self) -> list[Line]:
        return [line for line in self.lines if line.is_stale]

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.is_wrong and not line.is_stale]

    @property
    def refused(self) -> int:
        return sum(line.is_refused for line in self.lines)

    @property
    def behind(self) -> list[Line]:
        return [line for line in self.lines if line.is_behind]

    @property
    def noted(self) -> list[Line]:
        return [line for line in self.lines if line.notes and not line.is_refused]

    @property
    def unchanged(self) -> int:
        return sum(
            not (line.is_new or line.is_changed or line.is_refused or line.is_behind)
            for line in self.lines
        )

    @property
    def is_refused(self) -> bool:
        return any(line.is_refused for line in self.lines)

    @property
    def size(self) -> int:
        """How many rows would be written."""
        return sum(line.is_new or line.is_changed for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """The same only while taking in does what the page showed."""
        seen = [f"{key}={version}" for key, version in sorted(self.versions.items())]
        seen += [f"{line.number}{line.is_new}{line.is_changed}" for line in self.lines]
        seen += [f"{line.number}{each.new}" for line in self.lines for each in line.differences]
        return hashlib.sha256("|".join(seen).encode()).hexdigest()[:24]


class Comparer:
    """Reads the stored rows of one upload beside one list."""

    def __init__(self, rows: RowList, header: list[str]) -> None:
        self.rows = rows
        self.places, self.ignored = places_of(rows, header)
        self.present = [column for column in rows.columns if column.name in self.places]
        self.seen: dict[str, int] = {}

    def compare(self, lines: list[tuple[int, list[Any]]]) -> Comparison:
        read = [self._line(number, cells) for number, cells in lines]
        self.rows.check(read)
        rows = self.rows.by_key
        missing = [row for key, row in rows.items() if key not in self.seen]
        return Comparison(
            lines=read,
            missing=missing,
            removable=[row for row in missing if self.rows.may_remove(row)],
            ignored=self.ignored,
            versions={key: version_of(self.rows, row) for key, row in rows.items()},
        )

    def _cell(self, cells: list[Any], name: str) -> Any:
        place = self.places.get(name)
        return cells[place] if place is not None and place < len(cells) else ""

    def _line(self, number: int, cells: list[Any]) -> Line:
        key = one_line(as_text(self._cell(cells, KEY)))
        if not key:
            return self._new(number, cells)
        row = self.rows.by_key.get(key)
        line = Line(number, self.rows.name_of(row) if row is not None else key, row)
        if key in self.seen:
            line.errors.append(TWICE.format(self.seen[key]))
        self.seen.setdefault(key, number)
        if row is None:
            line.errors.append(UNKNOWN_KEY.format(key[:60]))
        else:
            self._differ(line, cells)
        return line

    def _new(self, number: int, cells: list[Any]) -> Line:
        line = Line(number, "")
        for column in self.rows.edited:
            cell = self._cell(cells, column.name)
            if column.is_required or cell == FORMULA or as_text(cell):
                self._take(line, column, cell)
        line.name = str(line.values.get(self.rows.named_by) or "") or NAMELESS
        if not self.rows.adds:
            line.errors = [NO_KEY]
        return line

    def _take(self, line: Line, column: Column, cell: Any) -> bool:
        """Read one cell into the line; says whether it could be read."""
        try:
            if cell == FORMULA:
                raise CellRefused(IS_FORMULA)
            line.values[column.name] = column.read(cell)
        except CellRefused as refusal:
            line.errors.append(f"{column.label}: {refusal}")
            return False
        return True

    def _differ(self, line: Line, cells: list[Any]) -> None:
        texts = {column.name: self._compare(line, column, cells) for column in self.present}
        if not line.differences:
            return
        given = one_line(as_text(self._cell(cells, VERSION)))
        if not given:
            line.errors.append(NO_VERSION)
        elif given != self.rows.fingerprint(line.row):
            self._out_of_date(line, given, texts)

    def _compare(self, line: Line, column: Column, cells: list[Any]) -> str:
        """The text of this cell as we would write it; a difference is noted on the line."""
        cell = self._cell(cells, column.name)
        old = column.value(line.row)
        shown = as_text(column.show(old))
        if cell != FORMULA and as_text(cell) == shown:
            return shown
        if not column.is_editable:
            line.notes.append(NOT_TAKEN_IN.format(column.label))
            return shown
        if not self._take(line, column, cell):
            line.differences.append(Difference(column.label, shown, _raw(cell)))
            return _raw(cell)
        if line.values[column.name] == old:
            del line.values[column.name]
            return shown
        new = as_text(column.show(line.values[column.name]))
        line.differences.append(Difference(column.label, shown, new))
        return new

    def _out_of_date(self, line: Line, given: str, texts: dict[str, str]) -> None:
        """Changed in the application since: left alone if the file was not touched there."""
        names = [column.name for column in self.rows.edited]
        untouched = all(name in texts for name in names) and (
            fingerprint_of(texts[name] for name in names) == given
        )
        line.is_behind, line.is_stale = untouched, not untouched
        if untouched:
            line.values, line.differences, line.errors = {}, [], []


def _raw(cell: Any) -> str:
    return "een formule" if cell == FORMULA else as_text(cell)


def places_of(rows: RowList, header: list[str]) -> tuple[dict[str, int], list[str]]:
    """Where each of our columns stands in the file, and the columns that are not ours."""
    names = {plain(KEY): KEY, plain(VERSION): VERSION}
    for column in rows.columns:
        names |= {plain(label): column.name for label in (column.label, *column.also)}
    places: dict[str, int] = {}
    ignored: list[str] = []
    for place, title in enumerate(header):
        name = names.get(plain(title))
        if name and name not in places:
            places[name] = place
        elif title.strip():
            ignored.append(title.strip()[:60])
    return places, ignored


def version_of(rows: RowList, row: Any) -> str:
    """What changes when anything about the row is saved."""
    return str(getattr(row, "version", "")) or rows.fingerprint(row)
