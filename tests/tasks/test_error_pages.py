"""Pages for what went wrong: in Vietnamese, with a way on, and nothing given away."""

import logging

import pytest
from django.test import Client

from plans.access import Role
from tests import factories

pytestmark = pytest.mark.django_db


def test_not_found_names_neither_the_thing_nor_the_machine() -> None:
    client = factories.signed_in(factories.officer(factories.commune()))

    response = client.get("/plans/999999/")

    page = response.content.decode()
    assert response.status_code == 404
    assert "Không tìm thấy trang" in page
    assert "Về trang đầu" in page
    assert "Plan matches" not in page


def test_address_that_does_not_exist_is_not_found_for_visitors_too() -> None:
    response = Client().get("/nonsense/")

    assert response.status_code == 404
    assert "Không tìm thấy trang" in response.content.decode()


def test_forbidden_says_whom_to_ask() -> None:
    commune = factories.commune()
    (assignment,) = factories.reporting(factories.issued_plan(commune))
    period = factories.period(commune)
    client = factories.signed_in(factories.member(factories.committee(commune), Role.AUDITOR))

    response = client.post(f"/progress/{assignment.pk}/{period.pk}/")

    page = response.content.decode()
    assert response.status_code == 403
    assert "Không có quyền thực hiện" in page
    assert "Sở Nội vụ" in page


def test_fault_gives_nothing_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        msg = "secret of the machine"
        raise RuntimeError(msg)

    commune = factories.commune()
    factories.period(commune)
    client = factories.signed_in(factories.officer(commune))
    client.raise_request_exception = False
    monkeypatch.setattr("tasks.reports.owed.build", fail)

    with caplog.at_level(logging.ERROR):
        response = client.get("/")

    page = response.content.decode()
    assert response.status_code == 500
    assert "Cổng gặp lỗi" in page
    assert "secret of the machine" not in page
    assert "secret of the machine" in caplog.text
