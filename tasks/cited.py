"""Which plan in the portal a citation means, by number, day and issuer; never guessed of two."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q

from plans.access import Viewer
from plans.models import Plan, PlanBasis, Succession, Territory
from plans.models.plans import PlanRelation
from tasks.parties import Directory, key
from tasks.reading.citations import plain_number

if TYPE_CHECKING:
    from django.db.models import QuerySet

Row = TypeVar("Row", Plan, PlanBasis)

TAKING_PLACE = (PlanRelation.AMENDS, PlanRelation.REPLACES)
"""Relations that end the other plan when the citing one is issued: set later, they end nothing."""


def number_key(number: str) -> str:
    """Return the form in which numbers are compared: "08 /KH – UBND" as "8/kh-ubnd"."""
    return plain_number(number).casefold().lstrip("0")


def document_of(basis: PlanBasis, *, directory: Directory) -> Plan | None:
    """Return the plan that a basis means, when exactly one fits: one query."""
    others = [one for one in numbered(basis.number) if one.pk != basis.plan_id]
    return _meant(basis, others, directory)


def citing(plan: Plan) -> list[PlanBasis]:
    """Return what cites this plan and is not linked to it: four queries at any number.

    Looked for in the plan's own territory, below, and in what took these over. What has taken the
    place of a plan by its own issue is not touched: nothing would end any more.
    """
    if plan.issued_on is None:
        return []
    same = _bearing(_unlinked_below(plan), plan.number)
    if not same:
        return []
    places = {basis.plan.territory_id: basis.plan.territory for basis in same}
    directories = Directory.of_many(places.values(), on=plan.issued_on)
    plans = [
        plan,
        *(one for one in numbered(plan.number) if one.pk != plan.pk and not one.is_draft),
    ]
    return [
        basis
        for basis in same
        if _meant(basis, plans, directories[basis.plan.territory_id]) == plan
    ]


def linkable(plan: Plan) -> "QuerySet[PlanBasis]":
    """Return the bases whose link a person may set; of an issued plan not what took its effect."""
    bases = plan.bases.select_related("document__issuer").order_by("position")
    return bases if plan.is_draft else bases.exclude(relation__in=TAKING_PLACE)


def choosable(viewer: Viewer, plan: Plan) -> "QuerySet[Plan]":
    """Return the issued plans that a basis of this plan may mean, as far as the viewer reads them.

    Those of its own territory, of those above it, and of what was merged into it, up to its day.
    """
    known = Q(issued_on__lte=plan.issued_on) if plan.issued_on else Q()
    line = [one.pk for one in plan.territory.line()]
    before = Succession.objects.filter(successor=plan.territory_id).values("predecessor")
    return (
        Plan.objects.visible_to(viewer)
        .filter(known, Q(territory__in=line) | Q(territory__in=before))
        .exclude(state=Plan.State.DRAFT)
        .exclude(pk=plan.pk)
        .select_related("issuer")
        .order_by("-year_from", "territory__level", "-issued_on", "pk")
    )


def numbered(number: str) -> list[Plan]:
    """Return the plans with a number, however it is spelled: one query at most."""
    return _bearing(Plan.objects.select_related("territory"), number)


def _bearing(rows: "QuerySet[Row]", number: str) -> list[Row]:
    wanted = number_key(number)
    digits = re.match(r"\d+", wanted)
    if not digits:
        return []
    alike = rows.filter(number__regex=rf"^0*{digits[0]}[^0-9]")
    return [one for one in alike if number_key(one.number) == wanted]


def _unlinked_below(plan: Plan) -> "QuerySet[PlanBasis]":
    below = Territory.objects.within(plan.territory)
    after = Succession.objects.filter(predecessor=plan.territory_id).values("successor")
    later = Q(plan__territory__in=after) | Q(plan__territory__parent__in=after)
    ended = Q(relation__in=TAKING_PLACE) & ~Q(plan__state=Plan.State.DRAFT)
    return (
        PlanBasis.objects.filter(
            Q(plan__territory__in=below) | later,
            Q(issued_on=plan.issued_on) | Q(issued_on=None),
            document=None,
        )
        .exclude(ended)
        .exclude(plan=plan)
        .select_related("plan__territory__parent__parent")
        .order_by("plan__territory__code", "pk")
    )


def _meant(basis: PlanBasis, plans: Iterable[Plan], directory: Directory) -> Plan | None:
    found = [one for one in plans if _fits(one, basis, directory)]
    return found[0] if len(found) == 1 else None


def _fits(plan: Plan, basis: PlanBasis, directory: Directory) -> bool:
    """Tell whether a plan of the number cited is of that day and body.

    Without a day a number may be of any year: then the body must be named, and the years meet.
    """
    if basis.issued_on:
        return plan.issued_on == basis.issued_on and _may_be_of(plan, basis.issuer_name, directory)
    by = basis.plan
    meet = plan.year_from <= by.year_to and by.year_from <= plan.year_to
    return bool(basis.issuer_name) and meet and _may_be_of(plan, basis.issuer_name, directory)


def _may_be_of(plan: Plan, issuer: str, directory: Directory) -> bool:
    """Tell whether a plan may be that of the body cited: the same unit, or named like its place."""
    unit = directory.resolve(issuer).unit
    if unit:
        return plan.issuer_id == unit.pk
    return key(issuer).endswith(key(plan.territory.bare_name)) if issuer else True
