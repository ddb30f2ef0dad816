"""The calendar at a secret address: opened without signing in, by nobody else, with days alone."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans import actions
from plans.models import Membership, User
from tests import factories
from tests.tasks.awaiting import Facts

pytestmark = pytest.mark.django_db
WRONG = "A" * 43


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def address(person: User) -> str:
    secret = actions.make_calendar_feed(by=factories.viewer(person), at=factories.NOW)
    return f"/calendar/{secret}.ics"


def test_calendar_opens_without_signing_in(facts: Facts, settings: Any) -> None:
    settings.PUBLIC_URL = "https://papi.example"
    answer = Client().get(address(facts.officer))

    content = answer.content.replace(b"\r\n ", b"").decode()
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Hạn nộp báo cáo Quý IV/2026 (cấp xã)\r\n" in content
    assert f"UID:period-{facts.period.pk}-commune@papi-portal\r\n" in content
    assert "DTSTART;VALUE=DATE:20261217\r\n" in content
    assert f"URL:https://papi.example/?period={facts.period.pk}\r\n" in content


def test_answer_is_kept_by_no_cache_and_opens_no_session(facts: Facts) -> None:
    answer = Client().get(address(facts.officer))

    assert "private" in answer["Cache-Control"]
    assert answer.cookies == {}


def test_no_row_of_a_plan_is_told(facts: Facts) -> None:
    facts.record()
    content = Client().get(address(facts.officer)).content.decode()

    for text in ("Tuyên truyền", "Nhiệm vụ 1", "4 hội nghị", facts.officer.full_name):
        assert text not in content


@pytest.mark.parametrize("secret", [WRONG, "x", "a" * 2000, "%00", "ỹ", "%ff%fe", "../x"])
def test_wrong_secret_is_not_found(facts: Facts, secret: str) -> None:
    address(facts.officer)

    assert Client().get(f"/calendar/{secret}.ics").status_code == 404


def test_wrong_secret_costs_one_query_whatever_it_is(facts: Facts) -> None:
    right = address(facts.officer)
    for wrong in (f"/calendar/{WRONG}.ics", f"{right[:-5]}_.ics", "/calendar/x.ics"):
        with CaptureQueriesContext(connection) as asked:
            Client().get(wrong)
        assert len(asked) == 1


def test_person_who_is_switched_off_has_no_calendar(facts: Facts) -> None:
    mine = address(facts.officer)
    User.objects.filter(pk=facts.officer.pk).update(is_active=False)

    assert Client().get(mine).status_code == 404


def test_person_whose_post_has_ended_has_no_calendar(facts: Facts) -> None:
    mine = address(facts.officer)
    ended = factories.TODAY.replace(day=20)
    Membership.objects.filter(user=facts.officer).update(valid_to=ended)

    assert Client().get(mine).status_code == 404


def test_owner_counts_and_not_who_is_signed_in(facts: Facts) -> None:
    mine = address(facts.officer)

    content = factories.signed_in(facts.reviewer).get(mine).content.decode()

    assert "-commune@" in content
    assert "-province@" not in content


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_calendar_is_only_read(facts: Facts, method: str) -> None:
    assert getattr(Client(), method)(address(facts.officer)).status_code == 405


def test_head_is_answered(facts: Facts) -> None:
    assert Client().head(address(facts.officer)).status_code == 200
