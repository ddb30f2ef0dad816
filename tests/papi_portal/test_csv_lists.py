"""Lists saved as CSV: what stands in a cell stays in it, whoever wrote the file."""

import pytest

from papi_portal.csv_lists import read_csv
from papi_portal.workbook import Column, Table
from papi_portal.zip_guard import BadPackageError

COLUMNS = (
    Column("code", "Mã", 8, required=True),
    Column("name", "Tên", 30, required=True),
    Column("note", "Ghi chú", 30),
)


def read(text: str, encoding: str = "utf-8") -> Table:
    return read_csv(text.encode(encoding), COLUMNS)


def cells(table: Table) -> list[list[object]]:
    return [[cell.value for cell in row.cells.values()] for row in table.rows]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quoted_line_break_stays_in_its_cell(end: str) -> None:
    lines = ("Mã,Tên", f'1,"Chỉ đạo,{end}điều hành"', "2,Thủ tục", "")

    table = read(end.join(lines))

    assert cells(table) == [["1", "Chỉ đạo,\nđiều hành"], ["2", "Thủ tục"]]
    assert [row.number for row in table.rows] == [2, 3], "as a spreadsheet numbers them"


def test_line_break_in_a_title_is_no_end_of_the_header() -> None:
    assert cells(read('"Mã\n*",Tên\n1,Chỉ đạo\n')) == [["1", "Chỉ đạo"]]


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_what_a_sheet_shows_on_one_row_is_one_row(mark: str) -> None:
    table = read(f"Mã,Tên,Ghi chú\n1,Chỉ đạo{mark}điều hành,a\n2,Thủ tục,b\n")

    assert [row.cells["code"].value for row in table.rows] == ["1", "2"]
    assert [row.cells["note"].value for row in table.rows] == ["a", "b"]


def test_byte_order_mark_is_no_part_of_the_first_title() -> None:
    assert cells(read("Mã,Tên\n1,Chỉ đạo", "utf-8-sig")) == [["1", "Chỉ đạo"]]


def test_semicolons_part_cells_that_hold_decimal_commas() -> None:
    table = read("Mã;Tên;Ghi chú\n1;Chỉ đạo;7,5\n")

    assert cells(table) == [["1", "Chỉ đạo", "7,5"]]
    assert table.rows[0].cells["note"].address == "C2"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Dòng 1 thiếu cột Mã, Tên."),
        ("Mã,Ghi chú\n1,a".encode(), "Dòng 1 thiếu cột Tên."),
        ("Mã,Tên,Mã\n1,a,2".encode(), "Dòng 1 có hai cột “Mã”."),
        ("Mã,Tên\n1,a".encode("utf-16"), "Tệp .csv không viết bằng UTF-8."),
        (b"M\xe3,T\xean\n1,a", "Tệp .csv không viết bằng UTF-8."),
        (("Mã,Tên\n1," + "x" * 140_000).encode(), "Tệp .csv hỏng ở dòng 2."),
    ],
)
def test_file_that_is_no_list_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(BadPackageError) as error:
        read_csv(content, COLUMNS)

    assert str(error.value).startswith(said)


def test_blank_line_is_passed_over_and_rows_keep_their_numbers() -> None:
    table = read("Mã,Tên\n1,Chỉ đạo\n,\n\n2,Thủ tục\n")

    assert cells(table) == [["1", "Chỉ đạo"], ["2", "Thủ tục"]]
