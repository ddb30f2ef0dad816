"""Lists go out as workbooks and come back as they left, also as people send them."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from papi_portal.text import clean
from papi_portal.workbook import (
    ERRORS,
    Cell,
    Column,
    Sheet,
    guide,
    read_meta,
    read_rows,
    with_errors,
    write,
)
from tests.papi_portal.unit_columns import COLUMNS, HALF_PAST_NINE, KIND, MIDNIGHT, NAME, values
from tests.papi_portal.workbooks import SHEET, opened, part, repacked, saved, workbook

EPOCH_OF_MACINTOSH = datetime(1904, 1, 1)  # noqa: DTZ001


def problem(cell: Cell) -> str:
    return cell.problem


# Out and back


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60).map(clean).filter(bool), min_size=1, max_size=20))
def test_any_text_comes_back_as_it_left(texts: list[str]) -> None:
    data = write([Sheet("Danh sách", [NAME], [(text,) for text in texts])])

    table = read_rows(data, [NAME])

    repeated = {"tên đơn vị", "tên đơn vị *"}
    assert [one.cells["name"].value for one in table.rows] == [
        text for text in texts if text.lower() not in repeated
    ]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+84 912", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "#N/A", "TRUE", "06181", "1e5",
     "_x0041_", "_x005F_x0041_", "x005F_", "a\nb", "'x", "45,06", "28/02/2027"],
)  # fmt: skip
def test_text_is_never_a_formula_nor_a_number(text: str) -> None:
    data = write([Sheet("Danh sách", [NAME], [(text,)])])

    cell = opened(data)["Danh sách"]["A2"]

    assert (cell.data_type, cell.number_format) == ("s", "@")
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))
    assert values(read_rows(data, [NAME]), "name") == [text]


def test_days_and_numbers_stay_what_they_are() -> None:
    row = ("Sở Y tế", "phòng", date(2027, 2, 28), Decimal("45.06"))

    table = read_rows(write([Sheet("Danh sách", COLUMNS, [row])]), COLUMNS)

    (read,) = table.rows
    assert read.cells["since"].value == date(2027, 2, 28)
    assert [read.cells[key].text for key in ("since", "score")] == ["28/02/2027", "45,06"]
    assert read.number == 2
    assert read.cells["kind"] == Cell("B2", "phòng")


def test_points_have_two_decimals_and_a_change_its_sign() -> None:
    columns = [Column("value", "Điểm", kind="points"), Column("change", "Thay đổi", kind="change")]

    page = opened(write([Sheet("Điểm", columns, [(Decimal("45.1"), Decimal("-0.5"))])]))["Điểm"]

    assert [cell.value for cell in page[2]] == [45.1, -0.5]
    assert [cell.number_format for cell in page[2]] == ["0.00", "+0.00;-0.00;0.00"]


def test_text_that_no_cell_can_hold_is_refused_and_not_cut() -> None:
    with pytest.raises(ValueError, match="32768 characters"):
        write([Sheet("Danh sách", [NAME], [("x" * 32_768,)])])


def test_sheet_is_ready_to_fill_in_and_to_print() -> None:
    page = opened(write([Sheet("Danh sách", COLUMNS, [("Sở Y tế", None, None, None)])]))[
        "Danh sách"
    ]

    assert [cell.value for cell in page[1]] == ["Tên đơn vị *", "Loại", "Từ ngày", "Điểm"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:D2")
    assert (page.print_title_rows, page.print_area) == ("$1:$1", "'Danh sách'!$A$1:$D$2")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.column_dimensions["A"].width == 30
    assert page.column_dimensions["A"].number_format == "@"
    assert page.column_dimensions["C"].number_format == "dd/mm/yyyy"


def test_choices_are_picked_from_a_hidden_sheet_because_some_hold_commas() -> None:
    sheets = [Sheet("Danh sách", COLUMNS), Sheet("Trang hai", [KIND])]
    book = opened(write(sheets, {"list": "units"}))

    rules = {str(rule.sqref): rule for rule in book["Danh sách"].data_validations.dataValidation}
    assert rules["B2:B20001"].formula1 == "choices!$A$1:$A$2"
    assert rules["A2:A20001"].prompt == "Tên đầy đủ."
    assert [cell.value for cell in book["choices"]["A"]] == ["sở, ban, ngành", "phòng"]
    assert [book[name].sheet_state for name in ("choices", "meta")] == ["hidden", "hidden"]


def test_hidden_sheet_says_what_the_workbook_is() -> None:
    data = write([Sheet("Danh sách", [NAME])], {"list": "units", "version": "1"})

    assert read_meta(data) == {"list": "units", "version": "1"}
    assert read_rows(data, [NAME]).meta == {"list": "units", "version": "1"}
    assert read_meta(workbook(("Tên đơn vị",))) == {}


def test_guide_explains_each_column() -> None:
    page = opened(write([guide(COLUMNS)]))["Hướng dẫn"]

    assert [cell.value for cell in page[2]] == ["Tên đơn vị", "có", "Tên đầy đủ.", None]
    assert page["D3"].value == "sở, ban, ngành; phòng"


def test_returned_workbook_says_what_is_wrong_beside_each_row() -> None:
    data = workbook(
        ("Ghi chú", "Tên đơn vị", "Loại"), ("a", "Sở Y tế", "x"), ("b", "Sở Tư pháp", "")
    )
    table = read_rows(data, COLUMNS)

    back = with_errors(table, {2: "Loại: không có trong danh mục."}, {})

    page = opened(back)["Trang 1"]
    assert [cell.value for cell in page[1]] == ["Ghi chú", "Tên đơn vị *", "Loại", "Lỗi"]
    assert [cell.value for cell in page[2]] == [
        "a",
        "Sở Y tế",
        "x",
        "Loại: không có trong danh mục.",
    ]
    again = read_rows(back, COLUMNS)
    assert values(again, "name") == values(table, "name")
    assert again.unknown == ("Ghi chú",)


# What people send


def test_titles_are_recognised_in_any_order_case_and_without_marks() -> None:
    data = workbook(("LOAI", None, " tên  đơn vị"), ("phòng", None, "Sở Y tế"))

    table = read_rows(data, COLUMNS)

    assert values(table, "name") == ["Sở Y tế"]
    assert table.rows[0].cells["name"].address == "C2"


def test_other_title_of_a_column_is_known() -> None:
    column = Column("name", "Tên", required=True, also=("Tên cơ quan",))

    assert values(read_rows(workbook(("Tên cơ quan",), ("Sở Y tế",)), [column]), "name") == [
        "Sở Y tế"
    ]


def test_header_below_a_title_and_repeated_on_each_page_is_understood() -> None:
    data = workbook(
        ("DANH SÁCH ĐƠN VỊ",), (), ("Tên đơn vị", "Loại"), ("Sở Y tế", "phòng"), (None, " "),
        ("Tên đơn vị", "Loại"), ("Sở Tư pháp", None),
    )  # fmt: skip

    table = read_rows(data, COLUMNS)

    assert [(row.number, row.cells["name"].value) for row in table.rows] == [
        (4, "Sở Y tế"),
        (7, "Sở Tư pháp"),
    ]


def test_text_is_cleaned_and_numbers_are_kept() -> None:
    data = workbook(
        ("Tên đơn vị", "Điểm"), (" Sở\u00a0Y  tế\u200b ", 5.0), ("Sở Tư pháp", 45.06), ("Sở", True)
    )

    table = read_rows(data, COLUMNS)

    assert values(table, "name")[0] == "Sở Y tế"
    assert [row.cells["score"].text for row in table.rows] == ["5", "45,06", "TRUE"]


def test_whole_number_that_a_program_wrote_with_decimals_is_whole() -> None:
    data = workbook(("Tên đơn vị", "Điểm"), ("a", 12))
    sheet = part(data, SHEET).replace(b"<v>12</v>", b"<v>12.0</v>")

    (score,) = values(read_rows(repacked(data, {SHEET: sheet}), COLUMNS), "score")

    assert repr(score) == "12"


def test_coloured_row_without_words_is_passed_over() -> None:
    book = opened(workbook(("Tên đơn vị",), ("a",), (None,), ("b",)))
    book.active["A3"].font = Font(bold=True)

    assert values(read_rows(saved(book), [NAME]), "name") == ["a", "b"]


def test_moment_is_kept_and_midnight_is_a_day() -> None:
    data = workbook(("Tên đơn vị", "Từ ngày"), ("a", MIDNIGHT), ("b", HALF_PAST_NINE))

    table = read_rows(data, COLUMNS)

    assert values(table, "since") == [date(2027, 2, 28), HALF_PAST_NINE]


def test_days_counted_from_1904_are_right() -> None:
    book = Workbook()
    book.epoch = EPOCH_OF_MACINTOSH
    book.active.append(("Tên đơn vị", "Từ ngày"))
    book.active.append(("a", date(2027, 2, 28)))

    assert values(read_rows(saved(book), COLUMNS), "since") == [date(2027, 2, 28)]


def test_formula_without_a_value_is_named_and_not_taken_for_empty() -> None:
    table = read_rows(workbook(("Tên đơn vị", "Loại"), ("=A1", "=1+1"), ("b", None)), COLUMNS)

    assert problem(table.rows[0].cells["kind"]).startswith("Ô có công thức chưa tính.")
    assert problem(table.rows[1].cells["kind"]) == ""


def test_value_of_a_formula_is_used() -> None:
    data = workbook(("Tên đơn vị", "Điểm"), ("a", "=1+1"))
    sheet = part(data, SHEET).replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
    sheet = sheet.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")

    assert values(read_rows(repacked(data, {SHEET: sheet}), COLUMNS), "score") == [2]


def test_error_of_excel_is_named() -> None:
    table = read_rows(workbook(("Tên đơn vị", "Loại"), ("a", "#N/A")), COLUMNS)

    assert problem(table.rows[0].cells["kind"]) == (
        "Ô báo lỗi #N/A của Excel. Hãy thay bằng giá trị đúng."
    )


@pytest.mark.parametrize(
    ("typed", "font", "meant"),
    [
        ("UBND x· §iÒm He", "Calibri", "UBND xã Điềm He"),
        ("Phßng V¨n hãa", "Calibri", "Phòng Văn hóa"),
        ("thñ tôc", ".VnTime", "thủ tục"),
        ("côc", ".VnTimeH", "CỤC"),  # this font has only capitals
        ("Coäng hoaø xaõ hoäi", "Calibri", "Cộng hoà xã hội"),
    ],
)
def test_text_in_an_old_font_is_never_taken_silently(typed: str, font: str, meant: str) -> None:
    book = Workbook()
    book.active.append(("Tên đơn vị",))
    book.active.append((typed,))
    book.active["A2"].font = Font(name=font)

    (row,) = read_rows(saved(book), [NAME]).rows

    assert f"Có phải là “{meant}”?" in problem(row.cells["name"])


@pytest.mark.parametrize("typed", ["Sở Y tế – cơ sở 2", "côc", "Trạm số 1 (50 m²)", "Nguyễn Văn A"])
def test_ordinary_text_is_not_taken_for_an_old_font(typed: str) -> None:
    (row,) = read_rows(workbook(("Tên đơn vị",), (typed,)), [NAME]).rows

    assert row.cells["name"] == Cell("A2", typed)


def test_hidden_sheets_and_sheets_without_a_list_are_passed_over() -> None:
    book = Workbook()
    book.active.title = "Ghi chú"
    book.active.append(("Đọc trước khi điền",))
    for title, state in (("Danh sách", "visible"), ("Cũ", "hidden")):
        page = book.create_sheet(title)
        page.sheet_state = state
        page.append(("Tên đơn vị", "Loại"))
        page.append((title, "phòng"))

    table = read_rows(saved(book), COLUMNS)

    assert (table.sheet, values(table, "name")) == ("Danh sách", ["Danh sách"])


def test_row_without_a_known_value_is_passed_over() -> None:
    table = read_rows(workbook(("Tên đơn vị", "Loại", ERRORS), (None, None, "cũ")), COLUMNS)

    assert table.rows == ()
