"""How tests make a framework of a province, the plans derived from it, and its next version."""

from datetime import date

from plans.models import Plan, Territory
from tasks import actions
from tasks.models import Party, Task
from tests import factories


def framework(province: Territory, *, rows: int = 2, number: str = "80/BK-UBND") -> Plan:
    """Return an issued framework whose rows are led by "UBND cấp xã"."""
    plan = factories.plan(province, number=number)
    for _ in range(rows):
        task = factories.task(plan)
        task.parties.all().delete()
        factories.party(task, Party.Role.LEAD, group=Party.Group.COMMUNES, text="UBND cấp xã")
    Plan.objects.filter(pk=plan.pk).update(kind=Plan.Kind.FRAMEWORK)
    plan.refresh_from_db()
    return actions.issue_plan(plan=plan, by=None, at=factories.NOW)


def derived(above: Plan, commune: Territory) -> Plan:
    """Return the draft that a reviewer of the province makes for one commune."""
    (draft,) = actions.derive_plans(
        framework=above,
        territories=[commune],
        by=factories.viewer(factories.reviewer(above.territory)),
        at=factories.NOW,
    )
    return draft


class Amended:
    """A province's plan being amended: change its rows, then issue."""

    def __init__(self, plan: Plan) -> None:
        self.by = factories.viewer(factories.reviewer(plan.territory))
        self.draft = actions.amend_plan(plan=plan, by=self.by, at=factories.NOW)

    def row(self, position: int) -> Task:
        return self.draft.tasks.get(position=position)

    def change(self, position: int, **words: object) -> None:
        self.draft.tasks.filter(position=position).update(**words)

    def issue(self) -> Plan:
        number = f"{self.draft.pk}/BK-UBND"
        Plan.objects.filter(pk=self.draft.pk).update(issued_on=date(2026, 6, 1), number=number)
        self.draft.refresh_from_db()
        return actions.issue_plan(plan=self.draft, by=self.by, at=factories.NOW)


def issued(plan: Plan) -> Plan:
    """Return a draft as issued."""
    Plan.objects.filter(pk=plan.pk).update(issued_on=date(2026, 2, 1))
    plan.refresh_from_db()
    return actions.issue_plan(plan=plan, by=None, at=factories.NOW)
