"""Dates, numbers and shares as a Dutch school writes them."""

import datetime
from decimal import Decimal

from django.utils import formats, timezone

type Day = datetime.date | datetime.datetime
type Number = int | float | Decimal | str


def local(value: Day) -> Day:
    """A moment becomes local time; a day stays a day."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def datum(value: Day) -> str:
    """dinsdag 12 januari 2027"""
    return formats.date_format(local(value), "l j F Y")


def datum_kort(value: Day) -> str:
    """di 12 jan"""
    day = local(value)
    weekday, month = (formats.date_format(day, part).lower() for part in "DM")
    return f"{weekday} {day.day} {month}"


def tijd(value: datetime.datetime | datetime.time) -> str:
    """15.30 uur"""
    moment = local(value) if isinstance(value, datetime.datetime) else value
    return f"{moment:%H.%M} uur"


def moment(value: datetime.datetime) -> str:
    """dinsdag 12 januari 2027, 15.30 uur"""
    return f"{datum(value)}, {tijd(value)}"


def periode(start: Day, end: Day | None) -> str:
    """12 tot en met 14 januari 2027; what both ends share is said once."""
    first = local(start)
    if end is None or local(end) == first:
        return datum(first)
    last = local(end)
    if first.year != last.year:
        begin = "j F Y"
    elif first.month != last.month:
        begin = "j F"
    else:
        begin = "j"
    until = formats.date_format(last, "j F Y")
    return f"{formats.date_format(first, begin)} tot en met {until}"


def schooljaar(value: int | Day) -> str:
    """2026-2027, from its first calendar year or from any day in it; it starts on 1 August."""
    if isinstance(value, int):
        return f"{value}-{value + 1}"
    day = local(value)
    first = day.year if day.month >= 8 else day.year - 1
    return f"{first}-{first + 1}"


def uren(value: Number) -> str:
    """1.659 or 12,5: at most two decimals, none when they are zero."""
    number = Decimal(str(value)).quantize(Decimal("0.01"))
    whole, _, fraction = f"{number:,.2f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def wtf(value: Number) -> str:
    """0,8: a working-time factor keeps one decimal and shows up to four."""
    number = Decimal(str(value)).quantize(Decimal("0.0001"))
    whole, _, fraction = f"{number:f}".partition(".")
    return f"{whole},{fraction.rstrip('0') or '0'}"


def aandeel(part: int, whole: int) -> str:
    """74 van 110 (67%)"""
    if not whole:
        return "0 van 0"
    return f"{uren(part)} van {uren(whole)} ({round(100 * part / whole)}%)"


def initials(name: str) -> str:
    """EV for Els van der Veen: the first letters of the first and the last word."""
    parts = [part for part in name.split() if part[:1].isalpha()]
    return "".join(part[0] for part in parts[:1] + parts[1:][-1:]).upper()
