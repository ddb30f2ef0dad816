"""Make, change, open, close and reopen reporting periods; give a unit more time.

Each act is the calendar's keepers': others are refused with PermissionDenied.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone, translation

from papi_portal.wording import said
from plans.access import Viewer
from plans.actions.events import leave_event
from plans.calendars import PlannedPeriod
from plans.models import Extension, Period, Plan, Territory, Unit

PERIOD_LOCKS = 1
"""First key of our advisory locks on periods; the second is the period."""
LASTING = frozenset({"kind", "year", "ordinal"})
"""What says which period it is: who owes what in it hangs on these, so they never change."""


class WrongStateError(Exception):
    """Raised when a period is not in the state that the act needs; the text says which."""


def hold_period(period_id: int, *, exclusively: bool) -> Period:
    """Return the period as it stands, held until the transaction ends.

    Savers share the hold, who closes or submits has it alone: so many save at once, and none after.
    On SQLite the immediate transaction is that hold. Raises WrongStateError when it was deleted.
    """
    if connection.vendor == "postgresql":  # pragma: no cover - branches are counted on SQLite
        lock = "pg_advisory_xact_lock" if exclusively else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s, %s)", [PERIOD_LOCKS, period_id])
    held = Period.objects.filter(pk=period_id).first()
    if held is None:
        msg = said("Kỳ báo cáo này vừa bị xóa khỏi lịch.")
        raise WrongStateError(msg)
    return held


@transaction.atomic
def plan_periods(
    *,
    territory: Territory,
    periods: Sequence[PlannedPeriod],
    plan: Plan | None = None,
    by: Viewer,
    at: datetime,
) -> list[Period]:
    """Put planned periods into the calendar of a territory, or of one plan: all or none.

    Raises ValidationError, naming the period, when one does not fit the rules of the calendar.
    """
    _refuse_stranger(by, territory.pk)
    if not periods:
        msg = said("Chọn ít nhất một kỳ báo cáo.")
        raise ValidationError(msg)
    if plan:
        _hold_open_periods({one.year for one in periods})
    # One planner at a time, so that the second reads what the first has made.
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    made = [Period(territory=territory, plan=plan, **asdict(one)) for one in periods]
    for one in made:
        _clean(one)
        one.save()
        _refuse_overtaking(one)
    names = ", ".join(one.name for one in made)
    whose = f" của {plan}" if plan else ""
    leave_event(
        verb="period.plan",
        sentence=f"lập lịch báo cáo{whose}: {names}",
        by=by,
        at=at,
        about=plan or territory,
        territory=territory,
    )
    return made


@transaction.atomic
def change_period(*, period: Period, days: PlannedPeriod, by: Viewer, at: datetime) -> Period:
    """Give a period that is not closed another name or other days; which one it is stays.

    Raises WrongStateError for a closed one, ValidationError when the days do not fit.
    """
    held = _held(period, by)
    if held.state == Period.State.CLOSED:
        msg = said("{name} đã khóa; mở lại kỳ trước khi sửa lịch.", name=held.name)
        raise WrongStateError(msg)
    name, words = held.name, []
    for field, value in asdict(days).items():
        if field not in LASTING and value != getattr(held, field):
            words.append(_change_in_words(field, getattr(held, field), value))
            setattr(held, field, value)
    if words:
        _clean(held)
        held.save()
        _refuse_overtaking(held)
        _leave_event(held, f"sửa lịch {name}: {'; '.join(words)}", "edit", by, at)
    return held


@transaction.atomic
def delete_period(*, period: Period, by: Viewer, at: datetime) -> None:
    """Take a period that was never opened out of its calendar."""
    held = _held(period, by)
    if held.state != Period.State.PLANNED:
        msg = said(
            "Không xóa được {name}: kỳ này {state}.",
            name=held.name,
            state=held.get_state_display(),
        )
        raise WrongStateError(msg)
    leave_event(
        verb="period.delete",
        sentence=f"xóa kỳ báo cáo {held.name}",
        by=by,
        at=at,
        about=held.territory,
        territory=held.territory,
    )
    held.delete()


@transaction.atomic
def open_period(*, period: Period, by: Viewer | None, at: datetime) -> Period:
    """Let units record progress for a planned period."""
    _held(period, by)
    moved = Period.objects.filter(pk=period.pk, state=Period.State.PLANNED).update(
        state=Period.State.OPEN
    )
    return _move(period, moved, "mở", by, at)


@transaction.atomic
def close_period(*, period: Period, by: Viewer, at: datetime) -> Period:
    """Lock an open period: its progress can no longer change.

    Waits for the saves in flight, which share a hold on the period.
    """
    _held(period, by)
    moved = Period.objects.filter(pk=period.pk, state=Period.State.OPEN).update(
        state=Period.State.CLOSED, closed_at=at, closed_by=by.user
    )
    return _move(period, moved, "khóa", by, at)


@transaction.atomic
def reopen_period(*, period: Period, reason: str, by: Viewer, at: datetime) -> Period:
    """Let a locked period take progress again, for a reason that stays in the trail."""
    if not reason.strip():
        msg = said("Mở lại kỳ đã khóa phải nêu lý do.")
        raise WrongStateError(msg)
    _held(period, by)
    moved = Period.objects.filter(pk=period.pk, state=Period.State.CLOSED).update(
        state=Period.State.OPEN, closed_at=None, closed_by=None
    )
    return _move(period, moved, "mở lại", by, at, reason=reason)


@transaction.atomic
def extend_period(
    *, period: Period, units: Sequence[Unit], due_on: date, reason: str, by: Viewer, at: datetime
) -> list[Extension]:
    """Give units more time in a period that has begun; what was given before stays in its history.

    The very same day and reason, sent again, stand without a second entry in the trail.

    Raises WrongStateError without a reason, for a day that has passed or is no later than what
    the unit has anyway, and for a period that was never opened.
    """
    held = _held(period, by)
    _refuse_extension(held, units, due_on, reason, on=timezone.localtime(at).date())
    in_force = Extension.objects.filter(period=held).in_force()
    stands = {one.unit_id: one for one in in_force.filter(due_on=due_on, reason=reason)}
    given = []
    for unit in units:
        if unit.pk in stands:
            given.append(stands[unit.pk])
            continue
        extension = Extension(period=held, unit=unit, due_on=due_on, reason=reason)
        extension.granted_at, extension.granted_by = at, by.user
        extension.save()
        given.append(extension)
        leave_event(
            verb="period.extend",
            sentence=f"gia hạn {held.name} cho {unit} đến hết ngày {due_on:%d/%m/%Y}: {reason}",
            by=by,
            at=at,
            about=held,
            territory=unit.territory,
        )
    return given


def _held(period: Period, by: Viewer | None) -> Period:
    """Return the period held alone for who keeps its calendar."""
    held = hold_period(period.pk, exclusively=True)
    _refuse_stranger(by, held.territory_id)
    return held


def _refuse_stranger(by: Viewer | None, territory_id: int) -> None:
    """Let pass who keeps the calendar, the administration that mends it, and the portal itself."""
    if by and not by.sees_all and not by.keeps_calendar_of(territory_id):
        raise PermissionDenied


def _refuse_extension(
    period: Period, units: Sequence[Unit], due_on: date, reason: str, *, on: date
) -> None:
    if not reason.strip():
        msg = said("Gia hạn phải nêu lý do.")
        raise WrongStateError(msg)
    if period.state == Period.State.PLANNED:
        msg = said("{name} chưa mở; hãy sửa hạn nộp trong lịch thay vì gia hạn.", name=period.name)
        raise WrongStateError(msg)
    if due_on < on:
        msg = said("Không gia hạn lùi: ngày {due_on:%d/%m/%Y} đã qua.", due_on=due_on)
        raise WrongStateError(msg)
    for unit in units:
        known = period.due_on(unit.territory.level)
        if due_on <= known:
            msg = said(
                "Hạn của {unit} đã là ngày {known:%d/%m/%Y}; chọn một ngày sau đó.",
                unit=unit,
                known=known,
            )
            raise WrongStateError(msg)


def _clean(period: Period) -> None:
    """Raise ValidationError for a period that breaks a rule; each sentence names it."""
    try:
        period.full_clean()
    except ValidationError as error:
        told = [f"{period.name}: {sentence}" for sentence in error.messages]
        raise ValidationError(told) from error


def _hold_open_periods(years: set[int]) -> None:
    """Wait for the saves in flight in the calendars that a plan is about to leave."""
    shared = Period.objects.filter(plan=None, year__in=years, state=Period.State.OPEN)
    for pk in shared.order_by("pk").values_list("pk", flat=True):
        hold_period(pk, exclusively=True)


def _refuse_overtaking(changed: Period) -> None:
    """Raise ValidationError when a plan's own periods begin within a shared one that counts for it.

    The plan would leave that period: what it reported there, or failed to, would vanish from the
    figures. A shared one counts when the plan reported in it, or was in force when it closed.
    """
    plans = Plan.objects.filter(periods__year=changed.year).select_related(
        "territory__parent__parent"
    )
    for plan in {changed.plan} if changed.plan else set(plans):
        own = plan.periods.filter(year=changed.year).order_by("data_from")[0]
        counts = Q(submissions__plan=plan) | Q(progress__assignment__plan=plan)
        if plan.issued_on:
            counts |= Q(state=Period.State.CLOSED, data_to__gte=plan.issued_on)
        shared = Period.objects.filter(
            plan=None, year=own.year, territory__in=plan.territory.line()
        )
        overtaken = shared.filter(counts, data_to__gte=own.data_from).order_by("data_to").last()
        if overtaken:
            msg = said(
                "{plan} theo lịch chung đến {name}, số liệu đến hết ngày {data_to:%d/%m/%Y}; kỳ"
                " riêng của kế hoạch bắt đầu sau ngày đó.",
                plan=plan,
                name=overtaken.name,
                data_to=overtaken.data_to,
            )
            raise ValidationError(msg)


def _move(
    period: Period, moved: int, word: str, by: Viewer | None, at: datetime, *, reason: str = ""
) -> Period:
    period.refresh_from_db()
    if not moved:
        msg = said(
            "Không thể {word} {name}: kỳ này {state}.",
            word=word,
            name=period.name,
            state=period.get_state_display(),
        )
        raise WrongStateError(msg)
    why = f": {reason}" if reason else ""
    _leave_event(period, f"{word} kỳ báo cáo {period.name}{why}", period.state, by, at)
    return period


def _leave_event(period: Period, sentence: str, verb: str, by: Viewer | None, at: datetime) -> None:
    leave_event(
        verb=f"period.{verb}",
        sentence=sentence,
        by=by,
        at=at,
        about=period,
        territory=period.territory,
    )


def _change_in_words(name: str, before: Any, after: Any) -> str:
    with translation.override("vi"):
        label = getattr(Period._meta.get_field(name), "verbose_name", name)
        return f"{label} từ {_word(before)} thành {_word(after)}"


def _word(value: Any) -> str:
    if value is None:
        return "trống"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
