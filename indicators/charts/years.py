"""Points over the years, one stretch of line for each scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import ClassVar, Protocol

from indicators.charts.drawing import LINE, WIDTH, Drawing, Point, below_head, number
from indicators.field import Position
from indicators.rounding import points
from indicators.versions import Step
from papi_portal import figures
from papi_portal.wording import said

LEFT, RIGHT = 40, WIDTH - 20
"""Room for the labels of the axis, and for half of the last value."""
PLOT, ABOVE_PLOT = 144, 12
STEPS = tuple(map(Decimal, ("10", "5", "2", "1", "0.5", "0.2", "0.1")))
"""Between the lines of a grid; the largest that leaves two of them is taken."""
MOST_YEARS = 9
"""With more years only every second one is written."""
VALUE_WIDTH, VALUE_HEIGHT = 36, 13


class InYear(Protocol):
    """Points of a year, where they stood, and what parts them from the year before."""

    @property
    def year(self) -> int: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def position(self) -> Position | None: ...
    @property
    def step(self) -> Step: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the grid, with its words: how high it is."""

    at: str
    label: Point


@dataclass(frozen=True, slots=True)
class Break:
    """A line that parts two stretches of years, as a path, with its words."""

    path: str
    label: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsChart(Drawing):
    """Points over the years, ranks below them; a value that would run into another is left out."""

    template: ClassVar[str] = "indicators/years_chart.html"
    name: ClassVar[str] = "years"

    left: str
    right: str
    stretches: tuple[str, ...]
    """Paths."""
    dots: tuple[Point, ...]
    values: tuple[Point, ...]
    levels: tuple[Rule, ...]
    breaks: tuple[Break, ...]
    years: tuple[Point, ...]
    ranks: tuple[Point, ...]
    ranks_at: str


Known = tuple[InYear, Decimal]


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where years and points stand in the picture."""

    first: int
    last: int
    low: Decimal
    high: Decimal
    top: int

    @property
    def base(self) -> int:
        return self.top + PLOT

    @property
    def middle(self) -> Decimal:
        return (self.low + self.high) / 2

    def x(self, year: float) -> float:
        return (
            LEFT + 16 + (RIGHT - LEFT - 16) * (year - self.first) / max(1, self.last - self.first)
        )

    def y(self, value: Decimal) -> float:
        return self.base - PLOT * float((value - self.low) / (self.high - self.low))

    def at(self, year: int, value: Decimal) -> tuple[str, str]:
        return number(self.x(year)), number(self.y(value))


def years_chart(title: str, years: Sequence[InYear]) -> YearsChart:
    """Draw points over the years, for as many as are known."""
    known = [(one, one.value) for one in years if one.value is not None]
    plane = _plane(known, below_head(title) + 18)
    stretches = _stretches(known)
    breaks = [one for one, _ in known[1:] if one.step.label]
    ranks_at = plane.base + 2 * LINE
    values = tuple(_values(stretches, plane))
    return YearsChart(
        title=title,
        description=_sentence(known),
        height=ranks_at + 8 + LINE * len(breaks),
        left=number(LEFT),
        right=number(RIGHT),
        stretches=tuple(_path(stretch, plane) for stretch in stretches),
        dots=tuple(
            Point(*plane.at(one.year, value), title=f"{one.year}: {points(value)}")
            for one, value in known
        ),
        values=values,
        levels=tuple(_level(one, plane) for one in (plane.low, plane.middle, plane.high)),
        breaks=tuple(
            Break(
                _upright(plane.x(one.year - 0.5), plane, values),
                _inside(plane.x(one.year - 0.5), ranks_at + LINE * place, one.step.label),
            )
            for place, one in enumerate(breaks, start=1)
        ),
        years=tuple(
            Point(number(plane.x(one.year)), number(plane.base + LINE), f"{one.year}")
            for one, _ in known
            if len(known) <= MOST_YEARS or not (plane.last - one.year) % 2
        ),
        ranks=tuple(
            Point(number(plane.x(one.year)), number(ranks_at), f"{one.position.rank}")
            for one, _ in known
            if one.position and one.position.rank
        ),
        ranks_at=number(ranks_at),
    )


def _plane(known: Sequence[Known], top: int) -> _Plane:
    first, last = (known[0][0].year, known[-1][0].year) if known else (0, 1)
    return _Plane(first, last, *_bounds([value for _, value in known]), top)


def _path(stretch: Sequence[Known], plane: _Plane) -> str:
    return "M" + " L".join(" ".join(plane.at(one.year, value)) for one, value in stretch)


def _level(value: Decimal, plane: _Plane) -> Rule:
    y = plane.y(value)
    return Rule(number(y), Point("0", number(y + 4), figures.written(value)))


def _stretches(known: Sequence[Known]) -> list[list[Known]]:
    """Part the years where two neighbours do not subtract, or one is missing."""
    stretches: list[list[Known]] = []
    for one, value in known:
        last = stretches[-1][-1][0].year if stretches else None
        if last != one.year - 1 or not one.step.subtracts:
            stretches.append([])
        stretches[-1].append((one, value))
    return stretches


def _values(stretches: Sequence[Sequence[Known]], plane: _Plane) -> list[Point]:
    """Write the last, the highest, the lowest and the first value, clear of line and each other."""
    wanted = _wanted([one for stretch in stretches for one in stretch])
    found = []
    for stretch in stretches:
        for place, (one, value) in enumerate(stretch):
            if one.year in wanted:
                beside = [near for _, near in stretch[max(0, place - 1) : place + 2]]
                above = value * len(beside) >= sum(beside)
                # Away from the line between two stretches.
                aside = 14 * (one is stretch[0][0]) - 14 * (one is stretch[-1][0])
                x = min(max(plane.x(one.year) + aside, LEFT + 18), RIGHT)
                y = plane.y(value) + (-8 if above else 17)
                found.append((wanted.index(one.year), x, y, value))
    placed: list[tuple[float, float]] = []
    written = []
    for _, x, y, value in sorted(found):
        if all(abs(x - a) >= VALUE_WIDTH or abs(y - b) >= VALUE_HEIGHT for a, b in placed):
            placed.append((x, y))
            written.append(Point(number(x), number(y), points(value)))
    return written


def _wanted(known: Sequence[Known]) -> list[int]:
    """Return the years whose value is to be written, the most wanted first."""
    if not known:
        return []
    by_value = sorted(known, key=lambda one: one[1])
    asked = (known[-1], by_value[-1], by_value[0], known[0])
    return list(dict.fromkeys(one.year for one, _ in asked))


def _upright(x: float, plane: _Plane, values: Sequence[Point]) -> str:
    """Draw where two stretches part, with an opening for each value that stands there."""
    tops = sorted(float(one.y) for one in values if abs(float(one.x) - x) < VALUE_WIDTH / 2)
    ends = [plane.top - ABOVE_PLOT, *(end for y in tops for end in (y - VALUE_HEIGHT, y + 3))]
    pieces = zip(ends[::2], [*ends[1::2], plane.base], strict=True)
    return "".join(
        f"M{number(x)} {number(start)}V{number(end)}" for start, end in pieces if start < end
    )


def _inside(x: float, y: float, words: str) -> Point:
    """Place words below a line so that they stay inside the picture."""
    half = 3 * len(words)
    return Point(number(min(max(x, half), WIDTH - half)), number(y), words)


def _bounds(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Return round numbers below and above all values."""
    if not values:
        return Decimal(0), Decimal(1)
    low, high = min(values), max(values)
    step = next((one for one in STEPS if one * 2 <= high - low), STEPS[-1])
    bottom = (low / step).to_integral_value(ROUND_FLOOR) * step
    if (low - bottom) * 8 < high - bottom:  # room for the value below the lowest point
        bottom -= step
    top = (high / step).to_integral_value(ROUND_CEILING) * step
    return bottom, max(top, bottom + step)


def _sentence(known: Sequence[Known]) -> str:
    if not known:
        return said("Chưa có số liệu.")
    (first, at_first), (last, at_last) = known[0], known[-1]
    return said(
        "Điểm từ năm {year} ({at_first}) đến năm {year_2} ({at_last}); đường đứt ở năm"
        " không so được với năm trước, vạch đứng ở năm bộ tiêu chí hoặc cách đo đổi.",
        year=first.year,
        at_first=points(at_first),
        year_2=last.year,
        at_last=points(at_last),
    )
