"""The seats with their agreements as rows; who sits where changes on the page of the seat."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.rows import Column, Text, YesNo, row_list
from trajects.resources.traject_list import TrajectList

if TYPE_CHECKING:
    from people.models import User
    from trajects.models import Seat


@row_list
class SeatRows(TrajectList):
    """Every seat that exists now, filled or empty."""

    name = "mensen"
    title = "Mensen"
    permission = "trajects.fill_seats"
    url = "trajects:team"
    word = ("plaats", "plaatsen")
    named_by = "role"

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("role", "rol", is_editable=False, get=lambda seat: seat.get_role_display()),
            Column("holder_name", "wie", is_editable=False),
            Column("ends_on", "tot en met", is_editable=False),
            YesNo("is_champion", "kartrekker"),
            Text("mandate", "opdracht", is_long=True),
            Text("responsibilities", "verantwoordelijkheden", is_long=True),
            Text("division_of_work", "taakverdeling", is_long=True),
            Text("reporting", "terugkoppeling", is_long=True),
        )

    @cached_property
    def rows(self) -> list[Seat]:
        return list(self.owner.seats.active().for_overview())

    def key(self, row: Seat) -> str:
        return f"plaats-{row.pk}"

    def change(self, row: Seat, values: dict[str, Any], *, by: User) -> None:
        row.agree(version=row.version, by=by, **values)
