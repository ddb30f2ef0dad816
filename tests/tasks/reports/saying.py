"""Changes of a plan as words."""

from tasks.reports.plan_changes import PlanChanges


def sentences(changes: PlanChanges) -> list[tuple[str, str]]:
    return [(one.cell, one.sentence) for one in changes.mistakes]
