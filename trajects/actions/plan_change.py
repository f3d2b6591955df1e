"""Changing rows of a draaiboek together, all or nothing, and putting them back (X11)."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import F

from core.models import record
from core.permissions import WrongMoment
from core.verbs import Verb
from core.versions import StaleVersion, TargetGone, Versioned
from trajects.models import (
    ChangeSet,
    CommunicationItem,
    RunSheetItem,
    RunSheetReminder,
    Traject,
)
from trajects.models.change_set import restored, snapshot
from trajects.models.planning import waits_of
from trajects.models.schedule import Activity, GoesInCircles, Wait, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from people.models import User

type Row = dict[str, Any]

WAITS = "waits_for"
IN_CIRCLES = (
    "Een collega wijzigde intussen waar regels op wachten. Zo zouden regels op elkaar wachten. "
    "Er is niets opgeslagen. Bekijk de regel en kies opnieuw."
)
CHANGED_SINCE = (
    "Ongedaan maken kan niet meer: ‘{}’ is daarna nog gewijzigd. Alles blijft zoals het nu is. "
    "Pas de regel zo nodig met de hand aan."
)
CHANGED_MEANWHILE = (
    "Het draaiboek is intussen gewijzigd. Er is niets opgeslagen. Bekijk opnieuw wat er verandert."
)
HANGS_ON = (
    "Aan ‘{}’ hangt nog iets uit een ander onderdeel. Sla de regel over met een reden; "
    "dan blijft alles bewaard."
)


@dataclass
class Edit:
    """One row as it must become. `version` is what the writer saw; a new row has no number yet.

    `waits` are the rows it waits for, None when those stay as they are.
    """

    target: Versioned
    version: int
    fields: dict[str, Any] = field(default_factory=dict)
    waits: Iterable[RunSheetItem] | None = None
    removes: bool = False
    verb: Verb | None = Verb.RUN_SHEET_ITEM_CHANGED
    detail: str = ""

    @property
    def key(self) -> tuple[str, int]:
        return (self.target._meta.label_lower, self.target.pk or 0)

    @property
    def order(self) -> tuple[bool, tuple[str, int]]:
        """Always the same order, whoever writes: two deeds never wait for each other."""
        return (self.removes, self.key)


@transaction.atomic
def change_plan(
    traject: Traject,
    edits: Iterable[Edit],
    *,
    summary: str,
    by: User,
    seen: dict[int, int] | None = None,
) -> ChangeSet | None:
    """Save all edits or none; None when nothing differs.

    StaleVersion, TargetGone: a colleague was first at a row.
    `seen` are the versions of all rows on which the plan was computed; when another row has
    changed, was added or has gone since, this is WrongMoment.
    """
    gathered = _gathering.get()
    if gathered is None:
        lock(traject)
    if seen is not None and seen != versions_of(traject):
        raise WrongMoment(CHANGED_MEANWHILE, traject)
    ordered = sorted(edits, key=lambda each: each.order)
    present = _present(ordered)
    answers = (_apply(edit, present.get(edit.key), by=by) for edit in ordered)
    rows = [row for row in answers if row]
    if not rows:
        return None
    if gathered is not None:
        gathered += rows
        return None
    return _keep(traject, rows, summary=summary, by=by)


_gathering: ContextVar[list[Row] | None] = ContextVar("gathering", default=None)


@contextmanager
def as_one_change(traject: Traject, summary: str, *, by: User) -> Iterator[None]:
    """Several deeds in one transaction become one change set, undone together: an import."""
    rows: list[Row] = []
    token = _gathering.set(rows)
    try:
        with transaction.atomic():
            lock(traject)
            yield
            if rows:
                _keep(traject, _merged(rows), summary=summary, by=by)
    finally:
        _gathering.reset(token)


def _merged(rows: Iterable[Row]) -> list[Row]:
    """One row for each thing: as it was before the first deed, and after the last."""
    found: dict[tuple[str, int], Row] = {}
    for row in rows:
        first = found.get((row["model"], row["pk"]))
        if first is None:
            found[row["model"], row["pk"]] = row
            continue
        first["version"] = row["version"]
        first["after"] = None if row["after"] is None else (first["after"] or {}) | row["after"]
        if first["before"] is not None:
            first["before"] = (row["before"] or {}) | first["before"]
    return [row for row in found.values() if row["before"] is not None or row["after"] is not None]


def _keep(traject: Traject, rows: list[Row], *, summary: str, by: User) -> ChangeSet:
    if any(WAITS in (row["after"] or {}) for row in rows):
        _refuse_circles(traject)
    return ChangeSet.objects.create(
        traject=traject,
        summary=summary[:200],
        rows=rows,
        moves_target=any("target_on" in (row["after"] or {}) for row in rows),
        made_by=by,
    )


def lock(traject: Traject) -> None:
    """One deed at a time in one draaiboek; who only reads, or points to it, does not wait."""
    rows = Traject.objects.select_for_update(no_key=True).filter(pk=traject.pk)
    list(rows.values_list("pk"))


def versions_of(traject: Traject) -> dict[int, int]:
    return dict(traject.run_sheet.order_by().values_list("pk", "version"))


def _present(edits: Iterable[Edit]) -> dict[tuple[str, int], Versioned]:
    """The rows as they stand now, one query for each kind of row."""
    wanted: dict[Any, list[int]] = defaultdict(list)
    for edit in edits:
        if not edit.target._state.adding:
            wanted[type(edit.target)].append(edit.target.pk)
    return {
        (model._meta.label_lower, pk): row
        for model, pks in wanted.items()
        for pk, row in model._base_manager.in_bulk(pks).items()
    }


def _apply(edit: Edit, current: Versioned | None, *, by: User) -> Row | None:
    target = edit.target
    row: Row | None
    if target._state.adding:
        row = _add(edit)
    elif current is None:
        raise TargetGone(target, edit.fields)
    else:
        row = _remove(edit, current) if edit.removes else _change(edit, current)
    if row is None:
        return None
    if edit.verb:
        record(edit.verb, current or target, by=by, detail=edit.detail)
    return {"model": target._meta.label_lower} | row


def _add(edit: Edit) -> Row:
    target = edit.target
    target.save(force_insert=True)
    after = snapshot(target, _names(target)) | _wanted(edit)
    _point(target, after)
    return {"pk": target.pk, "before": None, "after": after, "version": target.version}


def _remove(edit: Edit, current: Versioned) -> Row:
    refuse_when_needed(current)
    edit.waits = ()
    before = snapshot(current, _names(current)) | _waits(current, edit)
    gone, _ = same(type(current), current.pk, edit.version).delete()
    if not gone:
        raise StaleVersion(edit.target, {}, current)
    return {"pk": current.pk, "before": before, "after": None, "version": 0}


def _names(target: Versioned) -> list[str]:
    return [each.name for each in target._meta.concrete_fields]


def _change(edit: Edit, current: Versioned) -> Row | None:
    """Only what differs is written, so that a conflict shows only that."""
    fields = {
        name: value for name, value in edit.fields.items() if getattr(current, name) != value
    }
    waits, wanted = _waits(current, edit), _wanted(edit)
    if not fields and waits == wanted:
        return None
    before = snapshot(current, fields) | waits
    if not same(type(current), current.pk, edit.version).update(
        version=F("version") + 1, **fields
    ):
        raise StaleVersion(edit.target, fields, current)
    for each in {id(edit.target): edit.target, id(current): current}.values():
        _show(each, fields, edit.version + 1)
    after = snapshot(current, fields) | wanted
    if waits != wanted:
        _point(current, wanted)
    return {"pk": current.pk, "before": before, "after": after, "version": edit.version + 1}


def _show(target: Versioned, fields: dict[str, Any], version: int) -> None:
    for name, value in fields.items():
        setattr(target, name, value)
    target.version = version


def _waits(item: Any, edit: Edit) -> dict[str, list[int]]:
    """What a row waits for now, as far as the edit is about that."""
    if edit.waits is None:
        return {}
    return {WAITS: sorted(item.waits_for.values_list("pk", flat=True))}


def _wanted(edit: Edit) -> dict[str, list[int]]:
    return {} if edit.waits is None else {WAITS: sorted({row.pk for row in edit.waits})}


def _point(item: Any, kept: dict[str, Any]) -> None:
    """What it waits for, as far as that is still there."""
    if WAITS in kept:
        rows = RunSheetItem.objects.filter(traject=item.traject_id, pk__in=kept[WAITS])
        item.waits_for.set(rows)


def _refuse_circles(traject: Traject) -> None:
    """Asked again inside the deed: two colleagues may each have added half of a circle."""
    waits = waits_of(traject)
    try:
        in_order(Activity(key, waits=tuple(map(Wait, after))) for key, after in waits.items())
    except GoesInCircles as circle:
        raise WrongMoment(IN_CIRCLES, traject) from circle


def refuse_when_needed(item: models.Model) -> None:
    """Nothing of another part of the product goes because a line goes; else WrongMoment."""
    for relation in item._meta.related_objects:
        if relation.related_model in OWN_RELATIONS:
            continue
        rows = relation.related_model._base_manager
        if rows.filter(**{relation.field.name: item}).exists():
            raise WrongMoment(HANGS_ON.format(item), item)


OWN_RELATIONS: Sequence[Any] = (RunSheetItem, RunSheetReminder)


@transaction.atomic
def undo(change_set: ChangeSet, *, by: User) -> ChangeSet:
    """Put every row back as it was, if nobody changed those rows since; else WrongMoment.

    The answer is a change set too, so that undoing can itself be undone. A message that a
    colleague changed or that has left keeps its day.
    """
    lock(change_set.traject)
    change_set.claim(by=by)
    rows = [row for row in map(_put_back, reversed(change_set.rows)) if row]
    _refuse_circles(change_set.traject)
    record(Verb.RUN_SHEET_UNDONE, change_set.traject, by=by, detail=change_set.summary)
    _record_rows(rows, by=by)
    return ChangeSet.objects.create(
        traject=change_set.traject,
        summary=f"Ongedaan gemaakt: {change_set.summary}"[:200],
        rows=rows,
        moves_target=change_set.moves_target,
        undoes=change_set,
        made_by=by,
    )


def _record_rows(rows: Iterable[Row], *, by: User) -> None:
    pks = [row["pk"] for row in rows if row["model"] == RunSheetItem._meta.label_lower]
    for item in RunSheetItem.objects.filter(pk__in=pks):
        record(Verb.RUN_SHEET_UNDONE, item, by=by)


def _put_back(row: Row) -> Row | None:
    model: Any = apps.get_model(row["model"])
    version: int | None
    if row["after"] is None:
        version = _create_again(model, row)
    elif row["before"] is None:
        version = _take_away(model, row)
    else:
        version = _reset(model, row)
    if version is None:
        return None
    return row | {"before": row["after"], "after": row["before"], "version": version}


def _create_again(model: Any, row: Row) -> int:
    fields = restored(model, row["before"])
    made = model(**fields)
    made.version += 1
    made.save(force_insert=True)
    _point(made, row["before"])
    version: int = made.version
    return version


def _take_away(model: Any, row: Row) -> int:
    found = same(model, row["pk"], row["version"]).first()
    if found is None:
        raise WrongMoment(*_changed_since(model, row))
    refuse_when_needed(found)
    found.delete()
    return 0


def _reset(model: Any, row: Row) -> int | None:
    fields = restored(model, row["before"])
    rows = same(model, row["pk"], row["version"])
    if model is CommunicationItem:
        rows = rows.filter(status__in=OPEN)
    if not rows.update(version=F("version") + 1, **fields):
        if model is CommunicationItem:
            return None
        raise WrongMoment(*_changed_since(model, row))
    if WAITS in row["before"]:
        _point(model._base_manager.get(pk=row["pk"]), row["before"])
    version: int = row["version"] + 1
    return version


def _changed_since(model: Any, row: Row) -> tuple[str, Any]:
    """Why not, and the row it is about: that is where the person goes on."""
    found = model._base_manager.filter(pk=row["pk"]).first()
    title = (row["after"] or {}).get("title", "een regel die er niet meer is")
    return CHANGED_SINCE.format(found or title), found


def same(model: Any, pk: int, version: int) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = model._base_manager.filter(pk=pk, version=version)
    return rows


OPEN = (CommunicationItem.Status.DRAFT, CommunicationItem.Status.APPROVED)
