"""The dimensions of a province as bars, beside what they are measured against."""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import ClassVar

from indicators.charts.drawing import (
    MARGIN,
    WIDTH,
    Drawing,
    Mark,
    below_head,
    key,
    key_height,
    mark,
    number,
    sentence,
    share,
)
from indicators.rounding import points
from indicators.standing.standings import Line, Standing
from indicators.targets import promises
from indicators.targets.promises import Promise
from papi_portal.wording import said

STEP, BAR = 40, 12
ROOM = WIDTH - 2 * MARGIN - 40
LABEL_LETTERS = 52
TITLE = said("Các chỉ số nội dung của {place} năm {year}")
AGAINST = {
    "own": said("năm này"),
    "before": said("năm trước"),
    "mean": said("trung bình cả nước công bố"),
    "plain-mean": said("trung bình các tỉnh"),
    "best": said("tỉnh cao nhất"),
    "target": said("mục tiêu {years}"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One component: its own score as a bar, what it is measured against as marks."""

    y: str
    label: str
    label_y: str
    value: str
    value_y: str
    length: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarsChart(Drawing):
    """Components as bars, the highest share of the scale first."""

    template: ClassVar[str] = "indicators/bars_chart.html"
    name: ClassVar[str] = "bars"

    left: str
    bar_height: int
    bars: tuple[Bar, ...]


def bars_chart(standing: Standing, targets: Mapping[int, Promise]) -> BarsChart:
    """Draw the dimensions as bars; `targets` are promises by primary key of component."""
    title = TITLE.format(place=standing.owner.name_inside, year=standing.year)
    rows = [one for one in standing.dimensions if one.value is not None]
    rows.sort(key=lambda one: -share(one.component, one.value))
    top = below_head(title)
    bars = tuple(
        _bar(row, top + STEP * place, targets.get(row.component.pk))
        for place, row in enumerate(rows)
    )
    there = {one.kind for bar in bars for one in bar.marks} | ({"own"} if bars else set())
    told = promises.years(targets[one.component.pk] for one in rows if one.component.pk in targets)
    kinds = [(kind, words.format(years=told)) for kind, words in AGAINST.items() if kind in there]
    bottom = top + STEP * len(rows)
    return BarsChart(
        title=title,
        description=sentence(rows),
        height=bottom + key_height(len(kinds)),
        key=key(kinds, bottom),
        left=number(MARGIN),
        bar_height=BAR,
        bars=bars,
    )


def _bar(row: Line, top: float, target: Promise | None) -> Bar:
    against = {
        "before": row.before if row.step.subtracts else None,
        "mean" if row.mean_is_published else "plain-mean": row.mean,
        "best": row.best.value if row.best else None,
        "target": target.points if target else None,
    }
    y = top + 19
    return Bar(
        y=number(y),
        label=shorten(
            f"{row.component.code}. {row.component.heading}", LABEL_LETTERS, placeholder="…"
        ),
        label_y=number(top + 12),
        value=points(row.value),
        value_y=number(y + 10),
        length=number(ROOM * share(row.component, row.value)),
        marks=tuple(
            mark(
                kind,
                MARGIN + ROOM * share(row.component, value),
                # Below the bar, so that it does not cover the ring of the year before.
                y + (BAR + 5 if kind == "target" else BAR / 2),
            )
            for kind, value in against.items()
            if value is not None
        ),
    )
