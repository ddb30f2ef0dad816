"""Drawn documents (`unseen`) as Word files: merged cells, letterhead, lists, old fonts."""

import unicodedata
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from viparse.normalize.encodings import CHARMAPS

from tests.tasks.reading.unseen import Grid, Line, Turn, blocks

COUNT = 300
LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("bullet", "-"))

OLD_SIGNS = {letter: sign for sign, letter in CHARMAPS["tcvn3"].pairs}

Words = Callable[[str], tuple[str, str]]
"""How a text is typed: the signs in the file, and the font that shows them."""


def in_unicode(text: str) -> tuple[str, str]:
    """Type the text as it is."""
    return text, "Times New Roman"


def in_pieces(text: str) -> tuple[str, str]:
    """Type letters and marks apart, with soft hyphens and no-break spaces as copies have them."""
    broken = text.replace("Ủy ban", "Ủy\u00a0ban").replace("nhân dân", "nhân\u00a0dân")
    broken = broken.replace("chuyển", "chuy\u00adển").replace("thôn", "th\u00adôn")
    return unicodedata.normalize("NFD", broken), "Times New Roman"


def in_tcvn3(text: str) -> tuple[str, str]:
    """Type the text with the fonts of the nineties: capitals have a font of their own."""
    if text.isupper():
        return _old_signs(text.lower()), ".VnTimeH"
    return _old_signs(text), ".VnTime"


def _old_signs(text: str) -> str:
    return "".join(OLD_SIGNS.get(letter, letter) for letter in text)


def docx_file(name: str, typed: Words = in_unicode) -> bytes:
    """Return the drawing as a Word file."""
    document = docx.Document()
    _add_list(document)
    for block in blocks(name):
        if isinstance(block, Turn):
            section = document.add_section(WD_SECTION.NEW_PAGE)
            section.orientation = WD_ORIENT.LANDSCAPE
        elif isinstance(block, Line):
            _write_line(document, block, typed)
        else:
            _write_grid(document, block, typed)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write_line(document: Document, line: Line, typed: Words) -> None:
    paragraph = document.add_paragraph(style=f"Heading {line.heading}" if line.heading else None)
    _write_words(paragraph, line.text, typed, bold=line.bold)
    if line.centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if line.counted is not None:
        paragraph.paragraph_format.element.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{line.counted}"/>'
                f'<w:numId w:val="{COUNT}"/></w:numPr>'
            )
        )


def _write_words(paragraph: Any, text: str, typed: Words, *, bold: bool) -> None:
    signs, font = typed(text)
    run = paragraph.add_run(signs)
    run.bold, run.font.name = bold or None, font


def _write_grid(document: Document, grid: Grid, typed: Words) -> None:
    table = document.add_table(len(grid.rows), max(map(len, grid.rows)))
    table.style = "Table Grid" if grid.ruled else "Normal Table"
    for down, row in enumerate(grid.rows):
        for across, place in enumerate(row):
            if place.text is None:
                continue
            last = table.cell(down + place.high - 1, across + place.wide - 1)
            cell = table.cell(down, across).merge(last)
            for number, line in enumerate(place.text.split("\n")):
                paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
                _write_words(paragraph, line, typed, bold=place.bold)
    if grid.ruled:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _add_list(document: Document) -> None:
    written = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/></w:lvl>'
        for depth, (form, mark) in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{COUNT}">'
            f'<w:multiLevelType w:val="multilevel"/>{written}</w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{COUNT}"><w:abstractNumId w:val="{COUNT}"/></w:num>'
        )
    )
