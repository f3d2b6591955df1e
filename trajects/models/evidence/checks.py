"""What the system itself can see of the checklists; every tick can be opened (P10).

Each app adds the checks about its own rows: a module `models/evidence.py` with functions
under `@evidence("key")`, imported by its `models/__init__.py`. Here each subject of planning
has its own file beside this one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import DateField, Expression, F, Func, IntegerField, QuerySet, Subquery
from django.db.models.functions import JSONObject

from trajects.models.run_sheet import RunSheetItem
from trajects.models.seat import Seat
from trajects.models.traject import Traject


@dataclass(frozen=True)
class Evidence:
    """Whether a fact is true as far as the system sees, in one sentence.

    `page` is a URL name, opened with `target` (the traject when there is none).
    """

    done: bool
    sentence: str
    page: str = ""
    target: int | None = None


class Facts:
    """The rows that several checks look at, each read once."""

    def __init__(self, traject: Traject) -> None:
        self.traject = traject

    @cached_property
    def seats(self) -> list[Seat]:
        return list(Seat.objects.filter(traject=self.traject).active().for_overview())

    @cached_property
    def run_sheet(self) -> list[RunSheetItem]:
        """The lines; where the traject stands, which every page shows, is counted from them."""
        lines = list(RunSheetItem.objects.filter(traject=self.traject))
        self.traject.count_phases(lines)
        return lines

    @cached_property
    def figures(self) -> dict[str, Any]:
        """Every registered figure about this traject, read in one query."""
        wanted = {f"figure_{name}": make() for name, make in _figures.items()}
        row = Traject.objects.filter(pk=self.traject.pk).order_by().values(**wanted).get()
        return {name.removeprefix("figure_"): value for name, value in row.items()}

    def seated(self, role: str) -> list[Seat]:
        return [seat for seat in self.seats if seat.role == role and seat.is_filled]

    def lines(self, key: str) -> list[RunSheetItem]:
        """Lines of the draaiboek made from this item of the template, in each session."""
        return [
            item for item in self.run_sheet if item.key == key or item.key.startswith(f"{key}-")
        ]

    def done_line(self, key: str) -> RunSheetItem | None:
        done = (item for item in self.lines(key) if item.status == RunSheetItem.Status.DONE)
        return next(done, None)


type Reading = Subquery[Any]
type Figure = Callable[[], Reading]

_figures: dict[str, Figure] = {}


def figure(name: str) -> Callable[[Figure], Figure]:
    """Register something to read about a traject, `OuterRef("pk")`, for `Facts.figures`.

    All of them together cost one query, however many checks there are.
    """

    def register(make: Figure) -> Figure:
        _figures[name] = make
        return make

    return register


def number_of(rows: QuerySet[Any]) -> Reading:
    """How many rows there are."""
    counted = rows.order_by().values(n=Func(F("pk"), function="COUNT"))
    return Subquery(counted, output_field=IntegerField())


def number_of_kinds(rows: QuerySet[Any], field: str) -> Reading:
    """How many different values a field of the rows has."""
    each = Func(F(field), function="COUNT", template="%(function)s(DISTINCT %(expressions)s)")
    return Subquery(rows.order_by().values(n=each), output_field=IntegerField())


def first_of(rows: QuerySet[Any], day: str | Expression) -> Reading:
    """The earliest day of the rows; None when there is none."""
    earliest = Func(day, function="MIN", output_field=DateField())
    return Subquery(rows.order_by().values(day=earliest), output_field=DateField())


def row_of(rows: QuerySet[Any], *fields: str) -> Reading:
    """These fields of the first row, as a dictionary; None when there is no row."""
    return Subquery(rows.values(row=JSONObject(**{name: name for name in fields}))[:1])


Check = Callable[[Facts], Evidence]

_checks: dict[str, Check] = {}


def evidence(key: str) -> Callable[[Check], Check]:
    """Register what the system looks at for the checklist items with this key."""

    def register(check: Check) -> Check:
        _checks[key] = check
        return check

    return register


def evidence_for(traject: Traject, keys: set[str]) -> dict[str, Evidence]:
    """What can be seen for these keys; a key that nobody registered is left out."""
    facts = Facts(traject)
    return {key: _checks[key](facts) for key in sorted(keys) if key in _checks}


def registered() -> set[str]:
    return set(_checks)
