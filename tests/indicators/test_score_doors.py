"""What a file of scores may hold, and in what words each door refuses what it may not."""

from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Score
from plans.models import Event
from tests import factories
from tests.indicators.score_books import wide

pytestmark = pytest.mark.django_db
HEADER = ["Mã tỉnh", "Tỉnh", "1", "1.1", "1.2"]
GOOD = "2024;10;1;5,31;;;;"
COLUMNS = "year;province_code;component;value;Nhóm;Xếp hạng;Trên tổng số;Ngày công bố"


@pytest.fixture(autouse=True)
def _facts(db: None) -> None:
    factories.framework()
    factories.province("Tỉnh Lào Cai", code="10")
    factories.province("Tỉnh Điện Biên", code="11")


def load(file: Path, **options: object) -> str:
    said = StringIO()
    call_command("load_scores", file, stdout=said, **options)
    return said.getvalue()


def listed(place: Path, *lines: str) -> Path:
    file = place / "papi.csv"
    file.write_text("\n".join((COLUMNS, *lines)) + "\n", encoding="utf-8")
    return file


def booked(place: Path, *rows: list[Any], header: list[str] = HEADER) -> Path:
    file = place / "PAPI.xlsx"
    file.write_bytes(wide({"2024": [header, *rows]}))
    return file


def refused(file: Path) -> str:
    with pytest.raises(CommandError) as error:
        load(file)
    assert not Score.objects.exists()
    assert not Event.objects.exists()
    return str(error.value)


def test_loading_a_file_is_the_systems_own_act_in_the_trail(tmp_path: Path) -> None:
    file = listed(tmp_path, GOOD, "2024;11;1;5;;;;")
    load(file, dry_run=True)
    assert not Event.objects.exists()

    load(file)

    event = Event.objects.get()
    assert (event.verb, event.actor, event.actor_text) == ("scores.load", None, "Hệ thống")
    assert event.sentence == ("nạp kết quả công bố từ tệp “papi.csv” (2 dòng): thêm 2, sửa 0")
    digest = sha256(file.read_bytes()).hexdigest()
    assert event.details == {"file": "papi.csv", "rows": 2, "sha256": digest}
    load(file)
    assert Event.objects.count() == 1, "nothing changed the second time"


def test_province_twice_on_a_wide_sheet_is_named_by_sheet_cell_and_row(tmp_path: Path) -> None:
    row = ["10", "Lào Cai", 5, 2.5, 2.5]

    said = refused(booked(tmp_path, row, ["11", "Điện Biên", 5, 2, 3], row))

    assert "(Trang 2024, ô A4): Mã tỉnh: Trùng với trang 2024, ô A2 (dòng 2)." in said
    assert said.count("Trùng với") == 1


@pytest.mark.parametrize(
    ("header", "row", "cell"),
    [
        (HEADER, [None, None, 5, 2, 3], "A2"),
        (["Tỉnh", *HEADER[2:]], [None, 5, 2, 3], "A2"),
        ([*HEADER[2:], "Tỉnh"], [5, 2, 3], "D2"),
    ],
)
def test_row_without_a_province_names_its_cell(
    tmp_path: Path, header: list[str], row: list[Any], cell: str
) -> None:
    said = refused(booked(tmp_path, row, header=header))

    assert f"(Trang 2024, ô {cell}): Mã tỉnh: Hãy ghi mã tỉnh, tên tỉnh" in said


@pytest.mark.parametrize(
    ("written", "group"), [("CN", "CN"), ("tbc", "TBC"), ("TBT", "TBT"), ("Thấp nhất", "TN")]
)
def test_group_is_understood_as_word_and_as_code(tmp_path: Path, written: str, group: str) -> None:
    load(listed(tmp_path, f"2024;10;1;5,31;{written};;;"))

    assert Score.objects.get().group == group


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("2099;10;1;5;;;;", "Năm: Năm 2099 chưa tới, chưa thể có kết quả."),
        ("2024;10;1;5;;5;900;", "Trên tổng số: Năm 2024 cả nước chỉ có 63 tỉnh"),
        ("2025;10;1;5;;5;63;", "Trên tổng số: Năm 2025 cả nước chỉ có 34 tỉnh"),
        ("2024;10;1;5;;;;01/05/2024", "Ngày công bố 01/05/2024 sớm hơn ngày cuối của năm"),
        ("2024;10;1;5;;;;01/05/2099", "Ngày công bố 01/05/2099 chưa tới."),
        ("2024;10;1;10,004;;;;", "10,004 nằm ngoài thang điểm 1 – 10 của"),
        ("2024;10;1;45060;;;;", "45.060 nằm ngoài thang điểm 1 – 10 của"),
        ("2024;10;1;5;D;;;", "“D” không có trong danh mục."),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    tmp_path: Path, line: str, sentence: str
) -> None:
    assert sentence in refused(listed(tmp_path, line))


def test_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "papi.csv"
    file.write_text("year;province_code;component;value;value\n2024;10;1;5;6\n", encoding="utf-8")

    assert "Dòng 1 có hai cột “Điểm”. Hãy xóa bớt một cột." in refused(file)


def test_more_decimals_than_are_kept_are_rounded_half_up_and_said_once(tmp_path: Path) -> None:
    said = load(listed(tmp_path, "2024;10;1;5,31005;;;;", "2024;11;1;5,123456;;;;"))

    assert "Có 2 điểm nhiều số lẻ hơn mức cổng giữ" in said
    assert "5,31005 thành 5,3101" in said
    assert {f"{one:.4f}" for one in Score.objects.values_list("value", flat=True)} == {
        "5.3101",
        "5.1235",
    }


def test_columns_of_a_wide_sheet_that_are_not_read_are_named(tmp_path: Path) -> None:
    row = ["10", "Lào Cai", 5, 2, 3, "CN", 7]

    said = load(booked(tmp_path, row, header=[*HEADER, "Nhóm", "Hạng"]))

    assert "Columns that were not read: Nhóm, Hạng." in said
    assert set(Score.objects.values_list("group", "rank")) == {("", None)}
