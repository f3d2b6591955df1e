"""Deeds on a draaiboek that touch more than one row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify

from core.models import record
from core.verbs import Verb
from core.words import datum, periode
from trajects.models import CommunicationItem, RunSheetItem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from people.models import SchoolCalendar, User
    from trajects.models import Traject
    from trajects.models.planning import Change, Differences


@transaction.atomic
def add_item(
    traject: Traject, *, by: User, waits_for: Iterable[RunSheetItem] = (), **fields: Any
) -> RunSheetItem:
    item = RunSheetItem(traject=traject, **fields)
    item.key = _free_key(traject, item.title)
    item.position = traject.run_sheet.count()
    item.save(force_insert=True)
    item.waits_for.set(waits_for)
    record(Verb.RUN_SHEET_ITEM_ADDED, item, by=by)
    return item


def _free_key(traject: Traject, title: str) -> str:
    """A name of its own that cannot be taken for a shipped line."""
    base = f"eigen-{slugify(title)[:40] or 'regel'}"
    taken = set(traject.run_sheet.filter(key__startswith=base).values_list("key", flat=True))
    number = 1
    while (key := f"{base}-nr{number}") in taken:
        number += 1
    return key


@transaction.atomic
def change_item(
    item: RunSheetItem,
    *,
    version: int,
    by: User,
    waits_for: Iterable[RunSheetItem],
    follow: Iterable[Change] = (),
    calendar: SchoolCalendar,
    **fields: Any,
) -> None:
    """Save one row, and let what depends on it follow."""
    before = (item.starts_on, item.ends_on)
    if fields.get("duration_days", item.duration_days) != item.duration_days:
        fields["usual_days"] = None
    item.save_if_unchanged(version=version, **fields)
    item.waits_for.set(waits_for)
    after = (item.starts_on, item.ends_on)
    if before == after:
        record(Verb.RUN_SHEET_ITEM_CHANGED, item, by=by)
    else:
        record(Verb.RUN_SHEET_ITEM_MOVED, item, by=by, detail=periode(*after))
        _move_messages({item.pk: (before[0], after[0])}, calendar)
    _apply(follow, by=by, calendar=calendar)


@transaction.atomic
def replan(
    traject: Traject,
    target_on: date,
    differences: Differences,
    *,
    by: User,
    calendar: SchoolCalendar,
) -> None:
    """Move the day of consent and every row that goes along; StaleVersion undoes it all."""
    traject.save_if_unchanged(version=traject.version, target_on=target_on)
    _apply(differences.changes, by=by, calendar=calendar)
    moved = len(differences.changes)
    detail = f"{moved} regels verplaatst, instemming op {datum(target_on)}"
    record(Verb.RUN_SHEET_REPLANNED, traject, by=by, detail=detail)


def _apply(changes: Iterable[Change], *, by: User, calendar: SchoolCalendar) -> None:
    moves: dict[int | None, tuple[date, date]] = {}
    for change in changes:
        moves[change.item.pk] = (change.item.starts_on, change.starts_on)
        change.item.shift(change.starts_on, change.ends_on, days=change.days, by=by)
    _move_messages(moves, calendar)


def _move_messages(moves: dict[int | None, tuple[date, date]], calendar: SchoolCalendar) -> None:
    """A planned message keeps its distance in school days to its row."""
    messages = CommunicationItem.objects.filter(run_sheet_item__in=moves, status__in=_OPEN)
    for message in messages:
        before, after = moves[message.run_sheet_item_id]
        distance = _distance(calendar, before, message.planned_on)
        message.move_along(calendar.add_school_days(after, distance))


_OPEN = (CommunicationItem.Status.DRAFT, CommunicationItem.Status.APPROVED)


def _distance(calendar: SchoolCalendar, start: date, day: date) -> int:
    """School days from one day to another, negative when it comes before."""
    if day >= start:
        return max(calendar.school_days_between(start, day) - 1, 0)
    return -max(calendar.school_days_between(day, start) - 1, 0)
