"""Who may plan, record progress, submit and review reports: decided here and nowhere else."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from plans.access import RIGHTS, Right, Viewer
from plans.models import Membership, Plan, Succession, Territory, Unit
from tasks.models import Assignment, Intake

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from plans.models.territories import TerritoryQuerySet
    from tasks.models.intake import IntakeQuerySet

RECORDING = [role for role, rights in RIGHTS.items() if Right.RECORD in rights]


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
    return _holds(viewer, unit, Right.SUBMIT)


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


def may_edit_plan(viewer: Viewer, plan: Plan) -> bool:
    """Tell whether the viewer may work on drafts of this plan.

    That is who records or leads where it is issued or in what took its place, and the reviewers
    who stand in. Whether the plan is a draft is a matter of `actions`.
    """
    return may_draft_for(viewer, plan.issuer)


def may_draft_for(viewer: Viewer, issuer: Unit) -> bool:
    """Tell whether the viewer may draft plans that this body issues."""
    return _may_for(viewer, issuer, Right.RECORD)


def may_issue_plan(viewer: Viewer, plan: Plan) -> bool:
    """Tell whether the viewer may issue or close the plan.

    That is a leader where it is issued, because a leader signs it, or of what took its place,
    and the reviewers who stand in.
    """
    return _may_for(viewer, plan.issuer, Right.SUBMIT)


def _may_for(viewer: Viewer, issuer: Unit, right: Right) -> bool:
    """Tell whether the viewer acts for a body: from its own post, as its successor, or standing in.

    Sở Nội vụ and the successor may both act for a commune that is no more: what it issued on
    paper is written down, nothing is decided any more.
    """
    return (
        _holds(viewer, issuer, right)
        or _follows(viewer, issuer, right)
        or _stands_in(viewer, issuer)
    )


def _holds(viewer: Viewer, unit: Unit, right: Right) -> bool:
    return any(right in RIGHTS[post.role] and post.unit_id == unit.pk for post in viewer.posts)


def _follows(viewer: Viewer, issuer: Unit, right: Right) -> bool:
    """Tell whether the viewer holds a right at the UBND of what took over the issuer's territory.

    Who got only a part of a commune neither reads nor keeps its plans: those are Sở Nội vụ's.
    """
    if issuer.kind != Unit.Kind.COMMITTEE or not _has_ended(issuer.territory, viewer.on):
        return False
    posts = {
        post.territory_ids[0]
        for post in viewer.posts
        if post.is_committee and right in RIGHTS[post.role]
    }
    return bool(posts) and _taken_over(posts).filter(predecessor=issuer.territory_id).exists()


def _has_ended(territory: Territory, on: date) -> bool:
    return territory.valid_to is not None and territory.valid_to < on


def _taken_over(successors: Collection[int]) -> "QuerySet[Succession]":
    """Return how these territories took others over, each as a whole."""
    return Succession.objects.filter(successor__in=successors).exclude(kind=Succession.Kind.PART)


def _stands_in(viewer: Viewer, issuer: Unit) -> bool:
    """Tell whether the viewer reviews and so acts for this body.

    Sở Nội vụ keeps the plans of its own province; for a commune it acts only as long as nobody at
    the commune's UBND is in the portal, because a plan has one owner.
    """
    reviewing = _reviewed_ids(viewer)
    own, *above = issuer.territory.line()
    if own.pk in reviewing:
        return own.level != Territory.Level.COMMUNE
    if reviewing.isdisjoint(one.pk for one in above):
        return False
    here = Membership.objects.in_force(viewer.on).filter(unit=issuer, role__in=RECORDING)
    return not here.exists()


def territories_to_plan_for(viewer: Viewer) -> "TerritoryQuerySet":
    """Return the territories for whose UBND the viewer takes plans in, as `may_draft_for` says.

    Those of before are among them: old plans are taken in for communes that are no more.
    """
    before = _taken_over(viewer.recording_whole_ids).values("predecessor")
    own = Q(pk__in=viewer.recording_whole_ids) | Q(pk__in=before, valid_to__lt=viewer.on)
    reviewed = _reviewed_ids(viewer)
    if not reviewed:
        return Territory.objects.filter(own)
    here = Membership.objects.in_force(viewer.on).filter(
        unit__territory=OuterRef("pk"), unit__kind=Unit.Kind.COMMITTEE, role__in=RECORDING
    )
    kept = Q(pk__in=reviewed) & ~Q(level=Territory.Level.COMMUNE)
    below = Q(parent__in=reviewed) | Q(parent__parent__in=reviewed)
    return Territory.objects.filter(own | kept | below & ~Exists(here))


def uploads_to_work_on(viewer: Viewer) -> "IntakeQuerySet":
    """Return the plan documents that the viewer edits and confirms, as long as they wait.

    One's own, and those that colleagues of a unit brought for a territory one plans for oneself:
    who is on leave holds nobody up, and the same file is not read twice.
    """
    colleagues = Membership.objects.in_force(viewer.on).filter(unit__in=viewer.unit_ids)
    shared = Q(
        changes_plan=None,
        uploaded_by__in=colleagues.values("user"),
        territory__in=territories_to_plan_for(viewer),
    )
    return Intake.objects.filter(Q(uploaded_by=viewer.user) | shared)


def _reviewed_ids(viewer: Viewer) -> set[int]:
    """Return the territories where the viewer reviews, and those of before that these took over."""
    posts = {post.territory_ids[0] for post in viewer.posts if Right.REVIEW in RIGHTS[post.role]}
    if not posts:
        return set()
    return posts | set(_taken_over(posts).values_list("predecessor", flat=True))
