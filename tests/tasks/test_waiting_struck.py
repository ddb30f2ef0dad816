"""A number that was withdrawn is told for two weeks to all who had it before them, and by mail."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.access import Role
from plans.models import User
from tasks import actions
from tasks.actions import reminders
from tasks.models import IssuedReport
from tasks.waiting import Item, Kind
from tests import factories
from tests.tasks.awaiting import Facts, items

pytestmark = pytest.mark.django_db
SENTENCE = (
    "UBND xã Điềm He đã hủy số 25/BC-UBND ngày 21/11/2026 của báo cáo Quý IV/2026: không dùng bản"
    " in, bản đã ký mang số này"
)


def struck(facts: Facts, plan: Any = None) -> IssuedReport:
    """Return a paper whose number its leader withdrew."""
    plan = plan or facts.plan
    report = factories.submission(plan, facts.period, state="accepted")
    by = factories.viewer(factories.member(plan.issuer, Role.LEADER))
    issued = actions.issue_report(
        submission=report,
        issuing=actions.Issuing("25/BC-UBND", factories.TODAY, report.version),
        printed=actions.Printed(pdf=b"%PDF-", word=b"PK"),
        by=by,
        at=factories.NOW,
    )
    return actions.withdraw_number(issued=issued, reason="Nhầm", by=by, at=factories.NOW)


def told(person: User, days: int = 0) -> list[Item]:
    on = factories.TODAY + timedelta(days=days)
    return [item for item in items(person, on) if item.kind == Kind.STRUCK]


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_commune_and_its_reviewer_are_told_for_two_weeks(facts: Facts) -> None:
    paper = struck(facts)

    for person in (facts.officer, facts.leader, facts.reviewer):
        (item,) = told(person)
        assert item.sentence == SENTENCE
        assert item.url == paper.submission.get_absolute_url()
        assert [len(told(person, days)) for days in (13, 14)] == [1, 0]
        page = factories.signed_in(person).get("/waiting/").content.decode()
        assert SENTENCE in page


def test_who_withdrew_it_and_who_does_not_read_the_report_are_not_told(facts: Facts) -> None:
    paper = struck(facts)
    neighbour = factories.officer(factories.commune("Xã Hai", parent=facts.province))
    elsewhere = factories.reviewer(factories.province("Tỉnh khác"))

    assert paper.withdrawn_by is not None
    for person in (paper.withdrawn_by, neighbour, elsewhere):
        assert told(person) == []


def test_it_is_written_about_on_its_day_and_the_next(facts: Facts) -> None:
    struck(facts)
    only = [told(facts.reviewer, days) for days in (0, 1, 2)]

    days = [factories.TODAY + timedelta(days=days) for days in (0, 1, 2)]
    worth = [reminders.is_worth_a_mail(some, on) for some, on in zip(only, days, strict=True)]
    assert worth == [True, True, False]


def test_number_of_queries_does_not_grow_with_withdrawn_numbers(facts: Facts) -> None:
    struck(facts)
    with CaptureQueriesContext(connection) as few:
        items(facts.reviewer)
    for number in range(3):
        commune = factories.commune(f"Xã {number}", parent=facts.province)
        struck(facts, factories.issued_plan(commune))
    with CaptureQueriesContext(connection) as many:
        found = told(facts.reviewer)

    assert len(found) == 4
    assert len(many) == len(few)
