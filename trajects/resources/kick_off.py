"""The programme of the startbijeenkomst and what came out of it, as rows."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.rows import Choice, Column, Day, Number, Text, row_list
from trajects.models import KickoffMeeting, KickoffPart, KickoffYield, RunSheetItem, Theme
from trajects.models.kick_off_plan import KickoffPlan
from trajects.models.kick_off_yield import missing_with
from trajects.resources.traject_list import TrajectList

if TYPE_CHECKING:
    from core.rows import Line
    from people.models import User


TOO_LATE = "De startbijeenkomst is al gehouden of gaat niet door. Het programma staat vast."
TOO_EARLY = "Leg eerst vast dat de startbijeenkomst is gehouden."


class KickoffList(TrajectList):
    """A list of the meeting of one traject; empty while no form was chosen."""

    url = "trajects:kickoff"
    permission = "trajects.step_kickoff"

    @cached_property
    def kickoff(self) -> KickoffMeeting | None:
        return KickoffMeeting.objects.for_page().filter(traject=self.owner).first()

    def change(self, row: Any, values: dict[str, Any], *, by: User) -> None:
        row.change(version=row.version, by=by, **values)

    def remove(self, row: Any, *, by: User) -> None:
        row.remove(by=by)


@row_list
class ProgrammeRows(KickoffList):
    """The parts in order, each with the time that follows from the minutes."""

    name = "startprogramma"
    title = "Programma van de startbijeenkomst"
    word = ("onderdeel", "onderdelen")
    adds = True

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("when", "tijd", is_editable=False, get=lambda row: self.times[row.pk]),
            Number("minutes", "minuten", is_required=True, least=Decimal(1), most=Decimal(480)),
            Text("title", "wat", is_required=True, most=120),
            Text("about", "waarover", is_long=True),
            Text("who", "wie", most=120),
            Text("needs", "materiaal", most=200),
            Text("for_host", "voor de gespreksleider", is_long=True),
        )

    @cached_property
    def rows(self) -> list[KickoffPart]:
        return list(self.kickoff.parts.select_related("kickoff")) if self.kickoff else []

    def check(self, lines: list[Line]) -> None:
        is_open = self.kickoff is not None and self.kickoff.is_open
        for line in lines:
            if line.values and not is_open:
                line.errors.append(TOO_LATE)

    @cached_property
    def times(self) -> dict[int, str]:
        rows = KickoffPlan(self.kickoff).rows if self.kickoff else []
        return {row.part.pk: row.when for row in rows}

    def add(self, values: dict[str, Any], *, by: User) -> KickoffPart:
        position = KickoffPart.objects.next_position(self.owner.kickoff)
        made = KickoffPart(kickoff=self.owner.kickoff, position=position, **values)
        made.add(by=by)
        return made


@row_list
class YieldRows(KickoffList):
    """What was said and what is done with it; without names."""

    name = "startopbrengst"
    title = "Opbrengst van de startbijeenkomst"
    word = ("opbrengst", "opbrengsten")
    named_by = "text"
    adds = True

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        themes = Theme.objects.filter(traject=self.owner)
        lines = RunSheetItem.objects.filter(traject=self.owner)
        return (
            Choice("kind", "soort", is_required=True, options=dict(KickoffYield.Kind.choices)),
            Text("text", "wat werd er gezegd", is_required=True, is_long=True),
            Choice("ending", "wat doen wij ermee", options=dict(KickoffYield.Ending.choices)),
            Text("answer", "antwoord of toelichting", is_long=True),
            Choice(
                "theme_id",
                "thema",
                may_be_empty=True,
                empty=None,
                options={theme.pk: theme.title for theme in themes},
            ),
            Choice(
                "run_sheet_item_id",
                "regel in het draaiboek",
                may_be_empty=True,
                empty=None,
                options={line.pk: line.title for line in lines},
            ),
            Day("parked_until", "bewaard tot"),
        )

    @cached_property
    def rows(self) -> list[KickoffYield]:
        return list(self.kickoff.yields.select_related("kickoff")) if self.kickoff else []

    def check(self, lines: list[Line]) -> None:
        """The same as in the form: an ending says what belongs to it."""
        is_held = self.kickoff is not None and self.kickoff.is_held
        for line in lines:
            if line.values and not is_held:
                line.errors.append(TOO_EARLY)
            ending = line.value("ending", KickoffYield.Ending.OPEN)
            name, words = missing_with(ending)
            field = f"{name}_id" if name in {"theme", "run_sheet_item"} else name
            if line.values and name and not line.value(field):
                line.errors.append(words)

    def add(self, values: dict[str, Any], *, by: User) -> KickoffYield:
        position = KickoffYield.objects.next_position(self.owner.kickoff)
        made = KickoffYield(kickoff=self.owner.kickoff, position=position, **values)
        made.add(by=by)
        return made
