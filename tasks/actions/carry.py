"""Carry the open plans of merged communes over to the commune that follows them."""

from collections.abc import Callable, Collection
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from papi_portal.text import fold
from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Plan, PlanBasis, PlanSection, Succession, Territory, Unit
from plans.models.plans import PlanRelation
from tasks.access import may_draft_for
from tasks.actions.copying import cite
from tasks.actions.refusals import LockedError
from tasks.actions.row_copies import (
    Copy,
    Values,
    copy_rows,
    rows_of,
    standing,
    understood,
    used_sections,
)
from tasks.actions.rows import put_in_order
from tasks.models import Party, Task
from tasks.parties import Directory
from tasks.succession import carriable


@transaction.atomic
def carry_plans(
    *,
    plans: Collection[Plan],
    to: Territory,
    tasks: Collection[Task],
    by: Viewer,
    at: datetime,
) -> Plan:
    """Make one draft of a territory that goes on with these rows of its predecessors' open plans.

    The plans stay as they are until the draft is issued; then they are closed, with their rows
    and under their old names. Raises PermissionDenied, and LockedError when a plan may not be
    carried over, nothing is chosen, or such a draft exists.
    """
    issuer = Unit.objects.committees().of(to).order_by("pk").first()
    if issuer is None or not may_draft_for(by, issuer):
        raise PermissionDenied
    Territory.objects.select_for_update().get(pk=to.pk)
    day = timezone.localtime(at).date()
    sources = list(carriable(by, to, on=day).filter(pk__in=[plan.pk for plan in plans]))
    chosen = {task.pk for task in tasks}
    rows = [row for row in rows_of(*sources) if row.pk in chosen]
    _refuse(to, sources, rows)
    draft = _write_draft(to, issuer, sources)
    copy_rows([_copy(draft, rows, on=day)])
    put_in_order(draft)
    names = ", ".join(plan.territory.name_inside for plan in sources)
    leave_event(
        verb="plan.carry",
        sentence=f"lập dự thảo tiếp nhận {len(rows)} nhiệm vụ từ kế hoạch của {names}",
        by=by,
        at=at,
        about=draft,
        territory=to,
        details={"plans": [plan.pk for plan in sources]},
    )
    return draft


def _refuse(to: Territory, sources: list[Plan], rows: list[Task]) -> None:
    if not rows:
        msg = said("Chọn ít nhất một nhiệm vụ của kế hoạch còn hiệu lực ở địa bàn cũ.")
        raise LockedError(msg)
    known = Plan.objects.filter(
        territory=to,
        state=Plan.State.DRAFT,
        bases__relation=PlanRelation.CONTINUES,
        bases__document__in=sources,
    ).first()
    if known:
        msg = said(
            "{to} đã có dự thảo tiếp nhận các kế hoạch này ({subject}); hãy sửa dự thảo đó.",
            to=to,
            subject=known.subject,
        )
        raise LockedError(msg)


def _write_draft(to: Territory, issuer: Unit, sources: list[Plan]) -> Plan:
    first = sources[0]
    subject = first.subject
    for plan in sources:
        subject = subject.replace(plan.territory.name_inside, to.name_inside)
    draft = Plan.objects.create(
        territory=to,
        issuer=issuer,
        kind=first.kind,
        place=to.bare_name,
        subject=subject[:500],
        year_from=min(plan.year_from for plan in sources),
        year_to=max(plan.year_to for plan in sources),
        is_illustration=first.is_illustration,
    )
    bases = [cite(plan, PlanRelation.CONTINUES) for plan in sources]
    for position, basis in enumerate(bases, start=1):
        basis.plan, basis.position = draft, position
    PlanBasis.objects.bulk_create(bases)
    return draft


def _copy(draft: Plan, rows: list[Task], *, on: date) -> Copy:
    sections = used_sections(rows)
    kept, same = _merged(sections)
    return Copy(
        plan=draft,
        sections=kept,
        tasks=rows,
        meant=_meant(draft, on=on),
        same_section=same,
    )


def _merged(sections: list[PlanSection]) -> tuple[list[PlanSection], dict[int, int]]:
    """Return the headings without those that another plan has too, and which stands for which.

    Two headings are the same when they and all above them have the same words.
    """
    by_pk = {one.pk: one for one in sections}

    def path(section: PlanSection) -> tuple[str, ...]:
        above = by_pk[section.parent_id] if section.parent_id else None
        return (*(path(above) if above else (section.part,)), fold(section.heading))

    first: dict[tuple[str, ...], PlanSection] = {}
    same: dict[int, int] = {}
    for section in sections:
        stands = first.setdefault(path(section), section)
        if stands is not section:
            same[section.pk] = stands.pk
    return list(first.values()), same


def _meant(draft: Plan, *, on: date) -> Callable[[Party], Values]:
    """Return what the parties of the old plans mean in the new one.

    The old UBND is the new one; who still stands stays; others are looked for by their names.
    """
    directory = Directory.of(draft.territory, on=on)
    before = Succession.objects.filter(successor=draft.territory_id)
    old = set(before.values_list("predecessor", flat=True))

    def meant(party: Party) -> Values:
        unit = party.unit
        if unit and unit.kind == Unit.Kind.COMMITTEE and unit.territory_id in old:
            return {"unit": draft.issuer}
        return standing(party, on=on) or understood(party, directory)

    return meant
