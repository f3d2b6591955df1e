"""What must hold between the fields and the rows of a draaiboek that comes back edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.spreadsheets.table import plain
from core.words import datum
from trajects.models import RunSheetItem
from trajects.models.schedule import Activity, GoesInCircles, Wait, in_order
from trajects.resources.run_sheet_columns import NEW

if TYPE_CHECKING:
    from datetime import date

    from core.rows import Line
    from people.models import SchoolCalendar

DATES = ("starts_on", "ends_on")
CLOSED = "{}: {} is vrij ({}). De eerste schooldag erna is {}."
WINDOW_BACKWARDS = "‘Niet later dan’ ligt voor ‘niet eerder dan’. Draai de twee dagen om."
OUTSIDE_WINDOW = (
    "De dagen van deze regel liggen buiten ‘niet eerder dan’ en ‘niet later dan’. "
    "Verander de dagen, of maak de ruimte groter."
)
BACKWARDS = "De laatste dag ligt voor de eerste. Kies een latere dag bij ‘tot en met’."
IS_TARGET = (
    "De datum van de instemming wijzigt u niet met een bestand, maar met ‘Opnieuw plannen’."
)
NO_REASON = "Schrijf bij ‘waarom overgeslagen’ waarom u deze regel overslaat."
NO_SKIP = "Er staat een reden om over te slaan, maar de status is niet ‘overgeslagen met reden’."
UNKNOWN_ROW = "wacht op: ‘{}’ is geen sleutel uit deze lijst en ook geen regel met die naam."
ITSELF = "wacht op: een regel kan niet op zichzelf wachten."
CIRCLE = "wacht op: deze regels wachten dan op elkaar. Haal een van de sleutels weg."
TOO_EARLY = "Begint voordat ‘{}’ klaar is."


def check_lines(
    lines: list[Line], waits: dict[str, tuple[str, ...]], calendar: SchoolCalendar
) -> None:
    """Write in each line what cannot be, and what deserves attention."""
    for line in lines:
        if line.values and not line.is_stale:
            _check_dates(line, calendar)
            _check_window(line)
            _check_skipping(line)
    _resolve_new(lines)
    _refuse_circles(lines, waits)
    _warn_too_early(lines, waits)


def _check_dates(line: Line, calendar: SchoolCalendar) -> None:
    moved = [name for name in DATES if name in line.values]
    if line.row is not None and line.row.is_target and (moved or "is_fixed" in line.values):
        line.errors.append(IS_TARGET)
        return
    labels = {"starts_on": "van", "ends_on": "tot en met"}
    for name in moved:
        day: date = line.values[name]
        if calendar.is_closed(day):
            after = datum(calendar.next_school_day(day))
            reason = calendar.reason(day)
            line.errors.append(CLOSED.format(labels[name], datum(day), reason, after))
    first, last = line.value("starts_on"), line.value("ends_on")
    if moved and first and last and last < first:
        line.errors.append(BACKWARDS)


def _check_window(line: Line) -> None:
    """Days and window have to agree; a window may have one side."""
    names = (*DATES, "not_before", "not_after")
    if not any(name in line.values for name in names):
        return
    first, last, opens, closes = (line.value(name) for name in names)
    if opens and closes and closes < opens:
        line.errors.append(WINDOW_BACKWARDS)
    elif (opens and first and first < opens) or (closes and last and last > closes):
        line.errors.append(OUTSIDE_WINDOW)


def _check_skipping(line: Line) -> None:
    skipped = RunSheetItem.Status.SKIPPED
    status = line.value("status", RunSheetItem.Status.NOT_STARTED)
    reason = line.value("skip_reason", "")
    if status == skipped and not reason:
        line.errors.append(NO_REASON)
    elif status != skipped and reason and "skip_reason" in line.values:
        line.errors.append(NO_SKIP)


def _resolve_new(lines: list[Line]) -> None:
    """Names of new rows in "wacht op"; a new row that cannot be made drags along who waits."""
    named: dict[str, list[Line]] = {}
    for line in lines:
        if line.row is None:
            named.setdefault(plain(line.name), []).append(line)
    dropped = lines
    while dropped:
        dropped = [line for line in lines if _drop_unknown(line, named)]


def _drop_unknown(line: Line, named: dict[str, list[Line]]) -> bool:
    """Whether this line turned out to wait for something that will not be there."""
    for token in line.values.get("waits", ()) if not line.is_refused else ():
        wanted = token.removeprefix(NEW)
        found = named.get(plain(wanted), []) if token.startswith(NEW) else [line]
        if len(found) != 1 or found[0].is_refused:
            line.errors.append(UNKNOWN_ROW.format(wanted[:60]))
            return True
    return False


def _node(line: Line) -> str:
    return line.row.key if line.row is not None else f"{NEW}{line.name}"


def _refuse_circles(lines: list[Line], waits: dict[str, tuple[str, ...]]) -> None:
    changed = {
        _node(line): line for line in lines if "waits" in line.values and not line.is_refused
    }
    graph = dict(waits) | {node: line.values["waits"] for node, line in changed.items()}
    graph |= {each: () for after in graph.values() for each in after if each not in graph}
    try:
        in_order(Activity(key, waits=tuple(map(Wait, after))) for key, after in graph.items())
    except GoesInCircles:
        for node, line in changed.items():
            if node in graph[node]:
                line.errors.append(ITSELF)
            elif _reaches(graph, node):
                line.errors.append(CIRCLE)


def _reaches(graph: dict[str, tuple[str, ...]], node: str) -> bool:
    """Whether what this row waits for waits, in the end, for this row."""
    seen, ahead = set(), list(graph[node])
    while ahead:
        here = ahead.pop()
        if here == node:
            return True
        if here not in seen:
            seen.add(here)
            ahead += graph.get(here, ())
    return False


def _warn_too_early(lines: list[Line], waits: dict[str, tuple[str, ...]]) -> None:
    by_node = {_node(line): line for line in lines if not line.is_refused}
    for node, line in by_node.items():
        if not {"starts_on", "waits"} & set(line.values):
            continue
        for each in line.values.get("waits", waits.get(node, ())):
            before = by_node.get(each)
            ends_on = before.value("ends_on") if before else None
            if before and ends_on and line.value("starts_on") <= ends_on:
                line.notes.append(TOO_EARLY.format(before.name))
