"""A row's place is found by its code, or by a name that only one place has; never guessed."""

import csv
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from papi_portal.resources import WrongCellError
from papi_portal.text import fold
from plans.models import Territory
from plans.places import Places
from tests import factories

pytestmark = pytest.mark.django_db
NATION = Path(settings.BASE_DIR).parent / "shared/reference/units_from_2025-07.csv"


@pytest.fixture
def province() -> Territory:
    return factories.province("Tỉnh Quảng Ngãi", code="51")


def commune(name: str, code: str, parent: Territory) -> Territory:
    return Territory.objects.create(level="commune", code=code, name=name, parent=parent)


def refusal(places: Places, *asked: str) -> tuple[str, str]:
    with pytest.raises(WrongCellError) as refused:
        places.find(*asked)
    return refused.value.column, str(refused.value)


@pytest.mark.parametrize(
    "asked",
    [
        ("cấp xã", "06181", ""),
        ("xã", " 06181 ", "Xã Điềm He"),
        ("", "06181", ""),
        ("cấp xã", "6181", ""),
        ("", "6181", ""),
        ("cấp xã", "", "Xã Điềm He"),
        ("", "", "xa diem he"),
        ("", "", "Điềm He"),
    ],
)
def test_commune_is_found_as_people_write_it(province: Territory, asked: Any) -> None:
    wanted = commune("Xã Điềm He", "06181", province)

    assert Places(factories.TODAY).find(*asked) == wanted


def test_names_that_differ_only_in_marks_ask_for_the_code(province: Territory) -> None:
    wanted = commune("Xã Ba Tơ", "21529", province)
    commune("Xã Ba Tô", "21499", province)
    places = Places(factories.TODAY)

    for typed in ("Xã Ba Tơ", "Xã Ba Tô", "Xa Ba To", "ba tơ"):
        column, sentence = refusal(places, "cấp xã", "", typed)
        assert column == "code"
        assert sentence == (
            f"Có 2 địa bàn hợp với “{typed}”: Xã Ba Tô (mã 21499, tỉnh Quảng Ngãi),"
            " Xã Ba Tơ (mã 21529, tỉnh Quảng Ngãi). Hãy ghi đúng mã địa bàn."
        )
    assert places.find("cấp xã", "21529", "Xã Ba Tô") == wanted
    assert places.remark(wanted, "Xã Ba Tô") == ""


@pytest.mark.skipif(not NATION.exists(), reason="the national list is not at hand")
def test_no_pair_of_communes_of_the_national_list_is_guessed() -> None:
    with NATION.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["level"] != "district"]
    provinces = {
        row["code"]: Territory(level="province", code=row["code"], name=row["name"])
        for row in rows
        if row["level"] == "province"
    }
    Territory.objects.bulk_create(provinces.values())
    Territory.objects.bulk_create(
        Territory(
            level="commune",
            code=row["code"],
            name=row["name"],
            parent=provinces[row["parent_code"]],
        )
        for row in rows
        if row["level"] == "commune"
    )
    seen: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row["level"] == "commune":
            seen.setdefault((row["parent_code"], fold(row["name"])), []).append(row["name"])
    pairs = [names for names in seen.values() if len(names) > 1]
    places = Places(factories.TODAY)

    assert len(pairs) >= 8
    for name in (name for names in pairs for name in names):
        assert refusal(places, "cấp xã", "", name)[0] == "code"


def test_name_beside_a_code_of_another_place_is_remarked(province: Territory) -> None:
    place = commune("Xã Điềm He", "06181", province)
    places = Places(factories.TODAY)

    assert places.find("cấp xã", "06181", "Xã Ba Tơ") == place
    assert places.remark(place, "Xã Ba Tơ") == (
        "Mã 06181 là Xã Điềm He, không phải “Xã Ba Tơ” như trong ô; đã lấy theo mã."
    )
    assert places.remark(place, "Điềm He") == places.remark(place, "") == ""


def test_code_typed_as_a_number_that_fits_two_levels_asks_for_the_level(
    province: Territory,
) -> None:
    commune("Xã Số", "00051", province)
    places = Places(factories.TODAY)

    column, sentence = refusal(places, "", "51", "")
    assert (column, "Hãy ghi đúng cấp của địa bàn." in sentence) == ("level", True)
    assert places.find("cấp tỉnh", "51", "") == province


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        (("", "", ""), ("code", "Ô để trống. Hãy ghi mã địa bàn, hoặc tên địa bàn.")),
        (("thôn", "1", ""), ("level", "“thôn” không phải là cấp. Hãy chọn cấp tỉnh")),
        (("cấp xã", "99999", ""), ("code", "hiệu lực mang mã 99999 (cấp xã).")),
        (("", "123456", ""), ("code", "Không có địa bàn nào đang hiệu lực mang mã 123456.")),
        (("", "abc", ""), ("code", "mang mã abc.")),
        (("cấp xã", "", "Xã Không Có"), ("place", "tên “Xã Không Có” (cấp xã).")),
    ],
)
def test_place_that_is_not_there_is_refused_by_its_cell(
    province: Territory, asked: tuple[str, str, str], wrong: tuple[str, str]
) -> None:
    column, sentence = refusal(Places(factories.TODAY), *asked)

    assert column == wrong[0]
    assert wrong[1] in sentence


def test_code_of_an_ended_place_says_when_it_ended(province: Territory) -> None:
    ended = commune("Xã Liên Hội", "06244", province)
    Territory.objects.filter(pk=ended.pk).update(valid_to="2025-06-30")

    assert refusal(Places(factories.TODAY), "cấp xã", "06244", "")[1] == (
        "Không có địa bàn nào đang hiệu lực mang mã 06244 (cấp xã)."
        " Mã này là của Xã Liên Hội, đã kết thúc ngày 30/06/2025."
    )


def test_many_places_of_one_name_are_not_all_listed(province: Territory) -> None:
    for number in range(6):
        commune("Xã Tân Tiến", f"{number:05}", province)

    sentence = refusal(Places(factories.TODAY), "", "", "Tân Tiến")[1]

    assert sentence.startswith("Có 6 địa bàn hợp với “Tân Tiến”:")
    assert sentence.count("(mã") == 4
    assert ", …. Hãy ghi" in sentence
