"""Write the rows of a draft: change, add, remove and move them.

Each save stands on the version that the person saw; an issued plan's rows never change.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max

from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Plan
from tasks.access import may_edit_plan
from tasks.actions.refusals import ConflictError, LockedError
from tasks.models import Party, Task

ROOM = 10_000
"""Distance to which rows step aside while a draft is put in order; more than any plan has."""


@dataclass(frozen=True, slots=True)
class TypedParty:
    """A body as typed in a row, and the unit or group that it means, if that is certain."""

    role: str
    text: str
    unit_id: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """What a person typed in one row of a draft."""

    text: str
    section_id: int | None = None
    label: str = ""
    title: str = ""
    lead_text: str = ""
    support_text: str = ""
    guide_text: str = ""
    deadline_text: str = ""
    deadline_kind: str = Task.DeadlineKind.NONE
    starts_on: date | None = None
    ends_on: date | None = None
    output: str = ""
    note: str = ""

    @property
    def written(self) -> dict[str, Any]:
        """The fields of the row."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class TypedLinks:
    """What a row is about (keys of components) and whom it names."""

    components: tuple[int, ...] = ()
    parties: tuple[TypedParty, ...] = ()


@transaction.atomic
def edit_row(
    *, task: Task, row: TypedRow, links: TypedLinks, version: int, by: Viewer, at: datetime
) -> Task:
    """Save a row of a draft on top of the version that the person saw.

    Raises PermissionDenied, LockedError when the plan is no draft, ConflictError when somebody
    saved meanwhile: then nothing is written.
    """
    plan = hold_draft(task.plan, by)
    before = {name: getattr(task, name) for name in row.written}
    named = list(task.parties.values_list("role", "text"))
    rows = Task.objects.filter(pk=task.pk, plan=plan)
    if not rows.filter(version=version).update(**row.written, version=F("version") + 1):
        raise ConflictError(rows.first())
    task.refresh_from_db()
    _link(task, links)
    if before["section_id"] != row.section_id:
        rows.update(position=after_all(plan))
        put_in_order(plan)
    changed = {
        name: [str(before[name]), str(value)]
        for name, value in row.written.items()
        if before[name] != value
    }
    parties = [named, list(task.parties.values_list("role", "text"))]
    details = changed | ({"parties": parties} if parties[0] != parties[1] else {})
    _leave_event(
        "row.edit", f"sửa nhiệm vụ “{task}” trong dự thảo {plan}", task, by, at, details=details
    )
    return task


@transaction.atomic
def add_row(
    *, plan: Plan, row: TypedRow, links: TypedLinks, newest: int, by: Viewer, at: datetime
) -> Task:
    """Add a row to a draft, the last one under its heading.

    `newest` is the `newest_row` that the person saw; ConflictError when one was added since, as
    by the first of two clicks: then nothing is written.
    """
    hold_draft(plan, by)
    if newest_row(plan) != newest:
        raise ConflictError(None)
    task = Task.objects.create(plan=plan, position=after_all(plan), **row.written)
    _link(task, links)
    put_in_order(plan)
    _leave_event("row.add", f"thêm nhiệm vụ “{task}” vào dự thảo {plan}", task, by, at)
    return task


@transaction.atomic
def delete_row(*, task: Task, version: int, by: Viewer, at: datetime) -> None:
    """Remove a row from a draft; the trail keeps its words."""
    plan = hold_draft(task.plan, by)
    now = Task.objects.filter(pk=task.pk).first()
    if now is None or now.version != version:
        raise ConflictError(now)
    _leave_event(
        "row.delete",
        f"xóa nhiệm vụ “{task}” khỏi dự thảo {plan}",
        task,
        by,
        at,
        details={"text": task.text, "lead": task.lead_text, "deadline": task.deadline_text},
    )
    task.delete()


@transaction.atomic
def move_row(*, task: Task, steps: int, by: Viewer, at: datetime) -> None:
    """Move a row of a draft up (-1) or down (1) under its own heading; at the end nothing moves."""
    plan = hold_draft(task.plan, by)
    stands = plan.tasks.filter(pk=task.pk).first()
    if stands is None:
        msg = said(
            "Nhiệm vụ “{task}” đã bị xóa khỏi dự thảo, nên không đổi thứ tự được nữa.", task=task
        )
        raise LockedError(msg)
    task = stands
    beside = plan.tasks.filter(section=task.section_id).exclude(pk=task.pk)
    if steps < 0:
        other = beside.filter(position__lt=task.position).order_by("-position").first()
    else:
        other = beside.filter(position__gt=task.position).order_by("position").first()
    if other is None:
        return
    mine, theirs = task.position, other.position
    Task.objects.filter(pk=task.pk).update(position=ROOM)
    Task.objects.filter(pk=other.pk).update(position=mine)
    Task.objects.filter(pk=task.pk).update(position=theirs)
    _leave_event("row.move", f"đổi thứ tự nhiệm vụ “{task}” trong dự thảo {plan}", task, by, at)


def hold_draft(plan: Plan, by: Viewer) -> Plan:
    """Return the draft as it stands, held until the transaction ends.

    Raises PermissionDenied, or LockedError when it is no draft any more.
    """
    if not may_edit_plan(by, plan):
        raise PermissionDenied
    held = Plan.objects.select_for_update().filter(pk=plan.pk).first()
    if held is None or not held.is_draft:
        word = held.get_state_display() if held else said("đã bị xóa")
        msg = said(
            "{plan} {word}, không sửa được nữa; muốn đổi nội dung thì lập bản sửa đổi, bổ sung.",
            plan=plan,
            word=word,
        )
        raise LockedError(msg)
    return held


def put_in_order(plan: Plan) -> None:
    """Number the rows of a draft in the order of its headings, keeping their order under each."""
    sections = list(plan.sections.order_by("-part", "position").values_list("pk", flat=True))
    order = {pk: number for number, pk in enumerate(sections)}
    rows = list(plan.tasks.order_by("position"))
    wanted = sorted(rows, key=lambda row: (order.get(row.section_id or 0, -1), row.position))
    if [row.position for row in wanted] == list(range(1, len(rows) + 1)):
        return
    # First all step aside: no two rows may share a position even for a moment.
    plan.tasks.update(position=F("position") + ROOM)
    for position, row in enumerate(wanted, start=1):
        row.position = position
    Task.objects.bulk_update(wanted, ["position"], batch_size=500)


def newest_row(plan: Plan) -> int:
    """Return the key of the row that was added last to a plan, 0 without any: moves keep it."""
    newest: int = plan.tasks.aggregate(newest=Max("pk"))["newest"] or 0
    return newest


def after_all(plan: Plan) -> int:
    """Return the position after the last row of a plan."""
    last: int = plan.tasks.aggregate(last=Max("position"))["last"] or 0
    return last + 1


def _link(task: Task, links: TypedLinks) -> None:
    task.components.set(links.components)
    task.parties.all().delete()
    counts: dict[str, int] = {}
    written = []
    for one in links.parties:
        counts[one.role] = counts.get(one.role, 0) + 1
        written.append(
            Party(
                task=task,
                role=one.role,
                position=counts[one.role],
                text=one.text,
                unit_id=one.unit_id,
                group=one.group,
            )
        )
    Party.objects.bulk_create(written)


def _leave_event(
    verb: str,
    sentence: str,
    task: Task,
    by: Viewer,
    at: datetime,
    details: dict[str, Any] | None = None,
) -> None:
    leave_event(
        verb=verb,
        sentence=sentence,
        by=by,
        at=at,
        about=task.plan,
        territory=task.plan.territory,
        details={"row": task.pk, **(details or {})},
    )
