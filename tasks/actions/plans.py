"""Write a draft as a document: its head, its headings; or throw it away."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Plan, PlanSection
from tasks.actions.refusals import ConflictError, number_told_if_taken
from tasks.actions.rows import hold_draft
from tasks.models import Intake

HEAD = (
    "kind",
    "number",
    "issued_on",
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
    "below_due_on",
)
"""What a person may write on the head of a draft."""

SECTION = ("label", "heading", "text")
"""What a person may write in a heading of a draft."""


@transaction.atomic
def edit_plan(
    *, plan: Plan, head: Mapping[str, Any], version: int, by: Viewer, at: datetime
) -> Plan:
    """Save the head of a draft (fields of `HEAD`) on top of the version that the person saw.

    Raises PermissionDenied, LockedError when it is no draft or its number was taken meanwhile,
    ConflictError when somebody saved meanwhile: then nothing is written.
    """
    held = hold_draft(plan, by)
    written = {name: head[name] for name in HEAD if name in head}
    changed = {name: value for name, value in written.items() if getattr(held, name) != value}
    drafts = Plan.objects.filter(pk=plan.pk, version=version)
    with number_told_if_taken():
        saved = drafts.update(**written, version=F("version") + 1)
    if not saved:
        raise ConflictError(held)
    plan.refresh_from_db()
    leave_event(
        verb="plan.edit",
        sentence=f"sửa thông tin dự thảo {plan}",
        by=by,
        at=at,
        about=plan,
        territory=plan.territory,
        details={name: [str(getattr(held, name)), str(value)] for name, value in changed.items()},
    )
    return plan


@transaction.atomic
def edit_section(
    *, section: PlanSection, typed: Mapping[str, str], version: int, by: Viewer, at: datetime
) -> PlanSection:
    """Save a heading of a draft (label, heading, text) on top of the plan's version that was seen.

    Raises as `edit_plan` does.
    """
    plan = hold_draft(section.plan, by)
    before = [section.title, section.text]
    if not Plan.objects.filter(pk=plan.pk, version=version).update(version=F("version") + 1):
        raise ConflictError(PlanSection.objects.filter(pk=section.pk).first())
    PlanSection.objects.filter(pk=section.pk).update(**{name: typed[name] for name in SECTION})
    section.refresh_from_db()
    leave_event(
        verb="section.edit",
        sentence=f"sửa mục “{section}” trong dự thảo {plan}",
        by=by,
        at=at,
        about=plan,
        territory=plan.territory,
        details={"before": before, "after": [section.title, section.text]},
    )
    return section


@transaction.atomic
def add_section(
    *, plan: Plan, typed: Mapping[str, str], version: int, by: Viewer, at: datetime
) -> PlanSection:
    """Add a heading to the appendix of a draft, after those it has.

    Raises as `edit_plan` does.
    """
    held = hold_draft(plan, by)
    if not Plan.objects.filter(pk=held.pk, version=version).update(version=F("version") + 1):
        raise ConflictError(held)
    appendix = held.sections.filter(part=PlanSection.Part.APPENDIX)
    last: int = appendix.aggregate(last=Max("position"))["last"] or 0
    section = PlanSection.objects.create(
        plan=held,
        part=PlanSection.Part.APPENDIX,
        position=last + 1,
        **{name: typed[name] for name in SECTION},
    )
    leave_event(
        verb="section.add",
        sentence=f"thêm mục “{section}” vào dự thảo {held}",
        by=by,
        at=at,
        about=held,
        territory=held.territory,
    )
    return section


@transaction.atomic
def discard_draft(*, plan: Plan, by: Viewer, at: datetime) -> None:
    """Throw a draft away with all its rows; the trail of its territory keeps what it was.

    The workbooks brought back for it go along, their files when the act is certain.
    """
    held = hold_draft(plan, by)
    brought = held.changed_by_intakes.exclude(state=Intake.State.DISCARDED)
    files = [intake.file for intake in brought]
    leave_event(
        verb="plan.discard",
        sentence=f"xóa dự thảo {held} ({held.tasks.count()} nhiệm vụ): {held.subject}",
        by=by,
        at=at,
        about=held.territory,
        territory=held.territory,
    )
    held.delete()
    for file in files:
        transaction.on_commit(partial(file.delete, save=False))
