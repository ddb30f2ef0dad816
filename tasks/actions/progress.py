"""Record what was done: one save, whole or not at all."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F

from plans.access import Viewer
from plans.actions import hold_period, leave_event
from plans.models import Period
from tasks.access import may_record, records_on_behalf, reporting_unit_id
from tasks.actions.refusals import ConflictError, LockedError
from tasks.models import EDITABLE_STATES, Assignment, Progress, Submission

TYPED = ("result", "difficulty", "reason")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What an officer typed for one assignment and period."""

    state: str
    result: str = ""
    difficulty: str = ""
    reason: str = ""


def record_progress(
    *,
    assignment: Assignment,
    period: Period,
    recorded: Recorded,
    version: int,
    by: Viewer,
    at: datetime,
) -> Progress:
    """Save what was typed on top of the version that the person saw (0: none yet).

    Raises PermissionDenied, LockedError when period or report is closed to changes,
    ConflictError when somebody saved meanwhile: then nothing is written.
    """
    if not may_record(by, assignment):
        raise PermissionDenied
    written = {
        "state": recorded.state,
        "result": recorded.result,
        "difficulty": recorded.difficulty,
        "reason": recorded.reason,
        "recorded_at": at,
        "recorded_by": by.user,
        "on_behalf": records_on_behalf(by, assignment),
    }
    with transaction.atomic():
        _refuse_locked(assignment, period)
        before = Progress.objects.filter(assignment=assignment, period=period).first()
        progress = _write(assignment, period, written, version)
        _leave_event(assignment, progress, before, by=by, at=at)
    return progress


def _leave_event(
    assignment: Assignment,
    progress: Progress,
    before: Progress | None,
    *,
    by: Viewer,
    at: datetime,
) -> None:
    behalf = f", thay mặt {assignment.unit}" if progress.on_behalf else ""
    state = progress.get_state_display()
    leave_event(
        verb="progress.record",
        sentence=f"ghi tiến độ {progress.period}{behalf}: {state} – {assignment.task}",
        by=by,
        at=at,
        about=assignment.task,
        territory=assignment.task.plan.territory,
        details={"version": progress.version, "before": _typed(before), "after": _typed(progress)},
    )


def lock_reason(period: Period, submission_state: str | None) -> str:
    """Return why progress cannot be changed, empty if it can."""
    if period.state == Period.State.CLOSED:
        return f"Kỳ {period.name} đã khóa. Nếu cần sửa, đề nghị liên hệ Sở Nội vụ."
    if not period.is_open:
        return f"Kỳ {period.name} chưa mở."
    if submission_state and submission_state not in EDITABLE_STATES:
        word = Submission.State(submission_state).label
        return f"Báo cáo kỳ này {word}. Nếu cần sửa, đề nghị cấp trên trả lại báo cáo."
    return ""


def _refuse_locked(assignment: Assignment, period: Period) -> None:
    """Hold the period, so that it cannot close between this check and the write."""
    held = hold_period(period.pk, exclusively=False)
    if not Assignment.objects.owed_in(held).filter(pk=assignment.pk).exists():
        msg = f"Nhiệm vụ này không báo cáo trong {held.name}."
        raise LockedError(msg)
    plan = assignment.task.plan
    state = (
        Submission.objects.filter(plan=plan, unit=reporting_unit_id(plan, assignment), period=held)
        .values_list("state", flat=True)
        .first()
    )
    reason = lock_reason(held, state)
    if reason:
        raise LockedError(reason)


def _write(
    assignment: Assignment, period: Period, written: dict[str, object], version: int
) -> Progress:
    records = Progress.objects.filter(assignment=assignment, period=period)
    if version == 0:
        try:
            with transaction.atomic():
                return Progress.objects.create(assignment=assignment, period=period, **written)
        except IntegrityError as error:
            current = records.select_related("recorded_by").first()
            if current is None:
                raise
            raise ConflictError(current) from error
    if not records.filter(version=version).update(**written, version=F("version") + 1):
        raise ConflictError(records.select_related("recorded_by").first())
    return records.get()


def _typed(progress: Progress | None) -> dict[str, str]:
    """Return what was typed, for the trail: a later save erases it from the record."""
    if progress is None:
        return {}
    return {name: getattr(progress, name) for name in ("state", *TYPED)}
