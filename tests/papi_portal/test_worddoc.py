"""Papers as Word files: the form of the decree, by styles, and nothing of the machine in them."""

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from papi_portal import paper, worddoc
from papi_portal.paper import Heading, Letterhead, Line, Look, Paper, Part, Row, Signature, Table
from papi_portal.workbook import Band

SOFFICE = shutil.which("soffice")
HEAD = Letterhead("", "ỦY BAN NHÂN DÂN XÃ ĐIỀM HE", "Số: 12/BC-UBND", "Điềm He, ngày 05 tháng 02")
SIGNED = Signature(("- Như trên;", "- Lưu: VT."), ("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", "Hà Văn A")
TABLE = Table(
    "Tiến độ",
    (Heading("STT", 10, is_centred=True, kind="number"), Heading("Nhiệm vụ", 90)),
    (Band("1. Tham gia"), Row((1, "Họp thôn;\nNiêm yết")), Row((2, "=1+1"))),
    "Không có.",
)
PAPER = Paper(
    "Báo cáo Quý I",
    "UBND xã Điềm He",
    (
        Part(
            (HEAD, Line("BÁO CÁO", Look.KIND), Line("Kết quả", Look.SUBJECT), Line("Lời"), SIGNED)
        ),
        Part((Line("PHỤ LỤC", Look.KIND), TABLE), is_landscape=True),
    ),
)


def opened(made: Paper = PAPER) -> Any:
    return docx.Document(BytesIO(worddoc.as_docx(made)))


def test_pages_have_the_size_and_margins_of_the_decree() -> None:
    letter, appendix = opened().sections

    assert (round(letter.page_width.mm), round(letter.page_height.mm)) == (210, 297)
    assert (round(appendix.page_width.mm), round(appendix.page_height.mm)) == (297, 210)
    for section in (letter, appendix):
        sides = (section.top_margin, section.bottom_margin, section.left_margin)
        assert [round(side.mm) for side in sides] == [20, 20, 30]
        assert round(section.right_margin.mm) == 15


def test_pages_are_numbered_from_the_second_and_each_part_on_its_own() -> None:
    for section in opened().sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        parts = [one.tag for one in section._sectPr]
        ordered = [qn(f"w:{name}") for name in ("pgSz", "pgMar", "pgNumType", "cols", "docGrid")]
        assert [one for one in parts if one in ordered] == ordered
        fields = [one.text for one in section.header._element.iter(qn("w:instrText"))]
        assert fields == [" PAGE "]
        assert not list(section.first_page_header._element.iter(qn("w:instrText")))


def test_text_is_formatted_by_styles_alone() -> None:
    document = opened()
    known = {style.style_id for style in document.styles}

    used = {one.get(qn("w:val")) for one in document.element.iter(qn("w:pStyle"))}
    by_hand = [
        one for name in ("w:b", "w:i", "w:sz", "w:jc") for one in document.element.iter(qn(name))
    ]

    assert used <= known
    assert by_hand == []
    assert {"issuer", "country", "body", "signatory", "columntitle"} <= used


def test_header_row_repeats_and_no_row_is_torn() -> None:
    table = opened().tables[-1]

    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [
        True,
        *(False,) * 3,
    ]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)


def test_table_has_a_paragraph_for_each_line_and_headings_across() -> None:
    table = opened().tables[-1]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["STT", "Nhiệm vụ"],
        ["1. Tham gia", "1. Tham gia"],
        ["1", "Họp thôn;\nNiêm yết"],
        ["2", "=1+1"],
    ]


def test_typeface_is_times_new_roman_or_what_has_its_widths() -> None:
    with zipfile.ZipFile(BytesIO(worddoc.as_docx(PAPER))) as file:
        fonts = file.read("word/fontTable.xml").decode()
        styles = file.read("word/styles.xml").decode()

    assert '<w:altName w:val="Liberation Serif"/>' in fonts
    assert 'w:ascii="Times New Roman"' in styles
    assert "Theme" not in styles


def test_properties_name_the_unit_and_nothing_of_the_machine() -> None:
    data = worddoc.as_docx(PAPER)
    core = docx.Document(BytesIO(data)).core_properties

    assert (core.title, core.author, core.comments) == ("Báo cáo Quý I", "UBND xã Điềm He", "")
    with zipfile.ZipFile(BytesIO(data)) as file:
        everything = b"".join(map(file.read, file.namelist()))
        assert not [name for name in file.namelist() if "thumbnail" in name or "custom" in name]
    assert b"python-docx" not in everything
    assert str(Path.cwd()).encode() not in everything


def test_strange_marks_are_text_or_left_out() -> None:
    made = Paper("A", "B", (Part((Line("<w:p/> & \x01\x0b\ud800 «hết»\ndòng hai"),)),))

    assert opened(made).paragraphs[0].text == "<w:p/> &  «hết»\ndòng hai"


def test_empty_table_says_so() -> None:
    empty = Table("Quá hạn", TABLE.columns, (), "Không có nhiệm vụ quá hạn.")

    table = opened(Paper("A", "B", (Part((empty,)),))).tables[0]

    assert table.rows[1].cells[0].text == "Không có nhiệm vụ quá hạn."


def test_draft_is_marked_on_every_page() -> None:
    draft = Paper("A", "B", PAPER.parts, is_draft=True)

    for section in opened(draft).sections:
        assert section.first_page_header.paragraphs[0].text == paper.DRAFT
        assert section.header.paragraphs[0].text.startswith(paper.DRAFT)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_file_and_prints_its_words(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(worddoc.as_docx(PAPER))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [str(SOFFICE), home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(file)], check=True, capture_output=True)  # noqa: S603

    pages = PdfReader(tmp_path / "a.pdf").pages

    assert [page.mediabox.width > page.mediabox.height for page in pages] == [False, True]
    assert "Độc lập - Tự do - Hạnh phúc" in pages[0].extract_text()
    assert "Họp thôn;" in pages[1].extract_text()
