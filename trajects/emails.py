"""Reminders of the draaiboek: one letter a day at most, about all that is due or late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.outbox import post, rechecks
from people.models import quiet_until
from trajects.models import RunSheetItem

if TYPE_CHECKING:
    from datetime import datetime

    from core.models import Message
    from people.models import StaffMember, User
    from trajects.models import CommunicationItem, Seat

CATEGORY = "run_sheet"
MOST_ASKED = 20


@dataclass(frozen=True)
class Recipient:
    """Who is reminded: an account, or a colleague on the staff list without one."""

    person: User | StaffMember

    @property
    def key(self) -> str:
        return f"{self.person._meta.model_name}-{self.person.pk}"

    @property
    def email(self) -> str:
        return self.person.email

    @property
    def can_sign_in(self) -> bool:
        return self.person._meta.model_name == "user"


@rechecks("trajects.still_open")
def still_open(*items: int) -> bool:
    """Whether anything in the letter is still to be done."""
    return RunSheetItem.objects.open().filter(pk__in=items).exists()


def post_reminder(
    recipient: Recipient, items: list[RunSheetItem], *, key: str, now: datetime
) -> Message:
    """One letter about these rows, in the hours in which the school reads mail."""
    traject = items[0].traject
    asked = [item.pk for item in items][:MOST_ASKED]
    return post(
        key=key,
        to=recipient.email,
        name=str(recipient.person),
        template="trajects/reminder",
        context={
            "items": items,
            "late": [item for item in items if item.is_overdue],
            "due": [item for item in items if not item.is_overdue],
            "url": _url(recipient, items),
            "can_sign_in": recipient.can_sign_in,
        },
        scope=traject.scope,
        category=CATEGORY,
        recheck="trajects.still_open:" + ":".join(map(str, asked)),
        person=recipient.person,
        send_after=quiet_until(traject.school, now),
    )


def _url(recipient: Recipient, items: list[RunSheetItem]) -> str:
    """The row itself if there is one, else the draaiboek with what is mine."""
    if len(items) == 1:
        return f"{settings.SITE_URL}{items[0].get_absolute_url()}"
    page = reverse("trajects:run_sheet", args=[items[0].traject_id])
    return f"{settings.SITE_URL}{page}?stand=open"


def post_message(item: CommunicationItem, recipient: Recipient, *, now: datetime) -> Message:
    """One planned message to one person, in the hours in which the school reads mail."""
    return post(
        key=f"communication:{item.pk}:{recipient.key}",
        to=recipient.email,
        name=str(recipient.person),
        template="trajects/message",
        context={"item": item, "school": item.traject.school},
        scope=item.traject.scope,
        person=recipient.person,
        sender=item.sender,
        send_after=quiet_until(item.traject.school, now),
    )


def post_handed_over(recipient: Recipient, seat: Seat, successor: Seat, *, to: str) -> Message:
    """To who leaves a seat ("old") and to who comes ("new"), in mail hours."""
    traject = successor.traject
    return post(
        key=f"seat_handed_over:{successor.pk}:{to}",
        to=recipient.email,
        name=str(recipient.person),
        template=f"trajects/seat_handed_over_{to}",
        context={
            "seat": successor,
            "old": seat.holder_name,
            "new": successor.holder_name,
            "traject": traject,
            "can_sign_in": recipient.can_sign_in,
            "url": settings.SITE_URL + reverse("trajects:team", args=[traject.pk]),
        },
        scope=successor.scope,
        person=recipient.person,
        send_after=quiet_until(traject.school, timezone.now()),
    )


def post_coach_welcome(user: User, seat: Seat) -> Message:
    """To somebody from outside: what it is about, until when, and how to get in."""
    return post(
        key=f"coach_welcome:{seat.pk}:{seat.version}",
        to=user.email,
        name=user.name,
        template="trajects/coach_welcome",
        context={
            "seat": seat,
            "traject": seat.traject,
            "url": settings.SITE_URL + reverse("trajects:traject", args=[seat.traject_id]),
            "login_url": settings.SITE_URL + reverse("account_request_login_code"),
        },
        scope=seat.scope,
        person=user,
        send_after=quiet_until(seat.traject.school, timezone.now()),
    )
