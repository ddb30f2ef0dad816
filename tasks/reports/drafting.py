"""A draft as it is being written: its rows, who is meant in them, what was done before."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from indicators.models import Component
from papi_portal.wording import said
from plans.models import Plan, PlanSection
from tasks.actions.copying import YEAR
from tasks.models import Party, Progress, Task
from tasks.parties import kept_as_words, key


@dataclass(frozen=True, slots=True)
class Named:
    """A body named in a row: as written, and what it is understood as."""

    text: str
    role_word: str
    meaning: str
    """Unit or group in words, or that the name stays words; empty as long as nobody knows."""
    hint: str
    """The meaning again, where the text alone does not say as much."""


@dataclass(frozen=True, slots=True)
class LastDone:
    """What was reported last on the row that this one comes from."""

    period: str
    state: str
    state_word: str
    result: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One row of a draft."""

    task: Task
    lines: tuple[str, ...]
    named: tuple[Named, ...]
    is_stale: bool
    """Its end date lies before the plan's years."""
    is_unlinked: bool
    """It comes from a row about components of a version of another year, and is about fewer."""
    last: LastDone | None

    @property
    def roles(self) -> list[tuple[str, list[Named]]]:
        """Who is named, by role in words, in the order of the row."""
        words = dict.fromkeys(one.role_word for one in self.named)
        return [(word, [one for one in self.named if one.role_word == word]) for word in words]


@dataclass(frozen=True, slots=True)
class DraftGroup:
    """A heading of the draft with its rows; no heading for rows without one."""

    section: PlanSection | None
    rows: tuple[DraftRow, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with all its rows."""

    plan: Plan
    groups: tuple[DraftGroup, ...]

    @property
    def rows(self) -> tuple[DraftRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def open_names(self) -> int:
        """Names, each counted once, of which nobody said what they mean."""
        named = [one for row in self.rows for one in row.named]
        return len({key(one.text) for one in named if not one.meaning})

    @property
    def stale(self) -> int:
        return sum(row.is_stale for row in self.rows)

    @property
    def unlinked(self) -> int:
        return sum(row.is_unlinked for row in self.rows)

    @property
    def has_last(self) -> bool:
        return any(row.last for row in self.rows)


@dataclass(frozen=True, slots=True)
class Copying:
    """What copying a plan for another year takes along."""

    tasks: int
    sections: int
    dated: int
    """Rows with an end date that moves along."""
    named_years: tuple[Task, ...]
    """Rows whose deadline names a year, left as it is."""


def build(plan: Plan) -> Draft:
    """Return a draft's rows under its headings in document order: six queries at any length."""
    found = list(plan.tasks.select_related("origin").order_by("position"))
    parties = Party.objects.filter(task__plan=plan).select_related("unit__territory").by_task()
    last = _last_done(plan, [task.origin_id for task in found if task.origin_id])
    unlinked, kept = _unlinked(plan), kept_as_words(plan.territory_id)
    rows: dict[int | None, list[DraftRow]] = {}
    for task in found:
        named = tuple(_named(plan, party, kept) for party in parties[task.pk])
        row = _row(plan, task, named, last, is_unlinked=task.pk in unlinked)
        rows.setdefault(task.section_id, []).append(row)
    groups = [DraftGroup(None, tuple(rows[None]))] if None in rows else []
    groups += [
        DraftGroup(section, tuple(rows.get(section.pk, ())))
        for section in plan.sections.order_by("-part", "position")
    ]
    return Draft(plan, tuple(groups))


def copying(plan: Plan) -> Copying:
    """Return what `copy_plan` takes along: two queries."""
    dated = list(plan.tasks.exclude(ends_on=None).order_by("position"))
    named = tuple(task for task in dated if YEAR.search(task.deadline_text))
    return Copying(
        tasks=plan.tasks.count(),
        sections=plan.sections.count(),
        dated=len(dated) - len(named),
        named_years=named,
    )


def component_choices(plan: Plan, task: Task | None) -> list[tuple[str, str]]:
    """Return what a row of the plan may be about: the versions of its year, and what it has."""
    line = [one.pk for one in plan.territory.line()]
    of_year = Component.objects.choosable(line, plan.year_from).values("pk")
    had = task.components.order_by().values("pk") if task and task.pk else []
    found = Component.objects.filter(Q(pk__in=of_year) | Q(pk__in=had))
    ordered = found.select_related("framework__index")
    return [
        (
            str(one.pk),
            f"{one.framework.index} {one}"
            if one.depth
            else said("{component} (cả chỉ số)", component=one),
        )
        for one in ordered.order_by("framework__index__position", "framework", "position")
    ]


def _unlinked(plan: Plan) -> set[int]:
    """Return the rows that lost a component when the plan was copied to another version's year.

    A person who gives such a row as many as it had answers the mark: one query.
    """
    year = plan.year_from
    other = Component.objects.filter(tasks=OuterRef("origin")).filter(
        Q(framework__first_year__gt=year) | Q(framework__last_year__lt=year)
    )
    counted = plan.tasks.filter(Exists(other)).annotate(
        has=Count("components", distinct=True), had=Count("origin__components", distinct=True)
    )
    return set(counted.filter(has__lt=F("had")).values_list("pk", flat=True))


def _row(
    plan: Plan,
    task: Task,
    named: tuple[Named, ...],
    last: dict[int, LastDone],
    *,
    is_unlinked: bool,
) -> DraftRow:
    return DraftRow(
        task=task,
        lines=tuple(task.lines),
        named=named,
        is_stale=bool(task.ends_on and task.ends_on < date(plan.year_from, 1, 1)),
        is_unlinked=is_unlinked,
        last=last.get(task.origin_id or 0),
    )


def _named(plan: Plan, party: Party, kept: frozenset[str]) -> Named:
    words = "giữ nguyên chữ" if key(party.text) in kept else ""
    meaning = _meaning(plan, party) or words
    return Named(party.text, party.get_role_display(), meaning, _hint(party, meaning))


def _hint(party: Party, meaning: str) -> str:
    """Return the meaning unless the text is one of the unit's own names, with or without place."""
    said, names = key(party.text), [party.unit.name, *party.unit.aliases] if party.unit else []
    return "" if any(key(name).startswith(said) for name in [meaning, *names]) else meaning


def _meaning(plan: Plan, party: Party) -> str:
    if party.unit is None:
        return party.get_group_display() if party.group else ""
    if party.unit.territory_id == plan.territory_id:
        return party.unit.name
    return f"{party.unit.name}, {party.unit.territory.name_inside}"


def _last_done(plan: Plan, origins: list[int]) -> dict[int, LastDone]:
    """Return the latest record on each row of origin, of the plan's own level: two queries.

    What a province's departments did says nothing about a commune's row derived from it.
    """
    records = Progress.objects.filter(assignment__task=OuterRef("pk"), assignment__reports=True)
    latest = records.order_by("-period__data_to", "-recorded_at").values("pk")[:1]
    newest = dict(
        Task.objects.filter(pk__in=origins, plan__territory__level=plan.territory.level)
        .annotate(latest=Subquery(latest))
        .exclude(latest=None)
        .values_list("latest", "pk")
    )
    found = Progress.objects.filter(pk__in=newest).select_related("period")
    return {
        newest[one.pk]: LastDone(one.period.name, one.state, one.get_state_display(), one.result)
        for one in found
    }
