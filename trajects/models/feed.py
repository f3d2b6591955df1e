"""Private calendar feeds (C4)."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

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

    @staticmethod
    def hash_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @classmethod
    def renew(cls, user: User) -> str:
        """Give this person a new address and end the old one; returns the token."""
        token = secrets.token_urlsafe(32)
        cls.objects.update_or_create(
            user=user,
            defaults={"token_hash": cls.hash_of(token), "created_at": timezone.now()},
        )
        return token
