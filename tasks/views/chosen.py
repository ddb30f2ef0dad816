"""The plan that a page acts on: 404 if it may not be seen, 403 if it may only be seen."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from papi_portal.wording import said
from plans.access import PortalRequest, Right, Viewer
from plans.models import Plan, Territory
from tasks import updates
from tasks.access import rights_over
from tasks.actions import LockedError
from tasks.issuing import is_recorded
from tasks.models import Task
from tasks.signing import next_step
from tasks.succession import carried_to

if TYPE_CHECKING:
    from plans.models.plans import PlanQuerySet

EVERY = set(Plan.State)
DRAFT = {Plan.State.DRAFT}
ISSUED = {Plan.State.ISSUED}
COPIED = {Plan.State.ISSUED, Plan.State.CLOSED}
"""What is copied for another year: of what was replaced, the plan that took its place is."""

May = Callable[[Viewer, Plan], bool]
Params = ParamSpec("Params")
Page = Callable[Concatenate[PortalRequest, Params], HttpResponse]


class UnfitPlanError(Exception):
    """Raised for a plan whose state does not fit the act of a page; `refusals_told` answers it."""

    def __init__(self, plan: Plan) -> None:
        state = plan.get_state_display()
        super().__init__(
            said("{plan} {state} nên không làm được việc này.", plan=plan, state=state)
        )
        self.plan = plan


def refusals_told(view: Page[Params]) -> Page[Params]:
    """Lead back to the page itself, with the reason, when what was sent is refused as locked.

    Of a plan whose state does not fit the act, the way leads back to the plan.
    """

    @wraps(view)
    def told(request: PortalRequest, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except UnfitPlanError as error:
            messages.warning(request, str(error))
            return redirect(error.plan)
        except LockedError as error:
            messages.error(request, str(error))
            return redirect(request.get_full_path())

    return cast("Page[Params]", told)


def chosen_plan(request: PortalRequest, pk: int, may: May, states: Collection[str] = EVERY) -> Plan:
    """Return a plan on which the viewer may act so; in another state it is unfit for the act."""
    return _fit(request, get_object_or_404(plans_seen(request), pk=pk), may, states)


def chosen_row(request: PortalRequest, pk: int, may: May, states: Collection[str] = EVERY) -> Task:
    """Return a row of a plan on which the viewer may act so; its plan is read along."""
    tasks = Task.objects.filter(plan__in=plans_seen(request)).select_related(
        "plan__territory__parent__parent", "plan__issuer__territory__parent__parent", "section"
    )
    task = get_object_or_404(tasks, pk=pk)
    _fit(request, task.plan, may, states)
    return task


def _fit(request: PortalRequest, plan: Plan, may: May, states: Collection[str]) -> Plan:
    if not may(request.viewer, plan):
        raise PermissionDenied
    if plan.state not in states:
        raise UnfitPlanError(plan)
    return plan


def acts_on(request: PortalRequest, plan: Plan) -> dict[str, object]:
    """Return what the buttons of a plan are drawn from (tasks/plan_acts.html)."""
    rights = rights_over(request.viewer, plan.issuer)
    may_edit, may_issue = Right.RECORD in rights, Right.SUBMIT in rights
    running = plan.is_draft or plan.is_issued
    stands = plan.territory.stands_on(request.today)
    return {
        "may_edit": may_edit,
        "may_issue": may_issue,
        "may_amend": may_edit and plan.is_issued and stands,
        "may_copy": may_edit and plan.state in COPIED and stands,
        "recorded": plan.is_draft and may_issue and is_recorded(plan, on=request.today),
        "carried_to": () if stands else carried_to(request.viewer, plan, on=request.today),
        "next_step": next_step(request.viewer, plan) if plan.is_draft and may_edit else "",
        "next_year": plan.year_to + 1,
        "goes_down": plan.territory.level != Territory.Level.COMMUNE and not plan.is_draft,
        "newest_above": updates.newest_above(plan) if may_edit and running else None,
    }


def plans_seen(request: PortalRequest) -> "PlanQuerySet":
    """Return the plans that the viewer may read, each with all that rights are decided by."""
    return Plan.objects.visible_to(request.viewer).select_related(
        "territory__parent__parent", "issuer__territory__parent__parent"
    )
