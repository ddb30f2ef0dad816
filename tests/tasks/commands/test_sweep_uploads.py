"""Sweeping: what waited too long and what no row names goes, everything else stays."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from plans.models import Event, ListImport, Territory
from tasks import actions, leftovers
from tasks.models import Evidence, Intake
from tests import factories
from tests.tasks import uploads

pytestmark = pytest.mark.django_db
WAITED = timedelta(days=31)
Sweep = Callable[..., str]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the uploads of one test; the clock stands at noon of a day."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    monkeypatch.setattr(timezone, "now", lambda: factories.NOW)
    return tmp_path / "uploads"


@pytest.fixture
def commune(db: None) -> Territory:
    return uploads.diem_he()


@pytest.fixture
def sweep(django_capture_on_commit_callbacks: Any) -> Sweep:
    def run(*words: str) -> str:
        said = StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("sweep_uploads", *words, stdout=said)
        return said.getvalue()

    return run


def waiting(commune: Territory, *, since: timedelta = WAITED, name: str = "KH 12.docx") -> Intake:
    intake = uploads.waiting(commune, name=name)
    Intake.objects.filter(pk=intake.pk).update(uploaded_at=factories.NOW - since)
    return intake


def listed(*, since: timedelta, name: str = "Đơn vị.xlsx") -> ListImport:
    return ListImport.objects.create(
        kind=ListImport.Kind.UNITS,
        uploaded_by=factories.user(),
        uploaded_at=factories.NOW - since,
        file_name=name,
        content=b"PK",
        sha256="0" * 64,
        outcome={},
    )


def stored(folder: Path, name: str, *, since: timedelta = timedelta(days=2)) -> Path:
    """Return a file in the folder of the uploads as old as this."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"x")
    return aged(file, since)


def aged(file: Path, since: timedelta) -> Path:
    moment: datetime = factories.NOW - since
    os.utime(file, (moment.timestamp(), moment.timestamp()))
    return file


# Uploads


def test_document_that_waited_too_long_is_discarded_with_its_file(
    commune: Territory, sweep: Sweep
) -> None:
    intake = waiting(commune)

    said = sweep()

    intake.refresh_from_db()
    assert (intake.state, intake.values) == (Intake.State.DISCARDED, {})
    assert not Path(intake.file.path).exists()
    event = Event.objects.get(verb="intake.discard")
    assert str(event) == "Hệ thống: hủy văn bản tải lên “KH 12.docx” vì quá hạn chờ xác nhận"
    assert "Văn bản chờ xác nhận quá 30 ngày: 1." in said
    assert "KH 12.docx (Xã Điềm He, Nguyễn Văn A tải lên ngày 21/10/2026)" in said


def test_document_that_may_still_wait_or_was_taken_in_stays(
    commune: Territory, sweep: Sweep
) -> None:
    young = waiting(commune, since=timedelta(days=29, hours=23))
    taken = waiting(commune)
    uploads.confirmed(taken)

    said = sweep()

    assert "quá 30 ngày: 0." in said
    for intake in (young, taken):
        assert Path(intake.file.path).exists()
    young.refresh_from_db()
    assert young.is_waiting


def test_how_long_is_set_by_the_office(commune: Territory, sweep: Sweep, settings: Any) -> None:
    settings.UPLOADS_KEPT_DAYS = 60
    intake = waiting(commune)

    assert "quá 60 ngày: 0." in sweep()
    intake.refresh_from_db()
    assert intake.is_waiting


def test_list_goes_after_the_day_it_may_wait(commune: Territory, sweep: Sweep) -> None:
    old, young = listed(since=timedelta(hours=25)), listed(since=timedelta(hours=23))

    said = sweep()

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, old.content) == (ListImport.State.DISCARDED, None)
    assert young.is_waiting
    assert "Danh mục chờ xác nhận quá 24 giờ: 1.\n  Đơn vị.xlsx (Nguyễn Văn A)" in said


def test_document_decided_meanwhile_is_left_to_that(commune: Territory) -> None:
    intake = waiting(commune)
    found = leftovers.build(factories.NOW)
    uploads.confirmed(intake)

    swept = actions.sweep_uploads(leftovers=found, at=factories.NOW)

    assert (len(found.intakes), swept.intakes) == (1, ())
    intake.refresh_from_db()
    assert intake.state == Intake.State.CONFIRMED


# Files


def test_file_that_no_row_names_is_deleted_when_it_is_a_day_old(
    commune: Territory, folder: Path, sweep: Sweep
) -> None:
    waiting(commune, since=timedelta(days=1))
    old = stored(folder, "plans/old")
    young = stored(folder, "plans/young", since=timedelta(hours=23))

    said = sweep()

    assert (old.exists(), young.exists()) == (False, True)
    assert "Tệp không còn được ghi nhận trong cơ sở dữ liệu: 1.\n  plans/old" in said


def test_files_of_plans_and_evidence_stay_however_old(
    commune: Territory, folder: Path, sweep: Sweep
) -> None:
    intake = waiting(commune, since=timedelta(days=1))
    plan = factories.issued_plan(commune)
    period = factories.period(commune.parent or commune)
    progress = factories.recorded(factories.reporting(plan)[0], period)
    evidence = Evidence.objects.create(
        progress=progress,
        kind=Evidence.Kind.FILE,
        file=ContentFile(b"x", "bien-ban.pdf"),
        sha256="0" * 64,
        added_by=factories.user(),
        added_at=factories.NOW,
    )
    kept = [Path(one.file.path) for one in (intake, evidence)]
    for file in kept:
        aged(file, timedelta(days=400))

    assert "dữ liệu: 0." in sweep()
    assert all(file.exists() for file in kept)


def test_file_that_the_disk_kept_of_a_discarded_document_goes_later(
    commune: Territory, sweep: Sweep
) -> None:
    intake = waiting(commune)
    actions.discard_intake(intake=intake, by=None, at=factories.NOW)  # its commit never came
    file = aged(Path(intake.file.path), timedelta(days=2))

    sweep()

    assert not file.exists()


def test_files_of_another_portal_are_not_touched(folder: Path, sweep: Sweep) -> None:
    file = stored(folder, "evidence/bien-ban.pdf")

    with pytest.raises(CommandError, match=r"Kiểm tra DATABASE_URL và PAPI_VAR_DIR.*Chưa xóa gì"):
        sweep()

    assert file.exists()


def test_portal_without_any_upload_has_nothing_to_sweep(sweep: Sweep) -> None:
    assert sweep().count(": 0.") == 3


def test_file_that_cannot_be_deleted_is_named(
    commune: Territory, folder: Path, sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(commune, since=timedelta(days=1))
    stored(folder, "plans/old")

    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("os.remove", refuse)

    with pytest.raises(CommandError, match="plans/old không đọc hoặc không xóa được"):
        sweep()


# Looking first


def test_dry_run_says_the_same_and_removes_nothing(
    commune: Territory, folder: Path, sweep: Sweep
) -> None:
    intake, one = waiting(commune), listed(since=timedelta(days=2))
    file = stored(folder, "plans/old")

    said = sweep("--dry-run")

    intake.refresh_from_db()
    one.refresh_from_db()
    assert intake.is_waiting
    assert one.is_waiting
    assert file.exists()
    assert Path(intake.file.path).exists()
    assert said.removeprefix("Xem trước, chưa xóa gì:\n") == sweep()


def test_long_lists_are_cut_short(commune: Territory, folder: Path, sweep: Sweep) -> None:
    waiting(commune, since=timedelta(days=1))
    for number in range(25):
        stored(folder, f"plans/{number:02}")

    said = sweep()

    assert "plans/19\n  … và 5 mục nữa." in said
    assert "plans/20" not in said
    assert len(list((folder / "plans").iterdir())) == 1
