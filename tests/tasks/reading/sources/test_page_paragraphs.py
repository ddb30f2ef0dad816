"""Paragraphs of a PDF are told apart by white, by page breaks and by the blocks around them."""

import pytest

from papi_portal import pdf
from tasks.reading.sources import open_file
from tasks.reading.sources.pages import MAYBE_MORE
from tasks.reading.values import Document, Paragraph
from tests.tasks.reading.sources.test_pages import LONG

STYLE = """
@page { size: A4; margin: 20mm }
* { font: 12pt "Liberation Serif" } p { margin: 0 0 6pt }
td { vertical-align: top; padding: 1mm } table { width: 100% }
"""

pytestmark = pytest.mark.skipif(pdf.problem() is not None, reason=str(pdf.problem()))


def read(body: str) -> Document:
    return open_file("a.pdf", pdf.render(f"<style>{STYLE}</style><body>{body}"))


def texts(body: str) -> list[str]:
    return [block.text for block in read(body).blocks if isinstance(block, Paragraph)]


def justified(text: str) -> str:
    """Return a paragraph whose last line is as full as the others."""
    return f'<p style="text-align: justify; text-align-last: justify">{text}</p>'


def test_little_white_parts_paragraphs_whose_lines_stand_closer() -> None:
    body = f"<p>{LONG}.</p>{justified(f'{LONG}.')}{justified(f'{LONG}.')}"

    assert texts(body) == [f"{LONG}."] * 3


def test_wide_lines_of_a_paragraph_stay_together() -> None:
    assert texts(f'<p style="line-height: 2">{LONG}.</p>' * 3) == [f"{LONG}."] * 3


def test_sentence_goes_on_over_the_page_break() -> None:
    body = f'<p>{LONG}</p><p style="break-before: page">và các thôn.</p>'

    assert texts(body) == [f"{LONG} và các thôn."]


def test_page_break_between_full_lines_parts_sentences_and_says_so() -> None:
    head, next_ = justified(f"{LONG}."), "Báo cáo kết quả thực hiện."
    document = read(f'<p>{LONG}.</p>{head}<p style="break-before: page">{next_}</p>')

    assert [getattr(block, "text", "") for block in document.blocks][-2:] == [f"{LONG}.", next_]
    asked = MAYBE_MORE.format(where="trang 2", words=next_)
    assert asked in [one.message for one in document.remarks]


def test_title_below_a_short_letterhead_stands_behind_it() -> None:
    head = "<table><tr><td>Số: 151/KH-UBND<td>Lào Cai, ngày 16 tháng 5 năm 2020</table>"

    found = texts(f'{head}<p style="margin-top: 12pt">KẾ HOẠCH</p><p>{LONG}.</p>')

    assert found[:3] == ["Số: 151/KH-UBND", "Lào Cai, ngày 16 tháng 5 năm 2020", "KẾ HOẠCH"]


def test_recipient_over_two_lines_is_one() -> None:
    foot = (
        '<table><tr><td style="width: 50%">Nơi nhận:<br>- Trung tâm Nghiên cứu Phát triển<br>'
        "(CECODES);<br>- Bộ Nội vụ;<br>- Lưu: VT<td>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH</table>"
    )

    assert texts(f"<p>{LONG}.</p>{foot}")[1:] == [
        "Nơi nhận:",
        "- Trung tâm Nghiên cứu Phát triển (CECODES);",
        "- Bộ Nội vụ;",
        "- Lưu: VT",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ]
