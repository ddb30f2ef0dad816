"""When a period or a report is closed to changes, and why, in words."""

from datetime import date, datetime

from django.utils import timezone

from plans.models import Extension, Period, Unit
from tasks.actions.refusals import LockedError
from tasks.models import EDITABLE_STATES, Submission


def lock_reason(
    period: Period,
    submission_state: str | None = None,
    *,
    on: date,
    extended_to: date | None = None,
) -> str:
    """Return why progress cannot be changed on a day, empty if it can.

    An extension lifts the lock of a closed period until its day is over, never that of a report.
    """
    if period.state == Period.State.PLANNED:
        return f"Kỳ {period.name} chưa mở."
    if period.state == Period.State.CLOSED:
        if extended_to is None:
            return f"Kỳ {period.name} đã khóa. Nếu cần sửa, đề nghị Sở Nội vụ gia hạn cho đơn vị."
        if extended_to < on:
            return (
                f"Kỳ {period.name} đã khóa; thời gian gia hạn cho đơn vị đã hết ngày"
                f" {extended_to:%d/%m/%Y}."
            )
    if submission_state and submission_state not in EDITABLE_STATES:
        state = Submission.State(submission_state)
        ways = "đề nghị cấp trên trả lại báo cáo"
        if state == Submission.State.SUBMITTED:
            ways = f"lãnh đạo đơn vị rút báo cáo, hoặc {ways}"
        return f"Báo cáo kỳ này {state.label}. Nếu cần sửa, {ways}."
    return ""


def extended_to(period: Period, unit_id: int) -> date | None:
    """Return the day until which a unit has more time in a period: one query."""
    given = Extension.objects.filter(period=period, unit=unit_id).in_force()
    return given.values_list("due_on", flat=True).first()


def refuse_locked(period: Period, unit: Unit, state: str | None, *, at: datetime) -> None:
    """Raise LockedError when a unit's progress or report cannot be changed at this moment."""
    reason = lock_reason(
        period,
        state,
        on=timezone.localtime(at).date(),
        extended_to=extended_to(period, unit.pk) if not period.is_open else None,
    )
    if reason:
        raise LockedError(reason)
