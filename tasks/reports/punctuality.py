"""How punctual units are in a year: on time, accepted at once, shown by evidence - with the proof.

These figures feed the province's scoring of units, so each can be taken back to its rows.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone
from django.utils.functional import cached_property

from papi_portal.wording import joined, said
from plans.access import Viewer
from plans.models import Period, Plan, Territory, Unit, may_still
from tasks import standing
from tasks.models import Assignment, SubmissionStep
from tasks.models.submissions import ReturnReason, SubmissionState
from tasks.models.tasks import AssignmentQuerySet
from tasks.reports import owing
from tasks.reports.calendar import chosen, keepers
from tasks.reports.done_rows import DoneRows
from tasks.reports.owing import Key, PastReport
from tasks.standing import Standing

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Read(TypedDict):
        """What the query adds to a plan."""

        is_read: bool

    ReadPlan = WithAnnotations[Plan, Read]

PROVINCE = Territory.Level.PROVINCE
NO_ROWS = (0, 0)
NEVER: Counter[str] = Counter()
"""How often most reports were returned."""


@dataclass(frozen=True, slots=True)
class Share:
    """Some of all."""

    part: int
    whole: int

    @property
    def percent(self) -> Decimal | None:
        """Percent with one decimal, None of nothing."""
        if not self.whole:
            return None
        return (Decimal(100 * self.part) / self.whole).quantize(Decimal("0.1"))

    @property
    def text(self) -> str:
        """The percent as written: "87,5%"; a dash of nothing."""
        percent = self.percent
        return "–" if percent is None else f"{percent}%".replace(".", ",")


@dataclass(frozen=True)
class Proof:
    """One report that a unit owes on a plan in a period, and what became of it."""

    owed: PastReport
    first_at: datetime | None
    """When, by the clock of the province, it was first handed in and not taken back before
    anybody read it."""
    due_on: date
    """The last day in time, with more time as far as it was given before the report came."""
    returns: Counter[str]
    """How often it was returned, by reason."""
    rows: DoneRows = field(compare=False)
    on: date

    @property
    def done(self) -> int:
        """Rows reported as done."""
        return self.rows.counts.get(self.owed.key, NO_ROWS)[0]

    @property
    def shown(self) -> int:
        """Rows reported as done that have evidence."""
        return self.rows.counts.get(self.owed.key, NO_ROWS)[1]

    @property
    def is_extended(self) -> bool:
        """Whether more time moved that day."""
        return self.due_on != self.owed.period.due_on(self.owed.unit.territory.level)

    @cached_property
    def first_on(self) -> date | None:
        """The day of the first handing in."""
        return self.first_at.date() if self.first_at else None

    @property
    def standing(self) -> Standing:
        return standing.of_submission(self.first_on, self.due_on, self.owed.state, on=self.on)

    @cached_property
    def is_missing(self) -> bool:
        """Whether it was not handed in and no time is left."""
        if self.first_at is not None:
            return False
        more_time = self.owed.more_time.until
        return self.on > self.due_on or not may_still(self.owed.period, more_time, on=self.on)

    @property
    def is_pending(self) -> bool:
        """Whether it was not handed in yet, and need not be: it does not count."""
        return self.first_at is None and not self.is_missing

    @property
    def is_counted(self) -> bool:
        return not self.is_pending

    @property
    def is_on_time(self) -> bool:
        return self.first_on is not None and self.first_on <= self.due_on

    @property
    def is_late(self) -> bool:
        return self.first_on is not None and self.first_on > self.due_on

    @property
    def is_returned(self) -> bool:
        """Whether it was ever returned."""
        return bool(self.returns)

    @property
    def is_decided(self) -> bool:
        """Whether it was ever returned, or is accepted."""
        return self.is_returned or self.is_accepted

    @property
    def is_accepted(self) -> bool:
        return self.owed.state == SubmissionState.ACCEPTED

    @property
    def is_at_once(self) -> bool:
        """Whether it was accepted without ever coming back."""
        return self.is_accepted and not self.is_returned

    @property
    def is_done(self) -> bool:
        """Whether any row was reported as done."""
        return self.done > 0

    @property
    def times_returned(self) -> int:
        return self.returns.total()

    @property
    def reasons(self) -> str:
        """Why it was returned, in words: "thiếu minh chứng (2), lý do khác"."""
        words = (
            said("{reason} ({times})", reason=ReturnReason(reason).label, times=times)
            if times > 1
            else ReturnReason(reason).label
            for reason, times in self.returns.most_common()
        )
        return joined(words, by=", ")


SHOWN = {
    "counted": said("đến hạn hoặc đã nộp"),
    "on_time": said("nộp đúng hạn"),
    "late": said("nộp muộn"),
    "missing": said("chưa nộp, quá hạn"),
    "pending": said("chưa nộp, còn hạn"),
    "accepted": said("đã duyệt"),
    "decided": said("đã được xét duyệt"),
    "at_once": said("được duyệt ngay lần đầu"),
    "returned": said("bị trả lại"),
    "done": said("có nhiệm vụ báo đã thực hiện"),
}
"""What each figure counts, in words; the proofs say which of them (`is_counted`, ...)."""


class Figures:
    """The figures of some reports."""

    proofs: tuple[Proof, ...]

    def showing(self, show: str, *, period: int | None = None, reason: str = "") -> list[Proof]:
        """Return the reports behind a figure; all for anything else.

        Those of one period, and those returned for one reason, where that is asked for.
        """
        return [
            one
            for one in self.proofs
            if (show not in SHOWN or getattr(one, f"is_{show}"))
            and period in {None, one.owed.period.pk}
            and (not reason or one.returns[reason])
        ]

    def count(self, show: str) -> int:
        """Return how many reports a figure counts."""
        return sum(map(attrgetter(f"is_{show}"), self.proofs))

    @cached_property
    def on_time(self) -> Share:
        return Share(self.count("on_time"), self.count("counted"))

    @cached_property
    def at_once(self) -> Share:
        return Share(self.count("at_once"), self.count("decided"))

    @cached_property
    def evidence(self) -> Share:
        return Share(sum(one.shown for one in self.proofs), sum(one.done for one in self.proofs))

    @property
    def late(self) -> int:
        return self.count("late")

    @property
    def missing(self) -> int:
        return self.count("missing")

    @property
    def returned(self) -> int:
        return self.count("returned")


@dataclass(frozen=True)
class UnitRow(Figures):
    """One unit's year."""

    unit: Unit
    proofs: tuple[Proof, ...]

    @property
    def unit_text(self) -> str:
        """What chooses the unit in an address."""
        return str(self.unit.pk)


@dataclass(frozen=True)
class Punctuality(Figures):
    """The year of all units that the viewer reads, the least punctual first.

    Who reads everything reads one province at a time: `calendar`, one of `calendars`.
    """

    year: int
    rows: tuple[UnitRow, ...]
    calendar: Territory | None = None
    calendars: tuple[Territory, ...] = ()

    @cached_property
    def proofs(self) -> tuple[Proof, ...]:  # type: ignore[override]
        return tuple(proof for row in self.rows for proof in row.proofs)

    def only(self, unit_id: int | None) -> "Punctuality":
        """Return the year of one unit alone; of all for none. Raises LookupError for an unknown."""
        counted = self.of_unit(unit_id)
        return replace(self, rows=(counted,)) if isinstance(counted, UnitRow) else self

    def of_unit(self, unit_id: int | None) -> Figures:
        """Return the figures of one unit; of all for none. Raises LookupError for an unknown."""
        if unit_id is None:
            return self
        found = next((row for row in self.rows if row.unit.pk == unit_id), None)
        if found is None:
            raise LookupError
        return found


def build(
    *,
    viewer: Viewer,
    year: int,
    on: date,
    level: str = "",
    unit: int | None = None,
    calendar: int | None = None,
) -> Punctuality:
    """Return the year as the viewer reads it on a day: eight queries, however many units.

    One more counts the rows that are done, when they are asked for.

    Periods not opened yet do not count, nor periods in which a unit owed nothing. Of one unit
    alone only its own rows are read; who reads the whole nation reads one province, the first
    unless the calendar of another is asked for.
    """
    of_year = Period.objects.visible_to(viewer).filter(year=year).select_related("territory")
    periods = list(of_year.exclude(state=Period.State.PLANNED))
    calendars = keepers(periods) if viewer.sees_all and unit is None else ()
    place = chosen(calendars, calendar) if calendars else None
    if place:
        periods = [one for one in periods if one.territory_id == place.pk]
    plans = _plans(viewer, year, level, unit, place)
    rows = _rows(viewer, plans.values())
    if unit is not None:
        rows = rows.filter(reporter=unit)
    found = owing.look_back(periods=periods, rows=rows, plans=plans)
    returns = _returns(periods)
    done = DoneRows(frozenset(one.pk for one in periods), frozenset(one.plan.pk for one in found))
    here = timezone.get_current_timezone()
    proofs: dict[int, list[Proof]] = defaultdict(list)
    for owed in sorted(found, key=lambda one: (one.period.data_to, one.key)):
        _, _, unit_id = key = owed.key
        first_at = owed.first_at.astimezone(here) if owed.first_at else None
        due_on, returned = owed.due_when(first_at), returns.get(key, NEVER)
        proofs[unit_id].append(Proof(owed, first_at, due_on, returned, done, on))
    units = (UnitRow(of_one[0].owed.unit, tuple(of_one)) for of_one in proofs.values())
    return Punctuality(year, tuple(sorted(units, key=_lateness)), place, calendars)


def counted_alone(proofs: Collection[Proof]) -> list[Proof]:
    """Return a few of many reports, whose rows are counted apart from all others."""
    few = DoneRows(
        frozenset(one.owed.period.pk for one in proofs),
        frozenset(one.owed.plan.pk for one in proofs),
    )
    return [replace(one, rows=few) for one in proofs]


def _plans(
    viewer: Viewer, year: int, level: str, unit: int | None, place: Territory | None
) -> "dict[int, ReadPlan]":
    """Return the plans of a year that may have reports which the viewer reads, and whether all.

    Of one level, unit and province, or of all: one query.
    """
    read = viewer.reads_territory("territory") | viewer.reads_unit("issuer")
    plans = Plan.objects.filter(read | Q(territory__level=PROVINCE))
    plans = plans.filter(year_from__lte=year, year_to__gte=year).exclude(state=Plan.State.DRAFT)
    if unit is not None:
        own = Assignment.objects.reporting().filter(reporter=unit).order_by()
        plans = plans.filter(pk__in=own.values("plan"))
    if level:
        plans = plans.filter(territory__level=level)
    if place:
        plans = plans.filter(territory__in=Territory.objects.within(place))
    is_read = ExpressionWrapper(read, output_field=BooleanField())
    found = plans.annotate(is_read=is_read).order_by().in_bulk()
    return cast("dict[int, ReadPlan]", found)


def _rows(viewer: Viewer, plans: "Iterable[ReadPlan]") -> AssignmentQuerySet:
    """Return the rows of plans covered by reports of units that the viewer reads.

    Asked of plans and units, which are few, and not of every row.
    """
    read, given = list[int](), list[int]()
    for one in plans:
        (read if one.is_read else given).append(one.pk)
    whole = Q(plan__among_few=read)
    if not given:
        return Assignment.objects.filter(whole)
    own = Unit.objects.filter(viewer.reads_unit("")).values("pk")
    return Assignment.objects.filter(whole | Q(plan__in=given, unit__in=own))


def _returns(periods: Iterable[Period]) -> dict[Key, Counter[str]]:
    """Count how often each report was returned, by reason: one query."""
    returns: dict[Key, Counter[str]] = defaultdict(Counter)
    taken = SubmissionStep.objects.filter(submission__period__in=periods).exclude(reason="")
    of = ("submission__period", "submission__plan", "submission__unit", "reason")
    for period, plan, unit, reason in taken.order_by("pk").values_list(*of):
        returns[period, plan, unit][reason] += 1
    return returns


def _lateness(row: UnitRow) -> tuple[Decimal, int, str, str]:
    """Order by share on time, then by reports missing; units without a figure come last."""
    percent = row.on_time.percent
    share = Decimal(101) if percent is None else percent
    return (share, -row.missing, row.unit.territory.name, row.unit.name)
