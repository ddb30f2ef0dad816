"""Find anything: what of the portal says the words that somebody asks for, as far as they see it.

What bears them as its number comes first, then what says them with the dấu as typed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.urls import reverse

from indicators.models import Component
from papi_portal.asked_words import AskedWords
from papi_portal.text import cut
from papi_portal.wording import said
from plans.access import Viewer
from plans.models import Plan, Territory, Unit, plan_visible_to
from tasks.models import Assignment, IssuedReport, Task
from tasks.reports.found_text import Pieces, excerpt, of_output, pieces, says_any, says_together

MOST = 1000
"""So many of a kind are counted and shown; nobody reads more, who has more asks for more words."""
READ = 200
"""So many tasks are read to see whether the words stand side by side."""
FOUND = (Task, Plan, Unit, Territory, Component)
"""What the database keeps words of."""
FIRST = 5
"""So many of each kind are shown where all kinds are."""
LABEL_ENDS = ("", ".", ")")
"""With what the label of a task may end: 5.2 is found as "5.2.", too."""
MORE = said("hơn {number}")
YEARS, DAY = said("năm {years}"), said("ngày {on:%d/%m/%Y}")
LEAD, TIME = said("chủ trì: {lead}"), said("thời gian: {time}")
ALSO, CODE, WITHIN = said("còn gọi: {names}"), said("mã số {code}"), said("thuộc {parent}")
PARTS = said("chỉ số nội dung, chỉ số thành phần")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: what it is called, where it is, and what tells it from others."""

    title: Pieces
    address: str
    facts: tuple[str, ...]
    text: Pieces = ()


@dataclass(frozen=True, slots=True)
class Search:
    """Who looks for what, and on which day."""

    viewer: Viewer
    asked: AskedWords
    on: date


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that is found, with its word; two steps, so that only a sheet is read."""

    key: str
    name: str
    ids: Callable[[Search], list[int]]
    """Which ones, the best first, one more than `MOST` if there are more: one query."""
    hits: Callable[[Search, Sequence[int]], list[Hit]]
    """How these show: the same number of queries for one and for many."""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of a kind."""

    kind: Kind
    ids: tuple[int, ...]
    is_cut: bool
    """Whether there are more than are told."""

    @property
    def count(self) -> str:
        """How many there are, in words where they are more than are told."""
        number = f"{len(self.ids):,}".replace(",", ".")
        return MORE.format(number=number) if self.is_cut else number


def group(search: Search, kind: Kind) -> Group:
    """Return what the viewer may see of a kind that says the words: one query."""
    found = kind.ids(search)
    return Group(kind, tuple(found[:MOST]), len(found) > MOST)


def _ranked(
    model: Any, search: Search, named: Q, *order: Any, plans: list[int] | None = None
) -> list[tuple[int, int]]:
    """Return which rows say the words or bear them as their name, the highest rank first.

    Plans are those in which all rows are that one may see: then these rows are asked, not all.
    """
    asked, index = search.asked, model.FOUND_BY
    rows = model.objects.visible_to(search.viewer)
    if plans is None:
        others = model.objects.filter(named).order_by().values("pk")
        most = MOST + 1 if search.viewer.sees_all else None
        rows = rows.filter(pk__in=index.ids(asked, others, most=most))
    else:
        rows = rows.filter(Q(index.saying(asked)) | named, plan__in=plans)
    ranks = [When(named, then=Value(2))]
    if asked.marked:
        ranks.append(When(index.saying_as_typed(asked), then=Value(1)))
    ranked = rows.annotate(rank=Case(*ranks, default=Value(0))).order_by("-rank", *order)
    return list(ranked.values_list("pk", "rank")[: MOST + 1])


def _ids(model: Any, search: Search, named: Q, *order: Any) -> list[int]:
    return [pk for pk, _ in _ranked(model, search, named, *order)]


def _read(rows: "QuerySet[Any]", ids: Sequence[int]) -> list[Any]:
    """Return the rows of one sheet in its order."""
    found = rows.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def _task_ids(search: Search) -> list[int]:
    """Return the tasks, among those of one rank first what says the words side by side.

    That is looked for in the first of many only, which is all that people look at.
    """
    labels = Q(label__in=[f"{search.asked.text}{end}" for end in LABEL_ENDS])
    plans = None if search.viewer.sees_all else _plans_with_tasks_for(search.viewer)
    ranked = _ranked(Task, search, labels, "-pk", plans=plans)
    first = [pk for pk, _ in ranked[:READ]]
    said = Task.objects.filter(pk__in=first).values_list("pk", "title", "text", "output")
    together = {pk for pk, *texts in said if says_together(texts, search.asked)}
    ranked.sort(key=lambda one: (-one[1], one[0] not in together))
    return [pk for pk, _ in ranked]


def _plans_with_tasks_for(viewer: Viewer) -> list[int]:
    """Return the plans that hold what `Task.visible_to` keeps, and perhaps more: one query."""
    given = Assignment.objects.filter(unit__in=viewer.unit_ids).values("plan")
    below = Q(territory__parent__in=viewer.own_ids) | Q(
        territory__parent__parent__in=viewer.own_ids
    )
    guided = below & Q(state=Plan.State.ISSUED) if viewer.guiding_unit_ids else Q(pk__in=[])
    plans = Plan.objects.filter(plan_visible_to(viewer, "") | Q(pk__in=given) | guided)
    return list(plans.order_by().values_list("pk", flat=True))


def _task_hits(search: Search, ids: Sequence[int]) -> list[Hit]:
    tasks = _read(Task.objects.select_related("plan__territory"), ids)
    return [
        Hit(
            title=pieces(str(one), search.asked),
            address=one.get_absolute_url(),
            facts=_facts(
                str(one.plan),
                one.plan.territory.name,
                one.plan.number and YEARS.format(years=one.plan.years),
                one.lead_text and LEAD.format(lead=cut(one.lead_text, 80)),
                one.deadline_text and TIME.format(time=one.deadline_text),
            ),
            text=_words_of(one, search.asked),
        )
        for one in tasks
    ]


def _words_of(task: Task, asked: AskedWords) -> Pieces:
    """Return the words of a task in which those asked for stand, else how it begins."""
    if task.output and not says_any(task.text, asked) and says_any(task.output, asked):
        return of_output(excerpt(task.output, asked))
    return excerpt(task.text, asked)


def _plan_ids(search: Search) -> list[int]:
    number = search.asked.text
    named = Q(number__iexact=number) | Q(number__istartswith=f"{number}/")
    latest = ("-year_from", F("issued_on").desc(nulls_first=True), "territory__code", "-pk")
    return _ids(Plan, search, named, *latest)


def _plan_hits(search: Search, ids: Sequence[int]) -> list[Hit]:
    plans = _read(Plan.objects.select_related("territory", "issuer"), ids)
    return [
        Hit(
            title=pieces(str(one), search.asked),
            address=one.get_absolute_url(),
            facts=_facts(
                one.issuer.name,
                YEARS.format(years=one.years),
                one.issued_on and DAY.format(on=one.issued_on),
                one.get_state_display(),
            ),
            text=excerpt(one.subject, search.asked),
        )
        for one in plans
    ]


def _unit_ids(search: Search) -> list[int]:
    order = (F("valid_to").desc(nulls_first=True), "territory__code", "pk")
    named = Q(name__iexact=search.asked.text)
    return _ids(Unit, search, named, *order)


def _unit_hits(search: Search, ids: Sequence[int]) -> list[Hit]:
    units = _read(Unit.objects.select_related("territory__parent"), ids)
    return [
        Hit(
            title=pieces(one.name, search.asked),
            address=one.get_absolute_url(),
            facts=_facts(
                one.get_kind_display(),
                one.territory.name + one.territory.end_mark,
                one.territory.parent and one.territory.parent.name,
                one.aliases and ALSO.format(names=cut("; ".join(one.aliases), 80)),
            ),
        )
        for one in units
    ]


def _territory_ids(search: Search) -> list[int]:
    order = (F("valid_to").desc(nulls_first=True), "code", "pk")
    named = Q(code=search.asked.text) | Q(name__iexact=search.asked.text)
    return _ids(Territory, search, named, *order)


def _territory_hits(search: Search, ids: Sequence[int]) -> list[Hit]:
    places = _read(Territory.objects.select_related("parent"), ids)
    return [
        Hit(
            title=pieces(one.name + one.end_mark, search.asked),
            address=one.get_absolute_url(),
            facts=_facts(
                one.get_level_display(), CODE.format(code=one.code), one.parent and one.parent.name
            ),
        )
        for one in places
    ]


def _component_ids(search: Search) -> list[int]:
    named = Q(code__iexact=search.asked.text)
    order = ("framework__index__position", "-framework__first_year", "position", "pk")
    return _ids(Component, search, named, *order)


def _component_hits(search: Search, ids: Sequence[int]) -> list[Hit]:
    """Return components, each with its page in the viewer's own province if there is one."""
    known = Territory.objects.filter(pk__in=search.viewer.known_ids).in_force(search.on)
    province = known.filter(level=Territory.Level.PROVINCE).values_list("pk", flat=True).first()
    parts = _read(Component.objects.select_related("framework__index", "parent"), ids)
    return [
        Hit(
            title=pieces(str(one), search.asked),
            address=_component_address(one, province),
            facts=_facts(
                f"{one.framework.index.short_name} {one.framework.span}",
                one.parent and one.depth > 1 and WITHIN.format(parent=one.parent),
            ),
        )
        for one in parts
    ]


def _component_address(component: Component, province: int | None) -> str:
    if province is None or component.framework.territory_id:
        return reverse("indicators:framework-detail", args=[component.framework.code])
    return reverse("tasks:component", args=[province, component.pk])


def _issued_ids(search: Search) -> list[int]:
    issued = IssuedReport.objects.visible_to(search.viewer)
    found = issued.filter(number__icontains=search.asked.text).order_by("-issued_on", "-pk")
    return list(found.values_list("pk", flat=True)[: MOST + 1])


def _issued_hits(search: Search, ids: Sequence[int]) -> list[Hit]:
    reports = _read(IssuedReport.objects.select_related("unit", "submission__period"), ids)
    return [
        Hit(
            title=pieces(str(one), search.asked),
            address=one.submission.get_absolute_url(),
            facts=_facts(one.unit.name, one.submission.period.name),
        )
        for one in reports
    ]


def _facts(*facts: object) -> tuple[str, ...]:
    return tuple(str(one) for one in facts if one)


KINDS = (
    Kind("tasks", said("nhiệm vụ"), _task_ids, _task_hits),
    Kind("plans", said("kế hoạch"), _plan_ids, _plan_hits),
    Kind("units", said("cơ quan, đơn vị"), _unit_ids, _unit_hits),
    Kind("territories", said("địa bàn"), _territory_ids, _territory_hits),
    Kind("components", PARTS, _component_ids, _component_hits),
    Kind("issued", said("báo cáo đã ban hành"), _issued_ids, _issued_hits),
)
"""In the order of the page."""
