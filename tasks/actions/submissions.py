"""Move a report: propose, submit, withdraw, accept, return, take back.

Each step is taken on top of the version the person saw, wins once or not at all, and is kept; sent
twice by one person, it gives what stands. A report that none has begun yet is seen as version 0.
"""

from collections.abc import Set
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from plans.access import Viewer
from plans.actions import hold_period, leave_event
from plans.models import Event, Period, Plan, Unit
from tasks.access import may_propose, may_review, may_submit, wrote_report
from tasks.actions.hand_in import left_blank, refuse_unproved
from tasks.actions.locks import refuse_locked
from tasks.actions.refusals import ConflictError, LockedError
from tasks.models import EDITABLE_STATES, Assignment, Submission
from tasks.models.submissions import ReturnReason, SubmissionState

State = SubmissionState
OWN_REPORT = "Không ai được duyệt báo cáo do chính mình viết, trình hoặc nộp."


@dataclass(frozen=True, slots=True)
class Narrative:
    """The words of a report, beside its rows."""

    results: str = ""
    limits: str = ""
    next_period: str = ""
    proposals: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A report and the version of it that the person saw."""

    submission: Submission
    version: int


@transaction.atomic
def write_narrative(
    *,
    plan: Plan,
    unit: Unit,
    period: Period,
    narrative: Narrative,
    version: int,
    by: Viewer,
    at: datetime,
) -> Submission:
    """Keep the words of a report on top of the version the person saw.

    Raises PermissionDenied, LockedError, and ConflictError when somebody wrote meanwhile.
    """
    if not may_propose(by, unit):
        raise PermissionDenied
    submission = _begun(plan, unit, period, alone=False)
    refuse_locked(submission.period, unit, submission.state, at=at)
    if narrative == narrative_of(submission):
        return submission
    seen = Submission.objects.filter(pk=submission.pk, version=version or 1)
    if not seen.update(**asdict(narrative), version=F("version") + 1):
        raise ConflictError(submission)
    _leave_words(submission, narrative, by, at)
    return _as_it_stands(submission)


@transaction.atomic
def propose_report(
    *,
    plan: Plan,
    unit: Unit,
    period: Period,
    version: int,
    by: Viewer,
    at: datetime,
    narrative: Narrative | None = None,
) -> Submission:
    """Hand a report to the leader for signing, with its words as typed on the same page."""
    if not may_propose(by, unit):
        raise PermissionDenied
    submission = _begun(plan, unit, period, alone=False)
    if _is_taken_again(submission, "propose", version, by):
        return submission
    refuse_locked(submission.period, unit, submission.state, at=at)
    if submission.proposed_at:
        msg = f"Báo cáo {submission.period.name} đã được trình lãnh đạo."
        raise LockedError(msg)
    return _move(
        Seen(submission, version),
        "propose",
        State(submission.state),
        since=EDITABLE_STATES,
        by=by,
        at=at,
        sentence=f"trình lãnh đạo báo cáo {submission.period.name}",
        narrative=narrative,
        proposed_at=at,
        proposed_by=by.user,
    )


@transaction.atomic
def send_back_to_officer(
    *,
    submission: Submission,
    version: int,
    comment: str,
    by: Viewer,
    at: datetime,
    narrative: Narrative | None = None,
) -> Submission:
    """Give a proposed report back inside the unit, with what is to be mended."""
    if not may_submit(by, submission.unit):
        raise PermissionDenied
    if not comment.strip():
        msg = "Trả lại cho cán bộ phải kèm ý kiến."
        raise LockedError(msg)
    submission = _held(submission)
    if _is_taken_again(submission, "send_back", version, by):
        return submission
    if submission.proposed_at is None:
        msg = "Báo cáo chưa được trình nên không thể trả lại cho cán bộ."
        raise LockedError(msg)
    return _move(
        Seen(submission, version),
        "send_back",
        State(submission.state),
        since=EDITABLE_STATES,
        by=by,
        at=at,
        sentence=f"trả lại cho cán bộ báo cáo {submission.period.name}: {comment}",
        narrative=narrative,
        leader_comment=comment,
        proposed_at=None,
        proposed_by=None,
    )


@transaction.atomic
def submit_report(
    *,
    plan: Plan,
    unit: Unit,
    period: Period,
    version: int,
    by: Viewer,
    at: datetime,
    narrative: Narrative | None = None,
) -> Submission:
    """Send a unit's report for a period to the level above, with its words as signed."""
    if not may_submit(by, unit):
        raise PermissionDenied
    # Alone, so that no save slips in between the leader's signature and the lock it brings.
    submission = _begun(plan, unit, period, alone=True)
    if _is_taken_again(submission, "submit", version, by):
        return submission
    refuse_locked(submission.period, unit, submission.state, at=at)
    refuse_unproved(plan, unit, submission.period)
    return _move(
        Seen(submission, version),
        "submit",
        State.SUBMITTED,
        since=EDITABLE_STATES,
        by=by,
        at=at,
        sentence=f"nộp báo cáo {submission.period.name}{left_blank(plan, unit, period)}",
        narrative=narrative,
        submitted_at=at,
        submitted_by=by.user,
        reviewed_at=None,
        reviewed_by=None,
        comment="",
        leader_comment="",
    )


@transaction.atomic
def withdraw_submission(
    *, submission: Submission, version: int, by: Viewer, at: datetime
) -> Submission:
    """Take a report back before it is reviewed."""
    if not may_submit(by, submission.unit):
        raise PermissionDenied
    submission = _held(submission)
    refuse_locked(submission.period, submission.unit, None, at=at)
    return _move(
        Seen(submission, version),
        "withdraw",
        State.DRAFT,
        since={State.SUBMITTED},
        by=by,
        at=at,
        sentence=f"rút báo cáo {submission.period.name}",
        proposed_at=None,
        proposed_by=None,
    )


@transaction.atomic
def accept_submission(
    *, submission: Submission, version: int, by: Viewer, at: datetime
) -> Submission:
    """Accept a submitted report; nobody accepts what they wrote, proposed or submitted."""
    if not may_review(by, submission.unit):
        raise PermissionDenied
    submission = _held(submission)
    if wrote_report(by, submission):
        raise PermissionDenied(OWN_REPORT)
    return _move(
        Seen(submission, version),
        "accept",
        State.ACCEPTED,
        since={State.SUBMITTED},
        by=by,
        at=at,
        sentence=f"duyệt báo cáo {submission.period.name} của {submission.unit}",
        reviewed_at=at,
        reviewed_by=by.user,
    )


@transaction.atomic
def return_submission(
    *,
    submission: Submission,
    version: int,
    reason: str,
    comment: str,
    by: Viewer,
    at: datetime,
) -> Submission:
    """Send a submitted report back with a reason and a comment: it is owed again."""
    if not may_review(by, submission.unit):
        raise PermissionDenied
    if not comment.strip():
        msg = "Trả lại phải kèm ý kiến."
        raise LockedError(msg)
    if reason not in ReturnReason.values:
        msg = "Chọn lý do trả lại trong danh sách."
        raise LockedError(msg)
    submission = _held(submission)
    try:
        refuse_locked(submission.period, submission.unit, None, at=at)
    except LockedError as error:
        msg = f"{error} Trả lại lúc này thì đơn vị không sửa được: gia hạn hoặc mở lại kỳ trước."
        raise LockedError(msg) from error
    return _move(
        Seen(submission, version),
        "return",
        State.RETURNED,
        since={State.SUBMITTED},
        by=by,
        at=at,
        sentence=f"trả lại báo cáo {submission.period.name} của {submission.unit}: {comment}",
        reason=reason,
        said=comment,
        comment=comment,
        reviewed_at=at,
        reviewed_by=by.user,
        proposed_at=None,
        proposed_by=None,
    )


@transaction.atomic
def take_back_acceptance(
    *, submission: Submission, version: int, reason: str, by: Viewer, at: datetime
) -> Submission:
    """Put an accepted report back under review, with a reason."""
    if not may_review(by, submission.unit):
        raise PermissionDenied
    if not reason.strip():
        msg = "Hủy duyệt phải kèm lý do."
        raise LockedError(msg)
    submission = _held(submission)
    return _move(
        Seen(submission, version),
        "take_back",
        State.SUBMITTED,
        since={State.ACCEPTED},
        by=by,
        at=at,
        sentence=f"hủy duyệt báo cáo {submission.period.name} của {submission.unit}: {reason}",
        said=reason,
        reviewed_at=None,
        reviewed_by=None,
    )


def narrative_of(submission: Submission) -> Narrative:
    """Return the words of a report as they stand."""
    return Narrative(**{one.name: getattr(submission, one.name) for one in fields(Narrative)})


def _leave_words(submission: Submission, typed: Narrative, by: Viewer, at: datetime) -> None:
    leave_event(
        verb="submission.write",
        sentence=f"soạn báo cáo {submission.period.name}",
        by=by,
        at=at,
        about=submission,
        territory=submission.unit.territory,
        details={"before": asdict(narrative_of(submission)), "after": asdict(typed)},
    )


def _begun(plan: Plan, unit: Unit, period: Period, *, alone: bool) -> Submission:
    """Return the unit's report, begun if there was none, held until the transaction ends."""
    held = hold_period(period.pk, exclusively=alone)
    if not Assignment.objects.owed_in(held).covered_by(plan, unit).exists():
        msg = f"{unit} không có nhiệm vụ của kế hoạch này phải báo cáo trong {held.name}."
        raise LockedError(msg)
    begun, _ = Submission.objects.get_or_create(plan=plan, unit=unit, period=held)
    return _as_it_stands(begun)


def _held(submission: Submission) -> Submission:
    """Return a report as it stands, it and its period held until the transaction ends."""
    hold_period(submission.period_id, exclusively=False)
    return _as_it_stands(submission)


def _as_it_stands(submission: Submission) -> Submission:
    """Return a report with what belongs to it; rivals wait for its row until we are done."""
    rows = Submission.objects.select_for_update(of=("self",))
    return rows.select_related("plan__territory", "period", "unit__territory").get(pk=submission.pk)


def _is_taken_again(submission: Submission, verb: str, version: int, by: Viewer) -> bool:
    """Tell whether the person's very step was just taken: a double click, a page sent again."""
    if submission.version != (version or 1) + 1:
        return False
    last = Event.objects.about(submission).first()
    return last is not None and (last.actor_id, last.verb) == (by.user.pk, f"submission.{verb}")


def _move(
    seen: Seen,
    verb: str,
    to: State,
    *,
    since: Set[State],
    by: Viewer,
    at: datetime,
    sentence: str,
    reason: str = "",
    said: str = "",
    narrative: Narrative | None = None,
    **written: Any,
) -> Submission:
    """Take one step of the way of a held report; the second of two rivals finds it moved."""
    submission = seen.submission
    if _is_taken_again(submission, verb, seen.version, by):
        return submission
    now = State(submission.state)
    if now not in since:
        msg = f"Báo cáo {submission.period.name} {now.label}, không thể chuyển sang “{to.label}”."
        raise LockedError(msg)
    if narrative and narrative != narrative_of(submission):
        written |= asdict(narrative)
        _leave_words(submission, narrative, by, at)
    moved = Submission.objects.filter(pk=submission.pk, state=now, version=seen.version or 1)
    if not moved.update(state=to, version=F("version") + 1, **written):
        msg = f"Báo cáo {submission.period.name} vừa được người khác xử lý. Tải lại trang để xem."
        raise LockedError(msg)
    submission = _as_it_stands(submission)
    if to != now:
        submission.steps.create(
            version=submission.version, state=to, reason=reason, comment=said, at=at, by=by.user
        )
    leave_event(
        verb=f"submission.{verb}",
        sentence=sentence,
        by=by,
        at=at,
        about=submission,
        territory=submission.unit.territory,
    )
    return submission
