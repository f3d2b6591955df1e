"""The log as rows; what a file corrects becomes a next version of the note."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.rows import Choice, Column, Day, Text, row_list
from trajects.models import Phase, ProgressEntry
from trajects.resources.traject_list import TrajectList

if TYPE_CHECKING:
    from core.rows import Line
    from people.models import User

KEPT = ("noted_on", "went", "adjusted", "reason", "phase", "run_sheet_item")
NO_REASON = "Schrijf bij ‘waarom’ waarom dit is bijgesteld."


@row_list
class ProgressRows(TrajectList):
    """The newest version of every note."""

    name = "logboek"
    title = "Logboek"
    permission = "trajects.write_log"
    url = "trajects:progress_log"
    word = ("notitie", "notities")
    named_by = "went"

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            Day("noted_on", "datum", is_required=True),
            Choice("phase", "fase", may_be_empty=True, options=dict(Phase.choices)),
            Text("went", "wat er gebeurde", is_required=True, is_long=True),
            Text("adjusted", "wat we bijstelden", is_long=True),
            Text("reason", "waarom", is_long=True),
            Column("line", "regel in het draaiboek", is_editable=False, get=_line),
            Column("writer", "geschreven door", is_editable=False, get=_writer),
        )

    @cached_property
    def rows(self) -> list[ProgressEntry]:
        return list(self.owner.progress_entries.current().for_list())

    def check(self, lines: list[Line]) -> None:
        for line in lines:
            if line.values and line.value("adjusted", "") and not line.value("reason", ""):
                line.errors.append(NO_REASON)

    def change(self, row: ProgressEntry, values: dict[str, Any], *, by: User) -> None:
        """The row in hand is the newest version again."""
        newer = row.correct(by=by, **{name: getattr(row, name) for name in KEPT} | values)
        for field in ProgressEntry._meta.concrete_fields:
            setattr(row, field.attname, getattr(newer, field.attname))


def _line(entry: ProgressEntry) -> str:
    return str(entry.run_sheet_item or "")


def _writer(entry: ProgressEntry) -> str:
    return str(entry.written_by or "")
