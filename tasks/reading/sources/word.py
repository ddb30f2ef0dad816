"""A Word file as a document: paragraphs with their numbers, tables with their merged cells.

python-docx opens the package and finds the parts; the body is walked as XML, because its objects
leave out insertions, content controls, text boxes and numbers.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from zipfile import ZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from papi_portal import zip_guard
from papi_portal.wording import said
from tasks.reading.sources import lines
from tasks.reading.sources.old_fonts import OldFonts
from tasks.reading.sources.word_looks import Element, Looks, W
from tasks.reading.sources.word_numbers import Numbers
from tasks.reading.sources.word_tables import DEEPEST_TABLE, Grid, flattened
from tasks.reading.sources.word_text import (
    LEFT_OUT,
    TRACKED,
    Fields,
    Stretch,
    boxes,
    is_merged_away,
    stretches,
)
from tasks.reading.values import Block, Cell, Document, Paragraph, Remark, Table, UnreadableError

MOST_PARAGRAPHS = 20_000
TOO_MANY_PARAGRAPHS = said(
    "Tệp Word dài quá 20.000 đoạn; hãy tách phần kế hoạch và phụ lục ra tệp riêng rồi tải lại."
)
TOO_DEEP = said(
    "Tệp Word có bảng lồng nhau quá {most} lớp; hãy đưa bảng ra ngoài, mỗi bảng một lớp,"
    " rồi tải lại.",
    most=DEEPEST_TABLE,
)
TRACKED_REMARK = said(
    "Tệp còn dấu sửa (Track Changes); đã đọc theo bản sau khi chấp nhận mọi thay đổi."
)
INSERTED_REMARK = said(
    "Tệp có phần chèn từ tệp khác mà trình đọc không mở; hãy kiểm tra có thiếu nội dung."
)
PARAGRAPH_TAGS = re.compile(rb"<(?:\w+:)?p(?=[\s/>])")
SIDES = "\t"
"""Stands between the left and the right of a letterhead typed with tabs."""
RECIPIENTS = "nơi nhận"


def read(data: bytes) -> Document:
    """Return the body of a Word file in reading order, tracked changes taken as accepted.

    Headers and footers are read only where the body is empty. Nothing outside the file is opened.
    Raises UnreadableError for 20,001 paragraphs or tables within tables more than five deep.
    """
    _check_length(data)
    document = docx.Document(BytesIO(data))
    main = document.part
    looks = Looks(_related(main, RELATIONSHIP_TYPE.STYLES))
    body = document.element.body
    fonts = OldFonts(
        stretch.piece
        for paragraph in body.iter(W + "p")
        for stretch in stretches(paragraph, looks, Fields())
    )
    reader = _Reader(looks, Numbers(_related(main, RELATIONSHIP_TYPE.NUMBERING), looks), fonts)
    blocks = list(reader.blocks(body, 0)) or list(_margins(main, reader))
    return Document(tuple(_sides_apart(blocks)), (*fonts.remarks, *_remarks(body)))


def _check_length(data: bytes) -> None:
    """Refuse a million paragraphs before their tree is built, which would take a gigabyte."""
    with ZipFile(BytesIO(data)) as package:
        for part in package.infolist():
            if part.file_size > zip_guard.MIB and part.filename.endswith(".xml"):
                tags = PARAGRAPH_TAGS.finditer(package.read(part))
                if next(islice(tags, MOST_PARAGRAPHS, None), None):
                    raise UnreadableError(TOO_MANY_PARAGRAPHS)


def _related(main: Part, relationship: str) -> Element | None:
    try:
        return getattr(main.part_related_by(relationship), "element", None)
    except KeyError:
        return None


def _margins(main: Part, reader: "_Reader") -> Iterator[Block]:
    for relation in main.rels.values():
        if relation.reltype in {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}:
            yield from reader.blocks(relation.target_part.element, 0)


def _remarks(body: Element) -> Iterator[Remark]:
    if next(body.iter(*TRACKED), None) is not None:
        yield Remark(None, "file", TRACKED_REMARK)
    if next(body.iter(W + "altChunk", W + "subDoc"), None) is not None:
        yield Remark(None, "file", INSERTED_REMARK)


class _Reader:
    """Walks the body once, in order, because numbers count on."""

    def __init__(self, looks: Looks, numbers: Numbers, fonts: OldFonts) -> None:
        self._looks = looks
        self._numbers = numbers
        self._fonts = fonts
        self._fields = Fields()
        self._paragraphs = 0
        self._tables = 0
        self._carried: list[Stretch] = []

    def blocks(self, parent: Element, depth: int) -> Iterator[Block]:
        """Yield the paragraphs and tables of a body, a cell or a text box."""
        for child in parent:
            if child.tag in LEFT_OUT or not isinstance(child.tag, str):
                continue
            if child.tag == W + "p":
                yield from self._paragraph(child, depth)
            elif child.tag == W + "tbl":
                yield from self._table(child, depth + 1)
            else:
                yield from self.blocks(child, depth)

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[Block]:
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise UnreadableError(TOO_MANY_PARAGRAPHS)
        for box in boxes(paragraph):
            yield from self.blocks(box, depth)
        properties = paragraph.find(W + "pPr")
        self._carried += stretches(paragraph, self._looks, self._fields)
        if is_merged_away(paragraph):
            return
        found, self._carried = self._carried, []
        label = self._numbers.label(properties)
        text = f"{label} {''.join(map(self._text, found)).strip()}".strip()
        # A number alone is kept in a cell ("STT"), elsewhere it is an empty line of a list.
        if (text == label and not depth) or self._looks.is_contents(properties):
            return
        heading = self._looks.heading(properties)
        strong = all(one.look.bold for one in found if one.text.strip()) and bool(found)
        where = said("đoạn {number}", number=self._paragraphs)
        for line in lines.unwrapped(text.split("\n")).split("\n"):
            yield Paragraph(line, heading, strong, where)

    def _text(self, stretch: Stretch) -> str:
        text = self._fonts.to_unicode(stretch.piece)
        return text.upper() if stretch.look.capitals else text

    def _table(self, table: Element, depth: int) -> Iterator[Block]:
        if depth > DEEPEST_TABLE:
            raise UnreadableError(TOO_DEEP)
        if depth == 1:
            self._tables += 1
        where = said("bảng {number}", number=self._tables)
        rows = Grid(lambda cell: self._cell(cell, depth)).rows(table)
        if rows and len(rows[0]) == 1:
            # A frame around text, not a table.
            for row in rows:
                for line in row[0].text.split("\n") if not row[0].down else ():
                    yield Paragraph(line, 0, row[0].strong, where)
        else:
            yield Table(rows, where)

    def _cell(self, cell: Element, depth: int) -> Cell:
        texts, strong = [], []
        for block in self.blocks(cell, depth):
            if isinstance(block, Paragraph):
                texts.append(block.text)
                strong += [block.strong] if block.text else []
            else:
                texts += flattened(block)
        return Cell(lines.unwrapped(texts), strong=bool(strong) and all(strong))


def _sides_apart(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks; two or more paragraphs with a tab in the middle become a table.

    So are letterheads and signatures typed where no table was drawn: issuer left, motto right.
    """
    sided: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and _is_sided(block.text):
            sided.append(block)
            continue
        yield from _beside(sided)
        sided = []
        yield block
    yield from _beside(sided)


def _is_sided(text: str) -> bool:
    left, tab, right = (one.strip() for one in text.partition(SIDES))
    if not (tab or right) or not left or not right or lines.is_bare_label(left):
        return False
    return not left.endswith(":") or left.lower().startswith(RECIPIENTS)


def _beside(sided: list[Paragraph]) -> Iterator[Block]:
    if len(sided) < 2:
        yield from sided
        return
    rows = []
    for paragraph in sided:
        left, _, right = paragraph.text.partition(SIDES)
        rows.append((Cell(left.strip()), Cell(" ".join(right.split()))))
    yield Table(tuple(rows), sided[0].where)
