"""Who is meant by each audience of the communication plan.

An app that knows a group which planning does not (who takes part in a session, who has not
answered) adds its own answer under `@answers(Audience.…)` in its models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from people.models import Role, RoleKind, StaffMember, User
from trajects.models.audience_kinds import Audience
from trajects.models.communication import CommunicationItem
from trajects.models.constituency import ConstituencyAddress
from trajects.models.seat import Seat, SeatRole
from trajects.models.support import Stakeholder

if TYPE_CHECKING:
    from trajects.models.traject import Traject

type Person = User | StaffMember | ConstituencyAddress
type Answer = Callable[[CommunicationItem], Iterable[Person] | None]

_answers: dict[str, list[Answer]] = {}


def answers(audience: Audience) -> Callable[[Answer], Answer]:
    """Register who this audience is; None when the message is not about this subject."""

    def register(answer: Answer) -> Answer:
        _answers.setdefault(audience, []).append(answer)
        return answer

    return register


@dataclass(frozen=True)
class Recipient:
    """Who gets a letter: an account, a colleague without one, or an address of others."""

    person: Person

    @property
    def key(self) -> str:
        return f"{self.person._meta.model_name}-{self.person.pk}"

    @property
    def email(self) -> str:
        return self.person.email

    @property
    def name(self) -> str:
        return str(self.person)

    @property
    def can_sign_in(self) -> bool:
        if isinstance(self.person, StaffMember):
            return self.person.user_id is not None
        return isinstance(self.person, User)


@dataclass(frozen=True)
class Readers:
    """Everybody in an audience once: those with a mail address, and those without.

    `is_known` is false when no part of the product can say who is meant.
    """

    with_mail: list[Recipient]
    without_mail: list[Recipient]
    is_known: bool = True

    @property
    def total(self) -> int:
        return len(self.with_mail) + len(self.without_mail)


def readers_of(item: CommunicationItem) -> Readers:
    """Whom this message is for, as things stand now."""
    people = _people(item)
    if people is None:
        return Readers([], [], is_known=False)
    mailed: dict[str, Recipient] = {}
    unmailed: dict[str, Recipient] = {}
    for person in people:
        recipient = Recipient(person)
        if recipient.email:
            mailed.setdefault(recipient.email.lower(), recipient)
        else:
            unmailed.setdefault(recipient.key, recipient)
    return Readers(list(mailed.values()), list(unmailed.values()))


def _people(item: CommunicationItem) -> Iterable[Person] | None:
    for answer in _answers.get(item.audience, []):
        if (people := answer(item)) is not None:
            return people
    return None


@answers(Audience.ALL_STAFF)
def all_staff(item: CommunicationItem) -> Iterable[Person]:
    return item.traject.school.staff.employed()


@answers(Audience.TEAM_LEADERS)
def team_leaders(item: CommunicationItem) -> Iterable[Person]:
    return item.traject.school.staff.employed().filter(led_teams__isnull=False).distinct()


@answers(Audience.PMR)
def pmr(item: CommunicationItem) -> Iterable[Person]:
    """The members; a seat of the pmr in the project team reads along."""
    members = list(in_role(item.traject, RoleKind.PMR_MEMBER))
    return [*members, *seated(item.traject, SeatRole.PMR_REPRESENTATIVE)]


@answers(Audience.LEADERSHIP)
def leadership(item: CommunicationItem) -> Iterable[Person]:
    return in_role(item.traject, RoleKind.SCHOOL_LEADERSHIP)


@answers(Audience.FACILITATORS)
def facilitators(item: CommunicationItem) -> Iterable[Person]:
    return seated(item.traject, SeatRole.FACILITATOR)


@answers(Audience.PROJECT_TEAM)
def project_team(item: CommunicationItem) -> Iterable[Person]:
    return seated(item.traject, SeatRole.PROJECT_LEADER, SeatRole.TEAM_MEMBER)


@answers(Audience.KEY_FIGURES)
def key_figures(item: CommunicationItem) -> Iterable[Person] | None:
    """Colleagues on the list of support; without any of them it goes by hand."""
    named = Stakeholder.objects.filter(traject=item.traject_id, staff_member__isnull=False)
    if not named.exists():
        return None
    return item.traject.school.staff.employed().filter(pk__in=named.values("staff_member"))


@answers(Audience.OTHER_CONSTITUENCIES)
def other_constituencies(item: CommunicationItem) -> Iterable[Person] | None:
    """The addresses the project leader keeps; without any of them it goes by hand."""
    return list(item.traject.constituencies.all()) or None


def in_role(traject: Traject, kind: str) -> list[User]:
    roles = Role.objects.active().filter(kind=kind, school=traject.school, user__is_active=True)
    return [role.user for role in roles.select_related("user")]


def seated(traject: Traject, *roles: str) -> list[Person]:
    seats = traject.seats.active().filter(role__in=roles).for_overview()
    return [person for seat in seats if (person := holder_of(seat))]


def holder_of(seat: Seat) -> Person | None:
    """The account that acts on the seat, or the colleague on the staff list; nobody who left."""
    if seat.released_at or seat.has_ended or seat.has_left_school:
        return None
    if seat.account and seat.account.is_active:
        return seat.account
    return seat.staff_member
