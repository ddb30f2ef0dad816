"""A poster of a plan's tasks: its dimensions as blocks, each task in short, for a wall.

Everybody reads it, so persons are left out of the plan's words as far as `persons` knows them: a
name by itself stays. `poster_sheets` puts it on paper.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import OuterRef, Subquery

from indicators.models import Component
from papi_portal.text import cut
from plans.models import Plan
from tasks.models import Party, Task
from tasks.reports.persons import unnamed
from tasks.standing import in_words

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Facts(TypedDict):
        """What the query adds to a task."""

        dimension_id: int | None

    PosterRow = WithAnnotations[Task, Facts]

OTHERS = "Nhiệm vụ khác"
LONGEST_TITLE, LONGEST_TASK, LONGEST_LEAD, LONGEST_DEADLINE = 200, 110, 90, 60
"""In letters: what is read from a metre away is short."""
KEPT_TOGETHER = 24
PERSON = re.compile(r"\b(ông|bà(?! rịa)|đồng chí|đ/c)\b", re.IGNORECASE)
BULLET = re.compile(r"^[-–+•*\s]+")


@dataclass(frozen=True, slots=True)
class PosterTask:
    """One task in short: what, who leads, until when."""

    text: str
    lead: str
    deadline: str

    @property
    def who(self) -> str:
        """Who leads it, until when; a short deadline is not torn apart at the end of a line."""
        is_short = len(self.deadline) <= KEPT_TOGETHER
        deadline = self.deadline.replace(" ", "\N{NO-BREAK SPACE}") if is_short else self.deadline
        return " · ".join(filter(None, (self.lead, deadline)))


NOTHING = PosterTask("Không có nhiệm vụ riêng.", "", "")


@dataclass(frozen=True, slots=True)
class PosterBlock:
    """A dimension with its tasks."""

    title: str
    tasks: tuple[PosterTask, ...]


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on the poster."""

    place: str
    title: str
    source: str
    blocks: tuple[PosterBlock, ...]
    is_draft: bool

    @property
    def name(self) -> str:
        """What its file is called."""
        return f"Áp phích nhiệm vụ, {self.place}"


def build(plan: Plan) -> Poster:
    """Return the poster of a plan: four queries at most, whatever the number of its tasks.

    Where no task is about a dimension of the year's version, the plan's headings are the blocks.
    """
    dimensions = list(Component.objects.dimensions().measuring("papi", plan.year_from))
    tasks = _tasks(plan, dimensions)
    is_about = any(task.dimension_id for task in tasks)
    return Poster(
        place=str(plan.territory),
        title=_short_of(plan.subject, LONGEST_TITLE),
        source=_source(plan),
        blocks=_by_dimension(tasks, dimensions) if is_about else _by_section(plan, tasks),
        is_draft=plan.is_draft,
    )


def _by_dimension(
    tasks: "list[PosterRow]", dimensions: Iterable[Component]
) -> tuple[PosterBlock, ...]:
    """Return a block for each dimension, and one for what is about none of them."""
    found = _grouped((task.dimension_id, task) for task in tasks)
    blocks = [PosterBlock(str(one), found.get(one.pk, (NOTHING,))) for one in dimensions]
    return (*blocks, *([PosterBlock(OTHERS, found[None])] if None in found else []))


def _by_section(plan: Plan, tasks: "list[PosterRow]") -> tuple[PosterBlock, ...]:
    found = _grouped((task.section_id, task) for task in tasks)
    sections = plan.sections.order_by("part", "position")
    titles = [*((one.pk, unnamed(one.title)) for one in sections), (None, OTHERS)]
    return tuple(PosterBlock(title, found[key]) for key, title in titles if key in found)


def _grouped(
    keyed: Iterable[tuple[int | None, Task]],
) -> dict[int | None, tuple[PosterTask, ...]]:
    listed = list(keyed)
    leads = leads_in({task.plan_id for _, task in listed})
    found = defaultdict[int | None, list[PosterTask]](list)
    for key, task in listed:
        found[key].append(_short(task, leads[task.pk]))
    return {key: tuple(rows) for key, rows in found.items()}


def _tasks(plan: Plan, dimensions: Iterable[Component]) -> "list[PosterRow]":
    about = Component.objects.filter(tasks=OuterRef("pk"), dimension__in=dimensions)
    first = about.order_by("position").values("dimension")[:1]
    found = plan.tasks.annotate(dimension_id=Subquery(first)).order_by("position")
    return cast("list[PosterRow]", list(found))


def _short(task: Task, leads: Iterable[Party]) -> PosterTask:
    return PosterTask(
        text=_short_of(task.title or BULLET.sub("", task.text), LONGEST_TASK),
        lead=_short_of(leads_of(task, leads), LONGEST_LEAD),
        deadline=_short_of(task.deadline_text, LONGEST_DEADLINE),
    )


def _short_of(words: str, longest: int) -> str:
    """Return words without persons, cut: half a name or telephone would not be known as one."""
    return cut(unnamed(words), longest)


def leads_in(plans: Collection[int]) -> Mapping[int, list[Party]]:
    """Return who leads the tasks of some plans, by task: one query."""
    leads = Party.objects.filter(task__plan__in=plans, role=Party.Role.LEAD)
    return leads.select_related("unit").order_by("task", "position").by_task()


def leads_of(task: Task, leads: Iterable[Party]) -> str:
    """Return who leads a task, as these are named in it: bodies and posts, no persons."""
    named = [one.unit.name if one.unit else body_of(one.text) for one in leads]
    return ", ".join(dict.fromkeys(filter(None, named))) or body_of(task.lead_text)


def body_of(written: str) -> str:
    """Return who is named in the plan's own words; nothing if that is a person."""
    return "" if PERSON.search(written) else written


def _source(plan: Plan) -> str:
    if plan.is_illustration or not plan.issued_on:
        return f"Theo {plan}"
    return f"Theo {plan} {in_words(plan.issued_on)} của {plan.issuer}"
