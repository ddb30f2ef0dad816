"""A workbook is uploaded and read; one that cannot be read is refused with the reason."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from papi_portal import zip_guard
from plans import lists
from plans.models import ListImport
from tests import factories
from tests.papi_portal.workbooks import repacked, workbook
from tests.plans.list_files import PEOPLE, UNITS, listed, person_row
from tests.plans.list_pages import Facts, address, nothing_done, text

pytestmark = pytest.mark.django_db
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def upload(client: Client, content: bytes, *, kind: str = UNITS, name: str = "Đơn vị.xlsx") -> Any:
    file = BytesIO(content)
    file.name = name
    return client.post(address("list-upload", kind), {"file": file})


def test_page_explains_the_columns(facts: Facts) -> None:
    page = text(facts.client.get(address("list-upload", PEOPLE)))

    assert "Nhập người dùng và vai trò từ Excel" in page
    assert "Tên đăng nhập" in page
    assert "cán bộ tổng hợp, thẩm định" in page
    assert "danh sách không chứa mật khẩu" in page
    assert 'enctype="multipart/form-data"' in page


def test_uploaded_list_leads_to_its_preview(facts: Facts) -> None:
    response = upload(facts.client, facts.content())

    kept = ListImport.objects.get()
    assert (response.status_code, response["Location"]) == (302, kept.get_absolute_url())
    assert (kept.file_name, kept.uploaded_by) == ("Đơn vị.xlsx", facts.person)
    assert nothing_done()


def test_list_of_people_is_read_by_its_own_columns(facts: Facts) -> None:
    unit = factories.committee(facts.commune)
    row = person_row(unit=unit.name, code=facts.commune.code, level="cấp xã")

    response = upload(facts.client, listed(PEOPLE, row), kind=PEOPLE)

    assert response.status_code == 302
    assert ListImport.objects.get().kind == PEOPLE


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp rỗng (0 byte)."),
        (b"a;b;c", lists.without_word(zip_guard.NOT_OFFICE)),
        (zip_guard.OLE + bytes(600), lists.without_word(zip_guard.OLD)),
        (
            repacked(workbook(("a",)), {"xl/vbaProject.bin": b"x"}),
            lists.without_word(zip_guard.MACROS),
        ),
        (
            repacked(workbook(("a",)), {"xl/styles.xml": LAUGHS}),
            lists.without_word(zip_guard.DECLARES),
        ),
        (workbook(("Họ và tên", "Tuổi")), "Không tìm thấy dòng tiêu đề của danh sách"),
        (lists.blank(UNITS), lists.EMPTY),
        (listed(PEOPLE, person_row()), "thiếu cột “Tên cơ quan, đơn vị”, “Loại”."),
    ],
)
def test_file_without_a_list_is_refused_with_the_reason(
    facts: Facts, content: bytes, sentence: str
) -> None:
    response = upload(facts.client, content)

    assert response.status_code == 422
    assert sentence in text(response)
    assert not ListImport.objects.exists()


def test_large_file_is_refused_before_it_is_read(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_guard, "LARGEST_UPLOAD", 100)

    response = upload(facts.client, facts.content())

    assert (response.status_code, zip_guard.TOO_LARGE in text(response)) == (422, True)


def test_no_file_is_asked_for(facts: Facts) -> None:
    response = facts.client.post(address("list-upload", UNITS))

    assert (response.status_code, "Chọn một tệp Excel." in text(response)) == (422, True)


def test_hostile_name_of_a_file_is_kept_as_text(facts: Facts) -> None:
    upload(facts.client, facts.content(), name="a\u202e<b>" + "x" * 300 + ".xlsx")

    kept = ListImport.objects.get()
    assert len(kept.file_name) <= 255
    assert "\u202e" not in kept.file_name
    assert "a<b>" not in text(facts.client.get(kept.get_absolute_url()))


def test_list_that_there_is_not_is_not_found(facts: Facts) -> None:
    assert facts.client.get(address("list-upload", "cars")).status_code == 404
    assert upload(facts.client, b"x", kind="cars").status_code == 404


def test_others_do_not_know_of_the_page(facts: Facts) -> None:
    assert facts.stranger().get(address("list-upload", UNITS)).status_code == 404
    assert upload(facts.stranger(), facts.content()).status_code == 404
    assert Client().get(address("list-upload", UNITS))["Location"].startswith("/accounts/login/")
    assert facts.client.put(address("list-upload", UNITS)).status_code == 405
    assert not ListImport.objects.exists()
