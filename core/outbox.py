"""Post goes out once: the row is written with the deed, the worker does the rest."""

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.letters import one_line, read_letter
from core.models.message import Message
from core.nudges import DELIVER, nudge_on_commit

Attachment = tuple[str, str, str]
Question = Callable[..., bool]

_questions: dict[str, Question] = {}


class RecheckUnknown(LookupError):
    """No emails.py registers this question."""


def rechecks(name: str) -> Callable[[Question], Question]:
    """Register a question about numbers: is this letter still needed, for this one?"""

    def register(question: Question) -> Question:
        _questions[name] = question
        return question

    return register


def is_still_needed(recheck: str) -> bool:
    """Ask what `recheck` says; a letter without a question is always needed."""
    if not recheck:
        return True
    name, *numbers = recheck.split(":")
    return _question(name)(*map(int, numbers))


def _question(name: str) -> Question:
    if name not in _questions:
        raise RecheckUnknown(name)
    return _questions[name]


def post(
    *,
    key: str,
    to: str,
    name: str,
    template: str,
    context: dict[str, Any] | None = None,
    scope: str = "",
    category: str = "",
    attachments: Iterable[Attachment] = (),
    send_after: datetime | None = None,
    recheck: str = "",
    person: models.Model | None = None,
    sender: str = "",
    reply_to: str = "",
    secret: bool = False,
) -> Message:
    """Write one letter to one person; the same key never makes a second row.

    `template`: "trajects/reminder" is templates/emails/trajects/reminder.txt.
    `attachments`: (file name, mimetype, text), such as ("uitnodiging.ics",
    "text/calendar; method=REQUEST", …).
    `category`: what people may unsubscribe from; empty means mandatory.
    `send_after`: quiet hours are the caller's arithmetic; without it the letter goes at once.
    `recheck`: "trajects.still_open:12", a question registered with `@rechecks`, asked with
    those numbers when the letter leaves; the answer no cancels it.
    `person`: whose `email` is looked up again when it leaves.
    `secret`: wipe the text once sent (sign-in codes and links).
    """
    if recheck:
        _question(recheck.partition(":")[0])
    letter = read_letter(template, {"name": name, **(context or {})})
    defaults = {
        "message_id": f"<{secrets.token_hex(16)}@{urlsplit(settings.SITE_URL).hostname}>",
        "to": one_line(to),
        "name": one_line(name)[:200],
        "person_type": person._meta.label_lower if person else "",
        "person_id": str(person.pk) if person else "",
        "sender": one_line(sender)[:200],
        "reply_to": one_line(reply_to),
        "scope": scope,
        "category": category,
        "template": template,
        "subject": letter.subject,
        "body": letter.body,
        "attachments": [list(attachment) for attachment in attachments],
        "due_at": send_after or timezone.now(),
        "recheck": recheck,
        "is_secret": secret,
    }
    message, is_new = Message.objects.get_or_create(key=key, defaults=defaults)
    if is_new:
        nudge_on_commit(DELIVER)
    return message
