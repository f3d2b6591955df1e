"""What differs between two texts, word by word."""

import difflib
import re
from collections.abc import Iterator
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of text: `same`, `gone` (old only) or `added` (new only)."""

    kind: str
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in reading order."""
    return list(_pieces(_words(old), _words(new)))


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[start:end]))
            continue
        if start < end:
            yield Piece("gone", "".join(old[start:end]))
        if first < last:
            yield Piece("added", "".join(new[first:last]))
