"""The startbijeenkomst put together: its moment from the draaiboek, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.forms import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone

from core.words import datum, tijd
from people.models import SchoolCalendar
from trajects.models.kick_off import KickoffMaterial, KickoffMeeting, KickoffPart, line_of
from trajects.models.placeholders import NAME, fill
from trajects.models.template import shipped_items

if TYPE_CHECKING:
    from datetime import date, time

    from people.models import User
    from trajects.models.library import LibraryItem
    from trajects.models.run_sheet import RunSheetItem

WORDS = {
    NAME: "de roepnaam van wie het leest (niet in het onderwerp)",
    "school": "de naam van de school",
    "datum": "de dag, zoals die in het draaiboek staat",
    "tijd": "hoe laat de bijeenkomst begint",
    "einde": "hoe laat het programma klaar is",
    "duur": "de duur van het programma",
    "plaats": "de plaats, zoals die in het draaiboek staat",
}


def example_of(form: str) -> dict[str, Any]:
    """The shipped example of a form."""
    return next(item for item in shipped_items("kick_off") if item["key"] == form)


def clock_moment(day: date, clock: time) -> datetime | None:
    """That time on that day; None when the clock skips it or shows it twice (B21)."""
    try:
        return from_current_timezone(datetime.combine(day, clock))
    except ValidationError:
        return None


def duration(minutes: int) -> str:
    """95 is "1 uur en 35 minuten"."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} uur"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} {'minuut' if rest == 1 else 'minuten'}")
    return " en ".join(parts)


@dataclass(frozen=True)
class Row:
    """One part of the programme with its place on the clock."""

    part: KickoffPart
    starts: datetime | None
    ends: datetime | None
    after: int

    @property
    def when(self) -> str:
        """A time of day, or how many minutes after the beginning."""
        if self.starts and self.ends:
            return f"{tijd(self.starts)[:-4]} tot {tijd(self.ends)}"
        return f"na {self.after} minuten" if self.after else "aan het begin"


@dataclass(frozen=True)
class Check:
    """One of the four things that make the meeting ready."""

    label: str
    is_done: bool
    advice: str
    anchor: str


class KickoffPlan:
    """The meeting with everything that its pages show; each list is read once."""

    def __init__(self, kickoff: KickoffMeeting, *, reader: User | None = None) -> None:
        """With a reader the materials carry what this person may read in the library."""
        self.kickoff = kickoff
        self.reader = reader
        self.traject = kickoff.traject

    @cached_property
    def line(self) -> RunSheetItem | None:
        return line_of(self.traject)

    @cached_property
    def parts(self) -> list[KickoffPart]:
        return list(self.kickoff.parts.all())

    @cached_property
    def materials(self) -> list[KickoffMaterial]:
        rows = KickoffMaterial.objects.filter(kickoff=self.kickoff)
        return list(rows.readable_by(self.reader) if self.reader else rows)

    @property
    def readings(self) -> list[LibraryItem]:
        """What was published of that, each item once."""
        items = [one.library_item for one in self.materials if one.library_item]
        return [item for item in dict.fromkeys(items) if item.is_published]

    @property
    def minutes(self) -> int:
        return sum(part.minutes for part in self.parts)

    @property
    def duration(self) -> str:
        return duration(self.minutes)

    @property
    def day(self) -> date | None:
        """The day of the line; once it was held, the day on which that was."""
        if self.kickoff.held_on:
            return self.kickoff.held_on
        return self.line.starts_on if self.line else None

    @property
    def place(self) -> str:
        return self.line.place if self.line else ""

    @cached_property
    def begins(self) -> datetime | None:
        if self.day is None or self.kickoff.begins_at is None:
            return None
        return clock_moment(self.day, self.kickoff.begins_at)

    @property
    def ends(self) -> datetime | None:
        return self.begins + timedelta(minutes=self.minutes) if self.begins else None

    @property
    def rows(self) -> list[Row]:
        """The programme with the time at which each part begins and ends."""
        found, after = [], 0
        for part in self.parts:
            starts = self._after(after)
            ends = self._after(after + part.minutes)
            found.append(Row(part, starts, ends, after))
            after += part.minutes
        return found

    def _after(self, minutes: int) -> datetime | None:
        return self.begins + timedelta(minutes=minutes) if self.begins else None

    @cached_property
    def conflict(self) -> str:
        """Why this moment cannot stay; empty when it can."""
        if self.day is None or self.kickoff.is_held:
            return ""
        if self.kickoff.begins_at and self.begins is None:
            return "De klok gaat dan om. Kies een andere tijd."
        calendar = SchoolCalendar.of(self.traject.school, self.day, self.day)
        if calendar.is_closed(self.day):
            after = datum(calendar.next_school_day(self.day))
            reason = calendar.reason(self.day)
            return f"Op {datum(self.day)} is er geen school ({reason}). Daarna kan het op {after}."
        if self.line and self.line.ends_on != self.line.starts_on:
            return "De regel in het draaiboek duurt meer dagen. Wij nemen de eerste dag."
        return ""

    @cached_property
    def checks(self) -> list[Check]:
        kickoff, missing = self.kickoff, [one for one in self.materials if not one.is_ready]
        return [
            Check(
                "Vorm en moment",
                bool(kickoff.form and self.begins and self.place and not self.conflict),
                "Kies dag, plaats en begintijd.",
                "moment",
            ),
            Check(
                "Programma", bool(self.parts), "Schrijf op wat u doet en hoe lang.", "programma"
            ),
            Check("Materiaal", not missing, f"{len(missing)} ligt nog niet klaar.", "materiaal"),
            Check(
                "Uitnodiging",
                bool(kickoff.subject and kickoff.invitation),
                "Schrijf onderwerp en tekst.",
                "uitnodiging",
            ),
        ]

    @property
    def is_prepared(self) -> bool:
        return all(check.is_done for check in self.checks)

    @property
    def is_past(self) -> bool:
        """Whether it has begun, so that inviting makes no sense any more."""
        return bool(self.begins and self.begins <= timezone.now())

    @property
    def is_told(self) -> bool:
        """Whether who was invited knows this moment and this place."""
        kickoff = self.kickoff
        told = (kickoff.told_from, kickoff.told_until, kickoff.told_place)
        return told == (self.begins, self.ends, self.place)

    def values(self, given_name: str = "") -> dict[str, str]:
        """What the words mean for one reader; what is not known yet keeps its braces."""
        found = {NAME: given_name, "school": str(self.traject.school), "plaats": self.place}
        if self.minutes:
            found["duur"] = self.duration
        if self.begins and self.ends:
            found |= {
                "datum": datum(self.begins),
                "tijd": tijd(self.begins),
                "einde": tijd(self.ends),
            }
        return found

    @property
    def subject(self) -> str:
        """The subject as people read it."""
        return fill(self.kickoff.subject, self.values())

    @property
    def invitation(self) -> str:
        return fill(self.kickoff.invitation, self.values())
