"""Places as public addresses name them, by official codes; and what became of each."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import BooleanField, ExpressionWrapper, Q

from plans.models import Plan, Succession, Territory
from tasks.reports.public import plan_rows, shown
from tasks.reports.public.plan_rows import PublicPlan
from tasks.reports.public.shown import ENDED, Shown, address

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Facts(TypedDict):
        """What the query adds to a succession: whether its places have a page here."""

        is_from_here: bool
        is_to_here: bool

    LinkedSuccession = WithAnnotations[Succession, Facts]


@dataclass(frozen=True, slots=True)
class Became:
    """A place before or after another one, how it passed, and its address; "" for none here."""

    name: str
    how: str
    ended_on: date | None
    address: str


@dataclass(frozen=True, slots=True)
class Place:
    """A commune or district: what it was, what it became, its plans in force and those before."""

    territory: Territory
    before: tuple[Became, ...]
    after: tuple[Became, ...]
    plans: tuple[PublicPlan, ...]
    others: tuple[Plan, ...]


def find(province: Shown, asked: str) -> Place:
    """Return a place by the end of its address: at most eight queries.

    A code alone is the place that bears it, or bore it last. Raises Territory.DoesNotExist.
    """
    place = _asked(province, asked)
    found = shown.listed(shown.plans(province).filter(territory=place))
    in_force = [one for one in found if one.is_issued and one.year_to >= province.on.year]
    others = tuple(one for one in found if one not in in_force)
    before, after = _became(province, place)
    return Place(place, before, after, plan_rows.build(in_force), others)


def _asked(province: Shown, asked: str) -> Territory:
    code, _, ended = asked.partition(ENDED)
    named = Territory.objects.filter(shown.within(province), code=code).exclude(
        level=Territory.Level.PROVINCE
    )
    known = list(named.select_related("parent"))
    exact = [one for one in known if ended and one.valid_to and one.valid_to.isoformat() == ended]
    fitting = exact if ended else sorted(known, key=lambda one: one.valid_to or date.max)
    if not fitting:
        raise Territory.DoesNotExist
    return fitting[-1]


def _became(province: Shown, place: Territory) -> tuple[tuple[Became, ...], tuple[Became, ...]]:
    """Return what a place was before, and what it became: one query."""
    links = Succession.objects.filter(Q(successor=place) | Q(predecessor=place)).order_by("pk")
    asked = links.select_related("predecessor", "successor").annotate(
        is_from_here=_is_here(province, "predecessor"), is_to_here=_is_here(province, "successor")
    )
    found = cast("list[LinkedSuccession]", list(asked))
    before = (one for one in found if one.successor_id == place.pk)
    after = (one for one in found if one.predecessor_id == place.pk)
    return (
        tuple(_one(link, link.predecessor, is_here=link.is_from_here) for link in before),
        tuple(_one(link, link.successor, is_here=link.is_to_here) for link in after),
    )


def _is_here(province: Shown, path: str) -> "ExpressionWrapper[Q]":
    return ExpressionWrapper(shown.within(province, path), output_field=BooleanField())


def _one(link: Succession, place: Territory, *, is_here: bool) -> Became:
    return Became(
        name=place.name,
        how=link.get_kind_display(),
        ended_on=place.valid_to,
        address=address(place) if is_here else "",
    )
