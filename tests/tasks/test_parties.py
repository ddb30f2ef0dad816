"""Names of bodies in plans: found in the commune and above it, as groups, never guessed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Territory, Unit
from tasks.models import Party, RememberedParty
from tasks.parties import Directory, Resolved, key, kind_of
from tests.factories import committee, commune, province, unit

pytestmark = pytest.mark.django_db
Kind = Unit.Kind
TODAY = date(2026, 1, 1)
REFORM = date(2025, 7, 1)


@pytest.fixture
def place() -> Territory:
    """A commune with posts, a police and an office, below a province with departments."""
    lang_son = province()
    made = commune(parent=lang_son)
    for name, kind in (
        ("Công an xã", Kind.POLICE),
        ("Văn phòng HĐND và UBND xã", Kind.OFFICE),
        ("Công chức Văn phòng - Thống kê", Kind.POST),
        ("Công chức Tài chính - Kế toán", Kind.POST),
        ("Ủy ban MTTQ Việt Nam xã", Kind.FRONT),
    ):
        unit(made, name, kind=kind)
    for name, kind in (
        ("Công an tỉnh", Kind.POLICE),
        ("Sở Nội vụ", Kind.DEPARTMENT),
        ("Sở Tài chính", Kind.DEPARTMENT),
        ("Báo Lạng Sơn", Kind.OTHER),
    ):
        unit(lang_son, name, kind=kind)
    committee(made)
    committee(lang_son)
    return made


def means(place: Territory, name: str) -> Resolved:
    return Directory.of(place, on=TODAY).resolve(name)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Công an xã", "Công an xã"),
        ("công an cấp xã", "Công an xã"),
        ("Công an xã Điềm He", "Công an xã"),
        ("Công an tỉnh", "Công an tỉnh"),
        ("Công an tỉnh Lạng Sơn", "Công an tỉnh"),
        ("Sở Nội vụ tỉnh Lạng Sơn", "Sở Nội vụ"),
        ("Sở nội vụ", "Sở Nội vụ"),
        ("UBND xã", "UBND xã Điềm He"),
        ("Ủy ban nhân dân xã Điềm He", "UBND xã Điềm He"),
        ("UBND cấp xã", "UBND xã Điềm He"),
        ("UBND tỉnh", "UBND tỉnh Lạng Sơn"),
        ("Văn phòng HĐND và UBND", "Văn phòng HĐND và UBND xã"),
        ("Văn phòng HĐND-UBND xã", None),
        ("Văn phòng - Thống kê", "Công chức Văn phòng - Thống kê"),
        ("Công chức Văn phòng-Thống kê", "Công chức Văn phòng - Thống kê"),
        ("Công chức Tài chính – kế toán xã", "Công chức Tài chính - Kế toán"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam xã", "Ủy ban MTTQ Việt Nam xã"),
        ("UBMTTQ Việt Nam xã", "Ủy ban MTTQ Việt Nam xã"),
        ("MTTQ", "Ủy ban MTTQ Việt Nam xã"),
        ("Báo Lạng Sơn", "Báo Lạng Sơn"),
        ("Trường Tiểu học", None),
        ("Văn phòng HĐND và UBND huyện, cấp xã", None),
        ("", None),
    ],
)
def test_names_as_plans_write_them_find_their_unit(
    place: Territory, name: str, found: str | None
) -> None:
    assert str(means(place, name).unit) == str(found)


def test_two_that_fit_are_offered_and_none_is_chosen(place: Territory) -> None:
    meaning = means(place, "Công an")

    assert not meaning.is_certain
    assert {one.name for one in meaning.candidates} == {"Công an xã", "Công an tỉnh"}


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Các công chức chuyên môn", Party.Group.POSTS),
        ("Các công chức chuyên môn thuộc UBND xã", Party.Group.POSTS),
        ("Các chuyên môn liên quan", Party.Group.POSTS),
        ("Đoàn thể xã", Party.Group.ASSOCIATIONS),
        ("các tổ chức chính trị - xã hội", Party.Group.ASSOCIATIONS),
        ("Các ban, ngành, đoàn thể xã", Party.Group.BODIES),
        ("Các cơ quan, đơn vị liên quan", Party.Group.AGENCIES),
        ("các cơ quan, đơn vị có liên quan", Party.Group.AGENCIES),
        ("Các sở, ban, ngành", Party.Group.DEPARTMENTS),
        ("đại biểu HĐND xã", ""),
    ],
)
def test_groups_are_told_by_their_words(place: Territory, name: str, group: str) -> None:
    assert means(place, name).group == group


@pytest.mark.parametrize(
    "name",
    ["UBND cấp xã", "UBND các xã, phường", "UBND các xã, phường, thị trấn", "Các xã"],
)
def test_in_a_plan_of_the_province_the_communes_are_a_group(place: Territory, name: str) -> None:
    assert place.parent is not None

    assert means(place.parent, name).group == Party.Group.COMMUNES


def test_departments_merged_in_2025_lead_to_those_that_took_them_over(place: Territory) -> None:
    before = means(place, "Sở Kế hoạch và Đầu tư")
    place.valid_from = REFORM

    assert before == Resolved()
    assert str(means(place, "Sở Kế hoạch và Đầu tư").unit) == "Sở Tài chính"


def test_what_people_decided_comes_before_everything_else(place: Territory) -> None:
    finance = place.units.get(name="Công chức Tài chính - Kế toán")
    RememberedParty.objects.create(territory=place, key=key("Công an"), unit=finance)

    meaning = means(place, "công an")

    assert meaning.unit == finance
    assert meaning.remembered


def test_units_that_ended_are_not_meant_any_more(place: Territory) -> None:
    place.units.filter(name="Công an xã").update(valid_to=date(2025, 6, 30))

    assert str(means(place, "Công an").unit) == "Công an tỉnh"


def test_many_directories_take_the_queries_of_one_and_keep_to_their_own_units(
    place: Territory,
) -> None:
    assert place.parent is not None
    other = commune("Xã Hai", parent=place.parent)
    unit(other, "Bưu điện xã")
    police = place.units.get(name="Công an xã")
    for one in (place, other):
        RememberedParty.objects.create(territory=one, key=key("Đồn"), unit=police)

    with CaptureQueriesContext(connection) as queries:
        found = Directory.of_many([place, other], on=TODAY)

    assert len(queries) == 2
    assert found[place.pk].resolve("Đồn").unit == police
    assert found[other.pk].resolve("Đồn") == Resolved()
    assert found[place.pk].resolve("Bưu điện") == Resolved()
    assert str(found[other.pk].resolve("Bưu điện").unit) == "Bưu điện xã"


def test_directory_is_read_with_a_fixed_number_of_queries(place: Territory) -> None:
    with CaptureQueriesContext(connection) as queries:
        directory = Directory.of(place, on=TODAY)
        for name in ("Công an xã", "Sở Nội vụ", "Các đoàn thể", "không có"):
            directory.resolve(name)

    assert len(queries) == 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Công chức Văn hóa - Xã hội", Kind.POST),
        ("Trường Tiểu học Liên Hội", Kind.SCHOOL),
        ("Sở Y tế", Kind.DEPARTMENT),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam xã", Kind.FRONT),
        ("Ủy ban nhân dân xã", Kind.OTHER),  # a territory has its one UBND already
        ("Hội Nông dân xã", Kind.ASSOCIATION),
        ("Hội đồng nhân dân xã", Kind.OTHER),
        ("Ban Thanh tra nhân dân", Kind.OTHER),
    ],
)
def test_a_unit_to_be_added_gets_the_kind_its_name_begins_like(name: str, kind: str) -> None:
    assert kind_of(name) == kind
