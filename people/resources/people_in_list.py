"""From rows to people: contracts of one person together, what is wrong named per row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.spreadsheets.table import plain
from core.words import wtf
from people.models import StaffMember
from people.resources import cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date


def _longest(name: str) -> int:
    return int(StaffMember._meta.get_field(name).max_length)  # type: ignore[union-attr, arg-type]


MOST: dict[str, int] = {
    name: _longest(name)
    for name in ("employee_number", "given_name", "infix", "family_name", "job_title", "location")
}
MOST_NAME = 80
TOGETHER = ("job_title", "staff_category", "team", "subject_department", "location")
LARGEST_TOTAL = Decimal(2)

NO_NUMBER = "Het personeelsnummer ontbreekt. Vul het in, dan herkennen we deze collega later."
NO_GIVEN_NAME = "De roepnaam ontbreekt. Vul hem in."
NO_FAMILY_NAME = "De achternaam ontbreekt. Vul hem in."
NO_CATEGORY = "De functiecategorie ontbreekt. Vul OP, OOP of DIR in."
NO_FACTOR = "De werktijdfactor ontbreekt. Schrijf bijvoorbeeld 0,8."
NO_MAIL = "Er is geen e-mailadres. Uitnodigen per mail kan dan niet; een brief wel."
LOST = "In de naam staat een vraagteken: dit teken is onderweg verloren gegaan. Verbeter de naam."
ENDS_BEFORE = "De einddatum ligt vóór de begindatum. Verbeter een van de twee."
TWICE = "Deze rij staat {} keer in het bestand, precies gelijk. We tellen haar één keer."
SUMMED = "{} aanstellingen samen: werktijdfactor {}."
ABOVE_ONE = "Samen is de werktijdfactor {}: meer dan een volledige baan. Klopt dat?"
TOO_MUCH = "De aanstellingen zijn samen {}: dat kan niet. Staat er een rij te veel?"
SHARED_MAIL = "Dit e-mailadres staat ook bij rij {}. We nemen deze collega over zonder adres."
OTHER_NAME = "Bij dit personeelsnummer staan twee namen: {} en {}. Verbeter het nummer."


@dataclass
class Person:
    """One colleague as the file has it; values are None where the file says nothing."""

    lines: list[int]
    values: dict[str, Any]
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    has_left: bool = False
    shown_name: str = ""

    @property
    def name(self) -> str:
        parts = (self.values.get(part) for part in ("given_name", "infix", "family_name"))
        return " ".join(part for part in parts if part) or self.shown_name or "zonder naam"

    @property
    def line(self) -> int:
        return self.lines[0]


@dataclass(frozen=True)
class Reader:
    """Reads rows of cells by the columns that the user chose."""

    mapping: dict[str, int]
    default_category: str
    today: date

    def people(self, rows: Iterable[tuple[int, list[str]]]) -> list[Person]:
        groups: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
        for line, row in rows:
            groups[self._key(line, row)].append((line, row))
        people = [self._together(group) for group in groups.values()]
        _share_no_address(people)
        return people

    def _raw(self, row: list[str], name: str) -> str:
        at = self.mapping.get(name)
        return row[at] if at is not None and at < len(row) else ""

    def _key(self, line: int, row: list[str]) -> str:
        """Rows with one number belong to one person; a row without number stands alone."""
        number = cells.clean(self._raw(row, "employee_number")).casefold()
        return number.lstrip("0") or f"rij {line}"

    def _together(self, group: list[tuple[int, list[str]]]) -> Person:
        read: dict[tuple[str, ...], Person] = {}
        doubled: dict[int, int] = {}
        for line, row in group:
            same = read.get(tuple(self._used(row)))
            if same:
                doubled[same.line] = doubled.get(same.line, 1) + 1
                same.lines.append(line)
            else:
                read[tuple(self._used(row))] = self._person(line, row)
        person = _sum_up(list(read.values()), self.today)
        person.warnings = [TWICE.format(times) for times in doubled.values()] + person.warnings
        return person

    def _used(self, row: list[str]) -> list[str]:
        return [self._raw(row, name) for name in self.mapping]

    def _person(self, line: int, row: list[str]) -> Person:
        person = Person(lines=[line], values={})
        for name, read in READERS.items():
            if name in self.mapping:
                self._take(person, name, read, self._raw(row, name))
        self._names(person, row)
        if not person.values.get("staff_category"):
            person.values["staff_category"] = self.default_category or None
        _check(person)
        return person

    def _take(self, person: Person, name: str, read: Callable[[str], Any], raw: str) -> None:
        try:
            person.values[name] = read(raw) or None
        except cells.CellRefused as refusal:
            person.values[name] = None
            person.errors.append(str(refusal))

    def _names(self, person: Person, row: list[str]) -> None:
        """A name in one column is split; small words leave the family name."""
        person.shown_name = cells.clean(" ".join(self._raw(row, name) for name in NAMES))[:80]
        try:
            given, infix, family = self._split(row)
        except cells.CellRefused as refusal:
            person.errors.append(str(refusal))
            return
        person.values |= {"given_name": given, "infix": infix, "family_name": family}
        for name, message in (("given_name", NO_GIVEN_NAME), ("family_name", NO_FAMILY_NAME)):
            if not person.values[name]:
                person.errors.append(message)

    def _split(self, row: list[str]) -> tuple[str, str, str]:
        raw = {name: self._raw(row, name) for name in NAMES}
        if "full_name" in self.mapping:
            return cells.split_name(cells.text(raw["full_name"], 2 * MOST_NAME))
        family = cells.text(raw["family_name"], MOST["family_name"])
        infix = cells.text(raw["infix"], MOST["infix"])
        if not infix:
            infix, family = cells.split_family(family)
        return cells.text(raw["given_name"], MOST["given_name"]), infix, family


NAMES = ("full_name", "given_name", "infix", "family_name")
READERS: dict[str, Callable[[str], Any]] = {
    "employee_number": lambda raw: cells.text(raw, MOST["employee_number"]),
    "email": cells.mail,
    "staff_category": cells.category,
    "job_title": lambda raw: cells.text(raw, MOST["job_title"]),
    "working_time_factor": cells.factor,
    "team": lambda raw: cells.text(raw, MOST_NAME),
    "subject_department": lambda raw: cells.text(raw, MOST_NAME),
    "location": lambda raw: cells.text(raw, MOST["location"]),
    "starts_on": cells.day,
    "ends_on": cells.day,
}


def _check(person: Person) -> None:
    values = person.values
    if not values.get("employee_number"):
        person.errors.append(NO_NUMBER)
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        person.errors.append(ENDS_BEFORE)
    if cells.lost_letters(person.name):
        person.warnings.append(LOST)


def _sum_up(contracts: list[Person], today: date) -> Person:
    """One person of several contracts: those that ended are left out, the rest is added."""
    current = _current(contracts, today)
    main = max(current, key=lambda person: person.values.get("working_time_factor") or 0)
    whole = Person(
        lines=sorted(line for person in contracts for line in person.lines),
        values=dict(main.values),
        errors=list(dict.fromkeys(error for person in contracts for error in person.errors)),
        warnings=list(dict.fromkeys(note for person in contracts for note in person.warnings)),
        has_left=current == contracts and all(_ended(person, today) for person in contracts),
        shown_name=main.shown_name,
    )
    if len(contracts) > 1:
        _combine(whole, current, contracts)
    return whole


def _current(contracts: list[Person], today: date) -> list[Person]:
    """Contracts of today; if none, those to come; if none, all that ended."""
    not_ended = [person for person in contracts if not _ended(person, today)]
    begun = [
        person
        for person in not_ended
        if not person.values.get("starts_on") or person.values["starts_on"] <= today
    ]
    return begun or not_ended or contracts


def _ended(person: Person, today: date) -> bool:
    ends_on = person.values.get("ends_on")
    return ends_on is not None and ends_on < today


def _combine(whole: Person, current: list[Person], contracts: list[Person]) -> None:
    values = whole.values
    _same_name(whole, contracts)
    for name in (*TOGETHER, "email"):
        if name in values and not values[name]:
            values[name] = next((p.values[name] for p in current if p.values.get(name)), None)
    starts = [person.values.get("starts_on") for person in contracts]
    values["starts_on"] = min(filter(None, starts), default=None) if all(starts) else None
    ends = [person.values.get("ends_on") for person in contracts if not _is_past(person, current)]
    values["ends_on"] = max(filter(None, ends), default=None) if all(ends) else None
    _add_factors(whole, [person.values.get("working_time_factor") for person in current])


def _is_past(person: Person, current: list[Person]) -> bool:
    starts: list[date] = [p.values["starts_on"] for p in current if p.values.get("starts_on")]
    first = min(starts, default=None)
    ends_on = person.values.get("ends_on")
    return person not in current and bool(first and ends_on and ends_on < first)


def _same_name(whole: Person, contracts: list[Person]) -> None:
    names = {plain(person.name): person.name for person in contracts}
    if len(names) > 1:
        first, second, *_ = names.values()
        whole.errors.append(OTHER_NAME.format(first, second))


def _add_factors(whole: Person, factors: list[Decimal | None]) -> None:
    known = [number for number in factors if number is not None]
    if not known:
        return
    total = whole.values["working_time_factor"] = sum(known, Decimal(0))
    if total > LARGEST_TOTAL:
        whole.errors.append(TOO_MUCH.format(wtf(total)))
    elif len(known) > 1:
        whole.warnings.append(SUMMED.format(len(known), wtf(total)))
        if total > 1:
            whole.warnings.append(ABOVE_ONE.format(wtf(total)))


def _share_no_address(people: list[Person]) -> None:
    """Two people with one address: a letter for one never reaches the other."""
    seen: dict[str, Person] = {}
    for person in people:
        address = person.values.get("email")
        if not address or person.errors:
            continue
        first = seen.setdefault(address, person)
        if first is not person:
            person.values["email"] = None
            person.warnings.append(SHARED_MAIL.format(first.line))
