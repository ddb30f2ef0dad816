"""A plan workbook that comes back is kept until somebody decides about it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from plans.models import Event, Plan
from tasks import actions
from tasks.actions.intake import discard_intake
from tasks.models import Intake
from tests import factories
from tests.tasks.actions.changing import texts, uploaded, writer
from tests.tasks.excel import Excel, drafted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_in_memory(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }


def test_upload_waits_with_its_file_for_the_plan_that_it_changes() -> None:
    plan = drafted(1)
    by = writer(plan)

    intake = uploaded(Excel(plan).write(2, text="Khác"), by)

    intake.refresh_from_db()
    assert (intake.changes_plan, intake.territory, intake.uploaded_by, intake.state) == (
        plan,
        plan.territory,
        by.user,
        Intake.State.WAITING,
    )
    assert default_storage.exists(str(intake.file))
    assert texts(plan) == ["Việc số 1"]
    event = Event.objects.about(intake).get()
    assert event.sentence == f"tải lên “ke-hoach.xlsx” để sửa {plan}"


def test_file_is_not_kept_when_its_event_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = drafted(1)

    def fail(**_: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr("tasks.actions.intake.leave_event", fail)
    with pytest.raises(DatabaseError), transaction.atomic():
        uploaded(Excel(plan), writer(plan))

    assert default_storage.listdir("plans")[1] == []
    assert not Intake.objects.exists()


def test_discarded_draft_takes_the_files_that_waited_for_it_along(
    django_capture_on_commit_callbacks: Any,
) -> None:
    plan = drafted(1)
    by = writer(plan)
    waiting, given_up = uploaded(Excel(plan), by), uploaded(Excel(plan), by)
    with django_capture_on_commit_callbacks(execute=True):
        discard_intake(intake=given_up, by=by, at=factories.NOW)

    with django_capture_on_commit_callbacks() as callbacks:
        actions.discard_draft(plan=plan, by=by, at=factories.NOW)
        assert default_storage.exists(str(waiting.file))
    for callback in callbacks:
        callback()

    assert default_storage.listdir("plans")[1] == []
    assert not Intake.objects.exists()


def test_workbook_of_another_portal_is_refused(settings: Any) -> None:
    plan = drafted(1)
    file, by = Excel(plan), writer(plan)
    settings.SECRET_KEY = "another portal"

    with pytest.raises(actions.LockedError, match="không phải do cổng này xuất ra"):
        uploaded(file, by)

    assert not Intake.objects.exists()


def test_plan_that_is_not_seen_is_not_told_from_one_that_is_no_more() -> None:
    file, gone = Excel(drafted(1)), Excel(drafted(1))
    by = factories.viewer(factories.officer(factories.commune()))
    Plan.objects.filter(pk=gone.plan.pk).delete()

    for one in (file, gone):
        with pytest.raises(
            actions.LockedError, match="không còn trong cổng, hoặc tài khoản này không"
        ):
            uploaded(one, by)


def test_reader_of_the_plan_may_not_bring_changes() -> None:
    plan = factories.issued_plan(factories.commune())
    colleague = factories.viewer(factories.member(factories.unit(plan.territory)))

    with pytest.raises(PermissionDenied):
        uploaded(Excel(plan), colleague)
