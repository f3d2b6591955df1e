"""Taking in an edited draaiboek: every row of the file in one change set, in a few queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.verbs import Verb
from core.words import periode
from trajects.actions.plan_change import Edit, as_one_change, change_plan
from trajects.actions.run_sheet import free_key, lines, message_edits, remove_item, verb_of
from trajects.models import ChangeSet, RunSheetItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from people.models import SchoolCalendar, User
    from trajects.models import Traject


@dataclass
class FileRow:
    """One row as the file wants it. `waits` None: as they are.

    `awaits` are the places, in the list of new rows, of those it waits for too.
    """

    item: RunSheetItem
    fields: dict[str, Any]
    waits: list[RunSheetItem] | None = None
    awaits: list[int] = field(default_factory=list)


def take_in_file(
    traject: Traject,
    new: Sequence[FileRow],
    changed: Sequence[FileRow],
    removed: Iterable[RunSheetItem],
    *,
    by: User,
    calendar: SchoolCalendar,
) -> ChangeSet | None:
    """All rows or none; None when nothing differs.

    StaleVersion, TargetGone, WrongMoment: a colleague was first.
    """
    moves = {
        row.item.pk: (row.item.starts_on, row.fields["starts_on"])
        for row in changed
        if row.fields.get("starts_on", row.item.starts_on) != row.item.starts_on
    }
    removed = list(removed)
    number = len(new) + len(changed) + len(removed)
    mine = ChangeSet.objects.filter(traject=traject, made_by=by).order_by("-pk")
    before = mine.values_list("pk", flat=True).first() or 0
    with as_one_change(traject, f"Bestand ingelezen: {lines(number)}", by=by):
        edits = [*_added(traject, new), *map(_edit, changed), *message_edits(moves, calendar)]
        change_plan(traject, edits, summary="", by=by)
        _join(traject, [*new, *changed], [row.item for row in new], by=by)
        for item in removed:
            fresh = RunSheetItem.objects.get(pk=item.pk)
            remove_item(fresh, version=fresh.version, by=by)
    return mine.filter(pk__gt=before).first()


def _added(traject: Traject, new: Sequence[FileRow]) -> Iterable[Edit]:
    taken = set(traject.run_sheet.values_list("key", flat=True))
    for place, row in enumerate(new):
        row.item.key = free_key(row.item.title, taken)
        taken.add(row.item.key)
        row.item.position = len(taken) + place
        yield Edit(row.item, 0, waits=row.waits or [], verb=Verb.RUN_SHEET_ITEM_ADDED)


def _edit(row: FileRow) -> Edit:
    edit = Edit(row.item, row.item.version, row.fields, waits=row.waits)
    days: tuple[date, date] = (
        row.fields.get("starts_on", row.item.starts_on),
        row.fields.get("ends_on", row.item.ends_on),
    )
    if "status" in row.fields:
        edit.verb = verb_of(row.item, row.fields["status"])
        edit.detail = RunSheetItem.Status(row.fields["status"]).label
    elif days != (row.item.starts_on, row.item.ends_on):
        edit.verb, edit.detail = Verb.RUN_SHEET_ITEM_MOVED, periode(*days)
    return edit


def _join(
    traject: Traject, rows: Iterable[FileRow], made: list[RunSheetItem], *, by: User
) -> None:
    """Let rows wait for new ones, now that those exist."""
    edits = [
        Edit(
            row.item,
            row.item.version,
            waits=[*(row.waits or []), *(made[place] for place in row.awaits)],
            verb=None,
        )
        for row in rows
        if row.awaits
    ]
    if edits:
        change_plan(traject, edits, summary="", by=by)
