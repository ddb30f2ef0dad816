"""The preview of an uploaded list, and what became of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from plans.models import ListImport
from tests import factories
from tests.papi_portal.workbooks import workbook
from tests.plans.list_files import (
    PEOPLE,
    UNITS,
    administrator,
    listed,
    person_row,
    received,
    unit_row,
)
from tests.plans.list_pages import HOSTILE, Facts, address, seen, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None, monkeypatch: pytest.MonkeyPatch) -> Facts:
    monkeypatch.setattr(timezone, "now", lambda: factories.NOW)
    return Facts()


def shown(facts: Facts, kept: ListImport, **asked: Any) -> str:
    return text(facts.client.get(kept.get_absolute_url(), asked))


def test_new_row_is_shown_with_its_words(facts: Facts) -> None:
    kept = facts.waiting()

    page = shown(facts, kept)

    assert "Xem trước: cơ quan, đơn vị" in page
    assert "<dt>mới</dt> <dd>1</dd>" in page
    assert "Trạm Y tế, xã Điềm He" in page
    assert "chưa có" in page
    assert "<b>trạm y tế</b>" in page
    assert seen(kept)["seen"] in page
    assert "Nhập: thêm 1, sửa 0" in page


def test_changed_row_shows_old_beside_new(facts: Facts) -> None:
    factories.unit(facts.commune, "Trạm Y tế", kind="other")

    page = shown(facts, facts.waiting())

    assert '<span class="quiet">Loại:</span> khác' in page
    assert '<span class="quiet">Loại:</span> <b>trạm y tế</b>' in page
    assert "<dt>thay đổi</dt> <dd>1</dd>" in page


def test_mistakes_are_listed_and_nothing_can_be_confirmed(facts: Facts) -> None:
    kept = facts.waiting(kind="cục", valid_from="hôm qua")

    page = shown(facts, kept)

    assert "Chưa nhập được: 1 dòng có lỗi" in page
    assert "“cục” không có trong danh mục." in page
    assert 'data-label="Ô">E2</td>' in page
    assert "Tải lại tệp kèm cột Lỗi" in page
    assert address("list-errors", kept.pk) in page
    assert address("list-confirm", kept.pk) not in page
    assert address("list-discard", kept.pk) in page


def test_notes_are_a_part_of_their_own(facts: Facts) -> None:
    kept = facts.waiting(place="Xã Ba Tơ")

    assert "đã lấy theo mã." in shown(facts, kept, show="notes")
    assert "đã lấy theo mã." not in shown(facts, kept)
    assert "Không có gì ở đây" in shown(facts, kept, show="errors")


def test_nonsense_in_the_address_shows_the_first_part(facts: Facts) -> None:
    kept = facts.waiting()

    assert "Trạm Y tế, xã Điềm He" in shown(facts, kept, show="x", page="99")


def test_list_that_changes_nothing_says_so(facts: Facts) -> None:
    factories.unit(facts.commune, "Trạm Y tế", kind="health_station")
    kept = facts.waiting()

    page = shown(facts, kept)

    assert "không có gì để nhập" in page
    assert address("list-confirm", kept.pk) not in page


def test_column_that_is_not_used_is_named(facts: Facts) -> None:
    row = ("cấp xã", facts.commune.code, "Trạm Y tế", "trạm y tế", "x")
    header = ("Cấp", "Mã địa bàn", "Tên đơn vị", "Loại", "Ghi chú riêng")

    page = shown(facts, received(facts.person, workbook(header, row)))

    assert "Các cột không dùng đến: Ghi chú riêng." in page


def test_same_file_taken_in_before_is_recognised(facts: Facts) -> None:
    other, content = administrator("khac"), facts.content()  # made again it has another time in it
    done = received(other, content)
    factories.signed_in(other).post(address("list-confirm", done.pk), seen(done))

    page = shown(facts, received(facts.person, content))

    assert "Chính tệp này đã được Lê Thị Quản Trị nhập lúc 10:42 21/11/2026." in page


def test_list_of_a_thousand_rows_is_shown_in_sheets(facts: Facts) -> None:
    rows = [unit_row(code=facts.commune.code, level="cấp xã", name=f"Thôn {n}") for n in range(120)]
    kept = received(facts.person, listed(UNITS, *rows))

    page = shown(facts, kept, page=3)

    assert "Trang 3/3 · dòng 101–120 trong 120" in page
    assert "Thôn 119," in page
    assert "Thôn 1," not in page


def test_people_taken_in_are_said_to_have_no_password(facts: Facts) -> None:
    unit = factories.committee(facts.commune)
    row = person_row(unit=unit.name, code=facts.commune.code, level="cấp xã")
    kept = received(facts.person, listed(PEOPLE, row), kind=PEOPLE)

    facts.client.post(address("list-confirm", kept.pk), seen(kept))
    page = shown(facts, kept)

    assert "Danh mục người dùng và vai trò: đã nhập" in page
    assert "Tài khoản mới chưa có mật khẩu" in page
    assert "Nhập: thêm" not in page


def test_list_that_waited_too_long_cannot_be_confirmed(facts: Facts) -> None:
    kept = facts.waiting()
    ListImport.objects.update(uploaded_at=factories.NOW - timedelta(hours=24))

    page = shown(facts, kept)

    assert "Tệp đã quá 24 giờ kể từ khi tải lên" in page
    assert address("list-confirm", kept.pk) not in page


def test_what_is_in_the_file_is_shown_as_text(facts: Facts) -> None:
    good, bad = facts.waiting(name=HOSTILE), facts.waiting(name=HOSTILE, kind=HOSTILE)

    for kept in (good, bad):
        assert "<script>alert" not in shown(facts, kept)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in shown(facts, kept)


def test_list_of_another_person_is_not_found(facts: Facts) -> None:
    kept = facts.waiting()

    assert facts.colleague().get(kept.get_absolute_url()).status_code == 404
    assert facts.stranger().get(kept.get_absolute_url()).status_code == 404
    assert facts.client.post(kept.get_absolute_url()).status_code == 405
    assert facts.client.get(address("list-import", 999_999)).status_code == 404


def test_page_costs_few_queries(facts: Facts, django_assert_max_num_queries: Any) -> None:
    kept = facts.waiting()

    with django_assert_max_num_queries(6):
        facts.client.get(kept.get_absolute_url())
