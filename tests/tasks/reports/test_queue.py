"""What waits for a reviewer, as a value: order, lateness, what to look at."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.access import Role, Viewer
from plans.models import Period, Plan, Territory, User
from tasks.models import Evidence, EvidenceRule, Progress, Submission, SubmissionStep
from tasks.reports import queue, submission
from tasks.reports.checks import WORDS, Check
from tasks.reports.queue import Queue
from tests import factories

pytestmark = pytest.mark.django_db


class Facts:
    """A province with some communes whose reports wait, each with two rows, one recorded."""

    def __init__(self, communes: int = 2, tasks: int = 2) -> None:
        self.province = factories.province()
        self.last = factories.period(self.province, ordinal=3)
        self.period = factories.period(self.province)
        self.reviewer = factories.reviewer(self.province)
        self.reports = [self.handed_in(f"Xã {at}", tasks) for at in range(communes)]

    def handed_in(self, name: str, tasks: int = 2) -> Submission:
        plan = factories.issued_plan(factories.commune(name, parent=self.province), tasks=tasks)
        for period in (self.last, self.period):
            factories.recorded(factories.reporting(plan)[0], period, difficulty="Thiếu tiền")
        return factories.submission(plan, self.period)

    @property
    def viewer(self) -> Viewer:
        return factories.viewer(self.reviewer)

    def build(self, person: User | None = None) -> Queue:
        viewer = factories.viewer(person) if person else self.viewer
        return queue.build(viewer=viewer, period=self.period, before=self.last, on=factories.TODAY)


def add_file(progress: Progress, **scanned: str) -> None:
    """Put a file to a row, as the virus scanner left it."""
    Evidence.objects.create(
        progress=progress,
        kind=Evidence.Kind.FILE,
        sha256="0" * 64,
        added_at=factories.NOW,
        added_by=progress.recorded_by,
        **scanned,
    )


def units(found: Queue) -> list[str]:
    return [row.unit.name for row in found.rows]


def test_oldest_waits_on_top_and_only_what_waits_is_there() -> None:
    facts = Facts(communes=3)
    first, second, third = facts.reports
    Submission.objects.filter(pk=third.pk).update(submitted_at=factories.NOW - timedelta(days=2))
    Submission.objects.filter(pk=second.pk).update(state="draft")

    found = facts.build()

    assert [row.submission for row in found.rows] == [third, first]
    assert (found.total, found.accepted) == (3, 0)
    assert [(row.reported, row.total) for row in found.rows] == [(1, 2), (1, 2)]


def test_what_to_look_at_is_what_the_report_itself_says() -> None:
    facts = Facts(communes=1, tasks=3)
    EvidenceRule.objects.create(territory=facts.province, state="done_in_period")
    record = Progress.objects.get(period=facts.period)
    add_file(record, scan=Evidence.Scan.INFECTED)
    record.pk, record.assignment = None, factories.reporting(Plan.objects.get())[1]
    record.save()
    add_file(record, scan=Evidence.Scan.WAITING, file="evidence/1")

    (row,) = facts.build().rows
    plan = Plan.objects.get()
    report = submission.build(
        plan=plan,
        unit=plan.issuer,
        period=facts.period,
        before=facts.last,
        on=factories.TODAY,
    )

    assert row.concerns == tuple(f"{len(one.rows)} nhiệm vụ {one.words}" for one in report.concerns)
    assert {one.check for one in report.concerns} == set(Check) - {Check.NOTHING}


def test_nothing_everywhere_is_said_once() -> None:
    facts = Facts(communes=0)
    plan = factories.issued_plan(factories.commune(parent=facts.province))
    row = factories.reporting(plan)[0]
    factories.recorded(row, facts.period, state="nothing_arose", result="")
    factories.submission(plan, facts.period)

    (waiting,) = facts.build().rows

    assert waiting.concerns == (WORDS[Check.NOTHING],)


def test_late_is_counted_from_the_first_handing_in_and_with_the_extension() -> None:
    facts = Facts(communes=2)
    Period.objects.filter(pk=facts.period.pk).update(
        data_to="2026-11-18", due_commune_on="2026-11-18"
    )
    facts.period.refresh_from_db()
    early = SubmissionStep.objects.filter(submission=facts.reports[0])
    early.update(at=factories.NOW - timedelta(days=3))

    assert [row.due.text for row in facts.build().rows] == ["nộp đúng hạn", "nộp muộn (3 ngày)"]


def test_rows_are_narrowed_by_place_without_dấu_lateness_and_concerns() -> None:
    facts = Facts(communes=1)
    clear = factories.issued_plan(factories.commune("Xã Điềm He", parent=facts.province))
    factories.recorded(factories.reporting(clear)[0], facts.period)
    factories.submission(clear, facts.period)
    found = facts.build()

    def shown(**asked: str) -> list[str]:
        return [row.unit.territory.name for row in found.showing(**asked)]

    assert shown(words="diem he") == ["Xã Điềm He"]
    assert shown(words="iem he") == []
    assert shown(show="clear") == ["Xã Điềm He"]
    assert shown(show="concerns") == ["Xã 0"]
    assert shown(show="late") == []
    assert len(shown(show="nonsense")) == 2


def test_own_unit_and_other_provinces_do_not_wait_for_me() -> None:
    facts = Facts(communes=2)
    neighbour: Territory = factories.province("Tỉnh Cao Bằng")
    own = facts.reports[0].unit
    facts.reviewer.memberships.create(unit=own, role=Role.OFFICER)

    assert units(facts.build()) == [facts.reports[1].unit.name]
    assert units(facts.build(factories.reviewer(neighbour))) == []


def test_next_comes_after_this_one_and_after_the_last_the_first() -> None:
    facts = Facts(communes=3)
    first, second, third = facts.reports

    def following(report: Submission) -> tuple[Submission | None, int]:
        return queue.following(viewer=facts.viewer, report=report)

    assert following(first) == (second, 2)
    assert following(third) == (first, 2)
    Submission.objects.exclude(pk=second.pk).update(state="draft")
    assert following(second) == (None, 0)


@pytest.mark.parametrize(("communes", "tasks"), [(3, 2), (60, 2)])
def test_number_of_queries_does_not_grow_with_the_reports(communes: int, tasks: int) -> None:
    facts = Facts(communes=communes, tasks=tasks)
    viewer = facts.viewer

    with CaptureQueriesContext(connection) as asked:
        found = queue.build(
            viewer=viewer, period=facts.period, before=facts.last, on=factories.TODAY
        )

    assert len(found.rows) == communes
    assert len(asked) == 7
