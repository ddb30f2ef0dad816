"""Words that a narrow cell broke grow together where that is certain; the rest is marked."""

import pytest

from papi_portal import pdf
from tasks.reading.sources import open_file
from tasks.reading.sources.broken_words import MARK, mended
from tasks.reading.table_lines import BROKEN_WORD
from tasks.reading.tables import task_rows
from tasks.reading.values import Cell, Paragraph, Table

NARROW = """
<style>
  body { font: 13pt/1.3 "Liberation Serif" } table { border-collapse: collapse; width: 480pt }
  table { table-layout: fixed } td, th { border: 1px solid; padding: 2pt 5pt; text-align: left }
  td { overflow-wrap: anywhere } .narrow { width: 34pt }
</style>
"""


def cell(text: str, *, beside: str = "") -> Cell:
    """Return what is made of a cell whose lines are parted by "|", in a document with words."""
    table = Table(((Cell(text.replace("|", MARK)),),))
    (found,) = (one for one in mended([Paragraph(beside), table]) if isinstance(one, Table))
    return found.rows[0][0]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Thườn|g xuyên", "Thường xuyên"),
        ("Thư|ờng xuyê|n", "Thường xuyên"),
        ("Th|ườ|ng", "Thường"),
        ("Trước ngày 30/6/202|6", "Trước ngày 30/6/2026"),
        ("Quý I/20|26", "Quý I/2026"),
        ("Công a|n xã, phườn|g;", "Công an xã, phường;"),
        ("THƯỜN|G", "THƯỜNG"),
        ("(thườn|g)", "(thường)"),
    ],
)
def test_piece_that_is_no_word_grows_together_to_one(broken: str, whole: str) -> None:
    assert cell(broken) == Cell(whole)


@pytest.mark.parametrize(
    ("broken", "beside", "whole"),
    [
        ("hu|yện", "UBND huyện", "huyện"),
        ("UBN|D", "UBND xã", "UBND"),
        ("Zal|o", "nhóm Zalo", "Zalo"),
    ],
)
def test_word_of_the_document_grows_together(broken: str, beside: str, whole: str) -> None:
    assert cell(broken, beside=beside) == Cell(whole)


@pytest.mark.parametrize(
    "wrapped",
    ["Tổ|dân|phố", "Thường|xuyên", "UBND|xã", "HĐND|UBND", "Sở|Y tế", "Đề|án", "công|an", "xã|Yên"],
)
def test_words_of_their_own_stay_apart(wrapped: str) -> None:
    assert cell(wrapped) == Cell(wrapped.replace("|", " "))


@pytest.mark.parametrize("broken", ["hu|yện", "Facebo|ok", "UBN|D", "mức 1|5"])
def test_what_may_be_one_word_or_two_is_marked(broken: str) -> None:
    assert cell(broken) == Cell(broken.replace("|", " "), is_broken=True)


def test_label_of_one_letter_is_no_word_of_the_document() -> None:
    assert cell("Thườn|g", beside="g) Họp").text == "Thường"


@pytest.mark.skipif(pdf.problem() is not None, reason=str(pdf.problem()))
def test_narrow_column_of_a_pdf_is_read_whole_and_says_what_is_doubtful() -> None:
    head = "<tr><th>STT</th><th>Nhiệm vụ</th><th class=narrow>Thời gian</th></tr>"
    rows = "".join(
        f"<tr><td>{number}</td><td>Niêm yết công khai</td><td>{time}</td></tr>"
        for number, time in enumerate(("Thường xuyên", "30/6/2026", "Facebook"), start=1)
    )

    document = open_file("a.pdf", pdf.render(f"{NARROW}<table>{head}{rows}</table>"))

    found, _ = task_rows(document)
    assert [row.deadline_text for row in found[:2]] == ["Thường xuyên", "30/6/2026"]
    assert found[2].deadline_text.replace(" ", "") == "Facebook"
    told = [[message for _, message in row.doubts].count(BROKEN_WORD) for row in found]
    assert told == [0, 0, 1]
