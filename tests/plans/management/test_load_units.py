"""The command that loads a list of territories."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from plans.models import Event, Territory

pytestmark = pytest.mark.django_db

HEADER = "level,code,name,parent_code\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "units.csv"
    made.write_text(HEADER + "province,15,Tỉnh Lào Cai,\ncommune,04252,Phường Yên Bái,15\n")
    return made


def said(*words: object) -> str:
    """Run the command and return what it says."""
    out = StringIO()
    call_command("load_units", *map(str, words), stdout=out)
    return out.getvalue()


def test_list_is_loaded_from_its_first_day(file: Path) -> None:
    assert said(file, "--from", "2025-07-01") == (
        "2 territories created, 0 corrected, 0 unchanged, 0 ended.\n"
    )
    ward = Territory.objects.get(code="04252")
    assert (ward.valid_from, ward.valid_to) == (date(2025, 7, 1), None)


def test_preview_names_what_would_change_and_writes_nothing(file: Path, tmp_path: Path) -> None:
    said(file, "--from", "2020-01-01")
    before = list(Territory.objects.values_list()), Event.objects.count()
    other = tmp_path / "other.csv"
    other.write_text(
        HEADER + "province,15,Tỉnh Lào Cai mới,\ncommune,04253,Xã Mới,15\n", encoding="utf-8"
    )

    told = said(other, "--from", "2025-07-01", "--complete", "--dry-run")

    assert told.splitlines() == [
        "2 territories created, 0 corrected, 0 unchanged, 2 ended.",
        "Preview: this is what the list would change; nothing was written.",
        "  created: 15 Tỉnh Lào Cai mới",
        "  created: 04253 Xã Mới",
        "  ended: 15 Tỉnh Lào Cai",
        "  ended: 04252 Phường Yên Bái",
    ]
    assert (list(Territory.objects.values_list()), Event.objects.count()) == before


def test_preview_names_corrections_old_beside_new(file: Path, tmp_path: Path) -> None:
    said(file, "--from", "2025-07-01")
    other = tmp_path / "other.csv"
    other.write_text(HEADER + "province,15,Tỉnh Lào-Cai,\n", encoding="utf-8")

    told = said(other, "--from", "2025-07-01", "--dry-run")

    assert "  corrected: 15 Tỉnh Lào Cai → Tỉnh Lào-Cai" in told


def test_preview_names_only_the_first_of_each_kind(tmp_path: Path) -> None:
    many = tmp_path / "many.csv"
    lines = [f"province,{number},Tỉnh {number}," for number in range(10, 20)]
    many.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")

    told = said(many, "--from", "2025-07-01", "--dry-run")

    assert told.count("created: ") == 5
    assert told.startswith("10 territories created")


def test_list_is_loaded_to_its_last_day(file: Path) -> None:
    said(file, "--from", "2025-01-04", "--to", "2025-06-30")

    assert not Territory.objects.exclude(valid_to=date(2025, 6, 30)).exists()


def test_list_of_one_day_is_taken(file: Path) -> None:
    said(file, "--from", "2025-07-01", "--to", "2025-07-01")

    assert Territory.objects.in_force(date(2025, 7, 1)).count() == 2


def test_what_is_left_out_is_told_and_ended_on_request(file: Path, tmp_path: Path) -> None:
    said(file, "--from", "2020-01-01")
    short = tmp_path / "short.csv"
    short.write_text(HEADER + "province,15,Tỉnh Lào Cai,\n")

    told = said(short, "--from", "2025-07-01")
    assert "1 open territories are not in the list; --complete would end them." in told

    told = said(short, "--from", "2025-07-01", "--complete")
    assert "1 ended." in told
    assert Territory.objects.get(code="04252").valid_to == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"level,code,name\nprovince,15,x\n", "line 1: the column parent_code is missing."),
        (f"{HEADER}province,15,Tỉnh Lào Cai,\n".encode("utf-16"), "cannot be read"),
        (f"{HEADER}region,15,x,\n".encode(), "line 2: level 'region' is not one of"),
        (None, "cannot be read"),
    ],
)
def test_unusable_file_is_refused_whole(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    file = tmp_path / "units.csv"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CommandError, match=sentence):
        said(file, "--from", "2025-07-01")

    assert not Territory.objects.exists()
    assert not Event.objects.exists()


def test_end_before_the_beginning_is_refused(file: Path) -> None:
    with pytest.raises(CommandError, match="--to lies before --from"):
        said(file, "--from", "2025-07-01", "--to", "2025-06-30")

    assert not Territory.objects.exists()


@pytest.mark.parametrize("words", [(), ("--from", "01/07/2025"), ("--from", "2025-06-31")])
def test_first_day_must_be_a_day(file: Path, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="--from"):
        said(file, *words)


def test_long_list_of_mistakes_is_cut(file: Path) -> None:
    file.write_text(HEADER + "province,1,x,\n" * 500)

    with pytest.raises(CommandError) as refused:
        said(file, "--from", "2025-07-01")

    told = str(refused.value).splitlines()
    assert told[0] == "500 line(s) refused; nothing was written."
    assert len(told) == 21
