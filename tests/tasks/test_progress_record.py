"""Recording one row, in place or on its own page."""

import unicodedata
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from papi_portal.text import LONG_TEXT
from plans.access import Role
from plans.models import Event, Period, User
from tasks.models import Assignment, Progress
from tests import factories

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


class Facts:
    """A commune that owes two rows in an open quarter, and its officer's browser."""

    def __init__(self) -> None:
        self.commune = factories.commune()
        self.period = factories.period(self.commune)
        self.plan = factories.issued_plan(self.commune, tasks=2)
        self.assignment = factories.reporting(self.plan)[0]
        self.officer = factories.officer(self.commune)
        self.client = factories.signed_in(self.officer)

    @property
    def address(self) -> str:
        return reverse("tasks:progress-record", args=[self.assignment.pk, self.period.pk])

    def post(self, *, script: bool = False, by: User | None = None, **typed: Any) -> Any:
        data = {"state": "in_progress", "result": "Đã họp", "version": 0, **typed}
        client = factories.signed_in(by) if by else self.client
        return client.post(self.address, data, headers=SCRIPT if script else {})


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def text(response: Any) -> str:
    found: str = response.content.decode()
    return found


def nothing_written() -> bool:
    return not Progress.objects.exists() and not Event.objects.filter(verb__startswith="progress")


# It works


def test_save_without_script_leads_back_to_the_row_with_a_message(facts: Facts) -> None:
    response = facts.post(difficulty="Thiếu kinh phí")

    assert response.status_code == 302
    assert response["Location"] == f"/?period={facts.period.pk}#row-{facts.assignment.pk}"
    saved = Progress.objects.get()
    assert (saved.state, saved.result) == ("in_progress", "Đã họp")
    assert (saved.difficulty, saved.recorded_by) == ("Thiếu kinh phí", facts.officer)
    assert "Đã lưu: 1) Nhiệm vụ 1." in text(facts.client.get("/"))


def test_save_by_script_answers_with_what_stands_around_the_fields(facts: Facts) -> None:
    response = facts.post(script=True, figure_done="1.201,0", figure_planned="1000")

    answer = text(response)
    assert response.status_code == 200
    assert "<html" not in answer
    assert "đã lưu" in answer
    assert "<textarea" not in answer
    assert f'name="r{facts.assignment.pk}-version" value="1" hx-swap-oob="true"' in answer
    assert "đạt 120,1% kế hoạch – vượt kế hoạch, kiểm tra lại số" in answer
    head = answer[answer.index('id="owed-count"') :]
    assert "đã cập nhật 1/2 nhiệm vụ" in head
    assert '<b id="owed-missing" hx-swap-oob="true">1</b>' in head
    count = f"group-count-{facts.assignment.task.plan_id}-0"
    assert f'<span id="{count}" hx-swap-oob="true">đã cập nhật 1/2</span>' in head


def test_page_of_a_row_shows_it_with_what_was_typed_last(facts: Facts) -> None:
    facts.post(result="Đã niêm yết")

    answer = text(facts.client.get(facts.address))

    assert "<html" in answer
    assert "Ghi tiến độ một nhiệm vụ" in answer
    assert "Đã niêm yết</textarea>" in answer
    assert f'name="r{facts.assignment.pk}-version" value="1"' in answer


def test_row_by_itself_is_given_to_a_script(facts: Facts) -> None:
    answer = text(facts.client.get(facts.address, headers=SCRIPT))

    assert "<html" not in answer
    assert 'class="owed-row"' in answer


def test_second_save_goes_on_top_of_the_first(facts: Facts) -> None:
    facts.post()
    facts.post(version=1, state="completed", result="Xong")

    saved = Progress.objects.get()
    assert (saved.version, saved.state, saved.result) == (2, "completed", "Xong")


# What was typed is wrong


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"state": ""}, "Chọn tình hình thực hiện."),
        ({"state": "suspended"}, "Nêu lý do tạm hoãn."),
        ({"state": "suspended", "reason": " \n "}, "Nêu lý do tạm hoãn."),
        ({"result": "ạ" * 50_000}, "Nội dung dài 50000 ký tự, cho phép tối đa 10000."),
        ({"figure_done": "-1"}, "Số không được âm."),
        ({"figure_done": "120 %"}, "Ghi số, ví dụ 1.200 hoặc 45,5"),
        ({"figure_planned": "1" * 13}, "Số quá dài"),
        ({"figure_done": "1,250"}, "hàng nghìn ghi dấu chấm, ví dụ 1.200"),
        ({"figure_unit": "x" * 51}, "Nội dung dài 51 ký tự, cho phép tối đa 50."),
    ],
)
@pytest.mark.parametrize("script", [True, False])
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    facts: Facts, typed: dict[str, Any], told: str, script: bool
) -> None:
    typed = {"result": "Đã làm được một nửa", **typed}

    response = facts.post(script=script, **typed)

    assert response.status_code == 422
    assert told in text(response)
    assert ("<html" in text(response)) is not script
    assert (f"{typed['result']}</textarea>" in text(response)) is not script
    assert nothing_written()


def test_row_that_comes_back_still_shows_the_period_before(facts: Facts) -> None:
    earlier = factories.period(facts.commune, ordinal=3)
    factories.recorded(facts.assignment, earlier, result="Của quý III")

    response = facts.post(state="suspended")

    assert response.status_code == 422
    assert "Của quý III" in text(response)


@pytest.mark.parametrize("state", ["accepted", "COMPLETED", "x" * 500])
def test_state_that_is_not_offered_is_refused(facts: Facts, state: str) -> None:
    assert facts.post(state=state).status_code == 422
    assert nothing_written()


@pytest.mark.parametrize("version", ["", "-1", "x", "1.5", "7", "9" * 25])
def test_version_that_is_missing_or_nonsense_is_refused(facts: Facts, version: str) -> None:
    response = facts.post(version=version)

    assert response.status_code == 409
    assert "Trang đã cũ, nội dung chưa được lưu." in text(response)
    assert f'name="r{facts.assignment.pk}-version" value="0"' in text(response)
    assert "Đã họp</textarea>" in text(response)
    assert nothing_written()


def test_form_without_a_version_is_refused(facts: Facts) -> None:
    response = facts.client.post(facts.address, {"state": "in_progress", "result": "Đã họp"})

    assert response.status_code == 409
    assert nothing_written()


def test_longest_text_is_saved_whole(facts: Facts) -> None:
    facts.post(result="ạ" * LONG_TEXT)

    assert Progress.objects.get().result == "ạ" * LONG_TEXT


def test_decomposed_unicode_is_stored_composed(facts: Facts) -> None:
    typed = unicodedata.normalize("NFD", "Đã tổ chức hội nghị ở xã Điềm He")

    facts.post(result=f"{typed}\u200b\r\n- dòng\u00a0hai")

    assert Progress.objects.get().result == "Đã tổ chức hội nghị ở xã Điềm He\n- dòng hai"


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</textarea><svg/onload=alert(1)>",
        "{{ 7|add:7 }}{% now 'Y' %}",
    ],
)
def test_markup_is_shown_as_text_everywhere(facts: Facts, payload: str) -> None:
    facts.post(result=payload, difficulty=payload)

    assert Progress.objects.get().result == payload
    task = reverse("tasks:task-detail", args=[facts.assignment.task_id])
    for address in ("/", facts.address, task, reverse("tasks:rollup-rows")):
        answer = text(facts.client.get(address))
        assert escape(payload) in answer
        assert "<" not in payload or payload not in answer


@pytest.mark.parametrize(
    "besides",
    [{"recorded_by": 1, "recorded_at": "2020-01-01", "on_behalf": 1}, {"assignment": 1, "pk": 9}],
)
def test_fields_that_are_not_asked_for_are_ignored(facts: Facts, besides: dict[str, Any]) -> None:
    facts.post(**besides)

    saved = Progress.objects.get()
    assert (saved.recorded_by, saved.assignment) == (facts.officer, facts.assignment)
    assert saved.recorded_at.year != 2020
    assert not saved.on_behalf


# Somebody saved meanwhile, or it is too late


def saved_by_colleague(facts: Facts) -> None:
    colleague = factories.user(full_name="Hoàng Thị B")
    colleague.memberships.create(unit=factories.committee(facts.commune), role=Role.OFFICER)
    factories.recorded(
        facts.assignment,
        facts.period,
        result="Bản của B",
        difficulty="Khó của B",
        by=colleague,
    )


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("version", ["0", "7", ""], ids=["stale", "forged", "missing"])
def test_conflict_shows_both_texts_and_who_saved(facts: Facts, script: bool, version: str) -> None:
    saved_by_colleague(facts)

    response = facts.post(script=script, version=version, result="Bản của tôi")

    answer = text(response)
    assert response.status_code == 409
    assert "Hoàng Thị B đã lưu nhiệm vụ này lúc 10:42 21/11/2026" in answer
    assert "<blockquote>Bản của B</blockquote>" in answer
    assert "<blockquote>Khó của B</blockquote>" in answer
    assert "<blockquote data-mine>Bản của tôi</blockquote>" in answer
    assert ("Bản của tôi</textarea>" in answer) is not script
    assert Progress.objects.get().result == "Bản của B"


def test_after_a_conflict_the_own_text_may_be_saved_knowingly(facts: Facts) -> None:
    saved_by_colleague(facts)
    answer = text(facts.post(result="Bản của tôi"))
    pk = facts.assignment.pk
    assert f'name="r{pk}-version" value="0"' in answer
    assert f'name="r{pk}-version" value="1" data-over>Lưu bản của tôi' in answer

    assert facts.post(version=1, result="Bản của tôi").status_code == 302

    saved = Progress.objects.get()
    assert (saved.version, saved.result) == (2, "Bản của tôi")


@pytest.mark.parametrize("script", [True, False])
def test_period_closed_meanwhile_refuses_and_keeps_what_was_typed(
    facts: Facts, script: bool
) -> None:
    Period.objects.update(state="closed", closed_at=factories.NOW, closed_by=facts.officer)

    response = facts.post(script=script)

    answer = text(response)
    assert response.status_code == 409
    assert "Kỳ Quý IV/2026 đã khóa." in answer
    assert ("Đã họp</textarea>" in answer) is not script
    assert nothing_written()


def test_report_handed_in_meanwhile_refuses(facts: Facts) -> None:
    factories.submission(facts.plan, facts.period)

    response = facts.post()

    assert response.status_code == 409
    assert "Báo cáo kỳ này chờ duyệt." in text(response)
    assert nothing_written()


def test_task_of_another_year_is_refused(facts: Facts) -> None:
    facts.assignment = factories.reporting(factories.issued_plan(facts.commune, year=2025))[0]

    response = facts.post()

    assert response.status_code == 409
    assert "Nhiệm vụ này không báo cáo trong Quý IV/2026." in text(response)
    assert nothing_written()


# Who


def test_colleague_of_another_unit_records_the_rows_of_that_unit_only(facts: Facts) -> None:
    police = factories.unit(facts.commune)
    policeman = factories.member(police)
    assert facts.post(by=policeman).status_code == 404

    Assignment.objects.filter(pk=facts.assignment.pk).update(unit=police)
    assert facts.post(by=policeman).status_code == 302


def test_ubnd_records_for_a_unit_and_the_page_of_the_task_says_so(facts: Facts) -> None:
    police = factories.unit(facts.commune)
    Assignment.objects.filter(pk=facts.assignment.pk).update(unit=police)

    facts.post()

    page = text(facts.client.get(reverse("tasks:task-detail", args=[facts.assignment.task_id])))
    assert "(thay mặt Công an xã)" in page


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.REVIEWER, Role.ADMIN])
def test_who_only_reads_is_refused(facts: Facts, role: Role) -> None:
    response = facts.post(by=factories.member(facts.plan.issuer, role))

    assert response.status_code == 403
    assert nothing_written()


def test_officer_elsewhere_who_audits_here_is_refused(facts: Facts) -> None:
    person = factories.officer(factories.commune(parent=facts.commune.parent))
    person.memberships.create(unit=facts.plan.issuer, role=Role.AUDITOR)

    assert facts.post(by=person).status_code == 403
    assert nothing_written()


def test_stranger_finds_nothing(facts: Facts) -> None:
    stranger = factories.officer(factories.commune(parent=facts.commune.parent))

    assert facts.post(by=stranger).status_code == 404
    assert factories.signed_in(stranger).get(facts.address).status_code == 404
    assert nothing_written()


def test_visitor_signs_in_first(facts: Facts) -> None:
    response = Client().post(facts.address, {"state": "in_progress", "version": 0})

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")
    assert nothing_written()
