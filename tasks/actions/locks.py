"""When a period or a report is closed to changes, and why, in words."""

from datetime import date, datetime

from django.utils import timezone

from papi_portal.wording import said
from plans.models import Extension, Period, Unit, may_still
from tasks.actions.refusals import LockedError
from tasks.models import EDITABLE_STATES, Submission

NOT_OPEN = said("Kỳ {period} chưa mở.")
CLOSED = said("Kỳ {period} đã khóa. Nếu cần sửa, đề nghị Sở Nội vụ gia hạn cho đơn vị.")
EXTENSION_OVER = said(
    "Kỳ {period} đã khóa; thời gian gia hạn cho đơn vị đã hết ngày {on:%d/%m/%Y}."
)
HANDED_IN = said("Báo cáo kỳ này {state}. Nếu cần sửa, {ways}.")
BY_REVIEWER = said("đề nghị cấp trên trả lại báo cáo")
BY_LEADER = said("lãnh đạo đơn vị rút báo cáo, hoặc đề nghị cấp trên trả lại báo cáo")


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
        return NOT_OPEN.format(period=period.name)
    if not may_still(period, extended_to, on=on):
        if extended_to is None:
            return CLOSED.format(period=period.name)
        return EXTENSION_OVER.format(period=period.name, on=extended_to)
    if submission_state and submission_state not in EDITABLE_STATES:
        state = Submission.State(submission_state)
        ways = BY_LEADER if state == Submission.State.SUBMITTED else BY_REVIEWER
        return HANDED_IN.format(state=str(state.label), ways=ways)
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
