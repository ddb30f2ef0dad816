"""Rows of a task table by what their cells hold, merged and missing cells understood."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.reading import cells
from tasks.reading.columns import FILLED, Column, Layout, Role
from tasks.reading.values import Cell

Doubt = tuple[str, str]
"""(field, message)"""

FEWER_CELLS = "Dòng có ít ô hơn tiêu đề của bảng: hãy kiểm tra từng ô."
MORE_CELLS = "Dòng có nhiều ô hơn tiêu đề của bảng: ô thừa được đưa vào ghi chú."
WIDE_CELL = "Ô gộp ngang qua nhiều cột được đọc vào cột đầu của ô: hãy kiểm tra."
WORDS_FOR_LABEL = "Ô số thứ tự có chữ: được đưa vào đầu nội dung, hãy kiểm tra."
BROKEN_WORD = (
    "Ô hẹp có thể đã ngắt một từ làm hai dòng, chưa chắc nên chưa ghép: hãy so với bản gốc."
)
OTHER_WIDTH = "Phần này của bảng có số cột khác tiêu đề: chưa biết ô nào là cơ quan, thời gian."


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a task table by what its cells hold."""

    texts: Mapping[Role, str]
    where: str = ""
    down: frozenset[Role] = frozenset()
    """Cells that belong to a cell of the row above."""
    is_wide: bool = False
    """Words merged across columns, and no party or time: a heading."""
    is_strong: bool = False
    opens: bool = False
    """First row of a page of the table."""
    doubts: tuple[Doubt, ...] = ()

    def text(self, role: Role) -> str:
        return self.texts.get(role, "")

    @property
    def is_filled(self) -> bool:
        """Tell whether a party, a time or a result is there."""
        return any(map(self.text, FILLED))

    @property
    def head(self) -> str:
        """Return the words that stand first: the title or, without one, the text."""
        return self.text(Role.TITLE) or self.text(Role.TEXT)

    @property
    def label(self) -> str:
        """Return the label of the row, from its own column or in front of the first words."""
        return cells.as_label(self.text(Role.LABEL)) or cells.split_label(self.head)[0]


def read(layout: Layout, row: Sequence[Cell], where: str) -> Line:
    """Return a row of a table under its header; cells that were merged count once."""
    pairs = list(zip(layout.columns, _once(row), strict=False))
    texts = _texts(pairs)
    wide = _wide_roles(pairs)
    is_filled = any(map(texts.get, FILLED))
    doubts: list[Doubt] = [(role, WIDE_CELL) for role in sorted(wide)] if is_filled else []
    if not cells.as_label(texts.get(Role.LABEL, "")):
        doubts += [(Role.LABEL, WORDS_FOR_LABEL)] if is_filled and Role.LABEL in texts else []
        _put_in_front(texts, Role.LABEL, layout)
    if wide and not is_filled:
        _put_in_front(texts, Role.GROUP, layout)
    beyond = [cell.text for cell in row[len(layout.columns) :] if cell.text and not cell.across]
    if beyond:
        texts[Role.NOTE] = "\n".join(filter(None, [texts.get(Role.NOTE, ""), *beyond]))
        doubts.append((Role.NOTE, MORE_CELLS))
    broken = (column.role for column, cell in pairs if cell.is_broken and not cell.across)
    doubts += [(role, BROKEN_WORD) for role in dict.fromkeys(broken)]
    if any(column.role in FILLED for column in layout.columns[len(row) :]):
        doubts.append((Role.TEXT, FEWER_CELLS))
    return Line(
        texts=texts,
        where=where,
        down=frozenset(column.role for column, cell in pairs if cell.down),
        is_wide=bool(wide) and not is_filled,
        is_strong=_is_strong(pairs),
        doubts=tuple(doubts),
    )


def read_unaligned(row: Sequence[Cell], where: str) -> Line:
    """Return a row of a page whose columns cannot be told: its label and all its words as text."""
    words = [cell.text for cell in row if cell.text and not (cell.across or cell.down)]
    label = words.pop(0) if words and cells.as_label(words[0]) else ""
    texts = {Role.LABEL: label, Role.TEXT: "\n".join(words)}
    return Line(texts, where, doubts=((Role.TEXT, OTHER_WIDTH),))


def _once(row: Sequence[Cell]) -> Sequence[Cell]:
    """Return the row with words that fill all of its cells as one merged cell."""
    filled = [cell.text for cell in row if cell.text and not cells.as_label(cell.text)]
    if len(filled) < 3 or len(set(filled)) > 1:
        return row
    first = next(place for place, cell in enumerate(row) if cell.text == filled[0])
    return [
        replace(cell, across=cell.across or (place > first and bool(cell.text)))
        for place, cell in enumerate(row)
    ]


def _texts(pairs: Iterable[tuple[Column, Cell]]) -> dict[Role, str]:
    found: dict[Role, str] = {}
    for column, cell in pairs:
        text = "" if cell.across else column.value(cell.text.strip())
        if not text or (column.role is not Role.LABEL and cells.is_void(text)):
            continue
        if column.role is Role.NOTE and not column.is_known and column.name:
            text = f"{column.name}: {text}"
        joint = " " if column.goes_on else column.joint
        before = found.get(column.role)
        found[column.role] = f"{before}{joint}{text}" if before else text
    return found


def _wide_roles(pairs: Iterable[tuple[Column, Cell]]) -> set[Role]:
    """Return the columns that a cell from another column reaches across."""
    found: set[Role] = set()
    origin = None
    for column, cell in pairs:
        origin = origin if cell.across else column.role
        if cell.across and cell.text and origin is not column.role:
            found.add(column.role)
    return found


def _put_in_front(texts: dict[Role, str], role: Role, layout: Layout) -> None:
    """Move words to where headings and tasks begin."""
    head = Role.TITLE if Role.TITLE in layout.roles else Role.TEXT
    if words := texts.pop(role, ""):
        texts[head] = " ".join(filter(None, [words, texts.get(head, "")]))


def _is_strong(pairs: Iterable[tuple[Column, Cell]]) -> bool:
    heads = (Role.GROUP, Role.TITLE, Role.TEXT)
    own = [cell.strong for column, cell in pairs if column.role in heads and cell.text]
    return bool(own) and all(own)
