"""Scores are loaded from a file at the command line, all or nothing."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Score
from tests import factories
from tests.indicators.score_books import wide

pytestmark = pytest.mark.django_db
HEADER = ["Mã tỉnh", "Tỉnh", "1", "1.1", "1.2"]
NEXT = ["11", "Điện Biên"]


@pytest.fixture(autouse=True)
def _facts(db: None) -> None:
    factories.framework()
    factories.province("Tỉnh Lào Cai", code="10")
    factories.province("Tỉnh Điện Biên", code="11")


def load(file: Path, **options: object) -> str:
    said = StringIO()
    call_command("load_scores", file, stdout=said, **options)
    return said.getvalue()


def test_wide_workbook_is_loaded_and_its_sums_are_checked(tmp_path: Path) -> None:
    file = tmp_path / "PAPI.xlsx"
    rows = [HEADER, ["10", "Lào Cai", 5.5, 2.5, 2.5], [*NEXT, 0, 2.5, "2,5"]]
    file.write_bytes(wide({"2024": rows, "2023": [HEADER, [*NEXT, 5, None, None]]}))

    said = load(file)

    assert said.startswith("6 scores created, 0 corrected, 0 unchanged.")
    assert (
        "line 1 (Trang 2024, ô C2): Điểm: Tỉnh Lào Cai, 2024: “1. Nội dung 1” công bố 5,50" in said
    )
    assert Score.objects.filter(is_computed=True).count() == 1
    assert set(Score.objects.filter(is_computed=False).values_list("source")) == {("PAPI.xlsx",)}
    assert load(file).startswith("0 scores created, 0 corrected, 6 unchanged.")


def test_workbook_half_right_is_refused_with_each_cell_once(tmp_path: Path) -> None:
    file = tmp_path / "PAPI.xlsx"
    rows = [HEADER, ["10", "Điện Biên", 5, 2, 3], [*NEXT, 11, 2.5, 2.5]]
    file.write_bytes(wide({"2024": rows}))

    with pytest.raises(CommandError) as refused:
        load(file)

    said = str(refused.value)
    assert said.startswith("4 line(s) refused; nothing was written.")
    assert said.count("Trang 2024, ô A2") == 1
    assert "(Trang 2024, ô C3): Điểm: 11 nằm ngoài thang điểm 1 – 10" in said
    assert not Score.objects.exists()


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "papi.csv"
    file.write_text("year;province_code;component;value\n2024;10;1;5,31\n", encoding="utf-8")

    assert load(file, dry_run=True).startswith("1 scores created")
    assert not Score.objects.exists()
    assert load(file).startswith("1 scores created")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("papi.csv", b"year;component\n\xff\xfe"),
        ("papi.csv", b"year;value\n2024;1\n"),
        ("papi.xlsx", b"year;component\n"),
        ("papi.xlsx", wide({"2024": [["Tỉnh"], ["Lào Cai"]]})),
    ],
)
def test_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    with pytest.raises(CommandError):
        load(file)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"PAPI\.xlsx cannot be read"):
        load(tmp_path / "PAPI.xlsx")
