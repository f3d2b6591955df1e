"""Writing rows one by one, and putting them back: what a list does that has no way of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.models.row_import import packed, unpacked
from core.rows.comparison import Line, version_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.rows.lists import RowList

TOUCHED = (
    "Terugdraaien kan niet meer: na het inlezen is er gewerkt met {}. Er is niets veranderd. "
    "Pas de regels zo nodig met de hand aan."
)


class ImportRefused(Exception):
    """Nothing was taken in, or nothing put back; the message says in Dutch why."""


def write(rows: RowList, new: list[Line], changed: list[Line], *, by: Any) -> dict[str, Any]:
    """Write every line, and say what was there and what came of it."""
    was = {line.number: _values(rows, line) for line in changed}
    for line in new:
        line.row = rows.add(line.values, by=by)
    for line in changed:
        rows.change(line.row, line.values, by=by)
    rows.settle([*new, *changed], by=by)
    fresh = type(rows)(rows.owner)
    after = {key: version_of(fresh, row) for key, row in fresh.by_key.items()}
    return {
        "changed": [
            [rows.key(line.row), after[rows.key(line.row)], was[line.number]] for line in changed
        ],
        "new": [[rows.key(line.row), after[rows.key(line.row)]] for line in new],
    }


def _values(rows: RowList, line: Line) -> dict[str, Any]:
    return {
        column.name: packed(column.value(line.row))
        for column in rows.edited
        if column.name in line.values
    }


def put_back(rows: RowList, before: dict[str, Any], *, by: Any) -> None:
    """Give every row the values it had; ImportRefused when somebody worked with one since."""
    _refuse_if_touched(rows, before)
    lines = [
        Line(number, key, rows.by_key[key], {name: unpacked(one) for name, one in values.items()})
        for number, (key, _, values) in enumerate(before["changed"])
    ]
    for line in lines:
        rows.change(line.row, line.values, by=by)
    rows.settle(lines, by=by)
    for key, _ in before["new"]:
        rows.remove(rows.by_key[key], by=by)


def _refuse_if_touched(rows: RowList, before: dict[str, Any]) -> None:
    after = [(key, version) for key, version, *_ in [*before["changed"], *before["new"]]]
    touched = [
        key
        for key, version in after
        if key not in rows.by_key or version_of(rows, rows.by_key[key]) != version
    ]
    if touched:
        known = rows.by_key
        names = (rows.name_of(known[key]) if key in known else key for key in touched)
        raise ImportRefused(TOUCHED.format(some_names(names)))


def some_names(names: Iterable[str]) -> str:
    """‘een’, ‘twee’, ‘drie’ en 4 andere"""
    found = [f"‘{name}’" for name in names]
    more = f" en {len(found) - 3} andere" if len(found) > 3 else ""
    return ", ".join(found[:3]) + more
