"""Handing over a seat with everything that hangs on it, and letting somebody from outside in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from core.models import Document, Message, record
from core.verbs import Verb
from people.models import User
from people.models.account import normalised_address
from trajects.emails import REMINDERS, post_coach_welcome, post_handed_over
from trajects.models import CommunicationItem, RunSheetReminder, Seat, SeatRole, belongings_of
from trajects.models.audience import Recipient

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from people.models import StaffMember


NAMED = 5


@dataclass(frozen=True)
class Holder:
    """Who comes to a seat: a colleague, an account, or both; with a last day or none."""

    user: User | None = None
    staff_member: StaffMember | None = None
    ends_on: date | None = None

    @property
    def account(self) -> User | None:
        return self.user or (self.staff_member.user if self.staff_member else None)

    @property
    def person(self) -> User | StaffMember | None:
        return self.account or self.staff_member

    def sits_on(self, seat: Seat) -> bool:
        """Whether this is the person who sits there now."""
        same_account = self.account is not None and self.account.pk == seat.account_id
        same_staff = self.staff_member and self.staff_member.pk == seat.staff_member_id
        return bool(same_account or same_staff)


@dataclass(frozen=True)
class Moving:
    """One kind of thing that goes along: how many, and the first few by name."""

    label: str
    count: int
    names: list[str]


def what_moves(seat: Seat) -> list[Moving]:
    """Everything that hangs on this seat and goes to its next holder."""
    moving = []
    for each in belongings_of(seat):
        rows = each.rows(seat)
        moving.append(Moving(each.label, rows.count(), [str(row) for row in rows[:NAMED]]))
    if seat.role == SeatRole.PROJECT_LEADER:
        letters = "brieven die nog weg moeten, met antwoord aan de projectleider"
        moving.append(Moving(letters, _letters(seat).count(), []))
        moving.append(Moving("documenten die nog worden gemaakt", _papers(seat).count(), []))
    return [each for each in moving if each.count]


@transaction.atomic
def hand_over(seat: Seat, holder: Holder, *, by: User, version: int) -> Seat:
    """The old holder leaves, the new one sits down, and all of it moves along at once.

    Of two people who hand over the same seat one succeeds; StepNotAllowed for the other.
    """
    successor = seat.release(by=by, version=version)
    successor.fill(
        by=by,
        version=successor.version,
        user=holder.user,
        staff_member=holder.staff_member,
        ends_on=holder.ends_on,
    )
    record(Verb.SEAT_HANDED_OVER, successor, by=by, detail=seat.get_role_display())
    _forget_reminders(seat)
    if seat.role == SeatRole.PROJECT_LEADER:
        _move_post(seat, successor)
    for to, person in (("old", seat.account or seat.staff_member), ("new", holder.person)):
        if person and person.email:
            post_handed_over(Recipient(person), seat, successor, to=to)
    return successor


def _letters(seat: Seat) -> QuerySet[Message]:
    """Letters of this traject that still wait, with answers to whoever sits here."""
    person = seat.account or seat.staff_member
    waiting = Message.objects.within(seat.scope).filter(status=Message.Status.WAITING)
    return waiting.filter(reply_to__iexact=person.email) if person else waiting.none()


def _papers(seat: Seat) -> QuerySet[Document]:
    """Papers of this traject that the holder asked for and that are not made yet."""
    asked = Document.objects.filter(scope=seat.scope, made_at=None)
    return asked.filter(requested_by=seat.account) if seat.account else asked.none()


def _move_post(seat: Seat, successor: Seat) -> None:
    """Planned letters go out in the name of the new leader, and papers reach that account."""
    person = successor.account or successor.staff_member
    address = person.email if person else ""
    old, new = seat.holder_name, successor.holder_name
    for letter in _letters(seat):
        letter.sender = letter.sender.replace(old, new)
        letter.reply_to = address
        letter.save(update_fields=["sender", "reply_to"])
    if successor.account:
        _papers(seat).update(requested_by=successor.account)
    for item in CommunicationItem.objects.filter(traject=seat.traject_id, sender__contains=old):
        if item.is_open:
            sender = item.sender.replace(old, new)[:80]
            item.save_if_unchanged(version=item.version, sender=sender)


def _forget_reminders(seat: Seat) -> None:
    """Reminders that did not leave yet are for the next holder: the planner makes them anew."""
    person = seat.account or seat.staff_member
    if person is None:
        return
    waiting = Message.objects.within(seat.scope).filter(
        category=REMINDERS,
        status=Message.Status.WAITING,
        person_type=person._meta.label_lower,
        person_id=str(person.pk),
    )
    RunSheetReminder.objects.filter(message__in=waiting).delete()
    waiting.update(
        status=Message.Status.CANCELLED,
        reason="De plaats is overgedragen.",
        finished_at=timezone.now(),
    )


@transaction.atomic
def let_in(seat: Seat, *, email: str, name: str, ends_on: date, by: User, version: int) -> None:
    """Give the seat of process coach to somebody from outside, until a last day.

    Without an account one is opened: it has no role at the school and no password, so that
    only who reads this mailbox gets in, with a code, and only as long as the seat lasts.
    """
    address = normalised_address(email)
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User.objects.create_user(address, name=name)
        record(Verb.ACCOUNT_OPENED, user, by=by)
    seat.fill(by=by, version=version, user=user, ends_on=ends_on)
    post_coach_welcome(user, seat)
