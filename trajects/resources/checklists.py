"""The checklists as rows: what is ticked by hand, and from what it shows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.rows import Column, Text, YesNo, row_list
from trajects.resources.traject_list import TrajectList

if TYPE_CHECKING:
    from core.rows import Line
    from people.models import User
    from trajects.models import ChecklistItem

NO_NOTE = "Schrijf bij ‘toelichting’ waaruit blijkt dat dit zo is."


@row_list
class ChecklistRows(TrajectList):
    """Every point of the three phases; what the system sees by itself stands on the page."""

    name = "checklists"
    title = "Checklists"
    permission = "trajects.tick_checklist"
    url = "trajects:checklists"
    word = ("punt", "punten")
    named_by = "text"

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("phase", "fase", is_editable=False, get=lambda row: row.get_phase_display()),
            Column("text", "punt", is_editable=False),
            YesNo("is_ticked", "met de hand afgevinkt"),
            Text("note", "toelichting", is_long=True),
        )

    @cached_property
    def rows(self) -> list[ChecklistItem]:
        return list(self.owner.checklist.for_overview())

    def check(self, lines: list[Line]) -> None:
        for line in lines:
            if line.values and line.value("is_ticked") and not line.value("note"):
                line.errors.append(NO_NOTE)

    def change(self, row: ChecklistItem, values: dict[str, Any], *, by: User) -> None:
        note = values.get("note", row.note)
        if values.get("is_ticked", row.is_ticked):
            row.tick(version=row.version, note=note, by=by)
            return
        if row.is_ticked:
            row.clear(version=row.version, by=by)
        if note != row.note:
            row.save_if_unchanged(version=row.version, note=note)
