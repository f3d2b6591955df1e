"""The rows of a draaiboek as planning sees them: light, all at once, with what they wait for."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from trajects.models.run_sheet import RunSheetItem, Standing, role_names
from trajects.models.traject import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from trajects.models.traject import Traject


@dataclass(frozen=True)
class Line(Standing):
    """What planning needs to know of one row; the row itself stays in the database.

    `read_on` is today, asked once for all of them.
    """

    pk: int
    version: int
    key: str
    title: str
    phase: str
    kind: str
    link: str
    status: str
    starts_on: date
    ends_on: date
    duration_days: int
    minimum_days: int
    before_target: int | None
    is_target: bool
    is_fixed: bool
    responsible_role: str
    responsible__user_id: int | None
    responsible__staff_member__user_id: int | None
    responsible__user__name: str | None
    responsible__user__email: str | None
    responsible__staff_member__given_name: str | None
    responsible__staff_member__infix: str | None
    responsible__staff_member__family_name: str | None
    place: str
    evidence: str
    skip_reason: str
    usual_days: int | None
    not_before: date | None
    not_after: date | None
    read_on: date

    @property
    def today(self) -> date:
        return self.read_on

    @property
    def account_id(self) -> int | None:
        """Who takes care of it, when that is somebody with an account."""
        return self.responsible__user_id or self.responsible__staff_member__user_id

    @property
    def days_as_usual(self) -> int:
        """School days it takes when there is no haste."""
        return max(self.usual_days or 0, self.duration_days)

    def __str__(self) -> str:
        return self.title

    @property
    def holder_name(self) -> str:
        """Who sits on the seat that takes care of it: a colleague, or else an account."""
        colleague = (
            self.responsible__staff_member__given_name,
            self.responsible__staff_member__infix,
            self.responsible__staff_member__family_name,
        )
        name = " ".join(part for part in colleague if part)
        return name or self.responsible__user__name or self.responsible__user__email or ""

    @property
    def role_name(self) -> str:
        return role_names().get(self.responsible_role, "")

    def get_phase_display(self) -> str:
        return str(Phase(self.phase).label)

    def get_status_display(self) -> str:
        return str(RunSheetItem.Status(self.status).label)

    def get_absolute_url(self) -> str:
        return reverse("trajects:run_sheet_item", args=[self.pk])


ORDER = ("starts_on", "ends_on", "position", "pk")
NAMES = [field.name for field in fields(Line) if field.name != "read_on"]


def lines_of(traject: Traject, today: date) -> tuple[list[Line], dict[str, list[str]]]:
    """All rows in their order, and by key what each waits for; one query."""
    asked = traject.run_sheet.values_list(*NAMES, "waits_for__key")
    rows: Iterable[Any] = asked.order_by(*ORDER)
    lines: dict[int, Line] = {}
    waits: dict[str, list[str]] = {}
    for *values, wait in rows:
        if values[0] not in lines:
            lines[values[0]] = Line(*[*values, today])
        if wait:
            waits.setdefault(lines[values[0]].key, []).append(str(wait))
    return list(lines.values()), waits
