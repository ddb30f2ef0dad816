"""The report on a period as PDF, Word and Excel: the same rows, order and words, in form."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.table import Table as WordTable
from pypdf import PdfReader

from papi_portal import drawings, pdf
from papi_portal.paper import Paper, Table, in_words, texts
from papi_portal.workbook import Band
from plans.models import Plan, Unit
from tasks import actions
from tasks.models import Progress
from tasks.reports import quarterly, quarterly_paper, quarterly_province
from tests import factories
from tests.tasks.reports.ink import PDFTOPPM, in_top_margin, margins_of

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
ON = date(2026, 12, 10)
COUNTRY = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
HOSTILE = "=HYPERLINK(1)\n<img src=http://x/>\n" + "dài " * 12


def of_commune() -> Paper:
    plan = factories.plan(factories.commune(), number="12/KH-UBND")
    for number in range(12):
        factories.task(plan, ends_on=date(2026, 11, 1 + number) if number % 3 == 0 else None)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    period = factories.period(plan.territory)
    for row in factories.reporting(plan)[:5]:
        factories.recorded(row, period, result=HOSTILE, state=Progress.State.IN_PROGRESS)
    plan = Plan.objects.select_related("issuer__territory__parent").get(pk=plan.pk)
    found = quarterly.build(plan=plan, unit=plan.issuer, period=period, on=ON)
    assert found is not None
    return quarterly_paper.as_paper(found)


def of_province() -> Paper:
    province = factories.province()
    period = factories.period(province)
    for name in ("Xã Một", "Xã Hai"):
        factories.submission(
            factories.issued_plan(factories.commune(name, parent=province)), period
        )
    committee = factories.committee(province)
    issuer = Unit.objects.select_related("territory__parent").get(pk=committee.pk)
    found = quarterly_province.build(issuer=issuer, period=period, on=ON)
    return quarterly_paper.as_paper(found)


def as_drawn(table: Table) -> Iterator[list[str]]:
    """Yield the rows of a table as texts; a heading across is a row of one."""
    yield [column.title for column in table.columns]
    for row in table.drawn:
        yield [row.text] if isinstance(row, Band) else [in_words(cell) for cell in row.cells]


def in_word(table: WordTable) -> list[list[str]]:
    # A row of one cell goes across; python-docx gives it once for each column.
    return [[cell.text for cell in dict.fromkeys(row.cells)] for row in table.rows]


def words_around(paper: Paper) -> list[str]:
    return [line for part in paper.parts for block in part.blocks for line in texts(block)]


def folded(text: str) -> str:
    """Return the text without blanks: a line of paper ends where it must."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("make", [of_commune, of_province])
def test_word_has_the_rows_of_the_value(make: Callable[[], Paper]) -> None:
    paper = make()

    document = docx.Document(BytesIO(drawings.draw(paper, "docx")))

    grids = [table for table in document.tables if table.style and table.style.name == "Table Grid"]
    assert [in_word(table) for table in grids] == [[*as_drawn(table)] for table in paper.tables]
    paragraphs = [one.text for one in document.paragraphs if one.text]
    framed = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    told = "\n".join([*paragraphs, *framed])
    assert [line for line in words_around(paper) if line not in told] == []


@pytest.mark.parametrize("make", [of_commune, of_province])
def test_excel_has_the_rows_of_the_value_with_real_numbers_and_days(
    make: Callable[[], Paper],
) -> None:
    paper = make()

    book = openpyxl.load_workbook(BytesIO(drawings.draw(paper, "xlsx")))
    first, *sheets = [one for one in book.worksheets if one.sheet_state == "visible"]

    assert [sheet.title for sheet in sheets] == [table.name for table in paper.tables]
    for sheet, table in zip(sheets, paper.tables, strict=True):
        header, *rows = sheet.values
        assert list(header) == [column.title for column in table.columns]
        found = [[cell for cell in row if cell is not None] for row in rows]
        assert len(found) == len(table.drawn)
        for drawn, row in zip(found, table.drawn, strict=True):
            wanted = [row.text] if isinstance(row, Band) else list(row.cells)
            texts_drawn = [as_text(cell) for cell in drawn]
            assert texts_drawn == [as_text(one) for one in wanted if one not in (None, "")]
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert "PHỤ LỤC" in sheet.oddHeader.center.text
        assert "Dữ liệu tính đến ngày" in sheet.oddHeader.center.text
    draft = ["DỰ THẢO"] if paper.is_draft else []
    assert [row[0] for row in first.values][1:] == [*draft, *words_around(paper)]


def as_text(value: object) -> str:
    """Return a cell in one form, whether a day is a moment in Excel or not."""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return f"{float(value):g}" if isinstance(value, (int, float, Decimal)) else str(value)


@needs_pango
@pytest.mark.parametrize("make", [of_commune, of_province])
def test_pdf_has_the_words_of_the_value_in_their_order(make: Callable[[], Paper]) -> None:
    paper = make()

    pages = PdfReader(BytesIO(drawings.draw(paper, "pdf"))).pages

    read = folded(" ".join(page.extract_text() for page in pages))
    at = 0
    for table in paper.tables:
        for row in as_drawn(table):
            for cell in filter(None, row):
                found = read.find(folded(cell), at if len(folded(cell)) > 12 else 0)
                assert found >= 0, cell
                at = found if len(folded(cell)) > 12 else at
    missing = [line for line in [*COUNTRY, *words_around(paper)] if folded(line) not in read]
    assert missing == []


@needs_pango
@pytest.mark.skipif(PDFTOPPM is None, reason="poppler-utils is not installed")
def test_pdf_keeps_the_form_of_the_decree(tmp_path: Path) -> None:
    """Nghị định 30/2020: margins, one typeface, numbers from page 2, appendices on their own."""
    paper = of_commune()
    file = tmp_path / "bao-cao.pdf"
    file.write_bytes(drawings.draw(paper, "pdf"))
    pages = PdfReader(file).pages

    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert all("Liberation-Serif" in font for font in fonts)
    wide = [page.mediabox.width > page.mediabox.height for page in pages]
    numbers = ["".join(in_top_margin(page)).replace("DỰ THẢO", "").strip() for page in pages]
    assert wide[0] is False
    assert wide[-1] is True
    for place, number in enumerate(numbers):
        begins = place == 0 or "PHỤ LỤC" in pages[place].extract_text()
        assert number == ("" if begins else str(int(numbers[place - 1] or 1) + 1))
    for left, top, right, bottom in margins_of(file):
        assert 29.5 <= left <= 35
        assert right >= 14.5
        assert bottom >= 19.5
        assert top >= 5


@needs_pango
def test_draft_is_marked_on_every_page_of_every_file() -> None:
    paper = of_commune()
    assert paper.is_draft

    pages = PdfReader(BytesIO(drawings.draw(paper, "pdf"))).pages

    assert all("DỰ THẢO" in page.extract_text() for page in pages)
