"""Choosing who takes care of a line: a seat in the team, or a role of the school."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from people.models import RoleKind

if TYPE_CHECKING:
    from trajects.models import Seat, Traject

NOBODY = "nobody"
SCHOOL_ROLES = (
    RoleKind.SCHOOL_LEADERSHIP,
    RoleKind.PMR_MEMBER,
    RoleKind.COMPETENT_AUTHORITY,
)


def people_of(traject: Traject) -> tuple[dict[str, Seat], list[Any]]:
    """The seats by the value of their choice, and the choices in two groups."""
    found = traject.seats.active().select_related("user", "staff_member")
    seats = {f"seat:{seat.pk}": seat for seat in found}
    roles = [(f"role:{role.value}", role.label) for role in SCHOOL_ROLES]
    team = [(key, str(seat)) for key, seat in seats.items()]
    return seats, [("Plaatsen in het team", team), ("Rollen in de school", roles)]


def responsible_for(seats: dict[str, Seat], choice: str) -> dict[str, Any]:
    """The fields of a line for the seat or the role that was chosen."""
    kind, _, value = choice.partition(":")
    seat = seats.get(choice)
    role = seat.role if seat else value if kind == "role" else ""
    return {"responsible": seat, "responsible_role": role}
