"""What stands where in a Word file: rules under headers, levels of the head, rows that break."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml.ns import qn

from papi_portal import paper, pdf, typeface, worddoc
from papi_portal.paper import Heading, Letterhead, Line, Look, Paper, Part, Row, Signature, Table

if TYPE_CHECKING:
    from docx.table import Table as WordTable

needs_typeface = pytest.mark.skipif(pdf.problem() is not None, reason="no typeface to measure")
SIGNED = Signature(("- Lưu: VT.",), ("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", "Hà Văn A")
COLUMNS = (Heading("STT", 10), Heading("Nhiệm vụ", 90))


def opened(issuer: str = "SỞ NỘI VỤ", subject: str = "Kết quả", rows: tuple[Row, ...] = ()) -> Any:
    head = Letterhead("ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN", issuer, "Số: …/BC-SNV", "Lạng Sơn, ngày …")
    table = Table("Tiến độ", COLUMNS, rows, "Không có.")
    made = Paper(
        "Báo cáo", "Sở Nội vụ", (Part((head, Line(subject, Look.SUBJECT), SIGNED, table)),)
    )
    return docx.Document(BytesIO(worddoc.as_docx(made)))


def rule(document: Any, style: str, width: float) -> float:
    """Return how long a rule is, in millimetres of a width."""
    line = next(one for one in document.element.iter(qn("w:pStyle")) if one.get(VALUE) == style)
    indent = line.getparent().find(qn("w:ind"))
    sides = int(indent.get(qn("w:left"))) + int(indent.get(qn("w:right")))
    return width - sides / 56.7


VALUE = qn("w:val")


@needs_typeface
@pytest.mark.parametrize(
    "issuer", ["SỞ Y TẾ", "SỞ NỘI VỤ", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "THANH TRA TỈNH\nLẠNG SƠN"]
)
def test_rule_under_an_issuer_is_a_third_to_a_half_of_the_line_above(issuer: str) -> None:
    wide = paper.PORTRAIT_WIDTH * paper.LEFT_OF_HEAD
    line = typeface.last_line(issuer, wide, points=13)

    assert line / 3 <= rule(opened(issuer=issuer), "ruleissuer", wide) <= line / 2


@needs_typeface
@pytest.mark.parametrize("subject", ["Kết quả", f"{'Kết quả thực hiện kế hoạch ' * 5}Quý I"])
def test_rule_under_a_subject_is_a_third_to_a_half_of_its_last_line(subject: str) -> None:
    line = typeface.last_line(subject, paper.PORTRAIT_WIDTH, points=14)

    assert line / 3 <= rule(opened(subject=subject), "rule", paper.PORTRAIT_WIDTH) <= line / 2


@needs_typeface
def test_rule_under_the_motto_is_as_long_as_the_motto() -> None:
    beside = paper.PORTRAIT_WIDTH * (1 - paper.LEFT_OF_HEAD)
    line = typeface.last_line(worddoc.MOTTO, beside, points=14)

    assert rule(opened(), "rulemotto", beside) == pytest.approx(line, abs=0.5)


def test_number_and_day_stand_in_one_row_in_one_size() -> None:
    document = opened()
    above, level = document.tables[0].rows

    number, day = (cell.paragraphs[0] for cell in level.cells)
    assert "Lạng Sơn, ngày …" not in above.cells[1].text
    assert (number.text, day.text) == ("Số: …/BC-SNV", "Lạng Sơn, ngày …")
    assert number.style.font.size == day.style.font.size


def test_nothing_stands_between_post_and_name_for_22_mm() -> None:
    cell = opened().tables[1].rows[0].cells[1]
    *_, post, name = cell.paragraphs

    assert (post.text, name.text) == ("CHỦ TỊCH", "Hà Văn A")
    assert name.style.paragraph_format.space_before.mm >= 22
    assert not list(cell._element.iter(qn("w:pBdr")))
    assert not list(name.style.element.iter(qn("w:pBdr")))


def test_row_taller_than_a_third_of_a_page_may_break_and_others_may_not() -> None:
    found: WordTable = opened(rows=(Row(("1", "ngắn")), Row(("2", "dài\n" * 12)))).tables[2]

    assert [row._tr.trPr is not None for row in found.rows] == [True, True, False]
