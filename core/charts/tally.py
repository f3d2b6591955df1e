"""XG6: a count against the line it has to reach, and the base both are taken from."""

from dataclasses import dataclass

WIDTH = 480.0


@dataclass(frozen=True)
class Tally:
    value: int
    base: int
    needed: int | None
    filled: float
    line: float | None
    width: float = WIDTH

    @property
    def is_reached(self) -> bool:
        return self.needed is None or self.value >= self.needed

    @property
    def sentence(self) -> str:
        said = f"{self.value} van {self.base}"
        return said if self.needed is None else f"{said}, nodig zijn er {self.needed}"


def tally(value: int, base: int, needed: int | None = None) -> Tally:
    """Places on a line of `WIDTH`; more than the base is drawn as full."""
    unit = WIDTH / max(base, 1)
    return Tally(
        value=value,
        base=base,
        needed=needed,
        filled=round(min(value * unit, WIDTH), 1),
        line=None if needed is None else round(min(needed * unit, WIDTH), 1),
    )
