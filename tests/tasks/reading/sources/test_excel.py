"""Workbooks are read as they look: visible sheets, merged cells, values as a person reads them."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from tasks.reading.sources import excel, open_file
from tasks.reading.sources.excel_values import shown
from tasks.reading.values import Cell, Document, Paragraph, Table, UnreadableError
from tests.tasks.reading.sources.made import WORDS, cell, workbook

MOMENT = datetime.fromisoformat
HEADER = ["STT", "Nhiệm vụ", "Thời gian"]


def read(*changes: Callable[[Any], None]) -> Document:
    """Read a workbook whose sheets were filled by these functions, one each."""
    book, kept = openpyxl.Workbook(), BytesIO()
    book.remove(book.active)
    for number, change in enumerate(changes, 1):
        change(book.create_sheet(f"Trang {number}"))
    book.save(kept)
    return open_file("a.xlsx", kept.getvalue())


def rows(*values: list[Any]) -> Callable[[Any], None]:
    def fill(sheet: Any) -> None:
        for value in values:
            sheet.append(value)

    return fill


def drawn(document: Document) -> list[object]:
    """Return paragraphs as texts, tables as rows; "^" is filled from above, "<" from the left."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[f"{'^' * c.down}{'<' * c.across}{c.text}" for c in row] for row in block.rows]
        for block in document.blocks
    ]


def test_titles_are_paragraphs_and_the_table_begins_where_the_header_stands() -> None:
    def fill(sheet: Any) -> None:
        rows(["PHỤ LỤC"], ["(Kèm theo Kế hoạch số 12)"], HEADER, [1, "Tuyên truyền", "Quý I"])(
            sheet
        )
        sheet.merge_cells("A1:C1")
        sheet["A1"].font = Font(bold=True)

    document = read(fill)

    assert drawn(document) == [
        "PHỤ LỤC",
        "(Kèm theo Kế hoạch số 12)",
        [HEADER, ["1", "Tuyên truyền", "Quý I"]],
    ]
    assert [block.where for block in document.blocks] == [
        "trang tính “Trang 1”, dòng 1",
        "trang tính “Trang 1”, dòng 2",
        "trang tính “Trang 1”, dòng 3",
    ]
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].strong


def test_letterhead_of_two_cells_is_a_table_of_its_own() -> None:
    document = read(rows(["UBND XÃ A", None, "CỘNG HÒA"], ["KẾ HOẠCH"], HEADER, [1, "Một", "Hai"]))

    assert drawn(document) == [
        [["UBND XÃ A", "", "CỘNG HÒA"]],
        "KẾ HOẠCH",
        [HEADER, ["1", "Một", "Hai"]],
    ]


def test_blank_rows_part_tables_and_columns_without_text_are_left_out() -> None:
    document = read(
        rows([None, "STT", "Tên"], [None, 1, "Một"], [], [None, "Nơi nhận:"], [None, "- Lưu: VT."])
    )

    assert drawn(document) == [[["STT", "Tên"], ["1", "Một"]], "Nơi nhận:", "- Lưu: VT."]


def test_part_of_a_table_below_a_blank_row_keeps_its_columns() -> None:
    document = read(rows(HEADER, [1, "Một", "Quý I"], [], [None, "Hai", "Quý II"]))

    assert drawn(document) == [[HEADER, ["1", "Một", "Quý I"]], [["", "Hai", "Quý II"]]]


def test_merged_cells_fill_all_their_places_also_in_two_header_rows() -> None:
    def fill(sheet: Any) -> None:
        rows(["STT", "Cơ quan"], [None, "Chủ trì", "Phối hợp"], ["I. Tham gia"], [1, "A", "B"])(
            sheet
        )
        for merged in ("A1:A2", "B1:C1", "A3:C3"):
            sheet.merge_cells(merged)
        sheet["D1"] = "Thời gian"

    assert drawn(read(fill)) == [
        [
            ["STT", "Cơ quan", "<Cơ quan", "Thời gian"],
            ["^STT", "Chủ trì", "Phối hợp", ""],
            ["I. Tham gia", "<I. Tham gia", "<I. Tham gia", ""],
            ["1", "A", "B", ""],
        ]
    ]


def test_sheets_come_in_order_and_hidden_ones_are_named() -> None:
    def hide(sheet: Any) -> None:
        sheet["A1"] = "bí mật"
        sheet.sheet_state = "hidden"

    document = read(rows(["Một hai"]), hide, rows(["Ba bốn"]))

    assert drawn(document) == ["Một hai", "Ba bốn"]
    assert [one.message for one in document.remarks] == ["Không đọc trang tính ẩn: “Trang 2”."]


def test_hidden_rows_and_columns_are_not_read_and_do_not_part_the_table() -> None:
    def fill(sheet: Any) -> None:
        rows([*HEADER, "Mật"], [1, "Một", "Quý I", "x"], [2, "Hai", "Quý II"], [3, "Ba", "x"])(
            sheet
        )
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True

    document = read(fill)

    assert drawn(document) == [[HEADER, ["1", "Một", "Quý I"], ["3", "Ba", "x"]]]
    assert [one.message.split(": ")[1].split(" (")[0] for one in document.remarks] == [
        "không đọc 1 dòng ẩn",
        "không đọc 1 cột ẩn; hãy bỏ ẩn nếu cần.",
    ]


def test_formula_yields_its_kept_value_and_is_named_without_one() -> None:
    cells = "".join(f'<c r="{column}2"><f>1+1</f></c>' for column in "BCDEFGHIJKLM")
    kept = '<c r="B3"><f>SUM(A1)</f><v>45.06</v></c><c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    sheet = f'<row r="1">{cell("A1")}</row><row r="2">{cells}</row><row r="3">{kept}</row>'

    document = open_file("a.xlsx", workbook(sheet))

    assert "45,06" in str(document.blocks)
    first, second = (one.message for one in document.remarks)
    assert "ô có công thức chưa tính (B2, C2" in first
    assert "và 2 ô khác" in first
    assert "giá trị lỗi (C3)" in second


def test_cells_without_addresses_stand_where_they_are_counted() -> None:
    text = f"<c/><c t='inlineStr'><is><t>{WORDS}</t></is></c><c><v>7</v></c>"

    assert drawn(open_file("a.xlsx", workbook(f"<row>{text}</row>"))) == [[[WORDS, "7"]]]


def test_dates_of_the_old_macintosh_calendar() -> None:
    book, kept = openpyxl.Workbook(), BytesIO()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["Trước ngày", date(2027, 2, 28)])
    book.save(kept)

    assert drawn(open_file("a.xlsx", kept.getvalue())) == [[["Trước ngày", "28/02/2027"]]]


def test_lines_within_a_cell_stay() -> None:
    document = read(rows(["STT", "Nhiệm vụ"], [1, "Gồm:\n• Một;\n- Hai\ncủa xã"]))

    assert drawn(document) == [[["STT", "Nhiệm vụ"], ["1", "Gồm:\n- Một;\n- Hai của xã"]]]


def test_old_fonts_are_converted_cell_by_cell() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["hµnh chÝnh c«ng", "Sở Nội vụ", "caûi thieän", "25 m²"])
        for place, font in zip("AC", [".VnTime", "VNI-Times"], strict=True):
            sheet[f"{place}1"].font = Font(name=font)

    document = read(fill)

    assert drawn(document) == [[["hành chính công", "Sở Nội vụ", "cải thiện", "25 m²"]]]
    assert document.remarks[0].field == "font"


def test_sheets_of_charts_and_empty_ones_say_nothing() -> None:
    def chart(sheet: Any) -> None:
        sheet.parent.create_chartsheet("Biểu đồ", 0)

    assert drawn(read(chart, rows(["Một", "hai", "ba"]))) == [[["Một", "hai", "ba"]]]


def test_merged_cells_without_words_stay_empty() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Một", "hai", "ba"])
        sheet.merge_cells("A3:C4")

    assert drawn(read(fill)) == [[["Một", "hai", "ba"]]]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (f'<row r="20001">{cell("A20001")}</row>', "quá 20.000 dòng"),
        (f'<row r="1">{cell("BM1")}</row>', "cột thứ 64 (BM1)"),
    ],
)
def test_content_beyond_the_limits_is_refused(sheet: str, words: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        open_file("a.xlsx", workbook(sheet))

    assert words in str(refused.value)
    edge = f'<row r="20000">{cell("BL20000")}</row><row r="20001"><c r="A20001" s="0"/></row>'
    assert open_file("a.xlsx", workbook(edge)).blocks


def test_cells_merged_over_everything_are_refused() -> None:
    merged = "".join(f'<mergeCell ref="A{row}:BL20000"/>' for row in (1, 2))
    sheet = f'<row r="1">{cell("A1")}</row><row r="2">{cell("A2")}</row>'
    last = f'<row r="20000">{cell("A20000")}</row>'

    with pytest.raises(UnreadableError, match=r"quá 20\.000 dòng"):
        open_file("a.xlsx", workbook(sheet + last, "", f"<mergeCells>{merged}</mergeCells>"))


def test_fifty_sheets_are_enough() -> None:
    with pytest.raises(UnreadableError, match="quá 50 trang tính"):
        read(*[rows(["Một hai ba"])] * 51)


def test_reading_needs_the_safe_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    assert openpyxl.DEFUSEDXML
    monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)

    with pytest.raises(RuntimeError, match="defusedxml"):
        excel.read(workbook())


def test_five_hundred_rows_are_all_there() -> None:
    body = [[number, f"Nhiệm vụ {number}", date(2027, 2, 28)] for number in range(1, 501)]

    (table,) = read(rows(HEADER, *body)).blocks

    assert isinstance(table, Table)
    assert len(table.rows) == 501
    assert table.rows[-1] == (Cell("500"), Cell("Nhiệm vụ 500"), Cell("28/02/2027"))


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (45.06, "General", "45,06"),
        (45.0, "General", "45"),
        (0.1 + 0.2, "General", "0,3"),
        (2024, "General", "2024"),
        (-0.5, "0.00", "-0,50"),
        (1234567.5, "#,##0.00", "1.234.567,50"),
        (1234, "#,##0", "1.234"),
        (1234, "#,##0_);(#,##0)", "1.234"),
        (5, "00", "05"),
        (0.5, "0%", "50%"),
        (0.4506, "0.00%", "45,06%"),
        (3, '"Quý "0', "3"),
        (1e20, "General", "100000000000000000000"),
        (True, "General", "TRUE"),
        ("45,06", "@", "45,06"),
        (MOMENT("2027-02-28"), "dd/mm/yyyy", "28/02/2027"),
        (MOMENT("2027-02-28"), "mm-dd-yy", "28/02/2027"),
        (MOMENT("2027-02-28T07:30"), "dd/mm/yyyy hh:mm", "28/02/2027 07:30"),
        (MOMENT("2027-02-28T07:30"), "dd/mm/yyyy", "28/02/2027"),
        (MOMENT("2027-02-01"), '"Tháng "mm/yyyy', "02/2027"),
        (MOMENT("2027-01-01"), "yyyy", "2027"),
        (date(2027, 2, 28), "General", "28/02/2027"),
        (time(7, 30), "hh:mm", "07:30"),
        (timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
    ],
)
def test_values_look_as_in_excel(value: object, form: str, text: str) -> None:
    assert shown(value, form) == text
