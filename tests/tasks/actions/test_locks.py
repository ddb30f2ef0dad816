"""When a row can be changed: open periods, extensions until their day is over, reports in hand."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from plans.actions import close_period, extend_period
from plans.models import Period
from tasks.actions import LockedError, record_progress
from tasks.actions.locks import lock_reason
from tasks.models import Submission
from tests import factories
from tests.tasks.recording import DONE, Facts

TO = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "report", "on", "extended_to", "words"),
    [
        ("planned", None, TO, None, "Kỳ Quý IV/2026 chưa mở."),
        ("planned", None, TO, TO, "Kỳ Quý IV/2026 chưa mở."),
        ("open", None, TO, None, ""),
        ("open", None, TO + DAY, TO, ""),
        ("open", "draft", TO, None, ""),
        ("open", "returned", TO, None, ""),
        ("open", "submitted", TO, None, "Báo cáo kỳ này chờ duyệt."),
        ("open", "accepted", TO, None, "Báo cáo kỳ này đã duyệt."),
        ("closed", None, TO, None, "Kỳ Quý IV/2026 đã khóa. Nếu cần sửa"),
        ("closed", None, TO - DAY, TO, ""),
        ("closed", None, TO, TO, ""),
        ("closed", None, TO + DAY, TO, "thời gian gia hạn cho đơn vị đã hết ngày 23/11/2026."),
        ("closed", "returned", TO, TO, ""),
        ("closed", "submitted", TO, TO, "Báo cáo kỳ này chờ duyệt."),
        ("closed", "accepted", TO, TO, "Báo cáo kỳ này đã duyệt."),
    ],
)
def test_lock_says_why(
    state: str, report: str | None, on: date, extended_to: date | None, words: str
) -> None:
    period = Period(name="Quý IV/2026", state=state)

    reason = lock_reason(period, report, on=on, extended_to=extended_to)

    assert words in reason
    assert bool(reason) == bool(words)


def at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, timezone.get_default_timezone())


@pytest.fixture
def facts(db: None) -> Facts:
    """Return a closed period in which the commune's UBND has more time."""
    facts = Facts()
    keeper = factories.viewer(factories.reviewer(facts.period.territory))
    close_period(period=facts.period, by=keeper, at=factories.NOW)
    extend_period(
        period=facts.period,
        units=[facts.plan.issuer],
        due_on=date(2026, 12, 20),
        reason="Mưa lũ",
        by=keeper,
        at=factories.NOW,
    )
    return facts


def save(facts: Facts, moment: datetime) -> int:
    return record_progress(
        assignment=facts.assignment,
        period=facts.period,
        recorded=DONE,
        version=0,
        by=factories.viewer(facts.officer),
        at=moment,
    ).version


def test_extension_lasts_until_its_day_is_over_in_vietnam(facts: Facts) -> None:
    last = date(2026, 12, 20)
    with pytest.raises(LockedError, match="đã hết ngày 20/12/2026"):
        save(facts, at(last + DAY, time(0, 0)))

    assert save(facts, at(last, time(23, 59, 59))) == 1


def test_extension_of_a_neighbour_lifts_nothing(facts: Facts) -> None:
    neighbour = Facts.__new__(Facts)
    neighbour.commune = factories.commune(parent=facts.period.territory)
    neighbour.period, neighbour.plan = facts.period, factories.issued_plan(neighbour.commune)
    neighbour.assignment = factories.reporting(neighbour.plan)[0]
    neighbour.officer = factories.officer(neighbour.commune)

    with pytest.raises(LockedError, match="đề nghị Sở Nội vụ gia hạn"):
        save(neighbour, factories.NOW)


def test_extended_unit_hands_in_and_is_locked_by_its_report(facts: Facts) -> None:
    made = factories.submission(facts.plan, facts.period)

    assert made.state == Submission.State.SUBMITTED
    with pytest.raises(LockedError, match="chờ duyệt"):
        save(facts, factories.NOW)
