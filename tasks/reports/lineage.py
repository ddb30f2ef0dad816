"""What a plan comes from, in words: drafts of one territory and year are told apart by them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import Exists, OuterRef

from papi_portal.wording import joined, said
from plans.models import Plan, PlanBasis
from plans.models.plans import PlanRelation
from tasks.models import Task

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Facts(TypedDict):
        """What the query adds to a basis: whether rows were taken from the document."""

        is_copy: bool

    Basis = WithAnnotations[PlanBasis, Facts]

TELLING = (
    PlanRelation.AMENDS,
    PlanRelation.REPLACES,
    PlanRelation.CARRIES_OUT,
    PlanRelation.CONTINUES,
)
"""The relations that say what a plan is, the most telling first."""


def beside(plans: Iterable[Plan]) -> list[tuple[Plan, str]]:
    """Return each plan with what it comes from, empty if nothing says so: one query."""
    listed = list(plans)
    bases: dict[int, list[Basis]] = defaultdict(list)
    for basis in _bases(listed):
        bases[basis.plan_id].append(basis)
    return [(plan, _words(plan, bases[plan.pk])) for plan in listed]


def _bases(plans: list[Plan]) -> "list[Basis]":
    taken = Task.objects.filter(plan=OuterRef("plan"), origin__plan=OuterRef("document"))
    found = (
        PlanBasis.objects.filter(plan__in=plans, relation__in=TELLING)
        .select_related("document__issuer")
        .annotate(is_copy=Exists(taken))
        .order_by("position")
    )
    return cast("list[Basis]", list(found))


def _words(plan: Plan, bases: "list[Basis]") -> str:
    """Return the words of the most telling basis: of a plan in the portal before one that is not.

    A plan carried over continues several: all are named.
    """
    known = [basis for basis in bases if basis.document_id or basis.number]
    known.sort(key=lambda one: (TELLING.index(PlanRelation(one.relation)), one.document_id is None))
    alike = [one for one in known if one.relation == known[0].relation]
    telling = alike if alike and alike[0].relation == PlanRelation.CONTINUES else alike[:1]
    return joined(dict.fromkeys(_word(plan, basis) for basis in telling))


def _word(plan: Plan, basis: "Basis") -> str:
    document, relation = basis.document, PlanRelation(basis.relation)
    name = str(document) if document else f"{basis.kind or 'văn bản'} số {basis.number}"
    issuer = document.issuer.name if document else basis.issuer_name
    if relation == PlanRelation.CARRIES_OUT:
        if not issuer:
            return said("thực hiện {name}", name=name)
        return said("thực hiện {name} của {issuer}", name=name, issuer=issuer)
    if relation == PlanRelation.CONTINUES and document and basis.is_copy:
        own = document.territory_id == plan.territory_id
        if own:
            return said("sao chép từ năm {years}", years=document.years)
        return said("tiếp nhận từ {issuer}", issuer=issuer)
    return said("{relation} {name}", relation=relation.label, name=name)
