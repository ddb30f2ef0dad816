"""Provinces, districts and communes, and what became of them."""

from datetime import date
from typing import cast

import pytest
from django.core import serializers

from plans.models import Succession, Territory
from tests import factories


@pytest.mark.parametrize(
    ("name", "bare", "inside"),
    [
        ("Xã Điềm He", "Điềm He", "xã Điềm He"),
        ("Phường Tam Thanh", "Tam Thanh", "phường Tam Thanh"),
        ("Đặc khu Vân Đồn", "Vân Đồn", "đặc khu Vân Đồn"),
        ("Thị trấn Văn Quan", "Văn Quan", "thị trấn Văn Quan"),
        ("Thành phố Hà Nội", "Hà Nội", "thành phố Hà Nội"),
        ("Huyện Xã Lát", "Xã Lát", "huyện Xã Lát"),
        ("Quận 1", "1", "quận 1"),
        ("Điềm He", "Điềm He", "điềm He"),
    ],
)
def test_name_is_split_from_its_kind(name: str, bare: str, inside: str) -> None:
    place = Territory(name=name)

    assert place.bare_name == bare
    assert place.name_inside == inside


@pytest.mark.django_db
def test_code_names_another_province_after_the_reform() -> None:
    old = factories.province("Tỉnh Yên Bái", code="15")
    Territory.objects.filter(pk=old.pk).update(valid_to=date(2025, 6, 30))
    new = Territory.objects.create(
        level="province", code="15", name="Tỉnh Lào Cai", valid_from=date(2025, 7, 1)
    )

    assert Territory.objects.all().coded("province", "15", date(2025, 6, 30)) == old
    assert Territory.objects.all().coded("province", "15", date(2025, 7, 1)) == new


@pytest.mark.django_db
@pytest.mark.parametrize("valid_from", [None, date(2025, 7, 1)])
def test_territory_is_found_by_what_names_it(valid_from: date | None) -> None:
    place = factories.commune()
    Territory.objects.filter(pk=place.pk).update(valid_from=valid_from)
    place.refresh_from_db()

    assert Territory.objects.get_by_natural_key(*place.natural_key()) == place
    written = serializers.serialize("json", [place], use_natural_foreign_keys=True)
    (read,) = serializers.deserialize("json", written)
    again = cast("Territory", read.object)
    assert again.parent == place.parent


@pytest.mark.django_db
def test_within_goes_down_with_and_without_districts() -> None:
    top = factories.province()
    district = Territory.objects.create(
        level="district", code="190", name="Huyện Văn Quan", parent=top
    )
    inside = {top, district, factories.commune(parent=district), factories.commune(parent=top)}
    factories.commune()

    assert set(Territory.objects.all().within(top)) == inside
    assert Territory.objects.all().within(top).communes().count() == 2


@pytest.mark.django_db
def test_succession_reads_from_old_to_new() -> None:
    link = Succession(
        predecessor=factories.commune("Xã Liên Hội"), successor=factories.commune("Xã Điềm He")
    )

    assert str(link) == "Xã Liên Hội → Xã Điềm He"
