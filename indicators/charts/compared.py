"""Provinces beside each other: for each component a group of bars with names and points."""

from dataclasses import dataclass
from textwrap import shorten
from typing import ClassVar

from indicators.charts.drawing import WIDTH, Drawing, Point, below_head, number, share
from indicators.rounding import points
from indicators.standing.side_by_side import Row, SideBySide
from papi_portal.wording import said

NAMES, MARKED_NAMES, VALUES = 112, 130, 40
"""Room for the names before the bars, for those with years, and for the points behind them."""
STEP, BAR, GAP = 15, 9, 26
NAME_LETTERS, MARKED_LETTERS, LABEL_LETTERS = 17, 20, 56


@dataclass(frozen=True, slots=True)
class NamedBar:
    """One province in one component; without a score there is no bar."""

    name: Point
    value: Point
    y: str
    length: str


@dataclass(frozen=True, slots=True)
class Group:
    """One component with the bars of the compared provinces."""

    label: Point
    bars: tuple[NamedBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedChart(Drawing):
    """Provinces beside each other; each bar on the scale of its own component."""

    template: ClassVar[str] = "indicators/compared_chart.html"
    name: ClassVar[str] = "compared"

    left: str
    bar_height: int
    groups: tuple[Group, ...]


def compared_chart(found: SideBySide) -> ComparedChart:
    """Draw provinces beside each other."""
    names = ", ".join(one.bare_name for one in found.provinces)
    title = f"{found.framework.index.short_name} {found.year}: {names}"
    top = below_head(title)
    is_marked = any(one.mark for one in found.provinces)
    height = GAP + STEP * len(found.provinces)
    return ComparedChart(
        title=title,
        description=said("Mỗi thanh là điểm của một tỉnh trên thang điểm của chỉ số đó."),
        height=top + height * len(found.rows) + 4,
        left=number(MARKED_NAMES if is_marked else NAMES),
        bar_height=BAR,
        groups=tuple(
            _group(row, top + height * place, is_marked=is_marked)
            for place, row in enumerate(found.rows)
        ),
    )


def _group(row: Row, top: float, *, is_marked: bool) -> Group:
    left, letters = (MARKED_NAMES, MARKED_LETTERS) if is_marked else (NAMES, NAME_LETTERS)
    room = WIDTH - left - VALUES
    bars = []
    for place, cell in enumerate(row.cells):
        y = top + GAP - 6 + STEP * place
        mark = cell.province.mark
        name = shorten(cell.province.run.head.bare_name, letters - len(mark), placeholder="…")
        bars.append(
            NamedBar(
                name=Point(number(left - 6), number(y + BAR), name + mark),
                value=Point(number(WIDTH), number(y + BAR), points(cell.value)),
                y=number(y),
                length=number(room * share(row.component, cell.value)),
            )
        )
    code = f"{row.component.code}. " if row.component.depth else ""
    label = shorten(f"{code}{row.component.heading}", LABEL_LETTERS, placeholder="…")
    return Group(Point("0", number(top + 14), label), tuple(bars))
