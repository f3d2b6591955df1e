"""The very first school and its first account, on an empty database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from core.models import record
from core.verbs import Verb
from people.actions.calendar import copy_holidays
from people.actions.roles import grant
from people.models import Board, RoleKind, School, User, school_year_of

if TYPE_CHECKING:
    from collections.abc import Iterable


class AlreadySetUp(Exception):
    """There is an account by now; set-up is over."""


def is_set_up() -> bool:
    """Whether anybody has an account; the first one is made once."""
    return User.objects.exists()


@transaction.atomic
def set_up(
    *,
    board: str,
    school: School,
    name: str,
    email: str,
    password: str,
    kinds: Iterable[str] = (RoleKind.SCHOOL_ADMIN,),
) -> User:
    if is_set_up():
        raise AlreadySetUp
    school.board = Board.objects.create(name=board)
    school.save()
    user = User.objects.create_user(email, password, name=name)
    for kind in kinds:
        grant(user=user, school=school, kind=kind, by=user)
    this_year = school_year_of(timezone.localdate())
    copy_holidays(school, [this_year, this_year + 1], by=user)
    record(Verb.ACCOUNT_OPENED, school, by=user)
    return user
