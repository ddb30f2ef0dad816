"""Rows written from Excel stand under the heading that their section cell says."""

from typing import Any

import pytest

from plans.models import Plan, PlanSection
from tasks.actions.intake import Upload
from tasks.actions.plan_changes import apply_changes, start_changes
from tasks.models import Task
from tasks.reading.portal_workbook import NO_SECTION
from tasks.reports.plan_changes import compare
from tests import factories
from tests.tasks.excel import Excel, drafted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_in_memory(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }


def applied(file: Excel) -> list[tuple[str, str]]:
    """Write a workbook into its draft; return the text and the heading of each row in order."""
    by = factories.viewer(factories.officer(file.plan.territory))
    upload = Upload("Kế hoạch.xlsx", file.data)
    intake = start_changes(upload=upload, values=file.values, by=by, at=factories.NOW)
    plan = Plan.objects.get(pk=file.plan.pk)
    seen = compare(plan, intake.values, on=factories.TODAY).fingerprint
    apply_changes(intake=intake, seen=seen, by=by, at=factories.NOW)
    rows = plan.tasks.select_related("section").order_by("position")
    return [(row.text, str(row.section or "")) for row in rows]


@pytest.mark.parametrize(
    ("written", "at", "heading"),
    [
        (None, 2, "2. Công khai"),
        ("1. Sự tham gia của người dân", 1, "1. Sự tham gia của người dân"),
        (NO_SECTION, 0, ""),
    ],
)
def test_row_appended_at_the_end_lands_where_its_cell_says(
    written: str | None, at: int, heading: str
) -> None:
    plan = drafted(2)
    last = PlanSection.objects.create(
        plan=plan, part="appendix", position=2, label="2", heading="Công khai"
    )
    Task.objects.filter(position=2).update(section=last)

    rows = applied(Excel(plan).write(4, text="Việc mới", section=written))

    assert rows[at] == ("Việc mới", heading)


def test_row_leaves_its_heading() -> None:
    rows = applied(Excel(drafted(2)).write(3, section=NO_SECTION))

    assert rows == [("Việc số 2", ""), ("Việc số 1", "1. Sự tham gia của người dân")]
