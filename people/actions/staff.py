"""Changes to one colleague on the staff list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from core.models import record
from core.verbs import Verb
from people.models import StaffMember, Team, User

if TYPE_CHECKING:
    from datetime import date


@transaction.atomic
def add_staff_member(member: StaffMember, *, by: User) -> None:
    member.save()
    record(Verb.STAFF_CHANGED, member, by=by, detail="toegevoegd")


@transaction.atomic
def change_staff_member(
    member: StaffMember, *, version: int, by: User, fields: dict[str, Any]
) -> None:
    """Save what the form holds; StaleVersion when a colleague saved in between."""
    member.save_if_unchanged(version=version, by=by, **fields)
    record(Verb.STAFF_CHANGED, member, by=by)


@transaction.atomic
def end_employment(member: StaffMember, *, version: int, on: date, by: User) -> None:
    """Somebody leaves: the row stays, with its last day."""
    member.save_if_unchanged(version=version, by=by, ends_on=on)
    record(Verb.STAFF_LEFT, member, by=by, detail=on.strftime("%d-%m-%Y"))


@transaction.atomic
def choose_leader(team: Team, leader: StaffMember | None, *, by: User) -> None:
    team.leader = leader
    team.save(update_fields=["leader"])
    record(Verb.STAFF_CHANGED, team.school, by=by, detail=f"teamleider van {team.name}")
