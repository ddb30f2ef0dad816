"""What a leader's signature asks of the rows: required evidence binds, blanks are told."""

from datetime import timedelta

import pytest

from plans.models import Event, Period, Plan
from tasks import actions
from tasks.models import Submission
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return factories.issued_plan(factories.commune(), tasks=3)


@pytest.fixture
def period(plan: Plan) -> Period:
    return factories.period(plan.territory)


def ask_for_evidence(period: Period) -> None:
    actions.set_evidence_rules(
        territory=period.territory,
        states=["done_in_period"],
        by=factories.viewer(factories.reviewer(period.territory)),
        at=factories.NOW,
    )


def submit(plan: Plan, period: Period) -> Submission:
    return actions.submit_report(
        plan=plan,
        unit=plan.issuer,
        period=period,
        version=0,
        by=factories.viewer(factories.leader(plan.territory)),
        at=factories.NOW,
    )


def test_report_without_required_evidence_is_not_handed_in(plan: Plan, period: Period) -> None:
    ask_for_evidence(period)
    first, second, _ = factories.reporting(plan)
    factories.recorded(first, period)
    factories.recorded(second, period, state="in_progress")

    with pytest.raises(actions.LockedError) as refused:
        submit(plan, period)

    assert "1 nhiệm vụ thiếu minh chứng mà tỉnh yêu cầu" in str(refused.value)
    assert str(first.task) in str(refused.value)
    assert not Submission.objects.filter(state="submitted").exists()


def test_explanation_is_evidence_enough(plan: Plan, period: Period) -> None:
    ask_for_evidence(period)
    first = factories.reporting(plan)[0]
    by = factories.officer(plan.territory)
    factories.recorded(first, period, by=by)
    actions.add_evidence(
        assignment=first,
        period=period,
        shown=actions.Explained("Họp thôn, không có biên bản"),
        by=factories.viewer(by),
        at=factories.NOW,
    )

    assert submit(plan, period).state == "submitted"


def test_trail_says_how_many_rows_were_left_blank(plan: Plan, period: Period) -> None:
    factories.recorded(factories.reporting(plan)[0], period)

    submit(plan, period)

    told = Event.objects.get(verb="submission.submit").sentence
    assert told == "nộp báo cáo Quý IV/2026, còn 2/3 nhiệm vụ chưa cập nhật"


def test_full_report_is_handed_in_without_a_remark(plan: Plan, period: Period) -> None:
    for row in factories.reporting(plan):
        factories.recorded(row, period)

    submit(plan, period)

    assert Event.objects.get(verb="submission.submit").sentence == "nộp báo cáo Quý IV/2026"


def close(period: Period, *in_review: Submission) -> list[Period]:
    return actions.close_reviewed_periods(
        periods=[period],
        in_review=[one.pk for one in in_review],
        by=factories.viewer(factories.reviewer(period.territory)),
        at=factories.NOW + timedelta(minutes=1),
    )


def test_closing_asks_again_when_more_came_in(plan: Plan, period: Period) -> None:
    report = submit(plan, period)

    with pytest.raises(actions.HandedInMeanwhileError) as refused:
        close(period)
    period.refresh_from_db()
    assert (refused.value.more, period.state) == (1, "open")

    (closed,) = close(period, report)
    assert closed.state == "closed"


def test_report_that_came_in_for_one_accepted_meanwhile_is_told_too() -> None:
    province = factories.province()
    period = factories.period(province)
    seen, unseen = (factories.issued_plan(factories.commune(parent=province)) for _ in "12")
    accepted = factories.submission(seen, period, state="accepted")
    submit(unseen, period)

    with pytest.raises(actions.HandedInMeanwhileError):
        close(period, accepted)
