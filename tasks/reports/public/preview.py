"""What the administrators of a province see before they switch its public page on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from papi_portal.addresses import pattern
from plans.models import Plan, Publication, Succession, Territory
from tasks.reports.public import naming, plan_rows, province, secrecy, shown
from tasks.reports.public.naming import Naming
from tasks.reports.public.plan_rows import PublicPlan
from tasks.reports.public.province import ProvincePage
from tasks.reports.public.shown import Shown


@dataclass(frozen=True, slots=True)
class Hidden:
    """An issued plan that is not shown though nobody keeps it out, and why."""

    plan: Plan
    before: Plan | None
    """The plan whose place it takes, which is not shown; None if it says itself to be secret."""


class Offered(NamedTuple):
    """An issued plan, its address and the one by which it is shown or kept out."""

    plan: Plan
    url: str
    switch_url: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Which plans are shown or not, and who seems to be named in them."""

    shown: Shown
    plans: tuple[Offered, ...]
    kept_out: tuple[Offered, ...]
    hidden: tuple[Hidden, ...]
    naming: Naming

    @property
    def is_on(self) -> bool:
        return self.shown.publication.is_shown


@dataclass(frozen=True, slots=True)
class Seen:
    """The page as everybody would see it, and one plan in full as an example."""

    page: ProvincePage
    example: PublicPlan | None


class Sorted(NamedTuple):
    """The issued plans of a province: those shown, those kept out, those that hide."""

    plans: list[Plan]
    kept_out: list[Plan]
    hidden: tuple[Hidden, ...]


def build(place: Territory, *, on: date) -> Preview:
    """Return what of a province everybody would see, and what not: ten queries at most."""
    found = _previewed(place, on)
    plans, kept_out, hidden = _sorted(found)
    return Preview(
        shown=found,
        plans=_offered(plans),
        kept_out=_offered(kept_out),
        hidden=hidden,
        naming=naming.find(found, plans),
    )


def seen(place: Territory, *, on: date) -> Seen:
    """Return the page of a province as it would be: seventeen queries at most."""
    found = _previewed(place, on)
    plans = _sorted(found).plans
    in_force = [one for one in plans if one.is_issued]
    return Seen(
        page=province.find(found, None, plans),
        example=plan_rows.build(in_force[:1])[0] if in_force else None,
    )


def _previewed(place: Territory, on: date) -> Shown:
    publication = Publication.objects.filter(territory=place).first()
    publication = publication or Publication(territory=place)
    publication.territory = place
    return shown.previewed(publication, on=on)


def _sorted(found: Shown) -> Sorted:
    """Return the issued plans by whether they are shown: four queries at most."""
    kept_out = list(shown.kept_out(found).select_related("territory", "issuer").latest_first())
    issued = shown.issued(found).select_related("territory", "issuer").latest_first()
    others = [one for one in issued if one not in kept_out]
    hidden = tuple(_hidden(found, others))
    not_shown = {one.plan.pk for one in hidden}
    return Sorted([one for one in others if one.pk not in not_shown], kept_out, hidden)


def _offered(plans: Iterable[Plan]) -> tuple[Offered, ...]:
    url, switch_url = pattern("tasks:plan-detail"), pattern("tasks:plan-publication")
    return tuple(Offered(one, url(one.pk), switch_url(one.pk)) for one in plans)


def _hidden(province: Shown, plans: list[Plan]) -> Iterator[Hidden]:
    """Yield the plans that call themselves secret or go on from what is not shown."""
    before = shown.going_on(province)
    befores = Plan.objects.select_related("issuer").in_bulk(set(before.values()))
    for one in plans:
        if secrecy.is_secret(one):
            yield Hidden(one, None)
        elif one.pk in before:
            yield Hidden(one, befores[before[one.pk]])


def province_of(plan: Plan, *, on: date) -> Territory:
    """Return the province of today on whose page a plan is, or would be."""
    place = plan.territory.line()[-1]
    after = Succession.objects.filter(predecessor=place).exclude(kind=Succession.Kind.PART)
    link = after.select_related("successor").first()
    return link.successor if link and not place.stands_on(on) else place
