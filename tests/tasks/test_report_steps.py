"""A page offers the steps that the actions take, to whom they let take them, and no others."""

from collections.abc import Set

import pytest
from django.core.exceptions import PermissionDenied

from plans.access import Viewer
from plans.actions import close_period
from tasks.actions import LockedError
from tasks.models import Submission
from tasks.report_steps import offered
from tasks.reports import submission
from tests import factories
from tests.tasks import stepping
from tests.tasks.access_stored import undone

pytestmark = pytest.mark.django_db


def stranger(_: Submission) -> Viewer:
    return factories.viewer(factories.user())


PEOPLE = {
    "officer": stepping.officer,
    "leader": stepping.leader,
    "reviewer": stepping.reviewer,
    "stranger": stranger,
}


def shown(report: Submission, by: Viewer) -> Set[str]:
    """Return the steps that the page of a report offers to somebody."""
    page = submission.build(
        plan=report.plan,
        unit=report.unit,
        period=report.period,
        before=None,
        on=factories.TODAY,
    )
    return offered(page, by)[0]


def taken(report: Submission, by: Viewer) -> Set[str]:
    """Return the steps that the actions let somebody take."""
    steps = set()
    for name, take in stepping.STEPS.items():
        if report.pk is None and name not in {"write", "propose", "submit"}:
            continue
        with undone():
            try:
                take(report, by)
            except (LockedError, PermissionDenied):
                continue
            steps.add(name)
    return steps


@pytest.mark.parametrize("is_closed", [False, True], ids=["open", "closed"])
@pytest.mark.parametrize("stage", stepping.STAGES)
def test_what_is_offered_is_what_can_be_done(stage: str, *, is_closed: bool) -> None:
    report = stepping.report(stage)
    if is_closed:
        report.period = close_period(
            period=report.period, by=stepping.reviewer(report), at=factories.NOW
        )

    for role, person in PEOPLE.items():
        by = person(report)
        # A leader may propose, too, and is asked to sign instead.
        done = taken(report, by) - ({"propose"} if role == "leader" else set())
        assert shown(report, by) == done, role


def test_who_wrote_a_report_is_told_why_it_is_not_theirs_to_accept() -> None:
    report = stepping.report("draft")
    author = stepping.officer(report)
    author.user.memberships.create(
        unit=factories.unit(report.period.territory, "Sở Nội vụ"), role="reviewer"
    )
    both = factories.viewer(author.user)
    written = stepping.write(report, both)
    handed_in = stepping.submit(written, stepping.leader(report))
    page = submission.build(
        plan=report.plan,
        unit=report.unit,
        period=report.period,
        before=None,
        on=factories.TODAY,
    )

    steps, why = offered(page, both)

    assert handed_in.state == "submitted"
    assert "accept" not in steps
    assert why == "Không ai được duyệt báo cáo do chính mình viết, trình hoặc nộp."
