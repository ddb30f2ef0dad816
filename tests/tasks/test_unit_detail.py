"""A unit and everything it leads or supports."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans.models import Unit, User
from tasks import actions
from tasks.models import Party
from tests import factories

pytestmark = pytest.mark.django_db


def page(unit: Unit, person: User) -> str:
    response = factories.signed_in(person).get(unit.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_unit_shows_what_it_leads_and_supports() -> None:
    commune = factories.commune()
    police = factories.unit(commune)
    Unit.objects.filter(pk=police.pk).update(aliases=["Công an", "CAX"])
    plan = factories.plan(commune)
    factories.task(plan, lead=police)
    factories.party(factories.task(plan), Party.Role.SUPPORT, unit=police)
    factories.task(plan)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    shown = page(police, factories.officer(commune))

    assert "Công an; CAX" in shown
    assert "1) Nhiệm vụ 1" in shown
    assert "2) Nhiệm vụ 2" in shown
    assert "3) Nhiệm vụ 3" not in shown
    assert "chủ trì, thực hiện" in shown
    assert "phối hợp" in shown


def test_unit_without_work_says_so() -> None:
    commune = factories.commune()

    assert "Chưa có việc nào được giao" in page(factories.unit(commune), factories.officer(commune))


def test_member_of_the_unit_and_colleague_of_another_both_find_it() -> None:
    commune = factories.commune()
    police, post = factories.unit(commune), factories.unit(commune, "Tư pháp xã", kind="post")
    plan = factories.plan(commune)
    factories.task(plan, lead=police)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert "1) Nhiệm vụ 1" in page(police, factories.member(police))
    assert "1) Nhiệm vụ 1" not in page(police, factories.member(post))


def test_unit_above_is_known_but_its_work_elsewhere_is_not_shown() -> None:
    province = factories.province()
    own, other = (factories.commune(parent=province) for _ in range(2))
    health = factories.unit(province, "Sở Y tế", kind="department")
    plan = factories.plan(other)
    factories.task(plan, lead=health)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert "Nhiệm vụ 1" not in page(health, factories.officer(own))


def test_stranger_and_visitor_find_nothing() -> None:
    commune = factories.commune()
    address = factories.unit(commune).get_absolute_url()
    stranger = factories.signed_in(factories.officer(factories.commune(parent=commune.parent)))

    assert stranger.get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_unit_takes_no_post() -> None:
    commune = factories.commune()
    client = factories.signed_in(factories.officer(commune))

    assert client.post(factories.unit(commune).get_absolute_url()).status_code == 405


def test_number_of_queries_is_the_same_for_3_rows_and_40() -> None:
    counts = []
    for rows in (3, 40):
        commune = factories.commune()
        factories.issued_plan(commune, tasks=rows)
        client = factories.signed_in(factories.officer(commune))
        address = factories.committee(commune).get_absolute_url()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8
