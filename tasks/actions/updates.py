"""Answer what changed above: take rows over into a draft, or keep one's own."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from papi_portal.text import fold
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Plan, PlanSection
from tasks import updates
from tasks.access import may_edit_plan
from tasks.actions.refusals import LockedError
from tasks.actions.row_copies import meant_at
from tasks.actions.rows import after_all, hold_draft, put_in_order
from tasks.models import Party, Task, UpdateAnswer
from tasks.parties import Directory
from tasks.updates import Change, ChangeKind


@transaction.atomic
def take_updates(
    *, plan: Plan, rows: Collection[int] | None, by: Viewer, at: datetime
) -> list[Change]:
    """Take changes above over into a draft: those about these rows above, or all (None).

    A changed row takes the words from above, a new one is added, a dropped one removed. Raises
    LockedError for an issued plan: what was issued is kept, so it needs an amending draft first.
    """
    draft = hold_draft(plan, by)
    changes = _asked(draft, rows)
    day = timezone.localtime(at).date()
    meant = meant_at(draft.issuer, Directory.of(draft.territory, on=day), on=day)
    for change in changes:
        if change.kind == ChangeKind.DROPPED and change.mine:
            change.mine.delete()
            continue
        task = change.mine or _new_row(draft, change.above)
        words = {name: getattr(change.above, name) for name in Task.WORDS}
        Task.objects.filter(pk=task.pk).update(**words, version=F("version") + 1)
        task.components.set(change.above.components.all())
        task.parties.all().delete()
        Party.objects.bulk_create(
            Party(task=task, role=one.role, position=one.position, text=one.text, **meant(one))
            for one in change.above.parties.select_related("unit__territory")
        )
    put_in_order(draft)
    _answer(draft, changes, taken=True, by=by, at=at)
    return changes


@transaction.atomic
def keep_own_rows(
    *, plan: Plan, rows: Collection[int] | None, by: Viewer, at: datetime
) -> list[Change]:
    """Leave changes above aside, knowingly: the plan stays as it is and is not asked again."""
    if not may_edit_plan(by, plan):
        raise PermissionDenied
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    if not (held.is_draft or held.is_issued):
        msg = f"{plan} {held.get_state_display()}, không cần trả lời cập nhật nữa."
        raise LockedError(msg)
    changes = _asked(held, rows)
    _answer(held, changes, taken=False, by=by, at=at)
    return changes


def _asked(plan: Plan, rows: Collection[int] | None) -> list[Change]:
    """Return the open changes about these rows above, as they are now."""
    found = updates.build(plan).changes
    return [one for one in found if rows is None or one.above.pk in rows]


def _new_row(plan: Plan, above: Task) -> Task:
    return Task.objects.create(
        plan=plan,
        position=after_all(plan),
        section=_section_like(plan, above.section),
        origin=above,
        text=above.text,
    )


def _section_like(plan: Plan, above: PlanSection | None) -> PlanSection | None:
    """Return the plan's heading with the same words, added at the end where it has none."""
    if above is None:
        return None
    sections = list(plan.sections.order_by("position"))
    for section in sections:
        if fold(section.heading) == fold(above.heading):
            return section
    return PlanSection.objects.create(
        plan=plan,
        part=above.part,
        position=max((one.position for one in sections), default=0) + 1,
        label=above.label,
        heading=above.heading,
    )


def _answer(plan: Plan, changes: list[Change], *, taken: bool, by: Viewer, at: datetime) -> None:
    if not changes:
        return
    UpdateAnswer.objects.bulk_create(
        UpdateAnswer(plan=plan, task=one.above, taken=taken, answered_at=at, answered_by=by.user)
        for one in changes
    )
    count, above = len(changes), updates.newest_above(plan)
    leave_event(
        verb="plan.update" if taken else "plan.keep",
        sentence=f"nhận {count} thay đổi từ {above} vào {plan}"
        if taken
        else f"giữ nguyên {plan} trước {count} thay đổi từ {above}",
        by=by,
        at=at,
        about=plan,
        territory=plan.territory,
        details={"rows": [f"{one.kind}: {one.above}" for one in changes]},
    )
