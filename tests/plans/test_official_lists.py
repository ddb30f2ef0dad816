"""Official lists are read from CSV as they come."""

from pathlib import Path

import pytest

from plans.actions import RowsRefusedError
from plans.official_lists import SuccessionRow, UnitRow, read_successions, read_units


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def test_lines_are_counted_as_an_editor_counts_them(file: Path) -> None:
    file.write_text(
        "level,code,name,parent_code\nprovince,01,Thành phố Hà Nội,\n\n"
        'commune,00004,"Phường\nBa Đình",01\n'
    )

    assert read_units(file) == [
        UnitRow(2, "province", "01", "Thành phố Hà Nội", ""),
        UnitRow(5, "commune", "00004", "Phường\nBa Đình", "01"),
    ]


def test_mark_at_the_beginning_and_order_of_columns_do_not_matter(file: Path) -> None:
    file.write_text("name,note,code,parent_code,level\nHà Nội , ,01,,province\n", "utf-8-sig")

    assert read_units(file) == [UnitRow(2, "province", "01", "Hà Nội", "")]


def test_short_line_has_empty_cells(file: Path) -> None:
    file.write_text("level,code,name,parent_code\nprovince,01\n")

    assert read_units(file) == [UnitRow(2, "province", "01", "", "")]


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("level,code,name", "line 1: the column parent_code is missing."),
        ("level;code;name;parent_code", "level, code, name, parent_code is missing."),
        ("", "level, code, name, parent_code is missing."),
    ],
)
def test_missing_column_is_named(file: Path, header: str, problem: str) -> None:
    file.write_text(f"{header}\nprovince,01,Hà Nội\n" if header else "")

    with pytest.raises(RowsRefusedError) as refused:
        read_units(file)

    assert refused.value.problems[0].endswith(problem)


@pytest.mark.parametrize(
    "header", ["old_code,new_code,note", "note,new_commune_code,old_commune_code"]
)
def test_conversion_table_has_either_header(file: Path, header: str) -> None:
    cells = {"old": "06268", "new": "06280", "not": "Nhập toàn bộ"}
    file.write_text(f"{header}\n" + ",".join(cells[name[:3]] for name in header.split(",")))

    assert read_successions(file) == [SuccessionRow(2, "06268", "06280", "Nhập toàn bộ")]


def test_conversion_table_without_a_column_says_both_its_names(file: Path) -> None:
    file.write_text("old_code,note\n")

    with pytest.raises(RowsRefusedError) as refused:
        read_successions(file)

    assert refused.value.problems == ["line 1: the column new_code|new_commune_code is missing."]
