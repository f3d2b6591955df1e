"""Private calendar feeds (C4): each app puts its own days into them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone
from icalendar import Calendar, Event

from trajects.models.run_sheet import RunSheetItem

if TYPE_CHECKING:
    from people.models import User


class CalendarFeed(models.Model):
    """A person's private feed; the address is shown once, only its SHA-256 is kept (T8)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "agendalink"

    def __str__(self) -> str:
        return str(self.user)

    @property
    def scope(self) -> str:
        return f"user:{self.user_id}"

    @staticmethod
    def hash_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @classmethod
    def of(cls, user: User) -> CalendarFeed | None:
        return cls.objects.filter(user=user).first()

    @classmethod
    def at(cls, token: str) -> CalendarFeed | None:
        """Whose address this is; nobody's when it was renewed or the account is closed."""
        found = cls.objects.select_related("user").filter(token_hash=cls.hash_of(token)).first()
        return found if found and found.user.is_active else None

    @classmethod
    def renew(cls, user: User) -> str:
        """Give this person a new address and end the old one; returns the token."""
        token = secrets.token_urlsafe(32)
        cls.objects.update_or_create(
            user=user,
            defaults={"token_hash": cls.hash_of(token), "created_at": timezone.now()},
        )
        return token


@dataclass(frozen=True)
class Entry:
    """One event. Days (the last one included) or moments; no names of people in any text.

    `uid` lasts as long as what it stands for, `sequence` rises with every change of it.
    """

    uid: str
    title: str
    starts: date | datetime
    ends: date | datetime
    sequence: int
    page: str
    note: str = ""
    place: str = ""
    is_cancelled: bool = False


type Source = Callable[[User], Iterable[Entry]]
_sources: list[Source] = []


def in_feed(source: Source) -> Source:
    """Register what an app puts into somebody's calendar: `source(user)` gives the entries."""
    _sources.append(source)
    return source


def entries_of(user: User) -> list[Entry]:
    """Everything in this person's feed, the earliest first."""
    entries = [entry for source in _sources for entry in source(user)]
    return sorted(entries, key=lambda entry: (_day(entry.starts), entry.uid))


def _day(start: date | datetime) -> date:
    return timezone.localdate(start) if isinstance(start, datetime) else start


@in_feed
def run_sheet_entries(user: User) -> Iterator[Entry]:
    """The rows this person takes care of, and the days that everybody in the traject keeps."""
    items = RunSheetItem.objects.visible_to(user).in_calendar_of(user)
    for item in items.for_overview():
        yield Entry(
            uid=f"draaiboek-{item.pk}",
            title=item.title,
            starts=item.starts_on,
            ends=item.ends_on,
            sequence=item.version,
            page=item.get_absolute_url(),
            note=f"{item.traject} · {item.get_status_display()}",
            place=item.place,
            is_cancelled=item.status == RunSheetItem.Status.SKIPPED,
        )


def feed_text(entries: Iterable[Entry]) -> bytes:
    """The entries as one iCalendar file with lasting UIDs."""
    calendar = Calendar()
    calendar.add("prodid", "-//Taakdialoog//Draaiboek//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", "Draaiboek taakbeleid")
    calendar.add("x-wr-calname", "Draaiboek taakbeleid")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", timedelta(hours=6))
    stamp = timezone.now()
    for entry in entries:
        calendar.add_component(_event(entry, stamp))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def flat(text: str) -> str:
    """One line, whatever was pasted into it; what ics itself escapes stays as it is."""
    return " ".join(text.split())


def uid_of(name: str) -> str:
    return f"{name}@{urlsplit(settings.SITE_URL).hostname}"


def _event(entry: Entry, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", uid_of(entry.uid))
    event.add("dtstamp", stamp)
    event.add("summary", flat(entry.title))
    event.add("description", flat(entry.note))
    event.add("url", settings.SITE_URL + entry.page)
    if entry.place:
        event.add("location", flat(entry.place))
    _add_times(event, entry)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return event


def _add_times(event: Event, entry: Entry) -> None:
    """An all-day event ends, in the file, on the day after; it does not make anybody busy."""
    if isinstance(entry.starts, datetime) and isinstance(entry.ends, datetime):
        event.add("dtstart", timezone.localtime(entry.starts))
        event.add("dtend", timezone.localtime(entry.ends))
        return
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
