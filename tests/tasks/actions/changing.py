"""A plan workbook brought back and its changes written, as tests of both need it."""

from plans.access import Viewer
from plans.models import Plan
from tasks.actions.intake import Upload
from tasks.actions.plan_changes import start_changes
from tasks.models import Intake
from tasks.reports.plan_changes import compare
from tests import factories
from tests.tasks.excel import Excel


def writer(plan: Plan) -> Viewer:
    return factories.viewer(factories.officer(plan.territory))


def uploaded(file: Excel, by: Viewer) -> Intake:
    upload = Upload("ke-hoach.xlsx", file.data)
    return start_changes(upload=upload, values=file.values, by=by, at=factories.NOW)


def seen(intake: Intake) -> str:
    assert intake.changes_plan
    plan = Plan.objects.get(pk=intake.changes_plan.pk)
    return compare(plan, intake.values, on=factories.TODAY).fingerprint


def texts(plan: Plan) -> list[str]:
    return list(plan.tasks.order_by("position").values_list("text", flat=True))
