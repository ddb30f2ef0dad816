"""The open data of a province as tables, read row by row; docs/open-data.md tells every field.

Values are plain: texts, whole numbers, decimals, days, truths, and None for what is not known.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from django.db.models import QuerySet
from django.utils import timezone

from indicators.models import PAPI, Component, Target
from plans.models import Plan, Territory
from tasks.models import Party, Task
from tasks.reports.persons import unnamed
from tasks.reports.poster import body_of
from tasks.reports.public import shown
from tasks.reports.public.province import own_scores
from tasks.reports.public.shown import AT_ONCE, Shown

Value = str | int | Decimal | date | bool | None
Values = tuple[Value, ...]
BETWEEN = "; "
"""Between several values of one field."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its fields, and what makes its rows, asked only when they are read."""

    fields: tuple[str, ...]
    rows: Callable[[], Iterable[Values]]


FIELDS = {
    "places": ("code", "level", "name", "parent_code", "valid_from", "valid_to", "became"),
    "plans": (
        *("plan_id", "place_code", "place_name", "issuer", "kind", "number", "issued_on"),
        *("subject", "year_from", "year_to", "state", "is_illustration"),
    ),
    "tasks": (
        *("task_id", "plan_id", "position", "section", "label", "title", "text", "leads"),
        *("deadline", "ends_on", "components"),
    ),
    "progress": (
        *("task_id", "plan_id", "unit", "period", "period_kind", "period_year", "period_ordinal"),
        *("data_from", "data_to", "state", "accepted_on"),
    ),
    "targets": (
        *("plan_id", "framework", "component", "component_name", "year", "kind", "value"),
        *("value_to", "group", "text"),
    ),
    "scores": (
        *("framework", "component", "component_name", "year", "value", "group", "rank"),
        *("ranked_of", "is_computed", "source"),
    ),
}
TABLES = frozenset(FIELDS)


def of_province(province: Shown) -> dict[str, Table]:
    """Return the tables of a province: ten queries for all of them, none before they are read."""
    known: list[list[Plan]] = []

    def plans() -> list[Plan]:
        if not known:
            known.append(shown.listed(shown.plans(province)))
        return known[0]

    made: Mapping[str, Callable[[], Iterable[Values]]] = {
        "places": lambda: _places(province),
        "plans": lambda: map(_plan, plans()),
        "tasks": lambda: _tasks(plans()),
        "progress": lambda: _progress(plans()),
        "targets": lambda: _targets(plans()),
        "scores": lambda: _scores(province),
    }
    return {name: Table(FIELDS[name], _without_persons(rows)) for name, rows in made.items()}


def _without_persons(rows: Callable[[], Iterable[Values]]) -> Callable[[], Iterator[Values]]:
    """Return what makes the same rows with no person in any text."""

    def made() -> Iterator[Values]:
        for row in rows():
            yield tuple(unnamed(one) if isinstance(one, str) else one for one in row)

    return made


def as_texts(table: Table) -> Iterator[tuple[str, ...]]:
    """Yield a table with its titles as texts: days as 2026-09-14, decimals with a point."""
    yield table.fields
    for row in table.rows():
        yield tuple(map(_text, row))


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _places(province: Shown) -> Iterator[Values]:
    fields = ("code", "level", "name", "parent__code", "valid_from", "valid_to")
    places = Territory.objects.filter(shown.within(province)).order_by("code", "pk")
    rows = places.values_list("pk", *fields, "succeeded_by__successor__code")
    for _, same in groupby(rows.iterator(AT_ONCE), key=itemgetter(0)):
        (_, *values, code), *others = same
        after = filter(None, (code, *(other[-1] for other in others)))
        yield (*values, BETWEEN.join(after))


def _plan(one: Plan) -> Values:
    return (
        one.pk,
        one.territory.code,
        one.territory.name,
        one.issuer.name,
        one.kind,
        one.number,
        one.issued_on,
        one.subject,
        one.year_from,
        one.year_to,
        one.state,
        one.is_illustration,
    )


def _tasks(plans: list[Plan]) -> Iterator[Values]:
    tasks = Task.objects.filter(plan__in=[one.pk for one in plans])
    leads, about = _leads(tasks), _about(tasks)
    rows = tasks.select_related("section").order_by("plan", "position")
    for one in rows.iterator(AT_ONCE):
        named = leads.get(one.pk) or [body_of(one.lead_text)]
        yield (
            one.pk,
            one.plan_id,
            one.position,
            one.section.title if one.section else "",
            one.label,
            one.title,
            one.text,
            BETWEEN.join(filter(None, dict.fromkeys(named))),
            one.deadline_text,
            one.ends_on,
            BETWEEN.join(about.get(one.pk, ())),
        )


def _leads(tasks: QuerySet[Task]) -> dict[int, list[str]]:
    """Return who leads each task: bodies and posts, no persons."""
    found = defaultdict[int, list[str]](list)
    parties = Party.objects.filter(task__in=tasks.values("pk"), role=Party.Role.LEAD)
    rows = parties.order_by("task_id", "position").values_list("task", "unit__name", "text")
    for task, unit, text in rows.iterator(AT_ONCE):
        found[task].append(unit or body_of(text))
    return found


def _about(tasks: QuerySet[Task]) -> dict[int, list[str]]:
    """Return the components of PAPI that each task is about: "papi-2021 3.2"."""
    found = defaultdict[int, list[str]](list)
    about = Component.objects.filter(tasks__in=tasks.values("pk"), framework__index__code=PAPI)
    rows = about.order_by("tasks__pk", "position").values_list("tasks", "framework__code", "code")
    for task, framework, code in rows.iterator(AT_ONCE):
        found[task].append(f"{framework} {code}")
    return found


def _progress(plans: list[Plan]) -> Iterator[Values]:
    for *values, accepted_at in shown.progress(
        plans,
        "assignment__task",
        "assignment__task__plan",
        "assignment__unit__name",
        "period__name",
        "period__kind",
        "period__year",
        "period__ordinal",
        "period__data_from",
        "period__data_to",
        "state",
    ):
        yield (*values, timezone.localdate(accepted_at))


def _targets(plans: list[Plan]) -> Iterator[Values]:
    targets = Target.objects.filter(plan__in=[one.pk for one in plans])
    rows = targets.select_related("component__framework").order_by("plan", "position")
    for one in rows.iterator(AT_ONCE):
        about = one.component
        yield (
            one.plan_id,
            about.framework.code,
            about.code,
            about.name,
            one.year,
            one.kind,
            one.value,
            one.value_to,
            one.group,
            one.text,
        )


def _scores(province: Shown) -> Iterator[Values]:
    rows = own_scores(province).order_by("year", "component__position", "pk")
    for one in rows.iterator(AT_ONCE):
        about = one.component
        yield (
            about.framework.code,
            about.code,
            about.name,
            one.year,
            one.value,
            one.group,
            one.rank,
            one.ranked_of,
            one.is_computed,
            one.source,
        )
