"""What awaits one person, by when, with one button each (H1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import FETCH_RAISE, Count, Q
from django.utils import timezone

from dialogues.models import DialogueSession, DialogueTable
from evaluations.models import PolicyProposal
from people.models import RoleKind, SchoolCalendar
from trajects.models import SeatRole
from trajects.models.planning import RunSheet
from trajects.models.seat import is_held_by, seats_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from people.models import User
    from trajects.models import Traject

HORIZON = timedelta(days=14)
Status = PolicyProposal.Status
AT_PMR = [Status.OFFERED, Status.UNDER_REVIEW, Status.TERM_PASSED]


@dataclass(frozen=True)
class Awaiting:
    """One thing to do: what, for which traject, by when, and where the button leads."""

    what: str
    where: str
    url: str
    button: str
    by: date | None = None
    has_little_time: bool = False

    @property
    def is_late(self) -> bool:
        return self.by is not None and self.by < timezone.localdate()


def awaiting(user: User, trajects: Iterable[Traject]) -> list[Awaiting]:
    """Everything that waits for this person, the most urgent first.

    Two queries for each traject in which somebody holds a seat, and at most three more.
    """
    roles = {seat for seats in seats_of(user).values() for seat in seats}
    kinds = {kind for kind, _, _ in user.held_roles}
    seated = [traject for traject in trajects if traject.pk in seats_of(user)]
    found = [thing for traject in seated for thing in _run_sheet(user, traject)]
    if SeatRole.FACILITATOR in roles:
        found += _tables(user)
    if SeatRole.PROJECT_LEADER in roles or kinds & {
        RoleKind.PMR_MEMBER,
        RoleKind.SCHOOL_LEADERSHIP,
        RoleKind.COMPETENT_AUTHORITY,
    }:
        found += _proposals(user, leads=SeatRole.PROJECT_LEADER in roles, kinds=kinds)
    return sorted(found, key=lambda thing: (thing.by is None, thing.by or date.max))


def _run_sheet(user: User, traject: Traject) -> Iterator[Awaiting]:
    """Own lines that end soon or are late, and those that have too little time left."""
    calendar = SchoolCalendar.of(traject.school, traject.starts_on, traject.target_on)
    sheet = RunSheet(traject, calendar)
    for line in sheet.items:
        if not line.is_open or line.account_id != user.pk:
            continue
        little = sheet.is_at_risk(line.key)
        if little or line.ends_on <= timezone.localdate() + HORIZON:
            url = line.get_absolute_url()
            yield Awaiting(line.title, traject.title, url, "Bekijken", line.ends_on, little)


def _tables(user: User) -> Iterator[Awaiting]:
    tables = (
        DialogueTable.objects.visible_to(user)
        .filter(
            is_held_by(user, "facilitator__"),
            status=DialogueTable.Status.OPEN,
            session__status__in=[DialogueSession.Status.PLANNED, DialogueSession.Status.OPEN],
        )
        .select_related("session__traject")
        .fetch_mode(FETCH_RAISE)
    )
    for table in tables:
        session = table.session
        is_open = session.status == DialogueSession.Status.OPEN
        yield Awaiting(
            f"{table} begeleiden",
            session.title,
            table.get_absolute_url(),
            "Tafel openen" if is_open else "Voorbereiden",
            timezone.localdate(session.starts_at),
        )


def _proposals(user: User, *, leads: bool, kinds: set[str]) -> Iterator[Awaiting]:
    open_questions = Count("questions", filter=Q(questions__answer=""))
    proposals: Iterable[Any] = (
        PolicyProposal.objects.visible_to(user)
        .filter(
            Q(status__in=[*AT_PMR, Status.INFO_REQUESTED, Status.WITHHELD])
            | Q(status__in=[Status.GRANTED, Status.RULED_FOR], decisions=None)
        )
        .select_related("traject")
        .fetch_mode(FETCH_RAISE)
        .annotate(open_questions=open_questions)
    )
    for proposal in proposals:
        where, url = proposal.traject.title, proposal.get_absolute_url()
        if RoleKind.PMR_MEMBER in kinds and proposal.status in AT_PMR:
            by = proposal.term_ends_on
            yield Awaiting(f"{proposal} beoordelen", where, url, "Voorstel lezen", by)
        if proposal.open_questions and (leads or RoleKind.SCHOOL_LEADERSHIP in kinds):
            yield Awaiting(f"Vraag van de pmr over {proposal}", where, url, "Vraag beantwoorden")
        if proposal.status in {Status.GRANTED, Status.RULED_FOR} and kinds & {
            RoleKind.SCHOOL_LEADERSHIP,
            RoleKind.COMPETENT_AUTHORITY,
        }:
            yield Awaiting(f"Besluit nemen over {proposal}", where, url, "Besluit vastleggen")
