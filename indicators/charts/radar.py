"""The dimensions of a province as a star, beside the year before, the mean and the best."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin
from textwrap import wrap
from typing import ClassVar

from indicators.charts.drawing import (
    LINE,
    WIDTH,
    Drawing,
    Mark,
    Point,
    below_head,
    key,
    key_height,
    mark,
    number,
    sentence,
    share,
)
from indicators.standing.standings import Line, Standing
from indicators.targets import promises
from indicators.targets.promises import Promise
from papi_portal.wording import said

MIDDLE, REACH = WIDTH / 2, 98.0
SIDE_LETTERS, END_LETTERS, MOST_LINES = 13, 26, 3
"""Letters in a line of a label beside the star, and above or below it."""
TITLE = said("Các chỉ số của {place} năm {year}, hình sao")
KEY = {
    "own": said("năm này"),
    "outline-before": said("năm trước"),
    "outline-mean": said("trung bình"),
    "outline-best": said("tỉnh cao nhất"),
    "target": said("mục tiêu {years}"),
}

CORNERS = {"outline-before": "ring", "outline-best": "square"}


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a component at the end of its spoke, in lines."""

    anchor: str
    lines: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Radar(Drawing):
    """Components as a star: own outline, that of the year before, the mean, the best; targets."""

    template: ClassVar[str] = "indicators/radar.html"
    name: ClassVar[str] = "radar"

    rings: tuple[str, ...]
    spokes: tuple[Point, ...]
    labels: tuple[Label, ...]
    own: str
    before: str
    mean: str
    best: str
    corners: tuple[Mark, ...]
    """Of the outlines that lie close to each other, so that one follows each."""
    targets: tuple[Mark, ...]
    centre: Point


def radar(standing: Standing, targets: Mapping[int, Promise]) -> Radar | None:
    """Draw the dimensions as a star, None for fewer than three; targets are marks on the spokes."""
    rows = [one for one in standing.dimensions if one.value is not None]
    if len(rows) < 3:
        return None
    title = TITLE.format(place=standing.owner.name_inside, year=standing.year)
    middle = below_head(title) + 34 + REACH
    angles = [2 * pi * place / len(rows) - pi / 2 for place in range(len(rows))]
    outlines = {
        "outline-before": _outline(
            rows, angles, middle, [one.before if one.step.subtracts else None for one in rows]
        ),
        "outline-mean": _outline(rows, angles, middle, [one.mean for one in rows]),
        "outline-best": _outline(
            rows, angles, middle, [one.best.value if one.best else None for one in rows]
        ),
    }
    promised = [targets.get(one.component.pk) for one in rows]
    kinds = _kinds(outlines, [one for one in promised if one])
    bottom = middle + REACH + 40
    return Radar(
        title=title,
        description=sentence(rows),
        height=int(bottom) + key_height(len(kinds)),
        key=key(kinds, bottom),
        rings=tuple(_path([ring] * len(rows), angles, middle) for ring in (0.25, 0.5, 0.75, 1.0)),
        spokes=tuple(Point(*map(number, _corner(1, angle, middle))) for angle in angles),
        labels=tuple(
            _label(row.component.heading, angle, middle)
            for row, angle in zip(rows, angles, strict=True)
        ),
        own=_outline(rows, angles, middle, [one.value for one in rows]),
        before=outlines["outline-before"],
        mean=outlines["outline-mean"],
        best=outlines["outline-best"],
        corners=tuple(_corners(outlines)),
        targets=tuple(
            mark("target", *_corner(share(row.component, one.points), angle, middle))
            for row, angle, one in zip(rows, angles, promised, strict=True)
            if one
        ),
        centre=Point(number(MIDDLE), number(middle)),
    )


def _kinds(outlines: Mapping[str, str], promised: Sequence[Promise]) -> list[tuple[str, str]]:
    """Return what is drawn, and what it means."""
    there = {"own", *(kind for kind, outline in outlines.items() if outline)}
    there |= {"target"} if promised else set()
    years = promises.years(promised)
    return [(kind, words.format(years=years)) for kind, words in KEY.items() if kind in there]


def _outline(
    rows: Sequence[Line],
    angles: Sequence[float],
    middle: float,
    values: Sequence[Decimal | None],
) -> str:
    """Return the corners of an outline; empty if one is not known."""
    if None in values:
        return ""
    shares = [share(row.component, value) for row, value in zip(rows, values, strict=True)]
    return _path(shares, angles, middle)


def _path(shares: Sequence[float], angles: Sequence[float], middle: float) -> str:
    corners = (_corner(one, angle, middle) for one, angle in zip(shares, angles, strict=True))
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def _corners(outlines: Mapping[str, str]) -> Iterator[Mark]:
    for outline, kind in CORNERS.items():
        for corner in outlines[outline].split():
            yield mark(kind, *map(float, corner.split(",")))


def _corner(part: float, angle: float, middle: float) -> tuple[float, float]:
    """Return where a share of the scale lies on its spoke."""
    return MIDDLE + REACH * part * cos(angle), middle + REACH * part * sin(angle)


def _label(words: str, angle: float, middle: float) -> Label:
    """Write a name beyond the end of its spoke, in lines narrow enough to stay in the picture."""
    across, down = cos(angle), sin(angle)
    at_end = abs(across) < 0.2
    letters = END_LETTERS if at_end else SIDE_LETTERS
    lines = _balanced(words, letters)
    x = MIDDLE + (REACH + 8) * across
    # A label above grows upwards, one below downwards, one beside both ways.
    y = middle + (REACH + 10) * down + 4 - LINE * (len(lines) - 1) * (1 - down) / 2
    return Label(
        anchor="middle" if at_end else "start" if across > 0 else "end",
        lines=tuple(
            Point(number(x), number(y + LINE * place), line) for place, line in enumerate(lines)
        ),
    )


def _balanced(words: str, letters: int) -> list[str]:
    """Break words into as few lines as fit, each as long as the others."""
    lines = wrap(words, letters, max_lines=MOST_LINES, placeholder="…")
    for narrower in range(letters - 1, 0, -1):
        closer = wrap(words, narrower, break_long_words=False)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines
