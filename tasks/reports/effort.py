"""Effort against result: where a province loses points, and whether anybody works on it."""

from dataclasses import dataclass

from django.db.models import TextChoices

from indicators.models import Component
from indicators.standings import Line, Standing
from plans.access import Viewer
from plans.models import Period
from tasks.reports import guided, rollup
from tasks.reports.guided import Counted
from tasks.reports.matrix import Cell

NOTHING = Counted(0, 0, 0, 0, 0)
ENOUGH = 50
"""Percent of the rows that must be reported before work counts as going on."""


class Sign(TextChoices):
    """What a sub-indicator's points and the work on it say together."""

    LOST_ALONE = "lost_alone", "mất điểm, chưa có nhiệm vụ"
    LOST_IDLE = "lost_idle", "mất điểm, ít báo cáo"
    LOST = "lost", "mất điểm, đang làm"
    UNKNOWN = "unknown", "chưa so được"
    KEPT = "kept", "giữ hoặc tăng điểm"


@dataclass(frozen=True, slots=True)
class Work:
    """Rows of a period on a component: in how many communes, how many reported and done."""

    communes: int
    reported: Cell
    done: Cell
    query: str
    """End of the address of these rows."""


@dataclass(frozen=True, slots=True)
class EffortRow:
    """A sub-indicator: how its points moved, and the work on it."""

    line: Line
    work: Work
    sign: Sign


@dataclass(frozen=True, slots=True)
class Effort:
    """The sub-indicators of a standing beside the rows of a period, the worst sign first."""

    standing: Standing
    period: Period
    rows: tuple[EffortRow, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many sub-indicators have each sign, in words."""
        found = [(sign, sum(row.sign == sign for row in self.rows)) for sign in Sign]
        return tuple((str(sign.label), number) for sign, number in found if number)


def build(*, viewer: Viewer, period: Period, standing: Standing) -> Effort:
    """Put the work of a period beside the points of a standing: one query more."""
    components = Component.objects.filter(pk__in=[one.component.pk for one in standing.leaves])
    found = guided.counts(rollup.owed(viewer=viewer, period=period), period, components)
    rows = [_row(line, found.get(line.component.pk, NOTHING), period) for line in standing.leaves]
    order = list(Sign)
    rows.sort(key=lambda row: (order.index(row.sign), row.line.change or 0))
    return Effort(standing, period, tuple(rows))


def work(*, viewer: Viewer, period: Period, component: Component) -> Work:
    """Return how far the rows of a period on one component are: one query."""
    one = Component.objects.filter(pk=component.pk)
    found = guided.counts(rollup.owed(viewer=viewer, period=period), period, one)
    return _work(component, found.get(component.pk, NOTHING), period)


def _work(component: Component, counted: Counted, period: Period) -> Work:
    return Work(
        communes=counted.communes,
        reported=Cell(counted.reported, counted.total),
        done=Cell(counted.done, counted.total),
        query=f"?period={period.pk}&component={component.pk}",
    )


def _row(line: Line, counted: Counted, period: Period) -> EffortRow:
    return EffortRow(line, _work(line.component, counted, period), _sign(line, counted))


def _sign(line: Line, counted: Counted) -> Sign:
    if line.change is None:
        return Sign.UNKNOWN
    if line.change >= 0:
        return Sign.KEPT
    if not counted.total:
        return Sign.LOST_ALONE
    enough = counted.reported * 100 >= counted.total * ENOUGH
    return Sign.LOST if enough else Sign.LOST_IDLE
