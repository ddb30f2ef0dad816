"""Who may see and do what."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from plans.access import PortalRequest, Right, Role, requires
from plans.models import Territory, Unit, User
from tests import factories

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Country:
    """Two provinces: one with a district chain and communes of its own, and a stranger."""

    province: Territory
    district: Territory
    commune: Territory
    units: dict[str, Unit]


@pytest.fixture
def country() -> Country:
    top, other = factories.province("Tỉnh Lạng Sơn"), factories.province("Tỉnh Cao Bằng")
    district = Territory.objects.create(level="district", code="190", name="Huyện", parent=top)
    commune = factories.commune(parent=top)
    places = {
        "UBND tỉnh": top,
        "Sở Nội vụ": top,
        "Sở Y tế": top,
        "UBND huyện": district,
        "UBND xã thuộc huyện": factories.commune(parent=district),
        "UBND xã": commune,
        "Công an xã": commune,
        "UBND xã bên": factories.commune(parent=top),
        "UBND tỉnh khác": other,
        "UBND xã tỉnh khác": factories.commune(parent=other),
    }
    kinds = Unit.Kind
    units = {
        name: factories.unit(
            place, name, kind=kinds.COMMITTEE if name.startswith("UBND") else kinds.OTHER
        )
        for name, place in places.items()
    }
    return Country(top, district, commune, units)


WHOLE_PROVINCE = (
    "UBND tỉnh",
    "Sở Nội vụ",
    "Sở Y tế",
    "UBND huyện",
    "UBND xã thuộc huyện",
    "UBND xã",
    "Công an xã",
    "UBND xã bên",
)


@pytest.mark.parametrize(
    ("unit", "role", "reached"),
    [
        ("UBND xã", Role.OFFICER, ("UBND xã", "Công an xã")),
        ("UBND xã", Role.LEADER, ("UBND xã", "Công an xã")),
        ("UBND xã", Role.AUDITOR, ("UBND xã", "Công an xã")),
        ("Công an xã", Role.OFFICER, ("Công an xã",)),
        ("Công an xã", Role.LEADER, ("Công an xã",)),
        ("Sở Y tế", Role.OFFICER, ("Sở Y tế",)),
        ("Sở Y tế", Role.SECTOR, ("Sở Y tế",)),
        ("UBND tỉnh", Role.LEADER, WHOLE_PROVINCE),
        ("UBND tỉnh", Role.OFFICER, ("UBND tỉnh", "Sở Nội vụ", "Sở Y tế")),
        ("Sở Y tế", Role.LEADER, ("Sở Y tế",)),
        ("UBND huyện", Role.OFFICER, ("UBND huyện",)),
        ("UBND huyện", Role.AUDITOR, ("UBND huyện", "UBND xã thuộc huyện")),
        ("Sở Nội vụ", Role.REVIEWER, WHOLE_PROVINCE),
        ("Sở Nội vụ", Role.AUDITOR, WHOLE_PROVINCE),
        ("Sở Nội vụ", Role.ADMIN, WHOLE_PROVINCE),
        ("Sở Nội vụ", Role.OFFICER, ("Sở Nội vụ",)),
    ],
)
def test_post_reaches_these_units(
    country: Country, unit: str, role: Role, reached: tuple[str, ...]
) -> None:
    viewer = factories.viewer(factories.member(country.units[unit], role))

    found = Unit.objects.filter(viewer.reads_unit("")).distinct()

    assert {one.name for one in found} == set(reached)


@pytest.mark.parametrize("role", list(Role))
def test_one_territory_is_read_by_whom_the_condition_on_many_finds(
    country: Country, role: Role
) -> None:
    places = Territory.objects.select_related("parent__parent")

    for unit in country.units.values():
        viewer = factories.viewer(factories.member(unit, role))
        found = set(places.filter(viewer.reads_territory("")))
        assert {place for place in places if viewer.reads(place)} == found, unit


@pytest.mark.parametrize(
    ("unit", "role", "whole"),
    [
        ("UBND xã", Role.OFFICER, True),
        ("Công an xã", Role.OFFICER, False),
        ("Sở Nội vụ", Role.REVIEWER, False),
        ("Sở Nội vụ", Role.AUDITOR, False),
    ],
)
def test_only_a_post_at_the_ubnd_acts_for_the_territory(
    country: Country, unit: str, role: Role, whole: bool
) -> None:
    at = country.units[unit]

    viewer = factories.viewer(factories.member(at, role))

    assert viewer.recording_whole_ids == ({at.territory_id} if whole else set())
    assert viewer.unit_ids == {at.pk}


@pytest.mark.parametrize(
    ("role", "records"),
    [
        (Role.OFFICER, True),
        (Role.LEADER, True),
        (Role.SECTOR, True),
        (Role.REVIEWER, False),
        (Role.AUDITOR, False),
        (Role.ADMIN, False),
    ],
)
def test_role_reads_and_some_roles_record(country: Country, role: Role, records: bool) -> None:
    viewer = factories.viewer(factories.member(country.units["UBND xã"], role))

    assert viewer.may(Right.READ)
    assert viewer.may(Right.RECORD) is records


def test_second_post_adds_reach_and_takes_none(country: Country) -> None:
    person = factories.member(country.units["Công an xã"])
    person.memberships.create(unit=country.units["UBND xã bên"], role=Role.OFFICER)

    found = Unit.objects.filter(factories.viewer(person).reads_unit(""))

    assert {one.name for one in found} == {"Công an xã", "UBND xã bên"}


def test_commune_knows_those_above_it_by_name(country: Country) -> None:
    viewer = factories.viewer(factories.member(country.units["UBND xã thuộc huyện"]))

    seen = Territory.objects.visible_to(viewer)

    assert {country.province, country.district} < set(seen)
    assert country.commune not in seen


def test_strangers_do_not_exist(country: Country) -> None:
    stranger = country.units["UBND xã tỉnh khác"]
    viewer = factories.viewer(factories.member(country.units["Sở Nội vụ"], Role.REVIEWER))

    assert stranger not in Unit.objects.visible_to(viewer)
    assert stranger.territory not in Territory.objects.visible_to(viewer)
    client = factories.signed_in(viewer.user)
    assert client.get(stranger.get_absolute_url()).status_code == 404
    assert client.get(stranger.territory.get_absolute_url()).status_code == 404
    assert client.get(country.commune.get_absolute_url()).status_code == 200


def test_condition_reads_through_any_path(country: Country) -> None:
    viewer = factories.viewer(factories.member(country.units["UBND xã"]))

    people = User.objects.filter(viewer.reads_unit("memberships__unit"))

    assert list(people) == [viewer.user]


class TestGate:
    """What a closed view answers."""

    @staticmethod
    @requires(Right.RECORD)
    def view(request: PortalRequest, pk: int) -> HttpResponse:
        return HttpResponse(f"row {pk}")

    def ask(self, person: object, address: str = "/rows/7/?page=2&a=b") -> HttpResponse:
        request = RequestFactory().get(address)
        request.user = person  # type: ignore[assignment]
        if isinstance(person, User):
            request.viewer = factories.viewer(person)  # type: ignore[attr-defined]
        return self.view(request, pk=7)  # type: ignore[arg-type]

    def test_person_without_the_right_is_refused(self, country: Country) -> None:
        auditor = factories.member(country.units["Sở Nội vụ"], Role.AUDITOR)

        with pytest.raises(PermissionDenied):
            self.ask(auditor)

    def test_person_without_a_post_is_refused(self) -> None:
        with pytest.raises(PermissionDenied):
            self.ask(factories.user())

    def test_person_with_the_right_passes(self, country: Country) -> None:
        assert self.ask(factories.member(country.units["UBND xã"])).content == b"row 7"

    @pytest.mark.parametrize("flag", ["is_staff", "is_superuser"])
    def test_pages_of_administrators_do_not_exist_for_others(self, flag: str) -> None:
        view = requires(Right.ADMINISTER)(lambda request: HttpResponse("lists"))
        request, person = RequestFactory().get("/lists/"), factories.user()
        request.viewer = factories.viewer(person)  # type: ignore[attr-defined]

        with pytest.raises(Http404):
            view(request)  # type: ignore[arg-type]
        setattr(person, flag, True)
        request.viewer = factories.viewer(person)  # type: ignore[attr-defined]
        assert view(request).content == b"lists"  # type: ignore[arg-type]

    def test_gate_can_be_read_from_the_view(self) -> None:
        assert self.view.gate is Right.RECORD  # type: ignore[attr-defined]
        assert self.view.__name__ == "view"
