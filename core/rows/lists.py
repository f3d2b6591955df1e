"""Lists that go out as a file and come back: what an app says about each of them.

An app registers a list in its `resources`; exporting, comparing, taking in and the way back
are the same for every list.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from core.rows.fingerprints import KEY, VERSION, fingerprint_of
from core.rows.writing import put_back, write
from core.spreadsheets.cells import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db import models

    from core.rows.columns import Column
    from core.rows.comparison import Line


class ListUnknown(LookupError):
    """No app registers this list."""


class RowList:
    """One list, of one owner (a traject). Subclasses say what it holds and how it changes.

    `name` stands in addresses, `permission` is asked of the owner before anything is taken
    in, `named_by` is the column that names a new row. `adds`: a file may bring new rows.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    permission: ClassVar[str]
    word: ClassVar[tuple[str, str]] = ("regel", "regels")
    named_by: ClassVar[str] = "title"
    layout: ClassVar[str] = "base.html"
    adds: ClassVar[bool] = False

    def __init__(self, owner: Any) -> None:
        self.owner = owner

    @classmethod
    def owners(cls, user: Any) -> models.QuerySet[Any]:
        """Whose lists this person may see."""
        raise NotImplementedError

    @property
    def page(self) -> str:
        """The address of the list on the screen."""
        raise NotImplementedError

    @property
    def file_name(self) -> str:
        return f"{self.title} {self.owner}"

    @property
    def context(self) -> dict[str, Any]:
        """What the layout wants to know."""
        return {}

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        raise NotImplementedError

    @cached_property
    def rows(self) -> list[Any]:
        """Every row, in the order of the file."""
        raise NotImplementedError

    def key(self, row: Any) -> str:
        found: str = row.key
        return found

    def name_of(self, row: Any) -> str:
        return str(row)

    def check(self, lines: list[Line]) -> None:
        """Look at what belongs together; write what is wrong in `line.errors`."""

    def add(self, values: dict[str, Any], *, by: Any) -> Any:
        """Make the row of a line without a key."""
        raise NotImplementedError

    def change(self, row: Any, values: dict[str, Any], *, by: Any) -> None:
        """Give the row these values if it is still as it was read; else StaleVersion."""
        raise NotImplementedError

    def settle(self, lines: list[Line], *, by: Any) -> None:
        """What can only be done when every new row exists, in the same transaction."""

    def remove(self, row: Any, *, by: Any) -> None:
        """Take a row away that a file brought, when that is undone."""
        raise NotImplementedError

    def may_remove(self, row: Any) -> bool:
        """Whether a file without this row may let it go, if the person says so."""
        return False

    def write(
        self, new: list[Line], changed: list[Line], removed: list[Any], *, by: Any
    ) -> dict[str, Any]:
        """Write it all, in the caller's transaction; the answer is what the way back needs."""
        return write(self, new, changed, by=by)

    def put_back(self, before: dict[str, Any], *, by: Any) -> None:
        """Undo what `write` did; ImportRefused when somebody worked with a row since."""
        put_back(self, before, by=by)

    # What follows is the same for every list.

    @cached_property
    def by_key(self) -> dict[str, Any]:
        return {self.key(row): row for row in self.rows}

    @cached_property
    def edited(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_editable)

    def header(self) -> list[str]:
        return [KEY, *(column.label for column in self.columns), VERSION]

    def table(self) -> Iterable[list[Any]]:
        """The rows as cells, with the key in front and the fingerprint at the end."""
        for row in self.rows:
            shown = [column.show(column.value(row)) for column in self.columns]
            yield [self.key(row), *shown, self.fingerprint(row)]

    def fingerprint(self, row: Any) -> str:
        return fingerprint_of(as_text(column.show(column.value(row))) for column in self.edited)


_lists: dict[str, type[RowList]] = {}


def row_list[T: type[RowList]](made: T) -> T:
    """Register a list under its name."""
    _lists[made.name] = made
    return made


def list_named(name: str) -> type[RowList]:
    try:
        return _lists[name]
    except KeyError:
        raise ListUnknown(name) from None


def every_list() -> list[type[RowList]]:
    return list(_lists.values())
