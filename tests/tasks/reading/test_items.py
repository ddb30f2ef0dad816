"""A task's text becomes its items: bullets of the first level, nothing lost but marks."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papi_portal.text import clean
from tasks.reading import items

WORDS = st.lists(
    st.sampled_from(["rà soát", "niêm yết", "thực hiện", "tốt", "30%", "xã", "12.5"]), min_size=1
).map(" ".join)
MARK = st.sampled_from(["- ", "– ", "+ ", "• ", "* ", "-", "a) ", "b) ", "1. ", "(2) ", ""])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("Công khai thu chi.", ("Công khai thu chi.",)),
        ("Công khai thu chi.\nNiêm yết tại thôn.", ("Công khai thu chi.\nNiêm yết tại thôn.",)),
        ("- Tuyên truyền", ("Tuyên truyền",)),
        ("- Rà soát;\n- Niêm yết.", ("Rà soát;", "Niêm yết.")),
        ("– Rà soát;\n-Niêm yết.", ("Rà soát;", "Niêm yết.")),
        ("Chủ động:\n- Rà soát;\n- Niêm yết.", ("Rà soát;", "Niêm yết.")),
        ("Đã làm tốt.\n- Rà soát;", ("Đã làm tốt.", "Rà soát;")),
        ("Đã làm tốt.\nChủ động:\n- Rà soát;", ("Đã làm tốt.", "Rà soát;")),
        (
            "- Chỉ đạo thực hiện:\n+ Quán triệt;\n+ Phối hợp;\n- Kiểm tra",
            ("Chỉ đạo thực hiện:\n+ Quán triệt;\n+ Phối hợp;", "Kiểm tra"),
        ),
        (
            "a) Rà soát\n- đất đai\n- hộ nghèo\nb) Niêm yết",
            ("Rà soát\n- đất đai\n- hộ nghèo", "Niêm yết"),
        ),
        ("1. Rà soát\na) đất đai\n2. Niêm yết", ("Rà soát\na) đất đai", "Niêm yết")),
        ("+ Rà soát\n- Niêm yết\n+ Kiểm tra", ("Rà soát", "Niêm yết", "Kiểm tra")),
        ("• Rà soát\n• Niêm yết", ("Rà soát", "Niêm yết")),
        ("- Rà soát\nHằng quý báo cáo.", ("Rà soát\nHằng quý báo cáo.",)),
        ("- Rà soát\nVề đất đai:\n- Niêm yết", ("Rà soát", "Niêm yết")),
        ("- Rà soát\nthực hiện:\n+ Niêm yết", ("Rà soát\nthực hiện:\n+ Niêm yết",)),
        ("- Nghiêm cấm hành vi:\n- Dùng công quỹ;", ("Nghiêm cấm hành vi:", "Dùng công quỹ;")),
        ("Chủ động:", ("Chủ động:",)),
        ("Giảm 12.5 điểm\n30% số hộ", ("Giảm 12.5 điểm\n30% số hộ",)),
        ("-", ("-",)),
    ],
)
def test_bullets_of_the_first_level_are_items(text: str, found: tuple[str, ...]) -> None:
    assert items.split(text) == found


@given(st.lists(st.tuples(MARK, WORDS, st.sampled_from(["", ".", ";", ":"])), max_size=8))
@settings(max_examples=200, deadline=None)
def test_no_word_is_lost_but_marks_and_lead_ins(lines: list[tuple[str, str, str]]) -> None:
    found = items.split("\n".join(f"{mark}{words}{end}" for mark, words, end in lines))
    kept = "\n".join(found)

    for mark, words, end in lines:
        is_lead_in = not mark and end == ":"
        assert words in kept or is_lead_in
    assert len(found) <= max(len(lines), 1)


@given(st.lists(WORDS, min_size=1, max_size=6), st.sampled_from(["- ", "+ ", "• ", "a) ", "1. "]))
@settings(max_examples=100, deadline=None)
def test_each_bullet_of_a_plain_list_is_one_item(texts: list[str], mark: str) -> None:
    assert items.split("\n".join(mark + text for text in texts)) == tuple(texts)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_split(text: str) -> None:
    found = items.split(text)

    assert all(found)
    assert set(re.findall(r"\w{4,}", "\n".join(found))) <= set(re.findall(r"\w{4,}", clean(text)))
