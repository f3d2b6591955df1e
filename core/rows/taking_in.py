"""Taking an edited list in: all of it or nothing, and the way back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from core.jobs import JobRefused, enqueue, job
from core.models import RowImport, record
from core.permissions import WrongMoment, can
from core.rows.comparison import Comparer, Comparison
from core.rows.lists import RowList, list_named
from core.rows.writing import TOUCHED, ImportRefused, some_names
from core.verbs import Verb
from core.versions import StaleVersion, TargetGone

if TYPE_CHECKING:
    from collections.abc import Callable

LARGE = 150  # rows to write; more than this takes over half a second

NOT_YOURS = "U mag deze lijst niet meer wijzigen. Er is niets ingelezen."
MOVED = (
    "Er is intussen iets gewijzigd{}. Er is niets ingelezen. Bekijk de vergelijking hieronder "
    "opnieuw en bevestig daarna."
)
NOTHING = "Er blijft niets over om in te lezen. Er is niets gewijzigd."
REFUSED = "Er zijn rijen die zo niet kunnen. Er is niets ingelezen."


class AlreadyDone(Exception):
    """Somebody, perhaps a second click, did this before."""


@dataclass(frozen=True)
class Confirmation:
    """What the person saw and chose: skip refused rows or not, and the keys of rows to remove."""

    fingerprint: str
    skips_refused: bool = False
    removed: tuple[str, ...] = ()


def rows_of(given: RowImport, user: Any) -> RowList | None:
    """The list this upload belongs to, if the person may still see it."""
    made = list_named(given.list_name)
    owner = made.owners(user).filter(pk=given.owner_id).first()
    return None if owner is None else made(owner)


def compare(given: RowImport, rows: RowList) -> Comparison:
    return Comparer(rows, given.header).compare(given.lines)


def hand_over(given: RowImport, confirmed: Confirmation | None) -> None:
    """Let the background take in a file with many rows, or put it back when None is confirmed."""
    arguments = {"row_import": given.pk, "confirmed": asdict(confirmed) if confirmed else None}
    key = f"rows:{given.pk}:{given.status}:{timezone.now().timestamp():.0f}"
    with transaction.atomic():
        made = enqueue("core.rows", key=key, arguments=arguments)
        RowImport.objects.filter(pk=given.pk, status=given.status).update(job=made)


@job("core.rows", lease=120, attempts=3)
def work_behind(
    *, progress: Callable[[int], None], row_import: int, confirmed: dict[str, Any] | None
) -> None:
    """Take in one upload, or put it back; one that is already there is left alone."""
    given = RowImport.objects.select_related("created_by").get(pk=row_import)
    progress(10)
    try:
        if confirmed is None:
            undo(given, by=given.created_by)
        else:
            removed = tuple(confirmed.pop("removed"))
            take_in(given, Confirmation(**confirmed, removed=removed), by=given.created_by)
    except ImportRefused as refusal:
        raise JobRefused(str(refusal)) from refusal
    except AlreadyDone:
        return


def take_in(given: RowImport, confirmed: Confirmation, *, by: Any) -> None:
    """Write every row of the file or none; ImportRefused when something changed meanwhile."""
    try:
        _take_in(given, confirmed, by=by)
    except (StaleVersion, TargetGone) as stale:
        raise ImportRefused(MOVED.format(f": {stale.target}")) from stale
    except WrongMoment as moment:
        raise ImportRefused(moment.reason) from moment


@transaction.atomic
def _take_in(given: RowImport, confirmed: Confirmation, *, by: Any) -> None:
    status = RowImport.Status
    if not given.step(status.UPLOADED, status.TAKEN_IN, taken_in_at=timezone.now()):
        raise AlreadyDone
    rows = rows_of(given, by)
    if rows is None or not can(by, rows.permission, rows.owner):
        raise ImportRefused(NOT_YOURS)
    seen = compare(given, rows)
    _refuse_unless_as_seen(seen, confirmed)
    result = _result(seen, confirmed)
    removed = [row for row in seen.removable if rows.key(row) in confirmed.removed]
    before = rows.write(seen.new, seen.changed, removed, by=by)
    RowImport.objects.filter(pk=given.pk).update(before=before, result=result, rows=[])
    detail = f"{rows.title}: {len(result['changed'])} gewijzigd, {len(result['new'])} nieuw"
    record(Verb.ROWS_TAKEN_IN, given, by=by, detail=detail)


def _refuse_unless_as_seen(seen: Comparison, confirmed: Confirmation) -> None:
    if seen.fingerprint != confirmed.fingerprint:
        names = some_names(line.name for line in seen.stale)
        raise ImportRefused(MOVED.format(f": {names}" if names else ""))
    if seen.is_refused and not confirmed.skips_refused:
        raise ImportRefused(REFUSED)
    if not seen.size and not confirmed.removed:
        raise ImportRefused(NOTHING)


def _result(seen: Comparison, confirmed: Confirmation) -> dict[str, Any]:
    """What the result page tells, with the rows that were left out by name."""
    return {
        "new": [line.name for line in seen.new],
        "changed": [
            [line.name, [asdict(each) for each in line.differences]] for line in seen.changed
        ],
        "unchanged": seen.unchanged,
        "behind": [line.name for line in seen.behind],
        "skipped": [
            [line.number, line.name, line.errors or ["Intussen in Taakdialoog gewijzigd."]]
            for line in seen.lines
            if line.is_refused
        ],
        "removed": len(confirmed.removed),
    }


def undo(given: RowImport, *, by: Any) -> None:
    """Put every row back as it was; ImportRefused when somebody worked with one since."""
    try:
        _undo(given, by=by)
    except (StaleVersion, TargetGone) as stale:
        raise ImportRefused(TOUCHED.format(some_names([str(stale.target)]))) from stale


@transaction.atomic
def _undo(given: RowImport, *, by: Any) -> None:
    status = RowImport.Status
    given.refresh_from_db()
    before = given.before
    if not given.step(status.TAKEN_IN, status.UNDONE, undone_at=timezone.now(), before={}):
        raise AlreadyDone
    rows = rows_of(given, by)
    if rows is None:
        raise ImportRefused(NOT_YOURS)
    rows.put_back(before, by=by)
    record(Verb.ROWS_PUT_BACK, given, by=by, detail=rows.title)
