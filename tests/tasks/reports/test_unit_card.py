"""The card of a unit: what it leads, supports and guides, and how far that is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from papi_portal import pdf
from plans.models import Period, Plan, Unit, User
from tasks import actions
from tasks.models import Assignment, Party, Progress, Task
from tasks.reports import unit_card, unit_card_paper
from tasks.reports.unit_card import CardRow, UnitCard
from tests import factories
from tests.tasks.reports.drawn import missing, words_of

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
ON = date(2026, 11, 21)
HOSTILE = "=HYPERLINK(1)<img src=http://x/>" + "a" * 300


class Facts:
    """A commune whose police lead one task and support another; a third is others' business."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.commune = factories.commune(parent=self.province)
        self.period = factories.period(self.province)
        self.index = factories.framework()
        self.police = factories.unit(self.commune)
        self.plan = factories.plan(self.commune, number="12/KH-UBND")
        second, first = (factories.component(self.index, code) for code in ("2.1", "1.1"))
        factories.task(self.plan, lead=self.police, components=(second,), ends_on=date(2026, 11, 1))
        task = factories.task(self.plan, components=(first,))
        factories.party(task, Party.Role.SUPPORT, unit=self.police)
        factories.task(self.plan)
        actions.issue_plan(plan=self.plan, by=None, at=factories.NOW)

    def own(self) -> Assignment:
        return Assignment.objects.get(unit=self.police, role=Party.Role.LEAD)

    def other(self) -> Assignment:
        return Assignment.objects.get(task__position=2, reports=True)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def card(
    facts: Facts, unit: Unit | None = None, *, by: User | None = None, period: Period | None = None
) -> UnitCard:
    seen = Assignment.objects.all()
    if by:
        seen = seen.visible_to(factories.viewer(by))
    unit = unit or facts.police
    return unit_card.build(unit=unit, period=period or facts.period, on=ON, seen=seen)


def told(row: CardRow) -> tuple[str, str, str, str]:
    return row.name, row.role_word, row.due.text, row.state_word


def test_card_says_role_day_and_state_by_plan_and_dimension(facts: Facts) -> None:
    factories.recorded(facts.other(), facts.period, state=Progress.State.IN_PROGRESS)

    (plan,) = card(facts).plans

    assert plan.title == "Kế hoạch số 12/KH-UBND, UBND xã Điềm He"
    assert [(group.title, *map(told, group.rows)) for group in plan.groups] == [
        ("1. Nội dung 1", ("Nhiệm vụ 2", "Phối hợp", "không hạn", "Đang thực hiện")),
        (
            "2. Nội dung 2",
            ("Nhiệm vụ 1", "Chủ trì, thực hiện", "quá hạn 20 ngày", "Chưa báo cáo"),
        ),
    ]


def test_task_about_no_dimension_comes_last(facts: Facts) -> None:
    (plan,) = card(facts, facts.plan.issuer).plans

    assert [group.title for group in plan.groups] == [
        "1. Nội dung 1",
        "Nhiệm vụ chưa gắn nội dung chỉ số",
    ]


def test_summary_counts_roles_and_what_is_owed(facts: Facts) -> None:
    assert card(facts).summary == (
        "Chủ trì, thực hiện 1; phối hợp 1 nhiệm vụ. Quý IV/2026: đã cập nhật 0/1 nhiệm vụ phải"
        " báo cáo; quá hạn 1."
    )

    factories.recorded(facts.own(), facts.period, state=Progress.State.COMPLETED)

    assert card(facts).summary.endswith("Quý IV/2026: đã cập nhật 1/1 nhiệm vụ phải báo cáo.")


def test_completed_is_not_late(facts: Facts) -> None:
    factories.recorded(facts.own(), facts.period, state=Progress.State.COMPLETED)

    (row,) = [one for one in card(facts).rows if one.is_own]

    assert (row.due.kind, row.state_word) == ("none", "Đã hoàn thành")


def test_plans_that_do_not_run_are_left_out(facts: Facts) -> None:
    for change in ({"state": Plan.State.DRAFT}, {"year_from": 2025, "year_to": 2025}):
        before = {name: getattr(facts.plan, name) for name in change}
        Plan.objects.filter(pk=facts.plan.pk).update(**change)
        assert card(facts).plans == ()
        Plan.objects.filter(pk=facts.plan.pk).update(**before)

    Plan.objects.filter(pk=facts.plan.pk).update(state=Plan.State.ISSUED)
    assert len(card(facts).plans) == 1


def test_without_a_period_nothing_is_said_to_be_reported(facts: Facts) -> None:
    seen = Assignment.objects.all()

    found = unit_card.build(unit=facts.police, period=None, on=ON, seen=seen)

    assert [row.state_word for row in found.rows] == ["–", "–"]
    assert found.summary == "Chủ trì, thực hiện 1; phối hợp 1 nhiệm vụ."


def test_what_the_viewer_does_not_read_is_not_told(facts: Facts) -> None:
    factories.recorded(facts.other(), facts.period)
    officer = factories.member(facts.police)

    states = {row.name: row.state_word for row in card(facts, by=officer).rows}

    assert states == {"Nhiệm vụ 1": "Chưa báo cáo", "Nhiệm vụ 2": "–"}
    stranger = factories.officer(factories.commune("Xã Hai", parent=facts.province))
    assert card(facts, by=stranger).rows == ()


def test_department_guides_its_component_in_all_communes(facts: Facts) -> None:
    health = guide(facts)
    other = factories.plan(factories.commune("Xã Hai", parent=facts.province))
    factories.task(other, components=(factories.component(facts.index, "1.1"),))
    actions.issue_plan(plan=other, by=None, at=factories.NOW)
    person = factories.member(health)

    found = card(facts, health, by=person)

    assert [plan.title.rpartition(", ")[2] for plan in found.plans] == [
        "UBND tỉnh Lạng Sơn",
        "UBND xã Điềm He",
        "UBND xã Hai",
    ]
    assert {row.role for row in found.rows} == {Party.Role.GUIDE}
    assert len(found.rows) == 3


def guide(facts: Facts) -> Unit:
    """Return the department that the province's plan gives component 1.1 to guide."""
    health = factories.unit(facts.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    plan = factories.plan(facts.province)
    task = factories.task(plan, components=(factories.component(facts.index, "1.1"),))
    factories.party(task, Party.Role.GUIDE, unit=health)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    return health


def test_of_several_who_lead_those_who_reported_are_counted(facts: Facts) -> None:
    plan = factories.plan(facts.province)
    units = [
        factories.unit(facts.province, name, kind=Unit.Kind.DEPARTMENT)
        for name in ("Sở Y tế", "Sở Nội vụ", "Sở Tư pháp")
    ]
    task = factories.task(plan, lead=units[0])
    factories.party(task, Party.Role.LEAD, unit=units[1])
    factories.party(task, Party.Role.SUPPORT, unit=units[2])
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    own = Assignment.objects.get(unit=units[0], task=task)
    factories.recorded(own, facts.period)

    words = [[row.state_word for row in card(facts, unit).rows] for unit in units]

    assert words == [["Đã thực hiện trong kỳ"], ["Chưa báo cáo"], ["1/2 đơn vị đã báo cáo"]]


@pytest.mark.parametrize("kind", [pytest.param("pdf", marks=needs_pango), "docx", "xlsx"])
def test_three_drawings_say_the_same_and_hostile_text_is_text(facts: Facts, kind: str) -> None:
    Task.objects.filter(plan=facts.plan).update(title=HOSTILE, lead_text=HOSTILE)

    paper = unit_card_paper.as_paper(card(facts))

    assert words_of(paper)[:2] == ["PHIẾU CÔNG VIỆC CỦA ĐƠN VỊ", "CÔNG AN XÃ, XÃ ĐIỀM HE"]
    assert any(HOSTILE in one for one in words_of(paper))
    assert missing(paper, kind) == []


def test_unit_without_work_says_so(facts: Facts) -> None:
    paper = unit_card_paper.as_paper(card(facts, factories.unit(facts.commune, "Trạm y tế")))

    assert "Chưa có việc nào được giao." in words_of(paper)
    assert missing(paper, "docx") == []


def test_number_of_queries_is_the_same_for_3_and_for_30_communes(facts: Facts) -> None:
    health = guide(facts)
    counts = []
    for number in (2, 27):
        for place in range(number):
            plan = factories.plan(factories.commune(f"Xã {place}", parent=facts.province))
            for code in ("1.1", "2.1"):
                factories.task(plan, components=(factories.component(facts.index, code),))
            actions.issue_plan(plan=plan, by=None, at=factories.NOW)
        with CaptureQueriesContext(connection) as caught:
            paper = unit_card_paper.as_paper(card(facts, health))
        counts.append((len(caught), len(paper.tables[0].rows)))

    assert counts == [(4, 4 * 3), (4, 31 * 3)]
