"""The card of a unit: all that it leads, supports or guides in the plans that run."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast

from django.db.models import Exists, FilteredRelation, OuterRef, Q, Subquery

from indicators.models import Component
from papi_portal.wording import joined, said
from plans.models import Period, Plan, Territory, Unit
from tasks import standing
from tasks.models import Party, Progress, Task
from tasks.models.tasks import AssignmentQuerySet, guided_components
from tasks.reports.quarterly import NOT_REPORTED, counted_to
from tasks.reports.submission import NO_DIMENSION
from tasks.standing import Standing

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Facts(TypedDict):
        """What the query adds to a task."""

        dimension_id: int | None

    CardTask = WithAnnotations[Task, Facts]

Role = Party.Role
UNKNOWN = "–"


class Lead(NamedTuple):
    """A unit that reports on a task in the period, and the state that it reported."""

    unit: int
    state: str | None


@dataclass(frozen=True, slots=True)
class CardRow:
    """One task: what the unit is to it, who leads it, its day and how far it is."""

    name: str
    role: str
    lead: str
    deadline: str
    due: Standing
    state_word: str
    is_own: bool
    """Whether the unit itself reports on it in the period."""
    is_reported: bool

    @property
    def role_word(self) -> str:
        return str(Role(self.role).label).capitalize()


@dataclass(frozen=True, slots=True)
class CardGroup:
    """The rows about one dimension, or about none."""

    title: str
    rows: tuple[CardRow, ...]


@dataclass(frozen=True, slots=True)
class CardPlan:
    """The unit's rows of one plan."""

    title: str
    groups: tuple[CardGroup, ...]

    @property
    def rows(self) -> tuple[CardRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class UnitCard:
    """All of a unit's work as it stands on a day; without a period nothing is reported."""

    unit: Unit
    period: Period | None
    to: date
    """The day up to which the data are counted."""
    plans: tuple[CardPlan, ...]

    @property
    def rows(self) -> tuple[CardRow, ...]:
        return tuple(row for plan in self.plans for row in plan.rows)

    @property
    def summary(self) -> str:
        """How much there is of what, in a sentence."""
        roles = Counter(row.role for row in self.rows)
        labels = {role: Role(role).label for role in Role.values if roles[role]}
        words = [
            said("{role} {count}", role=label if place else label.capitalize(), count=roles[role])
            for place, (role, label) in enumerate(labels.items())
        ]
        told = [said("{roles} nhiệm vụ.", roles=joined(words))] if words else []
        own = [row for row in self.rows if row.is_own]
        if own and self.period:
            reported = sum(row.is_reported for row in own)
            late = sum(row.due.kind == "late" for row in own)
            told.append(
                said(
                    "{period}: đã cập nhật {reported}/{count} nhiệm vụ phải báo cáo{late}.",
                    period=self.period.name,
                    reported=reported,
                    count=len(own),
                    late=said("; quá hạn {count}", count=late) if late else "",
                )
            )
        return joined(told, by=" ")


def build(*, unit: Unit, period: Period | None, on: date, seen: AssignmentQuerySet) -> UnitCard:
    """Return the card of a unit with what is seen of its work: four queries, whatever its length.

    A unit guides what names it, and the tasks about what the plan of its own territory gives it
    to guide, in the plans below.
    """
    to = counted_to(period, on) if period else on
    plans = Plan.objects.running_in(period.year if period else on.year)
    named = seen.filter(unit=unit, plan__in=plans).order_by().values_list("task", "role")
    roles = defaultdict[int, set[str]](set)
    for pk, role in named:
        roles[pk].add(role)
    tasks = _tasks(roles, _guided(unit, plans, seen))
    leads = _leads(period, [one.pk for one in tasks], seen)
    by_plan = defaultdict[Plan, dict[int, list[CardRow]]](lambda: defaultdict(list))
    for task in tasks:
        for role in sorted(roles[task.pk] or {Role.GUIDE}, key=Role.values.index):
            row = _row(task, role, unit, leads[task.pk], to)
            by_plan[task.plan][task.dimension_id or 0].append(row)
    dimensions = Component.objects.filter(pk__in={one.dimension_id for one in tasks})
    ordered = dimensions.order_by("framework", "position")
    titles = [*((one.pk, str(one)) for one in ordered), (0, NO_DIMENSION)]
    known = sorted(by_plan.items(), key=lambda item: _place(item[0]))
    return UnitCard(unit, period, to, tuple(_plan(plan, rows, titles) for plan, rows in known))


def _plan(
    plan: Plan, rows: Mapping[int, list[CardRow]], titles: Iterable[tuple[int, str]]
) -> CardPlan:
    groups = (CardGroup(title, tuple(rows[key])) for key, title in titles if key in rows)
    return CardPlan(f"{plan}, {plan.issuer}", tuple(groups))


def _guided(unit: Unit, plans: Iterable[Plan], seen: AssignmentQuerySet) -> Q:
    """Return the condition that a task of a plan below is about what the unit guides."""
    guided = guided_components([unit.pk], [unit.territory_id])
    about = Task.components.through.objects.filter(component__in=guided).values("task")
    place = "plan__territory__parent"
    below = Q(**{place: unit.territory_id}) | Q(**{f"{place}__parent": unit.territory_id})
    return below & Q(Exists(seen.filter(task=OuterRef("pk"))), plan__in=plans, pk__in=about)


def _tasks(named: Iterable[int], guided: Q) -> "list[CardTask]":
    first = Component.objects.filter(tasks=OuterRef("pk")).order_by("framework", "position")
    found = (
        Task.objects.filter(Q(pk__in=list(named)) | guided)
        .select_related("plan__territory", "plan__issuer")
        .annotate(dimension_id=Subquery(first.values("dimension")[:1]))
        .order_by("position", "pk")
    )
    return cast("list[CardTask]", list(found))


def _leads(
    period: Period | None, tasks: Sequence[int], seen: AssignmentQuerySet
) -> dict[int, list[Lead]]:
    """Return who reports on these tasks in the period, as far as it is seen, and what."""
    leads = defaultdict[int, list[Lead]](list)
    if period is None:
        return leads
    record = FilteredRelation("progress", condition=Q(progress__period=period))
    rows = seen.owed_in(period).filter(task__in=tasks).annotate(record=record).order_by("pk")
    for task, unit, state in rows.values_list("task", "unit", "record__state"):
        leads[task].append(Lead(unit, state))
    return leads


def _row(task: Task, role: str, unit: Unit, leads: Sequence[Lead], to: date) -> CardRow:
    own = [one for one in leads if one.unit == unit.pk] if role == Role.LEAD else []
    told = own or leads
    state = told[0].state if len(told) == 1 else None
    return CardRow(
        name=task.wording,
        role=role,
        lead=task.lead_text,
        deadline=task.deadline_text,
        due=standing.of_task(task.ends_on, state=state or "", on=to),
        state_word=_state_word(told),
        is_own=bool(own),
        is_reported=any(one.state for one in own),
    )


def _state_word(leads: Sequence[Lead]) -> str:
    """Return how far a task is; of several who report, how many of them did."""
    if not leads:
        return UNKNOWN
    if len(leads) == 1:
        state = leads[0].state
        return str(Progress.State(state).label).capitalize() if state else NOT_REPORTED
    reported = sum(one.state is not None for one in leads)
    return said("{reported}/{all} đơn vị đã báo cáo", reported=reported, all=len(leads))


def _place(plan: Plan) -> tuple[bool, str, int]:
    """Return what puts the province's plans first, then the communes' in the order of codes."""
    territory = plan.territory
    return territory.level != Territory.Level.PROVINCE, territory.code, plan.pk
