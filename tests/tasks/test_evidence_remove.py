"""A piece of evidence is taken away after a question, and never from a report that was sent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage

from plans.access import Role
from tasks.models import Evidence
from tests import factories
from tests.tasks.showing import CITED, Facts, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(settings: Any, tmp_path: Any) -> Facts:
    settings.MEDIA_ROOT = tmp_path
    return Facts()


def test_question_names_the_file_and_the_answer_removes_it(
    facts: Facts, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    address = f"/evidence/{facts.add().pk}/remove/"
    client = factories.signed_in(facts.officer)
    page = client.get(address).content.decode()
    assert "<b>Báo cáo.pdf</b>" in page
    assert "Quý IV/2026, 1) Nhiệm vụ 1" in page
    assert Evidence.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address)

    assert response["Location"] == f"/progress/{facts.assignment.pk}/{facts.period.pk}/evidence/"
    assert "Đã bỏ minh chứng: Báo cáo.pdf." in client.get(response["Location"]).content.decode()
    assert not Evidence.objects.exists()
    assert stored() == []
    assert client.post(address).status_code == 404


def test_submitted_report_keeps_its_evidence_and_says_why(facts: Facts) -> None:
    added = facts.add(CITED)
    factories.submission(facts.plan, facts.period)
    client = factories.signed_in(facts.officer)

    response = client.post(f"/evidence/{added.pk}/remove/", follow=True)

    assert "Báo cáo kỳ này chờ duyệt." in response.content.decode()
    assert Evidence.objects.get() == added


def test_who_only_reads_is_refused_and_a_stranger_finds_nothing(facts: Facts) -> None:
    address = f"/evidence/{facts.add(CITED).pk}/remove/"
    auditor = factories.member(facts.plan.issuer, Role.AUDITOR)
    stranger = factories.officer(factories.commune(parent=facts.commune.parent))

    for person, status in ((auditor, 403), (stranger, 404)):
        assert factories.signed_in(person).get(address).status_code == status
        assert factories.signed_in(person).post(address).status_code == status
    assert Evidence.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_disk_that_refuses_leaves_the_file_to_the_sweep(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = facts.add()

    def refuse(_storage: FileSystemStorage, _name: str) -> None:
        msg = "Read-only file system"
        raise OSError(msg)

    monkeypatch.setattr(FileSystemStorage, "delete", refuse)
    client = factories.signed_in(facts.officer)

    assert client.post(f"/evidence/{added.pk}/remove/").status_code == 302
    assert not Evidence.objects.exists()
    assert len(stored()) == 1
