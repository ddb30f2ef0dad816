"""Who may plan, record progress, submit and review reports: decided here and nowhere else."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from plans.access import RIGHTS, Right, Role, Viewer
from plans.models import Event, Membership, Period, Plan, Territory, Unit
from tasks.models import Assignment, Finding, Intake, Progress, SignedCopy, Submission, Task

if TYPE_CHECKING:
    from plans.models.territories import TerritoryQuerySet
    from plans.models.units import UnitQuerySet
    from tasks.models.intake import IntakeQuerySet

AUTHORING = ("submission.write", "submission.propose", "submission.submit")
"""Entries of the trail after which one does not accept the report."""
RECORDED = ("progress.record", "evidence.add", "evidence.reuse", "evidence.remove")
"""The same, of its rows."""
WRITTEN_DOWN = "finding.record"
"""The entry that says who wrote a finding down."""
PLANNING = frozenset({Right.RECORD, Right.SUBMIT})
"""The rights that drafting and issuing plans ask for."""
RECORDING = [role for role, rights in RIGHTS.items() if Right.RECORD in rights]

INSPECTING = frozenset({Role.REVIEWER, Role.AUDITOR})
"""Roles that write down what an inspection found, and look again."""


def may_record(viewer: Viewer, assignment: Assignment) -> bool:
    """Tell whether the viewer may record this assignment's progress.

    Their own unit's, any unit's of a territory where they work at the UBND, and on behalf of a
    unit elsewhere that nobody in the portal reports for, when the plan is their own territory's.
    Locks are a matter of `actions`. The database is asked only about units elsewhere.
    """
    unit = assignment.unit
    if unit.pk in viewer.recording_unit_ids or unit.territory_id in viewer.recording_whole_ids:
        return True
    return Assignment.objects.owed_by(viewer).filter(pk=assignment.pk).exists()


def records_on_behalf(viewer: Viewer, assignment: Assignment) -> bool:
    """Tell whether recording this is done in the name of a unit that is not the viewer's own."""
    return assignment.unit_id not in viewer.unit_ids


def may_propose(viewer: Viewer, unit: Unit) -> bool:
    """Tell whether the viewer, as its officer or leader, may write a unit's report."""
    return _holds(viewer, unit, Right.RECORD)


def may_submit(viewer: Viewer, unit: Unit) -> bool:
    """Tell whether the viewer, as its leader, may submit a unit's report."""
    return _holds(viewer, unit, Right.SUBMIT)


def may_put_papers_right(viewer: Viewer, unit: Unit) -> bool:
    """Tell whether the viewer withdraws a unit's numbers and keeps its signed copies.

    That is its leader, or the leader of the UBND that took its commune over as a whole.
    """
    return may_submit(viewer, unit) or _follows(viewer, unit, Right.SUBMIT)


def may_issue_report(viewer: Viewer, unit: Unit, report: Submission | None) -> bool:
    """Tell whether the viewer issues a unit's report: its leader.

    Whoever puts the papers of a merged commune right issues one again that the commune had issued,
    in the version whose number was withdrawn: nothing is reported in its name any more.
    """
    if may_submit(viewer, unit):
        return True
    if report is None or not _follows(viewer, unit, Right.SUBMIT):
        return False
    return report.issued.withdrawn().filter(version=report.version).exists()


def may_withdraw_copy(viewer: Viewer, signed: SignedCopy) -> bool:
    """Tell whether the viewer takes a signed copy back: who sent it, or who may all of its unit."""
    return signed.added_by_id == viewer.user.pk or may_withdraw_copies(viewer, signed.issued.unit)


def may_withdraw_copies(viewer: Viewer, unit: Unit) -> bool:
    """Tell whether the viewer takes back whatever was sent as a unit's signed copies.

    That is who keeps them, who reviews the unit, and who sees all: a private paper does not wait
    for a leader who is away.
    """
    return viewer.sees_all or may_put_papers_right(viewer, unit) or may_review(viewer, unit)


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


def may_read_report(viewer: Viewer, plan: Plan, unit: Unit) -> bool:
    """Tell whether the viewer reads a unit's report on a plan, as `Submission.visible_to` says.

    Asked of a report that nobody has begun, too.
    """
    own = unit.pk in viewer.unit_ids
    return own or viewer.reads(unit.territory) or viewer.reads(plan.territory)


def may_print_province(viewer: Viewer, period: Period) -> bool:
    """Tell whether the viewer reads everything of a period's province, and so its whole report."""
    is_common = period.plan_id is None
    return is_common and (viewer.sees_all or period.territory_id in viewer.below_ids)


def reviewed_territories(viewer: Viewer) -> "TerritoryQuerySet":
    """Return the territories whose units' reports the viewer accepts or returns."""
    own = {post.territory_ids[0] for post in viewer.posts if Right.REVIEW in RIGHTS[post.role]}
    return Territory.objects.filter(Q(pk__in=own) | Q(parent__in=own) | Q(parent__parent__in=own))


def reviewing_unit_id(viewer: Viewer, period: Period) -> int | None:
    """Return the unit in whose name the viewer reviews a period's reports, None for nobody's.

    Of several that of the period's own territory comes first.
    """
    posts = [post for post in viewer.posts if Right.REVIEW in RIGHTS[post.role]]
    posts.sort(key=lambda post: post.territory_ids[0] != period.territory_id)
    return next((post.unit_id for post in posts), None)


def answers_as(viewer: Viewer, unit: Unit) -> set[int]:
    """Return the viewer's units in whose name they may answer a reporting unit's difficulties.

    That is where they review, at its territory or above, and where they work for a department or
    UBND of a level above; never the unit itself. What they do not read they do not answer, either.
    """
    own, *above = (one.pk for one in unit.territory.line())
    return {
        post.unit_id
        for post in viewer.posts
        if post.unit_id != unit.pk
        and (
            (Right.REVIEW in RIGHTS[post.role] and post.territory_ids[0] in {own, *above})
            or (Right.RECORD in RIGHTS[post.role] and post.territory_ids[0] in above)
        )
    }


def is_inspector(viewer: Viewer) -> bool:
    """Tell whether the viewer may record findings of any unit at all."""
    return bool(_inspected_ids(viewer))


def may_record_finding(viewer: Viewer, unit: Unit) -> bool:
    """Tell whether the viewer may write down what an inspection found at a unit.

    That is a reviewer or auditor of its territory or of one above who holds no post at the unit.
    """
    line = {one.pk for one in unit.territory.line()}
    return unit.pk not in viewer.unit_ids and not line.isdisjoint(_inspected_ids(viewer))


def may_answer_finding(viewer: Viewer, finding: Finding) -> bool:
    """Tell whether the viewer, as its officer or leader, may report that a finding is mended.

    The UBND answers for every unit of its territory, as it reports for them.
    """
    unit = finding.unit
    return unit.pk in viewer.recording_unit_ids or unit.territory_id in viewer.recording_whole_ids


def may_check_finding(viewer: Viewer, finding: Finding) -> bool:
    """Tell whether the viewer may look again: who may record it and did not report it mended."""
    return finding.answered_by_id != viewer.user.pk and may_record_finding(viewer, finding.unit)


def may_withdraw_finding(viewer: Viewer, finding: Finding) -> bool:
    """Tell whether the viewer may take a finding back: who wrote it down and still may."""
    written = Event.objects.about(finding).filter(actor=viewer.user, verb=WRITTEN_DOWN)
    return may_record_finding(viewer, finding.unit) and written.exists()


def findings_to_answer(viewer: Viewer) -> Q:
    """Return the condition that a finding is answered by the viewer, as `may_answer_finding`."""
    return Q(unit__in=viewer.recording_unit_ids) | Q(unit__territory__in=viewer.recording_whole_ids)


def findings_to_check(viewer: Viewer) -> Q:
    """Return the condition that a finding is checked by the viewer, as `may_check_finding`."""
    return _inspected(viewer, "unit") & ~Q(answered_by=viewer.user)


def inspected_units(viewer: Viewer) -> "UnitQuerySet":
    """Return the units of which the viewer may record findings, as `may_record_finding` says."""
    return Unit.objects.filter(_inspected(viewer, ""))


def _inspected(viewer: Viewer, path: str) -> Q:
    own, ids = f"{path}__territory" if path else "territory", _inspected_ids(viewer)
    line = Q(**{f"{own}__in": ids}) | Q(**{f"{own}__parent__in": ids})
    below = line | Q(**{f"{own}__parent__parent__in": ids})
    return below & ~Q(**{f"{path or 'pk'}__in": viewer.unit_ids})


def _inspected_ids(viewer: Viewer) -> set[int]:
    return {post.territory_ids[0] for post in viewer.posts if post.role in INSPECTING}


def wrote_report(viewer: Viewer, submission: Submission) -> bool:
    """Tell whether the viewer wrote, proposed or submitted any of a report: one query.

    The trail counts, not only what stands: who was overwritten by a colleague wrote it, too, and
    who handed it over before it was sent back or withdrawn.
    """
    user = viewer.user
    if user.pk in {submission.submitted_by_id, submission.proposed_by_id}:
        return True
    rows = Assignment.objects.covered_by(submission.plan, submission.unit)
    records = Progress.objects.filter(assignment__in=rows, period=submission.period)
    stands = records.filter(Q(recorded_by=user) | Q(evidence__added_by=user))
    own = Event.objects.filter(actor=user)
    # Departments share tasks of a province's plan, so the task alone does not say whose row it was.
    row = Cast(KT("details__assignment"), BigIntegerField())
    recorded = own.annotate(row=row).filter(
        verb__in=RECORDED,
        subject_type=ContentType.objects.get_for_model(Task),
        subject_id__in=rows.values("task"),
        details__period=submission.period_id,
        row__in=rows.values("pk"),
    )
    written = own.about(submission).filter(verb__in=AUTHORING)
    told = Exists(stands) | Exists(recorded) | Exists(written)
    return Submission.objects.filter(told, pk=submission.pk).exists()


def may_edit_plan(viewer: Viewer, plan: Plan) -> bool:
    """Tell whether the viewer may work on drafts of this plan.

    That is who records or leads where it is issued or in what took its place, and the reviewers
    who stand in. Whether the plan is a draft is a matter of `actions`.
    """
    return may_draft_for(viewer, plan.issuer)


def may_draft_for(viewer: Viewer, issuer: Unit) -> bool:
    """Tell whether the viewer may draft plans that this body issues."""
    return Right.RECORD in rights_over(viewer, issuer)


def may_issue_plan(viewer: Viewer, plan: Plan) -> bool:
    """Tell whether the viewer may issue or close the plan.

    That is a leader where it is issued, because a leader signs it, or of what took its place,
    and the reviewers who stand in.
    """
    return Right.SUBMIT in rights_over(viewer, plan.issuer)


def rights_over(viewer: Viewer, issuer: Unit) -> frozenset[Right]:
    """Return what the viewer may of drafting (RECORD) and issuing (SUBMIT) the plans of a body.

    That is from its own post, as its successor, or standing in; one query at most. Sở Nội vụ and
    the successor may both act for a commune that is no more: what it issued on paper is written
    down, nothing is decided any more.
    """
    if _stands_in(viewer, issuer):
        return PLANNING
    return frozenset(
        right
        for right in PLANNING
        if _holds(viewer, issuer, right) or _follows(viewer, issuer, right)
    )


def _holds(viewer: Viewer, unit: Unit, right: Right) -> bool:
    return any(right in RIGHTS[post.role] and post.unit_id == unit.pk for post in viewer.posts)


def _follows(viewer: Viewer, issuer: Unit, right: Right) -> bool:
    """Tell whether the viewer holds a right at the UBND of what took over the issuer's territory.

    Who got only a part of a commune neither reads nor keeps its plans: those are Sở Nội vụ's.
    """
    posts = {
        post.territory_ids[0]
        for post in viewer.posts
        if post.is_committee and right in RIGHTS[post.role]
    }
    return (
        issuer.territory_id in viewer.merged_into(posts)
        and issuer.kind == Unit.Kind.COMMITTEE
        and _has_ended(issuer.territory, viewer.on)
    )


def _has_ended(territory: Territory, on: date) -> bool:
    return territory.valid_to is not None and territory.valid_to < on


def _stands_in(viewer: Viewer, issuer: Unit) -> bool:
    """Tell whether the viewer reviews and so acts for this body.

    Sở Nội vụ keeps the plans of its own province; for a commune it acts only as long as nobody at
    the commune's UBND is in the portal, because a plan has one owner.
    """
    reviewing = _reviewed_ids(viewer)
    if not reviewing:
        return False
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
    before = viewer.merged_into(viewer.recording_whole_ids)
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
    return posts | viewer.merged_into(posts)
