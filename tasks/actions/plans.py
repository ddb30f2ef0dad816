"""Issue a plan: what it says becomes work that units owe."""

from datetime import datetime

from django.db import transaction

from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Plan, Territory, Unit
from tasks.actions.refusals import LockedError
from tasks.models import Assignment, Party, Task

Kind = Unit.Kind
GROUP_KINDS: dict[str, frozenset[str]] = {
    Party.Group.POSTS: frozenset({Kind.POST, Kind.OFFICE, Kind.DIVISION}),
    Party.Group.ASSOCIATIONS: frozenset({Kind.ASSOCIATION}),
    Party.Group.BODIES: frozenset({Kind.ASSOCIATION, Kind.FRONT, Kind.POLICE, Kind.MILITARY}),
    Party.Group.AGENCIES: frozenset(Kind) - {Kind.COMMITTEE, Kind.COUNCIL},
}


@transaction.atomic
def issue_plan(*, plan: Plan, by: Viewer | None, at: datetime) -> Plan:
    """Issue a draft: groups are expanded and each task gets its assignments.

    Raises LockedError when the plan is no draft or has no date.
    """
    if plan.issued_on is None:
        msg = "Kế hoạch chưa có ngày ban hành."
        raise LockedError(msg)
    moved = Plan.objects.filter(pk=plan.pk, state=Plan.State.DRAFT).update(state=Plan.State.ISSUED)
    if not moved:
        msg = f"{plan} không còn là dự thảo."
        raise LockedError(msg)
    plan.refresh_from_db()
    own_units = list(Unit.objects.of(plan.territory).in_force(plan.issued_on))
    committees = list(
        Unit.objects.committees()
        .filter(
            territory__in=Territory.objects.communes()
            .within(plan.territory)
            .in_force(plan.issued_on)
        )
        .exclude(territory=plan.territory)
        .in_force(plan.issued_on)
    )
    assignments = [
        assignment
        for task in plan.tasks.prefetch_related("parties__unit").order_by("position")
        for assignment in _assignments(plan, task, own_units, committees)
    ]
    Assignment.objects.bulk_create(assignments, batch_size=500)
    leave_event(
        verb="plan.issue",
        sentence=f"ban hành {plan}, giao {plan.tasks.count()} nhiệm vụ ({len(assignments)} lượt)",
        by=by,
        at=at,
        about=plan,
        territory=plan.territory,
    )
    return plan


def _assignments(
    plan: Plan, task: Task, own_units: list[Unit], committees: list[Unit]
) -> list[Assignment]:
    made: dict[tuple[int, str], Assignment] = {}
    for party in task.parties.all():
        for unit in _units(party, own_units, committees):
            made.setdefault(
                (unit.pk, party.role),
                Assignment(task=task, unit=unit, role=party.role, party=party),
            )
    _choose_reporting(plan, task, made)
    return list(made.values())


def _units(party: Party, own_units: list[Unit], committees: list[Unit]) -> list[Unit]:
    if party.unit:
        return [party.unit]
    if party.group == Party.Group.COMMUNES:
        return committees
    return [unit for unit in own_units if unit.kind in GROUP_KINDS.get(party.group, ())]


def _choose_reporting(plan: Plan, task: Task, made: dict[tuple[int, str], Assignment]) -> None:
    """Mark who answers for the task: in a province's plan every lead, elsewhere exactly one.

    There it is the first lead named as a unit; where only a group or nobody certain is named,
    the plan's UBND.
    """
    leads = [one for one in made.values() if one.role == Party.Role.LEAD]
    if plan.territory.level == Territory.Level.PROVINCE and leads:
        for one in leads:
            one.reports = True
        return
    named = [one for one in leads if one.party and one.party.unit_id]
    answering = (
        named[0]
        if named
        else made.setdefault(
            (plan.issuer_id, Party.Role.LEAD),
            Assignment(task=task, unit=plan.issuer, role=Party.Role.LEAD),
        )
    )
    answering.reports = True
