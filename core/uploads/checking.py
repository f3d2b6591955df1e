"""Is it what it says it is? Ending, first bytes and a real parse in a child must agree (T22)."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import filetype
from django.core.cache import cache

from core.children.run import ChildDied, ChildTookTooLong, run_child
from core.spreadsheets.reading import LOCKED as LOCKED_WORKBOOK
from core.spreadsheets.reading import looks_like_html
from core.spreadsheets.table import SpreadsheetRefused
from core.spreadsheets.workbooks import check_outside
from core.uploads.kinds import KIND_OF, KINDS, LARGEST, OTHERS, TAKEN
from core.uploads.names import clean_name, ending_of

SECONDS = 25
MOST_AN_HOUR = 60
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

TOO_LARGE = (
    "Het bestand is groter dan 10 MB. Maak het kleiner, bijvoorbeeld door het opnieuw als PDF op "
    "te slaan of in delen, en kies het opnieuw."
)
EMPTY = "Het bestand is leeg. Kijk of het goed is opgeslagen en kies het opnieuw."
NO_ENDING = f"De naam van het bestand heeft geen einde, zoals .pdf. {TAKEN}"
OTHER_KIND = f"Dit soort bestand nemen we niet aan. {TAKEN}"
TOO_HEAVY = (
    "Het bestand is niet na te kijken: het is te zwaar of beschadigd. Sla het opnieuw op, kleiner "
    "als dat kan, en kies het opnieuw."
)
TOO_MANY = (
    "U hebt het afgelopen uur veel bestanden gekozen. Wacht een uur en probeer het dan opnieuw."
)
REFUSED = {
    "locked": (
        "Dit bestand is beveiligd met een wachtwoord. Sla het op zonder wachtwoord en kies het "
        "opnieuw."
    ),
    "no_pages": "Deze PDF heeft geen bladzijden. Sla het document opnieuw op en kies het opnieuw.",
    "broken": (
        "Het bestand is beschadigd of niet helemaal overgekomen. Open het, sla het opnieuw op en "
        "kies het opnieuw."
    ),
    "too_many_pixels": (
        "De afbeelding is te groot: hoogstens 50 miljoen beeldpunten. Maak haar kleiner, "
        "bijvoorbeeld 4.000 punten breed, en kies haar opnieuw."
    ),
    "not_text": (
        "De tekens in dit bestand zijn niet te lezen. Open het in Excel, sla het op als CSV UTF-8 "
        "en kies het opnieuw."
    ),
    "formulas": (
        "In dit bestand staan formules. Kopieer de lijst als waarden, sla die op als CSV en kies "
        "dat bestand."
    ),
    "embedded": (
        "In deze werkmap zitten andere bestanden of knoppen. Kopieer de lijst als waarden naar "
        "een nieuwe werkmap en kies die."
    ),
}
NOTES = {
    "scripts": "Opdrachten en scripts in de PDF zijn weggehaald.",
    "embedded": "Bestanden die in de PDF verstopt zaten, zijn weggehaald.",
    "signature": (
        "De digitale handtekening geldt niet in onze kopie. Bewaar zelf het bestand met de "
        "handtekening."
    ),
    "smaller": "De afbeelding is verkleind.",
}


class UploadRefused(Exception):
    """A file we do not keep; the message says in Dutch what is wrong and what to do next."""


@dataclass(frozen=True)
class SafeFile:
    """A file that may be kept: pictures and PDFs made anew, the others as they were.

    `name` is for showing and for sending out, never for storing. `notes` say in Dutch what
    was changed.
    """

    name: str
    kind: str
    content: bytes
    notes: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return len(self.content)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def read_upload(
    uploaded: Any, *, by: Any = None, kinds: Collection[str] = tuple(KINDS)
) -> SafeFile:
    """Check an uploaded file; UploadRefused says why it is not taken.

    `by` is the account that is counted: 60 files an hour, refused ones too.
    """
    if uploaded.size > LARGEST:
        raise UploadRefused(TOO_LARGE)
    kind = _kind_named(str(uploaded.name), kinds)
    if by is not None:
        _count(by)
    uploaded.seek(0)
    content = uploaded.read(LARGEST + 1)
    _check_outside(content, kind)
    checked, notes = _check_inside(content, kind)
    name = clean_name(str(uploaded.name), KINDS[kind].endings[0])
    return SafeFile(name, kind, checked, tuple(NOTES[note] for note in notes))


def _kind_named(name: str, kinds: Collection[str]) -> str:
    ending = ending_of(name)
    if not ending:
        raise UploadRefused(NO_ENDING)
    kind = KIND_OF.get(ending, "")
    if kind not in kinds:
        raise UploadRefused(OTHERS.get(ending, OTHER_KIND))
    return kind


def _count(by: Any) -> None:
    key = f"uploads:{by.pk}"
    if not cache.add(key, 1, timeout=3600) and cache.incr(key) > MOST_AN_HOUR:
        raise UploadRefused(TOO_MANY)


def _check_outside(content: bytes, kind: str) -> None:
    """What the first bytes say, before anything is parsed."""
    if len(content) > LARGEST:
        raise UploadRefused(TOO_LARGE)
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UploadRefused(EMPTY)
    if content.startswith(OLD_OFFICE) and ENCRYPTED in content:
        raise UploadRefused(LOCKED_WORKBOOK)
    guess = filetype.guess_extension(content) or ""
    if guess not in KINDS[kind].signs or (kind == "csv" and _is_markup(content)):
        raise UploadRefused(_not_what_it_says(kind, f".{guess}"))
    if kind == "xlsx":
        try:
            check_outside(content)
        except SpreadsheetRefused as refused:
            raise UploadRefused(str(refused)) from refused


def _is_markup(content: bytes) -> bool:
    return looks_like_html(content) or content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _not_what_it_says(kind: str, inside: str) -> str:
    other = KINDS[KIND_OF[inside]].label if inside in KIND_OF else "iets anders"
    label = KINDS[kind].label
    return (
        f"De naam zegt dat dit een {label}-bestand is, maar van binnen is het {other}. Open het "
        f"in het programma waarmee het is gemaakt, sla het op als {label} en kies het opnieuw."
    )


def _check_inside(content: bytes, kind: str) -> tuple[bytes, list[str]]:
    """The file as a child with limits read it, made anew where that can be done."""
    try:
        answer = run_child(
            "core.children.check_file", kind.encode() + b"\n" + content, seconds=SECONDS
        )
    except (ChildDied, ChildTookTooLong) as failure:
        raise UploadRefused(TOO_HEAVY) from failure
    head, _, checked = answer.partition(b"\n")
    said = json.loads(head)
    if "refused" in said:
        raise UploadRefused(REFUSED[said["refused"]])
    return checked if said["made_anew"] else content, said["notes"]
