"""Issue a plan, and close one: what it says becomes work that units owe, until it ends."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from indicators.models import Component
from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Plan
from tasks import issuing
from tasks.access import may_issue_plan
from tasks.actions.bases import link_citing
from tasks.actions.handover import give_reports_back, keep_handed_over, take_reports_over
from tasks.actions.refusals import LockedError
from tasks.issuing import Ended
from tasks.models import Assignment, Task

BATCH = 500


@transaction.atomic
def issue_plan(*, plan: Plan, by: Viewer | None, at: datetime) -> Plan:
    """Issue a draft: each task gets its assignments, and the plans whose place it takes end.

    Plans that cite it are linked to it. What was issued on paper before is recorded by the same
    act, in other words. Without a person it is the system's own act. Raises PermissionDenied, and
    LockedError when the plan is no draft or something forbids it (`issuing.stops`).
    """
    if by and not may_issue_plan(by, plan):
        raise PermissionDenied
    moved = Plan.objects.filter(pk=plan.pk, state=Plan.State.DRAFT).exclude(issued_on=None)
    if not moved.update(state=Plan.State.ISSUED):
        plan.refresh_from_db()
        msg = issuing.NO_DATE if plan.is_draft else said("{plan} không còn là dự thảo.", plan=plan)
        raise LockedError(msg)
    plan.refresh_from_db()
    forbidding = issuing.stops(plan, on=_day(at))
    if forbidding:
        raise LockedError(" ".join(forbidding))
    _hold_own_criteria(plan)
    given = issuing.assignments(plan, on=plan.issued_on or at.date())
    ended = issuing.ended_by(plan)
    keep_handed_over(given, [one.plan for one in ended])
    Assignment.objects.bulk_create(given, batch_size=BATCH)
    _take_over(plan, ended, by=by, at=at)
    link_citing(plan, by=by, at=at)
    leave_event(
        verb="plan.issue",
        sentence=f"{_act(plan, at)}, giao {plan.tasks.count()} nhiệm vụ ({len(given)} lượt)",
        by=by,
        at=at,
        about=plan,
        territory=plan.territory,
    )
    return plan


def _hold_own_criteria(plan: Plan) -> None:
    """Hold the criteria of own sets that its tasks are about: an import may move them meanwhile."""
    about = Task.components.through.objects.filter(task__plan=plan).values("component")
    held = Component.objects.filter(pk__in=about, framework__territory__isnull=False)
    list(held.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk"))


def _act(plan: Plan, at: datetime) -> str:
    if issuing.is_recorded(plan, on=_day(at)):
        return f"ghi nhận {plan} ban hành trên giấy ngày {plan.issued_on:%d/%m/%Y}"
    return f"ban hành {plan}"


@transaction.atomic
def close_plan(*, plan: Plan, reason: str, by: Viewer, at: datetime) -> Plan:
    """End an issued plan before its years are over: from this day on it owes nothing.

    What closed before the day stays owed and readable as it was. Raises PermissionDenied, and
    LockedError without a reason or when the plan is not in force.
    """
    if not may_issue_plan(by, plan):
        raise PermissionDenied
    if not reason.strip():
        msg = said("Kết thúc kế hoạch phải nêu lý do.")
        raise LockedError(msg)
    _end(plan, Plan.State.CLOSED, reason=reason, on=_day(at))
    give_reports_back(plan)
    leave_event(
        verb="plan.close",
        sentence=f"kết thúc {plan}: {reason}",
        by=by,
        at=at,
        about=plan,
        territory=plan.territory,
    )
    return plan


def _take_over(plan: Plan, ended: list[Ended], *, by: Viewer | None, at: datetime) -> None:
    """End the plans whose place this one takes; it answers for what closes from this day on.

    The day of the act counts, not that of the document: nothing already reported is lost.
    """
    day = _day(at)
    taken = take_reports_over(plan, [one.plan for one in ended], on=day)
    if not (ended or taken):
        return
    plan.takes_over_on = day
    Plan.objects.filter(pk=plan.pk).update(takes_over_on=day)
    for one in ended:
        word = "Thay thế" if one.state == Plan.State.REPLACED else "Tiếp nhận"
        reason = f"{word} bằng {plan} của {plan.issuer}"
        _end(one.plan, one.state, reason=reason, on=day)
        leave_event(
            verb=f"plan.{one.state}",
            sentence=f"{one.plan} {one.plan.get_state_display()}: {reason}",
            by=by,
            at=at,
            about=one.plan,
            territory=one.plan.territory,
        )


def _end(plan: Plan, state: str, *, reason: str, on: date) -> None:
    moved = Plan.objects.filter(pk=plan.pk, state=Plan.State.ISSUED).update(
        state=state, end_reason=reason, ended_on=on
    )
    plan.refresh_from_db()
    if not moved:
        msg = said(
            "{plan} không thể kết thúc: kế hoạch {state}.",
            plan=plan,
            state=plan.get_state_display(),
        )
        raise LockedError(msg)


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
