"""What issuing a plan brings: the work it gives, the plans it ends, and what forbids it.

Shown before it happens by the code that does it; nothing is written here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Prefetch, Q

from papi_portal.wording import said
from plans.models import Plan, PlanBasis, Succession, Territory, Unit
from plans.models.plans import PlanState
from tasks.models import Assignment, Party, Task

Kind, Level = Unit.Kind, Territory.Level
GROUP_KINDS: dict[str, frozenset[str]] = {
    Party.Group.POSTS: frozenset({Kind.POST, Kind.OFFICE, Kind.DIVISION}),
    Party.Group.ASSOCIATIONS: frozenset({Kind.ASSOCIATION}),
    Party.Group.BODIES: frozenset({Kind.ASSOCIATION, Kind.FRONT, Kind.POLICE, Kind.MILITARY}),
    Party.Group.AGENCIES: frozenset(Kind) - {Kind.COMMITTEE, Kind.COUNCIL},
}
GROUP_LEVELS: dict[str, str] = {
    Party.Group.COMMUNES: Level.COMMUNE,
    Party.Group.DISTRICTS: Level.DISTRICT,
}

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Years that a plan may be for; others are slips of the hand."""

NO_DATE = said("Kế hoạch chưa có ngày ban hành.")
ODD_YEARS = said(
    "Năm thực hiện của kế hoạch phải từ {first} đến {last}; hãy sửa trong thông tin kế hoạch.",
    first=FIRST_YEAR,
    last=LAST_YEAR,
)
NOT_YET = said(
    "Ngày ban hành {issued_on:%d/%m/%Y} còn chưa tới (hôm nay là {on:%d/%m/%Y});"
    " hãy sửa ngày ban hành, hoặc đợi đến ngày đó."
)
OUT_OF_FORCE = said(
    "{territory} không có hiệu lực vào ngày ban hành {issued_on:%d/%m/%Y} ({life}); sửa ngày ban"
    " hành hoặc lập kế hoạch ở địa bàn kế thừa."
)
NUMBER_USED = said("Số {number} đã dùng cho {same} ngày {issued_on:%d/%m/%Y}: {subject}.")
OVERTAKEN = said(
    "{document} đã được một kế hoạch khác thay thế, nên bản sửa đổi này không còn căn cứ; hãy lập"
    " bản sửa đổi mới từ kế hoạch đang có hiệu lực."
)


@dataclass(frozen=True, slots=True)
class Reach:
    """The units that the groups of a plan mean on the day it is issued."""

    own: tuple[Unit, ...]
    departments: tuple[Unit, ...]
    committees: tuple[Unit, ...]
    """The UBND of every commune and district below."""

    @classmethod
    def of(cls, plan: Plan, *, on: date) -> Self:
        """Read these units: two queries, for a commune one."""
        place, top = plan.territory, plan.territory.line()[-1]
        below = Territory.objects.within(place).exclude(pk=place.pk).in_force(on)
        if place.level == Level.COMMUNE:
            below = below.none()
        units = list(Unit.objects.filter(territory__in={place.pk, top.pk}).in_force(on))
        committees = Unit.objects.committees().in_force(on).filter(territory__in=below)
        return cls(
            own=tuple(unit for unit in units if unit.territory_id == place.pk),
            departments=tuple(
                unit
                for unit in units
                if unit.territory_id == top.pk and unit.kind == Kind.DEPARTMENT
            ),
            committees=tuple(committees.select_related("territory")),
        )

    def units(self, party: Party) -> tuple[Unit, ...]:
        """Return the units that a party means: one, those of its group, or none."""
        if party.unit:
            return (party.unit,)
        if party.group == Party.Group.DEPARTMENTS:
            return self.departments
        if party.group in GROUP_LEVELS:
            level = GROUP_LEVELS[party.group]
            return tuple(one for one in self.committees if one.territory.level == level)
        return tuple(one for one in self.own if one.kind in GROUP_KINDS.get(party.group, ()))


def assignments(plan: Plan, *, on: date) -> list[Assignment]:
    """Return, unsaved, what each unit is given when the plan is issued on a day: five queries."""
    reach = Reach.of(plan, on=on)
    named = Prefetch("parties", Party.objects.select_related("unit"))
    tasks = plan.tasks.prefetch_related(named, "components").order_by("position")
    return [one for task in tasks for one in _assignments(plan, task, reach)]


def _assignments(plan: Plan, task: Task, reach: Reach) -> list[Assignment]:
    made: dict[tuple[int, str], Assignment] = {}
    for party in task.parties.all():
        for unit in reach.units(party):
            made.setdefault(
                (unit.pk, party.role),
                given(task, unit, role=party.role, plan=plan, party=party),
            )
    _choose_reporting(plan, task, made)
    return list(made.values())


def given(
    task: Task,
    unit: Unit,
    *,
    plan: Plan,
    role: str,
    party: Party | None = None,
    reports: bool = False,
) -> Assignment:
    """Return, unsaved, what a plan gives a unit to do, on what, and whose report covers it.

    In a province's plan each unit reports for itself; the UBND that issued any other plan reports
    for all units named in it.
    """
    components = task.components.all()
    return Assignment(
        task=task,
        plan=plan,
        unit=unit,
        role=role,
        party=party,
        reporter=unit if plan.territory.level == Level.PROVINCE else plan.issuer,
        component=components[0] if len(components) == 1 else None,
        reports=reports,
    )


def _choose_reporting(plan: Plan, task: Task, made: dict[tuple[int, str], Assignment]) -> None:
    """Mark who answers for the task: in a province's plan every lead, elsewhere exactly one.

    There it is the first lead named as a unit, the plan's own territory before others; where only
    a group or nobody certain is named, the plan's UBND.
    """
    leads = [one for one in made.values() if one.role == Party.Role.LEAD]
    if plan.territory.level == Level.PROVINCE and leads:
        for one in leads:
            one.reports = True
        return
    named = [one for one in leads if one.party and one.party.unit_id]
    own = [one for one in named if one.unit.territory_id == plan.territory_id]
    answering = (
        [*own, *named][0]
        if named
        else made.setdefault(
            (plan.issuer_id, Party.Role.LEAD),
            given(task, plan.issuer, role=Party.Role.LEAD, plan=plan),
        )
    )
    answering.reports = True


@dataclass(frozen=True, slots=True)
class Ended:
    """A plan that stops owing when another is issued, the state it comes to, and the relation."""

    plan: Plan
    state: PlanState
    relation: str


def ended_by(plan: Plan) -> list[Ended]:
    """Return the issued plans whose place this one takes: one query.

    Only plans of its own territory, or of one that was merged into it, can be meant: a plan may
    cite any document, but ends none of another's.
    """
    Relation = PlanBasis.Relation  # noqa: N806 - a class, named as one
    merged = Succession.objects.filter(successor=plan.territory_id).values("predecessor")
    own = Q(document__territory=plan.territory_id) | Q(document__territory__in=merged)
    taken = Q(relation__in=[Relation.AMENDS, Relation.REPLACES]) | Q(
        # Last year's plan runs out by itself; a merged commune's has nobody left to report on it.
        relation=Relation.CONTINUES,
        document__territory__in=merged,
        document__year_to__gte=plan.year_from,
    )
    bases = plan.bases.filter(own, taken, document__state=PlanState.ISSUED)
    found = {
        basis.document: Ended(
            basis.document,
            PlanState.CLOSED if basis.relation == Relation.CONTINUES else PlanState.REPLACED,
            basis.relation,
        )
        for basis in bases.select_related("document__territory", "document__issuer")
        if basis.document
    }
    return list(found.values())


def are_known(year_from: int, year_to: int) -> bool:
    """Tell whether a plan may be for these years."""
    return year_from >= FIRST_YEAR and year_to <= LAST_YEAR


def is_recorded(plan: Plan, *, on: date) -> bool:
    """Tell whether issuing this draft only records what was issued on paper: one query at most.

    Its territory is no more, its years are over, or it came into the portal as a document that
    bore a number and a day already.
    """
    if plan.year_to < on.year or (plan.territory.valid_to or on) < on:
        return True
    if not (plan.number and plan.issued_on):
        return False
    return plan.intakes.filter(uploaded_at__date__gte=plan.issued_on).exists()


def stops(plan: Plan, *, on: date) -> list[str]:
    """Return what forbids issuing this draft on a day, each in a sentence: three queries."""
    return [*_stops_of_head(plan, on), *_stops_of_others(plan)]


def _stops_of_head(plan: Plan, on: date) -> Iterator[str]:
    if not are_known(plan.year_from, plan.year_to):
        yield ODD_YEARS
    if plan.issued_on is None:
        yield NO_DATE
        return
    if plan.issued_on > on:
        yield NOT_YET.format(issued_on=plan.issued_on, on=on)
    if not Territory.objects.in_force(plan.issued_on).filter(pk=plan.territory_id).exists():
        place = plan.territory
        yield OUT_OF_FORCE.format(territory=place, issued_on=plan.issued_on, life=life(place))


def _stops_of_others(plan: Plan) -> Iterator[str]:
    same = _same_number(plan)
    if same:
        used = {"issued_on": same.issued_on, "subject": same.subject}
        yield NUMBER_USED.format(number=plan.number, same=same, **used)
    overtaken = plan.bases.filter(
        relation=PlanBasis.Relation.AMENDS,
        document__territory=plan.territory_id,
        document__state=PlanState.REPLACED,
    ).select_related("document")
    for basis in overtaken:
        yield OVERTAKEN.format(document=basis.document)


def _same_number(plan: Plan) -> Plan | None:
    """Return another plan of the issuer with this number: it is unique in a year and kind."""
    if not plan.number or plan.issued_on is None:
        return None
    others = Plan.objects.exclude(pk=plan.pk).exclude(state=PlanState.DRAFT)
    return others.filter(
        issuer=plan.issuer_id,
        kind=plan.kind,
        number=plan.number,
        issued_on__year=plan.issued_on.year,
    ).first()


def life(territory: Territory) -> str:
    """Return from when to when a territory stands, in words."""
    first, last = territory.valid_from, territory.valid_to
    if first and last:
        return said("từ ngày {first:%d/%m/%Y} đến hết ngày {last:%d/%m/%Y}", first=first, last=last)
    if first:
        return said("từ ngày {day:%d/%m/%Y}", day=first)
    return said("đến hết ngày {day:%d/%m/%Y}", day=last) if last else ""
