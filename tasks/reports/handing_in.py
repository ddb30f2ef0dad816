"""Where the reports that units owe in some periods stand: state, due day, day handed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import starmap
from typing import NamedTuple, cast

from django.db.models import Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from plans.models import Extension, Period, Plan, Territory
from plans.models.plans import PlanQuerySet
from tasks import standing
from tasks.models import Submission, SubmissionStep
from tasks.models.tasks import AssignmentQuerySet
from tasks.standing import Standing

MISSING, NO_PLAN = "missing", "no_plan"
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


class Owed(NamedTuple):
    """Which report is owed: for a period, on a plan, by a unit; and where."""

    period: int
    plan: int
    unit: int
    territory: int
    level: str


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


def address() -> str:
    """Return the address of a report, its numbers still to be filled in.

    Resolving it anew for each of a thousand cells would take longer than all else on the page.
    """
    numbers = reverse("tasks:report-detail", args=[1, 2, 3])
    return numbers.replace("1/2/3", "{plan}/{unit}/{period}")


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


def of_communes(periods: Sequence[Period]) -> list[Owed]:
    """Return what the UBND of communes and districts owe on their plans: one query."""
    if not periods:
        return []
    first, *others = [_plans(period) for period in periods]
    found = first.union(*others, all=True) if others else first
    return list(starmap(Owed, cast("Iterable[tuple[int, int, int, int, str]]", found)))


def of_departments(period: Period, rows: AssignmentQuerySet) -> list[Owed]:
    """Return what the units that answer for these rows of a province's plans owe: one query."""
    listed = rows.order_by().values_list("task__plan", "unit", "unit__territory").distinct()
    level = Territory.Level.PROVINCE
    return [Owed(period.pk, plan, unit, place, level) for plan, unit, place in listed]


def _plans(period: Period) -> PlanQuerySet:
    plans = Plan.objects.owing_in(period).exclude(territory__level=Territory.Level.PROVINCE)
    listed = (
        plans.annotate(in_period=Value(period.pk), on=F("pk"), level=F("territory__level"))
        .order_by()
        .values_list("in_period", "on", "issuer", "territory", "level")
    )
    return cast("PlanQuerySet", listed)


def build(*, periods: Sequence[Period], owed: Iterable[Owed], on: date) -> dict[Owed, Report]:
    """Return how each report that is owed stands: two queries."""
    by_pk = {period.pk: period for period in periods}
    days = Extension.objects.filter(period__in=by_pk)
    extended = {(one.period_id, one.unit_id): one.due_on for one in days}
    found = {
        (period, plan, unit): (state, first)
        for period, plan, unit, state, first in Submission.objects.filter(period__in=by_pk)
        .annotate(first=Coalesce(_first_at(), "submitted_at"))
        .values_list("period", "plan", "unit", "state", "first")
        .order_by()
    }
    reports = {}
    for one in owed:
        state, first = found.get((one.period, one.plan, one.unit), (MISSING, None))
        extended_to = extended.get((one.period, one.unit))
        reports[one] = _report(by_pk[one.period], one, state, first, extended_to=extended_to, on=on)
    return reports


def _first_at() -> Subquery:
    """Return when a report was first handed in and not taken back before anybody read it.

    Of reports from before steps were kept only the last handing in is known.
    """
    taken_back = SubmissionStep.objects.filter(
        submission=OuterRef("submission"), version=OuterRef("version") + 1, state=State.DRAFT
    )
    steps = SubmissionStep.objects.filter(
        ~Exists(taken_back), submission=OuterRef("pk"), state=State.SUBMITTED
    )
    return Subquery(steps.order_by("version").values("at")[:1])


def furthest_behind(reports: Iterable[Report]) -> Report:
    """Return the report that stands for several: who is late on one plan is late."""
    return min(reports, key=lambda one: (one.rank, -one.days_late))


def _report(
    period: Period,
    owed: Owed,
    state: str,
    first: datetime | None,
    *,
    extended_to: date | None,
    on: date,
) -> Report:
    known = period.due_on(owed.level)
    due_on = max(known, extended_to or known)
    handed_in_on = timezone.localtime(first).date() if first else None
    may_still = period.is_open or bool(extended_to and on <= extended_to)
    seen_on = on if RANKS[state] == 0 and may_still else handed_in_on
    return Report(
        plan=owed.plan,
        unit=owed.unit,
        state=state,
        due=_standing(period, due_on, handed_in_on, state, may_still=may_still, on=on),
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
    may_still: bool,
    on: date,
) -> Standing:
    """Return days left or late as long as it may be handed in, then how it was handed in."""
    if period.state == Period.State.PLANNED:
        return Standing("none", "kỳ chưa mở")
    if RANKS[state] == 0 and may_still:
        return standing.of_date(due_on, on=on)
    if handed_in_on is None:
        return Standing("late", "kỳ đã khóa")
    return standing.of_submission(handed_in_on, due_on, state, on=on)
