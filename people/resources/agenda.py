"""A school's own agenda file (.ics): test weeks, study days, report meetings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from icalendar import Calendar

from people.models import DayKind
from people.resources.cells import clean

LARGEST = 1024 * 1024
MOST_EVENTS = 1000
LONGEST = timedelta(days=120)
GUESSES = (
    (
        re.compile(
            r"vakantie|\bvrij\b|lesvrij|vrije dag|feestdag|hemelvaart|pinkster|pasen|koningsdag",
            re.I,
        ),
        DayKind.FREE,
    ),
    (re.compile(r"toets|examen|tentamen|proefwerk|centraal schriftelijk", re.I), DayKind.BLOCKED),
    (re.compile(r"studiedag|studiemiddag|ontwikkeldag|ontwikkelmiddag", re.I), DayKind.PREFERRED),
)

TOO_LARGE = "Het bestand is groter dan 1 MB. Bewaar alleen de agenda van dit schooljaar."
NO_AGENDA = (
    "Dit is geen agendabestand. Kies in uw agenda voor exporteren of bewaren als .ics, "
    "en kies dat bestand."
)
NO_EVENTS = "In dit agendabestand staan geen afspraken. Controleer of u de goede agenda bewaarde."
TOO_MANY = "In dit agendabestand staan meer dan 1.000 afspraken. Bewaar een kortere periode."


class AgendaRefused(Exception):
    """A file we do not read; the message says what to do."""


@dataclass
class Agenda:
    days: list[dict[str, Any]]
    notes: list[str]


def read_agenda(uploaded: Any) -> Agenda:
    """The events of an .ics file as days, both ends included. Repeats are read once."""
    calendar = _parse(uploaded)
    events = calendar.walk("VEVENT")
    if not events:
        raise AgendaRefused(NO_EVENTS)
    if len(events) > MOST_EVENTS:
        raise AgendaRefused(TOO_MANY)
    notes: list[str] = []
    days = [day for event in events if (day := _day(event, notes))]
    by_uid = {day["uid"]: day for day in days}
    return Agenda(sorted(by_uid.values(), key=lambda day: day["first_on"]), notes)


def _parse(uploaded: Any) -> Calendar:
    if (uploaded.size or 0) > LARGEST:
        raise AgendaRefused(TOO_LARGE)
    content = uploaded.read(LARGEST + 1)
    if b"BEGIN:VCALENDAR" not in content[:200].upper():
        raise AgendaRefused(NO_AGENDA)
    try:
        return Calendar.from_ical(content)
    except (ValueError, KeyError, IndexError, UnicodeError) as broken:
        raise AgendaRefused(NO_AGENDA) from broken


def _day(event: Any, notes: list[str]) -> dict[str, Any] | None:
    title = clean(str(event.get("SUMMARY", "")))[:120] or "zonder titel"
    first, last = _span(event)
    if first is None or last is None:
        notes.append(f"{title}: er staat geen geldige datum bij. Overgeslagen.")
        return None
    if last - first > LONGEST:
        notes.append(f"{title}: duurt langer dan vier maanden. Overgeslagen.")
        return None
    if "RRULE" in event:
        notes.append(f"{title}: herhaalt zich. Alleen de eerste keer is gelezen.")
    uid = clean(str(event.get("UID", "")))[:255] or f"{title}:{first.isoformat()}"
    if "RECURRENCE-ID" in event:
        uid = f"{uid[:240]}:{first.isoformat()}"
    return {"uid": uid, "title": title, "first_on": first, "last_on": last, "kind": kind_of(title)}


def kind_of(title: str) -> str:
    """What a day probably means for planning, by its title; people may choose otherwise."""
    return next((kind for words, kind in GUESSES if words.search(title)), DayKind.AVOID)


def _span(event: Any) -> tuple[date | None, date | None]:
    """First and last day. An all-day event ends, in the file, on the day after."""
    try:
        start, end = event.start, event.end
    except Exception as broken:
        del broken
        return None, None
    if not isinstance(start, datetime):
        return start, max(start, end - timedelta(days=1))
    first, last = _local(start), _local(end - timedelta(seconds=1))
    return first, max(first, last)


def _local(moment: datetime) -> date:
    return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
