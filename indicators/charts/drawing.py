"""What all pictures have in common: a box, a title in words, a key, and how texts are cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
from typing import ClassVar

from indicators.models import Component
from indicators.rounding import points
from indicators.standing.standings import Line
from papi_portal.speaking import spoken
from papi_portal.wording import said

WIDTH = 380
MARGIN = 14
LINE = 15
"""From one line of text to the next."""
KEY_LINE = 19
HEAD_LETTERS = 48
KEY_COLUMNS = (MARGIN, WIDTH // 2 + 8)
SHAPES = {
    "own": ((-8, -4, "h16v8h-16z"),),
    "before": ((-4, 0, "a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"),),
    "mean": ((0, -8, "v4"), (0, -2, "v4"), (0, 4, "v4")),
    "plain-mean": ((0, -8, "v6"), (0, 2, "v6")),
    "best": ((0, -8, "v16"),),
    "target": ((0, -6, "l6 6l-6 6l-6 -6z"),),
    "ring": ((-3, 0, "a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"),),
    "square": ((-2.5, -2.5, "h5v5h-5z"),),
    "outline-before": ((-9, 0, "h4"), (-3, 0, "a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"), (5, 0, "h4")),
    "outline-best": ((-9, 0, "h18"), (-2.5, -2.5, "h5v5h-5z")),
    "outline-mean": ((-9, 0, "h2"), (-4, 0, "h2"), (1, 0, "h2"), (6, 0, "h2")),
}
"""Parts of each mark: where they begin, seen from its place, and their path.

Year before: a ring; mean: a line broken twice, that of the provinces once; best: a line; target: a
diamond; own: a filled bar. An outline of a star has rings or squares at its corners.
"""


@dataclass(frozen=True, slots=True)
class Point:
    """A place with its text."""

    x: str
    y: str
    label: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape that means something; `kind` says what, the path is the shape itself."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A shape and what it means, in the key."""

    mark: Mark
    at: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture: what it is called, what it shows in a sentence, how high it is, and its key."""

    template: ClassVar[str]
    name: ClassVar[str]
    """Tells it from the other pictures of a page, also in addresses."""

    width: ClassVar[int] = WIDTH
    head_letters: ClassVar[int] = HEAD_LETTERS
    """In a line of the title."""

    title: str
    description: str
    height: int
    key: tuple[Entry, ...] = ()

    @property
    def head(self) -> tuple[Point, ...]:
        """The title in lines that fit."""
        return tuple(
            Point("0", number(13 + LINE * at), line)
            for at, line in enumerate(wrap(spoken(self.title), self.head_letters))
        )


def below_head(title: str, letters: int = HEAD_LETTERS) -> int:
    """Return where a picture begins under its title."""
    return 8 + LINE * max(1, len(wrap(title, letters)))


def mark(kind: str, x: float, y: float) -> Mark:
    """Draw the shape of a kind around a place."""
    parts = (
        f"M{number(x + across)} {number(y + down)}{rest}" for across, down, rest in SHAPES[kind]
    )
    return Mark(kind, "".join(parts))


def key(kinds: Sequence[tuple[str, str]], top: float) -> tuple[Entry, ...]:
    """Lay a key out in two columns: kinds of marks with what they mean."""
    entries = []
    for place, (kind, words) in enumerate(kinds):
        x, y = KEY_COLUMNS[place % 2], top + KEY_LINE * (place // 2) + 16
        entries.append(Entry(mark(kind, x + 9, y - 4), Point(number(x + 24), number(y), words)))
    return tuple(entries)


def key_height(count: int) -> int:
    return KEY_LINE * -(-count // 2) + 8 if count else 0


def share(component: Component, value: Decimal | None) -> float:
    """Return how far a score has come on the scale of its component, from 0 to 1."""
    if value is None:
        return 0
    low, high = component.scale_min, component.scale_max
    return min(1.0, max(0.0, float((value - low) / (high - low))))


def sentence(rows: Sequence[Line]) -> str:
    """Say which components stand highest and lowest on their scales."""
    if not rows:
        return said("Chưa có số liệu.")
    best = max(rows, key=lambda one: share(one.component, one.value))
    worst = min(rows, key=lambda one: share(one.component, one.value))
    return said(
        "Cao nhất trên thang điểm là {heading} ({value}), thấp nhất là {heading_2} ({value_2}).",
        heading=best.component.heading,
        value=points(best.value),
        heading_2=worst.component.heading,
        value_2=points(worst.value),
    )


def number(value: float) -> str:
    """Return a number of the drawing with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
