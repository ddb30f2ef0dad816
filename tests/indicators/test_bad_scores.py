"""Bad scores at each door: each row says what is wrong, and nothing at all is written."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Score
from indicators.scores.columns import SCORES
from plans.models import Event, ListImport, Territory
from tests import factories
from tests.indicators import test_score_lists
from tests.indicators.score_books import long
from tests.plans.list_files import administrator, received
from tests.plans.list_pages import address, seen, text

pytestmark = pytest.mark.django_db
lao_cai = test_score_lists.lao_cai
GOOD = {"year": "2019", "province_code": "10", "component": "1.1", "value": "0,81"}
BAD: dict[str, tuple[dict[str, str], str]] = {
    "outside its scale": (
        {"component": "1.4", "value": "2,61"},
        "2,61 nằm ngoài thang điểm 0,25 – 2,5",
    ),
    "component of another version": (
        {"year": "2018", "component": "8.3"},
        "PAPI 2018 - 2018 không có thành phần mang mã 8.3. Mã này có ở PAPI 2019",
    ),
    "version of another year": (
        {"framework": "papi-2021"},
        "papi-2021 không đo năm 2019; năm đó dùng papi-2019.",
    ),
    "year without a version": ({"year": "2010"}, "Chưa có bộ tiêu chí PAPI nào đo năm 2010."),
    "text in a number cell": ({"component": "1.2", "value": "khá"}, "“khá” không phải là số."),
    "code of the other era": (
        {"year": "2025"},
        "Năm 2025 không có tỉnh nào mang mã 10. Mã 10 là của Tỉnh Lào Cai, đến 30/06/2025.",
    ),
    "rank beyond its number": (
        {"component": "1.3", "rank": "64", "ranked_of": "63"},
        "Hạng 64 lớn hơn tổng số 63 tỉnh được xếp hạng.",
    ),
    "group of the national mean": (
        {"component": "1.2", "province_code": "", "province": "Cả nước", "group": "CN"},
        "Trung bình cả nước không mang nhóm, hạng: để trống ô này.",
    ),
    "the same twice": ({}, "Trùng với dòng 2."),
}


def rows() -> list[dict[str, Any]]:
    """Return a file half right: a good row, then each of the bad ones."""
    return [GOOD, *({**GOOD, **cells} for cells, _ in BAD.values())]


@pytest.mark.usefixtures("lao_cai")
def test_uploaded_list_shows_each_mistake_and_cannot_be_confirmed() -> None:
    person = administrator()
    client = factories.signed_in(person)
    kept = received(person, long(*rows()), kind=ListImport.Kind.SCORES)

    page = text(client.get(kept.get_absolute_url()))
    client.post(address("list-confirm", kept.pk), seen(kept))

    for name, (_, sentence) in BAD.items():
        assert sentence in page, name
    assert "Nhập: thêm" not in page
    assert not Score.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.usefixtures("lao_cai")
def test_loaded_file_names_the_line_of_each_mistake(tmp_path: Path) -> None:
    said = refused(tmp_path, rows())

    assert said.startswith(f"{len(BAD)} line(s) refused; nothing was written.")
    for line, (name, (_, sentence)) in enumerate(BAD.items(), start=3):
        (told,) = (one for one in said.splitlines() if one.startswith(f"line {line}:"))
        assert sentence in told, name
    assert not Score.objects.exists()


@pytest.mark.usefixtures("lao_cai")
@pytest.mark.parametrize("name", BAD)
def test_one_bad_line_keeps_all_others_out(tmp_path: Path, name: str) -> None:
    cells, sentence = BAD[name]

    assert sentence in refused(tmp_path, [GOOD, {**GOOD, **cells}])
    assert not Score.objects.exists()


def test_points_with_comma_point_or_zeros_are_the_same_score(
    tmp_path: Path, lao_cai: Territory
) -> None:
    said = ["45.06", "45,06", "45,060"]
    for number, value in enumerate(said):
        load(tmp_path, [{**GOOD, "component": "0", "year": "2019", "value": value}])
        assert Score.objects.get(territory=lao_cai).value.normalize().as_tuple().digits == (
            4, 5, 0, 6,
        ), number  # fmt: skip


def load(place: Path, lines: list[dict[str, Any]]) -> str:
    file = place / "papi.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        writer = csv.writer(written, delimiter=";")
        writer.writerow([column.title for column in SCORES])
        writer.writerows([line.get(column.key, "") for column in SCORES] for line in lines)
    said = StringIO()
    call_command("load_scores", file, stdout=said)
    return said.getvalue()


def refused(place: Path, lines: list[dict[str, Any]]) -> str:
    with pytest.raises(CommandError) as error:
        load(place, lines)
    return str(error.value)
