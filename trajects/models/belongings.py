"""What hangs on a seat, and goes along when somebody else sits down (P3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from trajects.models.seat import Seat


class Belonging:
    """Something that hangs on a seat and goes to whoever sits there next.

    `rows` finds what is still open; `field` is the foreign key to the seat. Without a field
    it follows the role by itself, and is only shown.
    """

    def __init__(self, label: str, rows: Callable[[Seat], QuerySet[Any]], field: str) -> None:
        self.label, self.rows, self.field = label, rows, field

    def move(self, seat: Seat, successor: Seat) -> None:
        if self.field:
            self.rows(seat).update(**{self.field: successor})


_belongings: list[tuple[frozenset[str], Belonging]] = []


def belongs_to_seat(
    label: str, *roles: str, field: str = ""
) -> Callable[[Callable[[Seat], QuerySet[Any]]], Callable[[Seat], QuerySet[Any]]]:
    """Register what hangs on seats with these roles, or on every seat when none is named.

    Each app registers its own rows, so that a hand-over never has to know them.
    """

    def register(rows: Callable[[Seat], QuerySet[Any]]) -> Callable[[Seat], QuerySet[Any]]:
        _belongings.append((frozenset(roles), Belonging(label, rows, field)))
        return rows

    return register


def belongings_of(seat: Seat) -> list[Belonging]:
    return [each for roles, each in _belongings if not roles or seat.role in roles]
