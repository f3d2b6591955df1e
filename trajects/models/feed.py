"""Private calendar feeds (C4)."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone
from icalendar import Calendar, Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.models import User
    from trajects.models.run_sheet import RunSheetItem


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


def feed_text(items: Iterable[RunSheetItem]) -> bytes:
    """All-day events with lasting UIDs. No names of people: only what, where it stands, when."""
    calendar = Calendar()
    calendar.add("prodid", "-//Taakdialoog//Draaiboek//NL")
    calendar.add("version", "2.0")
    calendar.add("name", "Draaiboek taakbeleid")
    calendar.add("x-wr-calname", "Draaiboek taakbeleid")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for item in items:
        calendar.add_component(_event(item))
    return bytes(calendar.to_ical())


def _event(item: RunSheetItem) -> Event:
    event = Event()
    event.add("uid", f"draaiboek-{item.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("summary", item.title)
    event.add("description", f"{item.traject} · {item.get_status_display()}")
    event.add("url", settings.SITE_URL + item.get_absolute_url())
    event.add("dtstart", item.starts_on)
    event.add("dtend", item.ends_on + timedelta(days=1))
    event.add("dtstamp", item.traject.created_at)
    event.add("sequence", item.version)
    event.add("transp", "TRANSPARENT")
    if item.status == item.Status.SKIPPED:
        event.add("status", "CANCELLED")
    return event
