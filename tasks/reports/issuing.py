"""What will happen when a draft is issued, and what to look at before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from papi_portal.wording import said
from plans.models import Membership, Plan, Territory, Unit
from tasks import issuing
from tasks.access import RECORDING
from tasks.actions.handover import reports_taken_over
from tasks.issuing import Ended
from tasks.models import Assignment, Party, Task
from tasks.parties import kept_as_words, key

SHOWN = 12
"""Rows or units named under one check; the rest is counted."""

STOOD_IN_FOR = said("Đơn vị phải báo cáo chưa có ai dùng cổng; {unit} sẽ ghi thay:")
ELSEWHERE = said(
    "Cơ quan chủ trì không thuộc {place}, nên chính cơ quan đó phải báo cáo nhiệm vụ này; nếu xã"
    " thực hiện thì sửa lại chủ trì:"
)
SILENT = said(
    "Chưa ai trong cổng ghi được tiến độ cho đơn vị sau, vì đơn vị và {unit} đều chưa có người"
    " dùng; hãy đề nghị quản trị cấp tài khoản:"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A thing to mend, by name, and the page where."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at before issuing; a stop forbids it, the rest is for a person to judge."""

    sentence: str
    links: tuple[Link, ...] = ()
    more: int = 0
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """How much work a plan gives: rows, assignments, units."""

    tasks: int
    assignments: int
    units: int
    reporting: int
    """Units that will owe reports."""


@dataclass(frozen=True, slots=True)
class Issuing:
    """A draft about to be issued."""

    plan: Plan
    checks: tuple[Check, ...]
    given: Given
    ended: tuple[Ended, ...]
    taken_over: int
    """Rows of plans above that the issuing UBND will report on in this plan instead."""

    @property
    def may_go(self) -> bool:
        """Whether nothing forbids it."""
        return not any(check.stops for check in self.checks)


def build(*, plan: Plan, on: date) -> Issuing:
    """Return what issuing this draft will do, seen from a day: twelve queries at any length."""
    assignments = issuing.assignments(plan, on=plan.issued_on or on)
    tasks = list({one.task_id: one.task for one in assignments}.values())
    checks = [
        *(Check(told, (_head(plan),), stops=True) for told in issuing.stops(plan, on=on)),
        *_checks_of_head(plan, tasks),
        *_checks_of_rows(plan, tasks, {one.party_id for one in assignments}),
        _check_of_place(plan, assignments),
        _check_of_people(plan, assignments, on),
    ]
    return Issuing(
        plan=plan,
        checks=tuple(check for check in checks if check),
        given=Given(
            tasks=len(tasks),
            assignments=len(assignments),
            units=len({one.unit_id for one in assignments}),
            reporting=len({one.unit_id for one in assignments if one.reports}),
        ),
        ended=tuple(issuing.ended_by(plan)),
        taken_over=reports_taken_over(plan).count(),
    )


def given(plan: Plan) -> Given:
    """Return how much work an issued plan gives: one query."""
    counts = Assignment.objects.filter(plan=plan).aggregate(
        tasks=Count("task", distinct=True),
        assignments=Count("pk"),
        units=Count("unit", distinct=True),
        reporting=Count("unit", distinct=True, filter=Q(reports=True)),
    )
    return Given(**counts)


def _head(plan: Plan) -> Link:
    return Link(said("Sửa thông tin kế hoạch"), reverse("tasks:plan-edit", args=[plan.pk]))


def _row(task: Task, words: str = "") -> Link:
    return Link(f"{task}{words}", reverse("tasks:row-edit", args=[task.pk]))


def _check(sentence: str, links: Iterable[Link]) -> Check | None:
    found = list(links)
    if not found:
        return None
    return Check(sentence, tuple(found[:SHOWN]), max(0, len(found) - SHOWN))


def _checks_of_head(plan: Plan, tasks: list[Task]) -> Iterable[Check]:
    if not plan.number:
        yield Check(said("Kế hoạch chưa có số, ký hiệu."), (_head(plan),))
    if not tasks:
        yield Check(
            said("Kế hoạch chưa có nhiệm vụ nào, nên không giao việc cho đơn vị nào."),
            (Link(said("Thêm nhiệm vụ"), reverse("tasks:plan-rows", args=[plan.pk])),),
        )


def _checks_of_rows(
    plan: Plan, tasks: list[Task], meant: set[int | None]
) -> Iterable[Check | None]:
    parties = [(task, party) for task in tasks for party in task.parties.all()]
    yield _check(
        said("Nhiệm vụ không nêu cơ quan chủ trì; UBND ban hành kế hoạch sẽ báo cáo:"),
        (
            _row(task)
            for task in tasks
            if not any(one.role == Party.Role.LEAD for one in task.parties.all())
        ),
    )
    kept = kept_as_words(plan.territory_id)
    unknown = [(task, party) for task, party in parties if not party.unit_id and not party.group]
    yield _check(
        said("Tên chưa xác định là đơn vị nào, nên chưa giao được việc:"),
        _names((task, party) for task, party in unknown if key(party.text) not in kept),
    )
    yield _check(
        said("Nhóm đơn vị không có đơn vị nào vào ngày ban hành:"),
        _names((task, party) for task, party in parties if party.group and party.pk not in meant),
    )
    yield _check(
        said("Thời hạn kết thúc trước năm của kế hoạch ({years}):", years=plan.years),
        (
            _row(task, f": {task.ends_on:%d/%m/%Y}")
            for task in tasks
            if task.ends_on and task.ends_on.year < plan.year_from
        ),
    )


def _names(parties: Iterable[tuple[Task, Party]]) -> Iterable[Link]:
    """Return each name once: the first row in which to mend it, and how many others have it."""
    rows: dict[str, dict[int, tuple[Task, Party]]] = {}
    for task, party in parties:
        rows.setdefault(key(party.text), {}).setdefault(task.pk, (task, party))
    for (task, party), *others in (found.values() for found in rows.values()):
        also = said(" và {count} nhiệm vụ khác", count=len(others)) if others else ""
        words = said("“{name}”: {task}{also}", name=party.text, task=task, also=also)
        yield Link(words, _row(task).url)


def _check_of_place(plan: Plan, assignments: list[Assignment]) -> Check | None:
    """Name the rows of a commune's plan that somebody outside it would report on."""
    if plan.territory.level != Territory.Level.COMMUNE:
        return None
    return _check(
        ELSEWHERE.format(place=plan.territory.name_inside),
        (
            _row(one.task, f": {one.unit}")
            for one in assignments
            if one.reports and one.unit.territory_id != plan.territory_id
        ),
    )


def _check_of_people(plan: Plan, assignments: list[Assignment], on: date) -> Check | None:
    """Name the units that will owe reports and have nobody to write them: one query.

    For those the UBND that issues writes, if it has anybody. Where the territory is no more
    nobody owes anything.
    """
    if not plan.territory.stands_on(on):
        return None
    units = {one.unit_id: one.unit for one in assignments if one.reports}
    places = {plan.territory_id, *(unit.territory_id for unit in units.values())}
    held = Membership.objects.in_force(on).filter(
        Q(unit__in=units) | Q(unit__territory__in=places, unit__kind=Unit.Kind.COMMITTEE),
        role__in=RECORDING,
    )
    reached_units, reached_places = set[int](), set[int]()
    for unit_id, territory_id, kind in held.values_list("unit", "unit__territory", "unit__kind"):
        reached_units.add(unit_id)
        if kind == Unit.Kind.COMMITTEE:
            reached_places.add(territory_id)
    silent = (
        Link(unit.name, unit.get_absolute_url())
        for unit in units.values()
        if unit.pk not in reached_units and unit.territory_id not in reached_places
    )
    stands_in = plan.territory_id in reached_places
    return _check((STOOD_IN_FOR if stands_in else SILENT).format(unit=plan.issuer), silent)
