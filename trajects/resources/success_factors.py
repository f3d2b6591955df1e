"""The success factors as rows: the counts of each closed round, and what we do about it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.rows import Column, Text, row_list
from trajects.models import FactorNote, ScoreRound
from trajects.models.factor_grid import FactorGrid, FactorRow
from trajects.resources.traject_list import TrajectList

if TYPE_CHECKING:
    from people.models import User


@row_list
class FactorRows(TrajectList):
    """One factor a row; a round that is still open says nothing here either."""

    name = "succesfactoren"
    title = "Succesfactoren"
    permission = "trajects.change_factor_note"
    url = "trajects:success_factors"
    word = ("factor", "factoren")

    @cached_property
    def grid(self) -> FactorGrid:
        rounds = ScoreRound.objects.filter(traject=self.owner).for_overview()
        return FactorGrid(list(rounds), list(FactorNote.objects.filter(traject=self.owner)))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        scores = [
            Column(f"round_{one.pk}", _label(one), is_editable=False, get=_words_at(number))
            for number, one in enumerate(self.grid.closed)
        ]
        return (
            Column("title", "factor", is_editable=False),
            *scores,
            Text("note_text", "wat doen we hieraan", is_long=True),
        )

    @cached_property
    def rows(self) -> list[FactorRow]:
        return self.grid.rows

    def name_of(self, row: FactorRow) -> str:
        return row.title

    def change(self, row: FactorRow, values: dict[str, Any], *, by: User) -> None:
        version = row.note.version if row.note else 0
        text = values.get("note_text", row.note_text)
        FactorNote.objects.keep(self.owner, row.key, version=version, by=by, text=text)


def _label(one: ScoreRound) -> str:
    """Two rounds may have the same name; the number tells them apart."""
    return f"{one.label} ({one.day:%d-%m-%Y}, ronde {one.pk})"


def _words_at(number: int) -> Any:
    return lambda row: row.cells[number].words
