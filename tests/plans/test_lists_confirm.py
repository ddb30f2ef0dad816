"""An uploaded list is taken in as it was seen, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plans.models import Event, ListImport, Unit, User
from tests import factories
from tests.plans.list_files import PEOPLE, listed, person_row, received
from tests.plans.list_pages import Facts, address, nothing_done, seen, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None, monkeypatch: pytest.MonkeyPatch) -> Facts:
    monkeypatch.setattr(timezone, "now", lambda: factories.NOW)
    return Facts()


def confirm(facts: Facts, kept: ListImport, client: Client | None = None, **sent: str) -> Any:
    data = sent or seen(kept)
    return (client or facts.client).post(address("list-confirm", kept.pk), data)


def test_confirmed_list_is_taken_in_and_its_page_says_so(facts: Facts) -> None:
    kept = facts.waiting()

    response = confirm(facts, kept)

    assert (response.status_code, response["Location"]) == (302, kept.get_absolute_url())
    assert Unit.objects.filter(territory=facts.commune, name="Trạm Y tế").exists()
    assert Event.objects.get().actor == facts.person
    page = text(facts.client.get(kept.get_absolute_url()))
    assert "Đã nhập danh sách: thêm 1, sửa 0, giữ nguyên 0." in page
    assert "Danh mục cơ quan, đơn vị: đã nhập" in page


def test_second_confirm_shows_the_same_page_and_does_nothing(facts: Facts) -> None:
    kept = facts.waiting()
    first = confirm(facts, kept)

    second = confirm(facts, kept)

    assert second["Location"] == first["Location"]
    assert (Unit.objects.filter(name="Trạm Y tế").count(), Event.objects.count()) == (1, 1)


def test_new_people_cannot_sign_in_before_they_get_a_password(facts: Facts) -> None:
    unit = factories.committee(facts.commune)
    row = person_row(unit=unit.name, code=facts.commune.code, level="cấp xã")

    confirm(facts, received(facts.person, listed(PEOPLE, row), kind=PEOPLE))

    assert not User.objects.get(username="an.nv").has_usable_password()
    for password in ("", "!", "None"):
        assert not Client().login(username="an.nv", password=password)


def test_data_that_changed_since_is_shown_again_before_anything_happens(facts: Facts) -> None:
    kept = facts.waiting()
    unit = factories.unit(facts.commune, "Trạm Y tế", kind="other")

    confirm(facts, kept)

    page = text(facts.client.get(kept.get_absolute_url()))
    assert "dữ liệu của cổng đã thay đổi từ lúc xem trước" in page
    assert "<dt>thay đổi</dt> <dd>1</dd>" in page
    unit.refresh_from_db()
    assert unit.kind == "other"


@pytest.mark.parametrize("sent", ["", "x", "0" * 64])
def test_preview_that_nobody_saw_confirms_nothing(facts: Facts, sent: str) -> None:
    kept = facts.waiting()

    confirm(facts, kept, seen=sent)

    assert nothing_done()
    kept.refresh_from_db()
    assert kept.is_waiting


def test_list_with_mistakes_is_not_taken_in(facts: Facts) -> None:
    confirm(facts, facts.waiting(kind="cục"))

    assert nothing_done()


def test_list_that_waited_too_long_is_not_taken_in(facts: Facts) -> None:
    kept = facts.waiting()
    ListImport.objects.update(uploaded_at=factories.NOW - timedelta(hours=25))

    response = facts.client.post(address("list-confirm", kept.pk), seen(kept), follow=True)

    assert "đã quá 24 giờ kể từ khi tải lên. Hãy tải tệp lên lại." in text(response)
    assert nothing_done()


def test_list_of_another_person_is_not_found(facts: Facts) -> None:
    kept = facts.waiting()

    assert confirm(facts, kept, facts.colleague()).status_code == 404
    assert confirm(facts, kept, facts.stranger()).status_code == 404
    assert confirm(facts, kept, Client())["Location"].startswith("/accounts/login/")
    assert nothing_done()


def test_nothing_is_taken_in_by_a_link(facts: Facts) -> None:
    kept = facts.waiting()

    assert facts.client.get(address("list-confirm", kept.pk), seen(kept)).status_code == 405
    assert nothing_done()


def test_form_of_another_site_confirms_nothing(facts: Facts) -> None:
    kept, client = facts.waiting(), Client(enforce_csrf_checks=True)
    client.force_login(facts.person, backend="plans.signin.PortalBackend")

    assert confirm(facts, kept, client).status_code == 403
    assert nothing_done()
