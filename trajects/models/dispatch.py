"""A message before it leaves: how many people get it, on which day, and who waits (XN3, XN8)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from core.models import Message
from core.models.message import Optout
from people.models import SchoolCalendar, quiet_until
from trajects.models.audience import Readers, readers_of
from trajects.models.audience_kinds import Audience
from trajects.models.placeholders import Wording, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from trajects.models.audience import Recipient
    from trajects.models.communication import CommunicationItem

CATEGORY = "nieuws over het traject"
WEEKLY_CAP = 2
MOST_WEEKS = 6
WEEK = timedelta(days=7)
MORNING = time(7, 30)


OF_A_LINE = {Audience.PARTICIPANTS, Audience.NOT_ANSWERED}
NOBODY = "Taakdialoog weet nog niet wie dit zijn. Kies een andere groep of een andere weg."
NOBODY_KNOWN = {
    Audience.OTHER_CONSTITUENCIES: "Er staan nog geen adressen van andere geledingen in het plan.",
    Audience.KEY_FIGURES: "Er staan nog geen sleutelfiguren in het overzicht van draagvlak.",
}


class Burden:
    """How many letters each address gets in each week; nobody's mail is over the cap for fun."""

    def __init__(self, addresses: Iterable[str], since: date) -> None:
        self.letters: Counter[tuple[str, date]] = Counter()
        posted = Message.objects.burdening(_at(monday_of(since)))
        rows = posted.filter(to__in={*addresses}).exclude(key__startswith="voorbeeld:")
        for address, due_at in rows.values_list("to", "due_at"):
            self.letters[address.lower(), monday_of(timezone.localdate(due_at))] += 1

    def is_full(self, address: str, day: date) -> bool:
        return self.letters[address.lower(), monday_of(day)] >= WEEKLY_CAP


@dataclass
class Dispatch:
    """What sending this message comes down to, seen from `now`.

    `leaves_at`: the first moment in the hours in which the school reads mail, not before its day.
    `known`: what the messages of one page have in common, so that each is asked once.
    """

    item: CommunicationItem
    now: datetime = field(default_factory=timezone.now)
    known: dict[Any, Any] = field(default_factory=dict)

    def _once[T](self, key: object, read: Callable[[], T]) -> T:
        if key not in self.known:
            self.known[key] = read()
        found: T = self.known[key]
        return found

    @property
    def _group(self) -> tuple[str, int | None]:
        """Two messages with the same group have the same readers."""
        item = self.item
        return item.audience, item.run_sheet_item_id if item.audience in OF_A_LINE else None

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.item, self.known)

    @property
    def heading(self) -> str:
        """The subject as people read it."""
        return fill(self.item.subject, self.wording.values)

    @property
    def asks(self) -> str:
        return fill(self.item.asks, self.wording.values)

    @cached_property
    def readers(self) -> Readers:
        return self._once(self._group, lambda: readers_of(self.item))

    @cached_property
    def leaves_at(self) -> datetime:
        wanted = max(self.now, _at(self.item.planned_on))
        return quiet_until(self.item.traject.school, wanted, calendar=self.calendar)

    @property
    def leaves_on(self) -> date:
        return timezone.localdate(self.leaves_at)

    @property
    def is_delayed(self) -> bool:
        """Whether it leaves on another day than was planned."""
        return self.leaves_on != self.item.planned_on

    @cached_property
    def calendar(self) -> SchoolCalendar:
        traject = self.item.traject
        first, last = traject.starts_on, traject.target_on
        return self._once("calendar", lambda: SchoolCalendar.of(traject.school, first, last))

    @property
    def why_delayed(self) -> str:
        """The holiday or weekend of the planned day, in words."""
        planned = self.item.planned_on
        return self.calendar.reason(planned) if self.calendar.is_free(planned) else ""

    @property
    def answers_in_holiday(self) -> str:
        """Why the last day to answer is a bad one; empty for a school day."""
        day = self.item.answer_by
        return self.calendar.reason(day) if day and self.calendar.is_closed(day) else ""

    @cached_property
    def unsubscribed(self) -> set[str]:
        if self.item.is_mandatory:
            return set()
        addresses = [one.email for one in self.readers.with_mail]
        return self._once(
            ("optouts", self._group), lambda: Optout.objects.among(addresses, CATEGORY)
        )

    @cached_property
    def has_it_already(self) -> set[str]:
        """Addresses that got it in an earlier round."""
        if self.item.round == 1:
            return set()
        gone = [Message.Status.SENT, Message.Status.SENDING, Message.Status.UNCERTAIN]
        known = self.item.letters.filter(status__in=gone).values_list("to", flat=True)
        return {address.lower() for address in known}

    @cached_property
    def recipients(self) -> list[Recipient]:
        """Who gets mail."""
        left_out = self.unsubscribed | self.has_it_already
        return [one for one in self.readers.with_mail if one.email.lower() not in left_out]

    @property
    def number(self) -> int:
        return len(self.recipients)

    @cached_property
    def by_moment(self) -> dict[datetime, list[Recipient]]:
        """Who gets it when: whoever had two letters that week gets it in a later one."""
        if self.item.is_mandatory:
            return {self.leaves_at: self.recipients}
        burden = Burden([one.email for one in self.recipients], self.leaves_on)
        found: dict[datetime, list[Recipient]] = {self.leaves_at: []}
        for recipient in self.recipients:
            found.setdefault(self._moment_for(recipient, burden), []).append(recipient)
        return found

    def _moment_for(self, recipient: Recipient, burden: Burden) -> datetime:
        """Later is better than a third mail; too late is worse than one."""
        if not burden.is_full(recipient.email, self.leaves_on):
            return self.leaves_at
        last = self.item.last_useful_day
        for moment in self._later_weeks:
            day = timezone.localdate(moment)
            if last and day > last:
                break
            if not burden.is_full(recipient.email, day):
                return moment
        return self.leaves_at

    @cached_property
    def _later_weeks(self) -> list[datetime]:
        """The first moment of each week that follows."""
        school, monday = self.item.traject.school, monday_of(self.leaves_on)
        later = [
            quiet_until(school, _at(monday + WEEK * n), calendar=self.calendar)
            for n in range(1, MOST_WEEKS)
        ]
        return list(dict.fromkeys(later))

    @property
    def later(self) -> list[tuple[date, int]]:
        """Days on which others follow, and how many."""
        return sorted(
            (timezone.localdate(moment), len(people))
            for moment, people in self.by_moment.items()
            if moment != self.leaves_at
        )

    @cached_property
    def missing(self) -> list[str]:
        """What has to be filled in before this message may stand ready, in sentences."""
        item = self.item
        found = [f"Het woord {word} heeft nog geen waarde." for word in self.wording.missing]
        if item.is_mail and not item.body.strip():
            found.append("Het bericht heeft nog geen tekst.")
        if item.goes_by_itself and not self.readers.is_known:
            found.append(NOBODY_KNOWN.get(Audience(item.audience), NOBODY))
        return found

    @property
    def number_at_once(self) -> int:
        return len(self.by_moment[self.leaves_at])


def has_room_for_mail(address: str, day: date) -> bool:
    """Whether this address may get another letter in the week of this day (XN3)."""
    return not Burden([address], day).is_full(address, day)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, MORNING))
