"""Letters of planning: reminders of the draaiboek, and the messages of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.outbox import post, rechecks
from people.models import User, quiet_until
from trajects.models import Audience, CommunicationItem, RunSheetItem
from trajects.models.audience import Recipient, readers_of
from trajects.models.dispatch import CATEGORY
from trajects.models.placeholders import Wording

if TYPE_CHECKING:
    from datetime import datetime

    from core.models import Message
    from trajects.models import Seat

REMINDERS = "run_sheet"
MOST_ASKED = 20


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
            "can_sign_in": isinstance(recipient.person, User),
        },
        scope=traject.scope,
        category=REMINDERS,
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


@rechecks("trajects.message_stands")
def message_stands(item: int, sending: int, staff_member: int = 0) -> bool:
    """Nobody stopped it, and this colleague still belongs to who has not answered (XN5)."""
    rows = CommunicationItem.objects.filter(pk=item, round=sending)
    found = rows.select_related("traject__school", "run_sheet_item").first()
    if found is None or found.status != CommunicationItem.Status.SENT:
        return False
    if not staff_member:
        return True
    return any(one.person.pk == staff_member for one in readers_of(found).with_mail)


def post_message(wording: Wording, recipient: Recipient, *, send_after: datetime) -> Message:
    """One planned message to one person; a second call finds the first letter."""
    item = wording.item
    recheck = f"trajects.message_stands:{item.pk}:{item.round}"
    if item.audience == Audience.NOT_ANSWERED:
        recheck += f":{recipient.person.pk}"
    return post(
        key=f"communication:{item.pk}:{item.round}:{recipient.key}",
        to=recipient.email,
        name=recipient.name,
        template="trajects/message",
        context=wording.letter_for(recipient.name, can_sign_in=recipient.can_sign_in),
        scope=item.letter_scope,
        category="" if item.is_mandatory else CATEGORY,
        person=recipient.person,
        sender=_from(wording),
        reply_to=wording.sender[1],
        recheck=recheck,
        send_after=send_after,
    )


def post_example(item: CommunicationItem, reader: User, *, now: datetime) -> Message:
    """The real letter to whoever plans it, at once and marked; once a minute at most."""
    wording = Wording(item)
    return post(
        key=f"voorbeeld:{item.pk}:{item.version}:{reader.pk}:{now:%Y%m%d%H%M}",
        to=reader.email,
        name=str(reader),
        template="trajects/message_example",
        context=wording.letter_for(str(reader), can_sign_in=True),
        scope=item.scope,
        person=reader,
        sender=_from(wording),
        reply_to=wording.sender[1],
    )


def _from(wording: Wording) -> str:
    return f"{wording.sender[0]}, {wording.item.traject.school.name}"


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
