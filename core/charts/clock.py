"""How far a term has run, as part of a circle."""

import datetime
from dataclasses import dataclass
from math import pi

RADIUS = 36.0
ROUND = 2 * pi * RADIUS


@dataclass(frozen=True)
class Clock:
    left: int
    run: float
    rest: float

    @property
    def is_passed(self) -> bool:
        return self.left < 0


def clock(start: datetime.date, last_day: datetime.date, today: datetime.date) -> Clock:
    """Days left up to and including the last day; below zero the term has passed."""
    total = max((last_day - start).days + 1, 1)
    left = (last_day - today).days
    share = min(max((today - start).days / total, 0), 1)
    return Clock(left, round(ROUND * share, 1), round(ROUND * (1 - share), 1))
