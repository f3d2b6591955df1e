"""The draaiboek on paper: as a list, week by week, and on one sheet for the wall."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from core.charts.wall import MOST, Strip, wall
from core.documents import paper
from core.words import datum
from people.models import SchoolCalendar
from trajects.charts import avoided, bar_state, breaks, year_strip
from trajects.models import Phase, RunSheetItem, Traject
from trajects.models.planning import waits_of
from trajects.models.run_sheet import sunday_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

SHORT = {Phase.PLANNING: "Planning", Phase.EXECUTION: "Uitvoering", Phase.EVALUATION: "Monitoring"}
MOMENTS = {RunSheetItem.Kind.MILESTONE, RunSheetItem.Kind.SESSION}


@paper(
    "trajects.run_sheet",
    model=Traject,
    title=lambda traject: f"Draaiboek {traject.school}, {traject}",
)
def run_sheet(traject: Traject) -> tuple[str, dict[str, Any]]:
    """The whole draaiboek on A4: the year first, then every row."""
    items = list(traject.run_sheet.for_overview())
    calendar = SchoolCalendar.of(traject.school, traject.starts_on, traject.target_on)
    context = {
        "traject": traject,
        "today": timezone.localdate(),
        "strip": year_strip(items, calendar, traject.target_on) if items else None,
        "phases": [
            {"label": phase.label, "items": [item for item in items if item.phase == phase]}
            for phase in Phase
        ],
        "late": sum(item.is_overdue for item in items),
        "number_of_items": len(items),
    }
    return "documents/run_sheet.html", context


@paper(
    "trajects.run_sheet_wall",
    model=Traject,
    title=lambda traject: f"Draaiboek op één blad {traject.school}, {traject}",
)
def run_sheet_wall(traject: Traject) -> tuple[str, dict[str, Any]]:
    """One sheet of A3 for the wall; what does not fit is counted, never made unreadable."""
    items = list(traject.run_sheet.for_overview())
    shown = chosen_for_the_wall(items, MOST)
    context = {
        "traject": traject,
        "today": timezone.localdate(),
        "chart": _chart(traject, shown),
        "late": sum(item.is_overdue for item in items),
        "number_of_items": len(items),
        "shown": len(shown),
        "left_out": len(items) - len(shown),
    }
    return "documents/run_sheet_wall.html", context


def chosen_for_the_wall(items: Sequence[RunSheetItem], most: int) -> list[RunSheetItem]:
    """At most so many rows: moments first, then what is open and ends first; by phase."""

    def weight(item: RunSheetItem) -> tuple[bool, bool, date]:
        return (item.kind not in MOMENTS and not item.is_target, not item.is_open, item.ends_on)

    kept = sorted(items, key=weight)[:most]
    phases = list(Phase)
    return sorted(
        kept, key=lambda item: (phases.index(Phase(item.phase)), item.starts_on, item.ends_on)
    )


def _chart(traject: Traject, items: Sequence[RunSheetItem]) -> Any:
    if not items:
        return None
    calendar = SchoolCalendar.of(traject.school, traject.starts_on, traject.target_on)
    waits = waits_of(traject)
    first, last = min(item.starts_on for item in items), max(item.ends_on for item in items)
    first = first.replace(day=1)
    return wall(
        [_strip(item, waits.get(item.key, ())) for item in items],
        closed=breaks(calendar, first, last),
        tests=avoided(calendar, first, last),
        today=timezone.localdate(),
        target=traject.target_on,
    )


def _strip(item: RunSheetItem, waits: Iterable[str]) -> Strip:
    is_skipped = item.status == RunSheetItem.Status.SKIPPED
    return Strip(
        key=item.key,
        group=SHORT[Phase(item.phase)],
        title=item.title,
        who=item.holder_name or item.role_name,
        when=_short_period(item.starts_on, item.ends_on),
        start=item.starts_on,
        end=item.ends_on,
        state="skipped" if is_skipped else bar_state(item),
        is_moment=item.kind in MOMENTS and item.starts_on == item.ends_on,
        after=tuple(waits),
    )


def _short_period(first: date, last: date) -> str:
    """12-1 or 12-1 t/m 20-1: short enough for a column on the wall."""
    if first == last:
        return f"{first.day}-{first.month}"
    return f"{first.day}-{first.month} t/m {last.day}-{last.month}"


@paper(
    "trajects.run_sheet_weeks",
    model=Traject,
    title=lambda traject: f"Weeklijst draaiboek {traject.school}, {traject}",
)
def run_sheet_weeks(traject: Traject) -> tuple[str, dict[str, Any]]:
    """What is open, week by week, with room to tick it off with a pen."""
    items = [item for item in traject.run_sheet.for_overview() if item.is_open]
    late = [item for item in items if item.is_overdue]
    context = {
        "traject": traject,
        "today": timezone.localdate(),
        "groups": ([("Te laat", late)] if late else []) + _weeks(items),
        "number_of_items": len(items),
        "late": len(late),
    }
    return "documents/run_sheet_weeks.html", context


def _weeks(items: Iterable[RunSheetItem]) -> list[tuple[str, list[RunSheetItem]]]:
    """Each row in the week in which it begins; what runs already, in this week."""
    today = timezone.localdate()
    weeks: dict[date, list[RunSheetItem]] = defaultdict(list)
    for item in items:
        if not item.is_overdue:
            weeks[sunday_of(max(item.starts_on, today))].append(item)
    return [
        (f"Week {sunday.isocalendar().week}, tot en met {datum(sunday)}", rows)
        for sunday, rows in sorted(weeks.items())
    ]
