"""Letters about a session: each with the appointment, so that the calendar moves along."""

from __future__ import annotations

from datetime import datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.text import Truncator
from icalendar import Calendar, Event, vCalAddress, vText

from core.letters import one_line
from core.models import Message
from core.outbox import post, rechecks
from core.words import moment
from dialogues.models import DialogueSession, SessionInvitation
from trajects.models import SeatRole

# More than this nobody reads in a letter; the page behind the button has them all.
MOST_READINGS = 3


@rechecks("dialogues.is_expected")
def is_expected(invitation: int, sequence: int) -> bool:
    """The session still stands as this letter says, and the person did not decline."""
    rows = SessionInvitation.objects.filter(
        pk=invitation,
        session__status=DialogueSession.Status.PLANNED,
        session__starts_at__gt=timezone.now(),
        session__calendar_sequence=sequence,
    )
    return rows.expected().exists()


@rechecks("dialogues.is_unanswered")
def is_unanswered(invitation: int, sequence: int) -> bool:
    rows = SessionInvitation.objects.unanswered().filter(pk=invitation)
    return rows.exists() and is_expected(invitation, sequence)


@rechecks("dialogues.is_cancelled")
def is_cancelled(invitation: int) -> bool:
    cancelled = DialogueSession.Status.CANCELLED
    return SessionInvitation.objects.filter(pk=invitation, session__status=cancelled).exists()


def send_invitation(invitation: SessionInvitation, *, send_after: datetime | None) -> Message:
    sequence = invitation.session.calendar_sequence
    return _send(
        invitation,
        "invitation",
        key=f"session_invitation:{invitation.pk}",
        recheck=f"dialogues.is_expected:{invitation.pk}:{sequence}",
        send_after=send_after,
        calendar="REQUEST",
    )


def send_change(invitation: SessionInvitation, *, send_after: datetime | None) -> Message:
    sequence = invitation.session.calendar_sequence
    return _send(
        invitation,
        "changed",
        key=f"session_changed:{invitation.pk}:{sequence}",
        recheck=f"dialogues.is_expected:{invitation.pk}:{sequence}",
        send_after=send_after,
        calendar="REQUEST",
    )


def send_cancellation(invitation: SessionInvitation, *, send_after: datetime | None) -> Message:
    return _send(
        invitation,
        "cancelled",
        key=f"session_cancelled:{invitation.pk}",
        recheck=f"dialogues.is_cancelled:{invitation.pk}",
        send_after=send_after,
        calendar="CANCEL",
    )


def send_reminder(invitation: SessionInvitation, *, send_after: datetime | None) -> Message:
    """Only to who has not answered, asked again when it leaves; one per date."""
    session = invitation.session
    return _send(
        invitation,
        "reminder",
        key=f"session_reminder:{invitation.pk}:{session.day:%Y%m%d}",
        recheck=f"dialogues.is_unanswered:{invitation.pk}:{session.calendar_sequence}",
        send_after=send_after,
    )


def send_place(invitation: SessionInvitation, *, send_after: datetime | None) -> Message:
    """The day before: where you sit."""
    session = invitation.session
    return _send(
        invitation,
        "place",
        key=f"session_place:{invitation.pk}:{session.day:%Y%m%d}",
        recheck=f"dialogues.is_expected:{invitation.pk}:{session.calendar_sequence}",
        send_after=send_after,
    )


def _send(
    invitation: SessionInvitation,
    template: str,
    *,
    key: str,
    recheck: str,
    send_after: datetime | None,
    calendar: str = "",
) -> Message:
    session, person = invitation.session, invitation.staff_member
    sender, reply_to = _from(session)
    attachments = []
    if calendar:
        kind = f"text/calendar; method={calendar}; charset=utf-8"
        attachments = [("sessie.ics", kind, appointment(invitation, method=calendar))]
    return post(
        key=key,
        to=person.email,
        name=person.full_name,
        template=f"dialogues/{template}",
        context=letter_context(invitation),
        scope=session.scope,
        attachments=attachments,
        send_after=send_after,
        recheck=recheck,
        person=person,
        sender=sender,
        reply_to=reply_to,
    )


def _from(session: DialogueSession) -> tuple[str, str]:
    """Name and address of who leads the project; else the school, without an address (XN6)."""
    school = session.traject.school.name
    seats = session.traject.seats.active().for_overview()
    leader = seats.filter(role=SeatRole.PROJECT_LEADER).first()
    holder = (leader.account or leader.staff_member) if leader else None
    return (f"{holder}, {school}", holder.email) if holder else (school, "")


def letter_context(invitation: SessionInvitation) -> dict[str, object]:
    session = invitation.session
    return {
        "session": session,
        "title": one_line(session.title),
        "when": moment(session.starts_at),
        "until": timezone.localtime(session.ends_at),
        "themes": [str(theme) for theme in session.themes.all()],
        "school": session.traject.school,
        "table": invitation.table,
        "facilitator": _facilitator(invitation),
        "given_name": invitation.staff_member.given_name,
        "readings": _readings(session),
        "answer_url": invitation.answer_url(),
    }


def _readings(session: DialogueSession) -> list[str]:
    """Title and summary of what can be read beforehand, each on one line."""
    return [
        f"{' '.join(item.title.split())}: {Truncator(' '.join(item.summary.split())).words(40)}"
        for item in session.readings_for_everybody()[:MOST_READINGS]
    ]


def _facilitator(invitation: SessionInvitation) -> str:
    seat = invitation.table.facilitator if invitation.table else None
    return seat.holder_name if seat else ""


def appointment(invitation: SessionInvitation, *, method: str) -> str:
    """An event whose UID stays and whose SEQUENCE rises, so that the same one moves."""
    session = invitation.session
    calendar = Calendar()
    calendar.add("prodid", "-//Taakdialoog//sessies//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = Event()
    event.add("uid", event_uid(session))
    event.add("sequence", session.calendar_sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", timezone.localtime(session.starts_at))
    event.add("dtend", timezone.localtime(session.ends_at))
    event.add("summary", session.title)
    event.add("location", session.place)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("organizer", _address(settings.DEFAULT_FROM_EMAIL, session.traject.school.name))
    event.add("attendee", _address(invitation.staff_member.email, str(invitation.staff_member)))
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return str(calendar.to_ical().decode())


def event_uid(session: DialogueSession) -> str:
    return f"sessie-{session.pk}@{urlsplit(settings.SITE_URL).hostname}"


def _address(mail: str, name: str) -> vCalAddress:
    address = vCalAddress(f"MAILTO:{parseaddr(mail)[1]}")
    address.params["cn"] = vText(name)
    return address
