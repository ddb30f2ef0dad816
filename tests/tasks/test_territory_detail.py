"""A territory: its life, its units, its plans and what lies below."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from plans.models import Succession, Territory, User
from tests import factories

pytestmark = pytest.mark.django_db


def page(territory: Territory, person: User) -> str:
    response = factories.signed_in(person).get(territory.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def words(page: str) -> str:
    """Return the words of a page as they are read."""
    return " ".join(strip_tags(page).split())


def test_commune_shows_its_life_units_and_plans() -> None:
    province = factories.province()
    old, commune = (factories.commune(name, parent=province) for name in ("Xã Liên Hội", "Xã Mới"))
    Territory.objects.filter(pk=old.pk).update(valid_to=date(2025, 6, 30))
    Territory.objects.filter(pk=commune.pk).update(valid_from=date(2025, 7, 1))
    Succession.objects.create(predecessor=old, successor=commune, kind=Succession.Kind.WHOLE)
    factories.unit(commune)
    plan = factories.issued_plan(commune, number="12/KH-UBND")
    officer = factories.officer(commune)

    shown = page(commune, officer)

    assert "từ 01/07/2025" in shown
    assert "Xã Liên Hội (nhập toàn bộ, đến hết 30/06/2025)" in words(shown)
    assert "Công an xã" in shown
    assert f'<a href="{plan.get_absolute_url()}">Kế hoạch số 12/KH-UBND</a>' in shown
    assert "Xã Mới (nhập toàn bộ)" in words(page(old, officer))


def test_officer_sees_no_neighbour_below_the_province() -> None:
    province = factories.province()
    own, other = (factories.commune(name, parent=province) for name in ("Xã Một", "Xã Hai"))

    shown = page(province, factories.officer(own))

    assert own.get_absolute_url() in shown
    assert other.get_absolute_url() not in shown
    assert "Địa bàn trực thuộc (1)" in shown
    standing = reverse("indicators:standing", args=[province.pk])
    assert f'<a href="{standing}">Kết quả PAPI</a>' in shown
    assert "Kết quả PAPI" not in page(own, factories.officer(own))


def test_reviewer_sees_all_communes_below() -> None:
    province = factories.province()
    for name in ("Xã Một", "Xã Hai"):
        factories.commune(name, parent=province)

    assert "Địa bàn trực thuộc (2)" in page(province, factories.reviewer(province))


def test_colleague_sees_the_commune_without_its_drafts() -> None:
    commune = factories.commune()
    factories.plan(commune, number="9/KH-UBND")

    shown = page(commune, factories.member(factories.unit(commune)))

    assert "Công an xã" in shown
    assert "9/KH-UBND" not in shown
    assert "Chưa có kế hoạch nào." in shown


def test_stranger_and_visitor_find_nothing() -> None:
    commune = factories.commune()
    other = factories.commune(parent=commune.parent)
    address = commune.get_absolute_url()

    assert factories.signed_in(factories.officer(other)).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_territory_takes_no_post() -> None:
    commune = factories.commune()
    client = factories.signed_in(factories.officer(commune))

    assert client.post(commune.get_absolute_url()).status_code == 405
