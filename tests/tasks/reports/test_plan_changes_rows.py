"""Rows of a workbook that are new, gone, or changed in the portal meanwhile."""

from datetime import date
from typing import Any

import pytest

from plans.models import PlanSection
from tasks.models import Task
from tests import factories
from tests.tasks.excel import Excel, drafted, task
from tests.tasks.reports.saying import sentences

pytestmark = pytest.mark.django_db


# New rows


def test_row_without_a_code_is_new_and_stands_under_the_heading_above() -> None:
    plan = drafted(2)
    section = task(plan, 1).section
    assert section

    changes = Excel(plan).insert(3, text="Việc mới", label="1a)", lead_text="UBND xã").compared()

    (new,) = changes.added
    assert (new.code, new.number, new.name) == (0, 3, "1a) Việc mới")
    assert new.values == {
        "section_id": section.pk,
        "label": "1a)",
        "text": "Việc mới",
        "lead_text": "UBND xã",
    }
    assert changes.sequence == ((2, task(plan, 1).pk), (3, None), (4, task(plan, 2).pk))
    assert (len(changes.unchanged), changes.missing) == (2, ())


def test_first_row_of_the_file_may_be_new() -> None:
    plan = drafted(1)

    (new,) = Excel(plan).insert(2, text="Trước hết").compared().added

    assert new.values["section_id"] == task(plan, 1).section_id


def test_rows_below_a_new_row_follow_its_heading() -> None:
    plan = drafted(1)
    other = PlanSection.objects.create(
        plan=plan, part="appendix", position=2, label="2", heading="Công khai"
    )

    first, second = (
        Excel(plan).write(3, section="2. Công khai", text="A").write(4, text="B").compared().added
    )

    assert first.values["section_id"] == second.values["section_id"] == other.pk


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            {"deadline_text": "Trước ngày 30/6/2026"},
            {"deadline_kind": "by_date", "ends_on": date(2026, 6, 30)},
        ),
        ({"ends_on": "30/6/2026"}, {"deadline_kind": "by_date", "ends_on": date(2026, 6, 30)}),
        (
            {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)},
            {
                "deadline_kind": "from_to",
                "starts_on": date(2026, 1, 1),
                "ends_on": date(2026, 6, 30),
            },
        ),
        ({"deadline_kind": "thường xuyên"}, {"deadline_kind": "ongoing"}),
        ({}, {}),
    ],
)
def test_deadline_of_a_new_row(cells: dict[str, Any], expected: dict[str, Any]) -> None:
    (new,) = Excel(drafted(1)).write(3, text="Mới", **cells).compared().added

    understood = {"deadline_kind", "starts_on", "ends_on"}
    assert {key: value for key, value in new.values.items() if key in understood} == expected


# Rows that are gone


def test_row_missing_in_the_file_is_shown_and_not_removed() -> None:
    plan = drafted(3)

    changes = Excel(plan).remove(3).compared()

    (missing,) = changes.missing
    assert (missing.task_id, missing.name, missing.text) == (
        task(plan, 2).pk,
        "2) Nhiệm vụ 2",
        "Việc số 2",
    )
    assert not missing.is_edited
    assert not changes.is_empty


def test_missing_row_that_was_edited_meanwhile_says_so() -> None:
    plan = drafted(2)
    file = Excel(plan).remove(2)
    Task.objects.filter(plan=plan, position=1).update(text="Sửa trong cổng")

    (missing,) = file.compared().missing

    assert (missing.is_edited, missing.text) == (True, "Sửa trong cổng")


def test_row_added_in_the_portal_meanwhile_is_not_missing() -> None:
    plan = drafted(1)
    file = Excel(plan)
    factories.task(plan)

    changes = file.compared()

    assert changes.missing == ()
    assert changes.notes == ("1 nhiệm vụ được thêm trong cổng sau khi tải tệp; được giữ nguyên.",)


def test_row_removed_in_the_portal_meanwhile_is_not_added_again() -> None:
    plan = drafted(2)
    file = Excel(plan)
    task(plan, 1).delete()

    changes = file.compared()

    assert changes.is_empty
    assert changes.notes == (
        "1 dòng của tệp đã bị xóa trong cổng sau khi tải tệp; không thêm lại.",
    )


def test_change_to_a_row_removed_in_the_portal_is_a_mistake_to_decide() -> None:
    plan = drafted(2)
    file = Excel(plan).write(2, text="Khác")
    task(plan, 1).delete()

    ((cell, sentence),) = sentences(file.compared())

    assert cell == "A2"
    assert sentence.startswith("Nhiệm vụ này đã bị xóa trong cổng sau khi tải tệp")


# Conflicts


def test_row_changed_here_and_there_is_a_conflict_with_three_texts() -> None:
    plan = drafted(2)
    file = Excel(plan).write(2, text="Trong tệp")
    Task.objects.filter(plan=plan, position=1).update(text="Trong cổng", note="Trong cổng")

    changes = file.compared()

    (conflict,) = changes.conflicts
    texts = {one.key: (one.before, one.now, one.new, one.is_written) for one in conflict.fields}
    assert texts == {
        "text": ("Việc số 1", "Trong cổng", "Trong tệp", True),
        "note": ("", "Trong cổng", "", False),
    }
    assert conflict.values == {"text": "Trong tệp"}, "what the file did not touch stays"
    assert changes.changed == ()


def test_row_changed_in_the_portal_alone_stays() -> None:
    plan = drafted(1)
    file = Excel(plan)
    Task.objects.update(text="Trong cổng")

    changes = file.compared()

    assert (changes.is_empty, len(changes.unchanged)) == (True, 1)


def test_same_change_on_both_sides_is_no_conflict() -> None:
    plan = drafted(1)
    file = Excel(plan).write(2, text="Như nhau")
    Task.objects.update(text="Như nhau")

    assert file.compared().is_empty
