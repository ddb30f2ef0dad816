"""Changes from a workbook are written into a draft, or into an amendment of an issued plan."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from plans.access import Viewer
from plans.models import Event, Plan, PlanSection
from tasks import actions
from tasks.actions.plan_changes import apply_changes
from tasks.models import Party, Task
from tests import factories
from tests.tasks.actions.changing import seen, texts, uploaded, writer
from tests.tasks.excel import Excel, drafted, task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_in_memory(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }


def applied(
    file: Excel,
    by: Viewer | None = None,
    *,
    removed: Iterable[int] = (),
    taken: Iterable[int] = (),
) -> Plan:
    """Bring a workbook back and write all that it changes."""
    by = by or writer(file.plan)
    intake = uploaded(file, by)
    return apply_changes(
        intake=intake, seen=seen(intake), removed=removed, taken=taken, by=by, at=factories.NOW
    )


def positions(plan: Plan) -> list[int]:
    return list(plan.tasks.order_by("position").values_list("position", flat=True))


def named(row: Task) -> list[tuple[Any, ...]]:
    parties = row.parties.order_by("role", "position")
    return list(parties.values_list("role", "position", "text", "unit", "group"))


# Rows of a draft


def test_changed_cells_are_written_and_the_rest_of_the_row_stays() -> None:
    made = factories.framework()
    plan = factories.plan(factories.commune())
    factories.task(plan, components=(factories.component(made, "1"),))
    Party.objects.update(text="UBND nơi đây")
    before = named(task(plan, 1))

    applied(Excel(plan).write(2, text="Họp dân", ends_on=date(2026, 6, 30), note="Mới"))

    row = task(plan, 1)
    assert (row.text, row.note, row.ends_on, row.version) == (
        "Họp dân",
        "Mới",
        date(2026, 6, 30),
        2,
    )
    assert (row.title, row.lead_text) == ("Nhiệm vụ 1", "UBND xã Điềm He")
    assert named(row) == before, "its cell did not change"
    assert [one.code for one in row.components.all()] == ["1"]


def test_parties_are_made_anew_only_where_their_cell_changed() -> None:
    plan = drafted(1)
    row = task(plan, 1)
    police = factories.unit(plan.territory, "Công an xã")
    factories.party(row, Party.Role.SUPPORT, text="Tổ dân vận")
    Task.objects.update(support_text="Tổ dân vận")

    applied(Excel(plan).write(2, lead_text="Công an xã; Tổ lạ"))

    assert named(row) == [
        ("lead", 1, "Công an xã", police.pk, ""),
        ("lead", 2, "Tổ lạ", None, ""),
        ("support", 1, "Tổ dân vận", None, ""),
    ]


def test_components_become_those_of_the_cell() -> None:
    made = factories.framework()
    plan = factories.plan(factories.commune())
    for _ in range(2):
        factories.task(plan, components=(factories.component(made, "1"),))

    applied(Excel(plan).write(2, components="2.1, 2.2").write(3, components=None))

    assert [one.code for one in task(plan, 1).components.order_by("code")] == ["2.1", "2.2"]
    assert not task(plan, 2).components.exists()


def test_new_row_stands_behind_the_row_above_it_in_the_file() -> None:
    plan = drafted(3)

    applied(
        Excel(plan)
        .insert(3, text="Mới 1", lead_text="Các đoàn thể")
        .insert(4, text="Mới 2")
        .write(7, text="Cuối cùng")
    )

    assert texts(plan) == [
        "Việc số 1", "Mới 1", "Mới 2", "Việc số 2", "Việc số 3", "Cuối cùng",
    ]  # fmt: skip
    assert positions(plan) == [1, 2, 3, 4, 5, 6]
    new = task(plan, 2)
    assert new.section == task(plan, 1).section
    assert named(new) == [("lead", 1, "Các đoàn thể", None, "associations")]
    assert (new.version, new.origin) == (1, None)


def test_new_row_may_come_first() -> None:
    plan = drafted(2)

    applied(Excel(plan).insert(2, text="Trước hết"))

    assert texts(plan) == ["Trước hết", "Việc số 1", "Việc số 2"]


def test_new_row_behind_one_that_goes_stands_where_that_was() -> None:
    plan = drafted(3)
    going = task(plan, 2).pk

    applied(Excel(plan).write(3, code=None, text="Thay vào"), removed=[going])

    assert texts(plan) == ["Việc số 1", "Thay vào", "Việc số 3"]
    assert positions(plan) == [1, 2, 3]


def test_rows_stay_below_their_headings() -> None:
    plan = drafted(2)
    other = PlanSection.objects.create(
        plan=plan, part="appendix", position=2, label="2", heading="Công khai"
    )
    factories.task(plan, text="Việc số 3")
    Task.objects.filter(position=3).update(section=other)

    applied(
        Excel(plan)
        .write(2, section="2. Công khai")
        .insert(3, text="Mới dưới mục hai", section="2. Công khai")
        .write(6, text="Mới dưới mục một", section="1. Sự tham gia của người dân")
    )

    assert [(row.text, row.section and row.section.label) for row in
            plan.tasks.order_by("position").select_related("section")] == [
        ("Việc số 2", "1"),
        ("Mới dưới mục một", "1"),
        ("Việc số 1", "2"),
        ("Mới dưới mục hai", "2"),
        ("Việc số 3", "2"),
    ]  # fmt: skip
    assert positions(plan) == [1, 2, 3, 4, 5]


def test_missing_rows_go_only_when_ticked() -> None:
    plan = drafted(3)
    first, second = task(plan, 1).pk, task(plan, 2).pk
    file = Excel(plan).remove(2).remove(2).write(2, note="Sửa")

    applied(file, removed=[second, 999, task(plan, 3).pk])

    assert set(plan.tasks.values_list("pk", flat=True)) == {first, task(plan, 3).pk}
    assert task(plan, 3).note == "Sửa", "what the file still has does not go"


def test_conflict_keeps_the_portals_text_unless_the_files_is_taken() -> None:
    for taken in (False, True):
        plan = drafted(2)
        file = Excel(plan).write(2, text="Trong tệp").write(3, note="Khác")
        row = task(plan, 1)
        Task.objects.filter(pk=row.pk).update(text="Trong cổng", note="Giữ", version=5)

        applied(file, taken=[row.pk] if taken else [])

        row.refresh_from_db()
        assert (row.text, row.note, row.version) == (
            ("Trong tệp", "Giữ", 6) if taken else ("Trong cổng", "Giữ", 5)
        )
        assert task(plan, 2).note == "Khác"


def test_trail_keeps_before_and_after() -> None:
    plan = drafted(3)
    by = writer(plan)
    first, second = task(plan, 1).pk, task(plan, 2).pk
    file = Excel(plan).write(2, text="Họp dân").remove(3).write(4, text="Mới")

    applied(file, by, removed=[second])

    event = Event.objects.about(plan).get()
    assert event.sentence == (
        f"sửa dự thảo {plan} theo tệp “ke-hoach.xlsx”: sửa 1, thêm 1, xóa 1 nhiệm vụ"
    )
    assert event.details["changed"] == {str(first): {"text": ["Việc số 1", "Họp dân"]}}
    assert event.details["added"] == [{"section": "1. Sự tham gia của người dân", "text": "Mới"}]
    assert event.details["removed"] == [
        {"row": second, "name": "2) Nhiệm vụ 2", "text": "Việc số 2"}
    ]


# An issued plan


def test_issued_plan_stays_and_an_amendment_takes_the_changes() -> None:
    plan = drafted(3)
    PlanSection.objects.create(plan=plan, part="body", position=1, label="I", heading="Mục đích")
    Task.objects.filter(plan=plan).update(version=7)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    plan.refresh_from_db()
    going = task(plan, 3).pk
    file = Excel(plan).write(2, text="Họp dân").write(4, code=None, text="Mới", title="")

    draft = applied(file, removed=[going])

    assert texts(plan) == ["Việc số 1", "Việc số 2", "Việc số 3"]
    assert (draft.state, draft.bases.get().document) == (Plan.State.DRAFT, plan)
    assert texts(draft) == ["Họp dân", "Việc số 2", "Mới"]
    assert positions(draft) == [1, 2, 3]
    rows = list(draft.tasks.order_by("position").select_related("origin", "section__plan"))
    assert [row.origin for row in rows] == [task(plan, 1), task(plan, 2), None]
    assert {row.section and row.section.plan for row in rows} == {draft}
    assert Event.objects.about(draft).count() == 2


def test_second_amendment_waits_for_the_first() -> None:
    plan = factories.issued_plan(factories.commune(), tasks=2)
    by = writer(plan)
    file = Excel(plan).write(2, text="Khác")
    intake = uploaded(file, by)
    what = seen(intake)
    actions.amend_plan(plan=plan, by=by, at=factories.NOW)

    with pytest.raises(actions.LockedError, match="Đã có dự thảo sửa đổi, bổ sung"):
        apply_changes(intake=intake, seen=what, by=by, at=factories.NOW)

    assert Plan.objects.count() == 2


def test_replaced_plan_is_not_changed() -> None:
    plan = factories.issued_plan(factories.commune())
    by = writer(plan)
    intake = uploaded(Excel(plan).write(2, text="Khác"), by)
    Plan.objects.filter(pk=plan.pk).update(state="replaced", ended_on=factories.TODAY)

    with pytest.raises(actions.LockedError, match="không lập được bản mới"):
        apply_changes(intake=intake, seen=seen(intake), by=by, at=factories.NOW)
