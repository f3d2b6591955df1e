"""Who sits where: groups mixed, tables even, nobody under their own team leader (D1).

Plain arithmetic without a database. The same people and tables always give the same plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

ROUNDS = 4


class NoRoom(ValueError):
    """More people than chairs."""


@dataclass(frozen=True)
class Guest:
    """One person: the groups to mix by, and the facilitators to keep away from.

    `groups` are section, function group and team, in that order; an empty word is no group.
    """

    key: int
    groups: tuple[str, str, str]
    avoids: int | None = None


@dataclass
class Place:
    """A table while it fills. `facilitator` is compared with what a guest avoids."""

    key: int
    capacity: int
    facilitator: int | None = None
    fixed: list[Guest] = field(default_factory=list)
    guests: list[Guest] = field(default_factory=list)
    counts: Counter[tuple[int, str]] = field(default_factory=Counter)

    def __len__(self) -> int:
        return len(self.fixed) + len(self.guests)

    @property
    def has_room(self) -> bool:
        return len(self) < self.capacity

    def suits(self, guest: Guest) -> bool:
        return guest.avoids is None or guest.avoids != self.facilitator

    def add(self, guest: Guest) -> None:
        self.guests.append(guest)
        self.counts.update(_marks(guest))

    def remove(self, guest: Guest) -> None:
        self.guests.remove(guest)
        self.counts.subtract(_marks(guest))

    def likeness(self, guest: Guest) -> int:
        """How many of the same groups sit here already."""
        return sum(self.counts[mark] for mark in _marks(guest))


def _marks(guest: Guest) -> list[tuple[int, str]]:
    return [mark for mark in enumerate(guest.groups) if mark[1]]


def tables_needed(people: int, seats: int) -> int:
    return -(-people // seats)


def seat(guests: Iterable[Guest], places: Sequence[Place]) -> dict[int, int]:
    """Guest key to table key, for everybody who is not seated by hand."""
    waiting = _in_order(guests)
    for place in places:
        place.counts.update(mark for guest in place.fixed for mark in _marks(guest))
    _fill(waiting, places)
    _keep_from_own_leader(places)
    for _ in range(ROUNDS):
        if not _mix(places):
            break
    return {guest.key: place.key for place in places for guest in place.guests}


def _in_order(guests: Iterable[Guest]) -> list[Guest]:
    """The largest sections first, so that they spread while every table is still open."""
    listed = sorted(guests, key=lambda guest: guest.key)
    size = Counter(guest.groups[0] for guest in listed)
    return sorted(listed, key=lambda guest: (-size[guest.groups[0]], *guest.groups, guest.key))


def _fill(waiting: Sequence[Guest], places: Sequence[Place]) -> None:
    """Each to the table with the fewest of the same groups, among the emptiest tables."""
    for guest in waiting:
        open_places = [place for place in places if place.has_room]
        if not open_places:
            raise NoRoom(guest.key)
        fewest = min(map(len, open_places))
        emptiest = [place for place in open_places if len(place) == fewest]
        emptiest.sort(key=lambda place: (not place.suits(guest), place.likeness(guest)))
        emptiest[0].add(guest)


def _keep_from_own_leader(places: Sequence[Place]) -> None:
    """Change places with somebody for whom both tables suit, or take a free chair elsewhere."""
    for place in places:
        for guest in [guest for guest in place.guests if not place.suits(guest)]:
            _away_from(place, guest, [other for other in places if other.suits(guest)])


def _away_from(place: Place, guest: Guest, others: Sequence[Place]) -> None:
    changes = (
        (other, stranger) for other in others for stranger in other.guests if place.suits(stranger)
    )
    other, stranger = min(
        changes,
        key=lambda change: change[0].likeness(guest) + place.likeness(change[1]),
        default=(None, None),
    )
    if other and stranger:
        _swap(place, guest, other, stranger)
        return
    free = [other for other in others if other.has_room]
    if free:
        place.remove(guest)
        min(free, key=len).add(guest)


def _mix(places: Sequence[Place]) -> int:
    """Change the places of two people wherever that mixes better; says how often."""
    swaps = 0
    for place in places:
        for guest in list(place.guests):
            here = place.likeness(guest) - len(_marks(guest))
            best = _best_swap(place, guest, here, places) if here else None
            if best:
                _swap(place, guest, *best)
                swaps += 1
    return swaps


def _best_swap(
    place: Place, guest: Guest, here: int, places: Sequence[Place]
) -> tuple[Place, Guest] | None:
    best, most = None, 0
    for other in places:
        there = other.likeness(guest)
        if other is place or there >= here + most or not other.suits(guest):
            continue
        for stranger in other.guests:
            gain = here - there + _gain(place, other, guest, stranger)
            if gain > most and place.suits(stranger):
                best, most = (other, stranger), gain
    return best


def _gain(place: Place, other: Place, guest: Guest, stranger: Guest) -> int:
    """What the stranger gains by the change; a group they share is counted out."""
    gain = 0
    for index, group in enumerate(stranger.groups):
        if not group:
            continue
        mark = (index, group)
        gain += other.counts[mark] - 1 - place.counts[mark]
        gain += 2 * (guest.groups[index] == group)
    return gain


def _swap(place: Place, guest: Guest, other: Place, stranger: Guest) -> None:
    place.remove(guest)
    other.remove(stranger)
    place.add(stranger)
    other.add(guest)
