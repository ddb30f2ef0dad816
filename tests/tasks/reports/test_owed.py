"""What is owed: rows by dimension, last period beside, deadlines and locks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from plans.access import Role, Viewer
from plans.models import Period, Plan, Territory
from tasks import actions
from tasks.models import Assignment, Progress, Task
from tasks.reports import owed
from tasks.reports.owed_rows import Owed
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db


class Facts:
    """A commune with two quarters and a version of PAPI with two dimensions."""

    def __init__(self) -> None:
        self.framework = factories.framework()
        self.commune = factories.commune()
        self.before = factories.period(self.commune, ordinal=3)
        self.period = factories.period(self.commune, ordinal=4)
        self.officer = factories.viewer(factories.officer(self.commune))

    def issue(self, *codes: str) -> list[Assignment]:
        """Issue a plan with one task for each component; "" for a task without one."""
        plan = factories.plan(self.commune)
        for code in codes:
            components = (factories.component(self.framework, code),) if code else ()
            factories.task(plan, components=components)
        actions.issue_plan(plan=plan, by=None, at=factories.NOW)
        return factories.reporting(plan)

    def build(self, viewer: Viewer | None = None) -> Owed:
        return owed.build(
            viewer=viewer or self.officer,
            period=self.period,
            before=self.before,
            on=factories.TODAY,
        )


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_rows_stand_under_their_dimensions_in_the_order_of_the_index(facts: Facts) -> None:
    facts.issue("2.1", "", "1.2", "1.1", "2")

    found = facts.build()

    assert [(group.title, [row.label for row in group.rows]) for group in found.groups] == [
        ("1. Nội dung 1", ["3)", "4)"]),
        ("2. Nội dung 2", ["1)", "5)"]),
        ("Nhiệm vụ chưa gắn nội dung chỉ số", ["2)"]),
    ]


def test_row_about_two_dimensions_stands_once_under_the_first(facts: Facts) -> None:
    plan = factories.plan(facts.commune)
    components = tuple(factories.component(facts.framework, code) for code in ("2.1", "1.1"))
    factories.task(plan, components=components)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    found = facts.build()

    assert [(group.title, len(group.rows)) for group in found.groups] == [("1. Nội dung 1", 1)]


def test_rows_of_several_plans_stand_under_their_plan_then_under_their_dimension(
    facts: Facts,
) -> None:
    facts.issue("1.1")
    facts.issue("2.1", "1.2", "")

    found = facts.build()

    first, second = Plan.objects.order_by("pk")
    assert [(group.plan.id, group.title) for group in found.groups] == [
        (first.pk, "1. Nội dung 1"),
        (second.pk, "1. Nội dung 1"),
        (second.pk, "2. Nội dung 2"),
        (second.pk, "Nhiệm vụ chưa gắn nội dung chỉ số"),
    ]
    assert found.groups[0].plan.title == "Kế hoạch năm 2026, UBND xã Điềm He"
    assert len({group.key for group in found.groups}) == 4
    assert found.has_many_plans


def test_rows_of_one_plan_need_not_say_of_which(facts: Facts) -> None:
    facts.issue("1.1", "2.1")

    assert not facts.build().has_many_plans


def test_row_without_title_is_called_by_its_first_words(facts: Facts) -> None:
    facts.issue("1.1")
    words = "Niêm yết công khai danh sách hộ nghèo, hộ cận nghèo tại trụ sở và nhà văn hóa các thôn"
    Task.objects.update(label="-", title="", text=words)

    (row,) = facts.build().rows

    assert row.name == (
        "- Niêm yết công khai danh sách hộ nghèo, hộ cận nghèo tại trụ sở và nhà văn hóa…"
    )


def test_counts_tell_how_far_the_unit_is(facts: Facts) -> None:
    first, second, _third = facts.issue("1.1", "1.2", "2.1")
    factories.recorded(first, facts.period)
    factories.recorded(second, facts.period, difficulty="Thiếu kinh phí")

    found = facts.build()

    assert (found.total, found.reported, found.missing, found.with_difficulty) == (3, 2, 1, 1)
    assert [group.reported for group in found.groups] == [2, 0]


@pytest.mark.parametrize(
    ("at", "word"),
    [
        (factories.NOW, "10:42"),
        (factories.NOW - timedelta(days=1), "20/11/2026"),
        (datetime(2026, 11, 20, 17, 0, tzinfo=UTC), "00:00"),
    ],
)
def test_save_of_today_is_told_by_its_hour_an_older_one_by_its_day(
    facts: Facts, at: datetime, word: str
) -> None:
    (assignment,) = facts.issue("1.1")
    factories.recorded(assignment, facts.period)
    Progress.objects.update(recorded_at=at)

    assert facts.build().rows[0].saved_word == word


def test_row_shows_what_was_saved_and_by_whom(facts: Facts) -> None:
    (assignment,) = facts.issue("1.1")
    factories.recorded(assignment, facts.period, difficulty="Thiếu kinh phí")

    (row,) = facts.build().rows

    assert (row.state, row.state_word) == ("done_in_period", "đã thực hiện trong kỳ")
    assert (row.result, row.difficulty) == ("Đã tổ chức 4 hội nghị", "Thiếu kinh phí")
    assert (row.version, row.saved_at, row.saved_by) == (1, factories.NOW, "Nguyễn Văn A")


def test_row_not_saved_yet_says_so(facts: Facts) -> None:
    facts.issue("1.1")

    (row,) = facts.build().rows

    assert (row.version, row.is_reported, row.state_word) == (0, False, "chưa cập nhật")
    assert row.last is None


def test_last_period_stands_beside_and_is_not_this_one(facts: Facts) -> None:
    (assignment,) = facts.issue("1.1")
    factories.recorded(assignment, facts.before, result="Của quý trước")

    (row,) = facts.build().rows

    assert row.last
    assert (row.last.period, row.last.state) == ("Quý III/2026", "done_in_period")
    assert (row.last.state_word, row.last.result) == ("đã thực hiện trong kỳ", "Của quý trước")
    assert row.result == ""


def test_row_of_an_amended_plan_goes_on_with_what_the_old_one_reported(facts: Facts) -> None:
    (assignment,) = facts.issue("1.1")
    factories.recorded(assignment, facts.before, result="Của kế hoạch cũ")
    leader = factories.viewer(factories.leader(facts.commune))
    old = assignment.task.plan
    draft = actions.amend_plan(plan=old, by=leader, at=factories.NOW)
    Plan.objects.filter(pk=draft.pk).update(issued_on=factories.TODAY)
    actions.issue_plan(plan=draft, by=leader, at=factories.NOW)

    (row,) = facts.build().rows

    assert row.task_id != assignment.task_id
    assert row.last
    assert row.last.result == "Của kế hoạch cũ"


def test_row_derived_from_a_province_has_no_past_there(facts: Facts) -> None:
    above = factories.issued_plan(facts.period.territory)
    (reported,) = factories.reporting(above)
    factories.recorded(reported, facts.before)
    (assignment,) = facts.issue("1.1")
    Task.objects.filter(pk=assignment.task_id).update(origin=reported.task)

    (row,) = facts.build().rows

    assert row.last is None


def test_derived_row_goes_on_with_what_its_ubnd_reported_above(facts: Facts) -> None:
    framework = deriving.framework(facts.period.territory, rows=1)
    ours, theirs = facts.commune, factories.commune(parent=facts.period.territory)
    above = Assignment.objects.filter(task__plan=framework, reports=True)
    for place in (theirs, ours):
        unit = factories.committee(place)
        if not above.filter(unit=unit).exists():
            factories.given(framework.tasks.get(), unit, role="lead", reports=True)
        factories.recorded(above.get(unit__territory=place), facts.before, result=place.name)
    deriving.issued(deriving.derived(framework, ours))

    (row,) = facts.build().rows

    assert row.last
    assert row.last.result == ours.name


def test_row_of_a_commune_goes_on_with_what_another_reported_on_its_origin(facts: Facts) -> None:
    """A commune that took the place of others copies their plan: the row's story is theirs."""
    predecessor = factories.issued_plan(factories.commune(parent=facts.period.territory))
    (reported,) = factories.reporting(predecessor)
    factories.recorded(reported, facts.before, result="Của xã cũ")
    (assignment,) = facts.issue("1.1")
    Task.objects.filter(pk=assignment.task_id).update(origin=reported.task)

    (row,) = facts.build().rows

    assert row.last
    assert row.last.result == "Của xã cũ"


def test_department_has_no_past_in_what_another_one_reported(facts: Facts) -> None:
    province = facts.period.territory
    justice, health = (
        factories.unit(province, name, kind="department") for name in ("Sở Tư pháp", "Sở Y tế")
    )
    rows = []
    for lead in (justice, health):
        plan = factories.plan(province)
        factories.task(plan, lead=lead)
        actions.issue_plan(plan=plan, by=None, at=factories.NOW)
        rows += factories.reporting(plan)
    old, new = rows
    factories.recorded(old, facts.before, result="Của Sở Tư pháp")
    Task.objects.filter(pk=new.task_id).update(origin=old.task)

    (row,) = facts.build(factories.viewer(factories.member(health, Role.OFFICER))).rows

    assert row.task_id == new.task_id
    assert row.last is None


def test_task_is_overdue_only_by_its_own_end_date(facts: Facts) -> None:
    plan = factories.plan(facts.commune)
    for ends_on in (None, date(2026, 11, 20), date(2026, 11, 22)):
        factories.task(plan, ends_on=ends_on)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert [row.due.text for row in facts.build().rows] == [
        "không hạn",
        "quá hạn 1 ngày",
        "sắp đến hạn (còn 1 ngày)",
    ]


def test_due_day_is_that_of_the_level(facts: Facts) -> None:
    facts.issue("1.1")
    assert facts.build().due_on == date(2026, 12, 17)

    province = facts.period.territory
    factories.issued_plan(province)
    found = facts.build(factories.viewer(factories.officer(province)))
    assert (found.due_on, found.due.text) == (date(2026, 12, 20), "trong hạn (còn 29 ngày)")


@pytest.mark.parametrize(
    ("state", "lock"),
    [
        ("", ""),
        ("draft", ""),
        ("returned", ""),
        (
            "submitted",
            (
                "Báo cáo kỳ này chờ duyệt. Nếu cần sửa, lãnh đạo đơn vị rút báo cáo, hoặc đề nghị"
                " cấp trên trả lại báo cáo."
            ),
        ),
        ("accepted", "Báo cáo kỳ này đã duyệt. Nếu cần sửa, đề nghị cấp trên trả lại báo cáo."),
    ],
)
def test_report_locks_all_rows_of_its_plan(facts: Facts, state: str, lock: str) -> None:
    police = factories.unit(facts.commune)
    plan = factories.plan(facts.commune)
    factories.task(plan)
    factories.task(plan, lead=police)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    if state:
        factories.submission(plan, facts.period, state=state)

    found = facts.build()

    assert [row.lock for row in found.rows] == [lock, lock]
    assert found.lock == lock


def test_report_of_one_plan_leaves_the_other_open(facts: Facts) -> None:
    facts.issue("1.1")
    (assignment,) = facts.issue("2.1")
    factories.submission(assignment.task.plan, facts.period)

    found = facts.build()

    assert [bool(row.lock) for row in found.rows] == [False, True]
    assert found.lock == ""


def test_closed_period_locks_with_its_reason(facts: Facts) -> None:
    facts.issue("1.1")
    Period.objects.filter(pk=facts.period.pk).update(
        state="closed", closed_at=factories.NOW, closed_by=factories.user()
    )
    facts.period.refresh_from_db()

    assert facts.build().lock == (
        "Kỳ Quý IV/2026 đã khóa. Nếu cần sửa, đề nghị Sở Nội vụ gia hạn cho đơn vị."
    )


def test_departments_of_a_province_are_locked_one_by_one(facts: Facts) -> None:
    province: Territory = facts.period.territory
    health, justice = (factories.unit(province, name) for name in ("Sở Y tế", "Sở Tư pháp"))
    plan = factories.plan(province)
    factories.task(plan, lead=health)
    factories.task(plan, lead=justice)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    actions.submit_report(
        plan=plan,
        unit=health,
        period=facts.period,
        version=0,
        by=factories.viewer(factories.member(health, Role.LEADER)),
        at=factories.NOW,
    )

    found = facts.build(factories.viewer(factories.officer(province)))

    assert {row.unit: bool(row.lock) for row in found.rows} == {
        "Sở Y tế": True,
        "Sở Tư pháp": False,
    }


def test_who_owes_nothing_gets_an_empty_value(facts: Facts) -> None:
    facts.issue("1.1")
    stranger = factories.viewer(factories.officer(factories.commune()))

    found = facts.build(stranger)

    assert (found.total, found.groups, found.lock) == (0, (), "")
