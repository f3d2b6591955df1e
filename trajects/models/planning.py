"""The draaiboek as a whole: what follows what, how much room is left, what a new plan changes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from trajects.models.lines import Line, lines_of
from trajects.models.moving import following, shifted
from trajects.models.run_sheet import RunSheetItem
from trajects.models.schedule import Activity, Placed, Wait, plan
from trajects.models.slack import KnownDays, Room, rooms
from trajects.models.template import SESSION, Shape, shape_of, template_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from trajects.models.moving import Dates
    from trajects.models.school_days import Calendar
    from trajects.models.traject import Traject

Kind = RunSheetItem.Kind


@dataclass(frozen=True)
class Change:
    """What happens to one row: its dates now and its dates then, and why."""

    item: Line
    starts_on: date
    ends_on: date
    reason: str
    days: int | None = None

    @property
    def is_move(self) -> bool:
        return (self.starts_on, self.ends_on) != (self.item.starts_on, self.item.ends_on)

    @property
    def fields(self) -> dict[str, Any]:
        """What is saved: days, and how many school days that is when it was computed."""
        saved: dict[str, Any] = {"starts_on": self.starts_on, "ends_on": self.ends_on}
        if self.days is None:
            return saved
        usual = self.item.days_as_usual
        shorter = usual if usual > self.days else None
        return saved | {"duration_days": self.days, "usual_days": shorter}


@dataclass(frozen=True)
class Conflict:
    """Something to know before saving: about which row, and what."""

    item: Line
    text: str


@dataclass(frozen=True)
class Differences:
    """What saving would do; `stuck` are rows that stay and then come too early.

    `seen` are the versions of all rows on which this was computed.
    """

    changes: list[Change]
    staying: list[Change]
    stuck: list[Line]
    seen: dict[int, int] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def target_moves_to(self) -> date | None:
        """Where the consent itself would go, if it would go anywhere."""
        return next((each.ends_on for each in self.changes if each.item.is_target), None)

    @property
    def fingerprint(self) -> str:
        """The same only while saving does what the page showed, on the plan it showed."""
        moves = [f"{each.item.pk}:{each.starts_on}:{each.ends_on}" for each in self.changes]
        seen = [f"{pk}:{version}" for pk, version in sorted(self.seen.items())]
        return hashlib.sha256("|".join([*moves, *seen]).encode()).hexdigest()[:20]


class RunSheet:
    """All rows of one traject with what they wait for: one query, then arithmetic."""

    def __init__(self, traject: Traject, calendar: Calendar, *, today: date | None = None) -> None:
        self.traject = traject
        self.shape = shape_of(traject.shape)
        self.calendar = KnownDays(calendar)
        self.today = today or timezone.localdate()
        self.items, self.waits = lines_of(traject, self.today)
        self.by_key = {item.key: item for item in self.items}

    @property
    def seen(self) -> dict[int, int]:
        return {item.pk: item.version for item in self.items}

    @cached_property
    def rooms(self) -> dict[str, Room]:
        """How many school days each open row can still slip, by key."""
        activities = [self._activity(item, is_held=False) for item in self.items if item.is_open]
        return rooms(
            {item.key: item for item in self.items},
            activities,
            calendar=self.calendar,
            today=self.today,
            target_on=self.traject.target_on,
        )

    @property
    def at_risk(self) -> list[Line]:
        """Open rows that leave too few school days for what comes after them."""
        return [item for item in self.items if self.is_at_risk(item.key)]

    def is_at_risk(self, key: str) -> bool:
        return key in self.rooms and self.rooms[key].is_at_risk

    def waits_of(self, key: str) -> list[Line]:
        return [self.by_key[each] for each in self.waits.get(key, []) if each in self.by_key]

    def blockers(self, key: str) -> list[Line]:
        """What must be finished before this row can begin; none once it has begun."""
        if not self.by_key[key].is_open or self.by_key[key].is_underway:
            return []
        return [self.by_key[each] for each in self._open_waits(key)]

    @cached_property
    def followers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for item in self.items:
            for each in self.waits.get(item.key, []):
                found.setdefault(each, []).append(item.key)
        return found

    def before(self, key: str) -> list[Line]:
        """Everything it waits for, near or far, in the order of the draaiboek."""
        return self._reached(key, self.waits)

    def after(self, key: str) -> list[Line]:
        """Everything that waits for it, near or far."""
        return self._reached(key, self.followers)

    def _reached(self, key: str, edges: dict[str, list[str]]) -> list[Line]:
        found: set[str] = set()
        todo = list(edges.get(key, []))
        while todo:
            if (each := todo.pop()) not in found:
                found.add(each)
                todo += edges.get(each, [])
        return [item for item in self.items if item.key in found]

    def replanned(self, target_on: date) -> Differences:
        """Count everything again for another target; what is fixed, underway or done stays."""
        activities = [self.as_usual(item) for item in self.items if item.is_open]
        placed = plan(
            activities, calendar=self.calendar, starts_on=self.today, target_on=target_on
        )
        every = [
            self._change(item, placed[item.key]) if item.key in placed else stays(item)
            for item in self.items
        ]
        moves = [change for change in every if change.is_move]
        staying = [each for each in every if not each.is_move]
        return Differences(moves, staying, [], self.seen)

    def moved(self, key: str, starts_on: date, ends_on: date) -> Differences:
        """What would have to follow if this row got these dates."""
        return self._following({key: (starts_on, ends_on)})

    def shifted(self, keys: Collection[str], number: int, *, follow: bool) -> Differences:
        """These rows so many school days later, with what then has to follow if asked.

        What is done, begun, fixed or the consent itself stays, and is named.
        """
        chosen = [item for item in self.items if item.key in keys]
        free = {item.key: (item.starts_on, item.ends_on) for item in chosen if may_shift(item)}
        if not free:
            return Differences([], [stays(item) for item in chosen], [], self.seen)
        dates = shifted(free, number, calendar=self.calendar)
        answer = self._following(dates)
        moves = [
            Change(self.by_key[key], *place, "hebt u gekozen") for key, place in dates.items()
        ]
        changes = [*moves, *(answer.changes if follow else [])]
        stuck = answer.stuck if follow else [*answer.stuck, *(c.item for c in answer.changes)]
        return Differences(
            [change for change in changes if change.is_move],
            [stays(item) for item in chosen if not may_shift(item)],
            stuck,
            self.seen,
            list(self._conflicts(changes)),
        )

    def _following(self, moves: Dates) -> Differences:
        dates = {each.key: (each.starts_on, each.ends_on) for each in self.items} | moves
        activities = [self._activity(each) for each in self.items if each.is_open]
        answer = following(activities, dates, moves, calendar=self.calendar)
        changes = [
            Change(each, place.starts_on, place.ends_on, self._waits_for(each), place.days)
            for each in self.items
            if (place := answer.moved.get(each.key))
        ]
        stuck = [self.by_key[key] for key in answer.stuck]
        chosen = [Change(self.by_key[key], *place, "") for key, place in moves.items()]
        conflicts = list(self._conflicts([*chosen, *changes]))
        return Differences(changes, [], stuck, self.seen, conflicts)

    def _conflicts(self, changes: Iterable[Change]) -> Iterator[Conflict]:
        """What would be wrong with these dates, in words."""
        changes = list(changes)
        ends = {item.key: item.ends_on for item in self.items}
        ends |= {change.item.key: change.ends_on for change in changes}
        for change in changes:
            yield from (Conflict(change.item, text) for text in self._objections(change, ends))

    def _objections(self, change: Change, ends: dict[str, date]) -> Iterator[str]:
        item = change.item
        if change.starts_on < self.today:
            yield "begint dan in het verleden"
        if item.kind == Kind.SESSION and self.calendar.is_avoided(change.starts_on):
            yield "valt dan op een dag die de school liever vrijhoudt, zoals een toetsweek"
        for key in self._open_waits(item.key):
            if ends[key] >= change.starts_on and not item.is_underway:
                yield f"begint dan voordat ‘{self.by_key[key].title}’ klaar is"
        room = self.rooms.get(item.key)
        if room and room.ends_by < change.ends_on and not item.is_target:
            yield "is dan te laat klaar om de datum van instemming te halen"

    def as_usual(self, item: Line) -> Activity:
        """What haste made shorter gets its usual length back when there is room again."""
        return replace(self._activity(item), days=item.days_as_usual)

    def _activity(self, item: Line, *, is_held: bool = True) -> Activity:
        """`is_held`: what is underway keeps its dates; else only what is fixed does."""
        dates = (item.starts_on, item.ends_on)
        holds = item.is_fixed or (is_held and item.is_underway)
        return Activity(
            key=item.key,
            days=item.duration_days,
            minimum=min(item.minimum_days, item.duration_days),
            waits=tuple(
                wait_between(item.key, key, self.shape) for key in self._open_waits(item.key)
            ),
            meets=item.kind == Kind.SESSION,
            is_moment=item.kind == Kind.MILESTONE,
            is_message=item.kind == Kind.MESSAGE,
            is_target=item.is_target,
            before_target=item.before_target,
            not_before=item.not_before,
            not_after=item.not_after,
            fixed=dates if holds else None,
            is_underway=item.is_underway,
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

    def _change(self, item: Line, place: Placed) -> Change:
        return Change(item, place.starts_on, place.ends_on, self._why(item), place.days)

    def _why(self, item: Line) -> str:
        if item.is_target:
            return "dit is de datum van instemming"
        if item.is_fixed or item.is_underway:
            return stays(item).reason
        if item.starts_on < self.today and not self._open_waits(item.key):
            return "had al begonnen moeten zijn"
        return self._waits_for(item)

    def _waits_for(self, item: Line) -> str:
        waits = self._open_waits(item.key)
        if not waits:
            return "schuift mee met de datum van instemming"
        last = max(waits, key=lambda key: self.by_key[key].ends_on)
        return f"wacht op ‘{self.by_key[last].title}’"


def may_shift(item: Line) -> bool:
    return item.is_open and not (item.is_fixed or item.is_underway or item.is_target)


def stays(item: Line) -> Change:
    """A row that keeps its dates, and why."""
    if not item.is_open:
        reason = item.get_status_display()
    elif item.is_target:
        reason = "dit is de datum van instemming; die verzet u met Opnieuw plannen"
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
