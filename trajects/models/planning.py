"""From the rows of a draaiboek to activities, and the differences a new plan would make."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils import timezone

from trajects.models.moving import following
from trajects.models.run_sheet import RunSheetItem
from trajects.models.schedule import Activity, Placed, Wait, plan
from trajects.models.template import SESSION, Shape, shape_of, template_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from trajects.models.school_days import Calendar
    from trajects.models.traject import Traject

STAYS = "blijft staan"


@dataclass(frozen=True)
class Change:
    """What happens to one row: its dates now and its dates then, and why."""

    item: RunSheetItem
    starts_on: date
    ends_on: date
    reason: str
    days: int | None = None

    @property
    def is_move(self) -> bool:
        return (self.starts_on, self.ends_on) != (self.item.starts_on, self.item.ends_on)


@dataclass(frozen=True)
class Differences:
    """What saving would do; `stuck` are rows that stay and then come too early."""

    changes: list[Change]
    staying: list[Change]
    stuck: list[RunSheetItem]

    @property
    def target_moves_to(self) -> date | None:
        """Where the consent itself would go, if it would go anywhere."""
        return next((each.ends_on for each in self.changes if each.item.is_target), None)

    @property
    def fingerprint(self) -> str:
        """The same only while saving does what the page showed."""
        moves = "|".join(
            f"{each.item.pk}:{each.item.version}:{each.starts_on}:{each.ends_on}"
            for each in self.changes
        )
        return hashlib.sha256(moves.encode()).hexdigest()[:20]


class RunSheet:
    """All rows of one traject with what they wait for: two queries, then arithmetic."""

    def __init__(self, traject: Traject, calendar: Calendar) -> None:
        self.calendar = calendar
        self.shape = shape_of(traject.shape)
        self.items = list(traject.run_sheet.for_overview())
        self.by_key = {item.key: item for item in self.items}
        self.waits = waits_of(traject)

    def replanned(self, target_on: date, *, today: date | None = None) -> Differences:
        """Count everything again for another target; what is fixed, underway or done stays."""
        today = today or timezone.localdate()
        activities = [self.as_usual(item) for item in self.items if item.is_open]
        placed = plan(activities, calendar=self.calendar, starts_on=today, target_on=target_on)
        every = [
            self._change(item, placed[item.key]) if item.key in placed else stays(item)
            for item in self.items
        ]
        moves = [change for change in every if change.is_move]
        return Differences(moves, [each for each in every if not each.is_move], [])

    def moved(self, item: RunSheetItem, starts_on: date, ends_on: date) -> Differences:
        """What would have to follow if this row got these dates."""
        dates = {each.key: (each.starts_on, each.ends_on) for each in self.items}
        dates[item.key] = (starts_on, ends_on)
        activities = [self._activity(each) for each in self.items if each.is_open]
        answer = following(activities, dates, item.key, calendar=self.calendar)
        changes = [
            Change(each, place.starts_on, place.ends_on, self._waits_for(each), place.days)
            for each in self.items
            if (place := answer.moved.get(each.key))
        ]
        return Differences(changes, [], [self.by_key[key] for key in answer.stuck])

    def as_usual(self, item: RunSheetItem) -> Activity:
        """What haste made shorter gets its usual length back when there is room again."""
        return replace(self._activity(item), days=item.days_as_usual)

    def _activity(self, item: RunSheetItem) -> Activity:
        is_underway = item.is_underway
        dates = (item.starts_on, item.ends_on)
        return Activity(
            key=item.key,
            days=item.duration_days,
            minimum=min(item.minimum_days, item.duration_days),
            waits=tuple(
                wait_between(item.key, key, self.shape) for key in self._open_waits(item.key)
            ),
            meets=item.kind == RunSheetItem.Kind.SESSION,
            is_moment=item.kind == RunSheetItem.Kind.MILESTONE,
            is_message=item.kind == RunSheetItem.Kind.MESSAGE,
            is_target=item.is_target,
            before_target=item.before_target,
            not_before=item.not_before,
            not_after=item.not_after,
            fixed=dates if item.is_fixed or is_underway else None,
            is_underway=is_underway,
        )

    def _wait(self, item: RunSheetItem, key: str) -> Wait:
        """A day that is fixed was chosen by people: the rest before it is theirs to judge."""
        return Wait(key) if item.is_fixed else wait_between(item.key, key, self.shape)

    def _open_waits(self, key: str) -> list[str]:
        """What it still waits for; behind a skipped row waits what that one waited for."""
        found: dict[str, None] = {}
        for each in self.waits.get(key, []):
            item = self.by_key[each]
            if item.is_open:
                found[each] = None
            elif item.status == RunSheetItem.Status.SKIPPED:
                found.update(dict.fromkeys(self._open_waits(each)))
        return list(found)

    def _change(self, item: RunSheetItem, place: Placed) -> Change:
        return Change(item, place.starts_on, place.ends_on, self._why(item), place.days)

    def _why(self, item: RunSheetItem) -> str:
        if item.is_target:
            return "dit is de datum van instemming"
        if item.is_fixed or item.is_underway:
            return stays(item).reason
        return self._waits_for(item)

    def _waits_for(self, item: RunSheetItem) -> str:
        waits = self._open_waits(item.key)
        if not waits:
            return "schuift mee met de datum van instemming"
        last = max(waits, key=lambda key: self.by_key[key].ends_on)
        return f"wacht op ‘{self.by_key[last].title}’"


def stays(item: RunSheetItem) -> Change:
    """A row that keeps its dates, and why."""
    if not item.is_open:
        reason = item.get_status_display()
    elif item.is_fixed:
        reason = "datum staat vast"
    else:
        reason = f"is {item.get_status_display()}"
    return Change(item, item.starts_on, item.ends_on, reason)


def waits_of(traject: Traject) -> dict[str, list[str]]:
    """What each row waits for, by key."""
    found: dict[str, list[str]] = {}
    through = RunSheetItem.waits_for.through.objects.filter(from_runsheetitem__traject=traject)
    pairs: Iterable[tuple[str, str]] = through.order_by("pk").values_list(
        "from_runsheetitem__key", "to_runsheetitem__key"
    )
    for key, waits_for in pairs:
        found.setdefault(key, []).append(waits_for)
    return found


def wait_between(key: str, waits_for: str, shape: Shape) -> Wait:
    """Between two dialogue sessions lies rest; between other rows none is needed."""
    if template_of(key) == template_of(waits_for) == SESSION:
        return shape.rest(waits_for)
    return Wait(waits_for)
