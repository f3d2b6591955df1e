"""What may be filled in in a text that people write: a fixed list of words between braces (T27).

Such a text is never a template: only these words, written exactly so, are replaced. The words
of a message of the plan stand here; the invitation to the kick-off has its own list.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.letters import BUTTON
from core.words import datum, periode
from people.models import RoleKind
from trajects.models.audience import in_role
from trajects.models.seat import SeatRole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trajects.models.communication import CommunicationItem

MARK = re.compile(r"\{([^{}\n]*)\}")
NAME = "naam"
TEXTS = ("subject", "asks", "body", "afterwards")
WORDS = {
    NAME: "de naam van wie het leest (niet in het onderwerp)",
    "school": "de naam van de school",
    "projectleider": "de naam van de projectleider",
    "afzender": "de naam van wie het bericht stuurt",
    "wanneer": "de dag of dagen van de regel in het draaiboek",
    "waar": "de plaats van de regel in het draaiboek",
    "uiterlijk": "de laatste dag om te antwoorden",
    "instemming": "de dag waarop de instemming van de pmr er moet zijn",
}


def unknown_in(text: str, words: Mapping[str, str] = WORDS) -> list[str]:
    """What stands between braces and is not on the list, as it was written."""
    return list(dict.fromkeys(f"{{{word}}}" for word in MARK.findall(text) if word not in words))


def faults_in(field: str, text: str, words: Mapping[str, str] = WORDS) -> list[str]:
    """Why this text is refused, in sentences that say what to do."""
    faults = []
    if any(BUTTON.match(line.strip()) for line in text.splitlines()):
        faults.append("Schrijf een webadres voluit, zonder haken eromheen.")
    if unknown := unknown_in(text, words):
        known = ", ".join(f"{{{word}}}" for word in words)
        faults.append(f"{unknown[0]} kunnen wij niet invullen. Kies uit: {known}.")
    if field == "subject" and f"{{{NAME}}}" in text:
        faults.append("Zet geen naam in het onderwerp. Een ander kan meelezen.")
    return faults


def used_in(*texts: str) -> list[str]:
    found = [word for text in texts for word in MARK.findall(text) if word in WORDS]
    return list(dict.fromkeys(found))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with the known words replaced; everything else stays as it was typed."""
    return MARK.sub(lambda found: values.get(found[1]) or found[0], text)


class Wording:
    """A message with its words filled in; who signs and who leads is looked up once.

    `known`: answers that several messages of one traject share.
    """

    def __init__(self, item: CommunicationItem, known: dict[Any, Any] | None = None) -> None:
        self.item = item
        self.known = {} if known is None else known

    @property
    def leader(self) -> tuple[str, str]:
        """Name and address of who leads the project."""
        if "leader" not in self.known:
            self.known["leader"] = self._leader()
        found: tuple[str, str] = self.known["leader"]
        return found

    @property
    def sender(self) -> tuple[str, str]:
        """Name and address of a person of the school; else what was typed, without an address."""
        key = ("sender", self.item.sender)
        if key not in self.known:
            self.known[key] = self._sender()
        found: tuple[str, str] = self.known[key]
        return found

    def _leader(self) -> tuple[str, str]:
        seats = self.item.traject.seats.active().for_overview()
        leader = seats.filter(role=SeatRole.PROJECT_LEADER).first()
        holder = (leader.user or leader.staff_member) if leader else None
        return (str(holder), holder.email) if holder else (SeatRole.PROJECT_LEADER.label, "")

    def _sender(self) -> tuple[str, str]:
        if self.item.sender == SeatRole.PROJECT_LEADER.label:
            return self.leader
        if self.item.sender == RoleKind.SCHOOL_LEADERSHIP.label:
            leaders = in_role(self.item.traject, RoleKind.SCHOOL_LEADERSHIP)
            if leaders:
                return str(leaders[0]), leaders[0].email
        return self.item.sender, ""

    @cached_property
    def values(self) -> dict[str, str]:
        """What each word means, except the reader's name; what is not known yet is left out."""
        item, line = self.item, self.item.run_sheet_item
        found = {
            "school": item.traject.school.name,
            "projectleider": self.leader[0],
            "afzender": self.sender[0],
            "wanneer": periode(line.starts_on, line.ends_on) if line else "",
            "waar": line.place if line else "",
            "uiterlijk": datum(item.answer_by) if item.answer_by else "",
            "instemming": datum(item.traject.target_on),
        }
        return {word: " ".join(value.split()) for word, value in found.items() if value}

    def texts_for(self, name: str) -> dict[str, str]:
        """Subject, question, text and what follows, as this person reads them."""
        values = {**self.values, NAME: " ".join(name.split())}
        return {field: fill(getattr(self.item, field), values) for field in TEXTS}

    def letter_for(self, name: str, *, can_sign_in: bool) -> dict[str, Any]:
        """What the letter shows; its button only to who can open the page behind it."""
        url = self.item.button_url
        return {
            **self.texts_for(name),
            "item": self.item,
            "school": self.item.traject.school,
            "sender": self.sender[0],
            "button": self.item.get_button_display() if url and can_sign_in else "",
            "url": url,
        }

    @property
    def missing(self) -> list[str]:
        """Words the message uses and that have no meaning yet."""
        used = used_in(*(getattr(self.item, field) for field in TEXTS))
        return [f"{{{word}}}" for word in used if word not in self.values and word != NAME]
