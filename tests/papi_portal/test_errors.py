"""Pages for what went wrong."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_old_form_is_explained_in_vietnamese() -> None:
    found = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "can-bo"})

    assert found.status_code == 403
    assert "Trang đã mở quá lâu nên chưa lưu được" in found.content.decode()
    assert "CSRF" not in found.content.decode()


def test_missing_page_is_explained_in_vietnamese() -> None:
    found = Client().get("/khong-co/")

    assert found.status_code == 404
    assert "Không tìm thấy trang" in found.content.decode()
