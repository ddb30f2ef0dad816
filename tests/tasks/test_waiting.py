"""What waits for whom on which day, and the page that says it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import actions as plan_actions
from plans.access import Role
from plans.models import Period
from tasks import actions
from tasks.models import Finding, Submission
from tasks.waiting import Kind
from tests import factories
from tests.tasks import awaiting
from tests.tasks.awaiting import DUE, Facts, items, sentences

pytestmark = pytest.mark.django_db
REPORT = "Quý IV/2026, Kế hoạch năm 2026, UBND xã Điềm He"


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def whole(facts: Facts) -> str:
    """Return the address of the commune's report."""
    assert len({facts.plan.pk, facts.unit.pk}) == 2
    return f"/reports/{facts.plan.pk}/{facts.unit.pk}/{facts.period.pk}/"


def test_rows_not_recorded_wait_for_the_officer(facts: Facts) -> None:
    facts.record(1)

    (item,) = items(facts.officer)

    assert item.sentence == f"Báo cáo {REPORT}: còn 1/2 nhiệm vụ chưa cập nhật"
    assert (item.kind, item.due_on) == (Kind.RECORD, DUE)
    assert item.url == f"/?period={facts.period.pk}"


@pytest.mark.parametrize(
    ("days", "kind", "words"),
    [
        (-4, "in_time", "trong hạn (còn 4 ngày)"),
        (-3, "soon", "sắp đến hạn (còn 3 ngày)"),
        (0, "soon", "đến hạn hôm nay"),
        (1, "late", "quá hạn 1 ngày"),
    ],
)
def test_due_day_is_said_in_words(facts: Facts, days: int, kind: str, words: str) -> None:
    (item,) = items(facts.officer, DUE + timedelta(days=days))

    assert (item.due.kind, item.due.text) == (kind, words)


def test_report_with_all_rows_waits_to_be_handed_in(facts: Facts) -> None:
    facts.record()

    (item,) = items(facts.officer)

    assert (item.kind, item.url) == (Kind.HAND_IN, whole(facts))
    assert item.sentence == f"Báo cáo {REPORT}: đã cập nhật đủ 2 nhiệm vụ, chưa nộp"


def test_proposed_report_waits_for_the_leader_alone(facts: Facts) -> None:
    facts.record(1)
    facts.propose()

    (item,) = items(facts.leader)

    assert item.kind == Kind.SIGN
    assert item.sentence == f"Ký, nộp báo cáo {REPORT}; còn 1/2 nhiệm vụ chưa cập nhật"
    assert item.url == whole(facts)
    assert items(facts.officer) == []


def test_complete_report_is_signed_without_a_remark(facts: Facts) -> None:
    facts.record()
    facts.propose()

    assert sentences(facts.leader) == [f"Ký, nộp báo cáo {REPORT}"]


def test_leader_sends_back_with_a_word(facts: Facts) -> None:
    facts.record()
    facts.send_back("Bổ sung số liệu\nhội nghị")

    (item,) = items(facts.officer)

    assert item.kind == Kind.MEND
    assert item.sentence.endswith("được lãnh đạo trả lại để hoàn thiện: Bổ sung số liệu hội nghị")
    assert [item.kind for item in items(facts.leader)] == [Kind.HAND_IN]


def test_returned_report_waits_with_the_comment(facts: Facts) -> None:
    facts.record(1)
    facts.submission(Submission.State.RETURNED)

    mend, record = items(facts.officer)

    assert mend.sentence == f"Báo cáo {REPORT} bị trả lại: Thiếu minh chứng"
    assert record.kind == Kind.RECORD


@pytest.mark.parametrize("state", [Submission.State.SUBMITTED, Submission.State.ACCEPTED])
def test_report_that_is_handed_in_waits_for_nobody_at_the_unit(facts: Facts, state: str) -> None:
    facts.submission(state)

    assert items(facts.officer) == items(facts.leader) == []


@pytest.mark.parametrize("state", [Period.State.PLANNED, Period.State.CLOSED])
def test_period_that_is_not_open_asks_for_nothing(state: str) -> None:
    commune = factories.commune()
    factories.period(commune, state=state)
    factories.issued_plan(commune)

    assert items(factories.officer(commune)) == []


def test_period_that_begins_later_asks_for_nothing_yet(facts: Facts) -> None:
    assert items(facts.officer, facts.period.data_from - timedelta(days=1)) == []
    assert items(facts.officer, facts.period.data_from) != []


def extended(facts: Facts, due_on: date) -> None:
    plan_actions.extend_period(
        period=facts.period,
        units=[facts.unit],
        due_on=due_on,
        reason="Mưa lũ",
        by=factories.viewer(facts.reviewer),
        at=factories.NOW,
    )


def test_more_time_is_the_day_that_counts_until_it_is_over(facts: Facts) -> None:
    later = DUE + timedelta(days=5)
    extended(facts, later)
    keeper = factories.viewer(facts.reviewer)
    plan_actions.close_period(period=facts.period, by=keeper, at=factories.NOW)

    assert [item.due_on for item in items(facts.officer, later)] == [later]
    assert items(facts.officer, later + timedelta(days=1)) == []


def test_colleague_of_another_unit_has_their_own_rows(facts: Facts) -> None:
    police = awaiting.police(facts)
    plan = factories.plan(facts.commune)
    factories.task(plan, lead=police.memberships.get().unit)
    factories.task(plan)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert [one.rpartition(": ")[2] for one in sentences(police)] == [
        "còn 1/1 nhiệm vụ chưa cập nhật"
    ]

    first, _ = factories.reporting(plan)
    factories.recorded(first, facts.period, by=police)
    assert items(police) == []


def test_reports_in_review_wait_for_the_reviewer(facts: Facts) -> None:
    facts.submission()
    other = factories.issued_plan(factories.commune("Xã Hai", parent=facts.province))
    factories.submission(other, facts.period)

    (item,) = items(facts.reviewer)

    assert (item.kind, item.sentence) == (Kind.REVIEW, "2 báo cáo Quý IV/2026 chờ duyệt")
    assert item.due_on == date(2026, 12, 20)
    assert item.url == f"/reports/queue/?period={facts.period.pk}"


def test_report_of_the_reviewers_own_unit_is_not_theirs_to_review(facts: Facts) -> None:
    own = facts.reviewer.memberships.get().unit
    plan = factories.plan(facts.province)
    factories.task(plan, lead=own)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    leader = factories.viewer(factories.member(own, Role.LEADER))
    actions.submit_report(
        plan=plan, unit=own, period=facts.period, version=0, by=leader, at=factories.NOW
    )

    assert items(facts.reviewer) == []


def test_units_that_are_late_wait_to_be_reminded_the_day_after(facts: Facts) -> None:
    assert items(facts.reviewer, DUE) == []

    (item,) = items(facts.reviewer, DUE + timedelta(days=1))

    assert item.sentence == "1 đơn vị quá hạn nộp báo cáo Quý IV/2026: xem và nhắc"
    assert item.url == f"/reports/remind/?period={facts.period.pk}"


def test_late_unit_with_more_time_is_not_chased(facts: Facts) -> None:
    extended(facts, DUE + timedelta(days=5))

    assert items(facts.reviewer, DUE + timedelta(days=5)) == []
    assert len(items(facts.reviewer, DUE + timedelta(days=6))) == 1


def found(facts: Facts, state: str = Finding.State.OPEN) -> Finding:
    answered = state == Finding.State.ANSWERED
    return Finding.objects.create(
        unit=facts.unit,
        text="Chưa niêm yết",
        found_on=date(2026, 11, 1),
        due_on=date(2026, 11, 30),
        state=state,
        proof="Đã niêm yết" if answered else "",
        answered_at=factories.NOW if answered else None,
        answered_by=facts.officer if answered else None,
    )


def test_finding_waits_for_the_unit_and_comes_before_what_is_due_later(facts: Facts) -> None:
    finding = found(facts)

    first, second = items(facts.officer)

    assert first.sentence == "Khắc phục kết luận kiểm tra, UBND xã Điềm He: Chưa niêm yết"
    assert (first.due_on, first.url) == (date(2026, 11, 30), finding.get_absolute_url())
    assert second.kind == Kind.RECORD
    assert items(facts.reviewer) == []


def test_answered_finding_waits_for_the_second_look(facts: Facts) -> None:
    found(facts, Finding.State.ANSWERED)

    assert [item.kind for item in items(facts.reviewer)] == [Kind.CHECK]
    assert [item.kind for item in items(facts.officer)] == [Kind.RECORD]


def test_draft_waits_for_who_issues_it(facts: Facts) -> None:
    draft = factories.plan(facts.commune)

    assert f"Ban hành dự thảo {draft}, UBND xã Điềm He" in sentences(facts.leader)
    assert Kind.ISSUE not in {item.kind for item in items(facts.officer)}


def test_many_drafts_are_counted(facts: Facts) -> None:
    for _ in range(4):
        factories.plan(facts.commune)

    assert sentences(facts.leader)[-1] == "4 dự thảo kế hoạch chờ ban hành"


def test_person_without_a_post_has_nothing_to_do(facts: Facts) -> None:
    assert items(factories.user()) == []


def test_page_leads_to_each_thing(facts: Facts) -> None:
    page = factories.signed_in(facts.officer).get("/waiting/").content.decode()

    assert "Việc chờ tôi (1)" in page
    assert f'<a href="/?period={facts.period.pk}">Báo cáo {REPORT}: còn 2/2' in page
    assert "17/12/2026" in page


def test_page_without_anything_says_so(facts: Facts) -> None:
    facts.submission()
    page = factories.signed_in(facts.officer).get("/waiting/").content.decode()

    assert "Không có việc nào đang chờ" in page


@pytest.mark.parametrize("who", ["officer", "leader", "reviewer"])
def test_number_of_queries_does_not_grow(facts: Facts, who: str) -> None:
    on = DUE + timedelta(days=1)
    factories.period(facts.province, ordinal=3)
    factories.plan(facts.commune)
    facts.submission(Submission.State.RETURNED)
    with CaptureQueriesContext(connection) as few:
        items(getattr(facts, who), on)
    for number in range(5):
        commune = factories.commune(f"Xã {number}", parent=facts.province)
        factories.issued_plan(commune, tasks=2)
        factories.plan(facts.commune)
    with CaptureQueriesContext(connection) as many:
        items(getattr(facts, who), on)

    assert len(many) == len(few)
    assert len(few) <= {"officer": 11, "leader": 12, "reviewer": 13}[who]
