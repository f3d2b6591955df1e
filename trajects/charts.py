"""Pictures of a plan: the year on one strip, and the draaiboek as a timeline (XG4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from core.charts.timeline import Band, Shade, Task, Timeline, timeline
from trajects.models import Phase
from trajects.models.template import SESSION, template_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from people.models import SchoolCalendar
    from trajects.models.lines import Line
    from trajects.models.run_sheet import Standing

WIDTH, LABELS = 1120.0, 150.0
PHONE_WIDTH = 330.0
HEAD = 40.0
LANE_GAP = 14.0
LANE_NAME = 14.0
ROW = 11.0
BAR = 8.0
MARK = 26.0
ONE_DAY = timedelta(days=1)
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
LANES = {
    Phase.PLANNING: "Planning",
    Phase.EXECUTION: "Uitvoering",
    Phase.EVALUATION: "Monitoring",
}


class Dated(Protocol):
    """Anything with a key, a phase, a title and two days."""

    key: str
    phase: str
    title: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Piece:
    """One activity on the strip; a dialogue session is drawn as a dot."""

    title: str
    x: float
    y: float
    width: float
    is_session: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def centre(self) -> float:
        return round(self.y + BAR / 2, 1)


@dataclass(frozen=True)
class Lane:
    label: str
    y: float
    height: float
    pieces: tuple[Piece, ...]
    is_above: bool = False

    @property
    def text_y(self) -> float:
        return self.y - 4 if self.is_above else self.y + 16


@dataclass(frozen=True)
class YearStrip:
    width: float
    height: float
    head: float
    labels: float
    months: tuple[Band, ...]
    breaks: tuple[Band, ...]
    tests: tuple[Band, ...]
    lanes: tuple[Lane, ...]
    target: float

    @property
    def depth(self) -> float:
        """How far the shaded days reach below the names of the months."""
        return self.height - self.head

    @property
    def foot(self) -> float:
        return self.height - 6

    @property
    def target_text(self) -> float:
        """Left of the line when there is no room on the right."""
        return self.target + (-6 if self.target_anchor == "end" else 6)

    @property
    def target_anchor(self) -> str:
        return "end" if self.target > self.width - 120 else "start"


@dataclass(frozen=True)
class Scale:
    """Where a day begins, between the first of a month and the end of another."""

    first: date
    last: date
    width: float = WIDTH
    labels: float = LABELS

    def x(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.labels + min(max(share, 0), 1) * (self.width - self.labels), 1)

    def band(self, label: str, first: date, last: date) -> Band:
        left = self.x(first)
        return Band(label, left, round(self.x(last + ONE_DAY) - left, 1))


def year_strip(
    items: Sequence[Dated], calendar: SchoolCalendar, target_on: date, *, is_phone: bool = False
) -> YearStrip:
    """The whole plan as one picture: three lanes, breaks and tests shaded, the target marked.

    On a phone the lanes have their names above them, and months their first letter.
    """
    first = min(item.starts_on for item in items).replace(day=1)
    last = next_month(max(item.ends_on for item in items))
    scale = Scale(first, last, PHONE_WIDTH, 0.0) if is_phone else Scale(first, last)
    lanes = tuple(_lanes(items, scale))
    return YearStrip(
        width=scale.width,
        height=lanes[-1].y + lanes[-1].height + MARK,
        head=HEAD,
        labels=scale.labels,
        months=tuple(_months(scale)),
        breaks=tuple(_shaded(breaks(calendar, first, last), scale)),
        tests=tuple(_shaded(avoided(calendar, first, last), scale)),
        lanes=lanes,
        target=scale.x(target_on),
    )


def _shaded(shades: Iterable[Shade], scale: Scale) -> Iterator[Band]:
    return (scale.band(shade.label, shade.start, shade.end) for shade in shades)


def _lanes(items: Sequence[Dated], scale: Scale) -> Iterator[Lane]:
    is_above = not scale.labels
    room = LANE_NAME if is_above else 0.0
    top = HEAD + 10 + room
    for phase, label in LANES.items():
        inside = [item for item in items if item.phase == phase]
        pieces, rows = _packed(inside, scale, top)
        height = max(rows, 2) * ROW + 8
        yield Lane(label, top, height, pieces, is_above)
        top += height + LANE_GAP + room


def _packed(items: Sequence[Dated], scale: Scale, top: float) -> tuple[tuple[Piece, ...], int]:
    """Each in the first row that is free, so that nothing covers anything."""
    free: list[float] = []
    pieces = []
    for item in sorted(items, key=lambda each: (each.starts_on, each.ends_on)):
        band = scale.band(item.title, item.starts_on, item.ends_on)
        row = next((number for number, x in enumerate(free) if x < band.x), len(free))
        width = max(band.width, 6.0)
        free[row:] = [band.x + width + 1, *free[row + 1 :]]
        y = top + 4 + row * ROW
        pieces.append(Piece(item.title, band.x, y, width, is_dialogue(item)))
    return tuple(pieces), len(free)


def is_dialogue(item: Dated) -> bool:
    return template_of(item.key) == SESSION


def _months(scale: Scale) -> Iterator[Band]:
    day = scale.first
    while day < scale.last:
        after = next_month(day)
        year = f" {day.year}" if day.month == 1 or day == scale.first else ""
        name = MONTHS[day.month - 1]
        label = f"{name}{year}" if scale.labels else name[0]
        yield scale.band(label, day, after - ONE_DAY)
        day = after


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def breaks(calendar: SchoolCalendar, first: date, last: date) -> list[Shade]:
    """Days on which nothing is planned, other than an ordinary weekend."""
    runs = _runs(calendar.is_closed, first, last)
    shades = [Shade(_reason(calendar, start, end), start, end) for start, end in runs]
    return [shade for shade in shades if shade.label != "weekend"]


def avoided(calendar: SchoolCalendar, first: date, last: date) -> list[Shade]:
    """Test weeks and the like."""
    runs = _runs(calendar.is_avoided, first, last)
    return [Shade(_reason(calendar, start, end), start, end, is_soft=True) for start, end in runs]


def _runs(is_so: Callable[[date], bool], first: date, last: date) -> Iterator[tuple[date, date]]:
    start, day = None, first
    while day <= last:
        if is_so(day) and start is None:
            start = day
        elif not is_so(day) and start is not None:
            yield start, day - ONE_DAY
            start = None
        day += ONE_DAY
    if start is not None:
        yield start, last


def _reason(calendar: SchoolCalendar, start: date, end: date) -> str:
    days = (start + timedelta(days=number) for number in range((end - start).days + 1))
    reasons = (calendar.reason(day) for day in days)
    return next((reason for reason in reasons if reason and reason != "weekend"), "weekend")


def run_sheet_timeline(
    lines: Sequence[Line],
    waits: dict[str, list[str]],
    calendar: SchoolCalendar,
    *,
    today: date,
    at_risk: Collection[str] = (),
) -> Timeline | None:
    """Every line as a bar, with what it waits for; breaks, own days and test weeks shaded."""
    if not lines:
        return None
    tasks = [
        Task(
            key=line.key,
            label=line.title,
            start=line.starts_on,
            end=line.ends_on,
            state=bar_state(line, line.key in at_risk),
            after=tuple(waits.get(line.key, ())),
            url=line.get_absolute_url(),
        )
        for line in lines
    ]
    first = min(task.start for task in tasks).replace(day=1)
    last = next_month(max(task.end for task in tasks))
    shades = breaks(calendar, first, last) + avoided(calendar, first, last)
    return timeline(tasks, shades, today=today)


def bar_state(line: Standing, is_at_risk: bool = False) -> str:
    if not line.is_open:
        return "done"
    if line.is_overdue:
        return "late"
    if is_at_risk:
        return "risk"
    return "busy" if line.is_underway else "todo"
