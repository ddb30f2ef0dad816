"""Giving an upload up: asked once, then the file is gone from the disk."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from plans.models import Plan
from tasks.models import Intake
from tests import factories
from tests.tasks import uploads
from tests.tasks.intake_pages import HOSTILE, Facts, address, follow, state, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def discard(facts: Facts, intake: Intake) -> Any:
    return facts.client.post(address("intake-discard", intake.pk))


def test_page_says_what_will_be_lost_and_offers_the_way_back(facts: Facts) -> None:
    intake = facts.waiting(name="KH 12.docx")

    page = text(facts.client.get(address("intake-discard", intake.pk)))

    assert "Hủy bản xem trước?" in page
    assert "Tệp “KH 12.docx” và mọi chỉnh sửa trong bản xem trước sẽ bị xóa." in page
    assert f'href="{intake.get_absolute_url()}">Giữ lại</a>' in page
    intake.refresh_from_db()
    assert intake.is_waiting


def test_discarded_upload_is_gone_from_the_disk_and_the_page_says_so(
    facts: Facts, django_capture_on_commit_callbacks: Any
) -> None:
    intake = facts.waiting(name="KH 12.docx")
    stored = Path(intake.file.path)
    assert stored.exists()

    with django_capture_on_commit_callbacks(execute=True):
        response = discard(facts, intake)

    page = follow(facts.client, response)
    assert response["Location"] == address("intake-start")
    assert "Đã hủy “KH 12.docx”; chưa có gì được ghi vào cổng." in page
    assert "Đang chờ xác nhận" not in page
    assert not stored.exists()
    assert not Plan.objects.exists()
    assert facts.client.get(address("intake-file", intake.pk)).status_code == 404
    assert "đã được hủy" in text(facts.client.get(intake.get_absolute_url()))


def test_other_uploads_keep_their_files(
    facts: Facts, django_capture_on_commit_callbacks: Any
) -> None:
    intake, other = facts.waiting(), facts.waiting()

    with django_capture_on_commit_callbacks(execute=True):
        discard(facts, intake)

    assert Path(other.file.path).exists()


def test_second_discard_is_not_found(facts: Facts) -> None:
    intake = facts.waiting()
    discard(facts, intake)

    assert discard(facts, intake).status_code == 404


def test_confirmed_document_keeps_its_file(facts: Facts) -> None:
    intake = facts.waiting()
    uploads.confirmed(intake)

    assert discard(facts, intake).status_code == 404
    assert Path(intake.file.path).exists()


def test_uploads_of_others_are_not_found(facts: Facts) -> None:
    intake = facts.waiting()

    for who, person in facts.others().items():
        client, before = factories.signed_in(person), state()
        assert client.get(address("intake-discard", intake.pk)).status_code == 404, who
        assert client.post(address("intake-discard", intake.pk)).status_code == 404, who
        assert state() == before


def test_hostile_name_is_shown_as_text(facts: Facts) -> None:
    page = text(facts.client.get(address("intake-discard", facts.waiting(name=HOSTILE).pk)))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_visitor_signs_in_first(facts: Facts) -> None:
    intake = facts.waiting()

    response = Client().post(address("intake-discard", intake.pk))

    assert response["Location"].startswith("/accounts/login/?next=")
    intake.refresh_from_db()
    assert intake.is_waiting


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_only_get_and_post_are_answered(facts: Facts, method: str) -> None:
    response = getattr(facts.client, method)(address("intake-discard", facts.waiting().pk))

    assert response.status_code == 405
