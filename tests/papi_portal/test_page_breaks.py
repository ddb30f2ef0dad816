"""What breaks over pages and what does not: tall rows of tables, and the end of a letter."""

import pytest

from papi_portal import paper, pdf
from papi_portal.paper import Heading, Line, Look, Paper, Part, Row, Signature, Table
from tests.tasks.reports.measuring import lines, pages

pytestmark = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
COLUMNS = (Heading("STT", 10, is_centred=True), Heading("Nhiệm vụ", 50), Heading("Đơn vị", 40))
LOWEST = 210 - 20
"""The lower end of a landscape page's text, in mm from its top."""


def row(number: int, height: int) -> Row:
    said = "\n".join(f"dòng {number}.{line}" for line in range(height))
    return Row((str(number), said, "UBND xã"))


def printed(*heights: int) -> bytes:
    rows = tuple(row(number, height) for number, height in enumerate(heights, start=1))
    table = Table("Bảng", COLUMNS, rows, "Không có.")
    return paper.as_pdf(Paper("Bảng", "Xã", (Part((table,), is_landscape=True),)))


def test_tall_rows_leave_no_page_half_empty() -> None:
    *whole, _last = pages(printed(*(12,) * 8))

    assert whole
    for page in whole:
        assert lines(page)[-1].top > LOWEST - 25


def test_row_up_to_a_third_of_a_page_stays_whole() -> None:
    on_pages = [{one.text.split()[0] for one in lines(page)} for page in pages(printed(*(5,) * 9))]
    texts = [page.extract_text() for page in pages(printed(*(5,) * 9))]

    assert len(on_pages) > 1
    for number in range(1, 10):
        assert sum(f"dòng {number}.0" in text for text in texts) == 1
        assert any(f"dòng {number}.0" in text and f"dòng {number}.4" in text for text in texts)


def test_row_that_breaks_has_its_rule_at_the_foot_of_each_page() -> None:
    for page in pages(printed(3, 60, 3)):
        flat = [one for one in [*page.lines, *page.rects] if one["height"] < 1]
        lowest = max(one["bottom"] for one in flat)
        foot = [one for one in flat if one["bottom"] > lowest - 1]
        assert lowest > max(char["bottom"] for char in page.chars)
        assert min(one["x0"] for one in foot) < 90
        assert max(one["x1"] for one in foot) > page.width - 50


@pytest.mark.parametrize("before", range(14, 20))
def test_last_paragraph_stays_whole_with_the_signature_and_not_alone(before: int) -> None:
    closing = Line(f"Trên đây là báo cáo {'kết quả thực hiện kế hoạch ' * 12}./.", Look.CLOSING)
    signed = Signature(("- Lưu: VT.",), (), "CHỦ TỊCH", "Hà Văn A")
    body = tuple(Line(f"Đoạn {number}. {'lời văn ' * 14}") for number in range(before))

    made = paper.as_pdf(Paper("Báo cáo", "Xã", (Part((*body, closing, signed)),)))

    (last,) = [one.extract_text() for one in pages(made) if "Nơi nhận" in one.extract_text()]
    assert "Trên đây là" in last
    assert "./." in last
    assert "lời văn" in last.partition("Trên đây là")[0]
