"""The way of a report: what each step needs, keeps and clears."""

import pytest

from plans.access import Role, Viewer
from plans.models import Period, Plan
from tasks import actions
from tasks.actions import LockedError
from tasks.models import Submission, SubmissionStep
from tests import factories
from tests.tasks.stepping import (
    accept,
    leader,
    officer,
    propose,
    report,
    return_it,
    reviewer,
    send_back,
    submit,
    take_back,
    trail,
    withdraw,
    write,
)

pytestmark = pytest.mark.django_db


def test_first_report_of_a_period_is_made_when_it_is_handed_in() -> None:
    commune = factories.commune()
    plan, period = factories.issued_plan(commune), factories.period(commune)
    chairman = factories.viewer(factories.member(plan.issuer, Role.LEADER))

    made = actions.submit_report(
        plan=plan, unit=plan.issuer, period=period, version=0, by=chairman, at=factories.NOW
    )

    assert (made.state, made.submitted_by, made.submitted_at) == (
        "submitted",
        chairman.user,
        factories.NOW,
    )


@pytest.mark.parametrize(
    ("state", "reason"),
    [("planned", "Quý IV/2026 chưa mở"), ("closed", "Quý IV/2026 đã khóa")],
)
def test_report_is_handed_in_only_while_the_period_is_open(state: str, reason: str) -> None:
    commune = factories.commune()
    plan = factories.issued_plan(commune)
    period: Period = factories.period(commune, state=state)
    chairman = factories.viewer(factories.member(plan.issuer, Role.LEADER))

    with pytest.raises(LockedError, match=reason):
        actions.submit_report(
            plan=plan, unit=plan.issuer, period=period, version=0, by=chairman, at=factories.NOW
        )

    assert not Submission.objects.exists()


@pytest.mark.parametrize("words", ["", "  \n "])
def test_return_and_taking_back_need_words(words: str) -> None:
    submitted, accepted = report("submitted"), report("accepted")

    with pytest.raises(LockedError, match="Trả lại phải kèm ý kiến"):
        return_it(submitted, reviewer(submitted), words)
    with pytest.raises(LockedError, match="Hủy duyệt phải kèm lý do"):
        take_back(accepted, reviewer(accepted), words)


def test_comment_of_a_return_goes_when_the_report_comes_again() -> None:
    handed_in = report("submitted")
    made = return_it(handed_in, reviewer(handed_in))
    assert (made.comment, made.reviewed_at) == ("Thiếu số liệu", factories.NOW)

    assert submit(made, leader(made)).comment == ""


def test_taken_back_report_has_no_reviewer() -> None:
    accepted = report("accepted")
    made = take_back(accepted, reviewer(accepted))

    assert (made.reviewed_by, made.reviewed_at) == (None, None)


def test_step_on_a_page_that_has_grown_old_is_refused() -> None:
    made = report("submitted")
    stale = Submission.objects.get(pk=made.pk)
    submit(withdraw(made, leader(made)), leader(made))

    with pytest.raises(LockedError, match="vừa được người khác xử lý"):
        accept(stale, reviewer(stale))


@pytest.mark.parametrize("words", ["", "  \n "])
def test_leader_sends_back_with_words(words: str) -> None:
    proposed = report("proposed")

    with pytest.raises(LockedError, match="Trả lại cho cán bộ phải kèm ý kiến"):
        send_back(proposed, leader(proposed), words)


@pytest.mark.parametrize("reason", ["", "nonsense", "thiếu minh chứng"])
def test_return_needs_a_reason_of_the_list(reason: str) -> None:
    submitted = report("submitted")
    before = trail()

    with pytest.raises(LockedError, match="Chọn lý do trả lại trong danh sách"):
        return_it(submitted, reviewer(submitted), reason=reason)

    assert trail() == before


def test_proposal_names_its_proposer_until_it_is_sent_back() -> None:
    draft = report("draft")
    by = officer(draft)

    proposed = propose(draft, by)
    assert (proposed.proposed_by, proposed.proposed_at) == (by.user, factories.NOW)

    back = send_back(proposed, leader(draft))
    assert (back.proposed_by, back.proposed_at) == (None, None)
    assert (back.state, back.leader_comment, back.comment) == ("draft", "Thiếu số liệu", "")


def test_report_comes_back_unproposed() -> None:
    withdrawn = report("proposed")
    withdrawn = withdraw(submit(withdrawn, leader(withdrawn)), leader(withdrawn))
    returned = report("proposed")
    returned = return_it(submit(returned, leader(returned)), reviewer(returned))

    assert (withdrawn.proposed_by, returned.proposed_by) == (None, None)


def test_each_step_is_kept_with_its_version_and_its_reason() -> None:
    made = report("draft")
    made = submit(write(made, officer(made)), leader(made))
    made = submit(return_it(made, reviewer(made), reason="wrong_figures"), leader(made))
    accept(made, reviewer(made))

    kept = SubmissionStep.objects.order_by("version")
    assert list(kept.values_list("version", "state", "reason", "comment")) == [
        (3, "submitted", "", ""),
        (4, "returned", "wrong_figures", "Thiếu số liệu"),
        (5, "submitted", "", ""),
        (6, "accepted", "", ""),
    ]


# Whose report of what


def refused(plan: Plan, period: Period, by: Viewer) -> str:
    before = trail()
    with pytest.raises(LockedError) as told:
        actions.submit_report(
            plan=plan,
            unit=by.user.memberships.get().unit,
            period=period,
            version=0,
            by=by,
            at=factories.NOW,
        )
    assert trail() == before
    return str(told.value)


def test_unit_hands_in_no_report_on_a_plan_of_others() -> None:
    commune, neighbour = factories.commune(), factories.commune()
    plan, period = factories.issued_plan(commune), factories.period(commune)
    stranger = factories.viewer(factories.leader(neighbour))
    police = factories.viewer(factories.member(factories.unit(commune), Role.LEADER))

    for by in (stranger, police):
        assert "không có nhiệm vụ của kế hoạch này phải báo cáo trong" in refused(plan, period, by)


def test_report_is_handed_in_only_for_a_period_the_plan_reports_in() -> None:
    commune = factories.commune()
    plan = factories.issued_plan(commune, year=2025)
    elsewhere = factories.period(factories.commune())
    chairman = factories.viewer(factories.leader(commune))

    assert "Quý IV/2026" in refused(plan, factories.period(commune), chairman)
    assert "Quý IV/2026" in refused(factories.issued_plan(commune), elsewhere, chairman)


def test_department_reports_on_its_own_rows_of_the_provinces_plan() -> None:
    province = factories.province()
    health, justice = (factories.unit(province, name) for name in ("Sở Y tế", "Sở Tư pháp"))
    plan = factories.plan(province)
    factories.task(plan, lead=health)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    period = factories.period(province)
    chief = factories.viewer(factories.member(health, Role.LEADER))

    made = submit(Submission(plan=plan, unit=health, period=period), chief)

    assert (made.unit, made.state) == (health, "submitted")
    idle = factories.viewer(factories.member(justice, Role.LEADER))
    assert refused(plan, period, idle).startswith("Sở Tư pháp không có nhiệm vụ")
