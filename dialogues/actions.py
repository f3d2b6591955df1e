"""What touches a session and others at once, or tells people about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from core.jobs import enqueue
from core.models import record
from core.steps import StepNotAllowed
from core.verbs import Verb
from dialogues.models import DialogueSession, DialogueTable, Outcome, SessionInvitation
from dialogues.models.seating import Guest, Place, seat
from trajects.models import DialogueSetup, Seat, SeatRole

if TYPE_CHECKING:
    from people.models import StaffMember, User
    from trajects.models import Theme, Traject

TOLD = ("title", "starts_at", "ends_at", "place", "input_status")


class TableFull(ValueError):
    """Every chair at this table is taken."""


@transaction.atomic
def plan_session(
    *, traject: Traject, by: User, themes: Iterable[Theme], **fields: Any
) -> DialogueSession:
    session = DialogueSession.objects.create(traject=traject, **fields)
    session.themes.set(themes)
    record(Verb.SESSION_PLANNED, session, by=by)
    return session


@transaction.atomic
def change_session(
    session: DialogueSession, *, version: int, by: User, themes: Iterable[Theme], **fields: Any
) -> None:
    """Save; who was invited hears of another date, time, place or title."""
    is_told = session.invited_at is not None and _differs(session, fields)
    sequence = session.calendar_sequence + is_told
    session.save_if_unchanged(version=version, by=by, calendar_sequence=sequence, **fields)
    session.themes.set(themes)
    record(Verb.SESSION_CHANGED, session, by=by)
    if is_told:
        _write_letters(session, "changed", number=sequence)


def _differs(session: DialogueSession, fields: dict[str, Any]) -> bool:
    before = DialogueSession.objects.get(pk=session.pk)
    return any(getattr(before, name) != fields[name] for name in TOLD if name in fields)


@transaction.atomic
def cancel_session(session: DialogueSession, *, by: User, reason: str) -> None:
    session.cancel(by=by, reason=reason)
    if session.invited_at is not None:
        _write_letters(session, "cancelled", number=session.calendar_sequence)


@transaction.atomic
def invite(session: DialogueSession, *, staff: Iterable[StaffMember], by: User) -> int:
    """Invite who was not invited yet; says how many. The letters are written after it."""
    known = set(session.invitations.values_list("staff_member", flat=True))
    fresh = [
        SessionInvitation.for_colleague(session, person)
        for person in staff
        if person.pk not in known
    ]
    if not fresh:
        return 0
    SessionInvitation.objects.bulk_create(fresh, ignore_conflicts=True)
    DialogueSession.objects.filter(pk=session.pk, invited_at=None).update(
        invited_at=timezone.now()
    )
    last = session.invitations.order_by("-pk").values_list("pk", flat=True)[0]
    record(Verb.SESSION_INVITED, session, by=by, detail=f"{len(fresh)} collega's")
    _write_letters(session, "invitation", number=last)
    return len(fresh)


def _write_letters(session: DialogueSession, letter: str, *, number: int) -> None:
    enqueue(
        "dialogues.write_letters",
        key=f"session_letters:{session.pk}:{letter}:{number}",
        arguments={"session": session.pk, "letter": letter},
    )


@transaction.atomic
def compose_tables(session: DialogueSession, *, number: int, by: User) -> None:
    """Seat everybody who is expected at `number` tables; who was placed by hand stays."""
    tables = _tables(session, number)
    guests = list(
        session.invitations.participants().select_related(
            "staff_member__team", "staff_member__subject_department"
        )
    )
    chosen = seat(_loose(guests), _places(session, tables, guests))
    for invitation in guests:
        if invitation.pk in chosen:
            invitation.table_id = chosen[invitation.pk]
    SessionInvitation.objects.bulk_update(guests, ["table"])
    session.invitations.exclude(pk__in=[one.pk for one in guests]).update(
        table=None, is_placed_by_hand=False
    )
    record(Verb.TABLES_COMPOSED, session, by=by, detail=f"{number} tafels")


def _tables(session: DialogueSession, number: int) -> list[DialogueTable]:
    """Exactly so many tables, each with a facilitator as far as there are any."""
    surplus = session.tables.filter(number__gt=number)
    session.invitations.filter(table__in=surplus).update(table=None, is_placed_by_hand=False)
    surplus.filter(outcomes=None, status=DialogueTable.Status.OPEN).delete()
    known = set(session.tables.values_list("number", flat=True))
    missing = [n for n in range(1, number + 1) if n not in known]
    DialogueTable.objects.bulk_create(DialogueTable(session=session, number=n) for n in missing)
    tables = list(session.tables.select_related("facilitator").order_by("number"))
    _seat_facilitators(session, tables)
    _give_themes(session, tables)
    return tables


def _give_themes(session: DialogueSession, tables: list[DialogueTable]) -> None:
    """A theme per table in turn, when that is how the school set up the dialogue."""
    setup = DialogueSetup.objects.of(session.traject)
    themes = list(session.themes.all())
    if setup is None or not setup.has_theme_per_table or len(themes) < 2:
        return
    without = [table for table in tables if table.theme_id is None]
    given = Counter(table.theme_id for table in tables if table.theme_id)
    for table in without:
        table.theme = min(themes, key=lambda theme: given[theme.pk])
        given[table.theme.pk] += 1
    DialogueTable.objects.bulk_update(without, ["theme"])


def _seat_facilitators(session: DialogueSession, tables: list[DialogueTable]) -> None:
    """Free facilitators, in the order in which they were named, to tables without one."""
    taken = {table.facilitator_id for table in tables}
    seats = Seat.objects.filled().filter(traject=session.traject_id, role=SeatRole.FACILITATOR)
    free = [seat for seat in seats.order_by("pk") if seat.pk not in taken]
    empty = [table for table in tables if table.facilitator_id is None]
    for table, facilitator in zip(empty, free, strict=False):
        table.facilitator = facilitator
    DialogueTable.objects.bulk_update(empty, ["facilitator"])


def _places(
    session: DialogueSession, tables: list[DialogueTable], guests: list[SessionInvitation]
) -> list[Place]:
    return [
        Place(
            key=table.pk,
            capacity=session.seats_per_table,
            facilitator=table.facilitator.staff_member_id if table.facilitator else None,
            fixed=[_guest(one) for one in guests if _is_fixed(one) and one.table_id == table.pk],
        )
        for table in tables
    ]


def _loose(guests: list[SessionInvitation]) -> list[Guest]:
    return [_guest(one) for one in guests if not _is_fixed(one)]


def _is_fixed(invitation: SessionInvitation) -> bool:
    return invitation.is_placed_by_hand and invitation.table_id is not None


def _guest(invitation: SessionInvitation) -> Guest:
    person = invitation.staff_member
    groups = (
        str(person.subject_department_id or ""),
        person.staff_category,
        str(person.team_id or ""),
    )
    avoids = person.team.leader_id if person.team else None
    return Guest(key=invitation.pk, groups=groups, avoids=avoids)


@transaction.atomic
def move(invitation: SessionInvitation, *, table: DialogueTable, by: User) -> None:
    """By hand to another table, where the next composition leaves this person alone."""
    session = DialogueSession.objects.select_for_update().get(pk=invitation.session_id)
    taken = session.invitations.filter(table=table).exclude(pk=invitation.pk).count()
    if taken >= session.seats_per_table:
        raise TableFull
    invitation.table = table
    invitation.is_placed_by_hand = True
    invitation.save(update_fields=["table", "is_placed_by_hand"])
    record(Verb.TABLE_CHANGED, table, by=by)


@transaction.atomic
def close_session(session: DialogueSession, *, by: User, reason: str = "") -> None:
    """Close the tables that are still open, with the reason, and freeze everything."""
    tables = list(session.tables.select_for_update().order_by("pk"))
    still_open = [table for table in tables if table.status == DialogueTable.Status.OPEN]
    if still_open and not reason:
        raise StepNotAllowed(session, DialogueSession.Status.CLOSED)
    for table in still_open:
        table.close(by=by, reason=reason)
    counts = [table.present_count for table in tables if table.present_count is not None]
    session.close(by=by, present=sum(counts) if counts else None)


@transaction.atomic
def close_table(table: DialogueTable, *, by: User) -> None:
    """A table closes when nothing that was begun is left unfinished."""
    table.require_open()
    if Outcome.objects.unfinished().filter(table=table).exists():
        raise StepNotAllowed(table, DialogueTable.Status.CLOSED)
    table.close(by=by)


@transaction.atomic
def outcome_for(table: DialogueTable, item: Any) -> Outcome:
    """The row of this table and this item, made at the first word that is saved."""
    table.require_open()
    outcome, _ = Outcome.objects.get_or_create(table=table, policy_item=item)
    outcome.table = table
    return outcome
