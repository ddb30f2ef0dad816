"""Task tables become rows: labels, titles, texts and parties as issued."""

import pytest

from tasks.reading.values import Part
from tests.tasks.reading.grids import table
from tests.tasks.reading.table_rows import HEADER, TITLED, doubted, outline, remarks, rows


def test_row_has_every_column_in_its_place() -> None:
    drawing = """
        STT | Nội dung | Nhiệm vụ | Chủ trì | Phối hợp | Kiểm tra | Thời gian | Sản phẩm | Ghi chú
        1. | Tri thức: | Làm A. | Sở A | Sở B / Sở C | Thanh tra | Quý I | Báo cáo | Mới"""

    [row] = rows(table(drawing, "trang tính Phụ lục"))

    assert row.part is Part.TABLE
    assert (row.label, row.title, row.text) == ("1", "Tri thức", "Làm A.")
    assert (row.lead_text, row.support_text, row.guide_text) == ("Sở A", "Sở B\nSở C", "Thanh tra")
    assert (row.deadline_text, row.output, row.note) == ("Quý I", "Báo cáo", "Mới")
    assert (row.sections, row.doubts) == ((), ())
    assert row.where == "trang tính Phụ lục, hàng 2 của bảng"


def test_headings_nest_by_label() -> None:
    drawing = f"""{TITLED}
        A | NHIỆM VỤ CHUNG | < | < | < | <
        1 | Tuyên truyền | Làm | Sở A | Quý I | KH
        B | NHIỆM VỤ THEO CHỈ SỐ | < | < | < | <
        I | Tham gia của người dân | < | < | < | <
        1 | Tri thức | Làm | Sở A | Quý I | KH
        II | Công khai, minh bạch | | | |
        1 | Tiếp cận | Làm | Sở A | Quý I | KH"""

    assert outline(drawing) == [
        ("A. NHIỆM VỤ CHUNG", "1", "Tuyên truyền"),
        ("B. NHIỆM VỤ THEO CHỈ SỐ > I. Tham gia của người dân", "1", "Tri thức"),
        ("B. NHIỆM VỤ THEO CHỈ SỐ > II. Công khai, minh bạch", "1", "Tiếp cận"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "I | Tham gia của người dân | | |",
        "I. Tham gia của người dân | < | < | < | <",
        "I | Tham gia của người dân | < | < | <",
        "I | Tham gia của người dân" + " | Tham gia của người dân" * 3,
        "I. Tham gia của người dân" + " | I. Tham gia của người dân" * 4,
        "I. Tham gia của người dân | | | |",
        " | I. Tham gia của người dân | | |",
        "I. Tham gia của người dân",
    ],
)
def test_heading_is_known_however_its_cells_are_merged(heading: str) -> None:
    drawing = f"{HEADER}\n{heading}\n1 | Làm A | Sở A | | Quý I\n2 | Làm B | Sở A | | Quý I"

    assert outline(drawing) == [
        ("I. Tham gia của người dân", "1", "Làm A"),
        ("I. Tham gia của người dân", "2", "Làm B"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "*Tham gia của người dân ở cấp cơ sở | < | < | < | <",
        " | *Tham gia của người dân ở cấp cơ sở | | |",
        " | Tham gia của người dân ở cấp cơ sở | | |",
        "Tham gia của người dân ở cấp cơ sở | | | |",
    ],
)
def test_heading_needs_no_label(heading: str) -> None:
    drawing = f"{HEADER}\n{heading}\n1 | Làm A | Sở A | | Quý I"

    assert outline(drawing) == [("Tham gia của người dân ở cấp cơ sở", "1", "Làm A")]


def test_headings_and_tasks_may_both_have_plain_numbers() -> None:
    drawing = f"""{HEADER}
        1 | Tham gia | | |
        1 | Làm A | Sở A | | Quý I
        2 | Làm B | Sở A | | Quý I
        2 | Công khai | | |
        1 | Làm C | Sở A | | Quý I"""

    assert outline(drawing) == [
        ("1. Tham gia", "1", "Làm A"),
        ("1. Tham gia", "2", "Làm B"),
        ("2. Công khai", "1", "Làm C"),
    ]


def test_row_with_a_party_is_a_task_and_no_heading() -> None:
    drawing = f"{HEADER}\nI | Tham gia | Sở Nội vụ | |\n1 | Làm A | Sở A | | Quý I"

    assert outline(drawing) == [("", "I", "Tham gia"), ("", "1", "Làm A")]


def test_task_without_party_and_time_is_kept_with_a_doubt() -> None:
    drawing = f"""{HEADER}
        1 | Làm A | Sở A | | Quý I
        2 | Làm B | | |
        3 | Làm C | Sở A | | Quý I
        4 | Làm D | | |"""

    found = rows(drawing)

    assert [row.label for row in found] == ["1", "2", "3", "4"]
    assert [doubted(row) for row in found] == [[], ["text"], [], ["text"]]


def test_table_of_mere_tasks_nests_by_labels_alone() -> None:
    drawing = """
        STT | Nhiệm vụ, giải pháp
        I | Tham gia
        1 | Làm A
        2 | Làm B
        II | Công khai
        1 | Làm C"""

    assert outline(drawing) == [
        ("I. Tham gia", "1", "Làm A"),
        ("I. Tham gia", "2", "Làm B"),
        ("II. Công khai", "1", "Làm C"),
    ]


def test_heading_without_a_task_is_remarked_with_its_note() -> None:
    row = "1 | Tri thức | Làm | Sở A | Quý I | KH |"
    drawing = f"{TITLED} | Ghi chú\n{row}\nII | Hết {{x}} | | | | | Sau"

    assert [field for field, _ in remarks(drawing)] == ["note", "section"]
    assert "“II. Hết {x}” (trang 1, hàng 3 của bảng)" in remarks(drawing)[1][1]
    assert "“Sau”" in remarks(drawing)[0][1]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("a) Tri thức | Làm A", ("a)", "Tri thức", "Làm A")),
        ("1.1. Tri thức | a) Làm A; / b) Làm B.", ("1.1", "Tri thức", "a) Làm A;\nb) Làm B.")),
        ("Tri thức | - Làm A", ("", "Tri thức", "- Làm A")),
        ("Tri thức | 1. Làm A", ("", "Tri thức", "1. Làm A")),
        ("a) Làm A |", ("a)", "", "Làm A")),
    ],
)
def test_label_in_front_of_the_title_is_the_row_s(cells: str, expected: tuple[str, ...]) -> None:
    [row] = rows(f"Nội dung | Nhiệm vụ | Chủ trì | Thời gian\n{cells} | Sở A | Quý I")

    assert (row.label, row.title, row.text) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a) Làm A", ("a)", "Làm A")),
        ("- Làm A", ("-", "Làm A")),
        ("+ Làm A", ("+", "Làm A")),
        ("- Làm A; / - Làm B.", ("", "- Làm A;\n- Làm B.")),
        ("- Làm A; - Làm B.", ("", "- Làm A;\n- Làm B.")),
        ("1. Làm A / 2. Làm B", ("", "1. Làm A\n2. Làm B")),
        ("Làm A", ("", "Làm A")),
    ],
)
def test_label_in_front_of_the_text_is_the_row_s(cell: str, expected: tuple[str, str]) -> None:
    [row] = rows(f"Nhiệm vụ | Chủ trì | Thời gian\n{cell} | Sở A | Quý I")

    assert (row.label, row.text) == expected


def test_label_said_twice_is_said_once() -> None:
    [row] = rows(f"{HEADER}\n1 | 1. Làm A | Sở A | | Quý I")

    assert (row.label, row.text) == ("1", "Làm A")


def test_header_over_label_and_words_together_reads_both() -> None:
    [row] = rows("Nội dung | < | Chủ trì | Thời gian\na) | Làm A | Sở A | Quý I")

    assert (row.label, row.text) == ("a)", "Làm A")


def test_row_that_is_all_merged_with_the_one_above_is_none() -> None:
    drawing = f"{HEADER}\n1 | Làm A | Sở A | | Quý I\n^ | ^ | ^ | ^ | ^\n2 | Làm B | | |"

    assert outline(drawing) == [("", "1", "Làm A"), ("", "2", "Làm B")]


def test_merged_cells_hold_for_every_row_beside_them() -> None:
    drawing = f"""{TITLED}
        1 | Tri thức | Làm A | Sở A | Quý I | KH
        ^ | ^ | Làm B | ^ | Quý II | ^
        ^ | ^ | Làm C | Sở C | ^ | BC"""

    found = rows(drawing)

    assert [(row.label, row.title) for row in found] == [("1", "Tri thức")] * 3
    assert [row.lead_text for row in found] == ["Sở A", "Sở A", "Sở C"]
    assert [row.deadline_text for row in found] == ["Quý I", "Quý II", "Quý II"]
    assert [row.doubts for row in found] == [(), (), ()]


def test_blank_label_and_title_are_taken_from_above_with_a_doubt() -> None:
    drawing = f"{TITLED}\n1 | Tri thức | Làm A | Sở A | Quý I | KH\n | | Làm B | Sở B | Quý II | BC"

    _, row = rows(drawing)

    assert (row.label, row.title, row.text, doubted(row)) == ("1", "Tri thức", "Làm B", ["title"])


def test_blank_title_takes_nothing_across_a_heading() -> None:
    drawing = f"""{TITLED}
        1 | Tri thức | Làm A | Sở A | Quý I | KH
        II | Công khai | < | < | < | <
         | | Làm B | Sở B | Quý II | BC"""

    assert rows(drawing)[1].title == ""


def test_blank_label_without_a_title_column_stays_blank() -> None:
    _, row = rows(f"{HEADER}\n1 | Làm A | Sở A | | Quý I\n | Làm B | Sở B | | Quý I")

    assert row.label == ""


def test_one_task_of_two_actors_is_one_row_with_a_doubt() -> None:
    drawing = f"{HEADER}\n1 | Làm A | Sở A | Sở C | Quý I\n^ | ^ | Sở B | ^ | Quý II"

    [row] = rows(drawing)

    assert (row.lead_text, row.support_text) == ("Sở A\nSở B", "Sở C")
    assert row.deadline_text == "Quý I\nQuý II"
    assert doubted(row) == ["text"]


def test_cells_left_of_the_title_are_headings() -> None:
    drawing = """
        Lĩnh vực | Tiêu chí | Nhiệm vụ | Chủ trì
        1. Tham gia | 1.1. Tri thức | Làm A | Sở A
        ^ | 1.2. Cơ hội | Làm B | Sở A
         | 1.3. Bầu cử | Làm C | Sở A
        2. Công khai | 2.1. Tiếp cận | Làm D | Sở A"""

    assert outline(drawing) == [
        ("1. Tham gia", "1.1", "Tri thức"),
        ("1. Tham gia", "1.2", "Cơ hội"),
        ("1. Tham gia", "1.3", "Bầu cử"),
        ("2. Công khai", "2.1", "Tiếp cận"),
    ]


@pytest.mark.parametrize("mark", ["nt", "-nt-", "Như trên", '"', "n.t."])
def test_ditto_is_replaced_by_the_row_above_with_a_doubt(mark: str) -> None:
    drawing = f"""{HEADER}
        1 | Làm A | Sở A | Sở B | Quý I
        2 | Làm B | {mark} | - | {mark}
        3 | Làm C | {mark} | {mark} | Quý II"""

    _, second, third = rows(drawing)

    assert (second.lead_text, second.support_text, second.deadline_text) == ("Sở A", "", "Quý I")
    assert (third.lead_text, third.support_text) == ("Sở A", "Sở B")
    assert doubted(second) == ["lead", "deadline"]
    assert f"“{mark}”" in second.doubts[0][1]
    assert "“Sở A”" in second.doubts[0][1]


def test_ditto_of_nothing_stays_with_a_doubt() -> None:
    [row] = rows(f"{HEADER}\n1 | Làm A | nt | | Quý I")

    assert (row.lead_text, doubted(row)) == ("nt", ["lead"])


@pytest.mark.parametrize(
    ("cell", "lead", "support", "guide"),
    [
        ("- Chủ trì: Sở A / - Phối hợp: Sở B; Sở C", "Sở A", "Sở B; Sở C", ""),
        ("Chủ trì: Sở A; Phối hợp: Sở B.", "Sở A", "Sở B.", ""),
        ("Đơn vị thực hiện: Sở A / Đơn vị theo dõi: Sở B", "Sở A", "", "Sở B"),
        ("Sở A / Phối hợp: Sở B", "Sở A", "Sở B", ""),
        ("Sở A chủ trì, phối hợp với Sở B", "Sở A chủ trì, phối hợp với Sở B", "", ""),
    ],
)
def test_one_cell_may_name_all_parties(cell: str, lead: str, support: str, guide: str) -> None:
    [row] = rows(f"STT | Nhiệm vụ | Cơ quan thực hiện | Thời gian\n1 | Làm A | {cell} | Quý I")

    assert (row.lead_text, row.support_text, row.guide_text) == (lead, support, guide)


@pytest.mark.parametrize(
    ("header", "cells", "deadline"),
    [
        ("Quý I | Quý II | Quý III | Quý IV", "x | | X |", "Quý I, Quý III"),
        ("Bắt đầu | Kết thúc | < | <", "01/2026 | 12/2026 | < | <", "01/2026 - 12/2026"),
    ],
)
def test_time_over_several_columns_is_one(header: str, cells: str, deadline: str) -> None:
    drawing = f"""
        STT | Nhiệm vụ | Chủ trì | Thời gian thực hiện | < | < | <
        ^ | ^ | ^ | {header}
        1 | Làm A | Sở A | {cells}"""

    [row] = rows(drawing)

    assert (row.deadline_text, doubted(row)) == (deadline, [])


def test_total_is_dropped_with_a_remark() -> None:
    drawing = f"""{HEADER}
        1 | Làm A | Sở A | | Quý I
        2 | Tổng hợp báo cáo | Sở A | | Quý I
         | Tổng cộng | | |"""

    assert [row.label for row in rows(drawing)] == ["1", "2"]
    assert [field for field, _ in remarks(drawing)] == ["table"]
    assert "Tổng cộng" in remarks(drawing)[0][1]


def test_rows_of_a_signature_end_the_table() -> None:
    drawing = f"""{HEADER}
        1 | Làm A | Sở A | | Quý I
        Nơi nhận: | | | TM. ỦY BAN NHÂN DÂN |
        - Lưu: VT. | | | CHỦ TỊCH |"""

    assert [row.text for row in rows(drawing)] == ["Làm A"]
    assert remarks(drawing) == []


def test_party_without_a_task_is_remarked() -> None:
    drawing = f"{HEADER}\n1 | Làm A | Sở A | | Quý I\n2 | | Sở B | | Quý II"

    assert [row.label for row in rows(drawing)] == ["1"]
    assert "Sở B" in remarks(drawing)[0][1]


def test_missing_shifted_and_surplus_cells_are_doubted() -> None:
    drawing = f"""{HEADER}
        1 | Làm A | Sở A | Thường xuyên
        2 | Làm B | Sở A | Sở B | Quý I | thừa
        3 | Làm C | Các sở, ban, ngành | < | Quý I
        Bốn | Làm D | Sở A | Sở B | Quý I"""

    first, second, third, fourth = rows(drawing)

    assert (first.support_text, doubted(first)) == ("Thường xuyên", ["text", "support"])
    assert (second.note, doubted(second)) == ("thừa", ["note"])
    assert (third.lead_text, third.support_text) == ("Các sở, ban, ngành", "")
    assert doubted(third) == ["support"]
    assert (fourth.label, fourth.text, doubted(fourth)) == ("", "Bốn Làm D", ["label"])


def test_columns_without_a_place_go_to_the_note() -> None:
    [row] = rows(f"{HEADER} | Kinh phí | Ghi chú\n1 | Làm A | Sở A | | Quý I | 5 triệu | Mới")

    assert row.note == "Kinh phí: 5 triệu\nMới"


def test_each_dimension_may_have_its_own_table() -> None:
    first, second, third = (f"{HEADER}\n1 | Làm {x} | Sở A | | Quý I" for x in "ABC")
    blocks = ("II. NHIỆM VỤ", "1. Tham gia", first, "2. Công khai", second, "Phụ lục II", third)

    assert [" > ".join(map(str, row.sections)) for row in rows(*blocks)] == [
        "II. NHIỆM VỤ > 1. Tham gia",
        "II. NHIỆM VỤ > 2. Công khai",
        "",
    ]
