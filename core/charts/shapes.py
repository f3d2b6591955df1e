"""Patterns that survive a black-and-white print, drawn as one path each."""


def diagonals(x: float, y: float, width: float, height: float, gap: float = 7) -> str:
    """Rising lines inside a box."""
    lines = []
    start = gap
    while start < width + height:
        left, right = max(0.0, start - height), min(start, width)
        low, high = min(start, height), max(0.0, start - width)
        lines.append(f"M{x + left:.1f} {y + low:.1f}L{x + right:.1f} {y + high:.1f}")
        start += gap
    return "".join(lines)


def dots(x: float, y: float, width: float, height: float, gap: float = 7) -> str:
    """Points inside a box, every second row shifted; drawn with round line ends."""
    points = []
    row = 0
    down = gap / 2
    while down < height:
        right = gap / 2 if row % 2 == 0 else gap
        while right < width - 1:
            points.append(f"M{x + right:.1f} {y + down:.1f}h.01")
            right += gap
        row += 1
        down += gap * 0.72
    return "".join(points)
