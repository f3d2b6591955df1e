"""Reminders of the draaiboek, computed from the rows each time anew; and files without a row."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from celery import shared_task
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.jobs import job
from core.models import Message
from core.steps import StepNotAllowed
from core.uploads import forget_strays
from people.models import Role, RoleKind, School, SchoolCalendar, quiet_until
from trajects.emails import post_kickoff_letter, post_message, post_reminder
from trajects.models import (
    CommunicationItem,
    KickoffMeeting,
    LibraryVersion,
    RunSheetItem,
    RunSheetReminder,
    Seat,
    SeatRole,
    Traject,
)
from trajects.models.audience import Recipient, holder_of
from trajects.models.dispatch import Dispatch, has_room_for_mail
from trajects.models.kick_off_plan import KickoffPlan
from trajects.models.library_version import FOLDER as LIBRARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

DAYS_AHEAD = 7
Occasion = RunSheetReminder.Occasion

type Plan = dict[Recipient, list[RunSheetItem]]


@shared_task(name="trajects.tasks.plan_reminders")
def plan_reminders() -> None:
    """Remind who must act. Running it twice, late or after a day away changes nothing."""
    now = timezone.now()
    for recipient, items in due_reminders(now).items():
        remind(recipient, items, now=now)


def due_reminders(now: datetime) -> Plan:
    """Rows that are due or late, by who must act, at schools that read mail today."""
    plan: Plan = defaultdict(list)
    items = RunSheetItem.objects.due_within(DAYS_AHEAD).for_reminders()
    by_school: dict[School, list[RunSheetItem]] = defaultdict(list)
    for item in items:
        by_school[item.traject.school].append(item)
    for school, rows in by_school.items():
        if reads_mail(school, now):
            _assign(rows, plan)
    return plan


def reads_mail(school: School, now: datetime) -> bool:
    """On a school day, in mail hours: a letter made now can leave today."""
    today = timezone.localtime(now).date()
    if SchoolCalendar.of(school, today, today).is_free(today):
        return False
    return timezone.localtime(quiet_until(school, now)).date() == today


def _assign(items: Iterable[RunSheetItem], plan: Plan) -> None:
    """To the holder of the seat; else to who has the role; else to the project leader."""
    actors: dict[tuple[int, str], list[Recipient]] = {}
    for item in items:
        if recipient := _holder(item.responsible):
            plan[recipient].append(item)
            continue
        asked = (item.traject_id, item.responsible_role)
        if asked not in actors:
            actors[asked] = _with_role(item.traject, item.responsible_role)
        for recipient in actors[asked]:
            plan[recipient].append(item)


def _holder(seat: Seat | None) -> Recipient | None:
    """Whoever sits here now, if there is a mail address."""
    person = holder_of(seat) if seat else None
    return Recipient(person) if person and person.email else None


def _with_role(traject: Traject, role: str) -> list[Recipient]:
    if role == RoleKind.SCHOOL_LEADERSHIP:
        roles = Role.objects.active().filter(kind=role, school=traject.school)
        if found := roles.filter(user__is_active=True).select_related("user"):
            return [Recipient(each.user) for each in found]
    leader = (
        traject.seats.active()
        .filter(role=SeatRole.PROJECT_LEADER)
        .select_related("user", "staff_member__user")
        .first()
    )
    recipient = _holder(leader)
    return [recipient] if recipient else []


def remind(recipient: Recipient, items: list[RunSheetItem], *, now: datetime) -> None:
    """One letter a day and two mails a week: the rest waits for the next letter (XN3)."""
    today = timezone.localtime(now).date()
    key = f"reminder:run_sheet:{recipient.key}:{today}"
    if Message.objects.filter(key=key).exists() or not has_room_for_mail(recipient.email, today):
        return
    keys = {_key(item, recipient): item for item in items}
    said = RunSheetReminder.objects.filter(key__in=keys).values_list("key", flat=True)
    news = {key: item for key, item in keys.items() if key not in set(said)}
    if news:
        _say_once(recipient, news, key=key, now=now)


def _say_once(
    recipient: Recipient, news: dict[str, RunSheetItem], *, key: str, now: datetime
) -> None:
    """Two planners at once: the unique key lets one of them through."""
    try:
        with transaction.atomic():
            message = post_reminder(recipient, list(news.values()), key=key, now=now)
            RunSheetReminder.objects.bulk_create(
                RunSheetReminder(item=item, key=each, occasion=_occasion(item), message=message)
                for each, item in news.items()
            )
    except IntegrityError:
        return


def _occasion(item: RunSheetItem) -> Occasion:
    return Occasion.LATE if item.is_overdue else Occasion.DUE


def _key(item: RunSheetItem, recipient: Recipient) -> str:
    """Another last day is another reminder."""
    return f"reminder:run_sheet:{item.pk}:{recipient.key}:{item.ends_on}:{_occasion(item)}"


@shared_task(name="trajects.tasks.send_messages")
def send_messages() -> None:
    """Put messages that stand ready and whose day has come in the outbox; each of them once."""
    now = timezone.now()
    for item in CommunicationItem.objects.due_by_mail(timezone.localtime(now).date()):
        if reads_mail(item.traject.school, now) and not (item.is_stale or item.is_skipped):
            send_message(item, now=now)


def send_message(item: CommunicationItem, *, now: datetime) -> None:
    """Letters and status in one transaction; another sender may have been first."""
    dispatch = Dispatch(item, now=now)
    if not dispatch.readers.is_known:
        return
    try:
        with transaction.atomic():
            item.mark_sent()
            for moment, recipients in dispatch.by_moment.items():
                for recipient in recipients:
                    post_message(dispatch.wording, recipient, send_after=moment)
    except StepNotAllowed:
        return


@job("trajects.write_kickoff_letters", lease=120)
def write_kickoff_letters(
    *,
    progress: Callable[[int], None],
    kickoff: int,
    letter: str,
    number: int,
    people: list[int],
) -> None:
    """One letter to each of these colleagues with a mail address; a second run finds them."""
    meeting = KickoffMeeting.objects.for_page().get(pk=kickoff)
    if meeting.calendar_sequence != number:
        return
    plan = KickoffPlan(meeting)
    readers = list(meeting.invited.filter(pk__in=people).exclude(email=""))
    moment = quiet_until(meeting.traject.school, timezone.now())
    if meeting.told_from and moment >= meeting.told_from:
        moment = timezone.now()
    for written, person in enumerate(readers, start=1):
        post_kickoff_letter(plan, letter, person, send_after=moment)
        if written % 25 == 0:
            progress(100 * written // len(readers))


@shared_task(name="trajects.tasks.tidy_library")
def tidy_library() -> int:
    """Delete files of the library that no version knows; how many there were.

    A file is written before its row, so a process that is killed in between leaves one.
    """
    return forget_strays(LIBRARY, LibraryVersion.objects.stored_names())
