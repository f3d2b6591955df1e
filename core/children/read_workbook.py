"""Reads one XLSX from standard input and writes its rows as JSON. Formulas are not evaluated.

Answer: {"sheet": title, "rows": [[line, [cell, …]], …], "notes": […]} or {"refused": reason}.
A cell is a text, {"number": "0.8"}, {"date": "2027-01-12"} or {"formula": true}.
"""

import datetime
import json
import sys
import warnings
from io import BytesIO
from typing import Any

from core.children.limits import limit

MOST_ROWS = 5_000
MOST_COLUMNS = 50
MOST_EMPTY = 1_000
MOST_NOTES = 20

Row = tuple[int, list[Any]]


class TooLarge(Exception):
    """More rows or columns than a list of people can have."""


def main() -> None:
    limit(megabytes=256, seconds=10)
    json.dump(answer(sys.stdin.buffer.read()), sys.stdout)


def answer(content: bytes) -> dict[str, Any]:
    import openpyxl

    warnings.simplefilter("ignore")
    book = openpyxl.load_workbook(BytesIO(content), read_only=True, keep_links=False)
    try:
        return _read(book)
    except TooLarge as reason:
        return {"refused": str(reason)}


def _read(book: Any) -> dict[str, Any]:
    """The first visible sheet that has anything in it."""
    notes: list[str] = []
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        if rows := _rows(sheet, notes):
            if len(sheets) > 1:
                notes.insert(0, f"Het bestand heeft meer bladen. Gelezen is blad “{sheet.title}”.")
            return {"sheet": sheet.title, "rows": rows, "notes": notes}
    return {"sheet": "", "rows": [], "notes": notes}


def _rows(sheet: Any, notes: list[str]) -> list[Row]:
    """Rows with something in them. What the file says about its own size is not believed."""
    sheet.reset_dimensions()
    rows: list[Row] = []
    empty = 0
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        values = _values(cells, notes)
        if not values:
            empty += 1
            if empty > MOST_EMPTY:
                break
            continue
        empty = 0
        rows.append((line, values))
        _check_size(rows, values)
    return rows


def _check_size(rows: list[Row], values: list[Any]) -> None:
    if len(rows) > MOST_ROWS + 20:
        raise TooLarge("rows")
    if len(values) > MOST_COLUMNS:
        raise TooLarge("columns")


def _values(cells: Any, notes: list[str]) -> list[Any]:
    values = [_value(cell, notes) for cell in cells]
    while values and values[-1] == "":
        values.pop()
    return values


def _value(cell: Any, notes: list[str]) -> Any:
    if cell.data_type == "f":
        if len(notes) < MOST_NOTES:
            notes.append(f"Cel {cell.coordinate} bevat een formule. Die lezen we niet.")
        return {"formula": True}
    return _plain(cell.value)


def _plain(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case int() | float():
            return {"number": str(value)}
        case datetime.datetime() if value.time() == datetime.time():
            return {"date": value.date().isoformat()}
        case datetime.date() if not isinstance(value, datetime.datetime):
            return {"date": value.isoformat()}
    return str(value).strip()


if __name__ == "__main__":
    main()
