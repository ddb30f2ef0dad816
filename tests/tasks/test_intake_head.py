"""What an uploaded document is, corrected by hand: number, day, subject, years, whose plan."""

import unicodedata
from typing import Any

import pytest
from django.test import Client

from plans.access import Role
from plans.models import Territory
from tasks.models import Intake
from tests import factories
from tests.tasks import uploads
from tests.tasks.intake_pages import HOSTILE, Facts, address, follow, state, text
from tests.tasks.reading.written_plans import doubt, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def save(facts: Facts, intake: Intake, **changes: Any) -> Any:
    typed = {
        "territory": intake.territory_id,
        "kind": "plan",
        "number": "12/KH-UBND",
        "issued_on": "05/02/2026",
        "place": "Điềm He",
        "subject": "Nâng cao Chỉ số PAPI năm 2026",
        "year_from": 2026,
        "year_to": 2026,
        **changes,
    }
    return facts.client.post(address("intake-head", intake.pk), typed)


def values(intake: Intake) -> dict[str, Any]:
    intake.refresh_from_db()
    found: dict[str, Any] = intake.values
    return found


# It works


def test_form_is_filled_with_what_was_read(facts: Facts) -> None:
    page = text(facts.client.get(address("intake-head", facts.waiting(kind="decision").pk)))

    assert '<option value="decision" selected>' in page
    assert 'value="12/KH-UBND"' in page
    assert 'value="05/02/2026"' in page
    assert ">\nNâng cao Chỉ số PAPI năm 2026</textarea>" in page
    assert ">\nNHIỆM VỤ NÂNG CAO CHỈ SỐ PAPI</textarea>" in page
    assert page.count('value="2026"') == 2
    assert f'<option value="{facts.commune.pk}" selected>Xã Điềm He, tỉnh Lạng Sơn' in page


def test_what_was_not_read_is_an_empty_field(facts: Facts) -> None:
    intake = facts.waiting(kind="", number="", issued_on=None, subject="", years=[None, None])

    page = text(facts.client.get(address("intake-head", intake.pk)))

    assert "None" not in page
    assert '<option value="plan" selected>' in page


def test_saved_head_leads_back_with_a_word_and_ends_its_doubts(facts: Facts) -> None:
    intake = facts.waiting(
        row(),
        subject="",
        years=[None, None],
        warnings=[
            doubt(None, "number", "Không có số"),
            doubt(None, "targets", "Mục tiêu không rõ"),
            doubt(None, "table", "Bảng ở trang 3 không đọc"),
            doubt(1, "text", "Mờ"),
        ],
    )

    response = save(
        facts,
        intake,
        kind="framework",
        number=" 15/KH-UBND ",
        issued_on="6.3.2026",
        year_to=2030,
        signed_for="KT. CHỦ TỊCH",
        signatory_post="PHÓ CHỦ TỊCH",
        signatory="Nguyễn Văn B",
        appendix_title="PHỤ LỤC I",
    )

    page = follow(facts.client, response)
    assert response["Location"] == intake.get_absolute_url()
    assert "Đã lưu thông tin văn bản." in page
    assert "Phải sửa trước khi nhập" not in page
    saved = values(intake)
    assert (saved["kind"], saved["number"], saved["issued_on"]) == (
        "framework",
        "15/KH-UBND",
        "2026-03-06",
    )
    assert (saved["years"], saved["subject"]) == ([2026, 2030], "Nâng cao Chỉ số PAPI năm 2026")
    assert (saved["signed_for"], saved["signatory"]) == ("KT. CHỦ TỊCH", "Nguyễn Văn B")
    assert saved["appendix_title"] == "PHỤ LỤC I"
    assert [one["field"] for one in saved["warnings"]] == ["targets", "table"]
    assert saved["rows"][0]["doubts"] == [{"field": "text", "message": "Mờ"}]
    assert intake.version == 2


def test_head_that_was_mended_can_be_taken_in(facts: Facts) -> None:
    intake = facts.waiting(subject="", years=[None, None], issued_on=None)

    save(facts, intake, issued_on="")

    plan = uploads.confirmed(intake)
    assert (plan.subject, plan.year_from, plan.issued_on) == (
        "Nâng cao Chỉ số PAPI năm 2026",
        2026,
        None,
    )


def test_number_and_day_may_be_left_out(facts: Facts) -> None:
    intake = facts.waiting()

    save(facts, intake, number="", issued_on="")

    assert (values(intake)["number"], values(intake)["issued_on"]) == ("", None)


def test_document_is_given_to_another_territory_that_one_plans_for(facts: Facts) -> None:
    other = factories.commune("Xã Hai", parent=facts.above)
    facts.officer.memberships.create(unit=factories.committee(other), role=Role.OFFICER)
    intake = facts.waiting()

    page = follow(facts.client, save(facts, intake, territory=other.pk))

    intake.refresh_from_db()
    assert intake.territory == other
    assert "<dd>Xã Hai, tỉnh Lạng Sơn</dd>" in page
    assert uploads.confirmed(intake).territory == other


def test_decomposed_letters_are_stored_composed(facts: Facts) -> None:
    intake = facts.waiting()

    save(facts, intake, subject=unicodedata.normalize("NFD", "Nâng cao\u200b \r\n Chỉ số"))

    assert values(intake)["subject"] == "Nâng cao Chỉ số"


# What was typed is wrong


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"subject": " \u200b"}, "Nêu trích yếu của kế hoạch."),
        ({"subject": "a" * 501}, "Trích yếu: "),
        ({"number": "1" * 51}, "Số, ký hiệu: "),
        ({"issued_on": "30/02/2026"}, "Ngày ban hành: "),
        ({"year_from": ""}, "Từ năm: "),
        ({"year_from": 1999}, "Từ năm: "),
        ({"year_to": 2101}, "Đến năm: "),
        ({"year_from": 2027}, "Năm kết thúc không được trước năm bắt đầu."),
        ({"kind": "poem"}, "Loại văn bản: "),
        ({"territory": "0"}, "Chọn một địa bàn trong danh sách."),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    facts: Facts, changes: dict[str, Any], told: str
) -> None:
    intake = facts.waiting()
    before = state()

    response = save(facts, intake, **{"signatory": "Hoàng Thị B", **changes})

    page = text(response)
    assert response.status_code == 422
    assert told in page
    assert 'value="Hoàng Thị B"' in page
    assert state() == before


def test_territory_of_somebody_else_cannot_be_chosen(facts: Facts) -> None:
    other = factories.commune("Xã Hai", parent=facts.above)
    intake = facts.waiting()

    response = save(facts, intake, territory=other.pk)

    assert response.status_code == 422
    assert "Chọn một địa bàn trong danh sách." in text(response)
    intake.refresh_from_db()
    assert intake.territory == facts.commune


def test_day_before_the_territory_began_leads_to_a_stop_that_names_the_way(facts: Facts) -> None:
    Territory.objects.filter(pk=facts.commune.pk).update(valid_from="2025-07-01")
    intake = facts.waiting()

    page = follow(facts.client, save(facts, intake, issued_on="30/05/2024"))

    assert "Xã Điềm He chỉ có từ ngày 01/07/2025" in page
    assert 'type="submit" disabled>' in page


def test_markup_is_shown_as_text(facts: Facts) -> None:
    intake = facts.waiting()

    page = follow(facts.client, save(facts, intake, subject=HOSTILE, place=HOSTILE))
    form = text(facts.client.get(address("intake-head", intake.pk)))

    assert "<script>alert" not in page + form
    assert "<img src=x" not in page + form


# Who


def test_head_of_others_is_not_found(facts: Facts) -> None:
    intake = facts.waiting()

    for who, person in facts.others().items():
        client, before = factories.signed_in(person), state()
        assert client.get(address("intake-head", intake.pk)).status_code == 404, who
        assert client.post(address("intake-head", intake.pk)).status_code == 404, who
        assert state() == before


def test_head_of_a_decided_document_is_not_found(facts: Facts) -> None:
    intake = facts.waiting()
    uploads.confirmed(intake)

    assert save(facts, intake).status_code == 404


def test_visitor_signs_in_first(facts: Facts) -> None:
    response = Client().get(address("intake-head", facts.waiting().pk))

    assert response["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_only_get_and_post_are_answered(facts: Facts, method: str) -> None:
    response = getattr(facts.client, method)(address("intake-head", facts.waiting().pk))

    assert response.status_code == 405
