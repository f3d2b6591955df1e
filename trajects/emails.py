"""Letters of planning: reminders of the draaiboek, and the messages of the plan."""

from __future__ import annotations

from email.utils import parseaddr
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

from core.letters import one_line
from core.outbox import post, rechecks
from people.models import Role, RoleKind, User, quiet_until
from trajects.models import (
    Approach,
    Audience,
    CommunicationItem,
    KickoffMeeting,
    RunSheetItem,
    Seat,
    SeatRole,
    Side,
)
from trajects.models.audience import Recipient, readers_of
from trajects.models.dispatch import CATEGORY
from trajects.models.kick_off_plan import KickoffPlan
from trajects.models.placeholders import Wording, fill

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from core.models import Message
    from people.models import StaffMember
    from trajects.models import Seat, Traject

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


# The approach: all of it mandatory, because somebody waits for an answer (XN1).


@rechecks("trajects.waits_for_key")
def waits_for_key(approach: int, side: int) -> bool:
    """Still put forward, and this side (its place in Side) has not answered."""
    waiting = Approach.objects.filter(pk=approach, status=Approach.Status.SUBMITTED)
    return waiting.exclude(keys__side=list(Side)[side]).exists()


KEY_HOLDERS = {Side.LEADERSHIP: RoleKind.SCHOOL_LEADERSHIP, Side.PMR: RoleKind.PMR_MEMBER}


def key_holders(traject: Traject, side: Side) -> QuerySet[User]:
    """Accounts that may turn the key of this side."""
    roles = Role.objects.active().filter(school=traject.school, kind=KEY_HOLDERS[side])
    return User.objects.filter(is_active=True, pk__in=roles.values("user"))


def everybody_concerned(traject: Traject) -> QuerySet[User]:
    """Both sides and the project team."""
    roles = Role.objects.active().filter(school=traject.school, kind__in=KEY_HOLDERS.values())
    seats = Seat.objects.active().filter(
        traject=traject, role__in=[SeatRole.PROJECT_LEADER, SeatRole.TEAM_MEMBER, SeatRole.SPONSOR]
    )
    found = Q(pk__in=roles.values("user")) | Q(pk__in=seats.values("user"))
    return User.objects.filter(found, is_active=True)


def ask_for_keys(approach: Approach) -> None:
    for number, side in enumerate(Side):
        for person in key_holders(approach.traject, side):
            _about_approach(
                approach,
                person,
                "approach_to_sign",
                key=f"to_sign:{side}",
                recheck=f"trajects.waits_for_key:{approach.pk}:{number}",
                side=side.label,
            )


def tell_signed(approach: Approach) -> None:
    for person in everybody_concerned(approach.traject):
        _about_approach(approach, person, "approach_signed", key="signed")


def tell_refused(approach: Approach, *, side: Side, by: User, reason: str) -> None:
    for person in everybody_concerned(approach.traject).exclude(pk=by.pk):
        _about_approach(
            approach,
            person,
            "approach_refused",
            key="refused",
            side=side.label,
            who=str(by),
            reason=reason,
        )


def tell_withdrawn(approach: Approach, *, by: User, reason: str) -> None:
    for side in Side:
        for person in key_holders(approach.traject, side).exclude(pk=by.pk):
            _about_approach(
                approach,
                person,
                "approach_withdrawn",
                key="withdrawn",
                who=str(by),
                reason=reason,
            )


def _about_approach(
    approach: Approach, person: User, template: str, *, key: str, recheck: str = "", **words: str
) -> Message:
    traject = approach.traject
    return post(
        key=f"approach:{approach.pk}:{key}:{person.pk}",
        to=person.email,
        name=str(person),
        template=f"trajects/{template}",
        context={
            "approach": approach,
            "traject": one_line(traject.title),
            "school": one_line(traject.school.name),
            "sender": str(approach.submitted_by or ""),
            "keys": list(approach.keys.all()),
            "url": f"{settings.SITE_URL}{approach.get_absolute_url()}",
            **words,
        },
        scope=traject.scope,
        recheck=recheck,
        person=person,
        sender=f"{approach.submitted_by}, {traject.school.name}" if approach.submitted_by else "",
        send_after=quiet_until(traject.school, timezone.now()),
    )


@rechecks("trajects.kickoff_stands")
def kickoff_stands(kickoff: int, sequence: int) -> bool:
    """The startbijeenkomst is still to come, as this letter says."""
    rows = KickoffMeeting.objects.filter(pk=kickoff, calendar_sequence=sequence)
    found = rows.first()
    return found is not None and found.is_open


@rechecks("trajects.kickoff_is_off")
def kickoff_is_off(kickoff: int, sequence: int) -> bool:
    off = KickoffMeeting.Status.CANCELLED
    rows = KickoffMeeting.objects.filter(pk=kickoff, status=off, calendar_sequence=sequence)
    return rows.exists()


def post_kickoff_letter(
    plan: KickoffPlan, letter: str, person: StaffMember, *, send_after: datetime | None
) -> Message:
    """An invitation, a change or a cancellation, with the appointment that it is about."""
    kickoff = plan.kickoff
    is_off = letter == "cancelled"
    method = "CANCEL" if is_off else "REQUEST"
    recheck = "trajects.kickoff_is_off" if is_off else "trajects.kickoff_stands"
    inviter = kickoff.invited_by
    return post(
        key=f"kickoff:{kickoff.pk}:{letter}:{kickoff.calendar_sequence}:{person.pk}",
        to=person.email,
        name=person.full_name,
        template=f"trajects/kickoff_{letter}",
        context=kickoff_context(plan, person),
        scope=kickoff.scope,
        attachments=[
            (
                "startbijeenkomst.ics",
                f"text/calendar; method={method}; charset=utf-8",
                kickoff_appointment(kickoff, person, method=method),
            )
        ],
        send_after=send_after,
        recheck=f"{recheck}:{kickoff.pk}:{kickoff.calendar_sequence}",
        person=person,
        sender=f"{inviter}, {plan.traject.school}" if inviter else str(plan.traject.school),
        reply_to=inviter.email if inviter else "",
    )


def kickoff_context(plan: KickoffPlan, person: StaffMember) -> dict[str, object]:
    """What the letters of the startbijeenkomst say to one reader."""
    kickoff = plan.kickoff
    values = plan.values(person.given_name)
    page = reverse("trajects:kickoff_programme", args=[plan.traject.pk])
    return {
        "subject": one_line(fill(kickoff.subject, values)),
        "text": fill(kickoff.invitation, values),
        "given_name": person.given_name,
        "kickoff": kickoff,
        "begins": plan.begins,
        "ends": plan.ends,
        "place": plan.place,
        "school": plan.traject.school,
        "url": f"{settings.SITE_URL}{page}",
        "can_sign_in": person.user_id is not None,
    }


def kickoff_appointment(kickoff: KickoffMeeting, person: StaffMember, *, method: str) -> str:
    """The event as people were last told it; its UID stays and its SEQUENCE rises (XN10)."""
    school = kickoff.traject.school
    calendar = Calendar()
    calendar.add("prodid", "-//Taakdialoog//startbijeenkomst//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = Event()
    event.add("uid", f"startbijeenkomst-{kickoff.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", kickoff.calendar_sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", timezone.localtime(kickoff.told_from))
    event.add("dtend", timezone.localtime(kickoff.told_until))
    event.add("summary", f"{kickoff} taakbeleid, {school}")
    event.add("location", kickoff.told_place)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("organizer", _calendar_address(settings.DEFAULT_FROM_EMAIL, school.name))
    event.add("attendee", _calendar_address(person.email, person.full_name))
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return str(calendar.to_ical().decode())


def _calendar_address(mail: str, name: str) -> vCalAddress:
    address = vCalAddress(f"MAILTO:{parseaddr(mail)[1]}")
    address.params["cn"] = vText(name)
    return address
