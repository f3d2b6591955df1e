"""What one cell says: days, numbers, choices and texts as Dutch hands and programs write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from core.spreadsheets.table import Cell, plain

FIRST_YEAR, LAST_YEAR = 2000, 2099
FIRST_SERIAL, LAST_SERIAL = 36_526, 73_050  # the same years as Excel counts days
EXCEL_BEGINS = date(1899, 12, 30)
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
NEW_LINES = re.compile("\r\n|[\r\x85\u2028\u2029]")
GUARDED = re.compile(r"'(?=\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")
LONGEST = 32_767  # what a cell of Excel holds

SHORT_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
ISO_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})", re.ASCII)
LONG_DATE = re.compile(r"(?:[a-z]{2,9}\.?,? )?(\d{1,2}) ([a-z]{3,9})\.? (\d{4})", re.ASCII)
NUMBER = re.compile(r"-?(\d+([.,]\d+)?|\d{1,3}(\.\d{3})+(,\d+)?)", re.ASCII)
NUMBER_WITH_POINTS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+", re.ASCII)
MONTHS = {
    name[:length]: number
    for number, name in enumerate(
        ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
         "oktober", "november", "december"), start=1)
    for length in (3, len(name))
} | {"mrt": 3, "sept": 9}  # fmt: skip
YES = {"ja", "j", "x", "waar", "true", "yes", "1"}
NO = {"nee", "n", "onwaar", "false", "no", "0", ""}

NO_DATE = "‘{}’ is geen datum die we kennen. Schrijf bijvoorbeeld 20-05-2027."
FAR_DATE = "Het jaar van ‘{}’ kan niet. Kies een datum van 2000 tot en met 2099."
NO_NUMBER = "‘{}’ is geen getal. Schrijf bijvoorbeeld 12,5."
NOT_BETWEEN = "{} kan niet. Kies een getal van {} tot en met {}."
NO_YES = "‘{}’ kennen we niet. Schrijf ja of nee."
NO_CHOICE = "‘{}’ kennen we niet. Kies uit: {}."


class CellRefused(ValueError):
    """A cell we cannot take; the message says in Dutch what to do."""


def as_text(value: Any) -> str:
    """A value as it stands in a file: the same text whichever kind of file it went through."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case int() | float() | Decimal():
            return number_text(Decimal(str(value)))
        case datetime() | date():
            return value.strftime("%d-%m-%Y")
    return tidy(str(value))


def number_text(number: Decimal) -> str:
    """12,5 and 7: a decimal comma, no zeros at the end."""
    whole, _, fraction = format(number, "f").partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole},{fraction}" if fraction else whole


def tidy(text: str) -> str:
    """Visible text with plain line ends, without the apostrophe that kept it from being a sum."""
    text = INVISIBLE.sub("", NEW_LINES.sub("\n", unicodedata.normalize("NFC", text)))
    return GUARDED.sub("", text.strip(), count=1).strip()[:LONGEST]


def one_line(text: str) -> str:
    return " ".join(tidy(text).split())


def day(cell: Cell) -> date | None:
    """A day as 20-05-2027, 20 mei 2027, 2027-05-20, or as Excel counts; None for nothing."""
    if isinstance(cell, date):
        return _within_reach(cell, as_text(cell))
    if isinstance(cell, Decimal):
        return _serial(cell)
    found = one_line(cell).casefold()
    return _within_reach(_written_day(found), found) if found else None


def _serial(number: Decimal) -> date:
    if number != int(number) or not FIRST_SERIAL <= number <= LAST_SERIAL:
        raise CellRefused(NO_DATE.format(as_text(number)[:20]))
    return EXCEL_BEGINS + timedelta(days=int(number))


def _written_day(found: str) -> date:
    if parts := SHORT_DATE.fullmatch(found):
        number, month, year = parts[1], int(parts[2]), parts[3]
    elif parts := ISO_DATE.fullmatch(found):
        number, month, year = parts[3], int(parts[2]), parts[1]
    elif (parts := LONG_DATE.fullmatch(found)) and parts[2] in MONTHS:
        number, month, year = parts[1], MONTHS[parts[2]], parts[3]
    else:
        raise CellRefused(NO_DATE.format(found[:20]))
    try:
        return date(int(year), month, int(number))
    except ValueError as error:
        raise CellRefused(NO_DATE.format(found[:20])) from error


def _within_reach(found: date, written: str) -> date:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise CellRefused(FAR_DATE.format(written[:20]))
    return found


def number(cell: Cell, *, least: Decimal, most: Decimal, places: int = 0) -> Decimal | None:
    """A Dutch number within both ends: 12,5, 12.5, 1.659,00; None for nothing."""
    found = as_text(cell) if not isinstance(cell, str) else one_line(cell)
    if not found:
        return None
    if len(found) > 20 or not NUMBER.fullmatch(found):
        raise CellRefused(NO_NUMBER.format(found[:20]))
    value = number_of(found)
    if not least <= value <= most or value != round(value, places):
        ends = number_text(least), number_text(most)
        whole = "" if places else " (heel getal)"
        raise CellRefused(NOT_BETWEEN.format(f"{found}{whole}", *ends))
    return value


def number_of(found: str) -> Decimal:
    """A number written in figures that `NUMBER` knows: 1.659,5 or 0.8."""
    if "," in found or NUMBER_WITH_POINTS.fullmatch(found):
        found = found.replace(".", "").replace(",", ".")
    return Decimal(found[:20])


def yes_or_no(cell: Cell) -> bool:
    found = as_text(cell).casefold()
    if found not in YES | NO:
        raise CellRefused(NO_YES.format(found[:20]))
    return found in YES


def choice(cell: Cell, options: dict[str, Any]) -> Any:
    """The value whose words stand in the cell; case and signs do not matter."""
    found = one_line(as_text(cell))
    for words, value in options.items():
        if plain(words) == plain(found):
            return value
    raise CellRefused(NO_CHOICE.format(found[:30], ", ".join(options)))
