"""Move a report: submit, withdraw, accept, return, take back.

Each step is taken on top of the version the person saw, and wins once or not at all.
"""

from collections.abc import Set
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from plans.access import Viewer
from plans.actions import hold_period, leave_event
from plans.models import Period, Plan, Unit
from tasks.access import may_review, may_submit
from tasks.actions.refusals import LockedError
from tasks.models import EDITABLE_STATES, Submission
from tasks.models.progress import SubmissionState

State = SubmissionState


@transaction.atomic
def submit_report(
    *, plan: Plan, unit: Unit, period: Period, version: int, by: Viewer, at: datetime
) -> Submission:
    """Send a unit's report for a period to the level above (version 0: none begun yet)."""
    if not may_submit(by, unit):
        raise PermissionDenied
    # Alone, so that no save slips in between the leader's signature and the lock it brings.
    held = hold_period(period.pk, exclusively=True)
    if not held.is_open:
        msg = f"Kỳ {held.name} {held.get_state_display()}, không nộp được báo cáo."
        raise LockedError(msg)
    submission, begun = Submission.objects.get_or_create(plan=plan, unit=unit, period=held)
    return _move(
        submission,
        State.SUBMITTED,
        version=submission.version if begun else version,
        since=EDITABLE_STATES,
        by=by,
        at=at,
        sentence=f"nộp báo cáo {held.name}",
        submitted_at=at,
        submitted_by=by.user,
        comment="",
    )


@transaction.atomic
def withdraw_submission(
    *, submission: Submission, version: int, by: Viewer, at: datetime
) -> Submission:
    """Take a report back before it is reviewed."""
    if not may_submit(by, submission.unit):
        raise PermissionDenied
    return _move(
        submission,
        State.DRAFT,
        version=version,
        since={State.SUBMITTED},
        by=by,
        at=at,
        sentence=f"rút báo cáo {submission.period.name}",
    )


@transaction.atomic
def accept_submission(
    *, submission: Submission, version: int, by: Viewer, at: datetime
) -> Submission:
    """Accept a submitted report; nobody accepts what they submitted."""
    if not may_review(by, submission.unit) or submission.submitted_by_id == by.user.pk:
        raise PermissionDenied
    return _move(
        submission,
        State.ACCEPTED,
        version=version,
        since={State.SUBMITTED},
        by=by,
        at=at,
        sentence=f"duyệt báo cáo {submission.period.name} của {submission.unit}",
        reviewed_at=at,
        reviewed_by=by.user,
    )


@transaction.atomic
def return_submission(
    *, submission: Submission, version: int, comment: str, by: Viewer, at: datetime
) -> Submission:
    """Send a submitted report back with a comment: it is owed again."""
    if not may_review(by, submission.unit):
        raise PermissionDenied
    if not comment.strip():
        msg = "Trả lại phải kèm ý kiến."
        raise LockedError(msg)
    return _move(
        submission,
        State.RETURNED,
        version=version,
        since={State.SUBMITTED},
        by=by,
        at=at,
        sentence=f"trả lại báo cáo {submission.period.name} của {submission.unit}: {comment}",
        comment=comment,
        reviewed_at=at,
        reviewed_by=by.user,
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
    return _move(
        submission,
        State.SUBMITTED,
        version=version,
        since={State.ACCEPTED},
        by=by,
        at=at,
        sentence=f"hủy duyệt báo cáo {submission.period.name} của {submission.unit}: {reason}",
        reviewed_at=None,
        reviewed_by=None,
    )


def _move(
    submission: Submission,
    to: State,
    *,
    version: int,
    since: Set[State],
    by: Viewer,
    at: datetime,
    sentence: str,
    **written: Any,
) -> Submission:
    """Take one step of the way of a report; only the first of two rivals finds the old version."""
    now = State(submission.state)
    if now not in since:
        msg = f"Báo cáo {submission.period.name} {now.label}, không thể chuyển sang “{to.label}”."
        raise LockedError(msg)
    moved = Submission.objects.filter(pk=submission.pk, state=now, version=version).update(
        state=to, version=F("version") + 1, **written
    )
    if not moved:
        msg = f"Báo cáo {submission.period.name} vừa được người khác xử lý. Tải lại trang để xem."
        raise LockedError(msg)
    submission.refresh_from_db()
    leave_event(
        verb=f"submission.{to}",
        sentence=sentence,
        by=by,
        at=at,
        about=submission,
        territory=submission.unit.territory,
    )
    return submission
