"""The example school: board, school, staff, accounts and calendar."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, overload

from django.contrib.auth.hashers import make_password

from people.models import (
    Board,
    CalendarDay,
    Role,
    RoleKind,
    School,
    SchoolCalendar,
    StaffMember,
    SubjectDepartment,
    Team,
    User,
)
from people.models.account import normalised_address

PASSWORD = "voorbeeld in de aula"  # noqa: S105 - of an invented school, on a demo only
YEAR = timedelta(days=365)


@dataclass
class Cast:
    """Who is who in the story: accounts and staff by the key the story uses."""

    school: School
    calendar: SchoolCalendar
    today: date
    staff: dict[str, StaffMember] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    @overload
    def day(self, offset: int) -> date: ...

    @overload
    def day(self, offset: None) -> None: ...

    def day(self, offset: int | None) -> date | None:
        """A day of the story: so many days from today, moved to the next school day."""
        if offset is None:
            return None
        return self.calendar.next_school_day(self.today + timedelta(days=offset))


def make_school(story: dict[str, Any], today: date) -> Cast:
    """Board, school, staff, accounts, roles and the school's own days."""
    board, _ = Board.objects.get_or_create(name=story["board"]["name"])
    school = School.objects.create(board=board, **_school_fields(story["school"]))
    _own_days(school, story["own_days"], today)
    calendar = SchoolCalendar.of(school, today - YEAR, today + 2 * YEAR)
    cast = Cast(school, calendar, today)
    for row in story["staff"]:
        cast.staff[row["key"]] = _staff_member(school, row)
    _accounts(cast, story)
    return cast


def _school_fields(row: dict[str, Any]) -> dict[str, Any]:
    names = ["name", "brin", "region", "consent_body", "term_length", "term_unit", "term_source"]
    return {name: row[name] for name in names}


def _own_days(school: School, rows: list[dict[str, Any]], today: date) -> None:
    calendar = SchoolCalendar.of(school, today - YEAR, today + YEAR)
    for row in rows:
        first = calendar.next_school_day(today + timedelta(days=row["day"]))
        first -= timedelta(days=first.weekday() if row["days"] > 1 else 0)
        last = first + timedelta(days=row["days"] - 1)
        CalendarDay.objects.create(
            school=school, title=row["title"], kind=row["kind"], first_on=first, last_on=last
        )


def _staff_member(school: School, row: dict[str, Any]) -> StaffMember:
    team, department = row["team"], row["subject_department"]
    return StaffMember.objects.create(
        school=school,
        employee_number=str(row["employee_number"]),
        given_name=row["given_name"],
        infix=row["infix"],
        family_name=row["family_name"],
        email=row["email"],
        staff_category=row["staff_category"],
        job_title=row["job_title"],
        working_time_factor=Decimal(row["working_time_factor"]),
        location=row["location"],
        team=Team.objects.get_or_create(school=school, name=team)[0] if team else None,
        subject_department=SubjectDepartment.objects.get_or_create(school=school, name=department)[
            0
        ]
        if department
        else None,
    )


def _accounts(cast: Cast, story: dict[str, Any]) -> None:
    """Everybody with a role or a seat can sign in; the others are on the list only."""
    outside = {row["key"]: row for row in story["outside"]}
    wanted = [row["person"] for row in [*story["roles"], *story["seats"], *story["accounts"]]]
    for key in dict.fromkeys(filter(None, wanted)):
        cast.users[key] = _account(cast, key, outside.get(key))
    starts_on = cast.today - YEAR
    for row in story["roles"]:
        _role(cast, row["person"], row["kind"], starts_on, row.get("note", ""))
    _role(cast, story["accounts"][0]["person"], RoleKind.PROJECT_LEADER, starts_on)


def _account(cast: Cast, key: str, outside: dict[str, Any] | None) -> User:
    member = cast.staff.get(key)
    if member:
        user = _user(member.email, member.full_name)
        member.user = user
        member.save(update_fields=["user"])
        Role.objects.get_or_create(
            user=user,
            school=cast.school,
            kind=RoleKind.EMPLOYEE,
            defaults={"starts_on": cast.today - YEAR},
        )
        return user
    if outside is None:
        raise KeyError(key)
    name = f"{outside['given_name']} {outside['family_name']}"
    return _user(outside["email"], name)


def _user(email: str, name: str) -> User:
    return User.objects.create(
        email=normalised_address(email), name=name, password=_encoded_password()
    )


@functools.cache
def _encoded_password() -> str:
    """One for everybody, told on the first page: working it out once is enough."""
    return make_password(PASSWORD)


def _role(cast: Cast, key: str, kind: str, starts_on: date, title: str = "") -> None:
    is_board = kind == RoleKind.COMPETENT_AUTHORITY
    Role.objects.get_or_create(
        user=cast.users[key],
        school=None if is_board else cast.school,
        board=cast.school.board if is_board else None,
        kind=kind,
        defaults={"starts_on": starts_on, "title": title},
    )
