"""Persons in the words of plans, for the administrator to look at before everybody reads them."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from indicators.models import Target
from plans.models import Plan, PlanSection, Territory
from tasks.models import Party, Task
from tasks.reports.persons import NOBODY, seen
from tasks.reports.public import shown
from tasks.reports.public.shown import Shown

if TYPE_CHECKING:
    from django.db.models import QuerySet

SAID_IN: "tuple[tuple[QuerySet[Any], str, tuple[str, ...]], ...]" = (
    (
        Task.objects.all(),
        "plan",
        ("title", "text", "lead_text", "support_text", "deadline_text", "output"),
    ),
    (Party.objects.filter(role=Party.Role.LEAD, unit=None), "task__plan", ("text",)),
    (PlanSection.objects.all(), "plan", ("heading",)),
    (Target.objects.all(), "plan", ("text",)),
)
"""Where plans say what everybody reads: the rows, the way to their plan, and the fields."""


@dataclass(frozen=True, slots=True)
class Named:
    """Some words, and the plans in which they stand."""

    words: str
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """What is left out of plans that are shown, and names that the portal cannot tell."""

    left_out: tuple[Named, ...]
    doubtful: tuple[Named, ...]


def find(province: Shown, plans: Collection[Plan]) -> Naming:
    """Return who seems to be named in plans: four queries, and five more where anybody is.

    Most plans of a province say the same, so words are read once and their plans asked for after.
    """
    by_pk = {one.pk: one for one in plans}
    left_out, doubtful = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    for words, telling in _telling(plans).items():
        for name in seen(words).left_out:
            left_out[name] |= telling
        for name in seen(words).doubtful:
            doubtful[name] |= telling
    known = _places(province) if doubtful else ()
    return Naming(
        left_out=tuple(_named(left_out, by_pk)),
        doubtful=tuple(one for one in _named(doubtful, by_pk) if one.words not in known),
    )


def _telling(plans: Collection[Plan]) -> dict[str, set[int]]:
    """Return what plans say of somebody, and which plans say so."""
    found = defaultdict[str, set[int]](set)
    for one in plans:
        found[one.subject].add(one.pk)
        found[one.appendix_title].add(one.pk)
    for said_in, plan, fields in SAID_IN:
        rows = said_in.filter(**{f"{plan}__in": [one.pk for one in plans]}).order_by()
        each = set(chain.from_iterable(rows.values_list(*fields).distinct()))
        telling = {words for words in each if seen(words) != NOBODY}
        if telling:
            among = reduce(or_, (Q(**{f"{name}__in": telling}) for name in fields))
            for pk, *said in rows.filter(among).values_list(plan, *fields).distinct():
                for words in telling.intersection(said):
                    found[words].add(pk)
    return found


def _named(found: dict[str, set[int]], plans: dict[int, Plan]) -> Iterator[Named]:
    for words in sorted(found):
        yield Named(words, tuple(one for pk, one in plans.items() if pk in found[words]))


def _places(province: Shown) -> frozenset[str]:
    """Return what its places and all provinces are called, which may sound like persons."""
    provinces = Q(level=Territory.Level.PROVINCE)
    places = Territory.objects.filter(shown.within(province) | provinces)
    return frozenset(one.bare_name for one in places.only("name"))
