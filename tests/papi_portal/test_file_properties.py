"""What files say of themselves: what they are, whose and of when, and nothing of the machine."""

import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from papi_portal import MADE_BY, drawings, paper, pdf, workbook
from papi_portal.paper import Heading, Line, Look, Paper, Part, Row, Table
from papi_portal.workbook import Column, Sheet

STATES = ("Đang thực hiện", "Đã hoàn thành")
COLUMNS = (Heading("Nhiệm vụ", 60), Heading("Tiến độ", 40, choices=STATES))
TABLE = Table("Tiến độ", COLUMNS, (Row(("Họp thôn", STATES[0])),), "Không có.")
APPENDIX = (
    Line("PHỤ LỤC I", Look.KIND),
    Line("TIẾN ĐỘ & KẾT QUẢ", Look.TITLE),
    Line("Dữ liệu tính đến ngày 14/09/2026", Look.NOTE),
    TABLE,
)
PAPER = Paper(
    "Báo cáo Quý I", "UBND xã Điềm He", (Part((Line("Lời"),)), Part(APPENDIX)), is_draft=True
)


def is_now(moment: datetime | None) -> bool:
    return moment is not None and abs(datetime.now(UTC) - moment) < timedelta(minutes=10)


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
def test_pdf_tells_title_body_and_moment() -> None:
    told = PdfReader(BytesIO(drawings.draw(PAPER, "pdf"))).metadata

    assert told is not None
    assert (told.title, told.author, told.producer) == (PAPER.title, PAPER.author, MADE_BY)
    assert is_now(told.creation_date)


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
def test_pdf_of_nobody_is_the_portals() -> None:
    told = PdfReader(BytesIO(pdf.render("<title>So sánh các tỉnh</title>"))).metadata

    assert told is not None
    assert (told.title, told.author) == ("So sánh các tỉnh", MADE_BY)


def test_word_file_tells_title_body_and_moment() -> None:
    data = drawings.draw(PAPER, "docx")
    core = docx.Document(BytesIO(data)).core_properties

    assert (core.title, core.author, core.last_modified_by) == (
        PAPER.title,
        PAPER.author,
        PAPER.author,
    )
    assert is_now(core.created)
    assert is_now(core.modified)
    with zipfile.ZipFile(BytesIO(data)) as file:
        assert not any(b"Macintosh" in file.read(name) for name in file.namelist())


def test_workbook_tells_title_and_body() -> None:
    told = openpyxl.load_workbook(BytesIO(drawings.draw(PAPER, "xlsx"))).properties
    other = openpyxl.load_workbook(BytesIO(workbook.write([Sheet("Cột", [Column("a", "A")])])))

    assert (told.title, told.creator) == (PAPER.title, PAPER.author)
    assert (other.properties.title, other.properties.creator) == ("Cột", MADE_BY)


def test_states_are_picked_from_a_list() -> None:
    book = openpyxl.load_workbook(BytesIO(drawings.draw(PAPER, "xlsx")))

    (rule,) = book["Tiến độ"].data_validations.dataValidation
    assert str(rule.sqref).startswith("B2:B")
    assert tuple(row[0] for row in book["choices"].values) == STATES


def test_sheet_printed_alone_says_which_appendix_it_is_and_of_which_day() -> None:
    book = openpyxl.load_workbook(BytesIO(drawings.draw(PAPER, "xlsx")))

    over = [paper.DRAFT, "PHỤ LỤC I", "TIẾN ĐỘ && KẾT QUẢ", "Dữ liệu tính đến ngày 14/09/2026"]
    assert book["Tiến độ"].oddHeader.center.text == " – ".join(over)
