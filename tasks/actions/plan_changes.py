"""Take a plan's workbook back in: kept as uploaded, seen as a difference, then all or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Plan
from tasks.access import may_edit_plan
from tasks.actions.copying import amend_plan
from tasks.actions.intake import DECIDED, Upload, keep_upload
from tasks.actions.refusals import LockedError
from tasks.actions.rows import ROOM, put_in_order
from tasks.models import Intake, Party, Task
from tasks.reports.changed_rows import ROLES
from tasks.reports.plan_changes import MissingRow, PlanChanges, RowChange, compare
from tasks.reports.plan_workbook import is_ours

Rows = dict[int, Task]
BATCH = 500

NOT_OURS = said(
    "Tệp Excel này không phải do cổng này xuất ra, hoặc trang ẩn của tệp đã bị sửa."
    " Hãy tải tệp Excel mới từ trang kế hoạch rồi sửa lại."
)
NO_PLAN = said(
    "Kế hoạch của tệp Excel này không còn trong cổng, hoặc tài khoản này không được xem."
)
SEEN_OTHERWISE = said(
    "Chưa có gì được ghi: kế hoạch đã thay đổi từ lúc xem. Hãy xem lại các thay đổi rồi xác nhận."
)
MISTAKEN = said("Tệp còn lỗi nên chưa ghi được. Hãy sửa trong Excel rồi tải lên lại.")
NOTHING = said("Không có thay đổi nào được chọn để ghi.")


def start_changes(*, upload: Upload, values: Mapping[str, Any], by: Viewer, at: datetime) -> Intake:
    """Keep an uploaded plan workbook with what `portal_workbook.read` found in it.

    Raises LockedError when it is not of a plan that the person sees in this portal,
    PermissionDenied when they may not change that plan.
    """
    if not is_ours(values):
        raise LockedError(NOT_OURS)
    plan = Plan.objects.visible_to(by).filter(pk=values["plan"]).first()
    if plan is None:
        raise LockedError(NO_PLAN)
    if not may_edit_plan(by, plan):
        raise PermissionDenied
    intake = Intake(territory=plan.territory, values=dict(values), changes_plan=plan)
    return keep_upload(intake, upload, purpose=f"sửa {plan}", by=by, at=at)


@transaction.atomic
def apply_changes(
    *,
    intake: Intake,
    seen: str,
    removed: Iterable[int] = (),
    taken: Iterable[int] = (),
    by: Viewer,
    at: datetime,
) -> Plan:
    """Write what the difference view showed, all of it or nothing; return the draft.

    `seen` is the fingerprint of what was shown. Of the rows missing in the file those in `removed`
    go, of the rows in conflict those in `taken` are written as in the file. A draft is changed in
    place; of an issued plan an amending draft is made. Who confirms again gets the same plan.

    Raises PermissionDenied; LockedError when the plan is not as it was shown, the file has mistakes
    or nothing was chosen.
    """
    # First the plan, as everybody who writes in it does, so that no two wait for each other.
    plan = Plan.objects.select_for_update().filter(pk=intake.changes_plan_id or 0).first()
    held = Intake.objects.select_for_update().filter(pk=intake.pk).first()
    if held and held.plan:
        return held.plan
    if plan is None or held is None or not held.is_waiting:
        raise LockedError(DECIDED)
    if not may_edit_plan(by, plan):
        raise PermissionDenied
    changes = compare(plan, held.values, on=by.on)
    chosen = _chosen(changes, seen, set(removed), set(taken))
    draft, rows, sections = _rows_to_write(plan, by, at)
    _write(draft, rows, sections, chosen)
    held.state, held.decided_at, held.plan = Intake.State.CONFIRMED, at, draft
    held.version += 1
    held.save()
    leave_event(
        verb="plan.change",
        sentence=f"sửa dự thảo {draft} theo tệp “{held.file_name}”: {chosen.counts}",
        by=by,
        at=at,
        about=draft,
        territory=draft.territory,
        details={"sha256": held.sha256, "file": held.file_name, **chosen.details(rows)},
    )
    return draft


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What of a difference is written."""

    edited: tuple[RowChange, ...]
    added: tuple[RowChange, ...]
    leaving: tuple[MissingRow, ...]
    sequence: tuple[tuple[int, int | None], ...]

    @property
    def counts(self) -> str:
        return f"sửa {len(self.edited)}, thêm {len(self.added)}, xóa {len(self.leaving)} nhiệm vụ"

    def details(self, rows: Rows) -> dict[str, Any]:
        """Return what the trail keeps: fields before and after, what was added and removed."""
        return {
            "changed": {
                str(rows[one.code].pk): {
                    field.key: [field.now, field.new] for field in one.fields if field.is_written
                }
                for one in self.edited
            },
            "added": [{field.key: field.new for field in one.fields} for one in self.added],
            "removed": [
                {"row": one.task_id, "name": one.name, "text": one.text} for one in self.leaving
            ],
        }


def _chosen(changes: PlanChanges, seen: str, removed: set[int], taken: set[int]) -> _Chosen:
    if changes.fingerprint != seen:
        raise LockedError(SEEN_OTHERWISE)
    if changes.mistakes:
        raise LockedError(MISTAKEN)
    chosen = _Chosen(
        edited=(*changes.changed, *(one for one in changes.conflicts if one.code in taken)),
        added=changes.added,
        leaving=tuple(one for one in changes.missing if one.task_id in removed),
        sequence=changes.sequence,
    )
    if not (chosen.edited or chosen.added or chosen.leaving):
        raise LockedError(NOTHING)
    return chosen


def _rows_to_write(plan: Plan, by: Viewer, at: datetime) -> tuple[Plan, Rows, dict[int, int]]:
    """Return the draft to write in, and its rows and headings by the keys that the file knows.

    The headings of a draft itself need no translation.
    """
    if plan.is_draft:
        return plan, {task.pk: task for task in plan.tasks.all()}, {}
    draft = amend_plan(plan=plan, by=by, at=at)
    rows = {task.origin_id: task for task in draft.tasks.all() if task.origin_id}
    old, new = (
        one.sections.order_by("-part", "position").values_list("pk", flat=True)
        for one in (plan, draft)
    )
    return draft, rows, dict(zip(old, new, strict=True))


def _write(draft: Plan, rows: Rows, sections: Mapping[int, int], chosen: _Chosen) -> None:
    Task.objects.filter(pk__in=[rows.pop(one.task_id).pk for one in chosen.leaving]).delete()
    for one in chosen.edited:
        _edit(rows[one.code], one, sections)
    added = {one.number: Task(plan=draft, **_own_values(one, sections)) for one in chosen.added}
    moved = {one.number for one in chosen.edited if "section_id" in one.values}
    if added or moved:
        _place(draft, rows, added, moved, chosen.sequence)
    _link(
        [
            *((rows[one.code], one) for one in chosen.edited),
            *((added[one.number], one) for one in chosen.added),
        ]
    )


def _edit(task: Task, change: RowChange, sections: Mapping[int, int]) -> None:
    """Write a row; its plan is held since before it was compared, so nobody wrote in between."""
    values = _own_values(change, sections)
    Task.objects.filter(pk=task.pk).update(**values, version=F("version") + 1)


def _own_values(change: RowChange, sections: Mapping[int, int]) -> dict[str, Any]:
    """Return what is written in the row itself; headings of an amended plan are those copied."""
    values = {name: value for name, value in change.values.items() if name != "components"}
    if "section_id" in values:
        values["section_id"] = sections.get(values["section_id"], values["section_id"])
    return values


def _place(
    draft: Plan,
    rows: Rows,
    added: Mapping[int, Task],
    moved: set[int],
    sequence: Iterable[tuple[int, int | None]],
) -> None:
    """Put new and moved rows behind the row above them in the file; the others keep their order."""
    line = list(draft.tasks.order_by("position"))
    above: Task | None = None
    for number, code in sequence:
        task = added[number] if code is None else rows[code]
        if number in moved:
            line.remove(task)
        if number in added or number in moved:
            line.insert(line.index(above) + 1 if above else 0, task)
        above = task
    draft.tasks.update(position=F("position") + ROOM)
    for position, task in enumerate(line, start=1):
        task.position = position
    Task.objects.bulk_create([task for task in line if task.pk is None], batch_size=BATCH)
    Task.objects.bulk_update(line, ["position"], batch_size=BATCH)
    put_in_order(draft)


def _link(written: Sequence[tuple[Task, RowChange]]) -> None:
    """Write who is named and what it is about, where a cell of the file says it anew."""
    for task, change in written:
        if change.code:
            roles = [ROLES[key] for key in change.roles]
            task.parties.filter(role__in=roles).delete()
        if "components" in change.values:
            task.components.set(change.values["components"])
    Party.objects.bulk_create(
        [
            Party(
                task=task,
                role=body.role,
                position=position,
                text=body.text,
                unit_id=body.unit_id,
                group=body.group,
            )
            for task, change in written
            for bodies in change.roles.values()
            for position, body in enumerate(bodies, start=1)
        ],
        batch_size=BATCH,
    )
