"""A letter is one plain-text template; its text part and its HTML part are both made from it.

First line "Onderwerp: …", an empty line, paragraphs. A line "[Knoptekst](https://…)" with an
address of our own site becomes the button; lines that start with "- " become a list.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, engines
from django.template.loader import render_to_string

SUBJECT = "Onderwerp: "
BUTTON = re.compile(r"^\[(?P<label>[^\]\n]+)\]\((?P<url>https?://[^\s()]+)\)$")


class LetterMalformed(ValueError):
    """The template, or something filled in, breaks the form of a letter."""


@dataclass(frozen=True)
class Letter:
    """What a letter says, before it becomes mail."""

    subject: str
    body: str


@dataclass(frozen=True)
class Block:
    """A piece of the HTML part: paragraph, list or button."""

    kind: str
    lines: list[str]
    url: str = ""


def read_letter(template: str, context: dict[str, Any]) -> Letter:
    """Fill in templates/emails/<template>.txt. What people typed is text, never template."""
    source: Any = engines["django"].get_template(f"emails/{template}.txt")
    filled = source.template.render(
        Context({"site_url": settings.SITE_URL, **context}, autoescape=False)
    )
    head, separator, body = filled.replace("\r\n", "\n").strip().partition("\n\n")
    if not head.startswith(SUBJECT) or not separator:
        raise LetterMalformed(f"emails/{template}.txt: eerst 'Onderwerp: …', dan een lege regel")
    return Letter(subject=one_line(head.removeprefix(SUBJECT))[:300], body=_tidy(body))


def one_line(text: str) -> str:
    """Refuse a line break in what becomes a header; other invisible marks become a space."""
    if "\n" in text or "\r" in text:
        raise LetterMalformed("een regeleinde hoort niet in een adres, naam of onderwerp")
    return "".join(" " if _is_invisible(mark) else mark for mark in text).strip()


def _is_invisible(mark: str) -> bool:
    return unicodedata.category(mark) in {"Cc", "Zl", "Zp"} or mark in "\u202a\u202b\u202d\u202e"


def _tidy(body: str) -> str:
    visible = "".join(" " if _is_invisible(mark) and mark != "\n" else mark for mark in body)
    return re.sub(r"\n{3,}", "\n\n", visible).strip() + "\n"


def as_text(letter: Letter, footer: str = "") -> str:
    """The text part: complete, with each button as a label and an address."""
    lines = []
    for line in letter.body.split("\n"):
        button = _button(line)
        lines.append(f"{button['label']}:\n{button['url']}" if button else line)
    return "\n".join(lines) + (f"\n--\n{footer}\n" if footer else "")


def as_html(letter: Letter, **shown: Any) -> str:
    """The HTML part, from the same words."""
    context = {"letter": letter, "blocks": blocks_of(letter), **shown}
    return render_to_string("core/letter.html", context)


def blocks_of(letter: Letter) -> list[Block]:
    """The pieces of the text, in order: also to show a letter on a page."""
    return [_block(part) for part in letter.body.strip().split("\n\n") if part.strip()]


def _block(part: str) -> Block:
    lines = part.strip("\n").split("\n")
    button = _button(lines[0]) if len(lines) == 1 else None
    if button:
        return Block("button", [button["label"]], button["url"])
    if all(line.startswith("- ") for line in lines):
        return Block("list", [line.removeprefix("- ") for line in lines])
    return Block("paragraph", lines)


def _button(line: str) -> dict[str, str] | None:
    """Only our own site gets a button: what somebody typed cannot become one elsewhere."""
    found = BUTTON.match(line.strip())
    if not found or not found["url"].startswith(
        (f"{settings.SITE_URL}/", f"{settings.SITE_URL}?")
    ):
        return None
    return found.groupdict()
