"""What the three drawings of a paper say, to be compared with the paper itself."""

from io import BytesIO
from typing import Any

import docx
import openpyxl
from pypdf import PdfReader

from papi_portal import drawings
from papi_portal.paper import Paper, in_words
from papi_portal.workbook import Band
from tests.tasks.reports.test_quarterly_files import folded, words_around


def words_of(paper: Paper) -> list[str]:
    """Return all that stands on a paper, cell by cell."""
    said = words_around(paper)
    for table in paper.tables:
        said += [column.title for column in table.columns]
        for row in table.drawn:
            said += [row.text] if isinstance(row, Band) else map(in_words, row.cells)
    return [one for one in said if one]


def missing(paper: Paper, kind: str) -> list[str]:
    """Return the words of a paper that its drawing of a kind does not say."""
    data = drawings.draw(paper, kind)
    told = {"pdf": _in_pdf, "docx": _in_word, "xlsx": _in_excel}[kind](data)
    return [one for one in words_of(paper) if folded(one) not in told]


def _in_pdf(data: bytes) -> str:
    return folded(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages))


def _in_word(data: bytes) -> str:
    document: Any = docx.Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return folded(" ".join([*(one.text for one in document.paragraphs), *cells]))


def _in_excel(data: bytes) -> str:
    sheets = openpyxl.load_workbook(BytesIO(data)).worksheets
    return folded(" ".join(str(cell) for sheet in sheets for row in sheet.values for cell in row))
