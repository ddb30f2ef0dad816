"""The drafts that wait for a leader, on the page after sign-in."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import PlanBasis, Territory, User
from tests import factories
from tests.tasks.citing import cite

pytestmark = pytest.mark.django_db
HEADING = "Dự thảo chờ ban hành"


def home(person: User | Client) -> str:
    client = person if isinstance(person, Client) else factories.signed_in(person)
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def commune() -> Territory:
    return factories.commune()


def test_leader_finds_the_draft_with_what_it_is_and_the_way_to_issue_it(
    commune: Territory,
) -> None:
    factories.period(commune)
    old = factories.issued_plan(commune, number="72/KH-UBND")
    draft = factories.plan(commune, number="80/KH-UBND")
    cite(draft, old, PlanBasis.Relation.AMENDS)

    page = home(factories.leader(commune))

    assert HEADING in page
    assert reverse("tasks:plan-issue", args=[draft.pk]) in page
    assert "Xem, ban hành Kế hoạch số 80/KH-UBND, UBND xã Điềm He" in page
    assert "(sửa đổi, bổ sung Kế hoạch số 72/KH-UBND)" in page


def test_draft_is_found_before_there_is_any_period(commune: Territory) -> None:
    factories.plan(commune)

    page = home(factories.leader(commune))

    assert HEADING in page
    assert "Chưa có kỳ báo cáo nào" in page


def test_officer_and_leader_elsewhere_find_none(commune: Territory) -> None:
    factories.plan(commune)
    neighbour = factories.commune("Xã Hai", parent=commune.parent)

    assert HEADING not in home(factories.officer(commune))
    assert HEADING not in home(factories.leader(neighbour))


def test_long_list_leads_to_the_rest(commune: Territory) -> None:
    client = factories.signed_in(factories.leader(commune))
    for number in range(1, 7):
        factories.plan(commune, number=f"{number}/KH-UBND")
        found = home(client)
        assert found.count("/KH-UBND, UBND xã Điềm He") == min(number, 5)
        assert ("?show=waiting" in found) == (number > 5)


def test_number_of_queries_is_the_same_for_3_drafts_and_40(commune: Territory) -> None:
    factories.period(commune)
    client = factories.signed_in(factories.leader(commune))
    counts = []
    for number in (3, 37):
        for _ in range(number):
            factories.plan(commune)
        with CaptureQueriesContext(connection) as queries:
            home(client)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 11
