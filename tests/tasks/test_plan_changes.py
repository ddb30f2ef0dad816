"""A plan goes to Excel and comes back: the difference on one page, written when confirmed."""

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from papi_portal.workbook import read_meta
from plans.access import PortalRequest
from plans.models import Plan, User
from tasks import actions
from tasks.actions.intake import Upload
from tasks.actions.plan_changes import start_changes
from tasks.models import Intake, Task
from tasks.reading import UnreadableError
from tasks.views.plan_changes import received
from tests import factories
from tests.papi_portal.workbooks import workbook
from tests.tasks.excel import Excel, drafted, task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_in_memory(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }


class Desk:
    """An officer of the plan's UBND, signed in, and what they bring back."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.person = factories.officer(plan.territory)
        self.client = factories.signed_in(self.person)

    def bring(self, file: Excel) -> Intake:
        upload = Upload("Kế hoạch.xlsx", file.data)
        by = factories.viewer(self.person)
        return start_changes(upload=upload, values=file.values, by=by, at=factories.NOW)

    def see(self, intake: Intake) -> Any:
        return self.client.get(address(intake))

    def confirm(self, intake: Intake, **typed: Any) -> Any:
        page = self.see(intake)
        return self.client.post(address(intake), {"seen": fingerprint(page), **typed})


def address(intake: Intake) -> str:
    return reverse("tasks:plan-changes", args=[intake.pk])


def fingerprint(page: Any) -> str:
    found: str = page.context["changes"].fingerprint
    assert f'name="seen" value="{found}"' in page.content.decode()
    return found


def words(page: Any) -> str:
    """Return the text of a page without tags and line ends, as it is read."""
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(text.split())


# Giving away


def test_plan_page_offers_the_workbook_and_it_comes_under_the_plans_name() -> None:
    desk = Desk(factories.issued_plan(factories.commune(), number="12/KH-UBND"))

    link = reverse("tasks:plan-workbook", args=[desk.plan.pk])
    page = desk.client.get(desk.plan.get_absolute_url()).content.decode()
    assert f'href="{link}">Tải về Excel</a>' in page

    response = desk.client.get(link)
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert "12-KH-UBND.xlsx" in response["Content-Disposition"]
    assert read_meta(response.content)["plan"] == str(desk.plan.pk)


@pytest.mark.parametrize("count", [3, 300])
def test_workbook_takes_as_many_queries_for_many_rows(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk = Desk(drafted(count))

    with django_assert_num_queries(9):
        desk.client.get(reverse("tasks:plan-workbook", args=[desk.plan.pk]))


# Receiving


@pytest.mark.parametrize("said", ["2026-01-01T00:00:00", "9999-12-31T23:59:59-12:00"])
def test_hidden_moment_that_no_page_can_show_is_passed_over(said: str) -> None:
    desk = Desk(drafted())
    file = Excel(desk.plan).write(2, text="Việc đã sửa")
    intake = desk.bring(file)
    Intake.objects.update(values={**intake.values, "exported_at": said})

    page = desk.see(intake)

    assert page.status_code == 200
    assert page.context["exported_at"] is None


def asked_by(person: User) -> PortalRequest:
    return cast("PortalRequest", SimpleNamespace(viewer=factories.viewer(person)))


def test_workbook_of_the_portal_is_kept_and_other_documents_are_not() -> None:
    desk = Desk(drafted(1))
    file = Excel(desk.plan)

    intake = received(asked_by(desk.person), Upload("a.xlsx", file.data))
    assert isinstance(intake, Intake)
    assert intake.changes_plan == desk.plan

    other = workbook(["STT", "Nhiệm vụ"], [1, "Họp"])
    assert received(asked_by(desk.person), Upload("b.xlsx", other)) == {}
    assert received(asked_by(desk.person), Upload("b.txt", "Kế hoạch".encode())) == {}


def test_what_is_wrong_with_a_workbook_is_said_at_the_upload(settings: Any) -> None:
    desk = Desk(drafted(1))
    file = Excel(desk.plan)

    stranger = factories.officer(factories.commune())
    with pytest.raises(UnreadableError, match="không còn trong cổng, hoặc tài khoản này không"):
        received(asked_by(stranger), Upload("a.xlsx", file.data))
    with pytest.raises(UnreadableError, match="không còn cột “Mã dòng”"):
        received(asked_by(desk.person), Upload("a.xlsx", Excel(desk.plan).without("code").data))
    settings.SECRET_KEY = "another portal"
    with pytest.raises(UnreadableError, match="không phải do cổng này"):
        received(asked_by(desk.person), Upload("a.xlsx", file.data))


def test_reader_of_a_plan_who_may_not_write_it_is_forbidden_to_change_it() -> None:
    plan = factories.issued_plan(factories.commune())
    colleague = factories.member(factories.unit(plan.territory))

    with pytest.raises(PermissionDenied):
        received(asked_by(colleague), Upload("a.xlsx", Excel(plan).data))


# Seeing


def test_page_shows_old_beside_new_and_writes_nothing() -> None:
    desk = Desk(drafted(4))
    file = Excel(desk.plan).write(2, text="Họp dân", lead_text="Tổ lạ").remove(3)
    file.write(5, text="Việc mới")

    page = desk.see(desk.bring(file))

    said = words(page)
    assert page.status_code == 200
    assert "Dòng 2 1) Nhiệm vụ 1 Nhiệm vụ, giải pháp trong cổng Việc số 1 trong tệp Họp dân" in said
    assert "Tổ lạ (chưa rõ đơn vị, giữ bằng chữ)" in said
    assert "+ mới Dòng 5 Việc mới Mục 1. Sự tham gia của người dân" in said
    assert "− xóa nếu đánh dấu 2) Nhiệm vụ 2 Việc số 2 Xóa 2) Nhiệm vụ 2" in said
    assert "2 dòng không đổi 3) Nhiệm vụ 3 4) Nhiệm vụ 4" in said
    assert '<details class="section">' in page.content.decode(), "folded"
    assert "disabled" not in page.content.decode()
    assert list(desk.plan.tasks.values_list("text", flat=True)) == [
        "Việc số 1", "Việc số 2", "Việc số 3", "Việc số 4",
    ]  # fmt: skip


def test_changed_words_are_marked_inside_the_text() -> None:
    desk = Desk(drafted(1))

    page = desk.see(desk.bring(Excel(desk.plan).write(2, text="Việc số 2"))).content.decode()

    assert "Việc số <del>1</del>" in page
    assert "Việc số <ins>2</ins>" in page


def test_text_of_the_file_is_never_markup() -> None:
    desk = Desk(drafted(1))
    file = Excel(desk.plan).write(2, text="<script>alert(1)</script>", lead_text="<b>Sở</b>")

    page = desk.see(desk.bring(file)).content.decode()

    assert "<script>alert" not in page
    assert "<b>Sở" not in page


def test_conflict_shows_three_texts_and_the_portals_is_kept_unless_chosen() -> None:
    desk = Desk(drafted(2))
    file = Excel(desk.plan).write(2, text="Trong tệp").write(3, note="Khác")
    row = task(desk.plan, 1)
    Task.objects.filter(pk=row.pk).update(text="Trong cổng", version=2)
    intake = desk.bring(file)

    page = desk.see(intake)
    assert "! xung đột Dòng 2" in words(page)
    assert "khi tải về Việc số 1 trong cổng Trong cổng trong tệp Trong tệp" in words(page)
    assert f'name="take" value="{row.pk}"' in page.content.decode()

    desk.confirm(intake)
    row.refresh_from_db()
    assert row.text == "Trong cổng"


def test_mistakes_are_listed_by_cell_and_nothing_can_be_confirmed() -> None:
    desk = Desk(drafted(2))
    intake = desk.bring(Excel(desk.plan).write(2, note="Sửa").write(3, ends_on="mai"))

    page = desk.see(intake)
    assert "3 L3 Đến ngày “mai” không phải một ngày." in words(page)
    assert 'type="submit" disabled>' in page.content.decode()

    again = desk.client.post(address(intake), {"seen": fingerprint(page)}, follow=True)
    assert "Tệp còn lỗi nên chưa ghi được" in words(again)
    assert task(desk.plan, 1).note == ""


def test_file_that_changes_nothing_says_so() -> None:
    desk = Desk(drafted(2))

    page = desk.see(desk.bring(Excel(desk.plan)))

    assert "Tệp không thay đổi gì trong kế hoạch." in words(page)
    assert 'type="submit" disabled>' in page.content.decode()


@pytest.mark.parametrize("count", [3, 300])
def test_page_takes_as_many_queries_for_many_rows(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk = Desk(drafted(count))
    file = Excel(desk.plan)
    for row in range(2, count + 2):
        file.write(row, text=f"Mới {row}", lead_text=f"Tổ {row}")
    intake = desk.bring(file)

    with django_assert_num_queries(12):
        page = desk.see(intake)

    assert len(page.context["changes"].changed) == count


# Confirming


def test_confirmed_changes_are_in_the_draft_and_a_second_click_shows_the_same() -> None:
    desk = Desk(drafted(3))
    going = task(desk.plan, 2).pk
    file = Excel(desk.plan).write(2, text="Họp dân").remove(3).write(4, text="Việc mới")
    intake = desk.bring(file)
    seen = fingerprint(desk.see(intake))

    for message in ("Đã ghi thay đổi từ “Kế hoạch.xlsx” vào dự thảo", ""):
        typed = {"seen": seen, "remove": [going, "x"]}
        page = desk.client.post(address(intake), typed, follow=True)
        assert page.redirect_chain == [(reverse("tasks:plan-rows", args=[desk.plan.pk]), 302)]
        assert message in words(page)
        assert list(desk.plan.tasks.order_by("position").values_list("text", flat=True)) == [
            "Họp dân", "Việc số 3", "Việc mới",
        ]  # fmt: skip

    assert "đã ghi các thay đổi của tệp này vào kế hoạch lúc" in words(desk.see(intake))


def test_issued_plan_gets_an_amendment() -> None:
    desk = Desk(factories.issued_plan(factories.commune(), tasks=2))
    intake = desk.bring(Excel(desk.plan).write(2, text="Họp dân"))
    assert "Lập dự thảo sửa đổi" in words(desk.see(intake))

    response = desk.confirm(intake)

    draft = Plan.objects.get(state="draft")
    assert response["Location"] == reverse("tasks:plan-rows", args=[draft.pk])
    assert task(draft, 1).text == "Họp dân"
    assert task(desk.plan, 1).text == "- Tuyên truyền;\n- Niêm yết công khai."


def test_plan_changed_while_somebody_looks_is_shown_again_first() -> None:
    desk = Desk(drafted(2))
    intake = desk.bring(Excel(desk.plan).write(2, text="Trong tệp").write(3, note="Khác"))
    seen = fingerprint(desk.see(intake))
    Task.objects.filter(pk=task(desk.plan, 1).pk).update(text="Trong cổng", version=2)

    page = desk.client.post(address(intake), {"seen": seen}, follow=True)

    assert "Chưa có gì được ghi: kế hoạch đã thay đổi từ lúc xem" in words(page)
    assert "xung đột" in words(page)
    assert task(desk.plan, 2).note == ""


def test_plan_with_an_amendment_under_way_says_what_to_do_instead() -> None:
    desk = Desk(factories.issued_plan(factories.commune()))
    intake = desk.bring(Excel(desk.plan).write(2, text="Họp dân"))
    by = factories.viewer(desk.person)
    actions.amend_plan(plan=desk.plan, by=by, at=factories.NOW)

    page = desk.see(intake)
    assert "hãy tải tệp Excel của dự thảo đó rồi sửa" in words(page)
    assert 'type="submit" disabled>' in page.content.decode()

    assert "Đã có dự thảo sửa đổi" in words(
        desk.client.post(address(intake), {"seen": fingerprint(page)}, follow=True)
    )


def test_replaced_plan_is_not_changed_any_more() -> None:
    desk = Desk(factories.issued_plan(factories.commune()))
    intake = desk.bring(Excel(desk.plan).write(2, text="Họp dân"))
    Plan.objects.filter(pk=desk.plan.pk).update(state="replaced", ended_on=factories.TODAY)

    assert "đã được thay thế, không sửa được nữa." in words(desk.see(intake))


def test_discarded_file_changes_nothing_and_its_page_says_so() -> None:
    desk = Desk(drafted(1))
    intake = desk.bring(Excel(desk.plan).write(2, text="Khác"))

    page = desk.client.post(address(intake), {"discard": "1"}, follow=True)

    assert "Đã hủy “Kế hoạch.xlsx”; kế hoạch không thay đổi." in words(page)
    assert "không còn chờ xác nhận" in words(desk.see(intake))
    assert task(desk.plan, 1).text == "Việc số 1"


# Who


def test_page_is_only_of_a_plan_workbook_and_of_whoever_brought_it() -> None:
    desk = Desk(drafted(1))
    intake = desk.bring(Excel(desk.plan))
    colleague = factories.signed_in(factories.officer(desk.plan.territory))
    assert colleague.get(address(intake)).status_code == 404

    Intake.objects.update(changes_plan=None)
    assert desk.see(intake).status_code == 404


def test_who_lost_the_right_meanwhile_is_forbidden() -> None:
    desk = Desk(factories.issued_plan(factories.commune()))
    intake = desk.bring(Excel(desk.plan).write(2, text="Khác"))
    desk.person.memberships.update(unit=factories.unit(desk.plan.territory))

    assert desk.see(intake).status_code == 403
    assert desk.client.post(address(intake), {"discard": "1"}).status_code == 403
