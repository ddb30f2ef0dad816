"""The steps of a report's way, each taken on top of the version that the person holds."""

from collections.abc import Callable

from plans.access import Role, Viewer
from plans.models import Event
from tasks import actions
from tasks.models import Submission, SubmissionStep
from tests import factories

Step = Callable[[Submission, Viewer], Submission]


def write(report: Submission, by: Viewer, results: str = "Đã làm xong") -> Submission:
    return actions.write_narrative(
        plan=report.plan,
        unit=report.unit,
        period=report.period,
        narrative=actions.Narrative(results=results),
        version=_version(report),
        by=by,
        at=factories.NOW,
    )


def propose(report: Submission, by: Viewer) -> Submission:
    return actions.propose_report(
        plan=report.plan,
        unit=report.unit,
        period=report.period,
        version=_version(report),
        by=by,
        at=factories.NOW,
    )


def send_back(report: Submission, by: Viewer, comment: str = "Thiếu số liệu") -> Submission:
    return actions.send_back_to_officer(
        submission=report, version=report.version, comment=comment, by=by, at=factories.NOW
    )


def submit(report: Submission, by: Viewer) -> Submission:
    return actions.submit_report(
        plan=report.plan,
        unit=report.unit,
        period=report.period,
        version=_version(report),
        by=by,
        at=factories.NOW,
    )


def withdraw(report: Submission, by: Viewer) -> Submission:
    return actions.withdraw_submission(
        submission=report, version=report.version, by=by, at=factories.NOW
    )


def accept(report: Submission, by: Viewer) -> Submission:
    return actions.accept_submission(
        submission=report, version=report.version, by=by, at=factories.NOW
    )


def return_it(
    report: Submission, by: Viewer, comment: str = "Thiếu số liệu", reason: str = "no_evidence"
) -> Submission:
    return actions.return_submission(
        submission=report,
        version=report.version,
        reason=reason,
        comment=comment,
        by=by,
        at=factories.NOW,
    )


def take_back(report: Submission, by: Viewer, reason: str = "Duyệt nhầm") -> Submission:
    return actions.take_back_acceptance(
        submission=report, version=report.version, reason=reason, by=by, at=factories.NOW
    )


STEPS: dict[str, Step] = {
    "write": write,
    "propose": propose,
    "send_back": send_back,
    "submit": submit,
    "withdraw": withdraw,
    "accept": accept,
    "return": return_it,
    "take_back": take_back,
}
FROM = {
    "write": "draft",
    "propose": "draft",
    "send_back": "proposed",
    "submit": "draft",
    "withdraw": "submitted",
    "accept": "submitted",
    "return": "submitted",
    "take_back": "accepted",
}
"""A stage from which each step can be taken."""
INSIDE, SIGNING, REVIEWING = {"officer", "leader"}, {"leader"}, {"reviewer"}
MAY = {
    "write": INSIDE,
    "propose": INSIDE,
    "send_back": SIGNING,
    "submit": SIGNING,
    "withdraw": SIGNING,
    "accept": REVIEWING,
    "return": REVIEWING,
    "take_back": REVIEWING,
}
"""Who takes each step: people of the unit, its leader, or who reviews it."""
STAGES = ("none", "draft", "proposed", "submitted", "returned", "accepted")


def report(stage: str = "draft") -> Submission:
    """Return a commune's report at a stage of its way; of none, what it would be, unsaved."""
    commune = factories.commune()
    plan, period = factories.issued_plan(commune), factories.period(commune)
    if stage == "none":
        return Submission(plan=plan, unit=plan.issuer, period=period)
    made = factories.submission(plan, period, state="draft" if stage == "proposed" else stage)
    if stage == "proposed":
        return propose(made, officer(made))
    return made


def officer(report: Submission) -> Viewer:
    return factories.viewer(factories.member(report.unit, Role.OFFICER))


def leader(report: Submission) -> Viewer:
    return factories.viewer(factories.member(report.unit, Role.LEADER))


def reviewer(report: Submission) -> Viewer:
    return factories.viewer(factories.reviewer(report.period.territory))


def taker(step: str, report: Submission) -> Viewer:
    """Return somebody who may take a step."""
    people = {"officer": officer, "leader": leader, "reviewer": reviewer}
    return next(make for role, make in people.items() if role in MAY[step])(report)


def trail() -> tuple[object, ...]:
    """Return everything that a step may change."""
    return (
        tuple(Submission.objects.order_by("pk").values_list()),
        SubmissionStep.objects.count(),
        Event.objects.count(),
    )


def _version(report: Submission) -> int:
    """Return what the page held: 0 where it showed no report."""
    return report.version if report.pk else 0
