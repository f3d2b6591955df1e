"""The file beside the list as it is: who is new, changed, the same, or not in the file."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeGuard

from django.utils import timezone

from core.spreadsheets.table import plain
from core.words import wtf
from people.actions.staff_import import StaffChanges
from people.models import StaffCategory, StaffImport, StaffMember
from people.resources import cells
from people.resources.columns import check_numbers
from people.resources.people_in_list import LOST, NO_CATEGORY, NO_FACTOR, NO_MAIL, Person, Reader

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

COMPARED = (
    "email", "staff_category", "job_title", "working_time_factor", "team",
    "subject_department", "location", "starts_on", "ends_on",
)  # fmt: skip
NAME = ("given_name", "infix", "family_name")

BY_MAIL = (
    "Herkend aan het e-mailadres. In de lijst staat nummer {}, in het bestand {}. "
    "We houden het nummer uit de lijst."
)
BY_BARE_NUMBER = "Herkend als nummer {}: de nullen vooraan zijn onderweg weggevallen."
SAME_NAME = "In de lijst staat al {} met nummer {}. Is dat dezelfde persoon? Vink dat dan aan."
KEPT_NAME = "In de naam is een teken verloren gegaan. We houden de naam uit de lijst: {}."
COMES_BACK = "Stond als uit dienst in de lijst en komt terug."
HAS_LEFT = "Alle aanstellingen in het bestand zijn voorbij. We nemen de einddatum over."


@dataclass
class Difference:
    label: str
    old: str
    new: str


@dataclass
class Match:
    """A person of the file and the member of the list that it is."""

    person: Person
    member: StaffMember
    values: dict[str, Any]
    differences: list[Difference]


@dataclass
class Comparison:
    """What confirming would do; nothing has been changed yet."""

    new: list[Person] = field(default_factory=list)
    changed: list[Match] = field(default_factory=list)
    unchanged: list[Match] = field(default_factory=list)
    missing: list[StaffMember] = field(default_factory=list)
    wrong: list[Person] = field(default_factory=list)
    ended: list[Person] = field(default_factory=list)
    doubtful: list[tuple[Person, StaffMember]] = field(default_factory=list)

    @property
    def warned(self) -> list[Person]:
        people = [*self.new, *(match.person for match in (*self.changed, *self.unchanged))]
        return sorted((p for p in people if p.warnings), key=lambda person: person.line)

    @property
    def without_mail(self) -> int:
        return sum(not person.values.get("email") for person in self.new)

    @property
    def has_effect(self) -> bool:
        return bool(self.new or self.changed or self.missing)

    @property
    def fingerprint(self) -> str:
        """Changes when the file or the list does, so that people confirm what they saw."""
        seen = [
            [person.line for person in self.new],
            [[match.member.pk, match.member.version] for match in self.changed],
            [match.member.pk for match in self.unchanged],
            [member.pk for member in self.missing],
            [person.line for person in self.wrong],
        ]
        return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:32]

    def changes(self, left: set[int], left_on: date) -> StaffChanges:
        return StaffChanges(
            new=[person.values for person in self.new],
            changed=[(match.member, match.values) for match in self.changed],
            left=[member for member in self.missing if member.pk in left],
            left_on=left_on,
        )

    def result(self, left: set[int]) -> dict[str, Any]:
        """What the result page tells; names of rows that were skipped, so that none is lost."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "left": sum(member.pk in left for member in self.missing),
            "ended": len(self.ended),
            "skipped": [
                {"line": person.line, "name": person.name, "errors": person.errors}
                for person in self.wrong
            ],
        }


def compare(staff_import: StaffImport, same: Collection[int] = ()) -> Comparison:
    """Read the file by the chosen columns and lay it beside the staff list.

    `same`: line numbers of which a person said that the namesake in the list is meant.
    """
    mapping = staff_import.mapping
    today = timezone.localdate()
    columns = {name: int(at) for name, at in mapping["columns"].items()}
    at = columns["employee_number"]
    check_numbers(cells_of[at] for _, cells_of in staff_import.rows)
    reader = Reader(columns, mapping.get("default_category", ""), today)
    people = reader.people([(line, row) for line, row in staff_import.rows])
    members = staff_import.school.staff.select_related("team", "subject_department")
    return _Comparer(list(members), set(columns), today, set(same)).run(people)


@dataclass
class _Comparer:
    members: list[StaffMember]
    columns: set[str]
    today: date
    same: set[int]

    def __post_init__(self) -> None:
        self.result = Comparison()
        self.free = {member.pk: member for member in self.members}
        self.by_number = {member.employee_number.casefold(): member for member in self.members}
        self.by_bare = _only_once(self.members, lambda m: bare(m.employee_number))
        self.by_mail = _only_once(self.members, lambda m: m.email.casefold())
        self.by_name = _only_once(self.members, lambda m: plain(m.full_name))

    def run(self, people: list[Person]) -> Comparison:
        found = {person.line: self._by_number(person) for person in people}
        for person in people:
            self._place(person, found[person.line] or self._otherwise(person))
        still_here = [member for member in self.free.values() if member.is_employed]
        self.result.missing = sorted(still_here, key=lambda m: (m.family_name, m.given_name))
        return self.result

    def _by_number(self, person: Person) -> StaffMember | None:
        number = (person.values.get("employee_number") or "").casefold()
        member = self.by_number.get(number) or self.by_bare.get(bare(number) or " ")
        if not member or not self._take(member):
            return None
        if member.employee_number.casefold() != number:
            person.warnings.append(BY_BARE_NUMBER.format(member.employee_number))
        return member

    def _otherwise(self, person: Person) -> StaffMember | None:
        """By mail address, or by name when somebody said that it is the same person."""
        number = person.values.get("employee_number") or "onbekend"
        member = self.by_mail.get((person.values.get("email") or " ").casefold())
        if member and self._take(member):
            person.warnings.append(BY_MAIL.format(member.employee_number, number))
            return member
        namesake = self.by_name.get(plain(person.name))
        if not namesake or namesake.pk not in self.free or person.errors:
            return None
        if person.line in self.same and self._take(namesake):
            return namesake
        self.result.doubtful.append((person, namesake))
        person.warnings.append(SAME_NAME.format(namesake.full_name, namesake.employee_number))
        return None

    def _take(self, member: StaffMember | None) -> TypeGuard[StaffMember]:
        return member is not None and self.free.pop(member.pk, None) is not None

    def _place(self, person: Person, member: StaffMember | None) -> None:
        if person.errors:
            self.result.wrong.append(person)
        elif member:
            self._compared(person, member)
        elif person.has_left:
            self.result.ended.append(person)
        else:
            self._new(person)

    def _new(self, person: Person) -> None:
        needed = (("staff_category", NO_CATEGORY), ("working_time_factor", NO_FACTOR))
        person.errors += [message for name, message in needed if not person.values.get(name)]
        if person.errors:
            self.result.wrong.append(person)
            return
        if not person.values.get("email") and "email" in self.columns:
            person.warnings.append(NO_MAIL)
        self.result.new.append(person)

    def _compared(self, person: Person, member: StaffMember) -> None:
        values = self._changes(person, member)
        differences = [
            Difference(_label(name), _shown(_current(member, name)), _shown(value))
            for name, value in values.items()
        ]
        match = Match(person, member, values, differences)
        (self.result.changed if values else self.result.unchanged).append(match)

    def _changes(self, person: Person, member: StaffMember) -> dict[str, Any]:
        values = self._name_changes(person, member)
        for name in COMPARED:
            value = person.values.get(name)
            if name in self.columns and value is not None and value != _current(member, name):
                values[name] = value
        if "ends_on" in self.columns and person.values.get("ends_on") is None and member.ends_on:
            values["ends_on"] = None
        self._comes_or_goes(person, member, values)
        return values

    def _comes_or_goes(self, person: Person, member: StaffMember, values: dict[str, Any]) -> None:
        ended = member.ends_on is not None and member.ends_on < self.today
        if ended and not person.has_left:
            values["ends_on"] = person.values.get("ends_on")
            person.warnings.append(COMES_BACK)
        elif person.has_left and not ended:
            person.warnings.append(HAS_LEFT)

    def _name_changes(self, person: Person, member: StaffMember) -> dict[str, Any]:
        if plain(person.name) == plain(member.full_name) and "?" not in person.name:
            exact = [person.values[part] or "" for part in NAME]
            is_other = person.name.casefold() != member.full_name.casefold()
            return dict(zip(NAME, exact, strict=True)) if is_other else {}
        if cells.lost_letters(person.name) and _fits(person.name, member.full_name):
            person.warnings = [note for note in person.warnings if note != LOST]
            person.warnings.append(KEPT_NAME.format(member.full_name))
            return {}
        names = {part: person.values.get(part) or "" for part in NAME}
        return {part: text for part, text in names.items() if text != getattr(member, part)}


def bare(number: str) -> str:
    return number.casefold().lstrip("0")


def _only_once(members: list[StaffMember], key: Any) -> dict[str, StaffMember]:
    """Members by a key that is theirs alone; what two share tells nothing."""
    found: dict[str, StaffMember] = {}
    twice: set[str] = set()
    for member in members:
        value = key(member)
        if value in found:
            twice.add(value)
        found[value] = member
    return {value: member for value, member in found.items() if value and value not in twice}


def _fits(damaged: str, whole: str) -> bool:
    """Whether a name with question marks can be this name."""
    pattern = ".".join(re.escape(part) for part in damaged.casefold().split("?"))
    return bool(re.fullmatch(pattern, whole.casefold()))


def _current(member: StaffMember, name: str) -> Any:
    value = getattr(member, name)
    return value.name if name in {"team", "subject_department"} and value else value


def _label(name: str) -> str:
    field: Any = StaffMember._meta.get_field(name)
    return str(field.verbose_name)


def _shown(value: Any) -> str:
    if value in (None, ""):
        return "leeg"
    if hasattr(value, "strftime"):
        return str(value.strftime("%d-%m-%Y"))
    if hasattr(value, "quantize"):
        return wtf(value)
    return value.upper() if value in StaffCategory.values else str(value)
