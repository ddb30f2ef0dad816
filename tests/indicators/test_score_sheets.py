"""Publishers' wide sheets become rows of the list of scores, each with the place it came from."""

from typing import Any

import pytest

from indicators.scores import sheets
from indicators.scores.columns import SCORES
from indicators.scores.headings import Headings, letters, spellings, split
from papi_portal.workbook import Table
from papi_portal.zip_guard import BadPackageError
from tests.indicators.score_books import long, wide

NAMED = (
    ("1", "Tham gia của người dân ở cấp cơ sở", "Participation at Local Levels", "Tham gia"),
    ("1.1", "Tri thức công dân", "Civic Knowledge", ""),
    ("1.2", "Cơ hội tham gia", "Opportunities for Participation", ""),
    ("5.1", "Chứng thực/xác nhận", "Certification Procedures", ""),
)
HEADINGS = Headings(
    ("0", *(code for code, *_ in NAMED)),
    tuple(sorted(frozenset[str]().union(*(spellings(*names) for _, *names in NAMED)))),
)


def read(data: bytes, **options: Any) -> Table:
    return sheets.read(data, SCORES, HEADINGS, **options)


def told(table: Table) -> list[tuple[Any, ...]]:
    """Return the scores of a table: year, province, component, points."""
    keys = ("year", "province", "component", "value")
    return [tuple(row.cells[key].value for key in keys) for row in table.rows]


@pytest.mark.parametrize(
    ("heading", "code", "name"),
    [
        (1, "1", ""),
        (1.1, "1.1", ""),
        ("1,1", "1.1", ""),
        ("1.1.", "1.1", ""),
        ("1.1. Tri thức công dân", "1.1", "Tri thức công dân"),
        ("1.1 Tri thức công dân\nCivic Knowledge", "1.1", "Tri thức công dân Civic Knowledge"),
        ("Dimension 1: Participation", "1", "Participation"),
        ("S1.1 Civic Knowledge", "1.1", "Civic Knowledge"),
        ("Chỉ số nội dung 1 - Tham gia", "1", "Tham gia"),
        ("Tri thức công dân", "", "Tri thức công dân"),
        ("Tổng điểm", "0", ""),
        ("2024", "", "2024"),
        ("STT", "", "STT"),
        (None, "", ""),
    ],
)
def test_heading_is_split_into_code_and_name(heading: Any, code: str, name: str) -> None:
    assert split(heading) == (code, name)


@pytest.mark.parametrize(
    "name",
    [
        "Chứng thực/xác nhận",
        "CHỨNG THỰC / XÁC NHẬN",
        "Certification procedures",
        "Chứng thực/xác nhận (Certification Procedures)",
        "Certification Procedures\nChứng thực/xác nhận",
    ],
)
def test_name_is_known_in_either_language_and_in_both(name: str) -> None:
    assert letters(name) in spellings(*NAMED[-1][1:])


@pytest.mark.parametrize(
    "header",
    [
        ["Tỉnh, thành phố", "1", "1.1"],
        ["Province", 1, 1.1],
        ["Tỉnh", "1. Tham gia", "1.1. Tri thức công dân"],
        ["Tên tỉnh", "Participation at Local Levels", "Civic Knowledge"],
        ["Địa phương", "Tham gia", "Tri thức công dân / Civic Knowledge"],
        ["Tỉnh thành nào đó", "1", "1.1"],
    ],
)
def test_wide_sheet_is_read_by_codes_and_by_names(header: list[Any]) -> None:
    table = read(wide({"PAPI 2024": [header, ["Lào Cai", 5.31, "0,81"]]}))

    assert [row[:2] + row[3:] for row in told(table)] == [
        (2024, "Lào Cai", 5.31),
        (2024, "Lào Cai", "0,81"),
    ]
    assert [split(row.cells["component"].value)[0] or "name" for row in table.rows] in (
        ["1", "1.1"],
        ["name", "name"],
    )


def test_every_cell_says_on_which_sheet_it_stands() -> None:
    table = read(wide({"2024": [["Mã tỉnh", "Tỉnh", "1", "1.1"], ["10", "Lào Cai", None, 0.81]]}))

    (row,) = table.rows
    assert {key: cell.address for key, cell in row.cells.items()} == {
        "year": "Trang 2024",
        "province_code": "Trang 2024, ô A2",
        "province": "Trang 2024, ô B2",
        "component": "Trang 2024, ô D1",
        "value": "Trang 2024, ô D2",
    }


def test_each_sheet_is_a_year_and_hidden_ones_are_none() -> None:
    rows = [["Tỉnh", "1", "1.1"], ["Lào Cai", 5, 1]]

    table = read(wide({"2023": rows, "2024": rows, "2019 cũ": rows}, hidden=["2019 cũ"]))

    assert [row[0] for row in told(table)] == [2023, 2023, 2024, 2024]
    assert [row.number for row in table.rows] == [1, 2, 3, 4]


def test_year_may_stand_in_a_column_of_its_own() -> None:
    rows = [["Năm", "Tỉnh", "1", "1.1"], [2023, "Lào Cai", 5.4, 1], [2024, "Lào Cai", 5.5, None]]

    assert told(read(wide({"Điểm": rows}))) == [
        (2023, "Lào Cai", "1", 5.4),
        (2023, "Lào Cai", "1.1", 1),
        (2024, "Lào Cai", "1", 5.5),
    ]


def test_zero_and_blank_are_missing_and_text_is_left_to_be_refused() -> None:
    rows = [
        ["Tỉnh", "1", "1.1", "1.2"],
        ["Lào Cai", 0, None, "n/a"],
        ["Nguồn: PAPI", None, 0.0, ""],
    ]

    assert told(read(wide({"2024": rows}))) == [(2024, "Lào Cai", "1.2", "n/a")]


def test_header_may_have_two_rows_in_two_languages() -> None:
    rows = [
        ["Bảng 1. Kết quả PAPI"],
        ["Tỉnh", "Tham gia", "Tri thức công dân", "Cơ hội tham gia"],
        ["Province", "Participation at Local Levels", "Civic Knowledge", None],
        [None, 1, 1.1, 1.2],
        ["Lào Cai", 5.31, 1.1, 1.2],
    ]

    assert told(read(wide({"2024": rows}))) == [
        (2024, "Lào Cai", "Tham gia", 5.31),
        (2024, "Lào Cai", "Tri thức công dân", 1.1),
        (2024, "Lào Cai", "Cơ hội tham gia", 1.2),
    ]


def test_title_above_a_merged_header_counts_for_the_blank_below() -> None:
    rows = [["Tỉnh", "1. Tham gia", None, None], [None, None, "1.1", "1.2"], ["Lào Cai", 5, 1, 2]]

    assert [row[2] for row in told(read(wide({"2024": rows})))] == ["1", "1.1", "1.2"]


def test_scores_that_look_like_codes_are_no_header() -> None:
    rows = [["Tỉnh", "Mã", "1", "1.1"], ["Lào Cai", None, 5, 1], ["Yên Bái", "15", 1, 1.1]]

    assert told(read(wide({"2024": rows}))) == [
        (2024, "Lào Cai", "1", 5),
        (2024, "Lào Cai", "1.1", 1),
        (2024, "Yên Bái", "1", 1),
        (2024, "Yên Bái", "1.1", 1.1),
    ]


def test_component_of_no_version_stays_to_be_refused_and_other_columns_are_named() -> None:
    rows = [["Vùng", "Tỉnh", "1", "1.1", "3.9 Mới"], ["Tây Bắc", "Lào Cai", 5, 1, 2]]

    table = read(wide({"2024": rows}))

    assert [row[2] for row in told(table)] == ["1", "1.1", "3.9"]
    assert table.unknown == ("Vùng",)


@pytest.mark.parametrize(
    ("title", "rows", "words"),
    [
        ("Điểm", [["Tỉnh", "1", "1.1"], ["Lào Cai", 5, 1]], "tên trang không có năm"),
        ("2023-2024", [["Tỉnh", "1", "1.1"], ["Lào Cai", 5, 1]], "tên trang không có năm"),
        ("2024", [["STT", "Vùng", "1", "1.1"], [1, "Tây Bắc", 5, 1]], "không có cột tỉnh"),
        ("2024", [["Tỉnh", "1", "1.1", "1. Tham gia"], ["Lào Cai", 5, 1, 5]], "B1, D1"),
        ("2024", [["Tỉnh", "1", "1.1"]], "Không tìm thấy bảng điểm"),
        ("2024", [["Họ và tên", "Chức vụ"], ["An", "Cán bộ"]], "Không tìm thấy bảng điểm"),
        ("2024", [["Tỉnh", "1", "1.1"], ["Lào Cai", 0, None]], "Không tìm thấy bảng điểm"),
    ],
)
def test_workbook_that_cannot_be_read_says_why(
    title: str, rows: list[list[Any]], words: str
) -> None:
    with pytest.raises(BadPackageError, match=words):
        read(wide({title: rows}))


def test_too_many_scores_go_through_the_command() -> None:
    data = wide({"2024": [["Tỉnh", "1", "1.1"], ["Lào Cai", 5, 1]]})

    with pytest.raises(BadPackageError, match="Tệp có quá"):
        read(data, most=1)


def test_long_list_is_read_as_such() -> None:
    table = read(long({"year": 2024, "province_code": "10", "component": "1.1", "value": 0.81}))

    (row,) = table.rows
    assert (row.number, row.cells["value"].address, row.cells["value"].value) == (2, "G2", 0.81)


def test_formula_that_was_never_counted_is_told() -> None:
    table = read(wide({"2024": [["Tỉnh", "1", "1.1"], ["Lào Cai", "=1+1", 1]]}))

    problem = table.rows[0].cells["value"]
    assert (problem.address, "công thức" in problem.problem) == ("Trang 2024, ô B2", True)
