"""Ruled tables of a PDF page: the grid that the lines draw, and the text within each cell."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from pdfplumber.page import Page

from tasks.reading.sources import broken_words, lines
from tasks.reading.sources.page_words import Char, Line, Word, lines_of, words_of
from tasks.reading.values import Cell

NEAR = 1.5
"""Lines closer than this are one line drawn twice."""
USUAL_PADDING = 6.0
ROUNDED = 2.0
"""Points by which the room for text in a cell may be overestimated."""
SNAPPED = 3.0
"""Within this pdfplumber takes lines for one."""
FEWEST_OPEN = 3
"""Columns that have to end at the same height to be taken for a row cut by the page."""
MOST_CROSSINGS = 5_000
"""No table has more lines across times lines down; a drawing may, and would take minutes."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(slots=True)
class Grid:
    """A ruled table: which of its cells stands in which place, and the characters of each."""

    boxes: list[Box]
    lefts: list[float] = field(init=False)
    tops: list[float] = field(init=False)
    owners: dict[tuple[int, int], int] = field(init=False)
    chars: dict[int, list[Char]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.lefts = _apart(box[0] for box in self.boxes)
        self.tops = _apart(box[1] for box in self.boxes)
        self.owners = {}
        for number, (left, top, right, bottom) in enumerate(self.boxes):
            for row in range(self._row(top), self._row(bottom - 2 * NEAR) + 1):
                for column in range(self._column(left), self._column(right - 2 * NEAR) + 1):
                    self.owners[row, column] = number

    @property
    def top(self) -> float:
        return self.tops[0]

    @property
    def is_table(self) -> bool:
        """Say whether it has columns and text: a frame has one, a drawing has none."""
        return len(self.lefts) > 1 and len(self.boxes) > 1 and bool(self.chars)

    def take(self, char: Char) -> bool:
        """Keep a character that stands in one of the cells, and say whether it does."""
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        number = self.owners.get((self._row(y - NEAR), self._column(x - NEAR)))
        if number is None:
            return False
        left, top, right, bottom = self.boxes[number]
        if not (left - NEAR <= x <= right + NEAR and top - NEAR <= y <= bottom + NEAR):
            return False
        self.chars.setdefault(number, []).append(char)
        return True

    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the cells row by row; a merged cell fills each of its places."""
        words = {number: lines_of(words_of(chars)) for number, chars in self.chars.items()}
        texts = {number: self._text(number, found) for number, found in words.items()}
        strong = {number: all(line.bold for line in found) for number, found in words.items()}
        rows = []
        for row in range(len(self.tops)):
            cells = []
            for column in range(len(self.lefts)):
                number = self.owners.get((row, column), -1)
                above, before = (
                    self.owners.get((row - 1, column)),
                    self.owners.get((row, column - 1)),
                )
                cells.append(
                    Cell(
                        texts.get(number, ""),
                        down=number >= 0 and above == number,
                        across=number >= 0 and before == number,
                        strong=strong.get(number, False),
                    )
                )
            rows.append(tuple(cells))
        return tuple(rows)

    def _row(self, y: float) -> int:
        return bisect_right(self.tops, y + NEAR) - 1

    def _column(self, x: float) -> int:
        return bisect_right(self.lefts, x + NEAR) - 1

    def _text(self, number: int, found: list[Line]) -> str:
        left, _, right, _ = self.boxes[number]
        padding = min(
            [
                USUAL_PADDING,
                *(line.x0 - left for line in found),
                *(right - line.x1 for line in found),
            ]
        )
        width = right - left - 2 * max(padding, 0.0)
        done: list[str] = []
        for before, line in zip([None, *found], found, strict=False):
            if before and _is_wrapped(before, line, done[-1].rsplit("\n", 1)[-1], width):
                done[-1] = _joined(done[-1], before, line, width)
            else:
                done.append(line.text)
        return "\n".join(done)


def grids_of(page: Page) -> list[Grid]:
    """Return the grids that the lines of a page draw, from top to bottom."""
    across = _apart((edge["x0"] for edge in page.edges if edge["orientation"] == "v"), SNAPPED)
    down = _apart((edge["top"] for edge in page.edges if edge["orientation"] == "h"), SNAPPED)
    if not 4 <= len(across) * len(down) <= MOST_CROSSINGS:
        return []
    found = (
        table.cells for table in page.find_tables({"explicit_horizontal_lines": _open_ends(page)})
    )
    return sorted((Grid(cells) for cells in found if cells), key=lambda grid: grid.top)


def _open_ends(page: Page) -> list[float]:
    """Return where columns end without a line across: some programs leave a cut row open."""
    closed = [edge["top"] for edge in page.edges if edge["orientation"] == "h"]
    ends: dict[int, set[int]] = {}
    for edge in page.edges:
        if edge["orientation"] == "v":
            for end in (edge["top"], edge["bottom"]):
                ends.setdefault(round(end), set()).add(round(edge["x0"]))
    return [
        float(end)
        for end, columns in ends.items()
        if len(columns) >= FEWEST_OPEN and not any(abs(end - line) < SNAPPED for line in closed)
    ]


def _is_wrapped(before: Line, line: Line, text: str, width: float) -> bool:
    """Say whether a line goes on with the one before: that had no room for its first word."""
    first: Word = line.words[0]
    had_room = Line(before.words).has_room_for(first, before.x0 + width)
    after = lines.with_plain_bullet(line.text)
    if lines.begins_item(after):
        # "kinh tế" / "- xã hội": a dash that did not fit is no bullet.
        return first.text == "-" and not had_room and not lines.CLOSED.search(text)
    return not had_room or lines.continues(text, after)


def _joined(text: str, before: Line, line: Line, width: float) -> str:
    """Return two lines as one; a mark between them where a word may have been broken."""
    first = line.words[0]
    letter = (first.x1 - first.x0) / len(first.text)
    full = before.x0 + width - before.x1 < letter + ROUNDED
    if full and broken_words.parts_letters(text, line.text):
        return f"{text}{broken_words.MARK}{line.text}"
    return lines.joined(text, line.text)


def _apart(places: Iterable[float], near: float = NEAR) -> list[float]:
    """Return places in order, those that are nearly equal once."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > near:
            kept.append(place)
    return kept
