"""The whole province's report on a period as a value."""

from datetime import date
from typing import Any

import pytest

from papi_portal.planner import renew_statistics
from plans.models import Plan, Territory, Unit
from tasks import actions
from tasks.issuing import given
from tasks.models import Assignment, Progress, Submission, Task
from tasks.reports import quarterly_paper, quarterly_province
from tasks.reports.quarterly import Quarterly
from tests import factories

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 10)


class Facts:
    """A province with a plan for two departments, and communes with a row each."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.period = factories.period(self.province)
        made = factories.framework()
        self.component = factories.component(made, "1.1")
        self.office, self.health = (
            factories.unit(self.province, name, kind=Unit.Kind.DEPARTMENT)
            for name in ("Sở Nội vụ", "Sở Y tế")
        )
        plan = factories.plan(self.province, number="1/KH-UBND")
        factories.task(plan, lead=self.office, components=(self.component,))
        factories.task(plan, lead=self.health, ends_on=date(2026, 11, 30))
        self.plan = actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    def commune(self, name: str) -> Plan:
        plan = factories.plan(factories.commune(name, parent=self.province))
        factories.task(plan, components=(self.component,))
        return actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    def report(self) -> Quarterly:
        issuer = Unit.objects.select_related("territory__parent").get(pk=self.plan.issuer_id)
        return quarterly_province.build(issuer=issuer, period=self.period, on=ON)


def letter(found: Quarterly) -> str:
    blocks = quarterly_paper.as_paper(found).parts[0].blocks
    return "\n".join(block.text for block in blocks if hasattr(block, "text"))


def test_communes_and_departments_are_counted_with_their_reports() -> None:
    facts = Facts()
    first, _second = facts.commune("Xã Một"), facts.commune("Xã Hai")
    factories.commune("Xã Ba", parent=facts.province)
    (row,) = factories.reporting(first)
    factories.recorded(row, facts.period)
    factories.submission(first, facts.period)

    found = facts.report()

    listed = {one.name: (one.tally.total, one.tally.done, one.standing) for one in found.units}
    assert listed == {
        "Xã Một": (1, 1, "Chờ duyệt"),
        "Xã Hai": (1, 0, "Chưa nộp"),
        "Xã Ba": (0, 0, "Chưa có kế hoạch"),
        "Sở Nội vụ": (1, 0, "Chưa nộp"),
        "Sở Y tế": (1, 0, "Chưa nộp"),
    }
    assert (found.whole.total, found.whole.done, found.whole.overdue) == (4, 1, 1)
    assert [(one.title, one.done, one.total) for one in found.dimensions] == [
        ("1. Nội dung 1", 1, 3),
        ("Nhiệm vụ chưa gắn nội dung chỉ số", 0, 1),
    ]
    said = letter(found)
    assert "Đã nhận báo cáo của 1/4 đơn vị có kế hoạch." in said
    assert "Còn 3 đơn vị chưa nộp báo cáo: xã Hai, Sở Nội vụ, Sở Y tế." in said
    assert "Còn 1 đơn vị chưa có kế hoạch." in said


def test_unit_without_plan_has_empty_cells_and_no_zeros() -> None:
    facts = Facts()
    factories.commune("Xã Ba", parent=facts.province)

    table = quarterly_paper.as_paper(facts.report()).tables[0]

    assert next(getattr(row, "cells", ()) for row in table.rows) == (
        1,
        "Xã Ba",
        None,
        None,
        None,
        None,
        None,
        "Chưa có kế hoạch",
    )


def test_progress_of_the_departments_is_a_table_and_what_is_overdue_another() -> None:
    facts = Facts()
    row = Assignment.objects.get(unit=facts.office)
    factories.recorded(row, facts.period, state=Progress.State.COMPLETED)

    found = facts.report()

    assert [(group.title, [one.progress for one in group.rows]) for group in found.groups] == [
        ("1. Nội dung 1", ["Đã hoàn thành"]),
        ("Nhiệm vụ chưa gắn nội dung chỉ số", ["Chưa báo cáo\n(quá hạn từ ngày 30/11/2026)"]),
    ]
    assert [(one.lead, one.document) for one in found.overdue] == [
        ("Sở Y tế", "Kế hoạch số 1/KH-UBND ngày 15/01/2026 của UBND tỉnh Lạng Sơn")
    ]


def test_what_was_handed_in_is_told_and_drafts_are_not() -> None:
    facts = Facts()
    for name, state in (("Xã Một", "submitted"), ("Xã Hai", "draft")):
        report = factories.submission(facts.commune(name), facts.period, state=state)
        Submission.objects.filter(pk=report.pk).update(limits=f"Khó của {name}")

    found = facts.report()

    assert [(one.name, one.words.limits) for one in found.told] == [
        ("UBND xã Một", "Khó của Xã Một")
    ]
    assert "Có 1 đơn vị nêu tồn tại, vướng mắc, tổng hợp tại phụ lục kèm theo." in letter(found)


@pytest.mark.parametrize(("state", "is_draft"), [("open", True), ("closed", False)])
def test_report_is_a_draft_until_the_period_is_closed(
    state: str,
    is_draft: bool,
) -> None:
    facts = Facts()
    facts.period.state = state

    assert facts.report().is_draft == is_draft


def many(facts: Facts, communes: int) -> None:
    """Make communes with an issued plan and a row each, quickly."""
    places = Territory.objects.bulk_create(
        Territory(level="commune", code=f"{n:05}", name=f"Xã số {n}", parent=facts.province)
        for n in range(communes)
    )
    units = Unit.objects.bulk_create(
        Unit(territory=one, name="UBND xã", kind=Unit.Kind.COMMITTEE) for one in places
    )
    plans = Plan.objects.bulk_create(
        Plan(
            territory=one.territory,
            issuer=one,
            subject="PAPI",
            year_from=2026,
            year_to=2026,
            state="issued",
            issued_on=date(2026, 1, 5),
        )
        for one in units
    )
    tasks = Task.objects.bulk_create(
        Task(plan=one, position=1, text="Họp", ends_on=date(2026, 11, 30)) for one in plans
    )
    Assignment.objects.bulk_create(
        given(task, task.plan.issuer, plan=task.plan, role="lead", reports=True) for task in tasks
    )
    renew_statistics(Territory, Unit, Plan, Task, Assignment)  # as every load does


@pytest.mark.parametrize("communes", [3, 166])
def test_report_takes_the_same_queries_for_few_and_all_communes(
    communes: int, django_assert_num_queries: Any
) -> None:
    facts = Facts()
    many(facts, communes)

    with django_assert_num_queries(QUERIES):
        found = facts.report()
        quarterly_paper.as_paper(found)

    assert len(found.units) == communes + 2
    assert len(found.overdue) == communes + 1


QUERIES = 14
"""Ten of the report; one is the test's own, for the issuer, and two find no published scores."""
