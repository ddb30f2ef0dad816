"""Derive plans of communes from a plan above: many drafts in one act."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from papi_portal.planner import renew_statistics
from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Plan, PlanBasis, Territory, Unit
from plans.models.plans import PlanRelation
from tasks.access import may_issue_plan
from tasks.actions.copying import cite
from tasks.actions.refusals import LockedError
from tasks.actions.row_copies import (
    BATCH,
    Copy,
    copy_rows,
    meant_at,
    rows_of,
    used_sections,
)
from tasks.models import Party, Task
from tasks.parties import Directory
from tasks.versions import Versions

LONGEST_SUBJECT = 500


@transaction.atomic
def derive_plans(
    *,
    framework: Plan,
    territories: Iterable[Territory],
    by: Viewer,
    at: datetime,
    due_on: date | None = None,
) -> list[Plan]:
    """Make a draft for each of these communes of the rows of an issued plan above them.

    Communes out of force, elsewhere, or with a plan that carries the framework out already are
    passed over. A commune without UBND in the portal gets it: the law gives it one. `due_on` is
    the day until which they have to issue. Raises PermissionDenied, and LockedError when the
    framework is not in force.
    """
    if not may_issue_plan(by, framework):
        raise PermissionDenied
    held = Plan.objects.select_for_update().select_related("territory").get(pk=framework.pk)
    if not held.is_issued or held.territory.level == Territory.Level.COMMUNE:
        msg = said(
            "{framework} {state}, không giao được cho cấp xã lập kế hoạch.",
            framework=framework,
            state=held.get_state_display(),
        )
        raise LockedError(msg)
    if due_on:
        Plan.objects.filter(pk=framework.pk).update(below_due_on=due_on)
        framework.below_due_on = due_on
    day = timezone.localtime(at).date()
    asked = {territory.pk for territory in territories}
    communes = [one for one in without_plan(framework, on=day) if one.pk in asked]
    drafts = _write_drafts(framework, communes, _committees(communes))
    _copy_into(framework, drafts, on=day)
    renew_statistics(Plan, Task, Party)
    _leave_events(framework, drafts, by=by, at=at)
    return drafts


def without_plan(framework: Plan, *, on: date) -> list[Territory]:
    """Return the communes below that have no plan, of any state, carrying the framework out."""
    versions = Versions.of(framework.territory_id).all_of(framework)
    having = Plan.objects.filter(
        bases__relation=PlanRelation.CARRIES_OUT, bases__document__in=versions
    ).values("territory")
    communes = Territory.objects.communes().within(framework.territory).in_force(on)
    return list(communes.exclude(pk__in=having).select_related("parent__parent"))


def _committees(communes: list[Territory]) -> dict[int, Unit]:
    """Return the UBND of each commune, added where the portal has none."""
    found = Unit.objects.committees().filter(territory__in=communes).order_by("-pk")
    committees = {unit.territory_id: unit for unit in found}
    missing = [commune for commune in communes if commune.pk not in committees]
    added = Unit.objects.bulk_create(
        [
            Unit(
                territory=commune,
                name=f"UBND {commune.name_inside}",
                kind=Unit.Kind.COMMITTEE,
                aliases=[f"Ủy ban nhân dân {commune.name_inside}", "UBND cấp xã"],
            )
            for commune in missing
        ],
        batch_size=BATCH,
    )
    return committees | {unit.territory_id: unit for unit in added}


def _write_drafts(
    framework: Plan, communes: list[Territory], committees: dict[int, Unit]
) -> list[Plan]:
    drafts = Plan.objects.bulk_create(
        [
            Plan(
                territory=commune,
                issuer=committees[commune.pk],
                place=commune.bare_name,
                subject=_subject(framework, commune),
                year_from=framework.year_from,
                year_to=framework.year_to,
                is_illustration=framework.is_illustration,
            )
            for commune in communes
        ],
        batch_size=BATCH,
    )
    bases = [cite(framework, PlanRelation.CARRIES_OUT) for _ in drafts]
    for basis, draft in zip(bases, drafts, strict=True):
        basis.plan, basis.position = draft, 1
        draft.issuer.territory = draft.territory
    PlanBasis.objects.bulk_create(bases, batch_size=BATCH)
    return drafts


def _subject(framework: Plan, commune: Territory) -> str:
    place = f", trên địa bàn {commune.name_inside}"
    return framework.subject[: LONGEST_SUBJECT - len(place)] + place


def _copy_into(framework: Plan, drafts: list[Plan], *, on: date) -> None:
    tasks = rows_of(framework)
    sections = used_sections(tasks)
    directories = Directory.of_many([draft.territory for draft in drafts], on=on)
    copy_rows(
        [
            Copy(
                draft,
                sections,
                tasks,
                meant_at(draft.issuer, directories[draft.territory_id], on=on),
            )
            for draft in drafts
        ]
    )


def _leave_events(framework: Plan, drafts: list[Plan], *, by: Viewer, at: datetime) -> None:
    for draft in drafts:
        leave_event(
            verb="plan.derive",
            sentence=f"lập dự thảo của {draft.territory} từ {framework} của {framework.issuer}",
            by=by,
            at=at,
            about=draft,
            territory=draft.territory,
        )
    due = framework.below_due_on
    until = f"; hạn ban hành {due:%d/%m/%Y}" if due else ""
    leave_event(
        verb="plan.derive",
        sentence=f"lập dự thảo cho {len(drafts)} xã, phường từ {framework}{until}",
        by=by,
        at=at,
        about=framework,
        territory=framework.territory,
        details={"territories": [draft.territory_id for draft in drafts]},
    )
