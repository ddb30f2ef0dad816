"""A PDF with a text layer as a document: ruled tables page by page, the text between them.

A table that goes on over pages is one table a page; its cells cut by the page stay cut, to be
stitched where all tables are known.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from papi_portal import zip_guard
from papi_portal.wording import said
from tasks.reading.sources import broken_words, lines
from tasks.reading.sources.old_fonts import OldFonts, Piece
from tasks.reading.sources.page_tables import grids_of
from tasks.reading.sources.page_words import Char, Line, in_reading_order, lines_of, words_of
from tasks.reading.values import Block, Cell, Document, Paragraph, Remark, Table, UnreadableError

MOST_PAGES = 300
TOO_MANY_PAGES = said("Tệp PDF có quá 300 trang; hãy tách phần kế hoạch và phụ lục ra tệp riêng.")
SCANNED = said(
    "PDF ảnh, không đọc được bảng: tệp là bản quét, không có lớp chữ; hãy dán văn bản hoặc tải"
    " bản Word."
)
NO_ALPHABET = said(
    "Tệp PDF dùng phông không kèm bảng mã, chữ đọc ra sai; hãy tải bản Word của kế hoạch."
)
MAYBE_MORE = said(
    "Đoạn đầu {where} (“{words}”) có thể nối tiếp đoạn cuối trang trước: chỗ ngắt trang không cho"
    " thấy; nếu đúng, hãy ghép hai đoạn."
)
PAGES_OF_IMAGES = said("Trang {pages} là ảnh, không đọc được; hãy kiểm tra có thiếu nội dung.")
BROKEN = said("Tệp PDF hỏng hoặc tải lên chưa trọn vẹn; hãy xuất lại từ Word rồi tải lại.")

FEWEST_LETTERS = 50
"""A page with fewer has no text to speak of: a scan bears at most the stamp of its signature."""
UNKNOWN_LETTER = "(cid:"
MOST_UNKNOWN = 0.2

PAGE_NUMBER = re.compile(r"^[-–\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–.\s]*$", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
MARGIN, PAPER_EDGE = 0.1, 0.067
"""Parts of the page's height where page numbers may stand, and where text never does (20 mm)."""
RUNNING = 3
"""Pages with the same line in the margin that make it a running head."""
COMMON = 3
INDENT = 8.0
NEAR = 4.0
OTHER_SIZE = 1.15
BIG_GAP, MORE_WHITE = 1.2, 0.3
"""White between two lines, in heights of a line, that parts paragraphs: where nothing is known of
the page's leading, and beyond that leading."""
MOST = 0.9
"""Part of the lines that stand no farther apart than the page's leading says."""


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A table of a page and where it stands."""

    top: float
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(slots=True)
class _Sheet:
    """A page as found: lines and tables, each in reading order."""

    number: int
    size: tuple[float, float]
    lines: list[Line]
    tables: list[_Ruled]

    @property
    def where(self) -> str:
        return said("trang {number}", number=self.number)


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where lines of text begin and end, the longest of them, the white between them."""

    left: float
    right: float
    width: float
    leading: float | None
    """In heights of a line, between lines of a sentence; None where there is no such sentence."""


@dataclass(slots=True)
class _Passage:
    """A paragraph in the making."""

    lines: list[Line]
    sheet: _Sheet
    text: str = field(default="")

    @property
    def paragraph(self) -> Paragraph:
        strong = all(line.bold for line in self.lines)
        return Paragraph(self.text, strong=strong, where=self.sheet.where)


def read(data: bytes) -> Document:
    """Return the text of a PDF page by page, without page numbers and running heads.

    Raises UnreadableError for a password, a scan, letters without an alphabet, 301 pages. Scripts
    and actions in the file are never looked at.
    """
    try:
        # One page more than may be: enough to see that there are too many.
        numbers = list(range(1, MOST_PAGES + 2))
        with pdfplumber.open(BytesIO(data), pages=numbers, raise_unicode_errors=False) as pdf:
            sheets, images = _sheets(pdf)
    except (MalformedPDFException, PdfminerException, PSException) as error:
        locked = any(
            isinstance(one, PDFPasswordIncorrect | PDFEncryptionError) for one in error.args
        )
        raise UnreadableError(zip_guard.LOCKED if locked else BROKEN) from error
    if not sheets:
        raise UnreadableError(BROKEN)
    if not any(sheet.lines or sheet.tables for sheet in sheets) or len(images) == len(sheets):
        raise UnreadableError(SCANNED)
    fonts = OldFonts(_pieces(sheets))
    _drop_margins(sheets)
    blocks = broken_words.mended([_in_unicode(block, fonts) for block in _blocks(sheets)])
    remarks = [Remark(None, "file", message) for message in _doubts(sheets)]
    if images:
        remarks.append(Remark(None, "file", PAGES_OF_IMAGES.format(pages=", ".join(images))))
    return Document(blocks, (*fonts.remarks, *remarks))


def _sheets(pdf: PDF) -> tuple[list[_Sheet], list[str]]:
    """Return the pages, and the numbers of those that are images."""
    if len(pdf.pages) > MOST_PAGES:
        raise UnreadableError(TOO_MANY_PAGES)
    sheets, images, letters, unknown = [], [], 0, 0
    for page in pdf.pages:
        sheets.append(_sheet(page))
        unknown += sum(char["text"].startswith(UNKNOWN_LETTER) for char in page.chars)
        letters += len(page.chars)
        if len(page.chars) < FEWEST_LETTERS and _is_image(page):
            images.append(str(page.page_number))
        # Characters of a whole book would not fit into memory.
        page.close()
    if unknown > MOST_UNKNOWN * letters:
        raise UnreadableError(NO_ALPHABET)
    return sheets, images


def _is_image(page: Page) -> bool:
    covered = sum(image["width"] * image["height"] for image in page.images)
    return bool(covered > page.width * page.height / 2)


def _sheet(page: Page) -> _Sheet:
    grids = grids_of(page)
    outside: list[Char] = [
        char for char in page.chars if not any(grid.take(char) for grid in grids)
    ]
    tables = [grid for grid in grids if grid.is_table]
    for grid in grids:
        if not grid.is_table:
            outside += [char for chars in grid.chars.values() for char in chars]
    tops = [grid.top for grid in tables]
    found: list[Line] = []
    free = lines_of(words_of(outside))
    for first, last in zip([float("-inf"), *tops], [*tops, float("inf")], strict=True):
        found += in_reading_order([line for line in free if first <= line.top < last])
    return _Sheet(
        page.page_number,
        (round(page.width), round(page.height)),
        found,
        [_Ruled(grid.top, grid.rows()) for grid in tables],
    )


def _pieces(sheets: Iterable[_Sheet]) -> Iterator[Piece]:
    for sheet in sheets:
        yield from (Piece(line.text) for line in sheet.lines)
        for table in sheet.tables:
            yield from (Piece(cell.text) for row in table.rows for cell in row)


def _in_unicode(block: Block, fonts: OldFonts) -> Block:
    if isinstance(block, Paragraph):
        text = fonts.to_unicode(Piece(block.text))
        return Paragraph(text, strong=block.strong, where=block.where)
    rows = tuple(
        tuple(
            Cell(fonts.to_unicode(Piece(cell.text)), cell.down, cell.across, cell.strong)
            for cell in row
        )
        for row in block.rows
    )
    return Table(rows, block.where)


def _drop_margins(sheets: list[_Sheet]) -> None:
    """Drop page numbers, and what stands in the margin of several pages."""
    heads: Counter[str] = Counter()
    for sheet in sheets:
        heads.update({_head(line) for line in sheet.lines if _is_within(PAPER_EDGE, line, sheet)})
    running = {head for head, count in heads.items() if count >= max(RUNNING, len(sheets) / 2)}
    for sheet in sheets:
        sheet.lines = [
            line
            for line in sheet.lines
            if not (_is_within(MARGIN, line, sheet) and PAGE_NUMBER.match(line.text))
            and not (_is_within(PAPER_EDGE, line, sheet) and _head(line) in running)
        ]


def _is_within(margin: float, line: Line, sheet: _Sheet) -> bool:
    height = sheet.size[1]
    return line.bottom < margin * height or line.top > (1 - margin) * height


def _head(line: Line) -> str:
    return DIGITS.sub("#", line.text)


def _blocks(sheets: list[_Sheet]) -> Iterator[Block]:
    edges = _edges(sheets)
    passage: _Passage | None = None
    for sheet in sheets:
        tables = list(sheet.tables)
        for line in sheet.lines:
            while tables and tables[0].top <= line.top:
                yield from [passage.paragraph] if passage else []
                passage = None
                yield Table(tables.pop(0).rows, sheet.where)
            if passage and _goes_on(passage, line, sheet, edges[sheet.size]):
                passage.text = lines.joined(passage.text, line.text)
                passage.lines.append(line)
                continue
            yield from [passage.paragraph] if passage else []
            passage = _Passage([line], sheet, line.text)
        if tables:
            yield from [passage.paragraph] if passage else []
            passage = None
            yield from (Table(table.rows, sheet.where) for table in tables)
    yield from [passage.paragraph] if passage else []


def _doubts(sheets: list[_Sheet]) -> Iterator[str]:
    """Yield what to look at where a paragraph may go on over a page break."""
    edges = _edges(sheets)
    for before, sheet in pairwise(sheets):
        if not (before.lines and sheet.lines) or sheet.tables or before.tables:
            continue
        last, line = before.lines[-1], sheet.lines[0]
        ended = last.has_room_for(line.words[0], edges[before.size].right)
        in_block = last.in_block or line.in_block
        alike = last.bold == line.bold and abs(last.x0 - line.x0) <= INDENT
        closed = lines.CLOSED.search(last.text)
        if not (ended or in_block or lines.begins_item(line.text)) and alike and closed:
            yield MAYBE_MORE.format(where=sheet.where, words=line.text[:60])


def _edges(sheets: list[_Sheet]) -> dict[tuple[float, float], _Edges]:
    """Return where text begins and ends on pages of each size."""
    edges = {}
    for size in {sheet.size for sheet in sheets}:
        free = [line for sheet in sheets if sheet.size == size for line in sheet.lines]
        free = [line for line in free if not line.in_block]
        edges[size] = _Edges(
            left=min(_usual([line.x0 for line in free]), default=0.0),
            right=max(_usual([line.x1 for line in free]), default=size[0]),
            width=max((line.x1 - line.x0 for line in free), default=size[0]),
            leading=_leading(sheet.lines for sheet in sheets if sheet.size == size),
        )
    return edges


def _leading(pages: Iterable[list[Line]]) -> float | None:
    """Return the white between lines that certainly belong together."""
    whites = sorted(
        _white(before, line)
        for page in pages
        for before, line in pairwise(page)
        if not (before.in_block or line.in_block)
        and _are_of_one_size(before, line)
        and 0 <= _white(before, line) < BIG_GAP
        and line.text[0].islower()
        and lines.continues(before.text, line.text)
    )
    return whites[int(MOST * (len(whites) - 1))] if len(whites) >= COMMON else None


def _white(before: Line, line: Line) -> float:
    return (line.top - before.bottom) / (line.bottom - line.top)


def _usual(places: list[float]) -> list[float]:
    """Return the places that several lines share, all when none is shared."""
    counts = Counter(round(place) for place in places)
    common = [float(place) for place, count in counts.items() if count >= COMMON]
    return common or places


def _goes_on(passage: _Passage, line: Line, sheet: _Sheet, edges: _Edges) -> bool:
    before = passage.lines[-1]
    if before.in_block != line.in_block:
        return False
    after = lines.with_plain_bullet(line.text)
    certain = lines.continues(passage.text, after)
    near = sheet is not passage.sheet or _is_near(passage, line, edges.leading)
    if line.in_block and near and _is_of_listed(passage, line, after):
        return True
    if line.in_block or before.bold != line.bold or not _are_of_one_size(before, line):
        return certain and near
    centred = _are_centred(before, line)
    right = before.x0 + edges.width if centred else edges.right
    full = not before.has_room_for(line.words[0], right)
    if lines.begins_item(after):
        # "kinh tế" / "- xã hội": a dash that did not fit is no bullet.
        lower = after[2:3].islower() and not lines.CLOSED.search(passage.text)
        return full and lower and after.startswith("- ")
    if certain:
        return True
    if sheet is not passage.sheet and _is_doubtful(passage):
        return False
    return full and near and (centred or _is_aligned(passage, line, edges.left))


def _is_doubtful(passage: _Passage) -> bool:
    """Say whether neither an indent nor an open sentence tells if a next page goes on with it."""
    starts = {round(line.x0 / INDENT) for line in passage.lines[:2]}
    return len(starts) == 1 and bool(lines.CLOSED.search(passage.text))


def _is_of_listed(passage: _Passage, line: Line, after: str) -> bool:
    """Say whether a line of a block goes on with a recipient, which ends with ";" or "."."""
    listed = lines.begins_item(lines.with_plain_bullet(passage.text))
    open_ = not (lines.CLOSED.search(passage.text) or lines.begins_item(after))
    return listed and open_ and 0 <= line.x0 - passage.lines[0].x0 + NEAR <= 2 * INDENT + NEAR


def _are_of_one_size(before: Line, line: Line) -> bool:
    heights = before.words[-1].height, line.words[0].height
    return max(heights) < OTHER_SIZE * min(heights)


def _is_near(passage: _Passage, line: Line, leading: float | None) -> bool:
    """Say whether a line stands below a paragraph with no more white than its lines have."""
    before = passage.lines[-1]
    if len(passage.lines) > 1 and (own := _white(passage.lines[-2], before)) >= -1:
        leading = own
    most = BIG_GAP if leading is None else leading + MORE_WHITE
    return -1 < _white(before, line) < most


def _are_centred(before: Line, line: Line) -> bool:
    """Say whether two lines share their middle and not their beginning, as lines of a title do."""
    middles = (before.x0 + before.x1) / 2, (line.x0 + line.x1) / 2
    return abs(middles[0] - middles[1]) < NEAR and abs(before.x0 - line.x0) > NEAR


def _is_aligned(passage: _Passage, line: Line, left: float) -> bool:
    """Say whether a line begins where its paragraph's lines begin, not indented as a new one."""
    first = passage.lines[0]
    if len(passage.lines) > 1:
        return abs(line.x0 - passage.lines[1].x0) <= INDENT
    if abs(line.x0 - first.x0) > INDENT:
        # Either the first line is indented, or the others hang below a label.
        return line.x0 < first.x0 or lines.begins_item(passage.text)
    return first.x0 - left <= INDENT or not lines.CLOSED.search(passage.text)
