"""What every new traject begins with: the shipped draaiboek, messages, checklists and seats."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml
from django.conf import settings

from trajects.models.schedule import Activity, Wait

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

SESSION = "session_hold"
ONLY_IF = {"system_change": "Alleen nodig als het systeem van het taakbeleid verandert."}


@functools.cache
def shipped(name: str) -> dict[str, Any]:
    """One file of fixtures/, read once."""
    with (settings.BASE_DIR / "fixtures" / f"{name}.yaml").open(encoding="utf-8") as file:
        found: dict[str, Any] = yaml.safe_load(file)
    return found


def shipped_items(name: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = shipped(name)["items"]
    return items


@functools.cache
def seat_texts() -> dict[str, dict[str, Any]]:
    """Mandate, responsibilities and reporting of each seat, by role."""
    return {item["key"]: item for item in shipped_items("roles") if item["kind"] == "seat"}


def rest_between_sessions() -> tuple[int, int]:
    """School days between two dialogue sessions: as usual, and when there is haste."""
    content = shipped("draaiboek")
    return content["session_gap_days"], content["session_gap_minimum"]


@dataclass(frozen=True)
class Line:
    """One line of the shipped draaiboek; `session` is 0, or which of the sessions it serves."""

    template: str
    session: int
    fields: dict[str, Any]
    waits: tuple[Wait, ...] = ()
    fixed_on: date | None = None

    @property
    def key(self) -> str:
        return numbered(self.template, self.session)

    @property
    def title(self) -> str:
        title = self.fields["title"]
        return f"{title} (sessie {self.session})" if self.session else title

    @property
    def about(self) -> str:
        condition = ONLY_IF.get(self.fields.get("only_if", ""), "")
        return f"{self.fields.get('about', '')} {condition}".strip()

    @property
    def activity(self) -> Activity:
        fields, kind = self.fields, self.fields["kind"]
        return Activity(
            key=self.key,
            days=fields["duration_days"],
            minimum=fields["minimum_days"],
            waits=self.waits,
            meets=kind == "session",
            is_moment=kind == "milestone",
            is_message=kind == "message",
            is_target=fields.get("target", False),
            before_target=fields.get("latest_before_target"),
            fixed=(self.fixed_on, self.fixed_on) if self.fixed_on else None,
        )


def numbered(key: str, session: int) -> str:
    return f"{key}-{session}" if session else key


def template_of(key: str) -> str:
    """The shipped line behind the key of a row: "session_hold-2" is "session_hold"."""
    return key.rpartition("-")[0] if key.rpartition("-")[2].isdigit() else key


def run_sheet_lines(sessions: int, fixed_days: Sequence[date] = ()) -> list[Line]:
    """The whole draaiboek; lines per session come back for each of them.

    `fixed_days`: days on which sessions are held already, the first session first.
    """
    repeated = {item["key"] for item in shipped_items("draaiboek") if item.get("per_session")}
    lines = []
    for item in shipped_items("draaiboek"):
        for session in range(1, sessions + 1) if item["key"] in repeated else [0]:
            waits = tuple(Wait(key) for key in _waits(item, session, sessions, repeated))
            lines.append(Line(item["key"], session, item, waits))
    days = dict(enumerate(sorted(fixed_days), start=1))
    return [_as_session(line, days) if line.template == SESSION else line for line in lines]


def _waits(item: dict[str, Any], session: int, sessions: int, repeated: set[str]) -> list[str]:
    """The same session for what comes back per session, all of them for what does not."""
    keys = []
    for key in item["after"]:
        if key not in repeated:
            keys.append(key)
        elif session:
            keys.append(numbered(key, session))
        else:
            keys += [numbered(key, each) for each in range(1, sessions + 1)]
    return keys


def _as_session(line: Line, days: dict[int, date]) -> Line:
    """A session waits for the one before it, with rest in between."""
    usual, minimum = rest_between_sessions()
    before: tuple[Wait, ...] = ()
    if line.session > 1:
        rest = 0 if line.session in days else usual
        before = (Wait(numbered(SESSION, line.session - 1), rest, min(minimum, rest)),)
    return replace(line, waits=(*line.waits, *before), fixed_on=days.get(line.session))
