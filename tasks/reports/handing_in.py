"""Where the reports that units owe in some periods stand: state, due day, day handed in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from papi_portal.wording import said
from plans.models import Extension, MoreTime, Period, Territory, may_still
from plans.owing import Owing
from tasks import standing
from tasks.models import Submission
from tasks.models.days import begins_in
from tasks.models.submissions import first_handing_in
from tasks.models.tasks import AssignmentQuerySet
from tasks.standing import Standing

MISSING, NO_PLAN = "missing", "no_plan"
PLACE, UNIT = "place", "unit"
PROVINCE = Territory.Level.PROVINCE
State = Submission.State
STATE_WORDS = {MISSING: "chưa nộp", NO_PLAN: "chưa có kế hoạch"} | {one: one.label for one in State}
RANKS = {
    MISSING: 0,
    State.DRAFT: 0,
    State.RETURNED: 0,
    State.SUBMITTED: 1,
    State.ACCEPTED: 2,
    NO_PLAN: 3,
}
"""How far a report is; of several that count as one, the one furthest behind stands for them."""

SHAPES = {
    MISSING: "none",
    NO_PLAN: "nothing_arose",
    State.DRAFT: "in_progress",
    State.RETURNED: "returned",
    State.SUBMITTED: "done_in_period",
    State.ACCEPTED: "completed",
}


Owner = tuple[str, int, int]
"""A territory or a unit (`PLACE`, `UNIT`), its key, and the period of the reports it owes."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its state, and how it stands against the day on which it is due.

    `days_late` is negative as long as there is time; `plan` and `unit` are 0 without a plan.
    """

    plan: int
    unit: int
    state: str
    due: Standing
    due_on: date
    is_extended: bool
    handed_in_on: date | None
    days_late: int

    @property
    def word(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def shape(self) -> str:
        """Name of the shape that the state is drawn as."""
        return SHAPES[self.state]

    @property
    def rank(self) -> int:
        return RANKS[self.state]

    @property
    def is_owed(self) -> bool:
        """Whether there is a plan, and the report has not been handed in or came back."""
        return self.rank == 0

    @property
    def is_late(self) -> bool:
        """Whether it is owed and its day has passed."""
        return self.is_owed and self.due.kind == "late"

    @property
    def notes(self) -> tuple[str, ...]:
        """When it was handed in first, and until when it has more time."""
        told = []
        if self.handed_in_on:
            told.append(said("nộp {day:%d/%m/%Y}", day=self.handed_in_on))
        if self.is_extended:
            told.append(said("gia hạn đến {day:%d/%m/%Y}", day=self.due_on))
        return tuple(told)

    @property
    def is_on_time(self) -> bool:
        """Whether it stands handed in, first so in time."""
        return self.handed_in_on is not None and not self.is_owed and self.days_late <= 0

    @property
    def is_handed_in_late(self) -> bool:
        """Whether it stands handed in, first so after its day."""
        return self.handed_in_on is not None and not self.is_owed and self.days_late > 0


SHOWN: Mapping[str, Callable[[Report], bool]] = {
    "handed_in": lambda one: one.state in {State.SUBMITTED, State.ACCEPTED},
    "on_time": lambda one: one.is_on_time,
    "handed_in_late": lambda one: one.is_handed_in_late,
    "owing": lambda one: one.state in {MISSING, State.DRAFT},
    "late": lambda one: one.is_late,
    "planned": lambda one: one.state != NO_PLAN,
    MISSING: lambda one: one.state == MISSING,
    NO_PLAN: lambda one: one.state == NO_PLAN,
    State.DRAFT: lambda one: one.state == State.DRAFT,
    State.SUBMITTED: lambda one: one.state == State.SUBMITTED,
    State.RETURNED: lambda one: one.state == State.RETURNED,
    State.ACCEPTED: lambda one: one.state == State.ACCEPTED,
}
"""Which reports each figure opens."""


def no_plan(period: Period) -> Report:
    """Return what stands for the report of who has no plan."""
    due = period.due_commune_on
    return Report(
        plan=0,
        unit=0,
        state=NO_PLAN,
        due=Standing("none", ""),
        due_on=due,
        is_extended=False,
        handed_in_on=None,
        days_late=0,
    )


def by_owner(
    rows: AssignmentQuerySet, periods: Sequence[Period], on_plans: Iterable[Owing], *, on: date
) -> dict[Owner, Report]:
    """Return what stands for all reports that a commune or a department owes: three queries.

    For each period it is the one furthest behind: who is late on one plan is late. What is asked
    for is told at `owed`.
    """
    several = defaultdict[Owner, list[Report]](list)
    reports = build(periods=periods, owed=owed(rows, periods, on_plans), on=on)
    for one, report in reports.items():
        kind, owner = (UNIT, one.unit) if one.level == PROVINCE else (PLACE, one.territory)
        several[kind, owner, one.period].append(report)
    return {
        owner: min(found, key=lambda one: (one.rank, -one.days_late, one.plan, one.unit))
        for owner, found in several.items()
    }


def owed(
    rows: AssignmentQuerySet, periods: Sequence[Period], on_plans: Iterable[Owing]
) -> list[Owing]:
    """Return what communes and departments owe, their own plans' first: one query.

    `on_plans` says which plans report in which period. `rows` are those of which the province's
    plans count; rows of a unit that begin and pass to others on the same days are one line of the
    answer. A commune's own plan, once issued, takes over what the province's gave it.
    """
    by_pk = {period.pk: period for period in periods}
    reporting = defaultdict[int, list[Period]](list)
    own = []
    for one in on_plans:
        if one.level == PROVINCE:
            reporting[one.plan].append(by_pk[one.period])
        else:
            own.append(one)
    who = ("plan", "unit", "unit__territory", "unit__territory__level")
    given = rows.filter(
        plan__in=reporting, unit__territory__level__in=(Territory.Level.COMMUNE, PROVINCE)
    )
    always, later = (
        some.values_list(*who, "begins", "handed_over_on")
        for some in given.reporting().by_beginning()
    )
    on_plans_of_province = (
        Owing(period.pk, plan, unit, place, level)
        for plan, unit, place, level, starts_on, handed_over_on in always.union(later)
        for period in reporting[plan]
        if begins_in(period, starts_on, handed_over_on)
    )
    return list(dict.fromkeys((*own, *on_plans_of_province)))


def build(*, periods: Sequence[Period], owed: Iterable[Owing], on: date) -> dict[Owing, Report]:
    """Return how each report that is owed stands: two queries."""
    by_pk = {period.pk: period for period in periods}
    more_time = Extension.objects.filter(period__in=by_pk).more_time()
    found = {
        (period, plan, unit): (state, first)
        for period, plan, unit, state, first in Submission.objects.filter(period__in=by_pk)
        .annotate(first_at=first_handing_in())
        .values_list("period", "plan", "unit", "state", "first_at")
        .order_by()
    }
    reports = {}
    for one in owed:
        state, first = found.get((one.period, one.plan, one.unit), (MISSING, None))
        given = more_time[one.period, one.unit]
        reports[one] = _report(by_pk[one.period], one, state, first, more_time=given, on=on)
    return reports


def _report(
    period: Period,
    owed: Owing,
    state: str,
    first: datetime | None,
    *,
    more_time: MoreTime,
    on: date,
) -> Report:
    known = period.due_on(owed.level)
    handed_in_on = timezone.localtime(first).date() if first else None
    is_awaited = RANKS[state] == 0 and may_still(period, more_time.until, on=on)
    due_on = more_time.due_on(known, handed_in_at=None if is_awaited else first)
    seen_on = on if is_awaited else handed_in_on
    return Report(
        plan=owed.plan,
        unit=owed.unit,
        state=state,
        due=_standing(period, due_on, handed_in_on, state, is_awaited=is_awaited, on=on),
        due_on=due_on,
        is_extended=due_on != known,
        handed_in_on=handed_in_on,
        days_late=((seen_on or on) - due_on).days,
    )


def _standing(
    period: Period,
    due_on: date,
    handed_in_on: date | None,
    state: str,
    *,
    is_awaited: bool,
    on: date,
) -> Standing:
    """Return days left or late as long as it may be handed in, then how it was handed in."""
    if period.state == Period.State.PLANNED:
        return Standing("none", said("kỳ chưa mở"))
    if is_awaited:
        return standing.of_date(due_on, on=on)
    if handed_in_on is None:
        return Standing("late", said("kỳ đã khóa"))
    return standing.of_submission(handed_in_on, due_on, state, on=on)
