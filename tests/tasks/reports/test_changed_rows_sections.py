"""The section cell of a row in Excel decides where the row stands, and nothing else does."""

import pytest

from plans.models import Plan, PlanSection
from tasks.models import Task
from tasks.reading.portal_workbook import NO_SECTION
from tasks.reports.appendix import NOT_PRINTED
from tasks.reports.changed_rows import AS_ABOVE
from tasks.reports.plan_changes import RowChange, compare
from tests import factories
from tests.tasks.excel import Excel, drafted, task

pytestmark = pytest.mark.django_db
FIRST, LAST = "1. Sự tham gia của người dân", "2. Công khai"


def plan_of_two() -> Plan:
    """Return a draft with a row under each of two headings of the appendix, and one of the body."""
    plan = drafted(2)
    last = PlanSection.objects.create(
        plan=plan, part="appendix", position=2, label="2", heading="Công khai"
    )
    PlanSection.objects.create(
        plan=plan, part="body", position=1, label="III", heading="Tổ chức thực hiện"
    )
    Task.objects.filter(position=2).update(section=last)
    return plan


def told(change: RowChange) -> tuple[str, tuple[str, ...]]:
    """Return the section that the preview shows for a row, and what it says of it."""
    (field,) = (one for one in change.fields if one.key == "section")
    return field.new, field.meaning.remarks


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (None, (LAST, (AS_ABOVE,))),
        (FIRST, (FIRST, ())),
        (NO_SECTION, (NO_SECTION, ())),
        ("Không thuộc mục nào", (NO_SECTION, ())),
        ("III. Tổ chức thực hiện", ("III. Tổ chức thực hiện", (NOT_PRINTED,))),
    ],
)
def test_cell_of_a_row_appended_at_the_end_decides(
    written: str | None, shown: tuple[str, tuple[str, ...]]
) -> None:
    plan = plan_of_two()

    (new,) = Excel(plan).write(4, text="Việc mới", section=written).compared().added

    assert told(new) == shown


def test_empty_cell_below_a_row_without_a_heading_is_without_one() -> None:
    plan = plan_of_two()
    Task.objects.filter(position=1).update(section=None)

    (new,) = Excel(plan).insert(3, text="Việc mới").compared().added

    assert new.values["section_id"] is None
    assert told(new) == (NO_SECTION, (AS_ABOVE,))


def test_row_may_leave_its_heading_and_follow_another() -> None:
    plan = plan_of_two()

    (left,) = Excel(plan).write(2, section=NO_SECTION).compared().changed
    (moved,) = Excel(plan).write(3, section="III. Tổ chức thực hiện").compared().changed

    assert left.values == {"section_id": None}
    assert told(moved) == ("III. Tổ chức thực hiện", (NOT_PRINTED,))


def test_row_without_a_heading_says_so_and_comes_back_as_it_left() -> None:
    plan = plan_of_two()
    Task.objects.filter(position=1).update(section=None)
    file = Excel(plan)

    assert file.sheet["B2"].value == NO_SECTION
    assert file.compared().is_empty
    assert file.write(2, section=None).compared().is_empty, "an empty cell changes no row"


def test_workbook_given_away_before_headings_could_be_none_is_no_conflict() -> None:
    plan = plan_of_two()
    Task.objects.filter(position=1).update(section=None)
    values = Excel(plan).write(2, text="Việc khác").values
    values["before"][str(task(plan, 1).pk)]["section"] = ""

    changes = compare(plan, values, on=factories.TODAY)

    assert [[field.key for field in one.fields] for one in changes.changed] == [["text"]]
    assert changes.conflicts == ()


def test_headings_of_the_plan_may_be_picked_in_the_cell() -> None:
    shelf = Excel(plan_of_two()).book["choices"]

    picked = [cell.value for cell in shelf["A"] if cell.value]
    assert picked == [NO_SECTION, "III. Tổ chức thực hiện", FIRST, LAST]
