"""Answer what changed above: take rows over into a draft, or keep one's own."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils import timezone

from papi_portal.text import fold
from papi_portal.wording import said
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

    A changed row takes the words from above, a new one is added, a dropped one removed; of a row
    that was split the first part takes the words, the others go. Raises LockedError for an issued
    plan: what was issued is kept, so it needs an amending draft first.
    """
    draft = hold_draft(plan, by)
    changes = _asked(draft, rows)
    Task.objects.filter(pk__in=[row.pk for one in changes for row in one.leaving]).delete()
    taken = [one for one in changes if one.kind != ChangeKind.DROPPED]
    _take_over(draft, taken, on=timezone.localtime(at).date())
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
        msg = said(
            "{plan} {state}, không cần trả lời cập nhật nữa.",
            plan=plan,
            state=held.get_state_display(),
        )
        raise LockedError(msg)
    changes = _asked(held, rows)
    _answer(held, changes, taken=False, by=by, at=at)
    return changes


def _asked(plan: Plan, rows: Collection[int] | None) -> list[Change]:
    """Return the open changes about these rows above, as they are now."""
    found = updates.build(plan).changes
    return [one for one in found if rows is None or one.above.pk in rows]


def _take_over(draft: Plan, changes: list[Change], *, on: date) -> None:
    """Write what rows above say into the draft's: few queries, at any number of rows."""
    prefetch_related_objects(
        [one.above for one in changes], "components", "parties__unit__territory"
    )
    changed = [Task(pk=one.mine[0].pk, **_words(one.above)) for one in changes if one.mine]
    Task.objects.bulk_update(changed, Task.WORDS)
    Task.objects.filter(pk__in=[row.pk for row in changed]).update(version=F("version") + 1)
    added = _add_rows(draft, [one.above for one in changes if not one.mine])
    rows = [one.mine[0].pk if one.mine else added[one.above.pk].pk for one in changes]
    _link(draft, rows, [one.above for one in changes], on=on)


def _words(above: Task) -> dict[str, Any]:
    return {name: getattr(above, name) for name in Task.WORDS}


def _link(draft: Plan, rows: list[int], above: list[Task], *, on: date) -> None:
    """Give rows of the draft the components and the parties that the rows above have."""
    meant = meant_at(draft.issuer, Directory.of(draft.territory, on=on), on=on)
    through = Task.components.through
    through.objects.filter(task__in=rows).delete()
    through.objects.bulk_create(
        through(task_id=row, component_id=component.pk)
        for row, task in zip(rows, above, strict=True)
        for component in task.components.all()
    )
    Party.objects.filter(task__in=rows).delete()
    Party.objects.bulk_create(
        Party(task_id=row, role=one.role, position=one.position, text=one.text, **meant(one))
        for row, task in zip(rows, above, strict=True)
        for one in task.parties.all()
    )


def _add_rows(draft: Plan, above: list[Task]) -> dict[int, Task]:
    """Add a row for each of these above, under the heading with the same words."""
    sections = _sections_like(draft, [row.section for row in above if row.section])
    added = Task.objects.bulk_create(
        Task(
            plan=draft,
            position=position,
            section=sections[fold(row.section.heading)] if row.section else None,
            origin=row,
            **_words(row),
        )
        for position, row in enumerate(above, start=after_all(draft))
    )
    return {row.pk: new for row, new in zip(above, added, strict=True)}


def _sections_like(plan: Plan, above: list[PlanSection]) -> dict[str, PlanSection]:
    """Return the plan's headings by their words, those that it lacks added at the end."""
    own = list(plan.sections.order_by("position"))
    known = {fold(one.heading) for one in own}
    lacking: dict[str, PlanSection] = {}
    for one in above:
        if fold(one.heading) not in known:
            lacking.setdefault(fold(one.heading), one)
    last = max((one.position for one in own), default=0)
    added = PlanSection.objects.bulk_create(
        PlanSection(
            plan=plan, part=one.part, position=position, label=one.label, heading=one.heading
        )
        for position, one in enumerate(lacking.values(), start=last + 1)
    )
    return {fold(one.heading): one for one in reversed([*own, *added])}


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
