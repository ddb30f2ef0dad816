"""A document is kept as uploaded, edited, then taken in whole or given up; never half of it."""

from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from plans.access import Role
from plans.models import Event, Plan, PlanSection, Succession, Territory, Unit
from tasks import actions
from tasks.actions import LockedError
from tasks.actions.intake import hard_stops
from tasks.issuing import ODD_YEARS
from tasks.models import Intake, Party, RememberedParty, Task
from tasks.reading import edits
from tests import factories
from tests.tasks import uploads
from tests.tasks.reading.written_plans import plan, row
from tests.tasks.threads import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db: None) -> Territory:
    return uploads.diem_he()


def confirm(intake: Intake, *, version: int | None = None) -> Plan:
    return actions.confirm_intake(
        intake=intake,
        version=intake.version if version is None else version,
        by=factories.viewer(intake.uploaded_by),
        at=factories.NOW,
    )


def everything_of_plans() -> list[int]:
    tables: Any = (Plan, PlanSection, Task, Party, Unit, RememberedParty, Event)
    return [table.objects.count() for table in tables]


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
    served = [Path(settings.STATIC_ROOT), *map(Path, settings.STATICFILES_DIRS)]
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
        with pytest.raises(LockedError, match="đã được nhập hoặc đã huỷ"):
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


# Confirm


def test_confirmed_document_becomes_a_draft_that_keeps_its_file(commune: Territory) -> None:
    intake = uploads.waiting(commune, row("Một"), row("Hai"), name="KH 12.docx")

    plan = confirm(intake)

    intake.refresh_from_db()
    assert plan.is_draft
    assert (intake.state, intake.plan, intake.decided_at) == (
        Intake.State.CONFIRMED,
        plan,
        factories.NOW,
    )
    assert Path(intake.file.path).exists()
    event = Event.objects.get(verb="intake.confirm")
    assert event.sentence == "nhập Kế hoạch số 12/KH-UBND từ “KH 12.docx”: 2 nhiệm vụ"
    assert event.details == {"sha256": intake.sha256, "file": "KH 12.docx"}


def test_version_that_is_not_the_one_seen_is_refused(commune: Territory) -> None:
    intake = uploads.waiting(commune)
    actions.choose_names(intake=intake, choices={})

    with pytest.raises(LockedError, match="vừa sửa bản xem trước"):
        confirm(intake, version=1)

    assert not Plan.objects.exists()


def test_who_plans_for_the_territory_no_more_is_refused(commune: Territory) -> None:
    intake = uploads.waiting(commune)
    intake.uploaded_by.memberships.update(role=Role.AUDITOR)

    with pytest.raises(PermissionDenied):
        confirm(intake)

    assert not Plan.objects.exists()


def test_reviewer_is_refused_when_the_commune_has_its_own_people_by_now(
    commune: Territory,
) -> None:
    assert commune.parent
    reviewer = factories.viewer(factories.reviewer(commune.parent))
    intake = uploads.waiting(commune, by=reviewer)
    factories.officer(commune)

    with pytest.raises(PermissionDenied):
        confirm(intake)


@pytest.mark.parametrize(
    "breaks", ["_write_bases", "_write_tasks", "_write_components", "_write_parties"]
)
def test_confirm_that_fails_in_the_middle_leaves_nothing(
    commune: Territory, monkeypatch: pytest.MonkeyPatch, breaks: str
) -> None:
    def fail(*_args: object) -> None:
        raise DatabaseError

    intake = uploads.waiting(commune, row(support=["Tổ công nghệ số"]))
    actions.choose_names(intake=intake, choices={"to cong nghe so": "add:"})
    intake.refresh_from_db()
    before = everything_of_plans()
    monkeypatch.setattr(f"tasks.actions.take_in.{breaks}", fail)

    with pytest.raises(DatabaseError), transaction.atomic():
        confirm(intake)

    intake.refresh_from_db()
    assert everything_of_plans() == before
    assert intake.is_waiting
    assert Path(intake.file.path).exists()


def test_failure_behind_the_last_row_leaves_no_added_unit(
    commune: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise DatabaseError

    intake = uploads.waiting(commune, row(support=["Tổ công nghệ số"]))
    actions.choose_names(intake=intake, choices={"to cong nghe so": "add:"})
    intake.refresh_from_db()
    before = everything_of_plans()
    monkeypatch.setattr("tasks.actions.take_in._write_targets", fail)

    with pytest.raises(DatabaseError), transaction.atomic():
        confirm(intake)

    assert everything_of_plans() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_two_who_confirm_at_once_make_one_plan() -> None:
    intake = uploads.waiting(uploads.diem_he())

    outcomes = at_once([lambda: confirm(intake), lambda: confirm(intake)])

    assert sorted(type(one).__name__ for one in outcomes) == ["LockedError", "Plan"]
    assert Plan.objects.count() == 1


# Hard stops


def stops(territory: Territory, **changes: Any) -> list[str]:
    return list(hard_stops(uploads.waiting(territory, **changes)))


def test_good_document_has_no_stop(commune: Territory) -> None:
    assert stops(commune) == []


def test_document_without_rows_or_with_all_left_out_is_stopped(commune: Territory) -> None:
    intake = uploads.waiting(commune, row())
    dropped = actions.edit_intake(
        intake=intake, edit=lambda values: edits.drop(values, 1, dropped=True)
    )

    assert stops(commune, rows=[]) == ["Không còn dòng nào để nhập."]
    assert list(hard_stops(dropped)) == ["Không còn dòng nào để nhập."]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"subject": ""}, "Chưa có trích yếu của kế hoạch."),
        ({"years": [None, None]}, "Chưa có năm thực hiện của kế hoạch."),
        ({"years": [2026, None]}, "Chưa có năm thực hiện của kế hoạch."),
        ({"years": [2027, 2026]}, "Năm kết thúc không được trước năm bắt đầu."),
        (
            {"number": "1" * 51},
            "Văn bản: mục “số, ký hiệu” dài quá 50 ký tự; hãy rút gọn.",
        ),
        (
            {"subject": "a" * 501},
            "Văn bản: mục “trích yếu” dài quá 500 ký tự; hãy rút gọn.",
        ),
        (
            {"rows": [row(), row(title="a" * 501)]},
            "Dòng 2: mục “nội dung” dài quá 500 ký tự; hãy rút gọn.",
        ),
        (
            {"rows": [row(label="a" * 21)]},
            "Dòng 1: mục “ký hiệu” dài quá 20 ký tự; hãy rút gọn.",
        ),
        (
            {"rows": [row(deadline={**row()["deadline"], "raw": "a" * 301})]},
            "Dòng 1: mục “thời gian như văn bản ghi” dài quá 300 ký tự; hãy rút gọn.",
        ),
        (
            {"rows": [row(support=["UBND xã", "a" * 301])]},
            f"Dòng 1: tên “{'a' * 60}…” dài quá 300 ký tự; hãy tách.",
        ),
    ],
)
def test_what_cannot_be_written_whole_is_named(
    commune: Territory, changes: dict[str, Any], told: str
) -> None:
    intake = uploads.waiting(commune, **changes)

    assert list(hard_stops(intake)) == [told]
    with pytest.raises(LockedError, match=told[:20]):
        confirm(intake)
    assert not Plan.objects.exists()


def test_overlong_row_that_is_left_out_stops_nothing(commune: Territory) -> None:
    intake = uploads.waiting(commune, row(), row(title="a" * 501))
    dropped = actions.edit_intake(
        intake=intake, edit=lambda values: edits.drop(values, 2, dropped=True)
    )

    assert list(hard_stops(dropped)) == []


def test_longest_texts_are_written_whole(commune: Territory) -> None:
    longest = row("ạ" * 20_000, label="a" * 20, title="ạ" * 500, lead=["ạ" * 300])
    longest["deadline"] = {**longest["deadline"], "raw": "ạ" * 300}
    intake = uploads.waiting(
        commune,
        longest,
        number="1" * 50,
        subject="ạ" * 500,
        place="ạ" * 100,
        signed_for="ạ" * 150,
        signatory_post="ạ" * 150,
        signatory="ạ" * 100,
        appendix_title="ạ" * 500,
    )

    plan = confirm(intake)

    task = plan.tasks.get()
    assert (plan.subject, task.text, task.lead_text) == ("ạ" * 500, "ạ" * 20_000, "ạ" * 300)
    assert task.parties.get().text == "ạ" * 300


def test_territory_that_ended_names_its_successors(commune: Territory) -> None:
    new = factories.commune("Xã Khánh Khê", parent=commune.parent)
    Succession.objects.create(predecessor=commune, successor=new, kind="whole")
    Territory.objects.filter(pk=commune.pk).update(valid_to="2025-06-30")
    commune.refresh_from_db()

    (told,) = stops(commune)

    assert told == (
        "Xã Điềm He đã kết thúc ngày 30/06/2025, còn văn bản ban hành ngày 05/02/2026."
        " Có thể là kế hoạch của: Xã Khánh Khê."
    )


def test_territory_that_had_not_begun_names_its_predecessors(commune: Territory) -> None:
    old = [factories.commune(name, parent=commune.parent) for name in ("Xã Liên Hội", "Xã Lạ")]
    for one in old:
        Succession.objects.create(predecessor=one, successor=commune, kind="whole")
    Territory.objects.filter(pk=commune.pk).update(valid_from="2025-07-01")
    commune.refresh_from_db()

    (told,) = stops(commune, issued_on="2024-05-30")

    assert told.startswith(
        "Xã Điềm He chỉ có từ ngày 01/07/2025, còn văn bản ban hành ngày 30/05/2024."
    )
    assert all(one.name in told for one in old)


@pytest.mark.parametrize("day", ["2025-06-30", "2025-07-01"])
def test_first_and_last_day_of_a_territory_are_its_own(day: str) -> None:
    old, new = (uploads.diem_he() for _ in range(2))
    Territory.objects.filter(pk=old.pk).update(valid_to="2025-06-30")
    Territory.objects.filter(pk=new.pk).update(valid_from="2025-07-01")

    for place in (old, new):
        place.refresh_from_db()
        is_stopped = bool(stops(place, issued_on=day))
        assert is_stopped is (place == (new if day == "2025-06-30" else old))


def test_document_without_a_day_is_not_held_against_the_territorys_time(
    commune: Territory,
) -> None:
    Territory.objects.filter(pk=commune.pk).update(valid_to="2025-06-30")
    commune.refresh_from_db()

    assert stops(commune, issued_on=None) == []


def test_number_that_exists_already_is_named(commune: Territory) -> None:
    uploads.confirmed(uploads.waiting(commune))

    assert stops(commune) == [
        "Kế hoạch số 12/KH-UBND ngày 05/02/2026 đã có trong cổng; hãy kiểm tra số, ngày."
    ]
    assert stops(commune, issued_on="2026-02-06") == []
    assert stops(commune, kind="decision") == []
    assert stops(commune, number="") == []


def test_number_of_another_commune_is_no_obstacle(commune: Territory) -> None:
    uploads.confirmed(uploads.waiting(commune))

    assert stops(uploads.diem_he()) == []


def test_number_taken_between_the_look_and_the_confirmation_is_refused(
    commune: Territory,
) -> None:
    first, second = uploads.waiting(commune), uploads.waiting(commune)
    confirm(first)

    with pytest.raises(LockedError, match="đã có trong cổng"):
        confirm(second)

    second.refresh_from_db()
    assert second.is_waiting
    assert Plan.objects.count() == 1


def test_number_taken_after_the_last_check_is_refused_too(
    commune: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = uploads.waiting(commune), uploads.waiting(commune)
    confirm(first)
    monkeypatch.setattr("tasks.actions.intake.hard_stops", lambda _: ())

    with pytest.raises(LockedError, match="cùng loại, cùng số, cùng ngày"):
        confirm(second)

    second.refresh_from_db()
    assert second.is_waiting


@pytest.mark.parametrize(
    ("years", "is_stopped"),
    [((1999, 2026), True), ((2026, 2101), True), ((2000, 2100), False), ((20266, 20266), True)],
)
def test_years_that_no_plan_is_for_are_stopped(
    commune: Territory, years: tuple[int, int], is_stopped: bool
) -> None:
    assert stops(commune, years=years) == ([ODD_YEARS] if is_stopped else [])


def test_territory_without_a_ubnd_is_stopped() -> None:
    commune = factories.commune()
    reviewer = factories.viewer(factories.reviewer(commune.parent or commune))

    (told,) = hard_stops(uploads.waiting(commune, by=reviewer))

    assert told == "Xã Điềm He chưa có UBND trong danh sách đơn vị; thêm UBND rồi nhập lại."
