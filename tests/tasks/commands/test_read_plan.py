"""Reading a plan document from the command line, without a database."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.tasks import uploads
from tests.tasks.reading import hostile

FIELDS = {
    "kind",
    "number",
    "issued_on",
    "issuer",
    "subject",
    "basis",
    "replaces",
    "signatory",
    "rows",
    "targets",
    "warnings",
}
"""What the interface promises; more may be printed."""
ROW_FIELDS = {
    "label",
    "section",
    "components",
    "text",
    "items",
    "lead",
    "support",
    "guide",
    "deadline",
    "output",
}


def read(file: Path, *options: str) -> str:
    out = StringIO()
    call_command("read_plan", str(file), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "Kế hoạch.docx"
    made.write_bytes(uploads.word_plan())
    return made


def test_plan_is_printed_as_json_with_the_promised_fields(file: Path) -> None:
    values: dict[str, Any] = json.loads(read(file, "--json"))

    assert values.keys() >= FIELDS
    assert (values["kind"], values["number"], values["issued_on"]) == (
        "plan",
        "12/KH-UBND",
        "2026-02-05",
    )
    assert values["basis"][0]["number"] == "15/KH-UBND"
    assert len(values["rows"]) == 6
    first = values["rows"][0]
    assert first.keys() >= ROW_FIELDS
    assert (first["section"], first["components"]) == (
        "1. Tham gia của người dân ở cấp cơ sở",
        ["1.1"],
    )
    assert first["deadline"] == {
        "raw": "Trước ngày 30/6/2026",
        "kind": "by_date",
        "start": None,
        "end": "2026-06-30",
    }


def test_vietnamese_is_printed_readable(file: Path) -> None:
    assert "Tri thức công dân" in read(file, "--json")


def test_without_json_a_short_list_is_printed(file: Path) -> None:
    lines = read(file).splitlines()

    assert lines[0] == "plan 12/KH-UBND 2026-02-05"
    assert "1.1   [1.1] Tri thức công dân | UBND xã" in lines[2]
    assert len([line for line in lines if " | " in line]) == 6


def test_warnings_are_listed_with_their_row(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("STT\tNhiệm vụ\tCơ quan chủ trì\n1\tHọp thôn\t\n", encoding="utf-8")

    assert "  ! 1 lead: " in read(file)
    assert "  ! - subject: " in read(file)


def test_document_without_tasks_prints_no_rows_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Kính gửi: Ủy ban nhân dân các xã.\nTrân trọng cảm ơn.", encoding="utf-8")

    values = json.loads(read(file, "--json"))

    assert values["rows"] == []
    assert any(one["field"] == "rows" and one["row"] is None for one in values["warnings"])


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Không mở được tệp .*nowhere\.docx: "):
        read(tmp_path / "nowhere.docx")


def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không mở được tệp"):
        read(tmp_path)


@pytest.mark.parametrize("attack", ["zip bomb", "workbook with macro", "scanned PDF", "empty file"])
def test_hostile_file_is_refused_with_its_reason(tmp_path: Path, attack: str) -> None:
    name, make, words = hostile.FILES[attack]
    file = tmp_path / name
    file.write_bytes(make())

    with pytest.raises(CommandError, match=words[:20]) as refused:
        read(file, "--json")

    assert str(refused.value).endswith(".")
