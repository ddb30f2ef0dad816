"""Pictures of a standing as geometry: what the SVG templates draw, on screen and on paper.

All numbers are texts in units of the drawing's own box, which is as wide as a phone's page.
Shapes and dashes tell things apart, not colours alone. Every picture has a title and a sentence
that says what it shows; the numbers stand in a table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import cos, pi, sin
from typing import Protocol

from indicators.field import Position
from indicators.rounding import points
from indicators.standings import Line, Standing
from indicators.versions import Step

WIDTH = 380
MARGIN = 14
AXIS = 30
"""Room for the labels of an axis."""


STEPS = tuple(map(Decimal, ("10", "5", "2", "1", "0.5", "0.2", "0.1")))
"""Between the lines of a grid; the largest that leaves two of them is taken."""


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
class Point:
    """A mark with its label; a label that would run into another's is left out."""

    x: str
    y: str
    label: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of a grid, or one that parts two stretches of years."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class YearsChart:
    """The whole index over the years: one stretch of line for each scale."""

    title: str
    description: str
    width: int
    height: int
    base: str
    left: str
    right: str
    stretches: tuple[str, ...]
    """Paths."""
    marks: tuple[Point, ...]
    levels: tuple[Rule, ...]
    breaks: tuple[Rule, ...]
    years: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One component: its own score as a bar, what it is measured against as ticks."""

    y: str
    label: str
    value: str
    length: str
    label_y: str
    ticks: tuple[tuple[str, str], ...]
    """Kind (before, mean, best, target) and place."""
    tick_top: str
    tick_bottom: str


@dataclass(frozen=True, slots=True)
class BarsChart:
    """Components as bars, the highest share of the scale first."""

    title: str
    description: str
    width: int
    height: int
    left: str
    bar_height: int
    bars: tuple[Bar, ...]
    kinds: tuple[str, ...]
    """Which ticks are there at all, for the key."""


@dataclass(frozen=True, slots=True)
class Radar:
    """Components as a star: the own outline, that of the year before, that of the mean."""

    title: str
    description: str
    width: int
    height: int
    rings: tuple[str, ...]
    spokes: tuple[Point, ...]
    labels: tuple[tuple[Point, str], ...]
    """Place and anchor of each label."""
    own: str
    before: str
    best: str
    centre: Point


@dataclass(frozen=True, slots=True)
class Strip:
    """Where one province stands among all: a tick for each, a mark for its own."""

    width: int
    ticks: str
    own: str


def years_chart(title: str, years: Sequence[InYear]) -> YearsChart:
    """Draw points over the years, for as many as are known."""
    known = [one for one in years if one.value is not None]
    values = [one.value for one in known if one.value is not None]
    low, high = _bounds(values)
    height, top, base = 210, 26, 170
    first, last = (known[0].year, known[-1].year) if known else (0, 1)

    def x(year: int) -> float:
        return AXIS + (WIDTH - AXIS - MARGIN) * (year - first) / max(1, last - first)

    def y(value: Decimal) -> float:
        return base - (base - top) * float((value - low) / (high - low))

    stretches: list[list[InYear]] = []
    for one in known:
        if not stretches or not one.step.subtracts or stretches[-1][-1].year != one.year - 1:
            stretches.append([])
        stretches[-1].append(one)
    told = _told(known)
    return YearsChart(
        title=title,
        description=_sentence_of_years(known),
        width=WIDTH,
        height=height,
        base=_n(base),
        left=_n(AXIS),
        right=_n(WIDTH - MARGIN),
        stretches=tuple(
            "M" + " L".join(f"{_n(x(one.year))} {_n(y(one.value or low))}" for one in stretch)
            for stretch in stretches
        ),
        marks=tuple(
            Point(
                _n(x(one.year)),
                _n(y(one.value or low)),
                points(one.value) if one.year in told else "",
                f"{one.year}: {points(one.value)}",
            )
            for one in known
        ),
        levels=tuple(Rule(_n(y(level)), f"{level:f}") for level in (low, (low + high) / 2, high)),
        breaks=tuple(
            Rule(_n((x(one.year) + x(one.year - 1)) / 2), one.step.warning)
            for one in known[1:]
            if not one.step.subtracts
        ),
        years=tuple(
            Point(
                _n(x(one.year)),
                _n(base + 15),
                f"{one.year % 100:02}",
                f"{one.position.rank}" if one.position else "",
            )
            for one in known
        ),
    )


def bars_chart(standing: Standing, targets: dict[int, Decimal]) -> BarsChart:
    """Draw the dimensions as bars; `targets` are promised points by primary key of component."""
    rows = sorted(
        (one for one in standing.dimensions if one.value is not None),
        key=lambda one: -_share(one, one.value),
    )
    step, bar_height, left = 36, 11, MARGIN
    room = WIDTH - 2 * MARGIN - 34
    bars = []
    for place, row in enumerate(rows):
        top = 8 + place * step
        against = {
            "before": row.before if row.step.subtracts else None,
            "mean": row.mean,
            "best": row.best.value if row.best else None,
            "target": targets.get(row.component.pk),
        }
        bars.append(
            Bar(
                y=_n(top + 16),
                label=f"{row.component.code}. {row.component.heading}",
                value=points(row.value),
                length=_n(room * _share(row, row.value)),
                label_y=_n(top + 11),
                ticks=tuple(
                    (kind, _n(left + room * _share(row, value)))
                    for kind, value in against.items()
                    if value is not None
                ),
                tick_top=_n(top + 13),
                tick_bottom=_n(top + 16 + bar_height + 3),
            )
        )
    kinds = {kind for bar in bars for kind, _ in bar.ticks}
    return BarsChart(
        title=f"Các chỉ số nội dung năm {standing.year}",
        description=_sentence_of_bars(rows),
        width=WIDTH,
        height=16 + step * len(rows),
        left=_n(left),
        bar_height=bar_height,
        bars=tuple(bars),
        kinds=tuple(one for one in ("before", "mean", "best", "target") if one in kinds),
    )


def radar(standing: Standing) -> Radar | None:
    """Draw the dimensions as a star, None for fewer than three."""
    rows = [one for one in standing.dimensions if one.value is not None]
    if len(rows) < 3:
        return None
    middle, top, reach = WIDTH / 2, 160.0, 105.0
    angles = [2 * pi * place / len(rows) - pi / 2 for place in range(len(rows))]

    def outline(shares: Sequence[float]) -> str:
        return " ".join(
            f"{_n(middle + reach * share * cos(angle))},{_n(top + reach * share * sin(angle))}"
            for share, angle in zip(shares, angles, strict=True)
        )

    befores = [one.before if one.step.subtracts else None for one in rows]
    bests = [one.best.value if one.best else None for one in rows]
    labels = []
    for row, angle in zip(rows, angles, strict=True):
        across = cos(angle)
        anchor = "middle" if abs(across) < 0.2 else "start" if across > 0 else "end"
        at_x, at_y = middle + (reach + 8) * across, top + (reach + 12) * sin(angle) + 4
        labels.append((Point(_n(at_x), _n(at_y), row.component.heading), anchor))
    return Radar(
        title=f"Các chỉ số nội dung năm {standing.year}, hình sao",
        description=_sentence_of_bars(rows),
        width=WIDTH,
        height=310,
        rings=tuple(outline([share] * len(rows)) for share in (0.25, 0.5, 0.75, 1)),
        spokes=tuple(
            Point(_n(middle + reach * cos(angle)), _n(top + reach * sin(angle))) for angle in angles
        ),
        labels=tuple(labels),
        own=outline([_share(one, one.value) for one in rows]),
        before=""
        if None in befores
        else outline([_share(one, value) for one, value in zip(rows, befores, strict=True)]),
        best=""
        if None in bests
        else outline([_share(one, value) for one, value in zip(rows, bests, strict=True)]),
        centre=Point(_n(middle), _n(top)),
    )


def strip(line: Line) -> Strip | None:
    """Draw where a province stands in one component, None without a score."""
    if line.value is None or not line.spread:
        return None
    low, high = line.spread[0], line.spread[-1]
    width = 120

    def x(value: Decimal) -> str:
        share = float((value - low) / (high - low)) if high > low else 0.5
        return _n(4 + (width - 8) * share)

    ticks = "".join(f"M{x(value)} 6v10" for value in dict.fromkeys(line.spread))
    return Strip(width, ticks, x(line.value))


def _share(line: Line, value: Decimal | None) -> float:
    """Return how far a score has come on the scale of its component, from 0 to 1."""
    if value is None:
        return 0
    low, high = line.component.scale_min, line.component.scale_max
    return min(1.0, max(0.0, float((value - low) / (high - low))))


def _bounds(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Return round numbers below and above all values."""
    if not values:
        return Decimal(0), Decimal(1)
    low, high = min(values), max(values)
    step = next((one for one in STEPS if one * 2 <= high - low), STEPS[-1])
    bottom = (low / step).to_integral_value(ROUND_FLOOR) * step
    top = (high / step).to_integral_value(ROUND_CEILING) * step
    return bottom, max(top, bottom + step)


def _told(known: Sequence[InYear]) -> set[int]:
    """Return the years whose value is written: first and last, highest and lowest."""
    if not known:
        return set()
    by_value = sorted(known, key=lambda one: one.value or 0)
    return {known[0].year, known[-1].year, by_value[0].year, by_value[-1].year}


def _sentence_of_years(known: Sequence[InYear]) -> str:
    if not known:
        return "Chưa có số liệu."
    first, last = known[0], known[-1]
    return (
        f"Điểm từ năm {first.year} ({points(first.value)}) đến năm {last.year}"
        f" ({points(last.value)}); đường đứt ở năm mà thang điểm đổi."
    )


def _sentence_of_bars(rows: Sequence[Line]) -> str:
    if not rows:
        return "Chưa có số liệu."
    best = max(rows, key=lambda one: _share(one, one.value))
    worst = min(rows, key=lambda one: _share(one, one.value))
    return (
        f"Cao nhất trên thang điểm là {best.component.heading} ({points(best.value)}),"
        f" thấp nhất là {worst.component.heading} ({points(worst.value)})."
    )


def _n(value: float) -> str:
    """Return a number of the drawing with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
