"""CSV and TXT as schools' programs write them: which encoding, which separator?"""

import csv
from collections import Counter
from io import StringIO

from charset_normalizer import from_bytes

from core.spreadsheets.table import Cell, SpreadsheetRefused, Table

SEPARATORS = ";\t,"
LOOKED_AT = 30
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}

UNREADABLE = (
    "De tekens in dit bestand zijn niet te lezen. Open het in Excel en kies "
    "Opslaan als, CSV UTF-8 of Excel-werkmap (.xlsx)."
)
NO_TABLE = "In dit bestand staat geen lijst die we kunnen lezen. Kies een Excel- of CSV-bestand."
NULS = "In het bestand stonden onzichtbare tekens. Die zijn weggelaten."


def read_text(content: bytes) -> Table:
    text, notes = _without_nuls(decode(content))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows, lines = _rows(text)
    return Table(rows=rows, lines=lines, notes=notes)


def decode(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16, Windows-1252; else the best guess."""
    for encoding in _candidates(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    guess = from_bytes(content).best()
    if guess is None:
        raise SpreadsheetRefused(UNREADABLE)
    return str(guess)


def _candidates(content: bytes) -> list[str]:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return [encoding]
    start = content[:2000]
    half = len(start) // 4
    if half and start[1::2].count(0) > half:
        return ["utf-16-le"]
    if half and start[0::2].count(0) > half:
        return ["utf-16-be"]
    return ["utf-8", "cp1252"]


def _without_nuls(text: str) -> tuple[str, list[str]]:
    return (text.replace("\x00", ""), [NULS]) if "\x00" in text else (text, [])


def _rows(text: str) -> tuple[list[list[Cell]], list[int]]:
    rows: list[list[Cell]] = []
    lines: list[int] = []
    reader = csv.reader(StringIO(text), delimiter=separator_of(text))
    try:
        for number, values in enumerate(reader, start=1):
            cells: list[Cell] = [value.strip() for value in values]
            while cells and cells[-1] == "":
                cells.pop()
            if cells:
                rows.append(cells)
                lines.append(number)
    except csv.Error as error:
        raise SpreadsheetRefused(NO_TABLE) from error
    return rows, lines


def separator_of(text: str) -> str:
    """The sign that cuts the most lines into the same number of pieces."""
    lines = [line for line in text.split("\n")[:LOOKED_AT] if line.strip()]

    def regularity(separator: str) -> tuple[int, int]:
        counts = Counter(_outside_quotes(line).count(separator) for line in lines)
        counts.pop(0, None)
        if not counts:
            return (0, 0)
        pieces, how_often = max(counts.items(), key=lambda item: (item[1], item[0]))
        return (how_often, pieces)

    return max(SEPARATORS, key=regularity)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[0::2])
