"""The lines of a document outside its tables of tasks, each with the block it comes from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.reading.folding import CAPITAL, flat
from tasks.reading.values import Document, Paragraph, Table

SIGNED = re.compile(
    rf"(?:T/?M|KT|TL|TUQ|Q)\s*\.\s*[{CAPITAL}]{{2}}"
    r"|(?:PHÓ\s+|QUYỀN\s+|DÂN\s+)?(?:CHỦ TỊCH|(?:TỔNG )?GIÁM ĐỐC|TRƯỞNG PHÒNG|TRƯỞNG BAN"
    r"|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|BÍ THƯ|BỘ TRƯỞNG|THỨ TRƯỞNG)"
)

_MARKUP = re.compile(r"^[#*_\s]+|[#*_\s]+$")
_RULE = re.compile(r"[-_=.·–—\s|]*")
_FRAME = re.compile(
    r"CỘNG\s+H[ÒO][ÀA]\s+XÃ\s+HỘI|Độc\s+lập\s*[-–]\s*Tự\s+do|\bN[ơo]i nhận\b|^Số\s*:.*/"
    r"|\bT/?M\.\s*[ỦU][ỶY]|\bCHỦ TỊCH\b",
    re.MULTILINE,
)
_BEHIND_TEXT = re.compile(
    rf"(?<=[;.,:])(?<!\bT[ML]\.)(?<!\bKT\.)(?<!\bTUQ\.)(?<!\bQ\.)\s+(?={SIGNED.pattern})"
)

WIDEST_FRAME, TALLEST_FRAME = 3, 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line outside the tables of tasks, and the block it comes from."""

    text: str
    block: int
    strong: bool = False
    in_table: bool = False
    """Stands above the header of a table of tasks."""

    @property
    def words(self) -> str:
        """The line folded, each letter in its place."""
        return flat(self.text)

    @property
    def is_upper(self) -> bool:
        """Whether it is written in capitals throughout."""
        return self.text.isupper()


def of(document: Document) -> Iterator[Line]:
    """Yield the lines: of paragraphs, of letterhead and signature, of titles above a table."""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            texts, in_table, strong = [block.text], False, block.strong
        else:
            in_table, strong = not is_frame(block), False
            texts = _above_header(block) if in_table else _column_by_column(block)
        for part in "\n".join(texts).split("\n"):
            for text in _BEHIND_TEXT.split(_MARKUP.sub("", part)):
                if not _RULE.fullmatch(text):
                    yield Line(text.strip(), number, strong, in_table)


def _column_by_column(table: Table) -> list[str]:
    width = max(len(row) for row in table.rows)
    cells = (row[i] for i in range(width) for row in table.rows if i < len(row))
    return [cell.text for cell in cells if not cell.down and not cell.across]


def _above_header(table: Table) -> list[str]:
    """Return the titles that a sheet carries above the header of its table."""
    texts: list[str] = []
    for row in table.rows:
        own = list(dict.fromkeys(cell.text for cell in row if cell.text and not cell.across))
        if len(own) > WIDEST_FRAME - 1:
            return texts
        texts += own
    return []


def is_frame(table: Table) -> bool:
    """Tell whether a table only sets letterhead or signature side by side."""
    widths = (len([cell for cell in row if cell.text and not cell.across]) for row in table.rows)
    if max(widths, default=0) > WIDEST_FRAME or len(table.rows) > TALLEST_FRAME:
        return False
    return any(_FRAME.search(cell.text) for row in table.rows for cell in row)


def own_tables(document: Document) -> tuple[int, ...]:
    """Return the numbers of the blocks that are tables of their own."""
    return tuple(
        number
        for number, block in enumerate(document.blocks)
        if isinstance(block, Table) and not is_frame(block)
    )
