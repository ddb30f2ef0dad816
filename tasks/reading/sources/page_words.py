"""Words and lines of a PDF page by where they stand; blocks side by side are read one by one.

Lengths are points, the origin is the page's upper left corner.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.utils.text import dedupe_chars, extract_words

Char = dict[str, Any]
"""A character as pdfplumber describes it."""
Gap = tuple[float, float]
"""White between two places across."""

BLANK = 0.15
"""A gap of this part of the font size parts two words, where the file has no blank there."""
CORRIDOR, WIDE_CORRIDOR = 12.0, 40.0
"""White between two blocks: over several lines, or beside a single one."""
NARROWED = 8.0
MIDDLE = (0.2, 0.75)
"""Where such white may stand, as part of the text's width; at the edges stand labels."""
ADJACENT = 30.0
PARTED = 1.0
"""White above a line, in its heights, that parts what follows two blocks from the left one."""
FARTHEST = 120.0
"""White below a line of a block before its next: the room for a signature."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    bold: bool

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line, from left to right."""

    words: tuple[Word, ...]
    in_block: bool = False
    """Stands in a block beside another one, whose lines say nothing about the page's margins."""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    def has_room_for(self, word: Word, right: float) -> bool:
        """Say whether a word would have fitted up to the right edge: then the line ended here."""
        blank = 0.25 * word.height
        return self.x1 + blank + (word.x1 - word.x0) < right - 1


def words_of(chars: Iterable[Char]) -> list[Word]:
    """Return the words that upright characters form."""
    chars = [char for char in chars if char["upright"]]
    places = {(char["text"], round(char["x0"]), round(char["top"])) for char in chars}
    if len(places) < len(chars):
        # Some programs print twice to draw bold.
        chars = dedupe_chars(chars)
    found = extract_words(chars, x_tolerance_ratio=BLANK, return_chars=True)
    return [
        Word(
            text=word["text"],
            x0=float(word["x0"]),
            x1=float(word["x1"]),
            top=float(word["top"]),
            bottom=float(word["bottom"]),
            bold=all(map(_is_bold, word["chars"])),
        )
        for word in found
    ]


def _is_bold(char: Char) -> bool:
    return "bold" in str(char.get("fontname", "")).lower()


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Return words as lines from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.middle, one.x0)):
        if rows and word.middle - rows[-1][0].middle < word.height / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Line(tuple(sorted(row, key=lambda word: word.x0))) for row in rows]


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Return lines with blocks that stand side by side one after the other, the left one first.

    So stand issuer and motto in a letterhead, recipients and signature at the end.
    """
    if not lines:
        return []
    edges = min(line.x0 for line in lines), max(line.x1 for line in lines)
    ordered: list[Line] = []
    start = 0
    while start < len(lines):
        end, corridor = _blocks_from(lines, start, edges)
        if end == start:
            ordered.append(lines[start])
            start += 1
            continue
        begin, right = _first_beside(lines, start, corridor)
        del ordered[len(ordered) - (start - begin) :]
        ordered += _between(lines[begin:end], edges[0], right)
        ordered += _between(lines[begin:end], right, edges[1])
        start = end
    return ordered


def _between(lines: list[Line], left: float, right: float) -> Iterator[Line]:
    for line in lines:
        if words := tuple(word for word in line.words if left <= word.x0 < right):
            yield Line(words, in_block=True)


def _blocks_from(lines: list[Line], start: int, edges: Gap) -> tuple[int, Gap]:
    """Return where the lines beside a common corridor end (start: there is none), and that."""
    best = start, (0.0, 0.0)
    for corridor in _gaps(lines[start], edges):
        open_, both, end = corridor, 1, start + 1
        while end < len(lines) and lines[end].top - lines[end - 1].bottom < FARTHEST:
            narrowed = _narrowed(lines[end], open_)
            if narrowed is None:
                break
            open_ = narrowed
            both += lines[end].x0 < open_[0] and lines[end].x1 > open_[1] - 1
            end += 1
        wide = corridor[1] - corridor[0] >= WIDE_CORRIDOR
        end = _without_text_below(lines, start, end, open_)
        if (both > 1 or wide) and end > best[0]:
            best = end, open_
    return best


def _without_text_below(lines: list[Line], start: int, end: int, corridor: Gap) -> int:
    """Return where blocks end, when what stands below them at the left is parted by white.

    So begin title or appendix. Recipients below a short signature stand close together.
    """
    last = max(place for place in range(start, end) if lines[place].x1 > corridor[1] - 1)
    for place in range(last + 1, end):
        line, above = lines[place], lines[place - 1]
        if line.top - above.bottom > PARTED * (line.bottom - line.top):
            return place
    return end


def _first_beside(lines: list[Line], start: int, corridor: Gap) -> tuple[int, float]:
    """Return where the block on the right begins (not always level with the left), and its edge."""
    begin, left_of_block = start, corridor[1]
    for place in range(start - 1, -1, -1):
        line, below = lines[place], lines[place + 1]
        narrowed = _narrowed(line, corridor)
        if narrowed is None or line.in_block or below.top - line.bottom > ADJACENT:
            break
        corridor = narrowed
        if line.x0 >= corridor[1]:
            begin, left_of_block = place, corridor[1]
    return begin, left_of_block


def _gaps(line: Line, edges: Gap) -> Iterator[Gap]:
    left, right = edges
    first, last = (left + part * (right - left) for part in MIDDLE)
    for one, other in pairwise(line.words):
        middle = (one.x1 + other.x0) / 2
        if other.x0 - one.x1 >= CORRIDOR and first <= middle <= last:
            yield one.x1, other.x0


def _narrowed(line: Line, corridor: Gap) -> Gap | None:
    """Return the corridor as this line leaves it open, None when the line crosses it."""
    left, right = corridor
    for word in line.words:
        if word.x1 <= (left + right) / 2:
            left = max(left, word.x1)
        else:
            right = min(right, word.x0)
    return (left, right) if right - left >= NARROWED else None
