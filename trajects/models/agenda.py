"""Lines of a draaiboek laid out over weeks of seven days: what spans days, spans cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from people.models import SchoolCalendar
    from trajects.models.lines import Line

ONE_DAY = timedelta(days=1)
DAYS = 7


@dataclass(frozen=True)
class Day:
    """One day of the school: its name when nothing is planned on it, or rather not."""

    on: date
    is_today: bool
    is_inside: bool
    is_closed: bool
    is_avoided: bool
    name: str


@dataclass(frozen=True)
class Cell:
    """So many days of one lane: of a line, or one empty day."""

    day: Day
    span: int = 1
    line: Line | None = None
    comes_from_before: bool = False
    goes_on: bool = False


@dataclass(frozen=True)
class Week:
    """Seven days from Monday, with lanes in which nothing overlaps."""

    days: list[Day]
    lanes: list[list[Cell]]
    hidden: int

    @property
    def number(self) -> int:
        return self.days[0].on.isocalendar().week

    @property
    def first(self) -> date:
        return self.days[0].on


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks(
    lines: Sequence[Line],
    first: date,
    last: date,
    calendar: SchoolCalendar,
    *,
    today: date,
    most_lanes: int,
) -> list[Week]:
    """The whole weeks around the days from first to last; at most so many lanes in each."""
    found, monday = [], monday_of(first)
    while monday <= last:
        days = [_day(monday + n * ONE_DAY, first, last, calendar, today) for n in range(DAYS)]
        lanes = list(_lanes(lines, days))
        shown = lanes[:most_lanes]
        hidden = sum(cell.line is not None for lane in lanes[most_lanes:] for cell in lane)
        found.append(Week(days, shown, hidden))
        monday += DAYS * ONE_DAY
    return found


def _day(on: date, first: date, last: date, calendar: SchoolCalendar, today: date) -> Day:
    name = calendar.reason(on)
    return Day(
        on=on,
        is_today=on == today,
        is_inside=first <= on <= last,
        is_closed=calendar.is_closed(on),
        is_avoided=calendar.is_avoided(on),
        name="" if name == "weekend" else name,
    )


def _lanes(lines: Sequence[Line], days: list[Day]) -> Iterator[list[Cell]]:
    """Each line in the first lane that is free, the longest first among those of one day."""
    first, last = days[0].on, days[-1].on
    inside = [line for line in lines if line.starts_on <= last and line.ends_on >= first]
    lanes: list[list[Line]] = []
    for line in sorted(inside, key=lambda each: (each.starts_on, -each.ends_on.toordinal())):
        lane = next((lane for lane in lanes if lane[-1].ends_on < line.starts_on), None)
        if lane is None:
            lanes.append([line])
        else:
            lane.append(line)
    return (list(_cells(lane, days)) for lane in lanes)


def _cells(lane: Iterable[Line], days: list[Day]) -> Iterator[Cell]:
    first, last = days[0].on, days[-1].on
    done = 0
    for line in lane:
        begin = (max(line.starts_on, first) - first).days
        end = (min(line.ends_on, last) - first).days
        yield from (Cell(day) for day in days[done:begin])
        yield Cell(days[begin], end - begin + 1, line, line.starts_on < first, line.ends_on > last)
        done = end + 1
    yield from (Cell(day) for day in days[done:])


@dataclass(frozen=True)
class DayList:
    """One day on a phone: what begins on it, or already runs on the first day shown."""

    day: Day
    lines: list[Line]


def day_lists(found: Sequence[Week], lines: Sequence[Line]) -> list[DayList]:
    """Only days with something to say: a line, a name, or today."""
    days = [day for week in found for day in week.days if day.is_inside]
    if not days:
        return []
    first = days[0].on
    lists = []
    for day in days:
        begins = [
            line
            for line in lines
            if line.ends_on >= first and max(line.starts_on, first) == day.on
        ]
        if begins or day.name or day.is_today:
            lists.append(DayList(day, begins))
    return lists
