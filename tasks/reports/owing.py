"""Which reports are owed in some periods: a unit's on a plan, and how many rows it still lacks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, cast

from django.db.models import Count, Exists, F, OuterRef, Q, Value

from plans.models import Extension, MoreTime, Period, Plan, Unit
from tasks.actions.locks import lock_reason
from tasks.models import EDITABLE_STATES, Progress, Submission
from tasks.models.submissions import SubmissionQuerySet, first_handing_in
from tasks.models.tasks import begins_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tasks.models import Assignment
    from tasks.models.tasks import AssignmentQuerySet

    Counts = QuerySet[Assignment, tuple[int, int, int, int, int]]

Key = tuple[int, int, int]
"""Period, plan, unit: what one report is about."""


class Counted(NamedTuple):
    """How many of the rows asked for a report on a plan covers, and how many are not recorded."""

    period_id: int
    plan_id: int
    unit_id: int
    total: int
    missing: int


class Begun(NamedTuple):
    """What is known of a report that somebody has begun."""

    state: str
    submission: Submission | None
    first_at: datetime | None


NOT_BEGUN = Begun("", None, None)


@dataclass(frozen=True, slots=True)
class OwedReport:
    """A unit's report on a plan for a period: its rows, its days and how far it is.

    `state` is empty when nobody has begun it. Who asks with `with_missing` is given the report, who
    asks without it is told when it was first handed in (`first_at`); the other is None.
    """

    period: Period
    plan: Plan
    unit: Unit
    total: int
    missing: int
    state: str
    submission: Submission | None
    first_at: datetime | None
    more_time: MoreTime

    @property
    def numbers(self) -> tuple[int, int, int]:
        """What its address is made of."""
        return self.plan.pk, self.unit.pk, self.period.pk

    @property
    def is_handed_in(self) -> bool:
        """Whether it has left the unit and has not come back."""
        return bool(self.state) and self.state not in EDITABLE_STATES

    @property
    def is_returned(self) -> bool:
        """Whether the level above sent it back."""
        return self.state == Submission.State.RETURNED

    @property
    def is_proposed(self) -> bool:
        """Whether it lies before the unit's leader."""
        return self.submission is not None and self.submission.proposed_at is not None

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


def build(
    *, periods: Sequence[Period], rows: "AssignmentQuerySet", with_missing: bool = True
) -> list[OwedReport]:
    """Return the reports of some periods that cover any of these rows: six queries at most.

    Counted are these rows alone: a colleague's own, or all that a commune answers for. Without
    `with_missing` nobody asks which are recorded: none is told to be missing, and of reports only
    the state is read, and when it was first handed in.
    """
    counted = (_counted if with_missing else _totals)(periods, rows)
    by_pk = {period.pk: period for period in periods}
    plans = Plan.objects.select_related("issuer").in_bulk({one.plan_id for one in counted})
    units = Unit.objects.select_related("territory").in_bulk({one.unit_id for one in counted})
    more_time = Extension.objects.filter(period__in=by_pk, unit__in=units).more_time()
    # Not by unit, too: SQLite would try each unit with each plan in each period.
    of_plans = Submission.objects.filter(period__in=by_pk, plan__in=plans)
    found = (_reports if with_missing else _states)(of_plans)
    return [
        OwedReport(
            period=by_pk[one.period_id],
            plan=plans[one.plan_id],
            unit=units[one.unit_id],
            total=one.total,
            missing=one.missing,
            state=begun.state,
            submission=begun.submission,
            first_at=begun.first_at,
            more_time=more_time[one.period_id, one.unit_id],
        )
        for one in counted
        for begun in (found.get(one[:3], NOT_BEGUN),)
    ]


def _reports(begun: SubmissionQuerySet) -> dict[Key, Begun]:
    return {(one.period_id, one.plan_id, one.unit_id): Begun(one.state, one, None) for one in begun}


def _states(begun: SubmissionQuerySet) -> dict[Key, Begun]:
    """Return where reports stand, thirteen hundred in a year of a province, and no more of them."""
    told = begun.order_by().annotate(first_at=first_handing_in())
    return {
        (period, plan, unit): Begun(state, None, first_at)
        for period, plan, unit, state, first_at in told.values_list(
            "period", "plan", "unit", "state", "first_at"
        )
    }


def _counted(periods: Sequence[Period], rows: "AssignmentQuerySet") -> list[Counted]:
    """Count rows by report, in one query: what is owed is another question in each period."""
    if not periods:
        return []
    first, *others = [_counted_in(period, rows) for period in periods]
    found = first.union(*others, all=True) if others else first
    return sorted(Counted(*one) for one in found)


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


def _totals(periods: Sequence[Period], rows: "AssignmentQuerySet") -> list[Counted]:
    """Count rows by report, not asking what is recorded: two queries.

    Rows that begin and pass to others on the same days are counted together for all periods.
    """
    asked = Period.objects.filter(pk__in=[one.pk for one in periods])
    owing = {(period, plan) for period, plan, *_ in asked.with_plans()}
    total = Counter[Key]()
    for plan, unit, starts_on, handed_over_on, number in _shapes(rows):
        for period in periods:
            if (period.pk, plan) in owing and begins_in(period, starts_on, handed_over_on):
                total[period.pk, plan, unit] += number
    return sorted(Counted(*key, number, 0) for key, number in total.items())


def _shapes(rows: "AssignmentQuerySet") -> Iterable[tuple[int, int, date | None, date | None, int]]:
    """Return how many rows of a plan a unit reports on that hold for the same days."""
    always, later = (
        some.values_list("plan", "reporter", "begins", "handed_over_on").annotate(  # type: ignore[misc] # annotated by by_beginning
            number=Count("pk")
        )
        for some in rows.reporting().by_beginning()
    )
    shapes = always.union(later, all=True)
    return cast("Iterable[tuple[int, int, date | None, date | None, int]]", shapes)
