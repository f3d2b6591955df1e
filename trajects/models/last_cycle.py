"""Like last cycle: the plan of an earlier traject as the lines of a new one."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from trajects.models.planning import waits_of
from trajects.models.run_sheet import RunSheetItem
from trajects.models.schedule import Wait
from trajects.models.template import (
    SESSION,
    Line,
    as_sessions,
    numbered,
    shape_of,
    shipped_items,
    split_key,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from trajects.models.traject import Traject

LABEL = re.compile(r" \((?:sessie|team) \d+\)$")


class LastCycle:
    """The rows of an earlier traject that come back: what was skipped does not.

    Lengths are those without haste. Days that were fixed belonged to that year; here
    they are free again.
    """

    def __init__(self, traject: Traject) -> None:
        self.traject = traject
        self.every = {item.key: item for item in traject.run_sheet.order_by("position", "pk")}
        self.after = waits_of(traject)

    @cached_property
    def items(self) -> dict[str, RunSheetItem]:
        """What comes back, by key; the consent always does."""
        skipped = RunSheetItem.Status.SKIPPED
        return {
            key: item
            for key, item in self.every.items()
            if item.is_target or item.status != skipped
        }

    @property
    def left_out(self) -> list[RunSheetItem]:
        """Rows of which nothing comes back."""
        kept = {parts(key)[0] for key in self.items}
        return [item for key, item in self.every.items() if parts(key)[0] not in kept]

    @cached_property
    def sessions(self) -> int:
        """How many dialogue sessions there were, at least one."""
        return max(len(self._numbers(SESSION)), 1)

    def lines(self, sessions: int, fixed_days: Sequence[date] = ()) -> list[Line]:
        """The same plan for so many sessions; the last one is the pattern for any more."""
        found = []
        for template in self._by_template:
            found += list(self._lines_of(template, sessions))
        return as_sessions(found, shape_of(self.traject.shape), fixed_days)

    def pattern(self, template: str, session: int) -> RunSheetItem:
        """The row that this line comes back from."""
        numbers = self._numbers(template)
        return self.items[numbers.get(session) or numbers[max(numbers)]]

    def _numbers(self, template: str) -> dict[int, str]:
        """The rows of this line: key by session."""
        return self._by_template.get(template, {})

    @cached_property
    def _by_template(self) -> dict[str, dict[int, str]]:
        found: dict[str, dict[int, str]] = {}
        for key in self.items:
            template, number = parts(key)
            found.setdefault(template, {})[number] = key
        return found

    def _lines_of(self, template: str, sessions: int) -> Iterator[Line]:
        comes_back = max(self._numbers(template)) > 0
        for session in range(1, sessions + 1) if comes_back else [0]:
            item = self.pattern(template, session)
            waits = tuple(Wait(key) for key in self._waits(item, session, sessions))
            yield Line(
                template,
                session,
                fields_of(item),
                waits,
                label=shape_of(self.traject.shape).label(session),
                is_own=template not in shipped_by_key(),
            )

    def _waits(self, item: RunSheetItem, session: int, sessions: int) -> list[str]:
        """Its own session for what comes back per session, the last of them for what is gone."""
        found: dict[str, None] = {}
        for key in self._waited_for(item.key):
            template, number = parts(key)
            if not number:
                found[key] = None
            elif session:
                moved = number + session - parts(item.key)[1]
                if 1 <= moved <= sessions:
                    found[numbered(template, moved)] = None
            else:
                found.update(dict.fromkeys(self._every(template, number, sessions)))
        return list(found)

    def _every(self, template: str, number: int, sessions: int) -> Iterator[str]:
        """One session that was waited for, and those that now come after the last one."""
        last = max(self._numbers(template))
        yield numbered(template, min(number, sessions))
        if number == last:
            yield from (numbered(template, each) for each in range(last + 1, sessions + 1))

    def _waited_for(self, key: str) -> list[str]:
        """Behind a row that does not come back waits what that one waited for."""
        found: dict[str, None] = {}
        for each in self.after.get(key, []):
            if each in self.items:
                found[each] = None
            else:
                found.update(dict.fromkeys(self._waited_for(each)))
        return list(found)


def parts(key: str) -> tuple[str, int]:
    """Which line and which session; what the school named itself is never per session."""
    template, number = split_key(key)
    if shipped_by_key().get(template, {}).get("per_session"):
        return template, number
    return key, 0


def fields_of(item: RunSheetItem) -> dict[str, Any]:
    """A row in the words of the shipped draaiboek."""
    shipped = shipped_by_key().get(parts(item.key)[0], {})
    days = item.days_as_usual
    return {
        "phase": item.phase,
        "kind": item.kind,
        "title": LABEL.sub("", item.title),
        "about": item.about,
        "how": item.manner,
        "who": item.responsible_role,
        "participants": item.participants,
        "where": item.place,
        "duration_days": days,
        "minimum_days": min(item.minimum_days, days),
        "target": item.is_target,
        "latest_before_target": item.before_target,
        "link": item.link,
        # What proved it last time says nothing yet about this time.
        "evidence": shipped.get("evidence", item.evidence),
        "source": item.source,
    }


def shipped_by_key() -> dict[str, dict[str, Any]]:
    return {item["key"]: item for item in shipped_items("draaiboek")}
