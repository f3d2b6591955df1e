"""The draaiboek as rows: for Excel, and back again after somebody edited it there."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.permissions import WrongMoment
from core.rows import Choice, Column, Day, ImportRefused, Text, YesNo, row_list
from core.spreadsheets.table import plain
from core.steps import StepNotAllowed
from people.models import SchoolCalendar
from trajects.actions.plan_change import undo
from trajects.actions.run_sheet_file import FileRow, take_in_file
from trajects.models import ChangeSet, Phase, RunSheetItem, Seat, role_names
from trajects.models.planning import waits_of
from trajects.resources.run_sheet_checks import DATES, check_lines
from trajects.resources.run_sheet_columns import NEW, ROLE, SEAT, Waits, Who
from trajects.resources.traject_list import TrajectList

if TYPE_CHECKING:
    from core.rows import Line
    from people.models import User

NOBODY = "nog niemand"
UNDONE_BEFORE = "Dit is al ongedaan gemaakt bij de laatste wijzigingen van het draaiboek."


@row_list
class RunSheetRows(TrajectList):
    """Every row of the draaiboek with its fixed name; dates, people and waits included."""

    name = "draaiboek"
    title = "Draaiboek"
    permission = "trajects.change_run_sheet"
    url = "trajects:run_sheet"
    adds = True

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        statuses = dict(RunSheetItem.Status.choices)
        return (
            Choice("phase", "fase", is_required=True, options=dict(Phase.choices)),
            Choice("kind", "soort", options=dict(RunSheetItem.Kind.choices)),
            Text("title", "wat", is_required=True, most=160),
            Text("about", "waarover", is_long=True),
            Who(
                "who",
                "verantwoordelijk",
                also=("wie", "wie is verantwoordelijk"),
                get=who_of,
                names=self.names,
            ),
            Text("participants", "wie doet mee", most=200),
            Text("place", "waar", most=120),
            Text("manner", "hoe", is_long=True),
            Day("starts_on", "van", is_required=True),
            Day("ends_on", "tot en met", is_required=True, also=("tot", "t/m")),
            Column("duration_days", "schooldagen", is_editable=False),
            YesNo("is_fixed", "datum staat vast"),
            Day("not_before", "niet eerder dan"),
            Day("not_after", "niet later dan"),
            Choice("status", "status", options=statuses),
            Text("skip_reason", "waarom overgeslagen", is_long=True, most=500),
            Waits("waits", "wacht op", get=self.waits_of, keys=self.keys),
            Text("evidence", "waaruit blijkt het", is_long=True),
        )

    @cached_property
    def rows(self) -> list[RunSheetItem]:
        return list(self.owner.run_sheet.for_overview())

    @cached_property
    def waits(self) -> dict[str, tuple[str, ...]]:
        found = waits_of(self.owner)
        return {row.key: tuple(sorted(found.get(row.key, ()))) for row in self.rows}

    def waits_of(self, row: RunSheetItem) -> tuple[str, ...]:
        return self.waits[row.key]

    @cached_property
    def seats(self) -> dict[str, Seat]:
        """The seats of today, and those that a row still points to."""
        held = [row.responsible for row in self.rows if row.responsible]
        seats = [*held, *self.owner.seats.active().for_overview()]
        return {f"{SEAT}{seat.pk}": seat for seat in seats}

    @cached_property
    def names(self) -> dict[str, str]:
        """The words of every seat and role; seats that say the same get a number."""
        found: dict[str, str] = {}
        count: Counter[str] = Counter()
        for token, seat in sorted(self.seats.items(), key=lambda each: each[1].pk):
            words = f"{seat.get_role_display()}: {seat.holder_name or NOBODY}"
            count[words] += 1
            found[token] = f"{words} ({count[words]})" if count[words] > 1 else words
        return found | {f"{ROLE}{role}": name for role, name in role_names().items()}

    @cached_property
    def keys(self) -> dict[str, list[str]]:
        """Each row by its key and by its name; a name may belong to more than one."""
        found: dict[str, list[str]] = {}
        for row in self.rows:
            found.setdefault(plain(row.title), []).append(row.key)
        return found | {plain(row.key): [row.key] for row in self.rows}

    @cached_property
    def calendar(self) -> SchoolCalendar:
        return SchoolCalendar.of(self.owner.school, self.owner.starts_on, self.owner.target_on)

    def check(self, lines: list[Line]) -> None:
        check_lines(lines, self.waits, self.calendar)

    def write(
        self, new: list[Line], changed: list[Line], removed: list[Any], *, by: User
    ) -> dict[str, Any]:
        """A file is one change set: among the last changes it can be undone whole."""
        places = {plain(line.name): place for place, line in enumerate(new)}
        made = take_in_file(
            self.owner,
            [self._row(line, places) for line in new],
            [self._row(line, places) for line in changed],
            removed,
            by=by,
            calendar=self.calendar,
        )
        return {"change_set": made.pk if made else None}

    def put_back(self, before: dict[str, Any], *, by: User) -> None:
        try:
            undo(ChangeSet.objects.get(pk=before["change_set"]), by=by)
        except WrongMoment as moment:
            raise ImportRefused(moment.reason) from moment
        except StepNotAllowed as done:
            raise ImportRefused(UNDONE_BEFORE) from done

    def _row(self, line: Line, places: dict[str, int]) -> FileRow:
        """What one line asks for; names of new rows become their places in the file."""
        fields = self._fields(line.row, line.values)
        waits: tuple[str, ...] | None = line.values.get("waits")
        known = [self.by_key[key] for key in waits or () if not key.startswith(NEW)]
        fresh = [key.removeprefix(NEW) for key in waits or () if key.startswith(NEW)]
        return FileRow(
            item=line.row or RunSheetItem(traject=self.owner, **fields),
            fields=fields,
            waits=None if waits is None else known,
            awaits=[places[plain(name)] for name in fresh],
        )

    def _fields(self, row: RunSheetItem | None, values: dict[str, Any]) -> dict[str, Any]:
        """The values as the model keeps them."""
        fields = {name: value for name, value in values.items() if name not in {"who", "waits"}}
        if "who" in values:
            fields |= self._responsible(values["who"])
        if fields.get("status", RunSheetItem.Status.SKIPPED) != RunSheetItem.Status.SKIPPED:
            fields["skip_reason"] = ""
        if {*DATES} & set(fields):
            first, last = (fields.get(name) or getattr(row, name) for name in DATES)
            days = self.calendar.school_days_between(first, last)
            fields |= {"duration_days": max(days, 1), "usual_days": None}
        return fields

    def _responsible(self, token: str) -> dict[str, Any]:
        if token.startswith(SEAT):
            seat = self.seats[token]
            return {"responsible": seat, "responsible_role": seat.role}
        return {"responsible": None, "responsible_role": token.removeprefix(ROLE)}

    def may_remove(self, row: RunSheetItem) -> bool:
        return row.is_own


def who_of(row: RunSheetItem) -> str:
    if row.responsible_id:
        return f"{SEAT}{row.responsible_id}"
    return f"{ROLE}{row.responsible_role}" if row.responsible_role else ""
