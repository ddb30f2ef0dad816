"""The header of a task table, in any wording and order, and what each column holds.

Offices word headers freely (domain.md, sections 4 and 5). A header is recognised only as a
whole: a column of tasks, others beside it that are understood, and hardly any that are not.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from papi_portal.text import fold
from papi_portal.wording import said
from tasks.reading import cells, header_words
from tasks.reading.header_words import Kind
from tasks.reading.values import Cell, Table


class Role(StrEnum):
    """What a column holds; the words are those of `Remark.field`."""

    LABEL = "label"
    GROUP = "section"
    TITLE = "title"
    TEXT = "text"
    LEAD = "lead"
    SUPPORT = "support"
    GUIDE = "guide"
    DEADLINE = "deadline"
    OUTPUT = "output"
    NOTE = "note"


SAME = said("Các cột {columns} cùng một ý: nội dung được ghép lại, hãy kiểm tra.")
TO_THE_NOTE = said("Cột “{column}” không có chỗ riêng: nội dung được đưa vào ghi chú.")
LEAD_AND_SUPPORT = said("Cột “{column}” gồm cả cơ quan chủ trì và phối hợp: hãy tách nếu cần.")
PARTIES = (Role.LEAD, Role.SUPPORT, Role.GUIDE)
FILLED = (*PARTIES, Role.DEADLINE, Role.OUTPUT)
"""Columns that a heading leaves empty and a task fills."""

_TICKS = frozenset({"x", "v", "✓", "✔", "√", "☑"})
_ENDS_OF_TIME = ("bat dau", "ket thuc|hoan thanh")
"""Words of two columns that give one time together."""
_PLAIN = {Kind(role.value): role for role in Role if role.value in list(Kind)}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, and the words of its header from top to bottom."""

    role: Role
    parts: tuple[str, ...] = ()
    goes_on: bool = False
    """Its header is that of the column to the left, merged across both."""
    is_known: bool = True
    """False: no place of its own, so that its cells are kept in the note under its name."""

    @property
    def name(self) -> str:
        return " - ".join(self.parts)

    def value(self, text: str) -> str:
        """Return a cell's words; a tick below "Quý I" says "Quý I"."""
        ticked = self.role is Role.DEADLINE and self.parts and text.lower() in _TICKS
        return self.parts[-1] if ticked else text

    @property
    def joint(self) -> str:
        """Return what stands between this cell and one of the same kind to its left."""
        if self.role in PARTIES:
            return ";\n"
        lowest = fold(self.parts[-1]) if self.role is Role.DEADLINE and self.parts else ""
        if re.search("ket thuc|hoan thanh", lowest):
            return " - "
        return ", " if lowest.startswith(("quy", "thang")) else "\n"


@dataclass(frozen=True, slots=True)
class Layout:
    """The header of a table: its columns, where the rows begin, and what is doubtful."""

    columns: tuple[Column, ...]
    start: int
    """Position of the first row of the header."""
    end: int
    """Position of the first row below the header."""
    is_task: bool
    repeats: frozenset[str]
    """Rows of the header as they come again on the next page, folded and without blanks."""
    remarks: tuple[tuple[str, str], ...] = ()
    """(field, message) pairs."""

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(column.role for column in self.columns)

    def is_like(self, other: "Layout") -> bool:
        """Tell whether both headers name the same columns in the same order."""
        return _order(self.columns) == _order(other.columns)

    def is_header(self, row: Sequence[Cell]) -> bool:
        """Tell whether the row is this header again, or one of its rows."""
        return _print(row) in self.repeats


def find(table: Table, first: int = 0) -> Layout | None:
    """Return the first header from the given row on, or None; it may take up to three rows."""
    width = max(map(len, table.rows), default=0)
    rows = [tuple(row) + (Cell(),) * (width - len(row)) for row in table.rows]
    for start in range(first, len(rows)):
        if len({cell.text for cell in rows[start] if cell.text}) < 2:
            continue
        end = start + 1
        while end < min(start + 3, len(rows)) and _is_under(rows[start:end], rows[end]):
            end += 1
        names = _names(rows[start:end])
        kinds = header_words.kinds(names)
        if _is_whole(rows[start:end], kinds):
            return _layout(rows, start, end, names, kinds)
    return None


def is_numbering(row: Iterable[Cell]) -> bool:
    """Tell whether the row only counts the columns: "(1) (2) (3)", "1 2 3", "A B 1 2"."""
    texts = [cell.text.strip("() .") for cell in row if cell.text and not cell.across]
    if len(texts) < 3 or not all(re.fullmatch(r"\d{1,2}|[A-Za-z]", text) for text in texts):
        return False
    numbers = [int(text) for text in texts if text.isdigit()]
    return all(b - a == 1 for a, b in pairwise(numbers)) and len(set(texts)) > 2


def is_numbered_header(row: Iterable[Cell]) -> bool:
    """Tell whether the row is the header of a numbered list of any kind: it says "STT"."""
    return any(fold(cell.text).strip(" .") in {"stt", "tt", "so tt", "so thu tu"} for cell in row)


def _names(rows: Sequence[Sequence[Cell]]) -> list[tuple[str, ...]]:
    """Return the header words above each column; blanks right of words belong to those words."""
    names: list[list[str]] = [[] for _ in rows[0]]
    for depth, row in enumerate(rows):
        left = ""
        for place, cell in enumerate(row):
            text = cells.one_line(cell.text)
            below = rows[depth + 1][place] if depth + 1 < len(rows) else Cell()
            if not text and below.text and not below.down:
                text = left
            if text and not cell.down:
                names[place].append(text)
            left = text or left
    return [tuple(parts) for parts in names]


def _is_under(above: Sequence[Sequence[Cell]], row: Sequence[Cell]) -> bool:
    """Tell whether the row divides header cells above it that span several columns."""
    fresh = [
        place for place, cell in enumerate(row) if cell.text and not (cell.down or cell.across)
    ]
    names = _names([*above, row])
    return len(fresh) > 1 and all(
        _is_spanned(above[-1], row, place)
        and not cells.as_label(row[place].text)
        and (header_words.match(names[place][-1]) or header_words.match(names[place][0]))
        is not None
        for place in fresh
    )


def _is_spanned(above: Sequence[Cell], row: Sequence[Cell], place: int) -> bool:
    here = above[place]
    after = above[place + 1] if place + 1 < len(above) else None
    if here.across or not here.text:
        return place > 0
    return after is not None and (after.across or not after.text) and bool(row[place + 1].text)


def _is_whole(rows: Sequence[Sequence[Cell]], kinds: Sequence[Kind | None]) -> bool:
    """Tell a header from a row of tasks: two in three columns are understood, half purely so."""
    named = [
        place
        for place in range(len(kinds))
        if any(row[place].text and not row[place].across for row in rows)
    ]
    known = [place for place in named if kinds[place]]
    pure = [place for place in known if any(header_words.is_pure(row[place].text) for row in rows)]
    found = {kinds[place] for place in known}
    return (
        bool(found & {Kind.TASK, Kind.CONTENT, Kind.NAME})
        and len(found) > 1
        and 3 * len(known) >= 2 * len(named)
        and len(pure) > 1
        and 2 * len(pure) >= len(known)
    )


def _layout(
    rows: Sequence[Sequence[Cell]],
    start: int,
    end: int,
    names: Sequence[tuple[str, ...]],
    kinds: Sequence[Kind | None],
) -> Layout:
    header = rows[start:end]
    across = [all(row[place].across for row in header) for place in range(len(names))]
    roles = _roles(kinds, across)
    if not names[0] and any(cells.as_label(row[0].text) for row in rows[end:]):
        roles[0] = Role.LABEL
    columns: list[Column] = []
    for place, role in enumerate(roles):
        goes_on = across[place] and bool(columns)
        own = columns[-1].role if goes_on else role
        known = kinds[place] in _PLAIN or own is not Role.NOTE
        columns.append(Column(own, names[place], goes_on, known))
    while not (columns[-1].parts or columns[-1].goes_on):
        columns.pop()
    return Layout(
        columns=tuple(columns),
        start=start,
        end=end,
        is_task=_is_task(kinds),
        repeats=frozenset(filter(None, map(_print, header))),
        remarks=tuple(_remarks(columns)),
    )


def _roles(kinds: Sequence[Kind | None], across: Sequence[bool]) -> list[Role]:
    """Return what each column holds; one column is the task, the one before it the title."""
    own = [
        place
        for place, kind in enumerate(kinds)
        if kind in {Kind.TASK, Kind.CONTENT, Kind.NAME} and not across[place]
    ]
    text = _text_column(own, kinds)
    roles = [_PLAIN.get(kind, Role.NOTE) if kind else Role.NOTE for kind in kinds]
    before = [place for place in own if place < text]
    for place in before[:-1]:
        roles[place] = Role.GROUP
    for place in before[-1:]:
        roles[place] = Role.TITLE
    roles[text] = Role.TEXT
    return roles


def _text_column(own: Sequence[int], kinds: Sequence[Kind | None]) -> int:
    for wanted in (Kind.TASK, Kind.CONTENT):
        places = [place for place in own if kinds[place] is wanted]
        if places:
            text = places[0]
            while text + 1 in own and kinds[text + 1] is not Kind.NAME:
                text += 1
            return text
    text = own[0]
    while text + 1 in own:
        text += 1
    return text


def _is_task(kinds: Sequence[Kind | None]) -> bool:
    """Tell tasks from scores and results: by parties or times, or by the word itself."""
    found = set(kinds)
    party = bool(found & {Kind.LEAD, Kind.SUPPORT, Kind.GUIDE})
    time = Kind.DEADLINE in found
    if Kind.SCORE in found and Kind.TASK not in found:
        return party and time
    if party or time:
        return True
    return Kind.TASK in found and not found & {Kind.SCORE, Kind.OUTPUT}


def _remarks(columns: Sequence[Column]) -> Iterable[tuple[str, str]]:
    own = [column for column in columns if not column.goes_on]
    for role in (*PARTIES, Role.DEADLINE, Role.OUTPUT):
        same = [column for column in own if column.role is role]
        divided = role is Role.DEADLINE and (
            len({column.parts[0] for column in same}) == 1
            or (len(same) == len(_ENDS_OF_TIME) and all(map(_is_end_of_time, same, _ENDS_OF_TIME)))
        )
        if len(same) > 1 and not divided:
            listed = ", ".join(f"“{column.name}”" for column in same)
            yield role, SAME.format(columns=listed)
    for column in own:
        if column.role is Role.NOTE and not column.is_known and column.name:
            yield Role.NOTE, TO_THE_NOTE.format(column=column.name)
        if column.role is Role.LEAD and "phoi hop" in fold(column.name):
            yield Role.LEAD, LEAD_AND_SUPPORT.format(column=column.name)


def _is_end_of_time(column: Column, words: str) -> bool:
    return bool(re.search(words, fold(column.name)))


def _order(columns: Iterable[Column]) -> list[Role]:
    return [column.role for column in columns if column.name and not column.goes_on]


def _print(row: Iterable[Cell]) -> str:
    texts = (cell.text for cell in row if cell.text and not (cell.down or cell.across))
    return fold("".join(texts)).replace(" ", "")
