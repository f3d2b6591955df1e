"""The parts of the approach as rows: to write them elsewhere and bring them back."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.rows import Column, Day, Text, row_list
from trajects.models import Approach, ApproachSection
from trajects.resources.traject_list import TrajectList

if TYPE_CHECKING:
    from people.models import User


@row_list
class ApproachRows(TrajectList):
    """The version that is being made, else the one in force; frozen rows do not come back."""

    name = "aanpak"
    title = "Aanpak"
    permission = "trajects.change_approach"
    url = "trajects:approach"
    word = ("onderdeel", "onderdelen")

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("title", "onderdeel", is_editable=False),
            Text("text", "tekst", is_long=True, most=8000),
            Day("agreed_on", "datum"),
            Column(
                "edition",
                "versie van de aanpak",
                is_editable=False,
                get=lambda row: row.approach.edition,
            ),
            Column(
                "status",
                "status",
                is_editable=False,
                get=lambda row: row.approach.get_status_display(),
            ),
        )

    @cached_property
    def rows(self) -> list[ApproachSection]:
        versions = Approach.objects.of(self.owner)
        current = versions.being_made().first() or versions.in_force().first()
        if current is None:
            return []
        parts = ApproachSection.objects.filter(approach=current)
        return list(parts.select_related("approach__traject"))

    def key(self, row: ApproachSection) -> str:
        return f"aanpak-{row.approach.edition}-{row.key}"

    def change(self, row: ApproachSection, values: dict[str, Any], *, by: User) -> None:
        row.change(version=row.version, by=by, **values)
