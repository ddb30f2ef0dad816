"""Difficulties and proposals of a period: by dimension, those in the same words together."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any, cast

from django.db.models import Exists, F, OuterRef

from indicators.models import PAPI, Component
from papi_portal.text import fold, side_by_side
from papi_portal.wording import said
from plans.access import Viewer
from plans.models import Period, Territory, Unit
from tasks.access import answers_as
from tasks.models import Answer, Progress, Task
from tasks.models.answers import RAISED, answers_read_along
from tasks.models.progress import ProgressQuerySet
from tasks.reports.rollup import REST

NO_DIMENSION = said("Nhiệm vụ chưa gắn với nội dung của bộ tiêu chí")
EDGES = " .,;:-–+*"
"""What the same words may begin or end with and still be the same."""
Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of them are asked for; nothing set means all."""

    dimension: int | None = None
    territory: int | None = None
    words: str = ""
    unanswered: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One record's difficulty and proposal, light: a province has thousands."""

    pk: int
    dimension: int
    words: Words
    reporter: Unit
    position: int
    is_answered: bool

    @property
    def key(self) -> tuple[int, Words]:
        return (self.dimension, self.words)


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked for, in the order of the page, and what may be asked for."""

    period: Period
    asked: Asked
    entries: tuple[Entry, ...]
    total: int
    unanswered: int
    dimensions: dict[int, str]
    places: tuple[Territory, ...]
    answering: dict[int, set[int]]
    """By reporting unit, the viewer's units in whose name its difficulties may be answered."""

    def may_answer(self, entry: Entry) -> bool:
        return bool(self.answering[entry.reporter.pk])

    @property
    def answering_ids(self) -> set[int]:
        """The viewer's units that may answer some record of the period."""
        return set().union(*self.answering.values())

    @property
    def is_narrowed(self) -> bool:
        return self.asked != Asked()


@dataclass(frozen=True, slots=True)
class Raised:
    """One record on the sheet."""

    progress: Progress
    place: str
    is_answered: bool
    is_answerable: bool

    @property
    def box(self) -> str:
        """What its box sends."""
        return str(self.progress.pk)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and to whom if not to all who are shown beside it."""

    answers: tuple[Answer]
    to: str


@dataclass(frozen=True, slots=True)
class Shared:
    """The same words of one or many records; `all` chooses every one of them, on any sheet."""

    difficulty: str
    proposal: str
    total: int
    all: str
    rows: tuple[Raised, ...]
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension, how many records it has in all, and those that are on the sheet."""

    key: int
    name: str
    total: int
    groups: tuple[Shared, ...]


def find(*, viewer: Viewer, period: Period, asked: Asked) -> Found:
    """Return what the viewer reads of it: three queries, whatever the number of records."""
    records = Progress.objects.visible_to(viewer).filter(RAISED, period=period)
    facts = list(_facts(records))
    dimensions, by_task = _dimensions({fact["assignment__task"] for fact in facts}, period)
    units = Unit.objects.select_related("territory__parent__parent").in_bulk(
        {one["reporter"] for one in facts}
    )
    says, folded = side_by_side(asked.words).search, cache(_folded)
    named = {pk for pk, unit in units.items() if says(fold(unit.territory.name))}
    kept = []
    for fact in facts:
        own, reporter = by_task.get(fact["assignment__task"], [REST]), units[fact["reporter"]]
        about = own[0] if asked.dimension is None else asked.dimension
        words = (folded(fact["difficulty"]), folded(fact["proposal"]))
        entry = _entry(fact, about, words, reporter)
        is_about = reporter.pk in named or any(map(says, entry.words))
        if is_about and _is_asked_for(entry, asked, own):
            kept.append(entry)
    open_ = [one for one in kept if not one.is_answered]
    places = {unit.territory for unit in units.values()}
    return Found(
        period=period,
        asked=asked,
        entries=_in_order(open_ if asked.unanswered else kept, dimensions),
        total=len(kept),
        unanswered=len(open_),
        dimensions=dimensions,
        places=tuple(sorted(places, key=lambda one: (one.level != "province", one.code))),
        answering={pk: answers_as(viewer, unit) for pk, unit in units.items()},
    )


def build(*, found: Found, entries: Sequence[Entry]) -> tuple[Dimension, ...]:
    """Return one sheet of what was found, read in full: two queries."""
    of_words = Counter(one.key for one in found.entries)
    of_dimension = Counter(one.dimension for one in found.entries)
    answerable: dict[tuple[int, Words], list[int]] = {}
    shown = {one.key for one in entries}
    for one in found.entries:
        if one.key in shown and found.may_answer(one):
            answerable.setdefault(one.key, []).append(one.pk)
    records = (
        Progress.objects.select_related("assignment__task", "assignment__unit")
        .prefetch_related(answers_read_along())
        .in_bulk([one.pk for one in entries])
    )

    def shared(key: tuple[int, Words], alike: Iterable[Entry]) -> Shared:
        read = [(one, records[one.pk]) for one in alike]
        return _shared(found, read, of_words[key], answerable.get(key, []))

    return tuple(
        Dimension(
            key=key,
            name=found.dimensions[key],
            total=of_dimension[key],
            groups=tuple(
                shared(words, alike) for words, alike in groupby(of_key, attrgetter("key"))
            ),
        )
        for key, of_key in groupby(entries, attrgetter("dimension"))
    )


def _facts(records: ProgressQuerySet) -> Iterable[Any]:
    """Return each record's words, task and reporting unit."""
    answered = Answer.progress.through.objects.filter(progress=OuterRef("pk"))
    return (
        records.annotate(reporter=F("assignment__reporter"), is_answered=Exists(answered))
        .values(
            "pk",
            "difficulty",
            "proposal",
            "assignment__task",
            "assignment__task__position",
            "reporter",
            "is_answered",
        )
        .order_by()
    )


def _dimensions(
    tasks: Collection[int], period: Period
) -> tuple[dict[int, str], dict[int, list[int]]]:
    """Return the dimensions of the year that tasks are about by name, and those of each task."""
    measured = Component.objects.dimensions().measuring(PAPI, period.year)
    links = (
        Task.components.through.objects.filter(component__dimension__in=measured, task__in=tasks)
        .order_by("component__dimension__position")
        .values_list(
            "task",
            "component__dimension",
            "component__dimension__code",
            "component__dimension__name",
        )
    )
    names: dict[int, str] = {}
    by_task: dict[int, list[int]] = {}
    for task, dimension, code, name in cast("Iterable[tuple[int, int, str, str]]", links):
        names[dimension] = f"{code}. {name}"
        by_task.setdefault(task, []).append(dimension)
    return names | {REST: NO_DIMENSION}, by_task


def _entry(fact: dict[str, Any], dimension: int, words: Words, reporter: Unit) -> Entry:
    return Entry(
        pk=fact["pk"],
        dimension=dimension,
        words=words,
        reporter=reporter,
        position=fact["assignment__task__position"],
        is_answered=fact["is_answered"],
    )


def _is_asked_for(entry: Entry, asked: Asked, dimensions: Sequence[int]) -> bool:
    """Tell whether a record of a task of these dimensions is from where and about what is asked."""
    place = entry.reporter.territory_id
    return asked.territory in {None, place} and asked.dimension in {None, *dimensions}


def _folded(words: str) -> str:
    return fold(words).strip(EDGES)


def _in_order(entries: Iterable[Entry], dimensions: dict[int, str]) -> tuple[Entry, ...]:
    """Return them by dimension, what most say before what few say, then by place."""
    listed = list(entries)
    order = {key: place for place, key in enumerate(dimensions)}
    many = Counter(one.key for one in listed)

    def place(one: Entry) -> tuple[Any, ...]:
        code = one.reporter.territory.code
        return (order[one.dimension], -many[one.key], one.words, code, one.position, one.pk)

    return tuple(sorted(listed, key=place))


def _shared(
    found: Found, rows: Sequence[tuple[Entry, Progress]], total: int, answerable: Sequence[int]
) -> Shared:
    first = rows[0][1]
    raised = tuple(
        Raised(
            progress=progress,
            place=entry.reporter.territory.name,
            is_answered=entry.is_answered,
            is_answerable=found.may_answer(entry),
        )
        for entry, progress in rows
    )
    return Shared(
        difficulty=first.difficulty,
        proposal=first.proposal,
        total=total,
        all=",".join(map(str, answerable)) if len(answerable) > 1 else "",
        rows=raised,
        replies=tuple(_replies(raised)),
    )


def _replies(rows: Sequence[Raised]) -> Iterable[Reply]:
    """Return the answers that these got, the first before, each once."""
    answers: dict[Answer, list[str]] = {}
    for row in rows:
        for answer in row.progress.answers.all():
            answers.setdefault(answer, []).append(row.place)
    for answer in sorted(answers, key=attrgetter("pk")):
        places = answers[answer]
        yield Reply((answer,), "" if len(places) == len(rows) else ", ".join(dict.fromkeys(places)))
