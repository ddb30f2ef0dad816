"""One unit's report as a value: rows beside the last ones, checks, words, days."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Period, Plan, Unit
from tasks import actions
from tasks.models import Assignment, EvidenceRule, Progress, Submission
from tasks.reports import submission
from tasks.reports.submission import Report
from tests import factories

pytestmark = pytest.mark.django_db


class Facts:
    """A commune's plan, the quarter that runs and the one before."""

    def __init__(self, tasks: int = 3) -> None:
        self.commune = factories.commune()
        self.last = factories.period(self.commune, ordinal=3)
        self.period = factories.period(self.commune)
        self.plan = factories.issued_plan(self.commune, tasks=tasks)
        self.rows = factories.reporting(self.plan)
        self.officer = factories.officer(self.commune)

    def record(self, row: int, period: Period | None = None, **typed: Any) -> Progress:
        said = {"state": "done_in_period", "result": "Đã họp", **typed}
        return actions.record_progress(
            assignment=self.rows[row],
            period=period or self.period,
            recorded=actions.Recorded(**said),
            version=0,
            by=factories.viewer(self.officer),
            at=factories.NOW,
        )

    def build(self, *, plan: Plan | None = None, unit: Unit | None = None) -> Report:
        plan = plan or self.plan
        return submission.build(
            plan=Plan.objects.get(pk=plan.pk),
            unit=Unit.objects.get(pk=(unit or plan.issuer).pk),
            period=self.period,
            before=self.last,
            on=factories.TODAY,
        )


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def concerns(report: Report) -> dict[str, int]:
    return {one.check.value: len(one.rows) for one in report.concerns}


def test_report_that_nobody_began_is_there_with_version_nought(facts: Facts) -> None:
    report = facts.build()

    assert (report.version, report.state, report.state_word) == (0, "draft", "chưa nộp")
    assert (report.reported, report.total, report.due.text) == (0, 3, "trong hạn (còn 26 ngày)")
    assert not Submission.objects.exists()


def test_rows_stand_under_their_dimension_in_the_order_of_the_index() -> None:
    commune, made = factories.commune(), factories.framework()
    plan = factories.plan(commune)
    factories.task(plan)
    factories.task(plan, components=(factories.component(made, "2.1"),))
    factories.task(plan, components=(factories.component(made, "1.2"),))
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    report = submission.build(
        plan=plan,
        unit=plan.issuer,
        period=factories.period(commune),
        before=None,
        on=factories.TODAY,
    )

    assert [group.title for group in report.groups] == [
        "1. Nội dung 1",
        "2. Nội dung 2",
        submission.NO_DIMENSION,
    ]
    assert [row.name for row in report.rows] == [
        "3) Nhiệm vụ 3",
        "2) Nhiệm vụ 2",
        "1) Nhiệm vụ 1",
    ]


@pytest.mark.parametrize(
    ("done", "planned", "unit", "words"),
    [
        (None, None, "", ""),
        (None, 4, "hội nghị", ""),
        (3, 4, "hội nghị", "3/4 hội nghị (75%)"),
        ("1234.5", None, "m", "1.234,5 m"),
        (0, 0, "", "0/0"),
        (6, 5, "", "6/5 (120%)"),
    ],
)
def test_figures_are_read_as_written_here(done: Any, planned: Any, unit: str, words: str) -> None:
    record = Progress(
        figure_done=None if done is None else Decimal(done),
        figure_planned=None if planned is None else Decimal(planned),
        figure_unit=unit,
    )
    assert submission.figures(record) == words


def test_what_changed_is_said_in_words(facts: Facts) -> None:
    facts.record(
        0, facts.last, state="in_progress", difficulty="Thiếu tiền", figure_done=Decimal(1)
    )
    facts.record(0, state="completed", figure_done=Decimal(2))
    facts.record(1, facts.last)
    facts.record(1)
    facts.record(2)

    changes = [row.changes for row in facts.build().rows]

    assert changes == [
        (
            "tình hình: đang thực hiện → đã hoàn thành",
            "số liệu: 1 → 2",
            "khó khăn, vướng mắc không còn",
        ),
        (),
        ("kỳ trước chưa báo cáo",),
    ]


def test_checks_name_the_rows_to_look_at(facts: Facts) -> None:
    EvidenceRule.objects.create(territory=facts.period.territory, state="completed")
    facts.record(0, facts.last)
    facts.record(0)
    facts.record(1, state="completed", difficulty="Thiếu tiền", result="Khác")

    assert concerns(facts.build()) == {"missing": 1, "evidence": 1, "same": 1, "proposal": 1}

    actions.record_progress(
        assignment=facts.rows[1],
        period=facts.period,
        recorded=actions.Recorded(state="in_progress", difficulty="Thiếu tiền", proposal="Cấp"),
        version=1,
        by=factories.viewer(facts.officer),
        at=factories.NOW,
    )
    assert concerns(facts.build()) == {"missing": 1, "same": 1}


def test_nothing_in_all_rows_is_one_thing_to_look_at(facts: Facts) -> None:
    for row in range(2):
        facts.record(row, state="nothing_arose", result="")
    assert concerns(facts.build()) == {"missing": 1}

    facts.record(2, state="nothing_arose", result="")

    assert concerns(facts.build()) == {"nothing": 0}


def test_row_goes_on_with_what_its_row_of_origin_reported(facts: Facts) -> None:
    facts.record(0, facts.last)
    old = Assignment.objects.get(pk=facts.rows[0].pk)
    amended = factories.issued_plan(facts.commune, number="9/KH")
    task = factories.reporting(amended)[0].task
    task.origin = old.task
    task.save()

    (row,) = facts.build(plan=amended).rows

    assert row.last is not None
    assert row.last.result == "Đã họp"


def test_words_are_suggested_from_the_rows() -> None:
    facts = Facts(tasks=2)
    facts.record(0, state="completed", difficulty="Thiếu tiền", proposal="Cấp kinh phí")
    facts.record(1, state="in_progress", difficulty="Thiếu tiền", proposal="Cấp kinh phí")

    words = facts.build().words

    assert words.results == (
        "Đã cập nhật 2/2 nhiệm vụ: 1 đang thực hiện, 1 đã hoàn thành.\n"
        "Các nhiệm vụ đã thực hiện, hoàn thành:\n- 1) Nhiệm vụ 1: Đã họp"
    )
    assert words.limits == f"{submission.NO_DIMENSION}:\n- Thiếu tiền"
    assert words.proposals == "- Cấp kinh phí"


def test_rows_due_in_the_next_period_are_foretold() -> None:
    commune = factories.commune()
    plan = factories.plan(commune)
    for day in ("2026-09-10", "2026-11-30", "2027-02-01"):
        factories.task(plan, ends_on=date.fromisoformat(day))
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    period = factories.period(commune, ordinal=3)
    factories.period(commune, state="planned")

    report = submission.build(
        plan=plan, unit=plan.issuer, period=period, before=None, on=factories.TODAY
    )

    assert report.suggested.next_period == (
        "Hoàn thành các nhiệm vụ đến hạn trong kỳ tới:\n- 2) Nhiệm vụ 2: Trước ngày 30/11/2026"
    )


def test_words_that_somebody_wrote_stay(facts: Facts) -> None:
    facts.record(0)
    Submission.objects.create(
        plan=facts.plan, unit=facts.plan.issuer, period=facts.period, limits="Không"
    )

    assert facts.build().words == actions.Narrative(limits="Không")


def test_late_is_counted_from_the_first_handing_in(facts: Facts) -> None:
    factories.submission(facts.plan, facts.period, state="returned")
    assert facts.build().due.text == "trong hạn (còn 26 ngày)"
    running = Period.objects.filter(pk=facts.period.pk)
    running.update(due_commune_on="2026-11-18", data_to="2026-11-18")
    facts.period.refresh_from_db()
    assert facts.build().due.text == "quá hạn 3 ngày"
    Submission.objects.update(state="accepted")
    assert facts.build().due.text == "nộp muộn (3 ngày)"


@pytest.mark.parametrize("tasks", [3, 60])
def test_number_of_queries_does_not_grow_with_the_rows(tasks: int) -> None:
    facts = Facts(tasks=tasks)
    for row in range(tasks):
        facts.record(row, facts.last)
        facts.record(row)
    factories.submission(facts.plan, facts.period)
    plan = Plan.objects.select_related("territory__parent", "issuer__territory").get()

    with CaptureQueriesContext(
        connection,
    ) as asked:
        submission.build(
            plan=plan,
            unit=plan.issuer,
            period=facts.period,
            before=facts.last,
            on=factories.TODAY,
        )

    assert len(asked) == 8
