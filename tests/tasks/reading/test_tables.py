"""Task tables become rows: labels, titles, texts, parties and headings as issued."""

import re
from itertools import groupby

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from papi_portal.text import clean
from tasks.reading import tables
from tasks.reading.values import Block, Cell, Document, Paragraph, Part, RawRow, Table
from tests.tasks.reading.grids import document, table

SEED = settings.BASE_DIR.parent / "shared" / "seeds" / "000_9bfd24a32b4c88af.txt"
HEADER = "STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian"
TITLED = "STT | Nội dung | Nhiệm vụ | Cơ quan chủ trì | Thời gian | Sản phẩm"


def rows(*blocks: Block | str) -> tuple[RawRow, ...]:
    found, _ = tables.task_rows(document(*blocks))
    return found


def remarks(*blocks: Block | str) -> list[tuple[str, str]]:
    _, found = tables.task_rows(document(*blocks))
    return [(remark.field, remark.message) for remark in found]


def outline(*blocks: Block | str) -> list[tuple[str, str, str]]:
    """Return headings, label and words of each row."""
    return [
        (" > ".join(map(str, row.sections)), row.label, row.title or row.text)
        for row in rows(*blocks)
    ]


def doubted(row: RawRow) -> list[str]:
    return [field for field, _ in row.doubts]


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


APPENDED = "STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian"


def test_several_appendices_are_headings_of_their_tables() -> None:
    found = rows(
        "PHỤ LỤC I",
        "Nội dung “Công khai, minh bạch”",
        "(Kèm theo Kế hoạch số 1/KH-UBND)",
        f"{APPENDED}\n1 | Niêm yết ngân sách | UBND xã | Quý I",
        "PHỤ LỤC II. QUẢN TRỊ MÔI TRƯỜNG",
        f"{APPENDED}\n1 | Thu gom rác | UBND xã | Quý I",
    )

    assert [str(row.sections[0]) for row in found] == [
        "PHỤ LỤC I. Nội dung “Công khai, minh bạch”",
        "PHỤ LỤC II. QUẢN TRỊ MÔI TRƯỜNG",
    ]


def test_only_appendix_is_no_heading() -> None:
    found = rows("PHỤ LỤC", "NHIỆM VỤ NĂM 2026", f"{APPENDED}\n1 | Họp thôn | UBND xã | Quý I")

    assert found[0].sections == ()


def test_appendices_of_one_sheet_are_told_apart() -> None:
    one = f"{APPENDED}\n1 | Họp thôn | UBND xã | Quý I"
    found = rows("PHỤ LỤC I", f"{one}\nPHỤ LỤC II | | |\nQUẢN TRỊ MÔI TRƯỜNG | | |\n{one}")

    assert [str(row.sections[0]) for row in found] == [
        "PHỤ LỤC I",
        "PHỤ LỤC II. QUẢN TRỊ MÔI TRƯỜNG",
    ]


def test_title_of_the_document_is_no_heading_of_its_table() -> None:
    title = Paragraph("Nâng cao Chỉ số PAPI năm 2026", strong=True)
    found = rows("KẾ HOẠCH", title, f"{APPENDED}\n1 | Họp thôn | UBND xã | Quý I")

    assert found[0].sections == ()


def test_two_columns_of_leads_keep_their_names_apart() -> None:
    (row,) = rows("STT | Nhiệm vụ | Chủ trì | Người phụ trách\n1 | Họp | UBND xã | Đ/c An")

    assert row.lead_text == "UBND xã;\nĐ/c An"


def test_label_that_a_spreadsheet_took_for_a_number_is_a_label() -> None:
    found = outline(f"{APPENDED}\n1,1 | Quản trị môi trường | |\n1.1.1 | Thu rác | UBND xã | Quý I")

    assert found == [("1.1. Quản trị môi trường", "1.1.1", "Thu rác")]


def test_headings_hold_over_a_page_break() -> None:
    pages = (
        f"{HEADER}\nI | Tham gia | | |\n1 | Làm A | Sở A | | Quý I",
        "3",
        f"{HEADER}\n2 | Làm B | Sở A | | Quý I",
    )

    assert outline(*pages) == [("I. Tham gia", "1", "Làm A"), ("I. Tham gia", "2", "Làm B")]


def test_heading_that_may_go_on_with_a_row_is_remarked() -> None:
    first = f"{HEADER}\n1 | Làm A. | Sở A | | Quý I\n2 | Làm B. | Sở A | | Quý I"
    pages = (first, "4", f"{HEADER}\n | Theo Luật | | |\n3 | Làm C. | Sở A | | Quý I")

    assert outline(*pages)[2] == ("Theo Luật", "3", "Làm C.")
    assert [field for field, _ in remarks(*pages)] == ["section"]


def test_score_table_gives_no_rows_and_a_remark() -> None:
    blocks = (
        "Stt | Chỉ số nội dung/Chỉ số thành phần | Điểm số | Xếp nhóm\n1 | Tham gia | 5,31 | CN",
    )

    assert rows(*blocks) == ()
    assert tables.task_tables(document(*blocks)) == ()
    assert [field for field, _ in remarks(*blocks)] == ["table"]


def test_task_tables_are_known_by_their_place() -> None:
    page = f"{HEADER}\n1 | Làm A | Sở A | | Quý I"
    blocks = (
        "Căn cứ",
        "UBND | CỘNG HÒA",
        page,
        "2",
        "2 | Làm B | Sở A | | Quý I",
        "Nơi nhận: | KT.",
    )

    assert tables.task_tables(document(*blocks)) == (2, 4)


MARKS = ["", "", "", "-", "nt", "1", "2.", "a)", "I", "A.", "x"]
BEGINNINGS = [
    "- Làm",
    "xã",
    "và",
    "Sở",
    "Quý I",
    "1. Tham gia",
    "a) Nhỏ; b)",
    "- A. - B",
    "CÔNG KHAI",
]
CELLS = st.sampled_from([*MARKS, *BEGINNINGS, "Tổng cộng", "Chủ trì, {0}", "Giáo dục và", "đất,"])


@given(st.lists(st.lists(CELLS, min_size=1, max_size=8), max_size=12), st.integers(0, 12))
def test_no_cell_of_a_table_is_ever_lost(grid: list[list[str]], cut: int) -> None:
    header = tuple(map(Cell, f"{TITLED} | Kinh phí".split(" | ")))
    tokens = {(y, x): f"w{y}w{x}w" for y, row in enumerate(grid) for x, _ in enumerate(row)}
    body = [
        tuple(
            Cell(text if text in MARKS else f"{text} {tokens[y, x]}") for x, text in enumerate(row)
        )
        for y, row in enumerate(grid)
    ]

    found, about = tables.task_rows(
        Document((Table((header, *body[:cut])), Table((header, *body[cut:]))))
    )

    said = " ".join([*map(str, found), *(remark.message for remark in about)])
    for row in body:
        for cell in row:
            assert cell.text in MARKS or cell.text.split()[-1] in said


def test_hundreds_of_rows_are_read_at_once() -> None:
    body = "\n".join(f"{n} | Làm việc {n} | Sở A | Sở B | Quý I" for n in range(1, 1001))

    assert len(rows(f"{HEADER}\n{body}")) == 1000


def seed() -> Document:
    """Return seed 000 with its runs of lines with tabs as tables."""
    text = re.sub(r"<[^>]+>|\*", " ", SEED.read_text(encoding="utf-8"))
    blocks: list[Block] = []
    for tabbed, run in groupby(text.split("\n"), key=lambda line: "\t" in line):
        if tabbed:
            drawn = (tuple(Cell(clean(cell)) for cell in line.split("\t")) for line in run)
            blocks.append(Table(tuple(drawn)))
        else:
            blocks += [Paragraph(clean(line)) for line in run if line.strip()]
    return Document(tuple(blocks))


@pytest.mark.skipif(not SEED.exists(), reason="the seed plans are not here")
class TestSeed:
    @pytest.fixture
    def found(self) -> tuple[RawRow, ...]:
        found, about = tables.task_rows(seed())
        assert about == ()
        return found

    def test_every_row_is_found_once(self, found: tuple[RawRow, ...]) -> None:
        labels = [row.label for row in found]

        assert labels == [
            *("a)", "b)", "c)", "d)"),
            *("a)", "b)", "c)", "d)"),
            *("a)", "b)", "c)"),
            *("a)", "b)"),
            "",
            *("a)", "b)", "c)"),
            *("a)", "b)"),
            *("a)", "b)", "c)"),
        ]

    def test_headings_are_the_dimensions(self, found: tuple[RawRow, ...]) -> None:
        headings = list(dict.fromkeys(str(one) for row in found for one in row.sections))

        assert all(len(row.sections) == 1 for row in found)
        assert [heading.split(".")[0] for heading in headings] == list("12345678")
        assert headings[3] == "4. Kiểm soát tham nhũng trong khu vực công"

    def test_rows_cut_by_pages_are_whole(self, found: tuple[RawRow, ...]) -> None:
        given, land, corrupt, reply = (found[place] for place in (3, 7, 11, 21))

        assert given.title == "Tham gia đóng góp tự nguyện"
        assert (given.lead_text, given.deadline_text) == ("UBND cấp xã", "Thường xuyên")
        assert given.support_text.startswith("Ủy ban MTTQ Việt Nam và Đoàn thể xã, Công chức")
        assert given.text.split("\n")[0].endswith("về huy động sự đóng góp tự nguyện;")
        assert len(land.text.split("\n")) == 3
        assert doubted(land) == ["support"]
        assert corrupt.title == "Kiểm soát tham nhũng trong chính quyền địa phương"
        assert reply.title == "Phục đáp của chính quyền qua Cổng thông tin điện tử"
        assert reply.lead_text == "Văn phòng HĐND và UBND huyện, cấp xã"

    def test_titles_parties_and_times_are_as_issued(self, found: tuple[RawRow, ...]) -> None:
        assert [row.title for row in found if not row.title or row.title[0].islower()] == []
        assert [row.deadline_text for row in found].count("Thường xuyên") == 20
        assert [row.deadline_text for row in found].count("Hàng năm") == 2
        assert [row.lead_text for row in found].count("UBND cấp xã") == 8
        assert found[5].lead_text == "UBND, cấp xã"
        assert found[6].support_text == (
            "Văn hóa - Thông tin, Kế toán - Tài chính, Văn phòng – Thống kê"
        )
        assert found[17].lead_text == "Phòng Tài nguyên và Môi trường, cấp xã"

    def test_bullets_stand_on_their_own_lines(self, found: tuple[RawRow, ...]) -> None:
        bullets = [len(row.text.split("\n")) for row in found]

        assert bullets == [2, 2, 1, 2, 1, 1, 2, 3, 1, 3, 2, 3, 3, 6, 5, 1, 1, 1, 3, 1, 1, 2]


def test_words_numbered_beside_an_empty_number_are_a_heading() -> None:
    """The dimensions have their own numbers in front, the tasks are counted through."""
    found = rows(
        """
        STT | Nhiệm vụ, giải pháp       | Cơ quan chủ trì | Thời gian
            | 1. Tham gia của người dân |                 |
        1   | Tổ chức hội nghị          | UBND xã         | Quý I
        2   | Niêm yết công khai        | UBND xã         | Quý II
            | 2. Công khai, minh bạch   |                 |
        3   | Đăng tải ngân sách        | UBND xã         | Quý III
        """
    )

    assert [(row.label, str(row.sections[0])) for row in found] == [
        ("1", "1. Tham gia của người dân"),
        ("2", "1. Tham gia của người dân"),
        ("3", "2. Công khai, minh bạch"),
    ]
