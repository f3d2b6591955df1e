"""The two columns that every list carries: which row it is, and how it stood when it left."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

KEY, VERSION = "sleutel", "versie"
LETTERS = "abcdefghjkmnpqrstuvwxyz"


def fingerprint_of(texts: Iterable[str]) -> str:
    """Ten letters that change with what may be edited; no program takes them for a number."""
    number = int.from_bytes(hashlib.sha256("\x1f".join(texts).encode()).digest()[:8])
    found = ""
    for _ in range(10):
        number, rest = divmod(number, len(LETTERS))
        found += LETTERS[rest]
    return found
