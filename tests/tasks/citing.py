"""How tests let one plan cite another."""

from plans.models import Plan, PlanBasis


def cite(plan: Plan, document: Plan | None, relation: str, text: str = "Căn cứ") -> PlanBasis:
    """Return one more basis of a plan, after those it has."""
    return PlanBasis.objects.create(
        plan=plan,
        position=plan.bases.count() + 1,
        relation=relation,
        text=text,
        document=document,
    )
