"""The list of plans one may read."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Plan, User
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = reverse("tasks:plan-list")


def listed(person: User, query: str = "") -> str:
    response = factories.signed_in(person).get(ADDRESS + query)
    assert response.status_code == 200
    return response.content.decode()


def test_list_shows_the_own_plans_and_the_issued_ones_above() -> None:
    province = factories.province()
    commune, other = (factories.commune(parent=province) for _ in range(2))
    factories.issued_plan(commune, number="1/KH-UBND", tasks=3)
    factories.plan(commune, number="2/KH-UBND")
    factories.issued_plan(province, number="3/KH-UBND")
    factories.plan(province, number="4/KH-UBND")
    factories.issued_plan(other, number="5/KH-UBND")

    page = listed(factories.officer(commune))

    shown = [number for number in range(1, 6) if f"{number}/KH-UBND" in page]
    assert shown == [1, 2, 3]
    assert 'class="number">3</td>' in page
    assert "15/01/2026" in page
    assert "dự thảo" in page


def test_colleague_of_another_unit_sees_no_draft() -> None:
    commune = factories.commune()
    factories.issued_plan(commune, number="1/KH-UBND")
    factories.plan(commune, number="2/KH-UBND")

    page = listed(factories.member(factories.unit(commune)))

    assert "1/KH-UBND" in page
    assert "2/KH-UBND" not in page


def test_latest_year_stands_first() -> None:
    commune = factories.commune()
    for year in (2024, 2026, 2025):
        factories.issued_plan(commune, number=f"{year}/KH-UBND", year=year)

    page = listed(factories.officer(commune))

    order = [page.index(f"{year}/KH-UBND") for year in (2026, 2025, 2024)]
    assert order == sorted(order)


def test_empty_list_says_what_will_come() -> None:
    assert "Chưa có kế hoạch nào" in listed(factories.officer(factories.commune()))


def test_long_list_comes_in_sheets_and_nonsense_gives_the_nearest() -> None:
    commune = factories.commune()
    for number in range(51):
        factories.plan(commune, number=f"{number:02}/KH-UBND")
    officer = factories.officer(commune)

    assert listed(officer).count("/KH-UBND</a>") == 50
    assert listed(officer, "?page=2").count("/KH-UBND</a>") == 1
    for nonsense in ("99", "-1", "x", "9" * 40, "%00"):
        assert "/KH-UBND</a>" in listed(officer, f"?page={nonsense}")


def test_visitor_signs_in_first() -> None:
    assert Client().get(ADDRESS)["Location"] == f"/accounts/login/?next={ADDRESS}"


def test_list_takes_no_post() -> None:
    client = factories.signed_in(factories.officer(factories.commune()))

    assert client.post(ADDRESS).status_code == 405


def test_number_of_queries_is_the_same_for_3_plans_and_40() -> None:
    commune = factories.commune()
    client = factories.signed_in(factories.officer(commune))
    counts = []
    for number in (3, 37):
        for _ in range(number):
            factories.plan(commune)
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        counts.append(len(queries))
    assert Plan.objects.count() == 40
    assert counts[0] == counts[1] <= 8
