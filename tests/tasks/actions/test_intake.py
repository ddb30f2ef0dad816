"""A plan document is kept, edited in its preview and given up."""

from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from plans.models import Event, Territory
from tasks import actions
from tasks.actions import LockedError
from tasks.models import Intake
from tasks.reading import edits
from tests import factories
from tests.tasks import uploads
from tests.tasks.actions.confirming import confirm, everything_of_plans
from tests.tasks.reading.written_plans import plan, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db: None) -> Territory:
    return uploads.diem_he()


# Start


def test_upload_is_kept_with_what_was_read_and_leaves_an_event(commune: Territory) -> None:
    by = factories.viewer(factories.officer(commune))
    upload = actions.Upload("Kế hoạch.docx", b"PK...")

    intake = actions.start_intake(
        territory=commune,
        upload=upload,
        values=plan(row("Một"), row("Hai")),
        by=by,
        at=factories.NOW,
    )

    intake.refresh_from_db()
    assert (intake.file_name, intake.size) == ("Kế hoạch.docx", 5)
    assert intake.sha256 == sha256(b"PK...").hexdigest()
    assert intake.file.open("rb").read() == b"PK..."
    assert [one["id"] for one in intake.values["rows"]] == [1, 2]
    assert (intake.version, intake.is_waiting, intake.plan) == (1, True, None)
    event = Event.objects.get(verb="intake.start")
    assert "tải lên “Kế hoạch.docx”" in event.sentence
    assert event.details == {"sha256": upload.sha256, "size": 5}
    intake.file.close()


def test_stored_file_has_a_random_name_outside_everything_that_is_served(
    commune: Territory,
) -> None:
    one, other = (uploads.waiting(commune, name="../../etc/Mật khẩu.docx") for _ in range(2))

    stored = Path(one.file.path)
    assert len(stored.name) == 32
    assert set(stored.name) <= set("0123456789abcdef")
    assert stored.name != Path(other.file.path).name
    folders: list[Any] = [
        one[1] if isinstance(one, tuple) else one for one in settings.STATICFILES_DIRS
    ]
    served = [Path(one) for one in (settings.STATIC_ROOT, *folders)]
    assert not any(stored.is_relative_to(folder) for folder in served)


def test_file_is_removed_when_the_upload_cannot_be_written(
    commune: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_event: object) -> None:
        raise DatabaseError

    folder = Path(settings.MEDIA_ROOT) / "plans"
    before = set(folder.glob("*"))
    monkeypatch.setattr("tasks.actions.intake.leave_event", fail)

    with pytest.raises(DatabaseError):
        uploads.waiting(commune)

    assert set(folder.glob("*")) == before
    assert not Intake.objects.exists()


# Edits


def test_each_edit_counts_the_version(commune: Territory) -> None:
    intake = uploads.waiting(commune, row("Một"), row("Hai"))

    edited = actions.edit_intake(
        intake=intake, edit=lambda values: edits.drop(values, 1, dropped=True)
    )
    chosen = actions.choose_names(intake=intake, choices={"cong an": "keep:"})

    assert (edited.version, chosen.version) == (2, 3)
    assert [one["dropped"] for one in chosen.values["rows"]] == [True, False]
    assert chosen.choices == {"cong an": "keep:"}


def test_edits_build_on_what_stands_now_not_on_what_was_seen(commune: Territory) -> None:
    intake = uploads.waiting(commune, row("Một"), row("Hai"))

    for number in (1, 2):
        actions.edit_intake(intake=intake, edit=partial(edits.drop, row_id=number, dropped=True))

    intake.refresh_from_db()
    assert [one["dropped"] for one in intake.values["rows"]] == [True, True]


def test_impossible_edit_changes_nothing(commune: Territory) -> None:
    intake = uploads.waiting(commune)

    with pytest.raises(edits.ImpossibleEditError):
        actions.edit_intake(intake=intake, edit=lambda values: edits.join_up(values, 1))

    intake.refresh_from_db()
    assert intake.version == 1


def test_choices_of_names_add_up(commune: Territory) -> None:
    intake = uploads.waiting(commune)

    actions.choose_names(intake=intake, choices={"a": "keep:", "b": "add:"})
    actions.choose_names(intake=intake, choices={"b": "keep:"})

    intake.refresh_from_db()
    assert intake.choices == {"a": "keep:", "b": "keep:"}


@pytest.mark.parametrize("how", ["confirmed", "discarded"])
def test_decided_document_is_closed_to_every_act(commune: Territory, how: str) -> None:
    intake = uploads.waiting(commune)
    by = factories.viewer(intake.uploaded_by)
    if how == "confirmed":
        uploads.confirmed(intake)
    else:
        actions.discard_intake(intake=intake, by=by, at=factories.NOW)
    before = everything_of_plans()

    for act in (
        lambda: actions.edit_intake(intake=intake, edit=lambda values: values),
        lambda: actions.choose_names(intake=intake, choices={}),
        lambda: actions.discard_intake(intake=intake, by=by, at=factories.NOW),
        lambda: confirm(intake),
    ):
        with pytest.raises(LockedError, match="đã được nhập hoặc đã hủy"):
            act()

    assert everything_of_plans() == before


# Discard


def test_discarded_document_is_gone_from_the_disk_and_from_the_table(
    commune: Territory, django_capture_on_commit_callbacks: Any
) -> None:
    intake = uploads.waiting(commune)
    by, stored = factories.viewer(intake.uploaded_by), Path(intake.file.path)

    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_intake(intake=intake, by=by, at=factories.NOW)

    kept = Intake.objects.get()
    assert not stored.exists()
    assert (kept.state, kept.decided_at) == (Intake.State.DISCARDED, factories.NOW)
    assert (kept.values, kept.choices) == ({}, {})
    assert Event.objects.get(verb="intake.discard").territory == commune


def test_file_stays_when_the_discard_is_undone(commune: Territory) -> None:
    intake = uploads.waiting(commune)
    by, stored = factories.viewer(intake.uploaded_by), Path(intake.file.path)

    with transaction.atomic():
        actions.discard_intake(intake=intake, by=by, at=factories.NOW)
        transaction.set_rollback(True)

    intake.refresh_from_db()
    assert stored.exists()
    assert intake.is_waiting
