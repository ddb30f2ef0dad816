"""The command that loads what became of territories."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from plans.models import Succession

pytestmark = pytest.mark.django_db

UNITS = "level,code,name,parent_code\nprovince,15,{0},\ncommune,04252,{1},15\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A conversion table, beside both lists already loaded."""
    lists = [
        (UNITS.format("Tỉnh Yên Bái", "Phường Yên Ninh"), ["--from=2020-01-01", "--to=2025-06-30"]),
        (UNITS.format("Tỉnh Lào Cai", "Phường Yên Bái"), ["--from=2025-07-01"]),
    ]
    for content, days in lists:
        (tmp_path / "units.csv").write_text(content)
        call_command("load_units", str(tmp_path / "units.csv"), *days, stdout=StringIO())
    return tmp_path / "successions.csv"


def said(file: Path) -> str:
    """Run the command and return what it says."""
    out = StringIO()
    call_command("load_successions", str(file), stdout=out)
    return out.getvalue()


def test_table_is_loaded_and_what_is_left_out_is_told(file: Path) -> None:
    file.write_text("old_code,new_code,note\n04252,04252,Đổi tên\n99999,04252,Nhập toàn bộ\n")

    assert said(file).splitlines() == [
        "2 links created, 0 corrected, 0 unchanged, 1 left out.",
        "  line 3: no territory with code 99999 has ended.",
    ]
    assert said(file).startswith("0 links created, 0 corrected, 2 unchanged, 1 left out.")


def test_preview_names_the_links_and_writes_none(file: Path) -> None:
    file.write_text("old_code,new_code,note\n04252,04252,Đổi tên\n", encoding="utf-8")
    out = StringIO()

    call_command("load_successions", str(file), "--dry-run", stdout=out)

    assert out.getvalue().splitlines() == [
        "2 links created, 0 corrected, 0 unchanged, 0 left out.",
        "Preview: this is what the list would change; nothing was written.",
        "  created: 04252 Phường Yên Ninh → 04252 Phường Yên Bái (đổi tên, đổi loại hình)",
        "  created: 15 Tỉnh Yên Bái → 15 Tỉnh Lào Cai (đổi tên, đổi loại hình)",
    ]
    assert not Succession.objects.exists()


def test_long_list_of_warnings_is_cut(file: Path) -> None:
    file.write_text("old_code,new_code,note\n" + "99999,04252,Nhập toàn bộ\n" * 25)

    told = said(file).splitlines()

    assert len(told) == 22
    assert told[-1] == "  … and 5 more."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"old_code,note\n", "line 1: the column new_code"),
        (b"old_code,new_code,note\n04252,04252,?\n", "line 2: the note '\\?' says no known kind"),
        (b"\xff\xfe\x00", "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_unusable_file_is_refused_whole(file: Path, content: bytes | None, sentence: str) -> None:
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CommandError, match=sentence):
        said(file)

    assert not Succession.objects.exists()
