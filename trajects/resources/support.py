"""Key figures as rows for the project team, and the reach as totals."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404

from core.rows import Choice, Column, Text, YesNo, row_list
from core.spreadsheets import csv_response, xlsx_response
from trajects.models import Stakeholder, StakeholderKind, TeamTraject
from trajects.models.reach import reach_of
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


HEADERS = ["indeling", "groep", "collega's", "bericht of uitnodiging", "met de hand geteld"]
WRITERS = {"xlsx": xlsx_response, "csv": csv_response}


def reach_file(traject: Traject, kind: str) -> HttpResponse:
    """The table of the page, with the same groups put together; 404 for an unknown kind."""
    if kind not in WRITERS:
        raise Http404
    found = reach_of(traject)
    rows = [
        [label, row.name, row.size, row.reached, row.counted]
        for label, part in (("Hele school", found.whole), *found.parts)
        for row in part
    ]
    return WRITERS[kind](f"Bereik {traject.school.name}", HEADERS, rows)
