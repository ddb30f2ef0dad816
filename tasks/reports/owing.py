"""Which reports are owed in some periods: a unit's on a plan, and how many rows it still lacks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast

from django.db.models import Count, Exists, F, OuterRef, Q, Value

from plans.models import Extension, MoreTime, Period, Plan, Unit
from plans.owing import plans_owing
from tasks.actions.locks import lock_reason
from tasks.models import EDITABLE_STATES, Progress, Submission
from tasks.models.days import begins_in
from tasks.models.submissions import SubmissionQuerySet, first_handing_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tasks.models import Assignment
    from tasks.models.tasks import AssignmentQuerySet

    Counts = QuerySet[Assignment, tuple[int, int, int, int, int]]

Key = tuple[int, int, int]
"""Period, plan, unit: what one report is about."""


class RowCount(NamedTuple):
    """How many of the rows asked for a report on a plan covers, and how many are not recorded."""

    key: Key
    total: int
    missing: int


@dataclass(frozen=True, slots=True)
class OwedReport:
    """A unit's report on a plan for a period, and its days.

    `state` is empty when nobody has begun it.
    """

    key: Key
    period: Period
    plan: Plan
    unit: Unit
    more_time: MoreTime
    state: str

    @property
    def numbers(self) -> tuple[int, int, int]:
        """What its address is made of."""
        period, plan, unit = self.key
        return plan, unit, period

    @property
    def is_handed_in(self) -> bool:
        """Whether it has left the unit and has not come back."""
        return bool(self.state) and self.state not in EDITABLE_STATES

    @property
    def is_returned(self) -> bool:
        """Whether the level above sent it back."""
        return self.state == Submission.State.RETURNED

    @property
    def is_extended(self) -> bool:
        """Whether the unit was given a later day."""
        return self.more_time.until is not None

    @property
    def due_on(self) -> date:
        """The day on which it is due, as long as it is owed: the unit's extension included."""
        return self.due_when(None)

    def due_when(self, handed_in_at: datetime | None) -> date:
        """Return the last day in time for what was handed in at a moment, or is still owed."""
        known = self.period.due_on(self.unit.territory.level)
        return self.more_time.due_on(known, handed_in_at=handed_in_at)

    def may_be_written(self, on: date) -> bool:
        """Tell whether nothing locks it on a day."""
        return not lock_reason(self.period, self.state, on=on, extended_to=self.more_time.until)


@dataclass(frozen=True, slots=True)
class CurrentReport(OwedReport):
    """A report as those see it who work at it: its rows, those not recorded, and what is begun."""

    total: int
    missing: int
    submission: Submission | None

    @property
    def is_proposed(self) -> bool:
        """Whether it lies before the unit's leader."""
        return self.submission is not None and self.submission.proposed_at is not None


@dataclass(frozen=True, slots=True)
class PastReport(OwedReport):
    """A report as those see it who look back: when it was first handed in.

    None if it never was, or was taken back before anybody read it.
    """

    first_at: datetime | None


class Facts(TypedDict):
    """What is the same for all who ask for a report."""

    key: Key
    period: Period
    plan: Plan
    unit: Unit
    more_time: MoreTime


def build(*, periods: Sequence[Period], rows: "AssignmentQuerySet") -> list[CurrentReport]:
    """Return the reports of some periods that cover any of these rows: five queries.

    Counted are these rows alone: a colleague's own, or all that a commune answers for.
    """
    counted = _counted(periods, rows)
    keys = [one.key for one in counted]
    facts = _facts(periods, keys, Plan.objects.in_bulk({plan for _, plan, _ in keys}))
    begun = {(one.period_id, one.plan_id, one.unit_id): one for one in _begun(facts)}
    return [_current(facts[one.key], one, begun.get(one.key)) for one in counted]


def _current(facts: Facts, counted: RowCount, submission: Submission | None) -> CurrentReport:
    return CurrentReport(
        **facts,
        total=counted.total,
        missing=counted.missing,
        state=submission.state if submission else "",
        submission=submission,
    )


def look_back(
    *, periods: Sequence[Period], rows: "AssignmentQuerySet", plans: Mapping[int, Plan]
) -> list[PastReport]:
    """Return the same reports without what they lack and what they say: five queries.

    `plans` are those of the rows, by primary key.
    """
    owed = _owed(periods, rows)
    facts = _facts(periods, owed, plans)
    begun = _begun(facts).order_by().annotate(first_at=first_handing_in())
    # Not the reports themselves: a year of a province has thirteen hundred.
    told = begun.values_list("period", "plan", "unit", "state", "first_at")
    known = {(period, plan, unit): stands for period, plan, unit, *stands in told}
    return [
        PastReport(**facts[key], state=state, first_at=first_at)
        for key in sorted(owed)
        for state, first_at in (known.get(key, ("", None)),)
    ]


def _facts(
    periods: Sequence[Period], keys: Collection[Key], plans: Mapping[int, Plan]
) -> dict[Key, Facts]:
    """Return the period, plan, unit and days of each report: two queries."""
    by_pk = {period.pk: period for period in periods}
    units = Unit.objects.select_related("territory").in_bulk({unit for _, _, unit in keys})
    more_time = Extension.objects.filter(period__in=by_pk, unit__in=units).more_time()
    return {
        (period, plan, unit): Facts(
            key=(period, plan, unit),
            period=by_pk[period],
            plan=plans[plan],
            unit=units[unit],
            more_time=more_time[period, unit],
        )
        for period, plan, unit in keys
    }


def _begun(keys: Collection[Key]) -> SubmissionQuerySet:
    """Return what is begun of these reports, and perhaps others on their plans.

    Not by unit, too: SQLite would try each unit with each plan in each period.
    """
    periods, plans = {period for period, _, _ in keys}, {plan for _, plan, _ in keys}
    return Submission.objects.filter(period__in=periods, plan__in=plans)


def _counted(periods: Sequence[Period], rows: "AssignmentQuerySet") -> list[RowCount]:
    """Count rows by report, in one query: what is owed is another question in each period."""
    if not periods:
        return []
    first, *others = [_counted_in(period, rows) for period in periods]
    found = first.union(*others, all=True) if others else first
    return sorted(
        RowCount((period, plan, unit), total, missing)
        for period, plan, unit, total, missing in found
    )


def _counted_in(period: Period, rows: "AssignmentQuerySet") -> "Counts":
    recorded = Progress.objects.filter(assignment=OuterRef("pk"), period=period)
    counts = (
        rows.owed_in(period)
        .annotate(in_period=Value(period.pk), on_plan=F("plan"), by_unit=F("reporter"))
        .annotate(is_recorded=Exists(recorded))
        .order_by()
        .values_list("in_period", "on_plan", "by_unit")
        .annotate(total=Count("pk"), missing=Count("pk", filter=Q(is_recorded=False)))
    )
    return cast("Counts", counts)


def _owed(periods: Sequence[Period], rows: "AssignmentQuerySet") -> set[Key]:
    """Return which reports cover any of these rows, not asking how many: two queries.

    Rows that begin and pass to others on the same days are one line of the answer.
    """
    owing = {(one.period, one.plan) for one in plans_owing(periods)}
    return {
        (period.pk, plan, unit)
        for plan, unit, starts_on, handed_over_on in _shapes(rows)
        for period in periods
        if (period.pk, plan) in owing and begins_in(period, starts_on, handed_over_on)
    }


def _shapes(rows: "AssignmentQuerySet") -> Iterable[tuple[int, int, date | None, date | None]]:
    """Return who reports on what, and the days for which some of the rows hold."""
    always, later = (
        some.values_list("plan", "reporter", "begins", "handed_over_on")  # type: ignore[misc] # annotated by by_beginning
        for some in rows.reporting().by_beginning()
    )
    return cast("Iterable[tuple[int, int, date | None, date | None]]", always.union(later))
