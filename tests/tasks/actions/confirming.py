"""Documents confirmed, and what a failed confirmation must leave as it was."""

from typing import Any

from plans.models import Event, Plan, PlanSection, Unit
from tasks import actions
from tasks.models import Intake, Party, RememberedParty, Task
from tests import factories


def confirm(intake: Intake, *, version: int | None = None) -> Plan:
    return actions.confirm_intake(
        intake=intake,
        version=intake.version if version is None else version,
        by=factories.viewer(intake.uploaded_by),
        at=factories.NOW,
    )


def everything_of_plans() -> list[int]:
    tables: Any = (Plan, PlanSection, Task, Party, Unit, RememberedParty, Event)
    return [table.objects.count() for table in tables]
