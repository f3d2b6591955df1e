"""A whole plan on one sheet for the wall. Patterns tell the states apart without colour.

Lengths are tenths of a millimetre on A3 on its side.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from core.charts.timeline import Band, Shade, first_of_next_month
from core.charts.timeline import months as months_of

WIDTH, HEIGHT = 4000.0, 2370.0
GROUP, LABELS = 60.0, 1330.0
WHO, WHEN = 780.0, 1310.0
HEAD = 92.0
TALLEST = 64.0
SMALLEST = 25.5  # six points of letter: what is read from a wall
MOST = int((HEIGHT - HEAD) // SMALLEST)
LONGEST_TITLE, LONGEST_WHO = 58, 27
STEP = 14.0
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Strip:
    """One row of the plan. `state`: todo, busy, done, late or skipped."""

    key: str
    group: str
    title: str
    who: str
    when: str
    start: datetime.date
    end: datetime.date
    state: str = "todo"
    is_moment: bool = False
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bar:
    """Where a row is drawn; `hatch` are the lines over its bar."""

    strip: Strip
    x: float
    y: float
    width: float
    height: float
    text_y: float
    top: float
    is_odd: bool
    hatch: str = ""

    @property
    def title(self) -> str:
        return shortened(self.strip.title, LONGEST_TITLE)

    @property
    def who(self) -> str:
        return shortened(self.strip.who, LONGEST_WHO)

    @property
    def middle(self) -> float:
        return round(self.y + self.height / 2, 1)

    @property
    def diamond(self) -> str:
        """A moment, drawn as high as its row."""
        half = self.height / 2 + 2
        centre = self.x + self.width / 2
        return (
            f"M{centre:.1f} {self.middle - half:.1f}L{centre + half:.1f} {self.middle:.1f}"
            f"L{centre:.1f} {self.middle + half:.1f}L{centre - half:.1f} {self.middle:.1f}Z"
        )


@dataclass(frozen=True)
class Group:
    label: str
    y: float
    height: float

    @property
    def middle(self) -> float:
        return round(self.y + self.height / 2, 1)


@dataclass(frozen=True)
class Wall:
    months: tuple[Band, ...]
    weeks: tuple[Band, ...]
    closed: tuple[Band, ...]
    tests: tuple[Band, ...]
    test_lines: str
    groups: tuple[Group, ...]
    bars: tuple[Bar, ...]
    arrows: tuple[str, ...]
    today: float | None
    target: float | None
    font: float
    row: float
    foot: float
    width: float = WIDTH
    height: float = HEIGHT
    head: float = HEAD
    labels: float = LABELS
    who: float = WHO
    when: float = WHEN
    group: float = GROUP


@dataclass(frozen=True)
class Scale:
    start: datetime.date
    end: datetime.date

    def x(self, day: datetime.date) -> float:
        share = (day - self.start).days / max((self.end - self.start).days, 1)
        return round(LABELS + min(max(share, 0), 1) * (WIDTH - LABELS), 1)

    def band(self, label: str, start: datetime.date, end: datetime.date) -> Band:
        left = self.x(start)
        return Band(label, left, round(self.x(end + ONE_DAY) - left, 1))

    def holds(self, day: datetime.date | None) -> bool:
        return day is not None and self.start <= day < self.end


def wall(
    strips: Sequence[Strip],
    *,
    closed: Iterable[Shade],
    tests: Iterable[Shade],
    today: datetime.date,
    target: datetime.date,
) -> Wall | None:
    """The rows in the order given, a group at a time; None without rows."""
    if not strips:
        return None
    scale = _scale(strips)
    row = min((HEIGHT - HEAD) / len(strips), TALLEST)
    bars = tuple(_bars(strips, scale, row))
    foot = round(HEAD + row * len(strips), 1)
    shaded = tuple(_bands(tests, scale))
    return Wall(
        months=tuple(_months(scale)),
        weeks=tuple(_weeks(scale)),
        closed=tuple(_bands(closed, scale)),
        tests=shaded,
        test_lines="".join(hatched(b.x, HEAD, b.width, foot - HEAD, STEP * 2) for b in shaded),
        groups=tuple(_groups(bars, row)),
        bars=bars,
        arrows=tuple(_arrows(bars)),
        today=scale.x(today) if scale.holds(today) else None,
        target=scale.x(target + ONE_DAY) if scale.holds(target) else None,
        font=round(min(row * 0.8, 34), 1),
        row=round(row, 2),
        foot=foot,
    )


def _scale(strips: Sequence[Strip]) -> Scale:
    first = min(strip.start for strip in strips).replace(day=1)
    return Scale(first, first_of_next_month(max(strip.end for strip in strips)))


def _months(scale: Scale) -> Iterator[Band]:
    for month in months_of(scale):  # type: ignore[arg-type]
        yield replace(month, label=month.label if month.width > 120 else month.label[:3])


def _weeks(scale: Scale) -> Iterator[Band]:
    """Week numbers, as schools call them; left out when there is no room."""
    day = scale.start - datetime.timedelta(days=scale.start.weekday())
    while day < scale.end:
        band = scale.band(str(day.isocalendar().week), day, day + 6 * ONE_DAY)
        if day >= scale.start and band.width > 30:
            yield band
        day += 7 * ONE_DAY


def _bands(shades: Iterable[Shade], scale: Scale) -> Iterator[Band]:
    for shade in shades:
        if shade.end >= scale.start and shade.start < scale.end:
            yield scale.band(shade.label, max(shade.start, scale.start), shade.end)


def _bars(strips: Sequence[Strip], scale: Scale, row: float) -> Iterator[Bar]:
    height = round(row * 0.66, 1)
    for number, strip in enumerate(strips):
        band = scale.band(strip.title, strip.start, strip.end)
        top = HEAD + number * row
        y = round(top + (row - height) / 2, 1)
        width = max(band.width, 10)
        yield Bar(
            strip=strip,
            x=band.x,
            y=y,
            width=width,
            height=height,
            text_y=round(top + row * 0.74, 1),
            top=round(top, 1),
            is_odd=bool(number % 2),
            hatch=_pattern(strip.state, band.x, y, width, height),
        )


def _pattern(state: str, x: float, y: float, width: float, height: float) -> str:
    if state == "busy":
        return hatched(x, y, width, height, STEP)
    if state == "late":
        lines = hatched(x, y, width, height, STEP * 0.7)
        return lines + hatched(x, y, width, height, STEP * 0.7, leans_back=True)
    return ""


def hatched(
    x: float, y: float, width: float, height: float, step: float, *, leans_back: bool = False
) -> str:
    """Slanting lines that fill a box, cut off at its edges."""
    lines = []
    start = step / 2 - height
    while start < width:
        left, right = max(start, 0), min(start + height, width)
        if right > left:
            low, high = height - (left - start), height - (right - start)
            if leans_back:
                low, high = height - low, height - high
            lines.append(f"M{x + left:.1f} {y + low:.1f}L{x + right:.1f} {y + high:.1f}")
        start += step
    return "".join(lines)


def _groups(bars: Sequence[Bar], row: float) -> Iterator[Group]:
    start = 0
    for number, bar in enumerate(bars, start=1):
        is_last = number == len(bars) or bars[number].strip.group != bar.strip.group
        if is_last:
            top = HEAD + start * row
            yield Group(bar.strip.group, round(top, 1), round((number - start) * row, 1))
            start = number


def _arrows(bars: Sequence[Bar]) -> Iterator[str]:
    by_key = {bar.strip.key: bar for bar in bars}
    for waiting in bars:
        for key in waiting.strip.after:
            first = by_key.get(key)
            if first and first is not waiting:
                yield _arrow(first, waiting)


def _arrow(first: Bar, waiting: Bar) -> str:
    """From the end of what comes first, down, to the start of what waits for it."""
    right = first.x + first.width
    turn = max(min(right + 8, waiting.x - 6), right + 4)
    return (
        f"M{right:.1f} {first.middle}H{turn:.1f}V{waiting.middle}H{waiting.x - 1:.1f}"
        "m-8 -5l8 5l-8 5"
    )


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
