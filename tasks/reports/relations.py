"""How a plan stands to other plans in the portal, seen from both sides."""

from dataclasses import dataclass

from plans.access import Viewer
from plans.models import Plan, PlanBasis

SHOWN = 8
"""Plans named under one relation; of a province's framework there are as many as communes."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation in words, with the plans that stand in it; `more` are not named."""

    words: str
    plans: tuple[Plan, ...]
    more: int


def build(*, viewer: Viewer, plan: Plan) -> tuple[Relation, ...]:
    """Return the relations to plans that the viewer may read: two queries."""
    visible = Plan.objects.visible_to(viewer)
    ahead = (
        PlanBasis.objects.filter(plan=plan, document__in=visible)
        .exclude(relation=PlanBasis.Relation.RESTS_ON)
        .select_related("document__issuer", "document__territory")
    )
    back = (
        PlanBasis.objects.filter(document=plan, plan__in=visible)
        .select_related("plan__issuer", "plan__territory")
        .order_by("-plan__year_from", "plan__territory__code", "plan")
    )
    found: dict[str, dict[int, Plan]] = {}
    for basis in ahead:
        if basis.document:
            words = PlanBasis.Relation(basis.relation).label
            found.setdefault(words, {})[basis.document.pk] = basis.document
    for basis in back:
        words = PlanBasis.Relation(basis.relation).seen_back
        found.setdefault(words, {})[basis.plan.pk] = basis.plan
    return tuple(
        Relation(
            words[:1].upper() + words[1:],
            tuple(plans.values())[:SHOWN],
            max(0, len(plans) - SHOWN),
        )
        for words, plans in found.items()
    )
