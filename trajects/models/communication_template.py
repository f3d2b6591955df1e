"""The communication plan a new traject begins with, dated from its draaiboek."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trajects.models.audience_kinds import Audience, SentFrom
from trajects.models.communication import CommunicationItem
from trajects.models.run_sheet import RunSheetItem, role_names
from trajects.models.template import shipped_items, template_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.models import SchoolCalendar
    from trajects.models.traject import Traject

CHANNELS = {"email": "mail"}
TEXTS = ("input_status", "purpose", "subject", "body", "source")


def planned_messages(
    traject: Traject, items: Iterable[RunSheetItem], calendar: SchoolCalendar
) -> list[CommunicationItem]:
    """Every shipped message, not yet saved; those about a session come back for each of them."""
    lines: dict[str, list[RunSheetItem]] = {}
    for item in items:
        lines.setdefault(template_of(item.key), []).append(item)
    return [
        _message(traject, shipped, line, calendar)
        for shipped in shipped_items("communication")
        for line in lines.get(shipped["run_sheet_item"], [])
    ]


def _message(
    traject: Traject, shipped: dict[str, Any], line: RunSheetItem, calendar: SchoolCalendar
) -> CommunicationItem:
    session = line.key.removeprefix(shipped["run_sheet_item"])
    anchor = line.starts_on if shipped["moment"] == "start" else line.ends_on
    planned_on = calendar.add_school_days(anchor, shipped["offset_days"])
    unanswered = shipped.get("only_unanswered", False)
    days = shipped.get("answer_within_days")
    return CommunicationItem(
        traject=traject,
        key=f"{shipped['key']}{session}",
        run_sheet_item=line,
        audience=Audience.NOT_ANSWERED if unanswered else shipped["audience"],
        channel=CHANNELS.get(shipped["channel"], shipped["channel"]),
        planned_on=planned_on,
        answer_by=calendar.add_school_days(planned_on, days) if days else None,
        sender=role_names()[shipped["sender"]],
        asks=shipped.get("asks", ""),
        afterwards=shipped.get("afterwards", ""),
        button=shipped.get("button", ""),
        is_mandatory=shipped.get("mandatory", False),
        sent_from=shipped.get("sent_from", SentFrom.PLAN),
        **{name: shipped[name] for name in TEXTS},
    )
