"""Drafts in the list of plans and on the page of a territory: what each is, and who issues it."""

import re
from datetime import date

import pytest
from django.urls import reverse

from plans.models import Plan, PlanBasis, Territory, User
from tests import factories
from tests.tasks.citing import cite

pytestmark = pytest.mark.django_db
ADDRESS = reverse("tasks:plan-list")


@pytest.fixture
def commune() -> Territory:
    return factories.commune()


def page(person: User, address: str = ADDRESS) -> str:
    response = factories.signed_in(person).get(address)
    assert response.status_code == 200
    return response.content.decode()


def numbers(found: str) -> list[str]:
    return re.findall(r"số (\d+)/KH-UBND</a>", found)


def test_newest_of_a_year_stands_first_and_what_has_no_day_before_it(commune: Territory) -> None:
    for number, day in ((1, 10), (2, 20), (3, 15), (4, None)):
        plan = factories.plan(commune, number=f"{number}/KH-UBND")
        Plan.objects.filter(pk=plan.pk).update(issued_on=day and date(2026, 3, day))
    factories.issued_plan(commune, number="5/KH-UBND", year=2025)

    assert numbers(page(factories.officer(commune))) == ["4", "2", "3", "1", "5"]


def test_draft_says_what_it_is_in_the_list_and_on_the_territorys_page(commune: Territory) -> None:
    old = factories.issued_plan(commune, number="72/KH-UBND")
    cite(factories.plan(commune), old, PlanBasis.Relation.AMENDS)
    officer, words = factories.officer(commune), "sửa đổi, bổ sung Kế hoạch số 72/KH-UBND"

    assert f'<div class="small">{words}</div>' in page(officer)
    assert f"(dự thảo; {words})" in page(officer, commune.get_absolute_url())


def test_leader_chooses_the_drafts_that_wait(commune: Territory) -> None:
    factories.issued_plan(commune, number="1/KH-UBND")
    factories.plan(commune, number="2/KH-UBND")
    leader = factories.leader(commune)

    assert "Dự thảo chờ ban hành <b>1</b>" in page(leader)
    assert numbers(page(leader, f"{ADDRESS}?show=waiting")) == ["2"]


def test_reviewer_finds_what_the_office_stands_in_for(commune: Territory) -> None:
    assert commune.parent
    factories.plan(commune, number="1/KH-UBND")
    other = factories.commune("Xã Hai", parent=commune.parent)
    factories.plan(other, number="2/KH-UBND")
    factories.officer(other)

    found = page(factories.reviewer(commune.parent), f"{ADDRESS}?show=waiting")

    assert numbers(found) == ["1"]


def test_officer_is_offered_no_choice_and_an_empty_one_leads_back(commune: Territory) -> None:
    factories.plan(commune)
    officer = factories.officer(commune)

    assert "Dự thảo chờ ban hành" not in page(officer)
    assert "Không còn dự thảo nào chờ ban hành" in page(officer, f"{ADDRESS}?show=waiting")
    assert "Không còn dự thảo" not in page(officer, f"{ADDRESS}?show=nonsense")
