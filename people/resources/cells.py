"""One cell of a staff list: what does it say, and if it is wrong, what to do about it?"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from core.spreadsheets.table import plain
from people.models import StaffCategory
from people.models.account import MAIL_LENGTH

NOTHING = {"-", "--", "n.v.t.", "nvt", "geen", "onbekend", "?"}
FORMULA = ("=", "+", "@", "\uff1d", "\uff0b", "\uff20")
NUMBER = re.compile(r"\d+([.,]\d+)?|\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII)
NUMBER_WITH_POINTS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+", re.ASCII)
SHORT_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
ISO_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})", re.ASCII)
FOUR_PLACES = Decimal("0.0001")
FIRST_YEAR, LAST_YEAR = 1930, 2099
PARTICLES = {
    "van", "von", "de", "den", "der", "het", "'t", "\u2019t", "\u2018t", "`t", "in", "op", "ten",
    "ter", "te", "la", "le", "du", "des", "d'", "s'", "'s", "aan", "bij", "onder", "over", "uit",
    "voor", "tot", "dos", "da", "di", "del", "della", "v.d.", "v/d", "vd", "v.", "d.",
}  # fmt: skip
CAPITAL_PREFIXES = {"el", "al", "ben", "bin", "ait", "abu"}

CATEGORY_WORDS = {
    "op": StaffCategory.OP, "onderwijzendpersoneel": StaffCategory.OP,
    "docent": StaffCategory.OP, "docenten": StaffCategory.OP, "leraar": StaffCategory.OP,
    "onderwijzend": StaffCategory.OP, "lio": StaffCategory.OP,
    "oop": StaffCategory.OOP, "obp": StaffCategory.OOP, "ondersteunend": StaffCategory.OOP,
    "onderwijsondersteunendpersoneel": StaffCategory.OOP,
    "ondersteunendpersoneel": StaffCategory.OOP,
    "onderwijsondersteunend": StaffCategory.OOP,
    "dir": StaffCategory.DIR, "directie": StaffCategory.DIR, "management": StaffCategory.DIR,
    "schoolleiding": StaffCategory.DIR, "directiepersoneel": StaffCategory.DIR,
}  # fmt: skip

LOOKS_LIKE_FORMULA = "Hier staat een formule in plaats van tekst. Typ de tekst zelf in de cel."
UNREADABLE_DATE = "“{}” is geen datum die we kennen. Schrijf bijvoorbeeld 31-07-2027."
UNKNOWN_CATEGORY = "“{}” is geen functiecategorie. Vul OP, OOP of DIR in."
NO_NUMBER = "De werktijdfactor “{}” is geen getal. Schrijf bijvoorbeeld 0,8."
OUTSIDE = (
    "De werktijdfactor {} kan niet. Hij ligt boven 0 en is hooguit 1. "
    "Bij twee aanstellingen krijgt elke aanstelling een eigen rij."
)
A_PERCENTAGE = "De werktijdfactor {} lijkt een percentage. Schrijf 0,8 voor 80 procent."
NO_MAIL = "“{}” is geen e-mailadres. Verbeter het, of laat de cel leeg."
TOO_LONG = "“{}…” is te lang: hooguit {} tekens. Kort het in."


class CellRefused(ValueError):
    """A cell we cannot take; the message says in Dutch what to do."""


def clean(text: str) -> str:
    """Visible text on one line; invisible and turning marks are left out."""
    seen = (_visible(mark) for mark in unicodedata.normalize("NFC", text))
    tidy = " ".join("".join(seen).split())
    return "" if tidy.casefold() in NOTHING else tidy


def _visible(mark: str) -> str:
    category = unicodedata.category(mark)
    if category in {"Cc", "Zl", "Zp", "Zs"}:
        return " "
    return "" if category in {"Cf", "Cs", "Co", "Cn"} else mark


def text(value: str, most: int) -> str:
    found = clean(value)
    if found.startswith(FORMULA) or (value.startswith(("-", "\t", "\r")) and found[1:2].isdigit()):
        raise CellRefused(LOOKS_LIKE_FORMULA)
    if len(found) > most:
        raise CellRefused(TOO_LONG.format(found[:20], most))
    return found


def mail(value: str) -> str:
    found = clean(value).removeprefix("mailto:").strip("<>").casefold()
    if not found:
        return ""
    try:
        EmailValidator()(found)
    except ValidationError as error:
        raise CellRefused(NO_MAIL.format(found[:60])) from error
    if len(found) > MAIL_LENGTH:
        raise CellRefused(TOO_LONG.format(found[:20], MAIL_LENGTH))
    return found


def category(value: str) -> str:
    found = clean(value)
    if not found:
        return ""
    word = plain(found)
    if word not in CATEGORY_WORDS:
        raise CellRefused(UNKNOWN_CATEGORY.format(found[:30]))
    return CATEGORY_WORDS[word]


def factor(value: str) -> Decimal | None:
    """A working-time factor above 0 and at most 1, as 0,8 or 0.8."""
    found = clean(value)
    if not found:
        return None
    if not NUMBER.fullmatch(found):
        raise CellRefused(_about_factor(found))
    number = number_of(found)
    if not 0 < number <= 1:
        raise CellRefused((A_PERCENTAGE if 10 <= number <= 100 else OUTSIDE).format(found))
    return number


def _about_factor(found: str) -> str:
    if re.fullmatch(r"-\d+([.,]\d+)?", found, re.ASCII):
        return OUTSIDE.format(found)
    if re.fullmatch(r"\d+([.,]\d+)? ?%", found, re.ASCII):
        return A_PERCENTAGE.format(found)
    return NO_NUMBER.format(found[:20])


def number_of(found: str) -> Decimal:
    """A Dutch number in figures, to four places: 1.659,5 or 0.8."""
    if "," in found or NUMBER_WITH_POINTS.fullmatch(found):
        found = found.replace(".", "").replace(",", ".")
    return Decimal(found[:20]).quantize(FOUR_PLACES, ROUND_HALF_UP)


def day(value: str) -> date | None:
    """A date as 31-07-2027; a year from 2100 on means: no end."""
    found = clean(value).removesuffix("00:00:00").strip()
    if not found:
        return None
    parts = SHORT_DATE.fullmatch(found)
    order = (3, 2, 1) if parts else (1, 2, 3)
    parts = parts or ISO_DATE.fullmatch(found)
    if not parts:
        raise CellRefused(UNREADABLE_DATE.format(found[:20]))
    year, month, number = (int(parts[at]) for at in order)
    if year > LAST_YEAR:
        return None
    try:
        if year < FIRST_YEAR:
            raise ValueError
        return date(year, month, number)
    except ValueError as error:
        raise CellRefused(UNREADABLE_DATE.format(found[:20])) from error


def split_name(found: str) -> tuple[str, str, str]:
    """Roepnaam, tussenvoegsel and achternaam of a name in one cell.

    "Berg, Omar van den", "van den Berg, Omar" and "Omar van den Berg" say the same.
    """
    nickname = re.search(r"\(([^()]+)\)", found)
    if nickname:
        found = clean(found.replace(nickname[0], " "))
    family, comma, rest = found.partition(",")
    given, infix, family = _after_comma(family, rest) if comma else _in_order(found)
    return (clean(nickname[1]) if nickname else given), infix, family


def split_family(found: str) -> tuple[str, str]:
    """The small words in front of a family name: "van den Berg" is "van den" and "Berg"."""
    words = found.split()
    count = 0
    while count < len(words) - 1 and words[count] in PARTICLES:
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _after_comma(family: str, rest: str) -> tuple[str, str, str]:
    infix, family = split_family(family.strip())
    words = rest.replace(",", " ").split()
    tail = len(words)
    while tail > 0 and words[tail - 1].casefold() in PARTICLES:
        tail -= 1
    return " ".join(words[:tail]), " ".join(words[tail:]) or infix, family


def _in_order(found: str) -> tuple[str, str, str]:
    words = found.split()
    at = next((n for n, word in enumerate(words) if n and word.casefold() in PARTICLES), None)
    if at is not None:
        infix, family = split_family(" ".join(_lowered(words[at:])))
        return " ".join(words[:at]), infix, family
    if len(words) > 2 and words[-2].casefold() in CAPITAL_PREFIXES:
        return " ".join(words[:-2]), "", " ".join(words[-2:])
    return " ".join(words[:-1]), "", "".join(words[-1:])


def _lowered(words: list[str]) -> list[str]:
    return [word.casefold() if word.casefold() in PARTICLES else word for word in words]


def lost_letters(found: str) -> bool:
    """A question mark inside a name, or letters that were read in the wrong code."""
    return "?" in found or "\ufffd" in found or "Ã" in found
