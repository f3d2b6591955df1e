"""What a file is called: never a path, never a trick, always an ending that is true."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 120  # bytes, the ending included
FORBIDDEN = re.compile(r'[<>:"/\\|?*%;\'`]')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
OWN = "bestand"


def clean_name(given: str, ending: str) -> str:
    """A name that every system can keep, ending in `ending` (".pdf").

    Paths, control and direction marks, quotes and names that Windows keeps for itself go;
    what is left is cut to 120 bytes without cutting a letter in two.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    visible = "".join(" " if _is_hidden(mark) else mark for mark in last)
    stem = _stem(" ".join(FORBIDDEN.sub(" ", visible).split()))
    if RESERVED.fullmatch(stem) or not stem:
        stem = f"{OWN} {stem}".strip()
    return _cut(stem, LONGEST - len(ending)) + ending


def ending_of(given: str) -> str:
    """The ending in small letters with its dot; nothing when there is none."""
    visible = "".join(mark for mark in given if not _is_hidden(mark))
    return PurePosixPath(visible.strip().rstrip(". ")).suffix.lower()


def _is_hidden(mark: str) -> bool:
    """Control, direction and other format marks, line ends, private and unpaired signs."""
    return unicodedata.category(mark) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _stem(name: str) -> str:
    return name.strip(". ").removesuffix(PurePosixPath(name.strip(". ")).suffix).strip(". ")


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore").strip(". ") or OWN
