"""Key figures as rows for the project team, and the reach as totals."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from tablib import Dataset

from core.rows import Choice, Column, Text, YesNo, row_list
from trajects.models import Stakeholder, StakeholderKind, TeamTraject
from trajects.models.reach import reach_of
from trajects.resources.files import file_of
from trajects.resources.traject_list import TrajectList

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from people.models import User
    from trajects.models import Traject


@row_list
class StakeholderRows(TrajectList):
    """Everybody on the list; for everybody else than the project team it does not exist."""

    name = "sleutelfiguren"
    title = "Sleutelfiguren"
    permission = "trajects.see_stakeholders"
    url = "trajects:support"
    word = ("sleutelfiguur", "sleutelfiguren")
    named_by = "name"
    adds = True

    @classmethod
    def owners(cls, user: User) -> QuerySet[Any]:
        return TeamTraject.objects.visible_to(user).with_school()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        kinds = dict(StakeholderKind.choices)
        return (
            Text("name", "naam", is_required=True, most=120),
            Choice("kind", "soort", is_required=True, options=kinds),
            YesNo("is_group", "groep"),
            Text("needs", "wat is van belang", is_long=True),
            Column("talks_by", "wie houdt contact", is_editable=False, get=_talks_by),
            Column("talks", "aantal gesprekken", is_editable=False),
            Column("last_on", "laatste gesprek", is_editable=False),
        )

    @cached_property
    def rows(self) -> list[Stakeholder]:
        return list(Stakeholder.objects.filter(traject=self.owner.pk).for_list())

    def add(self, values: dict[str, Any], *, by: User) -> Stakeholder:
        return Stakeholder.objects.add(self.owner, by=by, **values)

    def change(self, row: Stakeholder, values: dict[str, Any], *, by: User) -> None:
        row.change(version=row.version, by=by, **values)

    def remove(self, row: Stakeholder, *, by: User) -> None:
        row.remove(by=by)


def _talks_by(row: Stakeholder) -> str:
    return row.talks_by.holder_name if row.talks_by else ""


def reach_file(traject: Traject, kind: str) -> HttpResponse:
    """The table of the page, with the same groups put together."""
    found = reach_of(traject)
    rows = Dataset(headers=["indeling", "groep", "collega's", "bericht of uitnodiging", "geteld"])
    if found.total:
        total = found.total
        rows.append(("Hele school", total.name, total.size, total.reached, total.counted))
    for label, part in found.parts:
        for row in part:
            rows.append((label, row.name, row.size, row.reached, row.counted))
    return file_of(rows, kind, title="Bereik", name=f"bereik-{traject.pk}")
