"""A poster's blocks put into columns of sheets, as large as they may be on as few as they need.

Heights are reckoned in em of the text, from the widths of its letters: `poster.css` draws by the
same numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string

from papi_portal import pdf, typeface
from papi_portal.paper import DRAFT
from tasks.reports.poster import Poster, PosterBlock, PosterTask

SIZES = ("a3", "a4")
POINTS = (26, 24, 22, 20, 18)
"""Sizes of the text on A3; the smallest is still read from a metre away."""
COLUMNS = 3
WIDTH, HEIGHT = 392.0, 264.0
"""Of what may be printed on A3, in mm, with some room left."""
LINE, GAP, INDENT = 1.2, 1.0, 0.5
HEADING, HEADING_INDENT, HEADING_PADDING = 1.1, 1.2, 0.7
TASK_PADDING, BLOCK_MARGIN = 0.4, 0.6
PLACE, TITLE, TOP_PADDING = 1.6, 1.8, 1.2
CONTINUED = "(tiếp theo)"

Column = tuple[PosterBlock, ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The poster as it is printed: the size of its text on A3 in points, and its columns."""

    points: int
    sheets: tuple[tuple[Column, ...], ...]


def lay_out(poster: Poster) -> Sheets:
    """Return the sheets with the largest text of those that need the fewest, evenly filled."""
    laid = [Sheets(points, tuple(_sheets(poster, points))) for points in POINTS]
    best = min(laid, key=lambda one: (len(one.sheets), -one.points))
    lower = (tuple(_sheets(poster, best.points, filled=part / 20)) for part in range(10, 21))
    even = next(sheets for sheets in lower if len(sheets) == len(best.sheets))
    return Sheets(best.points, even)


@dataclass(frozen=True, slots=True)
class PosterOf:
    """The poster on a size of paper, as it is printed."""

    poster: Poster
    size: str

    @property
    def title(self) -> str:
        return f"{self.poster.name}, {self.size.upper()}"

    @property
    def rows(self) -> int:
        return sum(len(block.tasks) for block in self.poster.blocks)

    @property
    def pages(self) -> tuple[str, ...]:
        """All its sheets, one part."""
        about = {"poster": self.poster, "laid": lay_out(self.poster), "size": self.size}
        about["draft"] = DRAFT if self.poster.is_draft else ""
        return (render_to_string("print/poster.html", about),)


def as_pdf(poster: Poster, size: str) -> bytes:
    """Print the poster on A3 or A4; raises PdfUnavailableError where this machine cannot."""
    return pdf.render(*PosterOf(poster, size).pages)


def _sheets(poster: Poster, points: int, *, filled: float = 1) -> Iterator[tuple[Column, ...]]:
    columns = list(_columns(poster, points, filled))
    for first in range(0, len(columns), COLUMNS):
        sheet = tuple(columns[first : first + COLUMNS])
        yield (*sheet, *((),) * (COLUMNS - len(sheet)))


def _columns(poster: Poster, points: int, filled: float) -> Iterator[Column]:
    """Yield the columns one by one; a block that goes on in the next bears its title again."""
    em = typeface.POINTS_PER_MM / points
    wide = (WIDTH * em - GAP * (COLUMNS - 1)) / COLUMNS
    top = _top(poster, WIDTH * em)
    first, whole = (HEIGHT * em - top) * filled, HEIGHT * em * filled
    place, left, column = 0, first, list[PosterBlock]()
    for block in poster.blocks:
        title, tasks = block.title, list[PosterTask]()
        left -= _heading(title, wide)
        for task in block.tasks:
            height = _task(task, wide)
            if height > left and (tasks or column):
                yield (*column, *([PosterBlock(title, tuple(tasks))] if tasks else []))
                place += 1
                title = f"{block.title} {CONTINUED}" if tasks else title
                column, tasks = [], []
                left = (first if place < COLUMNS else whole) - _heading(title, wide)
            tasks.append(task)
            left -= height
        column.append(PosterBlock(title, tuple(tasks)))
        left -= BLOCK_MARGIN
    if column:
        yield tuple(column)


def _top(poster: Poster, wide: float) -> float:
    title = len(typeface.lines(poster.title, wide / TITLE, bold=True)) * TITLE
    return (PLACE + title) * 1.1 + LINE + TOP_PADDING


def _heading(title: str, wide: float) -> float:
    lines = typeface.lines(title, wide / HEADING - HEADING_INDENT, bold=True)
    return len(lines) * HEADING * 1.1 + HEADING_PADDING


def _task(task: PosterTask, wide: float) -> float:
    wide -= INDENT
    text = typeface.lines(task.text, wide, bold=True)
    who = typeface.lines(task.who, wide, bold=False)
    return (len(text) + len(who)) * LINE + TASK_PADDING
