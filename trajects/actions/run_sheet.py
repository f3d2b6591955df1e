"""Deeds on a draaiboek. Each is one change set: saved whole, undone whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from core.verbs import Verb
from core.words import datum, periode
from trajects.actions.plan_change import Edit, change_plan
from trajects.models import ChangeSet, CommunicationItem, RunSheetItem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from people.models import SchoolCalendar, User
    from trajects.models import Traject
    from trajects.models.planning import Change, Differences

type Moves = dict[int, tuple[date, date]]

Status = RunSheetItem.Status
OPEN = (CommunicationItem.Status.DRAFT, CommunicationItem.Status.APPROVED)


def add_item(
    traject: Traject, *, by: User, waits_for: Iterable[RunSheetItem] = (), **fields: Any
) -> tuple[RunSheetItem, ChangeSet | None]:
    item = RunSheetItem(traject=traject, **fields)
    item.key = free_key(item.title, set(traject.run_sheet.values_list("key", flat=True)))
    item.position = traject.run_sheet.count()
    edit = Edit(item, 0, waits=list(waits_for), verb=Verb.RUN_SHEET_ITEM_ADDED)
    change = change_plan(traject, [edit], summary=f"‘{item}’ toegevoegd", by=by)
    return item, change


def free_key(title: str, taken: Collection[str]) -> str:
    """A name of its own that cannot be taken for a shipped line."""
    base = f"eigen-{slugify(title)[:40] or 'regel'}"
    number = 1
    while (key := f"{base}-nr{number}") in taken:
        number += 1
    return key


def change_item(
    item: RunSheetItem,
    *,
    version: int,
    by: User,
    waits_for: Iterable[RunSheetItem] | None = None,
    follow: Differences | None = None,
    calendar: SchoolCalendar,
    **fields: Any,
) -> ChangeSet | None:
    """Save one row, and let what depends on it follow; None leaves what it waits for."""
    if fields.get("duration_days", item.duration_days) != item.duration_days:
        fields["usual_days"] = None
    before = (item.starts_on, item.ends_on)
    after = (fields.get("starts_on", before[0]), fields.get("ends_on", before[1]))
    waits = None if waits_for is None else list(waits_for)
    edit = Edit(item, version, fields, waits=waits)
    summary = f"‘{item}’ gewijzigd"
    moves: Moves = {}
    if before != after:
        edit.verb, edit.detail = Verb.RUN_SHEET_ITEM_MOVED, periode(*after)
        summary = f"‘{item}’ verplaatst naar {periode(*after)}"
        moves = {item.pk: (before[0], after[0])}
    if follow and follow.changes:
        summary += f", {lines(len(follow.changes))} schoven mee"
    edits = [edit, *_edits(follow.changes if follow else (), moves, calendar)]
    seen = follow.seen if follow else None
    return change_plan(item.traject, edits, summary=summary, by=by, seen=seen)


def lines(number: int) -> str:
    return "1 regel" if number == 1 else f"{number} regels"


def set_status(
    item: RunSheetItem, status: str, *, version: int, by: User, reason: str = ""
) -> ChangeSet | None:
    """One tap; StaleVersion when a colleague tapped first."""
    fields = {"status": status, "skip_reason": reason}
    edit = Edit(item, version, fields, verb=verb_of(item, status), detail=Status(status).label)
    summary = f"‘{item}’: {Status(status).label}"
    return change_plan(item.traject, [edit], summary=summary, by=by)


def verb_of(item: RunSheetItem, status: str) -> Verb:
    """What the history calls it: finished, opened again or changed."""
    if status == Status.DONE:
        return Verb.RUN_SHEET_ITEM_DONE
    is_opened = not item.is_open and status != Status.SKIPPED
    return Verb.RUN_SHEET_ITEM_REOPENED if is_opened else Verb.RUN_SHEET_ITEM_CHANGED


def remove_item(item: RunSheetItem, *, version: int, by: User) -> ChangeSet | None:
    """Take a line of the school's own away; what waited for it waits for what it waited for."""
    waits = list(item.waits_for.all())
    edits = [Edit(item, version, removes=True, verb=Verb.RUN_SHEET_ITEM_REMOVED, detail=str(item))]
    for follower in item.followers.all():
        others = [row for row in follower.waits_for.all() if row.pk != item.pk]
        edits.append(Edit(follower, follower.version, waits=[*others, *waits]))
    for message in item.messages.all():
        edits.append(Edit(message, message.version, {"run_sheet_item": None}, verb=None))
    return change_plan(item.traject, edits, summary=f"‘{item}’ weggehaald", by=by)


def replan(
    traject: Traject,
    target_on: date,
    differences: Differences,
    *,
    by: User,
    calendar: SchoolCalendar,
) -> ChangeSet | None:
    """Move the day of consent and every row that goes along; a colleague's save undoes it all."""
    moved = lines(len(differences.changes))
    target = Edit(
        traject,
        traject.version,
        {"target_on": target_on},
        verb=Verb.RUN_SHEET_REPLANNED,
        detail=f"{moved} verplaatst, instemming op {datum(target_on)}",
    )
    edits = [target, *_edits(differences.changes, {}, calendar)]
    summary = f"Opnieuw gepland: instemming op {datum(target_on)}, {moved} verplaatst"
    return change_plan(traject, edits, summary=summary, by=by, seen=differences.seen)


def shift(
    traject: Traject, differences: Differences, *, by: User, calendar: SchoolCalendar
) -> ChangeSet | None:
    """Move a group of rows as the page showed it, and what depends on them if that was chosen."""
    edits = list(_edits(differences.changes, {}, calendar))
    summary = f"{lines(len(differences.changes))} verschoven"
    return change_plan(traject, edits, summary=summary, by=by, seen=differences.seen)


def change_together(
    traject: Traject,
    items: Sequence[RunSheetItem],
    fields: dict[str, Any],
    *,
    versions: dict[int, int],
    by: User,
) -> ChangeSet | None:
    """The same change for several rows; one that a colleague changed meanwhile stops them all."""
    status = fields.get("status", "")
    edits = [
        Edit(
            item,
            versions.get(item.pk, 0),
            fields,
            verb=verb_of(item, status),
            detail=Status(status).label if status else "",
        )
        for item in items
    ]
    summary = f"{lines(len(items))} samen gewijzigd"
    return change_plan(traject, edits, summary=summary, by=by)


def _edits(changes: Iterable[Change], moves: Moves, calendar: SchoolCalendar) -> Iterator[Edit]:
    """The rows that move, and the planned messages that go along with them."""
    changes = list(changes)
    rows = RunSheetItem.objects.in_bulk([change.item.pk for change in changes])
    for change in changes:
        moves[change.item.pk] = (change.item.starts_on, change.starts_on)
        yield Edit(
            rows.get(change.item.pk) or RunSheetItem(pk=change.item.pk),
            change.item.version,
            change.fields,
            verb=Verb.RUN_SHEET_ITEM_MOVED,
            detail=periode(change.starts_on, change.ends_on),
        )
    yield from message_edits(moves, calendar)


def message_edits(moves: Moves, calendar: SchoolCalendar) -> Iterator[Edit]:
    """A planned message keeps its distance in school days to its row."""
    for message in CommunicationItem.objects.filter(run_sheet_item__in=moves, status__in=OPEN):
        before, after = moves[message.run_sheet_item_id or 0]
        distance = _distance(calendar, before, message.planned_on)
        planned_on = calendar.add_school_days(after, distance)
        yield Edit(
            message,
            message.version,
            message.moved_to(planned_on),
            verb=Verb.COMMUNICATION_MOVED,
            detail=f"{planned_on:%d-%m-%Y}",
        )


def _distance(calendar: SchoolCalendar, start: date, day: date) -> int:
    """School days from one day to another, negative when it comes before."""
    if day >= start:
        return max(calendar.school_days_between(start, day) - 1, 0)
    return -max(calendar.school_days_between(day, start) - 1, 0)
