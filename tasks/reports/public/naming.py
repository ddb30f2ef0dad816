"""Persons in the words of plans, for the administrator to look at before everybody reads them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indicators.models import Target
from plans.models import Plan, PlanSection, Territory
from tasks.models import Party, Task
from tasks.reports.persons import seen
from tasks.reports.public import shown
from tasks.reports.public.shown import Shown

if TYPE_CHECKING:
    from django.db.models import QuerySet

OF_TASKS = ("title", "text", "lead_text", "support_text", "deadline_text", "output")


@dataclass(frozen=True, slots=True)
class Named:
    """Some words, and the plans in which they stand."""

    words: str
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """What is left out of plans that are shown, and full names that the portal cannot tell."""

    left_out: tuple[Named, ...]
    doubtful: tuple[Named, ...]


def find(province: Shown, plans: Collection[Plan]) -> Naming:
    """Return who seems to be named in plans: three queries at most.

    Most plans of a province say the same, so words are read once and their plans asked for after.
    """
    by_pk = {one.pk: one for one in plans}
    own = [(one.pk, said) for one in plans for said in (one.subject, one.appendix_title)]
    telling = {words for (words,) in _told(by_pk, of_plans=False) if _tells(words)}
    rows = [*own, *(_told(by_pk, among=telling) if telling else ())]
    left_out, doubtful = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    for plan, said in rows:
        for name in seen(said).left_out:
            left_out[name].add(plan)
        for name in seen(said).doubtful:
            doubtful[name].add(plan)
    known = _places(province) if doubtful else ()
    return Naming(
        left_out=tuple(_named(left_out, by_pk)),
        doubtful=tuple(one for one in _named(doubtful, by_pk) if one.words not in known),
    )


def _tells(words: str) -> bool:
    found = seen(words)
    return bool(found.left_out or found.doubtful)


def _named(found: dict[str, set[int]], plans: dict[int, Plan]) -> Iterator[Named]:
    for words in sorted(found):
        yield Named(words, tuple(one for pk, one in plans.items() if pk in found[words]))


def _told(
    plans: Iterable[int], among: Collection[str] | None = None, *, of_plans: bool = True
) -> "QuerySet[Any, Any]":
    """Return all that plans say, each words once, or once for each plan with its number."""
    sources: list[tuple[QuerySet[Any], str, str]] = [
        *((Task.objects.all(), "plan", name) for name in OF_TASKS),
        (Party.objects.all(), "task__plan", "text"),
        (PlanSection.objects.all(), "plan", "heading"),
        (Target.objects.all(), "plan", "text"),
    ]
    first, *others = (
        rows.filter(**{f"{plan}__in": list(plans)}, **({f"{name}__in": among} if among else {}))
        .order_by()
        .values_list(*([plan] if of_plans else []), name)
        for rows, plan, name in sources
    )
    return first.union(*others)


def _places(province: Shown) -> frozenset[str]:
    """Return what the province's places are called, which may sound like persons."""
    places = Territory.objects.filter(shown.within(province))
    return frozenset(one.bare_name for one in places.only("name"))
