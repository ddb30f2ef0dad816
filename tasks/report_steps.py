"""The steps that a page of one report offers, to whom, and what takes them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from papi_portal.wording import said
from plans.access import Viewer
from tasks import actions
from tasks.access import may_submit, wrote_report
from tasks.actions.submissions import OWN_REPORT
from tasks.models import Submission
from tasks.reports.submission import Report
from tasks.steps import STEPS, Step

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
SAID = {
    Step.WRITE: said("Đã lưu nội dung báo cáo."),
    Step.PROPOSE: said("Đã chuyển lãnh đạo ký duyệt."),
    Step.SEND_BACK: said("Đã trả lại cho cán bộ."),
    Step.SUBMIT: said("Đã ký và nộp báo cáo."),
    Step.WITHDRAW: said("Đã rút báo cáo; sửa xong thì nộp lại."),
    Step.ACCEPT: said("Đã duyệt báo cáo."),
    Step.RETURN: said("Đã trả lại báo cáo cho đơn vị."),
    Step.TAKE_BACK: said("Đã hủy duyệt; báo cáo trở lại chờ duyệt."),
}
NOT_HANDED_IN = said("Đơn vị chưa có báo cáo của kỳ này để xử lý.")


def offered(report: Report, viewer: Viewer) -> tuple[frozenset[Step], str]:
    """Return the steps that the viewer may take now; and why not to accept what they wrote."""
    is_proposed = report.submission is not None and report.submission.proposed_at is not None
    steps = {
        step
        for step, rule in STEPS.items()
        if report.state in rule.since
        and rule.needs_proposed in (None, is_proposed)
        and not (rule.needs_time and report.period_lock)
        and rule.may(viewer, report.unit)
    }
    # The officer proposes, the leader signs at once.
    if may_submit(viewer, report.unit):
        steps.discard(Step.PROPOSE)
    of_others = {step for step in steps if STEPS[step].is_others}
    if of_others and report.submission and wrote_report(viewer, report.submission):
        return frozenset(steps - of_others), OWN_REPORT
    return frozenset(steps), ""


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
