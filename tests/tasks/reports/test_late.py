"""Who has not reported, whom to call, and what is said to them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import actions as plan_actions
from plans.models import Membership, Territory, User
from tasks import actions
from tasks.models import Submission
from tasks.reports import late
from tasks.reports.late import Late
from tests import factories
from tests.tasks.awaiting import DUE, Facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def build(facts: Facts, on: date = factories.TODAY, *, person: User | None = None) -> Late:
    viewer = factories.viewer(person or facts.reviewer, on)
    return late.build(viewer=viewer, period=facts.period, on=on)


def neighbour(facts: Facts, name: str = "Xã Hai", *, tasks: int = 2) -> Territory:
    commune = factories.commune(name, parent=facts.province)
    factories.issued_plan(commune, tasks=tasks)
    return commune


def test_unit_is_named_with_what_is_missing_and_its_day(facts: Facts) -> None:
    facts.record(1)

    (row,) = build(facts).rows

    assert (row.unit, row.missing, row.total) == (facts.unit, 1, 2)
    assert (row.state_word, row.due_on, row.is_extended) == ("chưa nộp", DUE, False)


def test_handed_in_is_not_named_and_returned_is(facts: Facts) -> None:
    submission = facts.submission()
    assert build(facts).rows == ()

    actions.return_submission(
        submission=submission,
        version=submission.version,
        reason="other",
        comment="Thiếu",
        by=factories.viewer(facts.reviewer),
        at=factories.NOW,
    )

    (row,) = build(facts).rows
    assert row.state_word == "bị trả lại, chưa nộp lại"
    assert "báo cáo Quý IV/2026 của đơn vị bị trả lại và chưa được nộp lại" in row.text


def test_accepted_report_is_not_named(facts: Facts) -> None:
    facts.submission(Submission.State.ACCEPTED)

    assert build(facts).rows == ()


def test_report_before_its_leader_says_so(facts: Facts) -> None:
    facts.record()
    facts.propose()

    (row,) = build(facts).rows

    assert row.state_word == "đã trình lãnh đạo, chưa nộp"
    assert "đã cập nhật đủ 2 nhiệm vụ" in row.text


@pytest.mark.parametrize(
    ("days", "overdue", "words"),
    [
        (-3, 0, "sắp đến hạn (còn 3 ngày)"),
        (0, 0, "đến hạn hôm nay"),
        (1, 1, "quá hạn 1 ngày"),
    ],
)
def test_words_are_ready_to_be_sent(facts: Facts, days: int, overdue: int, words: str) -> None:
    found = build(facts, DUE + timedelta(days=days))

    assert found.overdue == overdue
    assert found.rows[0].text == (
        "Kính gửi UBND xã Điềm He: báo cáo Quý IV/2026 của đơn vị chưa được nộp, còn 2/2 nhiệm vụ"
        f" chưa cập nhật. Hạn nộp: ngày 17 tháng 12 năm 2026, {words}. Đề nghị đơn vị sớm cập nhật"
        " và nộp báo cáo trên Cổng theo dõi PAPI."
    )
    assert found.text == (
        "Kính gửi các đơn vị: 1 đơn vị chưa nộp báo cáo Quý IV/2026. Đề nghị các đơn vị có tên"
        " dưới đây sớm cập nhật và nộp báo cáo trên Cổng theo dõi PAPI:\n"
        "- UBND xã Điềm He: còn 2/2 nhiệm vụ chưa cập nhật, hạn ngày 17 tháng 12 năm 2026,"
        f" {words}\n"
    )


def test_late_come_first_then_who_recorded_the_least(facts: Facts) -> None:
    facts.record(1)
    neighbour(facts)
    extended = neighbour(facts, "Xã Ba")
    plan_actions.extend_period(
        period=facts.period,
        units=[factories.committee(extended)],
        due_on=DUE + timedelta(days=2),
        reason="Mưa lũ",
        by=factories.viewer(facts.reviewer),
        at=factories.NOW,
    )

    found = build(facts, DUE + timedelta(days=1))

    assert [row.unit.name for row in found.rows] == [
        "UBND xã Hai",
        "UBND xã Điềm He",
        "UBND xã Ba",
    ]
    assert [row.due.kind for row in found.rows] == ["late", "late", "soon"]
    assert "ngày 19 tháng 12 năm 2026 (đã gia hạn), sắp đến hạn (còn 1 ngày)" in found.rows[2].text


def test_leaders_are_called_with_title_and_number(facts: Facts) -> None:
    User.objects.filter(pk=facts.leader.pk).update(phone="0912345678", full_name="Hoàng Văn Sơn")
    Membership.objects.filter(user=facts.leader).update(title="Chủ tịch")

    ((contact,),) = [row.contacts for row in build(facts).rows]

    assert (contact.name, contact.title) == ("Hoàng Văn Sơn", "Chủ tịch")
    assert (contact.phone, contact.dialled) == ("0912 345 678", "0912345678")


def test_without_a_leader_the_officers_are_called(facts: Facts) -> None:
    Membership.objects.filter(user=facts.leader).update(valid_to=date(2026, 11, 20))
    User.objects.filter(pk=facts.officer.pk).update(full_name="Nguyễn Thị Minh", phone="+84 912")

    ((contact,),) = [row.contacts for row in build(facts).rows]

    assert (contact.name, contact.phone) == ("Nguyễn Thị Minh", "+84 912")


def test_who_is_switched_off_is_not_called(facts: Facts) -> None:
    User.objects.filter(pk__in=[facts.leader.pk, facts.officer.pk]).update(is_active=False)

    assert [row.contacts for row in build(facts).rows] == [()]


def test_rows_of_two_plans_are_added_up(facts: Facts) -> None:
    factories.issued_plan(facts.commune, tasks=3)

    assert [(row.missing, row.total) for row in build(facts).rows] == [(5, 5)]


def test_department_reports_for_itself_and_by_the_provinces_day(facts: Facts) -> None:
    facts.submission()
    health = factories.unit(facts.province, "Sở Y tế", kind="department")
    plan = factories.plan(facts.province)
    factories.task(plan, lead=health)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    (row,) = build(facts).rows

    assert (row.unit, row.due_on) == (health, date(2026, 12, 20))


def test_reviewer_reminds_nobody_of_another_province(facts: Facts) -> None:
    stranger = factories.reviewer(factories.province("Tỉnh Cao Bằng"))

    assert build(facts, person=stranger).rows == ()
    assert build(facts, person=facts.officer).rows == ()


def test_number_of_queries_is_the_same_for_3_and_for_60_communes(facts: Facts) -> None:
    for number in range(2):
        neighbour(facts, f"Xã {number}", tasks=1)
    with CaptureQueriesContext(connection) as few:
        assert len(build(facts).rows) == 3
    for number in range(2, 59):
        neighbour(facts, f"Xã {number}", tasks=1)
    viewer = factories.viewer(facts.reviewer)
    with CaptureQueriesContext(connection) as many:
        found = late.build(viewer=viewer, period=facts.period, on=factories.TODAY)

    assert len(found.rows) == 60
    assert len(many) + 1 == len(few)  # the viewer costs one
    assert len(many) == 6
