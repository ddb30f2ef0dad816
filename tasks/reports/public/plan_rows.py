"""The rows of issued plans, each with where its last accepted report says it stands.

What was reported in words is not shown, accepted or not: it was written for officials, may name
people, and nobody who accepted it agreed to its publication.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.utils import timezone

from plans.models import Plan, Territory
from tasks.models import Party, Progress, Task
from tasks.reports.persons import unnamed
from tasks.reports.poster import leads_in, leads_of
from tasks.reports.public import shown
from tasks.reports.public.shown import Shown

OTHERS = "Nhiệm vụ khác"


class Stood(NamedTuple):
    """Where a unit's row stood in the last period of which its report was accepted."""

    unit: str
    state: str
    word: str
    period: str
    data_to: date
    accepted_on: date


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One task: in the plan's words, who leads it, until when, and how it stands."""

    name: str
    lines: tuple[str, ...]
    leads: str
    deadline: str
    stood: tuple[Stood, ...]


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """An issued plan with its rows under their headings."""

    plan: Plan
    groups: tuple[tuple[str, tuple[PublicRow, ...]], ...]

    @property
    def rows(self) -> int:
        return sum(len(rows) for _, rows in self.groups)


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan, the address of its commune ("" for a province's), and the plans that took its place.

    Of these only the shown ones.
    """

    found: PublicPlan
    place: str
    after: tuple[Plan, ...]


def find(province: Shown, pk: int) -> PlanPage:
    """Return a shown plan: at most seven queries; raises Plan.DoesNotExist for any other."""
    plans = shown.plans(province)
    found = shown.listed(plans.filter(pk=pk))
    if not found:
        raise Plan.DoesNotExist
    after = plans.filter(bases__document=pk, bases__relation__in=shown.TAKING_OVER).distinct()
    (plan,) = found
    is_commune = plan.territory.level != Territory.Level.PROVINCE
    return PlanPage(
        found=build(found)[0],
        place=shown.address(plan.territory) if is_commune else "",
        after=() if plan.is_issued else tuple(shown.listed(after)),
    )


def find_issued(province: Shown, pk: int) -> Plan:
    """Return a shown plan that is in force, to be printed: raises Plan.DoesNotExist."""
    (found,) = shown.listed(shown.plans(province).issued().filter(pk=pk)) or (None,)
    if found is None:
        raise Plan.DoesNotExist
    return found


def build(plans: list[Plan]) -> tuple[PublicPlan, ...]:
    """Return plans with their rows: four queries, however many rows."""
    if not plans:
        return ()
    stood, leads = _stood(plans), leads_in([one.pk for one in plans])
    rows = defaultdict[int, list[tuple[Task, PublicRow]]](list)
    tasks = Task.objects.filter(plan__in=plans).select_related("section")
    for task in tasks.order_by("plan", "position"):
        rows[task.plan_id].append((task, _row(task, leads[task.pk], tuple(stood[task.pk]))))
    return tuple(PublicPlan(one, tuple(_groups(rows[one.pk]))) for one in plans)


def _groups(rows: list[tuple[Task, PublicRow]]) -> Iterator[tuple[str, tuple[PublicRow, ...]]]:
    """Yield the headings in the order of their first rows."""
    for section, of_section in groupby(rows, key=lambda pair: pair[0].section):
        heading = unnamed(section.title) if section else OTHERS
        yield heading, tuple(row for _, row in of_section)


def _row(task: Task, leads: Iterable[Party], stood: tuple[Stood, ...]) -> PublicRow:
    return PublicRow(
        name=unnamed(f"{task.label} {task.title}".strip()),
        lines=tuple(unnamed(line) for line in task.lines),
        leads=unnamed(leads_of(task, leads)),
        deadline=unnamed(task.deadline_text),
        stood=stood,
    )


def _stood(plans: list[Plan]) -> dict[int, list[Stood]]:
    """Return by task where each of its rows stood last: two queries."""
    last: dict[int, tuple[int, Stood]] = {}
    for row, task, unit, state, period, data_to, at in shown.progress(
        plans,
        "assignment",
        "assignment__task",
        "assignment__unit__name",
        "state",
        "period__name",
        "period__data_to",
    ):
        word = str(Progress.State(state).label)
        stood = Stood(unnamed(unit), state, word, period, data_to, timezone.localdate(at))
        if row not in last or last[row][1].data_to < data_to:
            last[row] = (task, stood)
    found = defaultdict[int, list[Stood]](list)
    for row in sorted(last):
        task, stood = last[row]
        found[task].append(stood)
    return found
