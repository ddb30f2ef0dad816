"""A unit's report on a period as a value: counts, words, rows, what is overdue."""

from datetime import date
from typing import Any

import pytest

from plans.models import Period, Plan
from tasks import actions
from tasks.models import Progress, Submission, Task
from tasks.reports import quarterly, quarterly_paper
from tasks.reports.quarterly import OverdueRow, Quarterly
from tests import factories

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 10)


class Facts:
    """A commune's plan with three rows about two dimensions: done, overdue, not reported."""

    def __init__(self, *, tasks: int = 3) -> None:
        self.commune = factories.commune()
        self.period = factories.period(self.commune)
        made = factories.framework()
        plan = factories.plan(self.commune, number="12/KH-UBND")
        for number in range(tasks):
            component = factories.component(made, "1.1" if number < 2 else "2.1")
            ends_on = date(2026, 11, 30) if number == 1 else None
            factories.task(plan, components=(component,), ends_on=ends_on)
        actions.issue_plan(plan=plan, by=None, at=factories.NOW)
        self.plan = Plan.objects.select_related("issuer__territory__parent").get(pk=plan.pk)
        self.rows = factories.reporting(self.plan)

    def report(self) -> Quarterly:
        found = quarterly.build(plan=self.plan, unit=self.plan.issuer, period=self.period, on=ON)
        assert found is not None
        return found

    def record(self, number: int, state: str) -> None:
        factories.recorded(self.rows[number], self.period, state=state)


def lines(found: Quarterly) -> list[str]:
    letter = quarterly_paper.as_paper(found).parts[0]
    return [block.text for block in letter.blocks if hasattr(block, "text")]


def test_rows_are_counted_by_dimension_with_their_share() -> None:
    facts = Facts()
    facts.record(0, Progress.State.DONE_IN_PERIOD)
    facts.record(1, Progress.State.IN_PROGRESS)

    found = facts.report()

    whole = found.whole
    assert (whole.total, whole.reported, whole.done, whole.overdue) == (3, 2, 1, 1)
    said = lines(found)
    assert (
        "Tổng số 3 nhiệm vụ phải báo cáo, đã cập nhật 2/3; đã thực hiện, hoàn thành 1/3 (33,3%);"
        " quá hạn 1 nhiệm vụ. Cụ thể:"
    ) in said
    assert "a) Nội dung 1: 1/2 nhiệm vụ (50%), quá hạn 1;" in said
    assert "b) Nội dung 2: 0/1 nhiệm vụ (0%)." in said


def test_table_of_progress_has_every_row_under_its_dimension() -> None:
    facts = Facts()
    facts.record(0, Progress.State.COMPLETED)
    facts.record(1, Progress.State.IN_PROGRESS)

    groups = facts.report().groups

    assert [(group.title, len(group.rows)) for group in groups] == [
        ("1. Nội dung 1", 2),
        ("2. Nội dung 2", 1),
    ]
    assert [row.progress for group in groups for row in group.rows] == [
        "Đã hoàn thành",
        "Đang thực hiện\n(quá hạn từ ngày 30/11/2026)",
        "Chưa báo cáo",
    ]
    assert groups[0].rows[0].result == "Đã tổ chức 4 hội nghị"


def test_overdue_row_names_its_document_and_day_until_it_is_completed() -> None:
    facts = Facts()
    assert facts.report().overdue == (
        OverdueRow(
            "Nhiệm vụ 2",
            "Kế hoạch số 12/KH-UBND ngày 15/01/2026 của UBND xã Điềm He",
            "UBND xã Điềm He",
            date(2026, 11, 30),
        ),
    )

    facts.record(1, Progress.State.COMPLETED)

    assert facts.report().overdue == ()
    assert len(quarterly_paper.as_paper(facts.report()).tables) == 1


def test_row_without_title_has_all_of_its_text_and_no_label_beside_its_number() -> None:
    facts = Facts()
    text = "Chủ trì, phối hợp với các cơ quan, đơn vị liên quan " * 5
    Task.objects.filter(pk=facts.rows[0].task_id).update(title="", label="a)", text=text)

    assert facts.report().groups[0].rows[0].name == text


def test_closed_period_counts_to_its_own_last_day() -> None:
    facts = Facts()
    Period.objects.update(
        data_to=date(2026, 11, 15),
        state="closed",
        closed_at=factories.NOW,
        closed_by=factories.user(),
    )
    facts.period.refresh_from_db()

    found = facts.report()

    assert (found.counted_to, found.overdue) == (date(2026, 11, 15), ())


@pytest.mark.parametrize(
    ("state", "is_draft"),
    [("", True), ("draft", True), ("returned", True), ("submitted", False), ("accepted", False)],
)
def test_report_is_a_draft_until_it_is_signed(state: str, is_draft: bool) -> None:
    facts = Facts()
    if state:
        factories.submission(facts.plan, facts.period, state=state)

    found = facts.report()

    assert (found.is_draft, quarterly_paper.as_paper(found).is_draft) == (is_draft, is_draft)


def test_words_are_those_of_the_report_and_of_the_rows_before_there_are_any() -> None:
    facts = Facts()
    facts.record(0, Progress.State.DONE_IN_PERIOD)
    assert any("Đã cập nhật 1/3 nhiệm vụ" in line for line in lines(facts.report()))

    report = factories.submission(facts.plan, facts.period)
    Submission.objects.filter(pk=report.pk).update(
        results="", limits="Thiếu người.\nThiếu tiền.", proposals="Cấp kinh phí."
    )

    said = lines(facts.report())
    at = said.index("2. Tồn tại, vướng mắc và nguyên nhân")
    assert said[at : at + 7] == [
        "2. Tồn tại, vướng mắc và nguyên nhân",
        "Thiếu người.",
        "Thiếu tiền.",
        "3. Phương hướng, nhiệm vụ kỳ tới",
        "Không có.",
        "4. Đề xuất, kiến nghị",
        "Cấp kinh phí.",
    ]


def test_letter_names_plan_period_and_addressees() -> None:
    facts = Facts()

    said = lines(facts.report())

    assert said[:3] == [
        "BÁO CÁO",
        "Kết quả thực hiện Kế hoạch số 12/KH-UBND, Quý IV/2026",
        "Kính gửi: Ủy ban nhân dân tỉnh Lạng Sơn",
    ]
    assert said[3] == (
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân xã Điềm He,"
        " Ủy ban nhân dân xã Điềm He báo cáo kết quả Quý IV/2026 (số liệu từ ngày 15/09/2026 đến"
        " hết ngày 14/12/2026) như sau:"
    )
    assert said[-1].endswith("của Ủy ban nhân dân xã Điềm He./.")


def test_who_owes_no_report_has_none() -> None:
    facts = Facts()
    other = factories.committee(factories.commune("Xã Hai"))

    found = quarterly.build(plan=facts.plan, unit=other, period=facts.period, on=ON)

    assert found is None


@pytest.mark.parametrize("tasks", [3, 30])
def test_report_takes_ten_queries_at_any_length(
    tasks: int, django_assert_max_num_queries: Any
) -> None:
    facts = Facts(tasks=tasks)

    with django_assert_max_num_queries(10):
        quarterly_paper.as_paper(facts.report())
