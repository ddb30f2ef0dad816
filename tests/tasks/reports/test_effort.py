"""Effort against result, with figures counted by hand."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from indicators.standing import standings
from indicators.standing.standings import Standing
from indicators.versions import Versions
from plans.models import Succession, Territory, Unit
from tasks import actions
from tasks.models import Assignment, Progress
from tasks.reports import effort, rollup
from tests import factories
from tests.indicators.published import score
from tests.papi_portal.workbooks import opened

pytestmark = pytest.mark.django_db
AFTER = date(2026, 12, 22)
"""Both due days of the fourth quarter have passed: 17/12 for communes, 20/12 for departments."""


class Facts:
    """A province whose 1.1 fell by 0,50, 1.2 by 0,20, 2.1 by 0,10, while 2.2 rose by 0,30.

    1.1: two tasks of xã A (one done), one of xã B (going on), one of Sở Y tế (nothing reported);
    1.2: none of its own, one of xã C about the whole dimension; 2.1: none; 2.2: the task of A that
    is done, too. Xã A handed its report in.
    """

    def __init__(self) -> None:
        self.framework = factories.framework()
        self.province = factories.province()
        self.period = factories.period(self.province)
        fell = {"1.1": "4.5", "1.2": "4.8", "2.1": "4.9", "2.2": "5.3"}
        for code in ("0", "1", "2", *fell):
            score(self.province, self.component(code), 2023, "5")
            score(self.province, self.component(code), 2024, fell.get(code, "5"))
        self.work("Xã A", [("1.1", "2.2"), ("1.1",)], states=["completed"], hands_in=True)
        self.work("Xã B", [("1.1",)], states=["in_progress"])
        self.work("Xã C", [("1",)], states=[])
        self.health = factories.unit(self.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
        above = factories.plan(self.province)
        factories.task(above, lead=self.health, components=(self.component("1.1"),))
        actions.issue_plan(plan=above, by=None, at=factories.NOW)
        self.viewer = factories.viewer(factories.reviewer(self.province))

    def component(self, code: str) -> Any:
        return self.framework.components.get(code=code)

    def work(
        self, name: str, about: list[tuple[str, ...]], *, states: list[str], hands_in: bool = False
    ) -> None:
        plan = factories.plan(factories.commune(name, parent=self.province))
        for codes in about:
            factories.task(plan, components=tuple(map(self.component, codes)))
        plan = actions.issue_plan(plan=plan, by=None, at=factories.NOW)
        rows = factories.reporting(plan)
        for row, state in zip(rows, states, strict=False):
            factories.recorded(row, self.period, state=state)
        if hands_in:
            factories.recorded(rows[-1], self.period, state=Progress.State.IN_PROGRESS)
            factories.submission(plan, self.period)

    @property
    def standing(self) -> Standing:
        versions = Versions.of("papi")
        found = standings.standing(self.province, self.province, year=2024, versions=versions)
        assert found is not None
        return found

    def rows(self, on: date = AFTER) -> dict[str, effort.EffortRow]:
        found = effort.build(viewer=self.viewer, period=self.period, standing=self.standing, on=on)
        return {row.line.component.code: row for row in found.rows}


def test_each_figure_is_the_one_counted_by_hand() -> None:
    rows = Facts().rows()

    fell = rows["1.1"].work
    assert (fell.tasks, fell.communes, fell.departments, fell.general) == (4, 2, 1, 1)
    assert (fell.reported.text, fell.reported.percent) == ("3/4", 75)
    assert (fell.done.text, fell.done.percent) == ("1/4", 25)
    assert fell.late == 2, "xã B and Sở Y tế; xã A handed in"
    assert (fell.of_communes.text, fell.of_departments.text) == ("3/3", "0/1")
    assert [str(rows[code].line.change) for code in ("1.1", "1.2", "2.1", "2.2")] == [
        "-0.50",
        "-0.20",
        "-0.10",
        "0.30",
    ]


def test_what_was_recorded_in_another_period_changes_nothing() -> None:
    facts = Facts()
    before = factories.period(facts.province, ordinal=3)
    for row in Assignment.objects.filter(task__plan__territory__name="Xã A", reports=True):
        factories.recorded(row, before)

    work = facts.rows()["1.1"].work

    assert (work.tasks, work.reported.text, work.done.text) == (4, "3/4", "1/4")


def test_task_of_two_departments_is_one_task_and_two_rows() -> None:
    facts = Facts()
    shared = Assignment.objects.get(unit=facts.health).task
    justice = factories.unit(facts.province, "Sở Tư pháp", kind=Unit.Kind.DEPARTMENT)
    factories.given(shared, justice, role="lead", reports=True)

    work = facts.rows()["1.1"].work

    assert (work.tasks, work.departments, work.of_departments.text) == (4, 2, "0/2")


def test_signs_say_where_points_are_lost_and_nothing_is_done() -> None:
    rows = Facts().rows()

    assert {code: row.sign.value for code, row in rows.items()} == {
        "2.1": "lost_alone",
        "1.2": "lost_general",
        "1.1": "lost",
        "2.2": "kept",
    }
    assert list(rows) == ["2.1", "1.2", "1.1", "2.2"], "the worst first"


def test_little_reporting_is_a_sign_of_its_own() -> None:
    facts = Facts()
    Progress.objects.filter(assignment__task__plan__territory__name="Xã A").delete()

    row = facts.rows()["1.1"]

    assert (row.work.reported.text, row.sign.value) == ("1/4", "lost_idle")


def test_nobody_is_late_before_the_day() -> None:
    facts = Facts()

    assert facts.rows(facts.period.due_commune_on)["1.1"].work.late == 0
    day_after = facts.period.due_commune_on + timedelta(days=1)
    assert facts.rows(day_after)["1.1"].work.late == 1, "xã B; Sở Y tế has three days more"


def test_commune_is_late_on_the_provinces_plan_as_well_and_once() -> None:
    facts = Facts()
    below = [factories.commune(name, parent=facts.province) for name in ("Xã D", "Xã E")]
    plan = factories.plan(facts.province)
    for unit in (*map(factories.committee, below), factories.unit(below[0])):
        factories.task(plan, lead=unit, components=(facts.component("2.1"),))
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    factories.recorded(factories.reporting(plan)[1], facts.period)
    factories.submission(plan, facts.period, unit=factories.committee(below[1]))

    work = facts.rows()["2.1"].work

    desk = rollup.build(viewer=facts.viewer, period=facts.period, on=AFTER).communes
    late = {row.name for row in desk.rows if row.is_late}
    assert late == {"Xã B", "Xã C", "Xã D"}
    assert (work.communes, work.late) == (2, 1), "xã D; its UBND and its police are one commune"


def test_unit_is_late_with_the_report_that_is_late_and_not_with_its_other() -> None:
    facts = Facts()
    facts.work("Xã D", [("2.1",)], states=[], hands_in=True)
    plan = factories.plan(facts.province)
    unit = factories.committee(Territory.objects.get(name="Xã D"))
    factories.task(plan, lead=unit, components=(facts.component("1.2"),))
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    rows = facts.rows()

    assert [rows[code].work.late for code in ("2.1", "1.2")] == [0, 1]


def test_task_about_two_sub_indicators_counts_once_in_each() -> None:
    rows = Facts().rows()

    assert rows["2.2"].work.tasks == 1
    assert rows["1.1"].work.tasks == 4


def test_work_of_a_later_version_stands_beside_what_it_measures() -> None:
    facts = Facts()
    new = factories.framework(code="papi-2026", first_year=2026)
    type(facts.framework).objects.filter(pk=facts.framework.pk).update(last_year=2025)
    after, before = (one.components.get(code="2.1") for one in (new, facts.framework))
    after.follows = before
    after.save()
    facts.work("Xã D", [], states=[])
    plan = factories.plan(factories.commune("Xã E", parent=facts.province))
    factories.task(plan, components=(after,))
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    row = facts.rows()["2.1"]

    assert row.work.tasks == 1
    assert row.work.query.endswith(f"component={after.pk}")


def test_page_and_workbook_are_sorted_as_asked() -> None:
    facts = Facts()
    client = factories.signed_in(facts.viewer.user)
    address = reverse("tasks:effort", args=[facts.province.pk])
    workbook = reverse("tasks:effort-workbook", args=[facts.province.pk])

    def codes(sort: str) -> list[str]:
        body = client.get(f"{address}?sort={sort}").content.decode().split("<tbody>")[1]
        return [one[:3] for one in body.split("Thành phần ")[1:]]

    assert codes("") == codes("sign") == ["2.1", "1.2", "1.1", "2.2"]
    assert codes("change") == ["1.1", "1.2", "2.1", "2.2"]
    assert codes("-change") == ["2.2", "2.1", "1.2", "1.1"]
    assert codes("-tasks")[0] == "1.1"
    assert codes("name") == ["1.1", "1.2", "2.1", "2.2"]
    page = opened(client.get(f"{workbook}?sort=change").content)["Điểm và việc làm"]
    assert [cell.value for cell in page[4]][:12] == [
        "1.1. Thành phần 1.1", "mất điểm, đang làm", 4.5, -0.5, 4, 1, 2, 1, 4, 3, 1, 0,
    ]  # fmt: skip


def test_points_lost_where_the_question_was_asked_anew_are_no_loss_of_the_province() -> None:
    facts = Facts()
    facts.framework.components.filter(code="1.1").update(broken_years=[2024])
    client = factories.signed_in(facts.viewer.user)
    told = "cách đo đổi từ năm 2024, điểm của mọi tỉnh cùng thay đổi"

    assert facts.rows()["1.1"].sign == effort.Sign.ASKED_ANEW
    page = client.get(reverse("tasks:effort", args=[facts.province.pk])).content.decode()
    workbook = client.get(reverse("tasks:effort-workbook", args=[facts.province.pk])).content
    rows = opened(workbook)["Điểm và việc làm"].iter_rows(min_row=4, values_only=True)
    remarks = {row[0]: (row[1], row[-1]) for row in rows}
    assert f"({told})" in page
    assert remarks["1.1. Thành phần 1.1"] == ("chưa so được: cách đo đổi", told)


def test_links_open_that_many_rows() -> None:
    facts = Facts()
    client = factories.signed_in(facts.viewer.user)
    work = facts.rows()["1.1"].work
    rows = reverse("tasks:rollup-rows")

    shown = [
        client.get(rows + query).content.decode() for query in (work.query, work.departments_query)
    ]

    assert "3 nhiệm vụ, Quý IV/2026" in shown[0]
    assert "1 nhiệm vụ, Quý IV/2026" in shown[1]


def test_work_of_another_province_is_no_work_on_this_one() -> None:
    facts = Facts()
    stranger = factories.province("Tỉnh Khác")
    score(stranger, facts.component("0"), 2024, "5")
    everybody = factories.user("quan-tri")
    type(everybody).objects.filter(pk=everybody.pk).update(is_superuser=True, is_staff=True)
    everybody.refresh_from_db()
    client = factories.signed_in(everybody)

    page = client.get(reverse("tasks:effort", args=[stranger.pk])).content.decode()
    own = client.get(reverse("tasks:effort", args=[facts.province.pk])).content.decode()

    assert "Chưa có kỳ báo cáo nào" in page
    assert "Quý IV/2026" in own


def test_work_since_a_merger_stands_beside_the_points_of_before() -> None:
    facts = Facts()
    old = factories.province("Tỉnh Cũ")
    for code in ("0", "1.1"):
        for year, points in ((2023, "5"), (2024, "4")):
            score(old, facts.component(code), year, points)
    Succession.objects.create(predecessor=old, successor=facts.province, kind="whole")
    client = factories.signed_in(facts.viewer.user)

    page = client.get(reverse("tasks:effort", args=[old.pk])).content.decode()

    assert "Quý IV/2026" in page
    assert "mất điểm, đang làm" in page


@pytest.mark.parametrize("communes", [1, 12])
def test_questions_do_not_grow_with_the_communes(
    communes: int, django_assert_num_queries: Any
) -> None:
    facts = Facts()
    for number in range(communes):
        facts.work(f"Xã {number}", [("1.1",), ("2.2",)], states=["in_progress"])
    standing, viewer = facts.standing, facts.viewer

    with django_assert_num_queries(4):
        effort.build(viewer=viewer, period=facts.period, standing=standing, on=AFTER)
