"""Time given after a late hand-in makes nothing timely, on whichever page it is asked."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from plans.actions import close_period, extend_period
from plans.models import Period
from plans.owing import plans_owing
from tasks import actions, waiting
from tasks.actions.locks import lock_reason
from tasks.models import Submission
from tasks.reports import handing_in, punctuality, queue, submission, year_matrix
from tests import factories

pytestmark = pytest.mark.django_db

DUE = date(2026, 12, 17)
LATER = DUE + timedelta(days=10)
AFTER = date(2026, 12, 31)


def moment(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())


class Facts:
    """A commune that owes a report by 17/12, its leader, and who gives it more time."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.plan = factories.issued_plan(factories.commune(parent=self.province))
        self.unit = self.plan.issuer
        self.period = factories.period(self.province)
        self.leader = factories.viewer(factories.leader(self.unit.territory))
        self.reviewer = factories.viewer(factories.reviewer(self.province))

    def submit(self, at: datetime) -> Submission:
        known = Submission.objects.first()
        return actions.submit_report(
            plan=self.plan,
            unit=self.unit,
            period=self.period,
            version=known.version if known else 0,
            by=self.leader,
            at=at,
        )

    def give_back(self, report: Submission, at: datetime) -> Submission:
        return actions.return_submission(
            submission=report,
            version=report.version,
            reason="incomplete",
            comment="Bổ sung",
            by=self.reviewer,
            at=at,
        )

    def extend(self, at: datetime, due_on: date = LATER) -> None:
        extend_period(
            period=self.period,
            units=[self.unit],
            due_on=due_on,
            reason="Bão lũ",
            by=self.reviewer,
            at=at,
        )

    def said(self, on: date = AFTER) -> dict[str, str]:
        """Return how the report stands, in the words of each place that says so."""
        (proof,) = punctuality.build(viewer=self.reviewer, year=2026, on=on).proofs
        owed = plans_owing([self.period])
        (desk,) = handing_in.build(periods=[self.period], owed=owed, on=on).values()
        page = submission.build(
            plan=self.plan, unit=self.unit, period=self.period, before=None, on=on
        )
        year = year_matrix.build(viewer=self.reviewer, year=2026, calendar=None, on=on)
        rows = queue.build(viewer=self.reviewer, period=self.period, before=None, on=on).rows
        cells = (row.cells[0] for table in (year.tables if year else ()) for row in table.rows)
        return {
            "punctuality": proof.standing.text,
            "desk": desk.due.text,
            "page": page.due.text,
            "year": next(cell.text for cell in cells),
            **({"queue": rows[0].due.text} if rows else {}),
        }

    def on_time(self) -> bool:
        (proof,) = punctuality.build(viewer=self.reviewer, year=2026, on=AFTER).proofs
        return proof.is_on_time


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_late_report_stays_late_when_time_is_given_afterwards(facts: Facts) -> None:
    facts.submit(moment(DUE + timedelta(days=2)))
    facts.extend(moment(DUE + timedelta(days=3)))

    assert facts.said() == dict.fromkeys(
        ("punctuality", "desk", "page", "year", "queue"), "nộp muộn (2 ngày)"
    )
    (proof,) = punctuality.build(viewer=facts.reviewer, year=2026, on=AFTER).proofs
    assert (proof.due_on, proof.is_extended) == (DUE, False)


def test_report_is_in_time_when_time_was_given_before_it_came(facts: Facts) -> None:
    facts.extend(moment(DUE + timedelta(days=1)))
    facts.submit(moment(LATER, hour=23))
    facts.extend(moment(LATER + timedelta(days=1)), AFTER)

    assert set(facts.said().values()) == {"nộp đúng hạn"}
    (proof,) = punctuality.build(viewer=facts.reviewer, year=2026, on=AFTER).proofs
    assert (proof.due_on, proof.is_extended) == (LATER, True)


def test_returned_report_has_the_new_day_to_come_again_and_stays_late(facts: Facts) -> None:
    late = DUE + timedelta(days=2)
    facts.give_back(facts.submit(moment(late)), moment(late, hour=10))
    facts.extend(moment(late, hour=11))
    awaited = facts.said(late)

    assert (awaited["desk"], awaited["page"]) == ("trong hạn (còn 8 ngày)",) * 2
    items = waiting.build(viewer=facts.leader, on=late)
    assert {one.due_on for one in items} == {LATER}
    facts.submit(moment(LATER))
    assert not facts.on_time()
    assert set(facts.said().values()) == {"nộp muộn (2 ngày)"}


def test_report_withdrawn_and_handed_in_again_is_measured_when_it_came_again(facts: Facts) -> None:
    report = facts.submit(moment(DUE + timedelta(days=1)))
    actions.withdraw_submission(
        submission=report,
        version=report.version,
        by=facts.leader,
        at=moment(DUE + timedelta(days=2)),
    )
    facts.extend(moment(DUE + timedelta(days=3)))
    facts.submit(moment(LATER))

    assert facts.on_time()


def test_missing_report_has_the_day_given_last(facts: Facts) -> None:
    facts.extend(moment(DUE))
    facts.extend(moment(DUE, hour=10), LATER + timedelta(days=1))
    Period.objects.update(
        state=Period.State.CLOSED, closed_at=factories.NOW, closed_by=facts.reviewer.user
    )
    facts.period.refresh_from_db()

    assert facts.said(LATER + timedelta(days=1))["desk"] == "đến hạn hôm nay"
    assert facts.said(LATER + timedelta(days=2))["desk"] == "kỳ đã khóa"


@pytest.mark.parametrize(("day", "is_missing"), [(LATER, False), (LATER + timedelta(days=1), True)])
def test_more_time_in_a_closed_period_is_not_missing_until_it_is_over(
    facts: Facts, day: date, *, is_missing: bool
) -> None:
    facts.extend(moment(DUE))
    close_period(period=facts.period, by=facts.reviewer, at=moment(DUE + timedelta(days=1)))

    (proof,) = punctuality.build(viewer=facts.reviewer, year=2026, on=day).proofs
    owed = plans_owing([facts.period])
    (desk,) = handing_in.build(periods=[Period.objects.get()], owed=owed, on=day).values()

    assert (proof.is_missing, proof.is_pending) == (is_missing, not is_missing)
    assert (desk.due.kind == "late") == is_missing
    assert bool(lock_reason(Period.objects.get(), on=day, extended_to=LATER)) == is_missing


def test_closed_period_without_more_time_is_missing_before_its_day(facts: Facts) -> None:
    close_period(period=facts.period, by=facts.reviewer, at=moment(DUE - timedelta(days=3)))

    (proof,) = punctuality.build(
        viewer=facts.reviewer, year=2026, on=DUE - timedelta(days=2)
    ).proofs

    assert proof.is_missing
