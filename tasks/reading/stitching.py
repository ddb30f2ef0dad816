"""Task tables of a document, put together again where pages had cut them.

A table goes on when its header comes again, or when a table of as many columns follows without
one. Rows cut by the page are joined in `cut_rows`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from papi_portal.text import cut, fold
from papi_portal.wording import joined, said
from tasks.reading import cells, columns, cut_rows, guessed_header, nesting, table_lines
from tasks.reading.columns import Layout
from tasks.reading.table_lines import Line
from tasks.reading.values import Cell, Document, Paragraph, Remark, Table

UNREAD = said("Bảng{where} bắt đầu bằng “{words}” {why}.")
SCORES = said("là bảng điểm số hoặc kết quả: không đọc thành nhiệm vụ")
NO_HEADER = said(
    "không có dòng tiêu đề nhận ra được: không đọc; "
    "nếu là nhiệm vụ, hãy thêm dòng tiêu đề (STT, Nhiệm vụ, Cơ quan chủ trì, Thời gian …)"
)

_SIGNATURE = re.compile(
    r"noi nhan\b|(?:tm|kt|tl|tuq)\. ?(?:uy|ubnd|hdnd|chu|giam|truong|chanh)|nguoi lap b"
)
_LETTERHEAD = re.compile(r"cong hoa xa hoi|doc lap - tu do|so:")
_SHORT = 25
"""Words of a running title at most."""
_WORDY = 80
"""Words from which on two columns are more than a letterhead or a signature."""
_APART = 3
"""Paragraphs that may stand between two pages of a table: page number, running title."""

Rows = Sequence[Sequence[Cell]]


@dataclass(slots=True)
class Group:
    """A task table from its first row to its last, over all its pages."""

    layout: Layout
    place: int
    """Position of its first block in the document."""
    where: str = ""
    above: tuple[str, ...] = ()
    """Words that stand in the table over its header."""
    lines: list[Line] = field(default_factory=list)


def groups(document: Document) -> tuple[list[Group], tuple[int, ...], list[Remark]]:
    """Return the task tables, the positions of their blocks, and what was not read."""
    walk = _Walk()
    for place, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            walk.between.append(block)
        else:
            walk.take(block, place)
    for group in walk.groups:
        group.lines = cut_rows.joined(group.lines, group.layout)
    return walk.groups, tuple(sorted(walk.blocks)), walk.remarks


class _Walk:
    """Goes through a document, table by table, and knows the one that may go on."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self.blocks: set[int] = set()
        self.remarks: list[Remark] = []
        self.between: list[Paragraph] = []
        self.current: Group | None = None

    def take(self, table: Table, place: int) -> None:
        """Read a table: rows of the current one up to the first header, then header by header."""
        layout = columns.find(table)
        above = table.rows[: layout.start] if layout else table.rows
        are_rows = layout is None or any(len(_words([row])) > 2 for row in above)
        if self.current and are_rows and _goes_on(above, self.current.layout, self.between):
            self._add(self.current, table, place, len(above))
            above = ()
        elif layout is None and (layout := guessed_header.find(table)):
            above = ()
        elif layout is None:
            self.current = None
            wordy = sum(len(text.split()) for text in _words(table.rows)) > _WORDY
            large = len(table.rows) > 2 and (_width(table.rows) > 2 or wordy)
            self.remarks += [_unread(table, NO_HEADER)] if large else []
        while layout is not None:
            following = columns.find(table, layout.end)
            end = _next_sheet(table.rows, layout.end, following.start) if following else None
            self._take_piece(table, place, layout, end, _words(above))
            above = table.rows[end : following.start] if following else ()
            layout = following
        self.between = []

    def _take_piece(
        self, table: Table, place: int, layout: Layout, end: int | None, above: tuple[str, ...]
    ) -> None:
        if not layout.is_task:
            self.current = None
            self.remarks.append(_unread(table, SCORES))
            return
        parted = any(map(nesting.parts, [*self.between, *map(Paragraph, above)]))
        self.between = []
        if self.current is None or parted or not self.current.layout.is_like(layout):
            self.current = Group(layout, place, table.where, above)
            self.groups.append(self.current)
        self.current.lines += _opened(_lines(table, layout, layout.end, end))
        self.blocks.add(place)

    def _add(self, current: Group, table: Table, place: int, end: int) -> None:
        """Add rows without a header; below a heading of their own they are a new table."""
        if any(map(nesting.parts, self.between)):
            self.current = current = Group(current.layout, place, table.where)
            self.groups.append(current)
        self.between = []
        current.lines += _opened(_lines_without_header(table, current.layout, end))
        self.blocks.add(place)


def _opened(lines: list[Line]) -> list[Line]:
    return [replace(line, opens=not number) for number, line in enumerate(lines)]


def _goes_on(rows: Rows, layout: Layout, between: Sequence[Paragraph]) -> bool:
    """Tell whether rows without a header are the next page of the table with this header."""
    texts = [fold(text) for text in _words(rows)]
    strange = any(map(_LETTERHEAD.match, texts)) or any(map(_SIGNATURE.match, texts))
    if not texts or strange or columns.is_numbered_header(rows[0]):
        return False
    near = [one for one in between if not nesting.is_noise(one.text)]
    if len(near) > _APART or any(map(nesting.is_new_sheet, near)):
        return False
    if any(len(one.text.split()) > _SHORT for one in near):
        return False
    width, wanted = _width(rows), len(layout.columns)
    return wanted in (width, len(_used(rows))) or (width > 2 and abs(width - wanted) == 1)


def _next_sheet(rows: Rows, start: int, end: int) -> int:
    """Return where "PHỤ LỤC II" stands above the next header, else that header's place."""
    for place in range(end - 1, max(start, end - _APART - 2), -1):
        words = _words([rows[place]])
        if len(words) > 1:
            return end
        if words and nesting.appendix_label(words[0]):
            return place
    return end


def _lines(table: Table, layout: Layout, start: int, end: int | None) -> list[Line]:
    """Return the rows from start to end; a sheet may go on with recipients and a signature."""
    rows = takewhile(lambda row: not _signs(row[1]), list(enumerate(table.rows))[start:end])
    return [
        table_lines.read(layout, row, _place(table, number + 1))
        for number, row in rows
        if _is_row(row, layout)
    ]


def _signs(row: Sequence[Cell]) -> bool:
    return any(_SIGNATURE.match(fold(cell.text[:40])) for cell in row)


def _lines_without_header(table: Table, layout: Layout, end: int) -> list[Line]:
    """Read a page by the header of the page before, where the columns are as many."""
    rows = table.rows[:end]
    used = _used(rows)
    width, wanted = _width(rows), len(layout.columns)
    if width == wanted:
        return _lines(table, layout, 0, end)
    if len(used) == wanted:
        narrow = tuple(tuple(row[place] for place in used if place < len(row)) for row in rows)
        return _lines(Table(narrow, table.where), layout, 0, end)
    return [
        table_lines.read_unaligned(row, _place(table, number))
        for number, row in enumerate(rows, start=1)
        if _is_row(row, layout)
    ]


def _is_row(row: Sequence[Cell], layout: Layout) -> bool:
    """Tell a row from blanks, dots, the count of the columns and the header come again."""
    return (
        any(not cells.is_void(cell.text) for cell in row if cell.text.strip())
        and not columns.is_numbering(row)
        and not layout.is_header(row)
    )


def _place(table: Table, number: int) -> str:
    row = said("hàng {number} của bảng", number=number)
    return joined([table.where, row], by=", ")


def _words(rows: Rows) -> tuple[str, ...]:
    return tuple(
        cell.text for row in rows for cell in row if cell.text and not (cell.across or cell.down)
    )


def _width(rows: Rows) -> int:
    return max(map(len, rows), default=0)


def _used(rows: Rows) -> list[int]:
    """Return the columns that hold anything."""
    return [
        place
        for place in range(_width(rows))
        if any(row[place].text for row in rows if place < len(row))
    ]


def _unread(table: Table, why: str) -> Remark:
    first = next(iter(_words(table.rows)), "")
    where = f" ({table.where})" if table.where else ""
    message = UNREAD.format(where=where, words=cut(first, 60), why=why)
    return Remark(None, "table", message)
