"""The steps that a page of one report offers, to whom, and what takes them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from plans.access import Viewer
from plans.models import Unit
from tasks import actions
from tasks.access import may_propose, may_review, may_submit, wrote_report
from tasks.actions.submissions import OWN_REPORT
from tasks.models import Submission
from tasks.reports.submission import Report

State = Submission.State


class Step(StrEnum):
    """What may be done with a report."""

    WRITE = "write"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    RETURN = "return"
    TAKE_BACK = "take_back"


MAY: dict[Step, Callable[[Viewer, Unit], bool]] = {
    Step.WRITE: may_propose,
    Step.PROPOSE: may_propose,
    Step.SEND_BACK: may_submit,
    Step.SUBMIT: may_submit,
    Step.WITHDRAW: may_submit,
    Step.ACCEPT: may_review,
    Step.RETURN: may_review,
    Step.TAKE_BACK: may_review,
}
WRITING: dict[Step, Callable[..., Submission]] = {
    Step.WRITE: actions.write_narrative,
    Step.PROPOSE: actions.propose_report,
    Step.SUBMIT: actions.submit_report,
}
"""Steps of a report that need not have begun; the words are kept with them."""
MOVING: dict[Step, Callable[..., Submission]] = {
    Step.SEND_BACK: actions.send_back_to_officer,
    Step.WITHDRAW: actions.withdraw_submission,
    Step.ACCEPT: actions.accept_submission,
    Step.RETURN: actions.return_submission,
    Step.TAKE_BACK: actions.take_back_acceptance,
}
REVIEWING = frozenset({Step.ACCEPT, Step.RETURN, Step.TAKE_BACK})
SAID = {
    Step.WRITE: "Đã lưu nội dung báo cáo.",
    Step.PROPOSE: "Đã chuyển lãnh đạo ký duyệt.",
    Step.SEND_BACK: "Đã trả lại cho cán bộ.",
    Step.SUBMIT: "Đã ký và nộp báo cáo.",
    Step.WITHDRAW: "Đã rút báo cáo; sửa xong thì nộp lại.",
    Step.ACCEPT: "Đã duyệt báo cáo.",
    Step.RETURN: "Đã trả lại báo cáo cho đơn vị.",
    Step.TAKE_BACK: "Đã hủy duyệt; báo cáo trở lại chờ duyệt.",
}
NOT_HANDED_IN = "Đơn vị chưa có báo cáo của kỳ này để xử lý."


def offered(report: Report, viewer: Viewer) -> tuple[frozenset[Step], str]:
    """Return the steps that the viewer may take now; and why not to accept what they wrote."""
    steps: set[Step] = set()
    if may_propose(viewer, report.unit) and not report.lock:
        steps.add(Step.WRITE)
        steps |= _inside(report, signs=may_submit(viewer, report.unit))
    elif report.state == State.SUBMITTED and not report.period_lock:
        steps |= {Step.WITHDRAW} if may_submit(viewer, report.unit) else set()
    if report.submission and may_review(viewer, report.unit):
        if report.state == State.ACCEPTED:
            steps.add(Step.TAKE_BACK)
        elif report.state == State.SUBMITTED:
            steps |= set() if report.period_lock else {Step.RETURN}
            if wrote_report(viewer, report.submission):
                return frozenset(steps), OWN_REPORT
            steps.add(Step.ACCEPT)
    return frozenset(steps), ""


def _inside(report: Report, *, signs: bool) -> set[Step]:
    """Return the steps inside the unit: its officer proposes, its leader sends back or signs."""
    proposed = report.submission is not None and report.submission.proposed_at is not None
    if not signs:
        return set() if proposed else {Step.PROPOSE}
    return {Step.SUBMIT, Step.SEND_BACK} if proposed else {Step.SUBMIT}


def take(
    step: Step,
    report: Report,
    typed: Mapping[str, Any],
    narrative: actions.Narrative | None,
    *,
    by: Viewer,
    at: datetime,
) -> Submission:
    """Take one step of a report on top of the version that was seen; the action decides."""
    done: dict[str, Any] = {"version": typed["version"], "by": by, "at": at}
    if step in WRITING:
        whose = {"plan": report.plan, "unit": report.unit, "period": report.period}
        return WRITING[step](**whose, narrative=narrative or actions.Narrative(), **done)
    if report.submission is None:
        raise actions.LockedError(NOT_HANDED_IN)
    said: dict[Step, dict[str, Any]] = {
        Step.SEND_BACK: {"comment": typed["comment"], "narrative": narrative},
        Step.RETURN: {"comment": typed["comment"], "reason": typed.get("reason", "")},
        Step.TAKE_BACK: {"reason": typed["comment"]},
    }
    return MOVING[step](submission=report.submission, **said.get(step, {}), **done)
