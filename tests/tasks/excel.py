"""A plan in Excel, as tests need it: given away, changed by column and row, brought back."""

from datetime import date
from typing import Any, Self

from plans.models import Plan
from tasks.models import Task
from tasks.reading import portal_workbook
from tasks.reading.portal_workbook import COLUMNS
from tasks.reports import plan_workbook
from tasks.reports.plan_changes import PlanChanges, compare
from tests import factories
from tests.papi_portal.workbooks import opened, saved

PLACES = {column.key: place for place, column in enumerate(COLUMNS, start=1)}


class Excel:
    """The workbook of a plan, opened."""

    def __init__(self, plan: Plan) -> None:
        sheet = plan_workbook.build(plan)
        self.plan = plan
        self.book = opened(plan_workbook.as_xlsx(sheet, at=factories.NOW))
        self.sheet = self.book[portal_workbook.SHEET]

    def write(self, row: int, **cells: Any) -> Self:
        """Type into cells of a row of the sheet (2 is the first below the header)."""
        for key, value in cells.items():
            self.sheet.cell(row, PLACES[key]).value = value
        return self

    def insert(self, row: int, **cells: Any) -> Self:
        """Put a new row above this one."""
        self.sheet.insert_rows(row)
        return self.write(row, **cells)

    def remove(self, row: int) -> Self:
        self.sheet.delete_rows(row)
        return self

    def without(self, key: str) -> Self:
        """Take a column away."""
        self.sheet.delete_cols(PLACES[key])
        return self

    @property
    def data(self) -> bytes:
        return saved(self.book)

    @property
    def values(self) -> dict[str, Any]:
        values = portal_workbook.read(self.data)
        assert values is not None
        return values

    def compared(self, *, on: date = factories.TODAY) -> PlanChanges:
        plan = Plan.objects.get(pk=self.plan.pk)
        return compare(plan, self.values, on=on)


def drafted(tasks: int = 3) -> Plan:
    """Return a draft of a commune with some rows of its UBND."""
    plan = factories.plan(factories.commune())
    for number in range(1, tasks + 1):
        factories.task(plan, text=f"Việc số {number}")
    return plan


def task(plan: Plan, position: int) -> Task:
    return plan.tasks.get(position=position)
