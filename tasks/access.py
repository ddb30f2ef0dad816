"""Who may record progress, submit and review reports: decided here and nowhere else."""

from plans.access import RIGHTS, Right, Viewer
from plans.models import Plan, Territory, Unit
from tasks.models import Assignment


def may_record(viewer: Viewer, assignment: Assignment) -> bool:
    """Tell whether the viewer may record this assignment's progress.

    Their own unit's, any unit's of a territory where they work at the UBND, and on behalf of a
    unit elsewhere that nobody in the portal reports for, when the plan is their own territory's.
    Locks are a matter of `actions`.
    """
    return Assignment.objects.owed_by(viewer).filter(pk=assignment.pk).exists()


def records_on_behalf(viewer: Viewer, assignment: Assignment) -> bool:
    """Tell whether recording this is done in the name of a unit that is not the viewer's own."""
    return assignment.unit_id not in viewer.unit_ids


def reporting_unit_id(plan: Plan, assignment: Assignment) -> int:
    """Return the unit whose report covers this assignment.

    The UBND reports for all units named in its commune's (or district's) plan; in a province's
    plan each department reports for itself.
    """
    if plan.territory.level == Territory.Level.PROVINCE:
        return assignment.unit_id
    return plan.issuer_id


def may_submit(viewer: Viewer, unit: Unit) -> bool:
    """Tell whether the viewer, as its leader, may submit a unit's report."""
    return any(
        Right.SUBMIT in RIGHTS[post.role] and post.unit_id == unit.pk for post in viewer.posts
    )


def may_review(viewer: Viewer, unit: Unit) -> bool:
    """Tell whether the viewer may accept or return a unit's report.

    That is a reviewer of the unit's territory or of one above, never one of the unit itself.
    """
    territory = unit.territory
    line = {territory.pk, territory.parent_id, territory.parent and territory.parent.parent_id}
    return any(
        Right.REVIEW in RIGHTS[post.role]
        and post.unit_id != unit.pk
        and post.territory_ids[0] in line
        for post in viewer.posts
    )
