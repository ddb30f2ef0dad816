"""Lines are joined only where they certainly belong together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.reading.sources import lines

LONG = "Thực hiện các nội dung theo Kế hoạch số 55/KH-UBND về nâng cao chỉ số của xã Hà"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Kiểm tra việc thực hiện", "các quy định"),
        ("- Xây dựng và thực hiện các", "Chương trình đối thoại"),
        ("Sở Nội vụ, Sở Y tế,", "Công an tỉnh"),
        ("(Kèm theo Kế hoạch số 354", "/KH-UBND ngày 30/5/2024)"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM"),
    ],
)
def test_sentence_goes_on(before: str, after: str) -> None:
    assert lines.continues(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Kiểm tra việc thực hiện.", "các quy định"),
        ("gồm:", "các quy định"),
        ("Trên đây là Kế hoạch./.", "các quy định"),
        ("sáng tạo, bứt phá.”", "nâng cao"),
        ("Mục tiêu", "a) Nâng cao"),
        ("Mục tiêu", "đ) nâng cao"),
        ("Mục tiêu", "- nâng cao"),
        ("Mục tiêu", "1.1. Nâng cao"),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("Kế hoạch", "Nâng cao"),
        (LONG, "Bắc, giai đoạn 2021 - 2025"),
        ("", "các quy định"),
        ("Mục tiêu", ""),
    ],
)
def test_what_may_be_a_new_beginning_stays_apart(before: str, after: str) -> None:
    assert not lines.continues(before, after)


def test_name_cut_in_two_is_known_from_elsewhere() -> None:
    pairs = lines.neighbours(["UBND xã Hà Bắc ban hành kế hoạch"])

    assert lines.continues(LONG, "Bắc, giai đoạn 2021 - 2025", pairs)
    assert not lines.continues("xã Hà", "Bắc", pairs), "a short line may be a heading"


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("1. Mục đích", True),
        ("1.1.Nội dung", True),
        ("1.1 Nội dung", True),
        ("2) Nội dung", True),
        ("(3) Nội dung", True),
        ("1/ Nội dung", True),
        ("a) Nội dung", True),
        ("b)Phát huy", True),
        ("đ. Nội dung", True),
        ("IV. Tổ chức", True),
        ("A. Tổ chức", True),
        ("- Nội dung", True),
        ("+ Nội dung", True),
        ("Điều 1. Ban hành", True),
        ("Phụ lục II", True),
        ("2024. Tiếp tục", False),
        ("30/6/2024 hoàn thành", False),
        ("3,57 điểm", False),
        ("1.000 hộ", False),
        ("v.v... và các", False),
        ("V/v nâng cao", False),
        ("nâng cao", False),
        ("-5%", False),
    ],
)
def test_items_begin_with_a_bullet_or_a_label(line: str, begins: bool) -> None:
    assert lines.begins_item(line) is begins


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("• Nội dung", "- Nội dung"),
        ("\uf0b7Nội dung", "- Nội dung"),
        ("– Nội dung", "- Nội dung"),
        ("-Nội dung", "- Nội dung"),
        ("○ Nội dung", "+ Nội dung"),
        ("+Nội dung", "+ Nội dung"),
        ("-5% so với năm 2024", "-5% so với năm 2024"),
        ("– 2025", "- 2025"),
        ("Nội dung – 1", "Nội dung – 1"),
    ],
)
def test_bullets_are_drawn_alike(line: str, plain: str) -> None:
    assert lines.with_plain_bullet(line) == plain


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("Kế hoạch số 55/KH-", "UBND ngày 20/6", "Kế hoạch số 55/KH-UBND ngày 20/6"),
        ("Văn phòng -", "Thống kê", "Văn phòng - Thống kê"),
        ("kinh tế", "- xã hội", "kinh tế - xã hội"),
    ],
)
def test_a_word_broken_after_its_hyphen_grows_together(before: str, after: str, whole: str) -> None:
    assert lines.joined(before, after) == whole


def test_cell_keeps_a_line_for_each_paragraph_and_bullet() -> None:
    parts = [
        "Tích cực:",
        "- Thực hiện tốt Luật",
        "tiếp công dân;",
        "",
        " •Giải quyết khiếu nại",
        "A",
    ]

    text = lines.unwrapped(parts)

    assert text == "Tích cực:\n- Thực hiện tốt Luật tiếp công dân;\n- Giải quyết khiếu nại\nA"


@given(st.lists(st.text(alphabet="aA -+1.;,)(đ\uf0b7•", max_size=12), max_size=6))
def test_joining_loses_no_letter_and_is_done_after_once(parts: list[str]) -> None:
    text = lines.unwrapped(parts)

    letters = [sign for part in parts for sign in part if sign.isalnum()]
    assert [sign for sign in text if sign.isalnum()] == letters
