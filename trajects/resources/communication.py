"""The communication plan as rows: who gets which message, when, from whom."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.rows import Choice, Column, Day, Text, row_list
from trajects.models import Audience, Channel, CommunicationItem, InputStatus
from trajects.models.audience_kinds import Button
from trajects.models.placeholders import TEXTS, faults_in
from trajects.resources.traject_list import TrajectList

if TYPE_CHECKING:
    from core.rows import Line
    from people.models import User

IS_OUT = "Dit bericht is al {}. Open het eerst weer als concept."
TURNS_DRAFT = "Stond klaar. Het wordt weer een concept."
TOO_EARLY = "uiterlijk antwoord: deze dag ligt vóór het bericht zelf."


@row_list
class CommunicationRows(TrajectList):
    """Every planned message; whether it went out is for reading only."""

    name = "communicatie"
    title = "Communicatieplan"
    permission = "trajects.change_communication"
    url = "trajects:communication"
    word = ("bericht", "berichten")
    named_by = "subject"

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            Day("planned_on", "wanneer", is_required=True),
            Text("subject", "onderwerp", is_required=True, most=150),
            Choice("audience", "voor wie", options=dict(Audience.choices)),
            Choice("channel", "hoe", options=dict(Channel.choices)),
            Text("sender", "afzender", is_required=True, most=80),
            Choice("input_status", "inbreng", options=dict(InputStatus.choices)),
            Text("purpose", "doel", most=200),
            Text("asks", "eerste regel", most=200),
            Text("body", "bericht", is_long=True),
            Text("afterwards", "wat er daarna gebeurt", most=300),
            Choice("button", "knop", options=dict(Button.choices)),
            Day("answer_by", "uiterlijk antwoord"),
            Column(
                "line",
                "regel in het draaiboek",
                is_editable=False,
                get=lambda m: str(m.run_sheet_item or ""),
            ),
            Column("status", "status", is_editable=False, get=lambda m: m.get_status_display()),
        )

    @cached_property
    def rows(self) -> list[CommunicationItem]:
        return list(self.owner.communication.for_overview())

    def check(self, lines: list[Line]) -> None:
        for line in lines:
            if not line.values or line.row is None:
                continue
            if not line.row.is_open:
                line.errors.append(IS_OUT.format(line.row.get_status_display()))
            elif line.row.status == CommunicationItem.Status.APPROVED:
                line.notes.append(TURNS_DRAFT)
            for name in TEXTS:
                faults = faults_in(name, line.value(name, ""))
                line.errors += [f"{name_of(name)}: {fault}" for fault in faults]
            first, last = line.value("planned_on", None), line.value("answer_by", None)
            if first and last and last < first:
                line.errors.append(TOO_EARLY)

    def change(self, row: CommunicationItem, values: dict[str, Any], *, by: User) -> None:
        row.change(version=row.version, by=by, **values)


def name_of(field: str) -> str:
    return str(getattr(CommunicationItem._meta.get_field(field), "verbose_name", field))
