"""Record what was done: one save, whole or not at all."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import hold_period, leave_event
from plans.models import Period
from tasks.access import may_record, records_on_behalf
from tasks.actions.locks import refuse_locked
from tasks.actions.refusals import ConflictError, LockedError
from tasks.models import Assignment, Progress, Submission


@dataclass(frozen=True, slots=True)
class Recorded:
    """What an officer typed for one assignment and period."""

    state: str
    result: str = ""
    figure_done: Decimal | None = None
    figure_planned: Decimal | None = None
    figure_unit: str = ""
    difficulty: str = ""
    proposal: str = ""
    reason: str = ""


def record_progress(
    *,
    assignment: Assignment,
    period: Period,
    recorded: Recorded,
    version: int,
    by: Viewer,
    at: datetime,
    repeats: Period | None = None,
) -> Progress:
    """Save what was typed on top of the version that the person saw (0: none yet).

    `repeats` is the period whose text was taken over ("như kỳ trước"): the trail says so.
    Raises PermissionDenied, LockedError when period or report is closed to changes,
    ConflictError when somebody saved meanwhile: then nothing is written. A save sent twice (a
    double click, a page sent again) gives what stands.
    """
    if not may_record(by, assignment):
        raise PermissionDenied
    written: dict[str, Any] = {
        **asdict(recorded),
        "recorded_at": at,
        "recorded_by": by.user,
        "on_behalf": records_on_behalf(by, assignment),
    }
    with transaction.atomic():
        refuse_locked_row(assignment, period, at=at)
        stands = Progress.objects.filter(assignment=assignment, period=period).order_by().first()
        before = _typed(stands)
        try:
            progress = _write(assignment, period, written, version, stands)
        except ConflictError as error:
            current = error.current
            if isinstance(current, Progress) and _saves_again(current, recorded, version, by):
                return current
            raise
        _leave_event(assignment, progress, before, repeats=repeats, by=by, at=at)
    return progress


def _leave_event(
    assignment: Assignment,
    progress: Progress,
    before: dict[str, str],
    *,
    repeats: Period | None,
    by: Viewer,
    at: datetime,
) -> None:
    leave_event(
        verb="progress.record",
        sentence=record_in_words(
            str(progress.period),
            progress.get_state_display(),
            str(assignment.task),
            on_behalf=str(assignment.unit) if progress.on_behalf else "",
            repeats=str(repeats or ""),
        ),
        by=by,
        at=at,
        about=assignment.task,
        territory=assignment.task.plan.territory,
        details={
            "period": progress.period_id,
            "assignment": assignment.pk,
            "version": progress.version,
            "before": before,
            "after": _typed(progress),
            **({"repeats": repeats.pk} if repeats else {}),
        },
    )


def record_in_words(
    period: str, state: str, task: str, *, on_behalf: str = "", repeats: str = ""
) -> str:
    """Return what was done, as the trail says it."""
    behalf = f", thay mặt {on_behalf}" if on_behalf else ""
    copied = f", chữ như {repeats}" if repeats else ""
    return f"ghi tiến độ {period}{behalf}{copied}: {state} – {task}"


def refuse_locked_row(assignment: Assignment, period: Period, *, at: datetime) -> None:
    """Raise LockedError when what one row reports cannot be changed at this moment.

    Holds the period, so that it cannot close between this check and the write.
    """
    held = hold_period(period.pk, exclusively=False)
    if not Assignment.objects.owed_in(held).filter(pk=assignment.pk).exists():
        msg = said("Nhiệm vụ này không báo cáo trong {name}.", name=held.name)
        raise LockedError(msg)
    unit = assignment.reporter
    reports = Submission.objects.filter(plan=assignment.plan_id, unit=unit, period=held)
    refuse_locked(held, unit, reports.order_by().values_list("state", flat=True).first(), at=at)


def _write(
    assignment: Assignment,
    period: Period,
    written: dict[str, object],
    version: int,
    stands: Progress | None,
) -> Progress:
    """Write on top of the version that was seen; `stands` is the record as read a moment ago.

    Returns `stands` with what was written: a record of that version has changed in nothing else.
    """
    records = Progress.objects.filter(assignment=assignment, period=period)
    if version == 0:
        try:
            with transaction.atomic():
                return Progress.objects.create(assignment=assignment, period=period, **written)
        except IntegrityError as error:
            current = records.select_related("recorded_by").first()
            if current is None:
                raise
            raise ConflictError(current) from error
    if not stands or not records.filter(version=version).update(**written, version=version + 1):
        raise ConflictError(records.select_related("recorded_by").first())
    for name, value in {**written, "version": version + 1, "period": period}.items():
        setattr(stands, name, value)
    return stands


def _saves_again(stands: Progress, recorded: Recorded, version: int, by: Viewer) -> bool:
    """Tell whether the person sends once more what they have saved since they saw this version."""
    same = all(getattr(stands, name) == value for name, value in asdict(recorded).items())
    return same and stands.recorded_by_id == by.user.pk and version < stands.version


def _typed(progress: Progress | None) -> dict[str, str]:
    """Return what was typed, for the trail: a later save erases it from the record."""
    if progress is None:
        return {}
    values = {one.name: getattr(progress, one.name) for one in fields(Recorded)}
    return {name: str(value) for name, value in values.items() if value not in {None, ""}}
