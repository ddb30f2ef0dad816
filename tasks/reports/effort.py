"""Effort against result: where a province loses points, and whether anybody works on it.

Work is that of a period: rows of the communes' plans and of the departments' by the province's
own plan. A row about two sub-indicators is work on both, so that no column is to be added up.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.db.models import TextChoices

from indicators.models import Component
from indicators.standing.standings import Line, Standing
from indicators.versions import Versions
from plans.access import Viewer
from plans.models import Period, Territory
from plans.owing import Owing, plans_owing
from tasks.reports import guided, handing_in, rollup
from tasks.reports.guided import BY_COMMUNE, BY_DEPARTMENT, Link, LinkCount
from tasks.reports.matrix import Cell

COMMUNE, PROVINCE = Territory.Level.COMMUNE, Territory.Level.PROVINCE
NOTHING = LinkCount(0, 0, 0, 0, 0, 0)
COVERING = attrgetter("plan", "reporter", "territory")
"""Which report covers a row, and where: rows are thousands, reports a few hundred."""
ENOUGH = 50
"""Percent of the rows that must be reported before work counts as going on."""


class Sign(TextChoices):
    """What a sub-indicator's points and the work on it say together, the worst first."""

    LOST_ALONE = "lost_alone", "mất điểm, chưa có nhiệm vụ"
    LOST_GENERAL = "lost_general", "mất điểm, chỉ có nhiệm vụ chung"
    LOST_IDLE = "lost_idle", "mất điểm, ít báo cáo"
    LOST = "lost", "mất điểm, đang làm"
    ASKED_ANEW = "asked_anew", "chưa so được: cách đo đổi"
    UNKNOWN = "unknown", "chưa so được"
    KEPT = "kept", "giữ hoặc tăng điểm"


@dataclass(frozen=True, slots=True)
class Work:
    """The rows of a period on a component: whose they are, how many reported and done.

    `late` counts the communes and departments that work on it and whose report is overdue;
    `general` the tasks about its whole dimension; queries are the ends of the rows' addresses.
    """

    tasks: int
    communes: int
    departments: int
    reported: Cell
    done: Cell
    late: int
    general: int
    of_communes: Cell
    of_departments: Cell
    query: str
    departments_query: str


@dataclass(frozen=True, slots=True)
class EffortRow:
    """A sub-indicator: how its points moved, and the work on it."""

    line: Line
    work: Work
    sign: Sign

    @property
    def lost(self) -> float:
        """Points lost since the year before; what cannot be compared comes after all others."""
        return float("inf") if self.line.change is None else float(self.line.change)


SORTS: Mapping[str, Callable[[EffortRow], tuple[object, ...]]] = {
    "sign": lambda row: (list(Sign).index(row.sign), row.lost),
    "name": lambda row: (row.line.component.position,),
    "change": lambda row: (row.lost,),
    "tasks": lambda row: (row.work.tasks,),
    "reported": lambda row: (row.work.reported.share,),
    "done": lambda row: (row.work.done.share,),
    "late": lambda row: (-row.work.late,),
}
"""By what the rows may be sorted, the first unless asked otherwise; "-name" turns it round."""


@dataclass(frozen=True, slots=True)
class Effort:
    """The sub-indicators of a standing beside the rows of a period."""

    standing: Standing
    period: Period
    rows: tuple[EffortRow, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many sub-indicators have each sign, in words."""
        found = [(sign, sum(row.sign == sign for row in self.rows)) for sign in Sign]
        return tuple((str(sign.label), number) for sign, number in found if number)

    def sorted_by(self, sort: str) -> tuple[EffortRow, ...]:
        """Return the rows as asked for; nonsense asks for the worst sign first."""
        key = SORTS.get(sort.removeprefix("-"), SORTS["sign"])
        return tuple(sorted(self.rows, key=key, reverse=sort.startswith("-")))


def build(*, viewer: Viewer, period: Period, standing: Standing, on: date) -> Effort:
    """Put the work of a period beside the points of a standing: four queries more."""
    lines = standing.leaves
    found = _works([one.component for one in lines], standing.versions, viewer, period, on)
    rows = [
        EffortRow(one, found[one.component.pk], _sign(one, found[one.component.pk]))
        for one in lines
    ]
    return Effort(standing, period, tuple(sorted(rows, key=SORTS["sign"])))


def work(
    *, viewer: Viewer, period: Period, component: Component, versions: Versions, on: date
) -> Work:
    """Return how far the rows of a period on one component of these versions are: four queries."""
    return _works([component], versions, viewer, period, on)[component.pk]


def _works(
    components: Collection[Component],
    versions: Versions,
    viewer: Viewer,
    period: Period,
    on: date,
) -> dict[int, Work]:
    """Return the work on each of these components, by primary key."""
    now = _in_period(components, versions, period)
    wanted = {pk for one in now.values() for pk in (one.pk, one.dimension_id) if pk}
    owed = rollup.owed_on(plans_owing([period]), viewer=viewer, period=period)
    communes, departments = guided.links(owed, period, wanted)
    late = _late(period, communes, departments, on)
    by_communes = guided.counts(communes, owner=BY_COMMUNE)
    by_departments = guided.counts(departments, owner=BY_DEPARTMENT)
    return {pk: _work(one, by_communes, by_departments, late, period) for pk, one in now.items()}


def _in_period(
    components: Collection[Component], versions: Versions, period: Period
) -> dict[int, Component]:
    """Return what measures, in the year of the period, what each component measures.

    Where the version of that year dropped it, it is the component itself.
    """
    measuring = [one for one in versions.components.values() if one.framework.measures(period.year)]
    later = {old.pk: one for one in measuring for old in versions.line(one)}
    return {
        one.pk: versions.in_year(versions.components[one.pk], period.year) or later.get(one.pk, one)
        for one in components
    }


def _work(
    component: Component,
    by_communes: Mapping[int, LinkCount],
    by_departments: Mapping[int, LinkCount],
    late: Mapping[int, Collection[tuple[str, int]]],
    period: Period,
) -> Work:
    communes = by_communes.get(component.pk, NOTHING)
    departments = by_departments.get(component.pk, NOTHING)
    dimension = component.dimension_id if component.dimension_id != component.pk else 0
    whole = [found.get(dimension or 0, NOTHING) for found in (by_communes, by_departments)]
    total = communes.total + departments.total
    query = f"?period={period.pk}&component={component.pk}"
    return Work(
        tasks=communes.tasks + departments.tasks,
        communes=communes.owners,
        departments=departments.owners,
        reported=Cell(communes.reported + departments.reported, total),
        done=Cell(communes.done + departments.done, total),
        late=len(late.get(component.pk, ())),
        general=sum(one.tasks for one in whole),
        of_communes=Cell(communes.reported, communes.total),
        of_departments=Cell(departments.reported, departments.total),
        query=query,
        departments_query=f"{query}&unit={rollup.ALL_DEPARTMENTS}",
    )


def _late(
    period: Period, communes: Iterable[Link], departments: Iterable[Link], on: date
) -> dict[int, set[tuple[str, int]]]:
    """Return the communes and departments that are late, by what they work on: two queries.

    A commune counts once, whichever of its reports is late: on its own plan or the province's.
    """
    of_each = ((COMMUNE, BY_COMMUNE, communes), (PROVINCE, BY_DEPARTMENT, departments))
    owed = [
        Owing(period.pk, *covering, level)
        for level, _, links in of_each
        for covering in set(map(COVERING, links))
    ]
    reports = handing_in.build(periods=[period], owed=owed, on=on)
    late = {(one.plan, one.unit) for one, report in reports.items() if report.is_late}
    found: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for level, owner_of, links in of_each:
        for one in links:
            if (one.plan, one.reporter) in late:
                found[one.component].add((level, owner_of(one)))
    return found


def _sign(line: Line, found: Work) -> Sign:
    if line.change is None:
        return Sign.UNKNOWN
    if line.step.is_asked_anew:
        return Sign.ASKED_ANEW
    if line.change >= 0:
        return Sign.KEPT
    if not found.tasks:
        return Sign.LOST_GENERAL if found.general else Sign.LOST_ALONE
    enough = found.reported.reported * 100 >= found.reported.total * ENOUGH
    return Sign.LOST if enough else Sign.LOST_IDLE
