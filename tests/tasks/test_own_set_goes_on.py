"""A province's own set goes on in a next version, and tasks of the new years go on with it."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date
from typing import Any

import pytest
from django.db import connection

from plans.models import Event, Plan
from tasks import actions, issuing
from tasks.models import Assignment
from tasks.reports import rollup
from tests import factories
from tests.indicators import own_sets
from tests.indicators.own_sets import component
from tests.plans.list_pages import text

pytestmark = pytest.mark.django_db


class Facts(own_sets.Facts):
    """A province with its own set from 2025 on."""

    def __init__(self) -> None:
        super().__init__()
        self.made = self.take_in()


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def next_list(facts: Facts, **head: Any) -> str:
    """Return the preview of a version from 2026 without the code TT: 1.2 goes on as 3."""
    return text(sent(facts, **head))


def sent(facts: Facts, **head: Any) -> Any:
    renamed = {"code": "3", "name": "Kết quả", "scale_max": 10, "follows": "1.2"}
    rows_ = (*own_sets.ROWS[:2], *own_sets.ROWS[4:5], renamed)
    head = {"index": facts.made.index_id, "name": "", "short_name": "", "first_year": 2026, **head}
    return facts.send(own_sets.listed(*rows_), **head)


def about(plan: Plan) -> list[set[str]]:
    """Return what the rows of a plan are about, by version and code."""
    return [
        {f"{one.framework.first_year}:{one.code}" for one in task.components.all()}
        for task in plan.tasks.order_by("position")
    ]


def running(facts: Facts, year_from: int, year_to: int, *codes: str) -> Plan:
    plan = factories.plan(facts.commune, year=year_from)
    plan.year_to = year_to
    plan.save()
    for code in codes:
        factories.task(plan, components=(component(facts.made, code),))
    return plan


def test_preview_counts_the_tasks_that_a_next_version_carries_on_and_those_it_leaves(
    facts: Facts,
) -> None:
    running(facts, 2026, 2026, "1.1", "1.2", "TT")
    running(facts, 2025, 2025, "1.1")
    running(facts, 2025, 2027, "1.1", "TT")

    page = next_list(facts)

    assert "2 nhiệm vụ của kế hoạch từ năm 2026 đang gắn với bộ từ năm 2025: chuyển sang" in page
    assert "1 nhiệm vụ của kế hoạch từ năm 2026 gắn với tiêu chí của bộ" in page
    assert "không nối tiếp (mã TT): giữ nguyên" in page
    assert "2 nhiệm vụ của kế hoạch bắt đầu ngoài những năm của bộ này" in page


def test_confirmed_version_carries_tasks_of_its_years_to_what_follows(facts: Facts) -> None:
    before, several = running(facts, 2025, 2025, "1.1"), running(facts, 2025, 2027, "1.1")
    plan = running(facts, 2026, 2026, "1.1", "1.2", "TT")

    assert facts.confirm(sent(facts)).status_code == 302

    assert about(plan) == [{"2026:1.1"}, {"2026:3"}, {"2025:TT"}]
    assert about(before) == about(several) == [{"2025:1.1"}]
    event = Event.objects.latest("pk")
    assert event.sentence.endswith("chuyển 2 nhiệm vụ từ bộ trước")
    assert len(event.details["tasks"]) == 2


def test_rollup_of_the_new_year_keeps_the_columns_of_carried_tasks(facts: Facts) -> None:
    plan = running(facts, 2026, 2026, "1.1", "2")
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    period = factories.period(facts.province)
    viewer = factories.viewer(facts.person)

    facts.confirm(sent(facts))
    found = rollup.build(
        viewer=viewer, period=period, on=factories.TODAY, index=facts.made.index.code
    ).communes

    (line,) = found.rows
    cells = {column.short.partition(".")[0]: cell.text for cell, column in line.cells}
    assert cells == {"1": "0/1", "2": "0/1", "3": "0/0"}


def test_rows_of_plans_that_are_not_carried_stay_with_what_they_are_about(facts: Facts) -> None:
    plans = (running(facts, 2026, 2026, "1.1", "TT"), running(facts, 2025, 2027, "1.1"))
    for plan in plans:
        actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    facts.confirm(sent(facts))

    rows = Assignment.objects.order_by("plan", "pk").select_related("component__framework")
    known = [
        (one.component.framework.first_year, one.component.code) for one in rows if one.component
    ]
    assert known == [(2026, "1.1"), (2025, "TT"), (2025, "1.1")]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite writes one after the other")
@pytest.mark.django_db(transaction=True)
def test_list_that_comes_while_a_plan_is_issued_waits_for_its_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    facts = Facts()
    plan = running(facts, 2026, 2026, "1.1", "TT")
    work_out, coming = issuing.assignments, list[Future[int]]()

    def take_in() -> int:
        try:
            return int(facts.confirm(sent(facts)).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as somebody:

        def meanwhile(draft: Plan, *, on: date) -> list[Assignment]:
            given = work_out(draft, on=on)
            coming.append(somebody.submit(take_in))
            wait(coming, timeout=2)
            assert not coming[0].done(), "the list has to wait"
            return given

        monkeypatch.setattr(issuing, "assignments", meanwhile)
        actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert coming[0].result() == 302
    assert about(plan) == [{"2026:1.1"}, {"2025:TT"}]
    rows = [one.component for one in factories.reporting(plan) if one.component]
    assert [f"{one.framework.first_year}:{one.code}" for one in rows] == ["2026:1.1", "2025:TT"]


def test_task_that_is_about_both_already_is_so_once(facts: Facts) -> None:
    plan = running(facts, 2026, 2026, "1.1")
    facts.confirm(sent(facts))
    plan.tasks.get().components.add(component(facts.made, "1.1"))

    page = next_list(facts)
    assert "1 nhiệm vụ của kế hoạch từ năm 2026 đang gắn với bộ năm 2025" in page
    facts.confirm(sent(facts))

    assert about(plan) == [{"2026:1.1"}]


def test_version_of_some_years_carries_no_plans_of_later_ones(facts: Facts) -> None:
    plan = running(facts, 2027, 2027, "1.1")

    page = next_list(facts, last_year=2026)
    facts.confirm(sent(facts, last_year=2026))

    assert "1 nhiệm vụ của kế hoạch bắt đầu ngoài những năm của bộ này" in page
    assert about(plan) == [{"2025:1.1"}]


def test_plan_written_while_somebody_looks_is_shown_before_it_is_moved(facts: Facts) -> None:
    shown = sent(facts)
    plan = running(facts, 2026, 2026, "1.1")

    answer = facts.confirm(shown)

    assert answer.status_code == 409
    assert "1 nhiệm vụ của kế hoạch từ năm 2026" in text(answer)
    assert about(plan) == [{"2025:1.1"}]
