"""What kind of file is it really? Its content decides, never its name."""

from typing import Any

from core.spreadsheets.table import (
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    SpreadsheetRefused,
    Table,
)
from core.spreadsheets.texts import read_text
from core.spreadsheets.workbooks import read_workbook

LARGEST = 2 * 1024 * 1024
ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHER_KINDS = {
    b"%PDF": "een PDF",
    b"\x89PNG": "een afbeelding",
    b"\xff\xd8\xff": "een foto",
    b"GIF8": "een afbeelding",
    b"PK\x05\x06": "een leeg zipbestand",
    b"Rar!": "een ingepakt bestand",
    b"\x1f\x8b": "een ingepakt bestand",
    b"{\\rtf": "een tekstdocument",
    b"\x7fELF": "een programma",
    b"MZ": "een programma",
}

TOO_LARGE = (
    "Het bestand is groter dan 2 MB. Bewaar alleen het blad met de lijst en probeer opnieuw."
)
EMPTY = "Het bestand is leeg. Kies het bestand met de lijst."
LOCKED = (
    "Het bestand is beveiligd met een wachtwoord. "
    "Haal het wachtwoord eraf in Excel en bewaar het opnieuw."
)
OLD_EXCEL = (
    "Dit is een oud Excel-bestand (.xls). Open het in Excel en kies "
    "Opslaan als, Excel-werkmap (.xlsx)."
)
WEB_PAGE = (
    "Dit is een webpagina, ook al heet het bestand anders. Open het in Excel en kies "
    "Opslaan als, Excel-werkmap (.xlsx)."
)


def read_table(uploaded: Any) -> Table:
    """Read an uploaded CSV, TXT or XLSX; SpreadsheetRefused says why it could not be."""
    if uploaded.size > LARGEST:
        raise SpreadsheetRefused(TOO_LARGE)
    uploaded.seek(0)
    content = uploaded.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise SpreadsheetRefused(TOO_LARGE)
    return _within_limits(_read(content))


def _read(content: bytes) -> Table:
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise SpreadsheetRefused(EMPTY)
    if content.startswith(ZIP):
        return read_workbook(content)
    if content.startswith(OLD_OFFICE):
        raise SpreadsheetRefused(LOCKED if ENCRYPTED in content else OLD_EXCEL)
    if looks_like_html(content):
        raise SpreadsheetRefused(WEB_PAGE)
    for beginning, kind in OTHER_KINDS.items():
        if content.startswith(beginning):
            raise SpreadsheetRefused(f"Dit is {kind}. Kies een lijst in Excel (.xlsx) of CSV.")
    return read_text(content)


def looks_like_html(content: bytes) -> bool:
    start = content[:2000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"").lower()
    return start.startswith((b"<!doctype", b"<html", b"<table", b"<meta", b"<head", b"<?xml"))


def _within_limits(table: Table) -> Table:
    if not table.rows:
        raise SpreadsheetRefused(EMPTY)
    if len(table.rows) > MOST_ROWS + 20:
        raise SpreadsheetRefused(TOO_MANY_ROWS)
    if table.width > MOST_COLUMNS:
        raise SpreadsheetRefused(TOO_MANY_COLUMNS)
    return table
