"""A confirmed document becomes a draft: all of it or nothing, once."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from plans.access import Role
from plans.models import Event, Plan, Territory
from tasks import actions
from tasks.actions import LockedError
from tasks.models import Intake
from tests import factories
from tests.tasks import uploads
from tests.tasks.actions.confirming import confirm, everything_of_plans
from tests.tasks.reading.written_plans import row
from tests.tasks.threads import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db: None) -> Territory:
    return uploads.diem_he()


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
