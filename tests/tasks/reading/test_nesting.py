"""Headings above the rows of a table nest by their labels and by sequence."""

import pytest

from tasks.reading import nesting
from tasks.reading.nesting import Nest
from tasks.reading.values import Block, Heading, Paragraph, Table
from tests.tasks.reading.grids import document

TABLE = Table(())


def heading(text: str) -> Heading:
    label, _, words = text.partition(" ")
    known = label.rstrip(".")
    return Heading(known, words) if label != known or label.endswith(")") else Heading("", text)


def walked(*steps: str) -> list[str]:
    """Open the headings among the steps; return what stands over the last task ("= label")."""
    nest = Nest()
    over: tuple[Heading, ...] = ()
    for step in steps:
        if step.startswith("="):
            over = nest.over(step[1:].strip())
        else:
            nest.open(heading(step))
    return [str(one) for one in over]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (("A. Chung", "= 1", "B. Riêng", "I. Một", "= 1"), ["B. Riêng", "I. Một"]),
        (("A. Chung", "I. Một", "1. Nhỏ", "= a)", "II. Hai", "= 1"), ["A. Chung", "II. Hai"]),
        (("1. Một", "1.1. Nhỏ", "= a)", "1.2. Nhỏ hơn", "= a)"), ["1. Một", "1.2. Nhỏ hơn"]),
        (("1. Một", "a) Nhỏ", "= -", "2. Hai", "= -"), ["2. Hai"]),
        (("Sở Nội vụ", "1. Một", "= a)", "Sở Tư pháp", "= 1"), ["Sở Tư pháp"]),
        (("1. Một", "= a)", "Hai không nhãn", "= a)"), ["Hai không nhãn"]),
        (("I. Một", "Nhóm nhỏ", "= 1", "Nhóm khác", "= 2"), ["I. Một", "Nhóm khác"]),
        (("G. Bảy", "= 1", "H. Tám", "= 1", "I. Chín", "= 1"), ["I. Chín"]),
        (("Phần 1: Chung", "I. Một", "= 1", "Phần 2: Riêng", "= 1"), ["Phần 2: Riêng"]),
        (("1. Một", "a) Nhỏ", "= -", "= b)"), ["1. Một"]),
        (("1. Một", "= 1", "= 2"), ["1. Một"]),
        (("1. Một", "= 1", "= 2", "2. Hai", "= 3"), ["2. Hai"]),
        (("d) Bốn", "= -", "= đ)"), []),
        (("= 1",), []),
    ],
)
def test_headings_hold_until_one_of_their_kind(steps: tuple[str, ...], expected: list[str]) -> None:
    assert walked(*steps) == expected


def test_heading_over_the_table_is_not_said_twice() -> None:
    nest = Nest((Heading("1", "Công khai, minh bạch"),))

    nest.open(Heading("I", "CÔNG KHAI, MINH BẠCH"))

    assert nest.over("1") == (Heading("1", "Công khai, minh bạch"),)


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (["1. Tham gia của người dân"], ["1. Tham gia của người dân"]),
        (["II. NHIỆM VỤ", "1. Tham gia", "(Chi tiết như sau)"], ["II. NHIỆM VỤ", "1. Tham gia"]),
        (
            ["I. MỤC ĐÍCH", "- Nâng cao.", "II. NHIỆM VỤ", "1. Một", "2. Hai"],
            ["II. NHIỆM VỤ", "2. Hai"],
        ),
        (["Nội dung 1: Tham gia", "- 2 -"], ["Nội dung 1: Tham gia"]),
        (["III. TỔ CHỨC", "PHỤ LỤC", "NHIỆM VỤ CỤ THỂ"], []),
        (["1. Sở Nội vụ", "(Kèm theo Kế hoạch số 1/KH-UBND)"], []),
        (["1. Sở Nội vụ", "Trên đây là Kế hoạch./."], []),
        (["1. Tổ chức tuyên truyền cho nhân dân.", "Lời dẫn"], []),
        (["1. Tham gia", *["Đoạn văn"] * 6], []),
        ([], []),
    ],
)
def test_headings_over_a_table_come_from_paragraphs(above: list[str], expected: list[str]) -> None:
    blocks: list[Block] = [*map(Paragraph, above), TABLE]

    assert list(map(str, nesting.above(blocks, len(above)))) == expected


def test_bold_line_right_above_a_table_is_its_heading() -> None:
    blocks: list[Block] = [Paragraph("Công khai, minh bạch", strong=True), TABLE]

    assert nesting.above(blocks, 1) == (Heading("", "Công khai, minh bạch"),)


@pytest.mark.parametrize("text", ["NHIỆM VỤ NÂNG CAO CHỈ SỐ PAPI", "Bảng 1", "(Đơn vị tính: đồng)"])
def test_bold_name_of_a_table_is_no_heading(text: str) -> None:
    assert nesting.above([Paragraph(text, strong=True), TABLE], 1) == ()


def test_levels_of_word_headings_nest() -> None:
    blocks: list[Block] = [
        Paragraph("Nhiệm vụ", heading=1),
        Paragraph("Tham gia", heading=2),
        Paragraph("Công khai", heading=2),
        TABLE,
    ]

    assert list(map(str, nesting.above(blocks, 3))) == ["Nhiệm vụ", "Công khai"]


def test_words_in_the_table_over_its_header_stand_nearest() -> None:
    blocks = document("II. NHIỆM VỤ", "1. Một").blocks

    found = nesting.above(blocks, 2, ("BẢNG NHIỆM VỤ", "2. Hai"))

    assert list(map(str, found)) == ["II. NHIỆM VỤ", "2. Hai"]


@pytest.mark.parametrize(
    "text", ["2", "- 3 -", "Trang 4", "trang 2/5", "---", "(tiếp theo)", "***"]
)
def test_page_numbers_say_nothing(text: str) -> None:
    assert nesting.is_noise(text)
    assert not nesting.is_noise("2. Công khai")
