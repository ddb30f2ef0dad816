"""Paragraphs and tables of a remade plan, written as a Word file as offices write them."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from tests.tasks.reading.remake_blocks import EMPHASIS, ROMAN, Block, Grid, Line, is_section

NUMBERED = re.compile(r"(\**)(?:(\d+)\.)?(\d+)\. +")
NUMBERS, BULLETS = 90, 91
LISTS = {
    NUMBERS: (("decimal", "%1."), ("decimal", "%1.%2.")),
    BULLETS: (("bullet", "-"), ("bullet", "+")),
}
FIRST_COUNT = 200
"""Above the lists that the library's own template brings."""
MANY_COLUMNS = 10


def write(blocks: Iterable[Block], automatic: str) -> bytes:
    """Return the Word file; `automatic` is "numbers", "bullets" or "" for typed marks only."""
    document = docx.Document()
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(25), Mm(15)
    page.top_margin = page.bottom_margin = Mm(20)
    numbering = Numbering(document, automatic)
    for block in blocks:
        if isinstance(block, Grid):
            _write_grid(document, block)
        else:
            _write_line(document, block, numbering)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write_line(document: Document, line: Line, numbering: "Numbering") -> None:
    # Word's own heading styles where the seed marks headings; two marks are the title.
    paragraph = document.add_paragraph(style=f"Heading {line.level - 1}" if line.level else None)
    text, numbers = numbering.of(line)
    if numbers is not None:
        paragraph.paragraph_format.element.get_or_add_pPr().append(numbers)
    if line.centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write_words(paragraph, text, bold=line.strong)


def _write_words(paragraph: Paragraph, text: str, *, bold: bool) -> None:
    """Write the words with the seed's bold and italic parts as runs of their own."""
    end = 0
    for found in EMPHASIS.finditer(text):
        paragraph.add_run(text[end : found.start()]).bold = bold or None
        run, stars = paragraph.add_run(found[2]), len(found[1])
        run.bold, run.italic = stars > 1 or bold, stars != 2
        end = found.end()
    paragraph.add_run(text[end:]).bold = bold or None


def _write_grid(document: Document, grid: Grid) -> None:
    columns = len(grid.rows[0])
    table = document.add_table(len(grid.rows), columns)
    table.style = "Table Grid" if grid.ruled else "Normal Table"
    size = Pt(6 if columns > MANY_COLUMNS else 11)
    for position, row in enumerate(grid.rows):
        places, bold = table.row_cells(position), grid.ruled and position == 0
        for place, width in zip(places, grid.widths, strict=False):
            place.width = Mm(width)
        if is_section(row):
            _write_cell(places[0].merge(places[-1]), row[0], bold=True, size=size)
            continue
        for text, place in zip(row, places, strict=True):
            _write_cell(place, text, bold=bold, size=size)
    if grid.ruled:  # the header is printed again on each page
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _write_cell(cell: _Cell, text: str, *, bold: bool, size: Pt) -> None:
    for position, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
        run = paragraph.add_run(line)
        run.bold, run.font.size = bold or None, size


class Numbering:
    """Word's own numbers or bullets, in place of those that the seed shows as text."""

    def __init__(self, document: Document, automatic: str) -> None:
        self.automatic, self.counts, self.last = automatic, [0, 0], FIRST_COUNT
        self.element = document.part.numbering_part.element
        for list_id, levels in LISTS.items():
            self.element.insert(0, parse_xml(_list(list_id, levels)))
        self._begin(BULLETS)

    def of(self, line: Line) -> tuple[str, Any]:
        """Return what remains to be typed, and the paragraph's list properties or None."""
        if self.automatic == "numbers" and ROMAN.match(line.bare):
            self.counts = [0, 0]
            self.last += 1
            self._begin(NUMBERS)
        if self.automatic and line.text.startswith(("- ", "+ ")):
            return line.text[2:], _properties(int(line.text[0] == "+"), FIRST_COUNT)
        found = NUMBERED.match(line.text) if self.automatic == "numbers" else None
        if not found or not self._counts_to(found):
            return line.text, None
        return found[1] + line.text[found.end() :], _properties(int(bool(found[2])), self.last)

    def _counts_to(self, found: re.Match[str]) -> bool:
        """Count on, if Word arrives at the number that the seed has."""
        here = [int(found[2] or found[3]), int(found[3]) if found[2] else 0]
        first, second = self.counts
        same = here == ([first, second + 1] if found[2] else [first + 1, 0])
        self.counts = here if same else self.counts
        return same

    def _begin(self, list_id: int) -> None:
        again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        self.element.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self.last}"><w:abstractNumId w:val="{list_id}"/>'
                f"{again if list_id == NUMBERS else ''}</w:num>"
            )
        )


def _list(list_id: int, levels: tuple[tuple[str, str], ...]) -> str:
    written = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/></w:lvl>'
        for depth, (form, mark) in enumerate(levels)
    )
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{list_id}">'
        f'<w:multiLevelType w:val="multilevel"/>{written}</w:abstractNum>'
    )


def _properties(depth: int, count: int) -> Any:
    return parse_xml(
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{count}"/></w:numPr>'
    )
