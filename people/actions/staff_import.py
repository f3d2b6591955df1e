"""Taking a staff list in, all of it or nothing, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import transaction

from core.spreadsheets.table import plain
from people.models import (
    School,
    StaffImport,
    StaffMember,
    SubjectDepartment,
    Team,
    User,
)
from people.models.staff import StaffMemberQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable

BATCH = 500
TEXTS = {"infix", "email", "job_title", "location"}
KEPT = (
    "given_name", "infix", "family_name", "email", "staff_category", "job_title",
    "working_time_factor", "team_id", "subject_department_id", "location", "starts_on",
    "ends_on", "user_id",
)  # fmt: skip
WRITTEN = [name.removesuffix("_id") for name in KEPT] + ["version"]

LIST_CHANGED = (
    "De personeelslijst is gewijzigd terwijl u keek. Er is niets ingelezen. "
    "Bekijk de nieuwe vergelijking en bevestig opnieuw."
)
CHANGED_SINCE = (
    "Terugdraaien kan niet meer: na het inlezen is er gewerkt met {}. "
    "Er is niets gewijzigd. Pas de gegevens zo nodig met de hand aan."
)


class ListChanged(Exception):
    """The list is no longer what the person saw in the preview."""


class UndoRefused(Exception):
    """Somebody built on what was imported; the message names who."""


@dataclass
class StaffChanges:
    """What an import does: values by field name, a team or sectie by its name."""

    new: list[dict[str, Any]]
    changed: list[tuple[StaffMember, dict[str, Any]]]
    left: list[StaffMember]
    left_on: date


@transaction.atomic
def confirm_staff_import(
    staff_import: StaffImport, changes: StaffChanges, *, by: User, result: dict[str, Any]
) -> None:
    """Take the list in. StepNotAllowed when somebody was first, ListChanged when it moved."""
    staff_import.confirm(by=by, before={}, result=result)
    groups = _Groups(staff_import.school)
    groups.create_missing(changes)
    touched = [member for member, _ in changes.changed] + changes.left
    _check_versions(touched)
    was = {member.pk: _values_of(member) for member in touched}
    for member, values in changes.changed:
        groups.fill(member, values)
    for member in changes.left:
        member.ends_on = max(filter(None, (member.starts_on, changes.left_on)))
    _write(touched)
    created = _create(staff_import.school, changes.new, groups)
    before = {
        "created": [member.pk for member in created],
        "changed": [[pk, values] for pk, values in was.items()],
        **groups.created,
    }
    StaffImport.objects.filter(pk=staff_import.pk).update(before=before)
    staff_import.before = before


def _check_versions(members: list[StaffMember]) -> None:
    versions = dict(
        StaffMember.objects.select_for_update()
        .filter(pk__in=[member.pk for member in members])
        .values_list("pk", "version")
    )
    if versions != {member.pk: member.version for member in members}:
        raise ListChanged(LIST_CHANGED)


def _values_of(member: StaffMember) -> dict[str, Any]:
    """What was there, and the version it will have after the import."""
    values = {name: getattr(member, name) for name in KEPT}
    plain_values = {
        name: str(value) if isinstance(value, (date, Decimal)) else value
        for name, value in values.items()
    }
    return {**plain_values, "version": member.version + 1}


def _write(members: list[StaffMember]) -> None:
    """Save many members in a few statements, each one version further."""
    for member in members:
        member.version += 1
    StaffMember.objects.bulk_create(
        members,
        batch_size=BATCH,
        update_conflicts=True,
        update_fields=WRITTEN,
        unique_fields=["id"],
    )


def _create(school: School, new: Iterable[dict[str, Any]], groups: _Groups) -> list[StaffMember]:
    accounts = _accounts_at(school)
    members = []
    for values in new:
        member = StaffMember(school=school, employee_number=values["employee_number"])
        groups.fill(member, values)
        member.user_id = accounts.get(member.email)
        members.append(member)
    return StaffMember.objects.bulk_create(members, batch_size=BATCH)


def _accounts_at(school: School) -> dict[str, int]:
    """Accounts with a role at the school, by mail address, that are not on the list yet."""
    taken = school.staff.filter(user__isnull=False).values("user")
    users = User.objects.filter(roles__school=school, roles__withdrawn_at__isnull=True)
    return dict(users.exclude(pk__in=taken).values_list("email", "pk"))


class _Groups:
    """The teams and secties of the school by name, made where a name is new."""

    FIELDS: ClassVar[dict[str, Any]] = {
        "team": Team,
        "subject_department": SubjectDepartment,
    }

    def __init__(self, school: School) -> None:
        self.school = school
        self.created: dict[str, list[int]] = {}
        self.known: dict[str, dict[str, int]] = {
            name: {plain(group.name): group.pk for group in model.objects.filter(school=school)}
            for name, model in self.FIELDS.items()
        }

    def create_missing(self, changes: StaffChanges) -> None:
        everything = [*changes.new, *(values for _, values in changes.changed)]
        for name, model in self.FIELDS.items():
            wanted = {plain(v[name]): v[name] for v in everything if v.get(name)}
            fresh = [
                model(school=self.school, name=text)
                for key, text in wanted.items()
                if key not in self.known[name]
            ]
            made = model.objects.bulk_create(fresh)
            self.known[name] |= {plain(group.name): group.pk for group in made}
            self.created[name] = [group.pk for group in made]

    def fill(self, member: StaffMember, values: dict[str, Any]) -> None:
        for name, value in values.items():
            if name in self.FIELDS:
                setattr(member, f"{name}_id", self.known[name].get(plain(value or "")))
            else:
                setattr(member, name, (value or "") if name in TEXTS else value)


@transaction.atomic
def undo_staff_import(staff_import: StaffImport, *, by: User) -> None:
    """Put the list back as it was; UndoRefused when somebody built on it since."""
    before = staff_import.before
    staff_import.mark_undone(by=by)
    created = StaffMember.objects.filter(pk__in=before["created"])
    changed = dict(before["changed"])
    members = list(StaffMember.objects.select_for_update().filter(pk__in=changed))
    _refuse_if_touched(created, before["created"], members, changed)
    for member in members:
        for name in KEPT:
            setattr(member, name, _field(name).to_python(changed[member.pk][name]))
    _write(members)
    created.delete()
    Team.objects.filter(pk__in=before["team"], members=None, leader=None).delete()
    SubjectDepartment.objects.filter(pk__in=before["subject_department"], members=None).delete()


def _field(name: str) -> Any:
    return StaffMember._meta.get_field(name)


def _refuse_if_touched(
    created: StaffMemberQuerySet,
    created_pks: list[int],
    members: list[StaffMember],
    changed: dict[int, dict[str, Any]],
) -> None:
    touched = [member for member in members if member.version != changed[member.pk]["version"]]
    touched += created.select_for_update().exclude(version=1)
    touched += _referred_to(created)
    if touched:
        raise UndoRefused(CHANGED_SINCE.format(_some_names(touched)))
    if len(members) < len(changed) or created.count() < len(created_pks):
        raise UndoRefused(CHANGED_SINCE.format("iemand die intussen is verwijderd"))


def _referred_to(created: StaffMemberQuerySet) -> list[StaffMember]:
    """New people who sit in a team, at a table or in a traject by now, wherever that is kept."""
    found: list[StaffMember] = []
    for relation in StaffMember._meta.related_objects:
        found += created.filter(**{f"{relation.name}__isnull": False}).distinct()[:5]
    return found


def _some_names(members: list[StaffMember]) -> str:
    names = list(dict.fromkeys(member.full_name for member in members))
    more = f" en {len(names) - 3} anderen" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
