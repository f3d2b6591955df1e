"""The checklists as rows: what the system sees, and what is declared by hand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.rows import Choice, Column, Text, row_list
from trajects.models import ChecklistItem
from trajects.models.points import Point, points_of
from trajects.resources.traject_list import TrajectList

if TYPE_CHECKING:
    from core.rows import Line
    from people.models import User

NO_NOTE = "Schrijf bij ‘toelichting’ waaruit dit blijkt, of waarom het niet past."


@row_list
class ChecklistRows(TrajectList):
    """Every point of the three phases; what the system sees by itself is for reading only."""

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
            Column("help", "waarom", is_editable=False),
            Column("origin_in_words", "herkomst", is_editable=False),
            Column("state", "stand", is_editable=False, get=self._state),
            Column("seen", "gezien door Taakdialoog", is_editable=False, get=self._seen),
            Choice(
                "declaration",
                "vastgesteld met de hand",
                may_be_empty=True,
                options=dict(ChecklistItem.Declared.choices),
            ),
            Text("note", "toelichting", is_long=True),
        )

    @cached_property
    def rows(self) -> list[ChecklistItem]:
        return list(self.owner.checklist.for_overview())

    @cached_property
    def points(self) -> dict[int, Point]:
        return {point.item.pk: point for point in points_of(self.owner, self.rows)}

    def _state(self, row: ChecklistItem) -> str:
        return self.points[row.pk].state_in_words

    def _seen(self, row: ChecklistItem) -> str:
        seen = self.points[row.pk].evidence
        return seen.sentence if seen else ""

    def check(self, lines: list[Line]) -> None:
        for line in lines:
            if line.values and line.value("declaration") and not line.value("note"):
                line.errors.append(NO_NOTE)

    def change(self, row: ChecklistItem, values: dict[str, Any], *, by: User) -> None:
        note = values.get("note", row.note)
        declared = values.get("declaration", row.declaration)
        if declared:
            row.declare(version=row.version, declared=declared, note=note, by=by)
            return
        if row.is_declared:
            row.clear(version=row.version, by=by)
        if note != row.note:
            row.save_if_unchanged(version=row.version, note=note)
