"""Several tables of one document: appendices, pages, columns, and tables that hold no tasks."""

from tasks.reading import tables
from tasks.reading.values import Paragraph
from tests.tasks.reading.grids import document
from tests.tasks.reading.table_rows import HEADER, outline, remarks, rows

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
