"""The uploaded workbook comes back with what is wrong in its last column."""

import pytest

from papi_portal.zip_guard import BadPackageError
from plans import lists
from tests.papi_portal.workbooks import opened, saved
from tests.plans.list_files import UNITS, listed, received, unit_row
from tests.plans.list_pages import Facts, address, seen, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_each_wrong_row_says_what_is_wrong(facts: Facts) -> None:
    good = unit_row(code=facts.commune.code, level="cấp xã", aliases="=1+1")
    content = listed(UNITS, good, {**good, "name": None, "kind": "cục"})
    kept = received(facts.person, content)

    response = facts.client.get(address("list-errors", kept.pk))

    page = opened(response.content)["Trang 1"]
    assert page["I1"].value == "Lỗi"
    assert page["D2"].value == "Trạm Y tế"
    assert page["I2"].value.startswith("Tên gọi khác: Ô có công thức chưa tính.")
    assert page["I3"].value.startswith("Tên cơ quan, đơn vị: Ô để trống.")
    assert "\nLoại: “cục” không có trong danh mục." in page["I3"].value
    assert "c%C3%B3%20c%E1%BB%99t" in response["Content-Disposition"]


def test_returned_workbook_can_be_mended_and_sent_again(facts: Facts) -> None:
    kept = facts.waiting(kind="cục")
    book = opened(facts.client.get(address("list-errors", kept.pk)).content)
    book["Trang 1"]["E2"].value = "trạm y tế"

    again = received(facts.person, saved(book))

    assert again.outcome["problems"] == []
    assert again.outcome["unused"] == []


@pytest.mark.parametrize("act", ["list-errors", "list-confirm"])
def test_file_that_is_not_read_any_more_is_told_at_its_preview(
    facts: Facts, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = facts.waiting()

    def refuse(*_: object) -> None:
        raise BadPackageError(lists.EMPTY)

    monkeypatch.setattr(lists, "read", refuse)
    ask = facts.client.get if act == "list-errors" else facts.client.post

    response = ask(address(act, kept.pk), seen(kept), follow=True)

    assert response.redirect_chain == [(kept.get_absolute_url(), 302)]
    assert lists.EMPTY in text(response)


def test_decided_list_is_not_kept(facts: Facts) -> None:
    kept = facts.waiting()
    facts.client.post(address("list-confirm", kept.pk), seen(kept))

    assert facts.client.get(address("list-errors", kept.pk)).status_code == 404


def test_list_of_another_person_is_not_found(facts: Facts) -> None:
    kept = facts.waiting(kind="cục")

    for client in (facts.colleague(), facts.stranger()):
        assert client.get(address("list-errors", kept.pk)).status_code == 404
    assert facts.client.post(address("list-errors", kept.pk)).status_code == 405
