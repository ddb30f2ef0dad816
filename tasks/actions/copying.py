"""Copy a plan into a new draft: to amend it, or for another year."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from indicators.models import Component, Framework, Target
from papi_portal.text import fold
from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Plan, PlanBasis
from plans.models.plans import PlanRelation
from tasks.access import may_edit_plan
from tasks.actions.refusals import LockedError
from tasks.actions.row_copies import (
    Copy,
    Values,
    about_the_same,
    copy_rows,
    rows_of,
    standing,
    understood,
)
from tasks.cited import TAKING_PLACE
from tasks.models import Party, Task, UpdateAnswer
from tasks.parties import Directory

HEADER = (
    "territory",
    "issuer",
    "kind",
    "place",
    "subject",
    "year_from",
    "year_to",
    "opening",
    "closing",
    "signed_for",
    "signatory_post",
    "signatory",
    "recipients",
    "appendix_title",
    "is_illustration",
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@transaction.atomic
def amend_plan(*, plan: Plan, by: Viewer, at: datetime) -> Plan:
    """Make a draft that amends an issued plan: a whole copy of it, each row linked to the old one.

    What was issued stays as it is until the draft is issued. Raises LockedError when the plan is
    not in force or such a draft exists.
    """
    _refuse(plan, by, PlanRelation.AMENDS, only_issued=True)
    draft = Plan.objects.create(
        **_header(plan), below_due_on=plan.below_due_on, state=Plan.State.DRAFT
    )
    kept = [basis for basis in plan.bases.all() if basis.relation not in TAKING_PLACE]
    _write_bases(draft, [cite(plan, PlanRelation.AMENDS), *kept])
    _copy_all(plan, draft, on=timezone.localtime(at).date())
    _copy_targets(plan, draft)
    _copy_answers(plan, draft)
    leave_event(
        verb="plan.amend",
        sentence=f"lập dự thảo sửa đổi, bổ sung {plan}",
        by=by,
        at=at,
        about=draft,
        territory=draft.territory,
    )
    return draft


@transaction.atomic
def copy_plan(*, plan: Plan, year: int, by: Viewer, at: datetime) -> Plan:
    """Make a draft for another year that continues a plan, each row linked to the old one.

    The years in subject and titles move along; texts stay as issued. The days of a row move when
    its deadline names no year: one that names last year's has to be written anew by a person.
    In a year that another version of an index measures, a row is about what has there the same
    code and name; what has not is left to a person (`drafting.DraftRow.is_unlinked`).
    """
    _refuse(plan, by, PlanRelation.CONTINUES, year=year)
    shift = year - plan.year_from
    header = _header(plan) | {
        "year_from": year,
        "year_to": plan.year_to + shift,
        "subject": moved_years(plan.subject, shift),
        "appendix_title": moved_years(plan.appendix_title, shift),
    }
    draft = Plan.objects.create(**header, state=Plan.State.DRAFT)
    _write_bases(draft, [cite(plan, PlanRelation.CONTINUES)])
    _copy_all(plan, draft, on=timezone.localtime(at).date(), years=shift)
    leave_event(
        verb="plan.copy",
        sentence=f"sao chép {plan} thành dự thảo năm {draft.years}",
        by=by,
        at=at,
        about=draft,
        territory=draft.territory,
    )
    return draft


def cite(plan: Plan, relation: PlanRelation) -> PlanBasis:
    """Return, unsaved, the basis by which a new plan cites this one."""
    return PlanBasis(
        relation=relation,
        text=f"{relation.label.capitalize()} {cited(plan)}.",
        kind=plan.get_kind_display(),
        number=plan.number,
        issued_on=plan.issued_on,
        subject=plan.subject,
        issuer_name=plan.issuer.name,
        document=plan,
    )


def cited(plan: Plan) -> str:
    """Return a plan as another document cites it: number, day and issuer."""
    when = f" ngày {plan.issued_on.day}/{plan.issued_on:%-m/%Y}" if plan.issued_on else ""
    return f"{plan}{when} của {plan.issuer}"


def moved_years(text: str, years: int) -> str:
    """Return a heading with each year in it moved by this many."""
    return YEAR.sub(lambda found: str(int(found[0]) + years), text)


def moved_days(task: Task, years: int) -> Values:
    """Return the days of a row moved by years, as long as its deadline names no year itself."""
    if not years or YEAR.search(task.deadline_text):
        return {}
    return {"starts_on": _moved(task.starts_on, years), "ends_on": _moved(task.ends_on, years)}


def _moved(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    last = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return last.replace(year=day.year + years)


def _refuse(
    plan: Plan,
    by: Viewer,
    relation: PlanRelation,
    *,
    only_issued: bool = False,
    year: int | None = None,
) -> None:
    """Hold the plan, so that two clicks make one draft; refuse what may not or need not be done."""
    if not may_edit_plan(by, plan):
        raise PermissionDenied
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    if held.state in {Plan.State.DRAFT, Plan.State.REPLACED} or (
        only_issued and not held.is_issued
    ):
        msg = said(
            "{plan} {state}, không lập được bản mới từ kế hoạch này.",
            plan=plan,
            state=held.get_state_display(),
        )
        raise LockedError(msg)
    drafts = drafts_from(plan, relation)
    known = (drafts.filter(year_from=year) if year else drafts).first()
    if known:
        msg = said(
            "Đã có dự thảo {label} {plan} (năm {years}); hãy sửa dự thảo đó.",
            label=relation.label,
            plan=plan,
            years=known.years,
        )
        raise LockedError(msg)


def drafts_from(plan: Plan, relation: PlanRelation) -> Any:
    """Return the drafts of the plan's own territory that cite it in this relation."""
    return Plan.objects.filter(
        bases__document=plan,
        bases__relation=relation,
        state=Plan.State.DRAFT,
        territory=plan.territory_id,
    )


def _header(plan: Plan) -> Values:
    return {name: getattr(plan, name) for name in HEADER}


def _write_bases(plan: Plan, bases: Iterable[PlanBasis]) -> None:
    written = []
    for position, basis in enumerate(bases, start=1):
        basis.pk, basis.plan, basis.position = None, plan, position
        basis._state.adding = True
        written.append(basis)
    PlanBasis.objects.bulk_create(written)


def _copy_all(plan: Plan, draft: Plan, *, on: date, years: int = 0) -> None:
    directory = Directory.of(draft.territory, on=on)

    def meant(party: Party) -> Values:
        return standing(party, on=on) or understood(party, directory)

    copy_rows(
        [
            Copy(
                plan=draft,
                sections=list(plan.sections.order_by("-part", "position")),
                tasks=rows_of(plan),
                meant=meant,
                changed=lambda task: moved_days(task, years),
                about=_measured_in(draft.year_from) if years else about_the_same,
            )
        ]
    )


def _measured_in(year: int) -> Callable[[Component], int | None]:
    """Return what stands for a component in the version that measures a year.

    That which goes on from it, or that of the same code and name: a code alone may mean something
    else by then. Components of an index without a version for the year stay.
    """
    measuring = Framework.objects.in_year(year).order_by("first_year")
    newest = {(one.index_id, one.territory_id): one.pk for one in measuring}
    measured = Component.objects.filter(framework__in=newest.values())
    there = {(one.framework_id, one.code, fold(one.name)): one.pk for one in measured}
    current = set(there.values())
    goes_on = dict(Component.objects.exclude(follows=None).values_list("follows", "pk"))

    def about(component: Component) -> int | None:
        version = component.framework
        now = newest.get((version.index_id, version.territory_id))
        if now in {None, version.pk}:
            return component.pk
        follower = goes_on.get(component.pk)
        while follower is not None and follower not in current:
            follower = goes_on.get(follower)
        return follower or there.get((now, component.code, fold(component.name)))

    return about


def _copy_answers(plan: Plan, draft: Plan) -> None:
    """Let the draft know what the plan answered to changes above: it is not asked twice."""
    answers = list(UpdateAnswer.objects.filter(plan=plan))
    for answer in answers:
        answer.pk, answer.plan = None, draft
        answer._state.adding = True
    UpdateAnswer.objects.bulk_create(answers)


def _copy_targets(plan: Plan, draft: Plan) -> None:
    targets = list(Target.objects.filter(plan=plan))
    for target in targets:
        target.pk, target.plan = None, draft
        target._state.adding = True
    Target.objects.bulk_create(targets)
