"""Who may keep a school's staff list, calendar, accounts and settings."""

from typing import Any

import rules

from core import scopes
from people.models import RoleKind, School, User


def school_of(thing: Any) -> School:
    return thing if isinstance(thing, School) else thing.school


def holds(kind: str) -> Any:
    """A predicate: this person holds the role at the school of the object, now."""

    @rules.predicate(name=f"holds:{kind}")
    def predicate(user: User, thing: Any) -> bool:
        return user.has_role(kind, school_of(thing))

    return predicate


is_school_admin = holds(RoleKind.SCHOOL_ADMIN)
is_leadership_of_school = holds(RoleKind.SCHOOL_LEADERSHIP)
is_project_leader_at_school = holds(RoleKind.PROJECT_LEADER)
keeps_the_list = is_school_admin | is_leadership_of_school | is_project_leader_at_school

rules.add_perm("people.keep_staff", keeps_the_list)
rules.add_perm("people.keep_calendar", keeps_the_list)
rules.add_perm("people.keep_roles", is_school_admin | is_leadership_of_school)
rules.add_perm("people.change_settings", is_school_admin | is_leadership_of_school)

scopes.register(
    "school", School.objects.visible_to, see="people.keep_roles", manage="people.keep_roles"
)
