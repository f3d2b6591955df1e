"""Letters of a session, and the reminders before it. Running twice sends nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from celery import shared_task
from django.utils import timezone

from core.jobs import job
from core.models import Message
from dialogues import emails
from dialogues.models import DialogueSession, SessionInvitation
from dialogues.models.invitation import SessionInvitationQuerySet
from people.models import SchoolCalendar, quiet_until

Send = Callable[..., Message]

LETTERS: dict[str, Send] = {
    "invitation": emails.send_invitation,
    "changed": emails.send_change,
    "cancelled": emails.send_cancellation,
}
REMINDER_SCHOOL_DAYS = 4
ROOM_TO_ANSWER = timedelta(days=2)
MORNING = time(9, 0)
LOOK_AHEAD = timedelta(days=70)


@job("dialogues.write_letters", lease=120)
def write_letters(*, progress: Callable[[int], None], session: int, letter: str) -> None:
    """One letter to each who was invited and has a mail address."""
    invitations = SessionInvitation.objects.filter(session=session).exclude(staff_member__email="")
    if letter != "invitation":
        invitations = invitations.expected()
    rows = list(invitations.for_letters().prefetch_related("session__themes"))
    moment = _leaves(rows[0].session) if rows else None
    for number, invitation in enumerate(rows, start=1):
        LETTERS[letter](invitation, send_after=moment)
        if number % 25 == 0:
            progress(100 * number // len(rows))


def _leaves(session: DialogueSession) -> datetime:
    """In school hours; but a session that begins before then is told at once."""
    moment = quiet_until(session.traject.school, timezone.now())
    return moment if moment < session.starts_at else timezone.now()


@shared_task(name="dialogues.tasks.plan_reminders")
def plan_reminders() -> None:
    """Write the reminders and the places whose day has come, for every session ahead."""
    now = timezone.now()
    sessions = DialogueSession.objects.filter(
        status=DialogueSession.Status.PLANNED,
        invited_at__isnull=False,
        starts_at__gt=now,
        starts_at__lt=now + LOOK_AHEAD,
    )
    for session in sessions.select_related("traject__school"):
        _plan_for(session)


def _plan_for(session: DialogueSession) -> None:
    calendar = SchoolCalendar.of(session.traject.school, timezone.localdate(), session.day)
    today = timezone.localdate()
    if today >= calendar.previous_school_day(session.day):
        _send_to(session, "session_place", emails.send_place, _expected(session))
    elif today >= reminder_day(session, calendar):
        _send_to(session, "session_reminder", emails.send_reminder, _unanswered(session))


def reminder_day(session: DialogueSession, calendar: SchoolCalendar) -> date:
    """Some school days before the session, and not on the heels of the invitation."""
    asked = timezone.localdate((session.invited_at or timezone.now()) + ROOM_TO_ANSWER)
    return max(calendar.add_school_days(session.day, -REMINDER_SCHOOL_DAYS), asked)


def _expected(session: DialogueSession) -> list[SessionInvitation]:
    return _with_mail(session.invitations.participants())


def _unanswered(session: DialogueSession) -> list[SessionInvitation]:
    return _with_mail(session.invitations.unanswered())


def _with_mail(invitations: SessionInvitationQuerySet) -> list[SessionInvitation]:
    rows = invitations.exclude(staff_member__email="").for_letters()
    return list(
        rows.select_related(
            "table__facilitator__staff_member", "table__facilitator__user"
        ).prefetch_related("session__themes")
    )


def _send_to(
    session: DialogueSession, word: str, send: Send, invitations: list[SessionInvitation]
) -> None:
    """Only who has no such letter yet for this date."""
    keys = {f"{word}:{one.pk}:{session.day:%Y%m%d}": one for one in invitations}
    written = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    moment = quiet_until(session.traject.school, max(timezone.now(), _this_morning()))
    if moment >= session.starts_at:
        return
    for key, invitation in keys.items():
        if key not in written:
            send(invitation, send_after=moment)


def _this_morning() -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(), MORNING))
