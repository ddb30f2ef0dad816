"""Write the targets of a draft: add, change and remove them, one by one or as a list.

Each save stands on the version of the plan that the person saw; what an issued plan promises is
changed by amending it.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from indicators.models import Target
from indicators.targets.resources import TargetResource
from papi_portal import figures
from papi_portal.importing import Outcome, run
from papi_portal.workbook import Table
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Plan
from tasks.actions.refusals import ConflictError
from tasks.actions.rows import hold_draft


@dataclass(frozen=True, slots=True)
class TypedTarget:
    """What a person typed of one target: what its kind does not use stays empty."""

    text: str
    component_id: int
    year: int
    kind: str
    value: Decimal | None = None
    value_to: Decimal | None = None
    group: str = ""
    count: int | None = None
    region: str = ""


FIELDS = tuple(TypedTarget.__dataclass_fields__)


@transaction.atomic
def add_target(
    *, plan: Plan, target: TypedTarget, version: int, by: Viewer, at: datetime
) -> Target:
    """Add a target to a draft, after those it has, on top of the plan's version that was seen.

    Raises PermissionDenied, LockedError when the plan is no draft, ConflictError when somebody
    saved meanwhile: then nothing is written.
    """
    held = _held(plan, version, by)
    last: int = held.targets.aggregate(last=Max("position"))["last"] or 0
    made = Target.objects.create(plan=held, position=last + 1, **_written(target))
    _leave("target.add", f"thêm mục tiêu “{made}” vào dự thảo {held}", held, by, at, made)
    return made


@transaction.atomic
def edit_target(
    *, target: Target, typed: TypedTarget, version: int, by: Viewer, at: datetime
) -> Target:
    """Save a target of a draft; raises as `add_target` does."""
    held = _held(target.plan, version, by)
    stands = held.targets.get(pk=target.pk)
    before = words_of(stands)
    for name, value in _written(typed).items():
        setattr(stands, name, value)
    stands.save()
    stands.refresh_from_db()
    after = words_of(stands)
    changed = {name: [was, after[name]] for name, was in before.items() if was != after[name]}
    _leave("target.edit", f"sửa mục tiêu “{stands}” trong dự thảo {held}", held, by, at, changed)
    return stands


@transaction.atomic
def delete_target(*, target: Target, version: int, by: Viewer, at: datetime) -> None:
    """Remove a target from a draft, the trail keeps its words; raises as `add_target` does."""
    held = _held(target.plan, version, by)
    stands = held.targets.get(pk=target.pk)
    _leave("target.delete", f"xóa mục tiêu “{stands}” khỏi dự thảo {held}", held, by, at, stands)
    stands.delete()


@transaction.atomic
def import_targets(
    *, plan: Plan, table: Table, seen: str, version: int, by: Viewer, at: datetime
) -> Outcome:
    """Take the targets of a draft in from a list, if it still does what was seen; else nothing.

    `seen` is the fingerprint of the preview. Raises as `add_target` does.
    """
    held = _held(plan, version, by)
    outcome = run([TargetResource(held)], table, seen=seen)
    if outcome.problems or outcome.fingerprint != seen or not outcome.changes:
        transaction.set_rollback(True)
        return outcome
    _leave(
        "target.import",
        f"nhập mục tiêu của dự thảo {held} từ tệp: thêm {outcome.created}, sửa {outcome.updated}",
        held,
        by,
        at,
        {"changes": outcome.as_json()["changes"]},
    )
    return outcome


def words_of(target: Target) -> dict[str, str]:
    """Return what a target states, in words, by field."""
    names = (name for name in FIELDS if name != "component_id")
    said: dict[str, Any] = {"component": target.component}
    said |= {name: getattr(target, name) for name in names}
    return {
        name: figures.written(value) if isinstance(value, Decimal) else str(value or "")
        for name, value in said.items()
    }


def _written(target: TypedTarget) -> dict[str, Any]:
    return {name: getattr(target, name) for name in FIELDS}


def _held(plan: Plan, version: int, by: Viewer) -> Plan:
    """Return the draft, held, with its version counted on; raises as `add_target` does."""
    held = hold_draft(plan, by)
    if not Plan.objects.filter(pk=held.pk, version=version).update(version=F("version") + 1):
        raise ConflictError(held)
    return held


def _leave(
    verb: str,
    sentence: str,
    plan: Plan,
    by: Viewer,
    at: datetime,
    about: "Target | dict[str, Any]",
) -> None:
    leave_event(
        verb=verb,
        sentence=sentence,
        by=by,
        at=at,
        about=plan,
        territory=plan.territory,
        details=words_of(about) if isinstance(about, Target) else about,
    )
