"""How many colleagues were reached, by group and never by name (P5, R49).

A group smaller than the school's minimum is never shown. It is put together with the next
smallest until the sum is large enough, so that no total minus the rest gives it away. A group
that lies inside another with only a few people between them is treated as too small as well:
the difference of the two would otherwise show those few.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from core.models import Message, record
from core.verbs import Verb
from people.models import StaffCategory, StaffMember, User
from trajects.models.traject import OfTraject, Traject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

SMALL = "overige groepen samen"
EVERYBODY = "all"
LETTERS = "communication:"


@dataclass
class Group:
    """Colleagues who share a function group, team or section; `keys` are the groups in it."""

    name: str
    keys: frozenset[str]
    people: frozenset[int]

    def __len__(self) -> int:
        return len(self.people)


@dataclass
class Dimension:
    """One way to divide the staff: every colleague is in exactly one group."""

    key: str
    label: str
    groups: list[Group] = field(default_factory=list)


class ReachCountQuerySet(models.QuerySet["ReachCount"]):
    def visible_to(self, user: User) -> ReachCountQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))


class ReachCount(OfTraject):
    """A count by hand: on this day so many of this group heard about it. No names."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="reach_counts")
    counted_on = models.DateField("datum", default=timezone.localdate)
    what = models.CharField("bij welke gelegenheid", max_length=120)
    group = models.CharField("groep", max_length=24)
    number = models.PositiveSmallIntegerField("hoeveel collega’s")
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ReachCountQuerySet.as_manager()

    class Meta:
        verbose_name = "telling met de hand"
        verbose_name_plural = "tellingen met de hand"
        ordering = ["-counted_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.what}: {self.number}"

    @classmethod
    @transaction.atomic
    def keep(cls, traject: Traject, *, by: User, **fields: object) -> ReachCount:
        made = cls.objects.create(traject=traject, counted_by=by, **fields)
        record(Verb.REACH_COUNTED, made, by=by)
        return made

    @transaction.atomic
    def remove(self, *, by: User) -> None:
        record(Verb.REACH_COUNT_REMOVED, self, by=by)
        self.delete()


@dataclass(frozen=True)
class Presence:
    """How many people were at something: a total, whoever they were."""

    title: str
    on: date
    number: int


_reached: dict[str, Callable[[Traject], set[int]]] = {}
_present: dict[str, Callable[[Traject], list[Presence]]] = {}


def reaches(key: str) -> Callable[[Callable[[Traject], set[int]]], Callable[[Traject], set[int]]]:
    """Register who was reached in one way, as ids of staff; only totals leave this module."""

    def register(find: Callable[[Traject], set[int]]) -> Callable[[Traject], set[int]]:
        _reached[key] = find
        return find

    return register


def counts_present(
    key: str,
) -> Callable[[Callable[[Traject], list[Presence]]], Callable[[Traject], list[Presence]]]:
    """Register meetings at which heads were counted."""

    def register(find: Callable[[Traject], list[Presence]]) -> Callable[[Traject], list[Presence]]:
        _present[key] = find
        return find

    return register


@reaches("letters")
def who_got_a_letter(traject: Traject) -> set[int]:
    """Colleagues to whom a message of the communication plan was sent."""
    letters = (
        Message.objects.within(f"traject:{traject.pk}").sent().filter(key__startswith=LETTERS)
    )
    asked = set(letters.values_list("person_type", "person_id"))
    staff = {int(pk) for kind, pk in asked if kind == StaffMember._meta.label_lower}
    users = {int(pk) for kind, pk in asked if kind == User._meta.label_lower}
    mine = StaffMember.objects.filter(school=traject.school_id, user__in=users)
    return staff | set(mine.values_list("pk", flat=True))


@dataclass(frozen=True)
class Row:
    """One line of the table: a group, its size, and how many of it were reached."""

    name: str
    size: int
    reached: int
    counted: int

    @property
    def at_least(self) -> int:
        """The larger of what the system saw and what was counted by hand."""
        return max(self.reached, self.counted)


@dataclass(frozen=True)
class Reach:
    """What the page shows; nothing else about persons leaves this module."""

    total: Row | None
    parts: list[tuple[str, list[Row]]]
    presences: list[Presence]

    @property
    def whole(self) -> list[Row]:
        return [self.total] if self.total else []


def reach_of(traject: Traject) -> Reach:
    """Totals by group; the number of queries does not depend on the number of people."""
    staff = _staff(traject)
    minimum = traject.school.minimum_group
    presences = sorted(
        (one for find in _present.values() for one in find(traject)), key=lambda one: one.on
    )
    if len(staff) < minimum:
        return Reach(None, [], presences)
    reached = set().union(*(find(traject) for find in _reached.values()))
    counted = _counted(traject)
    everybody = Group("hele school", frozenset({EVERYBODY}), frozenset(one.pk for one in staff))
    return Reach(
        _row(everybody, reached, counted),
        [
            (part.label, [_row(group, reached, counted) for group in part.groups])
            for part in shown(dimensions(staff), minimum)
        ],
        presences,
    )


def countable(traject: Traject) -> tuple[list[Group], int]:
    """Groups that may be counted by hand, none of them put together; and the whole staff."""
    staff = _staff(traject)
    parts = shown(dimensions(staff), traject.school.minimum_group)
    return [one for part in parts for one in part.groups if len(one.keys) == 1], len(staff)


def _staff(traject: Traject) -> list[StaffMember]:
    return list(traject.school.staff.employed().for_overview())


def _counted(traject: Traject) -> dict[str, int]:
    """Per group the largest count by hand."""
    largest = ReachCount.objects.filter(traject=traject).order_by().values("group")
    rows = largest.annotate(most=models.Max("number"))
    return {row["group"]: row["most"] for row in rows}


def _row(group: Group, reached: set[int], counted: dict[str, int]) -> Row:
    by_hand = sum(counted.get(key, 0) for key in group.keys)
    return Row(group.name, len(group), len(group.people & reached), min(by_hand, len(group)))


def dimensions(staff: Iterable[StaffMember]) -> list[Dimension]:
    """Function group, team and section, each with every colleague in one group."""
    parts: list[tuple[str, str, dict[tuple[str, str], set[int]]]] = [
        ("category", "Functiegroep", defaultdict(set)),
        ("team", "Team", defaultdict(set)),
        ("department", "Sectie", defaultdict(set)),
    ]
    for one in staff:
        label = StaffCategory(one.staff_category).label
        parts[0][2][(one.staff_category, str(label))].add(one.pk)
        parts[1][2][(str(one.team_id or 0), str(one.team or "zonder team"))].add(one.pk)
        section = str(one.subject_department or "zonder sectie")
        parts[2][2][(str(one.subject_department_id or 0), section)].add(one.pk)
    return [
        Dimension(key, label, [_group(key, *named, people) for named, people in found.items()])
        for key, label, found in parts
    ]


def _group(key: str, number: str, name: str, people: set[int]) -> Group:
    return Group(name, frozenset({f"{key}:{number}"}), frozenset(people))


def shown(parts: list[Dimension], minimum: int) -> list[Dimension]:
    """The same dimensions with groups put together until nobody can be singled out.

    `minimum` is the smallest group that may be seen. Earlier dimensions matter more: a later
    one gives way. A dimension that would leave one group says nothing beside the total, and
    is left out.
    """
    accepted: list[Dimension] = []
    for part in parts:
        small = {group.people for group in part.groups if len(group) < minimum}
        part = _merged(part, small, minimum)
        while len(part.groups) > 1 and (exposed := _exposed(part, accepted, minimum)):
            part = _merged(part, exposed, minimum)
        if len(part.groups) > 1:
            part.groups.sort(key=lambda group: (group.name == SMALL, group.name))
            accepted.append(part)
    return accepted


def _exposed(part: Dimension, accepted: list[Dimension], minimum: int) -> set[frozenset[int]]:
    """Groups of `part` that, beside an accepted dimension, leave a few people between them."""
    found: set[frozenset[int]] = set()
    for other in accepted:
        for group in part.groups:
            if _leaves_few(group, other, minimum):
                found.add(group.people)
        for group in other.groups:
            if near := _leaves_few(group, part, minimum):
                found.add(min(near, key=len))
    return found


def _leaves_few(group: Group, other: Dimension, minimum: int) -> list[frozenset[int]]:
    """Groups of `other` that together nearly fill this group, or nearly cover it from outside."""
    inside = [one.people for one in other.groups if one.people <= group.people]
    if inside and 0 < len(group.people.difference(*inside)) < minimum:
        return inside
    cover = [one.people for one in other.groups if one.people & group.people]
    if 0 < len(frozenset().union(*cover) - group.people) < minimum:
        return cover
    return []


def _merged(part: Dimension, small: set[frozenset[int]], minimum: int) -> Dimension:
    """The named groups in one, with the next smallest as long as the sum is too small."""
    together = [group for group in part.groups if group.people in small]
    rest = sorted((g for g in part.groups if g.people not in small), key=len, reverse=True)
    if not together:
        return part
    if len(together) == 1 and rest:
        together.append(rest.pop())
    while rest and sum(map(len, together)) < minimum:
        together.append(rest.pop())
    keys = frozenset().union(*(group.keys for group in together))
    people = frozenset().union(*(group.people for group in together))
    return Dimension(part.key, part.label, [*rest, Group(SMALL, keys, people)])
