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
USUAL_SHAPE = "weeks"
ONLY_IF = {"system_change": "Alleen nodig als het systeem van het taakbeleid verandert."}


@functools.cache
def shipped(name: str) -> dict[str, Any]:
    """One file of fixtures/, read once."""
    with (settings.BASE_DIR / "fixtures" / f"{name}.yaml").open(encoding="utf-8") as file:
        found: dict[str, Any] = yaml.load(file, yaml.CSafeLoader)
    return found


def shipped_items(name: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = shipped(name)["items"]
    return items


@functools.cache
def seat_texts() -> dict[str, dict[str, Any]]:
    """Mandate, responsibilities and reporting of each seat, by role."""
    return {item["key"]: item for item in shipped_items("roles") if item["kind"] == "seat"}


@dataclass(frozen=True)
class Shape:
    """One way to divide the dialogue, with what is usual for it.

    `sessions` and `most_sessions` are counts; `session_gap_days` and `session_gap_minimum`
    are school days of rest between two sessions, as usual and when there is haste.
    `kickoff` is the form of the kick-off that belongs to it: "limited" or "wide".
    """

    key: str
    gain: str
    suits: str
    sessions: int
    most_sessions: int
    session_gap_days: int
    session_gap_minimum: int
    session_name: str
    kickoff: str
    source: str
    origin: str

    def rest(self, earlier: str) -> Wait:
        """What a session waits for: the one before it, with rest in between."""
        return Wait(earlier, self.session_gap_days, self.session_gap_minimum)

    def label(self, session: int) -> str:
        return f"{self.session_name} {session}" if self.session_name and session else ""


@functools.cache
def shapes() -> dict[str, Shape]:
    """The shapes to choose from, by key, in the order in which they are offered."""
    return {row["key"]: Shape(**row) for row in shipped("draaiboek")["shapes"]}


def shape_of(key: str) -> Shape:
    return shapes()[key]


@dataclass(frozen=True)
class Line:
    """One line of a draaiboek to be; `session` is 0, or which of the sessions it serves.

    `label` tells the reader which session; `is_own`: not ours but of the school itself.
    """

    template: str
    session: int
    fields: dict[str, Any]
    waits: tuple[Wait, ...] = ()
    fixed_on: date | None = None
    label: str = ""
    is_own: bool = False

    @property
    def key(self) -> str:
        return numbered(self.template, self.session)

    @property
    def title(self) -> str:
        title = self.fields["title"]
        return f"{title} ({self.label})" if self.label else title

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


def split_key(key: str) -> tuple[str, int]:
    """The shipped line behind a key, and its session: "session_hold-2" is session 2 of it."""
    template, _, number = key.rpartition("-")
    return (template, int(number)) if template and number.isdigit() else (key, 0)


def template_of(key: str) -> str:
    return split_key(key)[0]


def run_sheet_lines(
    sessions: int, fixed_days: Sequence[date] = (), shape: str = USUAL_SHAPE
) -> list[Line]:
    """The whole draaiboek in this shape; lines per session come back for each of them.

    `fixed_days`: days on which sessions are held already, the first session first.
    """
    items, form = _items_in(shape), shape_of(shape)
    repeated = {item["key"] for item in items if item.get("per_session")}
    lines = []
    for item in items:
        for session in range(1, sessions + 1) if item["key"] in repeated else [0]:
            waits = tuple(Wait(key) for key in _waits(item, session, sessions, repeated))
            lines.append(Line(item["key"], session, item, waits, label=form.label(session)))
    before_next = tuple(item["key"] for item in items if item.get("before_next"))
    return as_sessions(lines, form, fixed_days, before_next)


def _items_in(shape: str) -> list[dict[str, Any]]:
    """The lines that belong to this shape, as they are in it."""
    return [
        item | item.get("in_shape", {}).get(shape, {})
        for item in shipped_items("draaiboek")
        if shape in item.get("only_in", shapes())
    ]


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


def as_sessions(
    lines: Sequence[Line],
    shape: Shape,
    fixed_days: Sequence[date],
    before_next: Sequence[str] = (),
) -> list[Line]:
    """Let each session wait for the one before it, and put the first ones on fixed days."""
    days = dict(enumerate(sorted(fixed_days), start=1))
    return [
        _as_session(line, shape, days, before_next) if line.template == SESSION else line
        for line in lines
    ]


def _as_session(
    line: Line, shape: Shape, days: dict[int, date], before_next: Sequence[str]
) -> Line:
    """With rest and what is to be ready first, unless the day is fixed already."""
    is_fixed, earlier = line.session in days, line.session - 1
    before: tuple[Wait, ...] = ()
    if earlier:
        session = numbered(SESSION, earlier)
        ready = () if is_fixed else tuple(Wait(numbered(key, earlier)) for key in before_next)
        before = (Wait(session) if is_fixed else shape.rest(session), *ready)
    waits = tuple(wait for wait in line.waits if wait.key not in {each.key for each in before})
    return replace(line, waits=(*waits, *before), fixed_on=days.get(line.session))
