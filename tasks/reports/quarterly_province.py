"""The report of a whole province on a period: its communes, its departments, what is overdue."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, FilteredRelation, OuterRef, Q, Subquery, Value, When

from indicators.models import Component
from papi_portal.text import fold
from plans import letterheads
from plans.models import Period, Territory, Unit
from plans.owing import plans_owing
from tasks.actions import Narrative, narrative_of
from tasks.models import Assignment, Submission
from tasks.models.tasks import AssignmentQuerySet
from tasks.reports import handing_in, quarterly, quarterly_scores
from tasks.reports.handing_in import PLACE, UNIT, Owner, Report
from tasks.reports.quarterly import (
    OverdueRow,
    ProgressGroup,
    Quarterly,
    Tally,
    UnitRow,
    UnitWords,
    progress_row,
)
from tasks.reports.submission import NO_DIMENSION

PROVINCE = Territory.Level.PROVINCE
TOLD = (Submission.State.SUBMITTED, Submission.State.ACCEPTED)
LISTED_NAMES = 30
"""Of so many units the names stand in the sentence; of more the table has them."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row that is owed: who answers for it, how it stands and what it is about."""

    pk: int
    owner: tuple[str, int]
    """The commune's territory; in the province's plan the department."""
    state: str | None
    ends_on: date | None
    dimensions: frozenset[int]


def build(*, issuer: Unit, period: Period, on: date) -> Quarterly:
    """Return the report of the province's UBND: eleven queries, however many communes.

    Those of its published scores come on top. The numbers move until the period is closed: so
    long it is a draft.
    """
    province = period.territory
    places = Territory.objects.communes().within(province).in_force(period.data_to)
    communes = list(places.order_by("code"))
    dimensions = {
        one.pk: str(one) for one in Component.objects.dimensions().measuring("papi", period.year)
    }
    to = quarterly.counted_to(period, on)
    on_plans = plans_owing([period])
    plans = [one.plan for one in on_plans]
    owed = Assignment.objects.owed_in(period, plans)
    own = owed.filter(plan__territory=province, unit__territory=province)
    below = owed.answered_in(places)
    facts = _facts(below, own, period, set(dimensions))
    rows = _own_rows(own, period)
    reports = handing_in.by_owner(Assignment.objects.all(), [period], on_plans, on=on)
    units = _units(communes, rows, facts, reports, period, to)
    whole = _tally("", facts, to)
    told = _told(period, province)
    return Quarterly(
        unit=issuer,
        plan=None,
        period=period,
        on=on,
        counted_to=to,
        letterhead=letterheads.build(issuer),
        is_draft=period.state != Period.State.CLOSED,
        whole=whole,
        dimensions=_by_dimension(facts, dimensions, to),
        words=_words(units, whole, told, {one.name: one.name_inside for one in communes}),
        groups=_groups(rows, dimensions, to),
        overdue=_overdue([one.pk for one in facts if _is_late(one, to)]),
        units=units,
        told=told,
        scores=quarterly_scores.build(province, period),
    )


def _facts(
    below: AssignmentQuerySet, own: AssignmentQuerySet, period: Period, known: set[int]
) -> list[Fact]:
    """Return every row that is owed below and by the departments, each once: one query."""
    about = defaultdict[tuple[int, tuple[str, int], str | None, date | None], set[int]](set)
    columns = ("record__state", "task__ends_on", "task__components__dimension")
    known_of: list[Any] = [
        rows.annotate(record=_record(period), kind=Value(kind))
        .order_by()
        .values_list("pk", "kind", kind, *columns)
        for rows, kind in ((below, PLACE), (own, UNIT))
    ]
    for pk, kind, of, state, ends_on, dimension in known_of[0].union(known_of[1], all=True):
        about[pk, (kind, of), state, ends_on] |= {dimension} & known
    return [Fact(*key, frozenset(found)) for key, found in about.items()]


def _own_rows(own: AssignmentQuerySet, period: Period) -> list[Any]:
    """Return the province's own rows with unit, record and first dimension: one query."""
    first = Component.objects.filter(tasks=OuterRef("task")).order_by("framework", "position")
    first_dimension = Subquery(first.values("dimension")[:1])
    rows: Any = own.annotate(record=_record(period), dimension_id=first_dimension)
    found = rows.select_related("task", "unit", "record")
    return list(found.order_by("task__plan", "task__position", "pk"))


def _record(period: Period) -> FilteredRelation:
    """Return what a row has recorded in the period."""
    return FilteredRelation("progress", condition=Q(progress__period=period))


def _is_late(fact: Fact, on: date) -> bool:
    return quarterly.is_overdue(fact.ends_on, fact.state, on)


def _tally(title: str, facts: Iterable[Fact], on: date) -> Tally:
    counted = Counter[str]()
    for fact in facts:
        counted["total"] += 1
        counted["reported"] += fact.state is not None
        counted["done"] += fact.state in quarterly.DONE
        counted["overdue"] += _is_late(fact, on)
    return Tally(title, counted["total"], counted["reported"], counted["done"], counted["overdue"])


def _by_dimension(facts: list[Fact], names: dict[int, str], on: date) -> tuple[Tally, ...]:
    """Count the rows about each dimension; one about two counts in both."""
    rest = [fact for fact in facts if not fact.dimensions]
    about = [(name, [one for one in facts if pk in one.dimensions]) for pk, name in names.items()]
    listed = [*about, (NO_DIMENSION, rest)]
    return tuple(_tally(name, found, on) for name, found in listed if found)


def _units(
    communes: list[Territory],
    own: list[Any],
    facts: list[Fact],
    reports: Mapping[Owner, Report],
    period: Period,
    on: date,
) -> tuple[UnitRow, ...]:
    by_owner = defaultdict[tuple[str, int], list[Fact]](list)
    for fact in facts:
        by_owner[fact.owner].append(fact)
    departments = sorted(
        {(row.unit_id, row.unit.name) for row in own}, key=lambda one: fold(one[1])
    )
    named = [(PLACE, one.pk, one.name) for one in communes]
    named += [(UNIT, pk, name) for pk, name in departments]
    none = handing_in.no_plan(period)
    return tuple(
        _unit(_tally(name, by_owner[kind, pk], on), reports.get((kind, pk, period.pk), none))
        for kind, pk, name in named
    )


def _unit(tally: Tally, report: Report) -> UnitRow:
    late = f" ({report.due.text})" if report.due.kind == "late" else ""
    return UnitRow(
        name=tally.title,
        tally=tally,
        has_plan=report.state != handing_in.NO_PLAN,
        is_handed_in=report.state in TOLD,
        standing=f"{report.word.capitalize()}{late}",
    )


def _groups(own: list[Any], dimensions: dict[int, str], on: date) -> tuple[ProgressGroup, ...]:
    """Return the province's own rows by dimension."""
    grouped = defaultdict[int, list[Any]](list)
    for row in own:
        grouped[row.dimension_id if row.dimension_id in dimensions else 0].append(row)
    named = [*dimensions.items(), (0, NO_DIMENSION)]
    return tuple(
        ProgressGroup(
            title,
            tuple(
                # Django sets nothing at all on a row without a record.
                progress_row(row.task, row.unit.name, getattr(row, "record", None), on)
                for row in grouped[key]
            ),
        )
        for key, title in named
        if key in grouped
    )


def _overdue(pks: list[int]) -> tuple[OverdueRow, ...]:
    found = Assignment.objects.filter(pk__in=pks).select_related("task__plan__issuer", "unit")
    return tuple(
        OverdueRow(
            one.task.wording, quarterly.document(one.task.plan), one.unit.name, one.task.ends_on
        )
        for one in found.order_by("task__ends_on", "unit__territory__code", "task__position")
        if one.task.ends_on
    )


def _told(period: Period, province: Territory) -> tuple[UnitWords, ...]:
    """Return what the reports that were handed in say, communes first: one query."""
    level = Case(When(unit__territory__level=PROVINCE, then=1), default=0)
    found = Submission.objects.filter(period=period, state__in=TOLD).select_related("unit")
    rows = found.order_by(level, "unit__territory__code", "unit__name", "pk")
    words = [UnitWords(one.unit.name, narrative_of(one)) for one in rows]
    return tuple(
        one for one in words if one.words.limits or one.words.next_period or one.words.proposals
    )


def _words(
    units: tuple[UnitRow, ...],
    whole: Tally,
    told: tuple[UnitWords, ...],
    inside: dict[str, str],
) -> Narrative:
    """Return the sentences that the numbers give; the office writes on in Word."""
    owing = [one for one in units if one.has_plan]
    missing = [inside.get(one.name, one.name) for one in owing if not one.is_handed_in]
    sent = f"Đã nhận báo cáo của {len(owing) - len(missing)}/{len(owing)} đơn vị có kế hoạch."
    names = f": {', '.join(missing)}" if 0 < len(missing) <= LISTED_NAMES else ""
    unplanned = len(units) - len(owing)
    limits = [f"Còn {len(missing)} đơn vị chưa nộp báo cáo{names}." if missing else ""]
    limits += [f"Còn {unplanned} đơn vị chưa có kế hoạch." if unplanned else ""]
    limits += [f"Còn {whole.overdue} nhiệm vụ quá hạn." if whole.overdue else ""]
    limits += [_see(sum(bool(one.words.limits) for one in told), "tồn tại, vướng mắc")]
    return Narrative(
        results=sent,
        limits="\n".join(filter(None, limits)),
        next_period=_see(sum(bool(one.words.next_period) for one in told), "phương hướng kỳ tới"),
        proposals=_see(sum(bool(one.words.proposals) for one in told), "đề xuất, kiến nghị"),
    )


def _see(units: int, what: str) -> str:
    return f"Có {units} đơn vị nêu {what}, tổng hợp tại phụ lục kèm theo." if units else ""
