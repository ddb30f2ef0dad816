"""Changes from a workbook are written all or not at all."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from plans.access import Viewer
from plans.models import Event, Plan, Unit
from tasks import actions
from tasks.actions.intake import discard_intake
from tasks.actions.plan_changes import apply_changes
from tasks.models import Intake, Party, Task
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


def refused(intake: Intake, by: Viewer, what: str, words: str) -> None:
    events = Event.objects.count()
    with pytest.raises(actions.LockedError, match=words):
        apply_changes(intake=intake, seen=what, by=by, at=factories.NOW)
    intake.refresh_from_db()
    assert intake.is_waiting
    assert Event.objects.count() == events


def test_nothing_is_written_when_the_plan_changed_since_it_was_seen() -> None:
    plan = drafted(2)
    by = writer(plan)
    intake = uploaded(Excel(plan).write(2, text="Trong tệp").write(3, text="Khác"), by)
    what = seen(intake)
    Task.objects.filter(pk=task(plan, 1).pk).update(text="Trong cổng", version=2)

    refused(intake, by, what, "kế hoạch đã thay đổi từ lúc xem")

    assert texts(plan) == ["Trong cổng", "Việc số 2"]


def test_nothing_is_written_while_a_cell_is_wrong() -> None:
    plan = drafted(2)
    by = writer(plan)
    intake = uploaded(Excel(plan).write(2, text="Khác").write(3, ends_on="mai"), by)

    refused(intake, by, seen(intake), "Tệp còn lỗi")

    assert texts(plan) == ["Việc số 1", "Việc số 2"]


def test_nothing_chosen_is_nothing_to_confirm() -> None:
    plan = drafted(2)
    by = writer(plan)
    intake = uploaded(Excel(plan).remove(2), by)

    refused(intake, by, seen(intake), "Không có thay đổi nào")

    assert len(texts(plan)) == 2


def test_failure_in_the_middle_leaves_everything_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = factories.issued_plan(factories.commune(), tasks=2)
    by = writer(plan)
    intake = uploaded(Excel(plan).write(2, text="Khác", lead_text="Tổ lạ"), by)
    what = seen(intake)

    def broken(*_args: Any, **_kwargs: Any) -> None:
        msg = "the disk is full"
        raise RuntimeError(msg)

    monkeypatch.setattr(Party.objects, "bulk_create", broken)
    with pytest.raises(RuntimeError):
        apply_changes(intake=intake, seen=what, by=by, at=factories.NOW)

    assert Plan.objects.count() == 1
    intake.refresh_from_db()
    assert intake.is_waiting


def test_second_confirmation_gives_the_same_plan_and_writes_nothing() -> None:
    plan = drafted(2)
    by = writer(plan)
    intake = uploaded(Excel(plan).write(4, text="Mới"), by)
    what = seen(intake)
    first = apply_changes(intake=intake, seen=what, by=by, at=factories.NOW)

    again = apply_changes(intake=intake, seen=what, by=by, at=factories.NOW)

    assert first == again == plan
    assert len(texts(plan)) == 3


def test_discarded_upload_and_one_whose_draft_is_gone_change_nothing() -> None:
    plan = drafted(1)
    by = writer(plan)
    discarded, orphan = (uploaded(Excel(plan).write(2, text="Khác"), by) for _ in range(2))
    what = seen(orphan)
    discard_intake(intake=discarded, by=by, at=factories.NOW)
    with pytest.raises(actions.LockedError, match="đã hủy"):
        apply_changes(intake=discarded, seen=what, by=by, at=factories.NOW)

    actions.discard_draft(plan=plan, by=by, at=factories.NOW)
    with pytest.raises(actions.LockedError, match="đã hủy"):
        apply_changes(intake=orphan, seen=what, by=by, at=factories.NOW)


def test_who_may_not_write_the_plan_any_more_confirms_nothing() -> None:
    plan = drafted(1)
    by = writer(plan)
    intake = uploaded(Excel(plan).write(2, text="Khác"), by)
    what = seen(intake)
    by.user.memberships.update(unit=factories.unit(plan.territory, kind=Unit.Kind.POLICE))

    with pytest.raises(PermissionDenied):
        apply_changes(intake=intake, seen=what, by=factories.viewer(by.user), at=factories.NOW)

    assert texts(plan) == ["Việc số 1"]


@pytest.mark.parametrize("count", [3, 60])
def test_new_rows_are_written_together(
    count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plan = drafted(2)
    by = writer(plan)
    file = Excel(plan)
    for number in range(count):
        file.write(4 + number, text=f"Mới {number}", lead_text="Công an xã; Tổ lạ")
    intake = uploaded(file, by)
    what = seen(intake)

    with django_assert_max_num_queries(40):
        apply_changes(intake=intake, seen=what, by=by, at=factories.NOW)

    assert len(texts(plan)) == count + 2
