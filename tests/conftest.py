"""One cast of people for all tests.

Anna leads the project, Bas facilitates, Carla chairs the pmr, Dirk leads the school, Els
teaches, Farid administers, Gerda governs. Hugo leads a project at another school of
another board: the stranger. Root is the superuser, a stranger everywhere.
"""

import pytest

from people.models import Board, RoleKind, School, User
from tests.factories import (
    BoardFactory,
    RoleFactory,
    SchoolFactory,
    SeatFactory,
    StaffMemberFactory,
    TrajectFactory,
    UserFactory,
)
from trajects.models import Seat, SeatRole, Traject

PASSWORD = "vier vrolijke vossen"


def person(name: str, school: School, *kinds: str) -> User:
    given, family = name.split(" ", 1)
    user = UserFactory(name=name, email=f"{given.lower()}@{school.brin.lower()}.example")
    for kind in kinds:
        RoleFactory(user=user, school=school, kind=kind)
    StaffMemberFactory(
        school=school, user=user, given_name=given, family_name=family, email=user.email
    )
    return user


@pytest.fixture
def board(db) -> Board:
    return BoardFactory(name="Stichting Voorbeeld")


@pytest.fixture
def school(board) -> School:
    return SchoolFactory(board=board, name="Het Voorbeeld", brin="11AA")


@pytest.fixture
def traject(school) -> Traject:
    return TrajectFactory(school=school)


@pytest.fixture
def anna(school, traject) -> User:
    user = person("Anna de Wit", school, RoleKind.EMPLOYEE, RoleKind.PROJECT_LEADER)
    seat(traject, SeatRole.PROJECT_LEADER, user)
    return user


@pytest.fixture
def bas(school, traject) -> User:
    user = person("Bas Yilmaz", school, RoleKind.EMPLOYEE)
    seat(traject, SeatRole.FACILITATOR, user)
    return user


@pytest.fixture
def carla(school) -> User:
    user = person("Carla Jansen", school, RoleKind.EMPLOYEE, RoleKind.PMR_MEMBER)
    user.roles.filter(kind=RoleKind.PMR_MEMBER).update(title="voorzitter")
    return user


@pytest.fixture
def dirk(school) -> User:
    return person("Dirk Bakker", school, RoleKind.EMPLOYEE, RoleKind.SCHOOL_LEADERSHIP)


@pytest.fixture
def els(school) -> User:
    return person("Els van Dam", school, RoleKind.EMPLOYEE)


@pytest.fixture
def farid(school) -> User:
    return person("Farid Amrani", school, RoleKind.EMPLOYEE, RoleKind.SCHOOL_ADMIN)


@pytest.fixture
def gerda(board) -> User:
    user = UserFactory(name="Gerda Smit", email="gerda@bestuur.example")
    RoleFactory(user=user, school=None, board=board, kind=RoleKind.COMPETENT_AUTHORITY)
    return user


@pytest.fixture
def other_traject(db) -> Traject:
    school = SchoolFactory(name="De Andere", brin="22BB")
    return TrajectFactory(school=school, title="Traject van een ander")


@pytest.fixture
def hugo(other_traject) -> User:
    school = other_traject.school
    user = person("Hugo Vreemd", school, RoleKind.EMPLOYEE, RoleKind.PROJECT_LEADER)
    seat(other_traject, SeatRole.PROJECT_LEADER, user)
    return user


@pytest.fixture
def root(db) -> User:
    return User.objects.create_superuser("root@beheer.example", PASSWORD, name="Root")


def seat(traject: Traject, role: str, user: User) -> Seat:
    return SeatFactory(
        traject=traject,
        role=role,
        user=user,
        staff_member=user.staff_memberships.filter(school=traject.school).first(),
    )
