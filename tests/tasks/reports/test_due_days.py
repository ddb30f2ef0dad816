"""The due days of a person: their level's, open and planned, with what was given them later."""

from datetime import date, timedelta

import pytest

from plans import actions as plan_actions
from plans.models import Period, User
from tasks.reports import due_days
from tasks.reports.due_days import DueDay
from tests import factories
from tests.tasks import awaiting
from tests.tasks.awaiting import DUE, Facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def days(person: User, on: date = factories.TODAY) -> list[DueDay]:
    return due_days.build(viewer=factories.viewer(person, on), on=on)


def test_commune_sees_its_own_day(facts: Facts) -> None:
    (day,) = days(facts.officer)

    assert (day.on, day.title) == (DUE, "Hạn nộp báo cáo Quý IV/2026 (cấp xã)")
    assert day.key == f"period-{facts.period.pk}-commune"
    assert day.url == f"/?period={facts.period.pk}"


def test_reviewer_sees_the_communes_day_and_the_provinces(facts: Facts) -> None:
    assert [(day.on.day, day.title.rpartition(" (")[2]) for day in days(facts.reviewer)] == [
        (17, "cấp xã)"),
        (20, "cấp tỉnh)"),
    ]


def test_planned_period_is_there_and_a_closed_one_is_not(facts: Facts) -> None:
    factories.period(facts.province, ordinal=3, state=Period.State.CLOSED)
    factories.period(facts.province, ordinal=1, state=Period.State.PLANNED)

    assert [day.on.month for day in days(facts.officer)] == [3, 12]


def extended(facts: Facts, due_on: date) -> None:
    plan_actions.extend_period(
        period=facts.period,
        units=[facts.unit],
        due_on=due_on,
        reason="Mưa lũ",
        by=factories.viewer(facts.reviewer),
        at=factories.NOW,
    )


def test_more_time_moves_the_day_of_all_whose_report_it_is(facts: Facts) -> None:
    later = DUE + timedelta(days=5)
    extended(facts, later)
    neighbour = factories.officer(factories.commune("Xã Hai", parent=facts.province))

    for person in (facts.officer, awaiting.police(facts)):
        (day,) = days(person)
        assert (day.on, day.title) == (later, "Hạn nộp báo cáo Quý IV/2026 (cấp xã, đã gia hạn)")
        assert day.key == f"period-{facts.period.pk}-commune"
    assert [day.on for day in days(neighbour)] == [DUE]


def test_more_time_in_a_closed_period_is_there_until_it_is_over(facts: Facts) -> None:
    later = DUE + timedelta(days=5)
    extended(facts, later)
    keeper = factories.viewer(facts.reviewer)
    plan_actions.close_period(period=facts.period, by=keeper, at=factories.NOW)

    assert [day.on for day in days(facts.officer, later)] == [later]
    assert days(facts.officer, later + timedelta(days=1)) == []
    assert days(facts.reviewer, later) == []


def of_plan(facts: Facts) -> None:
    Period.objects.filter(pk=facts.period.pk).update(plan=facts.plan)


def test_plan_with_its_own_calendar_is_named_to_those_who_report_on_it(facts: Facts) -> None:
    of_plan(facts)
    neighbour = factories.officer(factories.commune("Xã Hai", parent=facts.province))

    (day,) = days(facts.officer)

    assert day.title == "Hạn nộp báo cáo Quý IV/2026 theo Kế hoạch năm 2026 (cấp xã)"
    assert days(neighbour) == []


def test_other_province_has_its_own_calendar(facts: Facts) -> None:
    assert days(factories.officer(factories.commune("Xã Xa"))) == []


def test_person_without_a_post_has_no_due_days(facts: Facts) -> None:
    assert days(factories.user()) == []
