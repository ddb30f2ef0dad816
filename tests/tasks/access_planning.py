"""The things of planning that its addresses are of, made when first asked for."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from plans.models import PlanBasis, Succession, Territory
from tasks.actions.bases import stands
from tasks.models import Task
from tests import factories
from tests.tasks import deriving
from tests.tasks.test_cited import citation

if TYPE_CHECKING:
    from tests.tasks.access_facts import Facts


def _cited(facts: "Facts") -> list[Any]:
    citation(facts.plan, number="", text="Kế hoạch của UBND tỉnh về PAPI")
    return [facts.plan.pk]


def _amended_above(facts: "Facts") -> list[Any]:
    framework = deriving.framework(facts.province)
    draft = deriving.derived(framework, facts.commune)
    amended = deriving.Amended(framework)
    amended.change(1, text="Việc đã sửa")
    amended.issue()
    return [draft.pk]


def _successor(facts: "Facts") -> list[Any]:
    old = factories.commune("Xã Cũ", parent=facts.province)
    factories.issued_plan(old)
    Territory.objects.filter(pk=old.pk).update(valid_to=date(2026, 6, 30))
    Succession.objects.create(predecessor=old, successor=facts.commune, kind=Succession.Kind.WHOLE)
    return [facts.commune.pk]


def known(facts: "Facts") -> dict[str, Any]:
    """Return what the typed values of planning speak of, as it stands now."""
    basis = PlanBasis.objects.filter(plan=facts.plan, relation="carries_out").first()
    left = Task.objects.filter(plan__territory__name="Xã Cũ").first()
    return {
        "above": facts.above.pk,
        "basis": basis.pk if basis else 0,
        "stood": stands(basis) if basis else "",
        "carried": left.pk if left else 0,
    }


MADE: dict[str, Callable[["Facts"], list[Any]]] = {
    "tasks:plan-bases": _cited,
    "tasks:plan-updates": _amended_above,
    "tasks:territory-carry": _successor,
}
