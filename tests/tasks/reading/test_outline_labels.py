"""Labels are read as offices write them; what only looks like one is none."""

import pytest

from tasks.reading.outline_labels import Family, readings, without_dot


def likeliest(text: str) -> tuple[Family, str, str] | None:
    marks = [mark for mark in readings(text) if mark.sure]
    return (marks[0].family, without_dot(marks[0].written), marks[0].rest) if marks else None


@pytest.mark.parametrize(
    ("text", "family", "label", "rest"),
    [
        ("PHẦN I. ĐÁNH GIÁ", Family.PART, "PHẦN I", "ĐÁNH GIÁ"),
        ("Phần thứ hai - Nhiệm vụ", Family.PART, "Phần thứ hai", "Nhiệm vụ"),
        ("Chương 2. Nhiệm vụ", Family.PART, "Chương 2", "Nhiệm vụ"),
        ("Điều 3. Quyết định này", Family.ARTICLE, "Điều 3", "Quyết định này"),
        ("IV. TỔ CHỨC THỰC HIỆN", Family.ROMAN, "IV", "TỔ CHỨC THỰC HIỆN"),
        ("II/ NỘI DUNG", Family.ROMAN, "II", "NỘI DUNG"),
        ("I- MỤC ĐÍCH", Family.ROMAN, "I", "MỤC ĐÍCH"),
        ("Nội dung 1: Công khai", Family.GROUP, "Nội dung 1", "Công khai"),
        ("NHIỆM VỤ SỐ 2. TẬP HUẤN", Family.GROUP, "NHIỆM VỤ SỐ 2", "TẬP HUẤN"),
        ("II.1. Công khai", Family.NUMBER, "II.1", "Công khai"),
        ("1. Mục đích", Family.NUMBER, "1", "Mục đích"),
        ("2 . Yêu cầu", Family.NUMBER, "2", "Yêu cầu"),
        ("3) Sở Nội vụ", Family.NUMBER, "3)", "Sở Nội vụ"),
        ("1/ Sở Nội vụ", Family.NUMBER, "1", "Sở Nội vụ"),
        ("1.1.Nội dung", Family.NUMBER, "1.1", "Nội dung"),
        ("1.1 Nội dung", Family.NUMBER, "1.1", "Nội dung"),
        ("1.10. UBND các huyện", Family.NUMBER, "1.10", "UBND các huyện"),
        ("2.1.3. “Danh sách hộ nghèo”", Family.NUMBER, "2.1.3", "“Danh sách hộ nghèo”"),
        ("(1) Tập huấn", Family.PAREN, "(1)", "Tập huấn"),
        ("(ii) Tập huấn", Family.LOWER_ROMAN, "(ii)", "Tập huấn"),
        ("a) Tuyên truyền", Family.LETTER, "a)", "Tuyên truyền"),
        ("c)Thực hiện", Family.LETTER, "c)", "Thực hiện"),
        ("đ) Đề nghị", Family.LETTER, "đ)", "Đề nghị"),
        ("b. Công khai", Family.LETTER, "b", "Công khai"),
        ("a.1) Niêm yết", Family.LETTER, "a.1)", "Niêm yết"),
        ("- Chủ trì", Family.DASH, "-", "Chủ trì"),
        ("– Chủ trì", Family.DASH, "–", "Chủ trì"),
        ("-Chủ trì", Family.DASH, "-", "Chủ trì"),
        ("+ Phối hợp", Family.PLUS, "+", "Phối hợp"),
        ("• Rà soát", Family.BULLET, "•", "Rà soát"),
        ("* Công an xã:", Family.BULLET, "*", "Công an xã:"),
        ("\uf0b7 Rà soát", Family.BULLET, "\uf0b7", "Rà soát"),
        ("o Rà soát", Family.BULLET, "o", "Rà soát"),
        ("1.", Family.NUMBER, "1", ""),
    ],
)
def test_label_is_parted_from_the_words(text: str, family: Family, label: str, rest: str) -> None:
    assert likeliest(text) == (family, label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2024 là năm bản lề.",
        "16 tỉnh, thành phố đạt điểm cao.",
        "30/6/2023 là hạn cuối.",
        "01.7.2025 là ngày thành lập.",
        "1.500 hộ dân được khảo sát.",
        "5,2 điểm trở lên.",
        "1.1 điểm so với năm trước.",
        "-5% so với năm trước.",
        "V/v nâng cao Chỉ số PAPI.",
        "đ/c Chủ tịch UBND xã.",
        "Phần mềm một cửa điện tử.",
        "Mục 2 của Kế hoạch này.",
        "Nội dung 1 và nội dung 2 của Kế hoạch.",
        "Chỉ số 8 nội dung.",
        "Chương trình hành động.",
        "Điều 5 của Luật.",
        "Căn cứ Luật Khiếu nại.",
        "",
    ],
)
def test_numbers_and_words_that_begin_a_sentence_are_no_labels(text: str) -> None:
    assert likeliest(text) is None


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("I. Công khai", [Family.ROMAN, Family.UPPER]),
        ("v) Công khai", [Family.LOWER_ROMAN, Family.LETTER]),
    ],
)
def test_a_letter_may_be_a_roman_number(text: str, families: list[Family]) -> None:
    assert [mark.family for mark in readings(text)] == families


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("XIV. Việc", 14),
        ("(iv) Việc", 4),
        ("đ) Việc", 5),
        ("2.7. Việc", 7),
        ("- Việc", 0),
        ("PHẦN THỨ BA. VIỆC", 3),
        ("Phần II. Việc", 2),
        ("B. VIỆC", 2),
    ],
)
def test_labels_have_a_place_in_their_sequence(text: str, value: int) -> None:
    assert readings(text)[0].value == value
