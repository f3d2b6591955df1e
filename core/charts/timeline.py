"""XG4: what when, what is late. Days become places; the table beside it is the equivalent."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 1120.0
LABELS = 300.0
HEAD = 34.0
ROW = 30.0
BAR = 16.0
MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


@dataclass(frozen=True)
class Task:
    """One line of the plan; `state` is todo, busy, done, late or risk."""

    key: object
    label: str
    start: datetime.date
    end: datetime.date
    state: str = "todo"
    after: tuple[object, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Shade:
    """Days on which nothing is planned: holidays. `is_soft`: rather not, such as test weeks."""

    label: str
    start: datetime.date
    end: datetime.date
    is_soft: bool = False


@dataclass(frozen=True)
class Band:
    label: str
    x: float
    width: float
    is_soft: bool = False
    start: datetime.date | None = None
    end: datetime.date | None = None


@dataclass(frozen=True)
class Bar:
    task: Task
    x: float
    y: float
    width: float

    height: float = BAR

    @property
    def text_y(self) -> float:
        return self.y + BAR - 3.5

    @property
    def short(self) -> str:
        label = self.task.label
        return label if len(label) <= 42 else label[:41].rstrip() + "…"


@dataclass(frozen=True)
class Timeline:
    width: float
    height: float
    head: float
    labels: float
    months: tuple[Band, ...]
    shades: tuple[Band, ...]
    bars: tuple[Bar, ...]
    arrows: tuple[str, ...]
    today: float | None

    @property
    def has_links(self) -> bool:
        """A drawing with links in it is a group, not one picture."""
        return any(bar.task.url for bar in self.bars)

    @property
    def plot(self) -> float:
        """How wide the drawing is beside its labels."""
        return self.width - self.labels


@dataclass(frozen=True)
class Scale:
    start: datetime.date
    end: datetime.date

    def x(self, day: datetime.date) -> float:
        """Where a day begins, in drawing units; days outside the range stick to its edges."""
        days = max((self.end - self.start).days, 1)
        share = min(max((day - self.start).days / days, 0), 1)
        return round(LABELS + share * (WIDTH - LABELS), 1)

    def band(self, label: str, start: datetime.date, end: datetime.date) -> Band:
        left = self.x(start)
        return Band(label, left, round(self.x(end + datetime.timedelta(days=1)) - left, 1))


def first_of_next_month(day: datetime.date) -> datetime.date:
    return (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def timeline(
    tasks: Sequence[Task], shades: Iterable[Shade] = (), *, today: datetime.date | None = None
) -> Timeline | None:
    """Bars in the order given, from the first month to the last; None without tasks."""
    if not tasks:
        return None
    start = min(task.start for task in tasks).replace(day=1)
    scale = Scale(start, first_of_next_month(max(task.end for task in tasks)))
    bars = tuple(bar(task, number, scale) for number, task in enumerate(tasks))
    return Timeline(
        width=WIDTH,
        height=HEAD + ROW * len(tasks) + 8,
        head=HEAD,
        labels=LABELS,
        months=tuple(months(scale)),
        shades=tuple(
            shaded(scale, shade)
            for shade in shades
            if shade.end >= scale.start and shade.start < scale.end
        ),
        bars=bars,
        arrows=tuple(arrows(bars)),
        today=scale.x(today) if today and scale.start <= today < scale.end else None,
    )


def shaded(scale: Scale, shade: Shade) -> Band:
    """Where it lies, and its own days for who reads them."""
    band = scale.band(shade.label, shade.start, shade.end)
    return Band(shade.label, band.x, band.width, shade.is_soft, shade.start, shade.end)


def months(scale: Scale) -> Iterable[Band]:
    day = scale.start
    while day < scale.end:
        after = first_of_next_month(day)
        year = f" {day.year}" if day.month == 1 or day == scale.start else ""
        last = after - datetime.timedelta(days=1)
        yield scale.band(f"{MONTHS[day.month - 1]}{year}", day, last)
        day = after


def bar(task: Task, number: int, scale: Scale) -> Bar:
    band = scale.band(task.label, task.start, task.end)
    y = HEAD + number * ROW + (ROW - BAR) / 2
    return Bar(task, band.x, y, max(band.width, 7))


def arrows(bars: Sequence[Bar]) -> Iterable[str]:
    """From the end of what comes first to the start of what waits for it."""
    by_key = {bar.task.key: bar for bar in bars}
    for waiting in bars:
        for key in waiting.task.after:
            first = by_key.get(key)
            if first and first is not waiting:
                yield arrow(first, waiting)


def arrow(first: Bar, waiting: Bar) -> str:
    right, down = first.x + first.width, first.y + BAR / 2
    target = waiting.y + BAR / 2
    turn = max(right + 6, waiting.x - 8)
    return (
        f"M{right:.1f} {down:.1f}H{turn:.1f}V{target:.1f}H{waiting.x - 1:.1f}m-4 -3.5l4 3.5l-4 3.5"
    )
