"""Where one province stands among all, small enough for a row of a table."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.charts.drawing import number
from indicators.standing.standings import Line

WIDTH = 120


@dataclass(frozen=True, slots=True)
class Strip:
    """A tick for each province, a mark for its own."""

    width: int
    ticks: str
    own: str


def strip(line: Line) -> Strip | None:
    """Draw where a province stands in one component, None without a score."""
    if line.value is None or not line.spread:
        return None
    low, high = line.spread[0], line.spread[-1]
    unit = (WIDTH - 8) / float(high - low) if high > low else 0.0

    def x(value: Decimal) -> str:
        return number(4 + unit * float(value - low) if unit else WIDTH / 2)

    # Many provinces share a place that the eye can tell apart: each is drawn once.
    ticks = "".join(f"M{at} 6v10" for at in dict.fromkeys(x(value) for value in line.spread))
    return Strip(WIDTH, ticks, x(line.value))
