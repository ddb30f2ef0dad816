"""Words inside table cells: labels, bullets, wrapped lines, dittos, cuts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.reading import cells


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("a) Tri thức công dân", "a)", "Tri thức công dân"),
        ("đ) Quản trị", "đ)", "Quản trị"),
        ("1. Sự tham gia", "1", "Sự tham gia"),
        ("1.Sự tham gia", "1", "Sự tham gia"),
        ("1.1. Tri thức", "1.1", "Tri thức"),
        ("1.1 Tri thức", "1.1", "Tri thức"),
        ("I. NHIỆM VỤ", "I", "NHIỆM VỤ"),
        ("I - NHIỆM VỤ", "I", "NHIỆM VỤ"),
        ("A. Phần chung", "A", "Phần chung"),
        ("(1) tuyên truyền", "(1)", "tuyên truyền"),
        ("1/ Tuyên truyền", "1/", "Tuyên truyền"),
        ("1: Tuyên truyền", "1", "Tuyên truyền"),
        ("2 ứng cử viên trở lên", "", "2 ứng cử viên trở lên"),
        ("2.500 hồ sơ", "", "2.500 hồ sơ"),
        ("30/6/2026 hoàn thành", "", "30/6/2026 hoàn thành"),
        ("10 - 15 phút", "", "10 - 15 phút"),
        ("2026 - 2030", "", "2026 - 2030"),
        ("Vận động người dân", "", "Vận động người dân"),
        ("V.I. Lê-nin", "", "V.I. Lê-nin"),
        ("Xã Hà Bắc", "", "Xã Hà Bắc"),
        ("a)", "", "a)"),
        ("", "", ""),
    ],
)
def test_label_in_front_is_told_from_words(text: str, label: str, rest: str) -> None:
    assert cells.split_label(text) == (label, rest)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        *[("1", "1"), ("1.", "1"), ("1.1.", "1.1"), ("I.", "I"), ("A", "A"), ("đ)", "đ)")],
        *[("(2)", "(2)"), ("-", "-"), ("+", "+"), ("a1", "a1"), ("I.1", "I.1")],
        *[("1.a", "1.a"), ("NV01", "NV01"), ("I.1.a.", "I.1.a")],
        *[("Sự tham gia", ""), ("Năm", ""), ("", ""), ("1 nhiệm vụ", "")],
    ],
)
def test_cell_of_numbers_holds_a_label_or_words(text: str, label: str) -> None:
    assert cells.as_label(text) == label


def test_labels_stand_deeper_from_capitals_to_bullets() -> None:
    outer_to_inner = ["A", "A1", "I", "I.1", "1", "1.1", "1.1.1", "a)", "a1", "(1)", "-", "+", ""]

    ranks = [cells.rank(label) for label in outer_to_inner]

    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize("label", ["1", "2.1", "a)", "I", "A", "-", "", "(1)"])
def test_sequence_begins(label: str) -> None:
    assert cells.is_first(label)
    assert not cells.is_first("2.2")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- A có; - B có; - C có.", "- A có;\n- B có;\n- C có."),
        ("- Tuyên truyền. - Phổ biến", "- Tuyên truyền.\n- Phổ biến"),
        ("Chủ động: - Làm tốt; - làm nhanh.", "Chủ động:\n- Làm tốt;\n- làm nhanh."),
        (
            "- Rà soát các quy định - Ban hành kế hoạch",
            "- Rà soát các quy định\n- Ban hành kế hoạch",
        ),
        ("• Làm A • Làm B", "• Làm A\n• Làm B"),
        ("- Gồm: + Làm A; + Làm B", "- Gồm:\n+ Làm A;\n+ Làm B"),
        ("- “Hội nghị.” - Họp", "- “Hội nghị.”\n- Họp"),
    ],
)
def test_bullets_run_together_come_apart(text: str, expected: str) -> None:
    assert cells.paragraphs(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "- Phối hợp với Phòng Văn hóa - Thông tin huyện",
        "- Công chức địa chính - Xây dựng chủ trì",
        "- Báo cáo kinh tế - xã hội giai đoạn 2026 - 2030",
        "Tổ chức chính trị - Xã hội vận động",
        "- Sở Lao động - Thương binh và Xã hội - Sở Nội vụ",
        "- Tăng từ 5 - 10 điểm",
    ],
)
def test_dashes_inside_names_and_numbers_stay(text: str) -> None:
    assert cells.paragraphs(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tăng cường tuyên\ntruyền pháp luật", "Tăng cường tuyên truyền pháp luật"),
        ("Làm trong năm\n2026", "Làm trong năm 2026"),
        (
            "Tăng cường tuyên truyền\nĐẩy mạnh kiểm tra",
            "Tăng cường tuyên truyền\nĐẩy mạnh kiểm tra",
        ),
        ("- Theo Luật của\nQuốc hội;\n- Làm B", "- Theo Luật của Quốc hội;\n- Làm B"),
        ("Gồm:\na) Làm A;\nb) Làm B.", "Gồm:\na) Làm A;\nb) Làm B."),
        ("Câu một.\nCâu hai.", "Câu một.\nCâu hai."),
        ("  Nhiều   dấu cách \n\n", "Nhiều dấu cách"),
    ],
)
def test_wrapped_lines_are_joined_and_paragraphs_kept(text: str, expected: str) -> None:
    assert cells.paragraphs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Nội vụ\nSở Tư pháp", "Sở Nội vụ\nSở Tư pháp"),
        ("Văn phòng HĐND và\nUBND", "Văn phòng HĐND và UBND"),
        ("Công chức văn\nhóa", "Công chức văn hóa"),
        ("Kế toán, Văn phòng\n- Thống kê", "Kế toán, Văn phòng - Thống kê"),
        ("- Văn phòng;\n- Thống kê", "- Văn phòng;\n- Thống kê"),
        ("Chủ trì\n- Sở Nội vụ", "Chủ trì\n- Sở Nội vụ"),
        ("Các xã (Hà Bắc,\nHà Long)", "Các xã (Hà Bắc, Hà Long)"),
    ],
)
def test_line_break_between_parties_stays(text: str, expected: str) -> None:
    assert cells.names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thường\nxuyên", "Thường xuyên"),
        ("Trước ngày\n30/6/2026", "Trước ngày 30/6/2026"),
        ("Quý\nIV/2026", "Quý IV/2026"),
        ("Quý I\nQuý II", "Quý I\nQuý II"),
        ("Tháng 6;\ntháng 12", "Tháng 6;\ntháng 12"),
    ],
)
def test_times_of_two_actors_stay_on_two_lines(text: str, expected: str) -> None:
    assert cells.times(text) == expected


@pytest.mark.parametrize(
    "text", ["nt", "NT", "-nt-", "n.t", "Như trên", "- như trên -", '"', "”", "//"]
)
def test_ditto_is_known(text: str) -> None:
    assert cells.is_ditto(text)


@pytest.mark.parametrize("text", ["", "-", "Như Thanh", "UBND", "ntm", "Như trên và Sở A"])
def test_words_are_no_ditto(text: str) -> None:
    assert not cells.is_ditto(text)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("UBND cấp", "xã", "UBND cấp xã"),
        ("", "xã", "xã"),
        ("UBND", "", "UBND"),
        ("Làm A;", "- Làm B", "Làm A;\n- Làm B"),
        ("Gồm:", "b) Làm B", "Gồm:\nb) Làm B"),
        ("Địa chính-", "Xây dựng", "Địa chính-Xây dựng"),
        ("Văn hóa -", "Thông tin", "Văn hóa - Thông tin"),
        ("Cổng/", "Trang", "Cổng/Trang"),
    ],
)
def test_cut_cell_is_joined(above: str, below: str, expected: str) -> None:
    assert cells.glue(above, below) == expected


@pytest.mark.parametrize(
    ("above", "below", "lost"),
    [
        ("Phòng Tài nguyên và", "Địa chính-Xây dựng", True),
        ("Phòng Tài nguyên và", "Môi trường, cấp xã", False),
        ("Văn phòng HĐND và", "UBND", False),
        ("Sở Giáo dục và", "Sở Y tế", True),
        ("Ủy ban MTTQ Việt Nam và", "Đoàn thể xã", False),
        ("Sở Nội vụ", "Sở Y tế", False),
    ],
)
def test_words_lost_behind_a_cut_are_suspected(above: str, below: str, *, lost: bool) -> None:
    assert cells.lost_between(above, below) is lost


def test_several_labels_of_one_kind_are_an_enumeration() -> None:
    assert cells.is_enumeration("a) Làm A;\nb) Làm B")
    assert cells.is_enumeration("- Làm A\n- Làm B")
    assert not cells.is_enumeration("a) Làm A\ntheo Luật")
    assert not cells.is_enumeration("1. Làm A")


@given(st.text(alphabet="aB-–+.;:•\n )(1đ", max_size=60))
def test_no_letter_of_a_cell_is_lost(text: str) -> None:
    for tidy in (cells.paragraphs, cells.names, cells.times):
        assert "".join(tidy(text).split()) == "".join(text.split())
