"""XG1: what is wanted per item. Minder left, meer right, houden zo on the zero line,
anders in its own column because it is not in between."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.charts.palette import EDGE, FILL, LABEL
from core.charts.shapes import diagonals, dots

WIDTH = 380
HEIGHT = 32
BAR = 24
TOP = 4
MIDDLE = 146.0
REACH = 140.0
COLUMN = 310.0
COLUMN_WIDTH = 64.0
WORDS = {"less": "minder", "keep": "houden zo", "more": "meer", "different": "anders"}


@dataclass(frozen=True)
class Counts:
    """How often each direction was given for one item; `unknown` stays outside the base."""

    label: str
    less: int = 0
    keep: int = 0
    more: int = 0
    different: int = 0
    unknown: int = 0
    note: str = ""
    url: str = ""

    @property
    def base(self) -> int:
        return self.less + self.keep + self.more + self.different

    @property
    def agreement(self) -> float:
        """The share of the largest direction, 0 to 1."""
        largest = max(self.less, self.keep, self.more, self.different)
        return largest / self.base if self.base else 0.0

    @property
    def sentence(self) -> str:
        said = ", ".join(f"{getattr(self, kind)} {word}" for kind, word in WORDS.items())
        return f"{self.label}: {said}"


@dataclass(frozen=True)
class Segment:
    kind: str
    count: int
    x: float
    width: float

    @property
    def y(self) -> float:
        return float(TOP)

    @property
    def height(self) -> float:
        return float(BAR)

    @property
    def fill(self) -> str:
        return FILL[self.kind]

    @property
    def edge(self) -> str:
        return EDGE[self.kind]

    @property
    def label_fill(self) -> str:
        return LABEL[self.kind]

    @property
    def label_x(self) -> float:
        return self.x + self.width / 2

    @property
    def label_width(self) -> float:
        return 10.0 * len(str(self.count)) + 6

    @property
    def plate_x(self) -> float:
        return self.label_x - self.label_width / 2

    @property
    def label_fits(self) -> bool:
        return self.width >= self.label_width

    @property
    def pattern(self) -> str:
        if self.kind == "less":
            return diagonals(self.x, self.y, self.width, self.height)
        if self.kind == "different":
            return dots(self.x, self.y, self.width, self.height)
        return ""


@dataclass(frozen=True)
class Row:
    counts: Counts
    segments: tuple[Segment, ...]
    is_too_few: bool


@dataclass(frozen=True)
class Diverging:
    rows: tuple[Row, ...]
    width: int = WIDTH
    height: int = HEIGHT
    middle: float = MIDDLE
    column: float = COLUMN


def diverging(items: Iterable[Counts], *, minimum: int = 5) -> Diverging:
    """Rows by agreement, the highest first; below `minimum` answers no numbers are drawn."""
    ordered = sorted(items, key=lambda counts: (-counts.agreement, counts.label))
    unit = scale([counts for counts in ordered if counts.base >= minimum])
    return Diverging(tuple(row(counts, unit, minimum) for counts in ordered))


def scale(shown: list[Counts]) -> float:
    """Width of one answer, the same in every row and column."""
    side = max((max(c.less, c.more) + c.keep / 2 for c in shown), default=0)
    apart = max((c.different for c in shown), default=0)
    return min(REACH / max(side, 1), COLUMN_WIDTH / max(apart, 1))


def row(counts: Counts, unit: float, minimum: int) -> Row:
    if counts.base < max(minimum, 1):
        return Row(counts, (), is_too_few=True)
    half = counts.keep * unit / 2
    placed = (
        ("less", counts.less, MIDDLE - half - counts.less * unit),
        ("keep", counts.keep, MIDDLE - half),
        ("more", counts.more, MIDDLE + half),
        ("different", counts.different, COLUMN),
    )
    segments = tuple(
        Segment(kind, count, round(x, 2), round(count * unit, 2))
        for kind, count, x in placed
        if count
    )
    return Row(counts, segments, is_too_few=False)
