"""XLSX: looked at from the outside first, then read by a child with limits."""

import json
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from core.children.run import ChildDied, ChildTookTooLong, run_child
from core.spreadsheets.table import (
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    Cell,
    Formula,
    SpreadsheetRefused,
    Table,
)

MOST_ENTRIES = 200
MOST_UNPACKED = 50 * 1024 * 1024
MOST_RATIO = 100
SECONDS = 15

BROKEN = (
    "Het Excel-bestand is beschadigd of anders opgebouwd dan verwacht. "
    "Open het in Excel, bewaar het opnieuw als .xlsx en probeer het nog eens."
)
TOO_BIG_INSIDE = (
    "Het Excel-bestand is van binnen veel te groot. "
    "Kopieer alleen de lijst naar een nieuw bestand en probeer het nog eens."
)
MACROS = "Het bestand bevat macro's. Bewaar het als gewone Excel-werkmap (.xlsx) zonder macro's."
LINKS = (
    "Het bestand verwijst naar andere bestanden of gegevensbronnen. "
    "Kopieer de lijst als waarden naar een nieuw bestand."
)
NO_WORKBOOK = (
    "Dit is een zipbestand en geen Excel-werkmap. Kies een lijst in Excel (.xlsx) of CSV."
)
REFUSED = {"rows": TOO_MANY_ROWS, "columns": TOO_MANY_COLUMNS}


def read_workbook(content: bytes) -> Table:
    check_outside(content)
    try:
        given = run_child("core.children.read_workbook", content, seconds=SECONDS)
        answer = json.loads(given)
    except (ChildDied, ChildTookTooLong, ValueError) as broken:
        raise SpreadsheetRefused(BROKEN) from broken
    if "refused" in answer:
        raise SpreadsheetRefused(REFUSED[answer["refused"]])
    return Table(
        rows=[[_cell(value) for value in values] for _, values in answer["rows"]],
        lines=[line for line, _ in answer["rows"]],
        notes=answer["notes"],
    )


def check_outside(content: bytes) -> None:
    """Refuse what is too large or does more than hold a list, before anything is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
    except (
        zipfile.BadZipFile,
        ValueError,
        EOFError,
        OverflowError,
        NotImplementedError,
    ) as broken:
        raise SpreadsheetRefused(BROKEN) from broken
    names = [entry.filename.lower() for entry in entries]
    _check_size(entries)
    _check_parts(names)


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise SpreadsheetRefused(TOO_BIG_INSIDE)
    if unpacked > MOST_RATIO * max(packed, 1):
        raise SpreadsheetRefused(TOO_BIG_INSIDE)


def _check_parts(names: list[str]) -> None:
    if any("vbaproject" in name for name in names):
        raise SpreadsheetRefused(MACROS)
    if any("externallink" in name or name.endswith("xl/connections.xml") for name in names):
        raise SpreadsheetRefused(LINKS)
    if not any(name.endswith("workbook.xml") for name in names):
        raise SpreadsheetRefused(NO_WORKBOOK)


def _cell(value: Any) -> Cell:
    match value:
        case {"number": number}:
            return Decimal(number)
        case {"date": day}:
            return date.fromisoformat(day)
        case {"formula": _}:
            return Formula()
    return str(value)
