"""A task: its words, who is named, what it works on, what each period brought."""

import pytest
from django.test import Client
from django.urls import reverse

from plans.access import Role
from plans.models import Unit, User
from tasks import actions
from tasks.models import Party, Task
from tests import factories

pytestmark = pytest.mark.django_db


def page(task: Task, person: User) -> str:
    response = factories.signed_in(person).get(task.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_task_shows_its_words_parties_and_components() -> None:
    commune = factories.commune()
    made = factories.framework()
    plan = factories.plan(commune)
    police = factories.unit(commune)
    task = factories.task(plan, lead=police, components=(factories.component(made, "1.2"),))
    factories.party(task, Party.Role.SUPPORT, group=Party.Group.POSTS, text="Các chuyên môn")
    factories.party(task, Party.Role.SUPPORT, text="đại biểu HĐND xã")
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    shown = page(task, factories.officer(commune))

    measured = factories.component(made, "1.2").pk
    component = reverse("tasks:component", args=[commune.parent_id, measured])
    for words in (
        "<p>- Tuyên truyền;</p><p>- Niêm yết công khai.</p>",
        "Thường xuyên",
        f'chủ trì, thực hiện: <a href="{police.get_absolute_url()}">Công an xã</a>',
        "Các chuyên môn (nhóm: các công chức chuyên môn)",
        "đại biểu HĐND xã (<i>chưa xác định đơn vị</i>)",
        f'href="{component}">1.2. Thành phần 1.2</a>',
        "Chưa có tiến độ nào được ghi",
    ):
        assert words in shown


def test_task_shows_what_each_period_brought_the_latest_first() -> None:
    commune = factories.commune()
    (assignment,) = factories.reporting(factories.issued_plan(commune))
    for ordinal in (2, 3, 4):
        period = factories.period(commune, ordinal=ordinal)
        factories.recorded(assignment, period, result=f"Kết quả {ordinal}", difficulty="Khó")

    shown = page(assignment.task, factories.officer(commune))

    order = [shown.index(f"Kết quả {ordinal}") for ordinal in (4, 3, 2)]
    assert order == sorted(order)
    assert "10:42 21/11/2026, Nguyễn Văn A" in shown
    assert "ghi tiến độ Quý IV/2026: đã thực hiện trong kỳ" in shown


def test_colleague_of_another_unit_reads_the_task_but_not_its_progress() -> None:
    commune = factories.commune()
    period = factories.period(commune)
    (assignment,) = factories.reporting(factories.issued_plan(commune))
    factories.recorded(assignment, period, result="Kết quả kín")

    shown = page(assignment.task, factories.member(factories.unit(commune)))

    assert "Tuyên truyền" in shown
    assert "Kết quả kín" not in shown
    assert "Nhật ký" not in shown


def test_task_links_the_task_it_continues_if_one_may_read_it() -> None:
    province = factories.province()
    own, other = (factories.commune(parent=province) for _ in range(2))
    task, above, foreign = (
        factories.issued_plan(place).tasks.get() for place in (own, province, other)
    )
    Task.objects.filter(pk=task.pk).update(origin=above)
    assert above.get_absolute_url() in page(task, factories.officer(own))

    Task.objects.filter(pk=task.pk).update(origin=foreign)
    shown = page(task, factories.officer(own))
    assert foreign.get_absolute_url() not in shown
    assert "Tiếp tục từ" not in shown


def test_guide_reads_the_task_of_a_commune() -> None:
    province = factories.province()
    commune = factories.commune(parent=province)
    health = factories.unit(province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    component = factories.component(factories.framework(), "1.1")
    above = factories.plan(province)
    factories.party(factories.task(above, components=(component,)), Party.Role.GUIDE, unit=health)
    plan = factories.plan(commune)
    task = factories.task(plan, components=(component,))
    other = factories.task(plan)
    for one in (above, plan):
        actions.issue_plan(plan=one, by=None, at=factories.NOW)
    expert = factories.member(health, Role.SECTOR)

    assert "Tuyên truyền" in page(task, expert)
    assert factories.signed_in(expert).get(other.get_absolute_url()).status_code == 404


def test_stranger_and_visitor_find_nothing() -> None:
    commune = factories.commune()
    address = factories.issued_plan(commune).tasks.get().get_absolute_url()
    stranger = factories.signed_in(factories.officer(factories.commune(parent=commune.parent)))

    assert stranger.get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_task_takes_no_post() -> None:
    commune = factories.commune()
    task = factories.issued_plan(commune).tasks.get()

    assert (
        factories.signed_in(factories.officer(commune)).post(task.get_absolute_url()).status_code
        == 405
    )


@pytest.mark.parametrize("number", ["0", "9" * 25])
def test_number_that_names_nothing_is_not_found(number: str) -> None:
    client = factories.signed_in(factories.officer(factories.commune()))

    for kind in ("tasks", "units", "territories"):
        assert client.get(f"/{kind}/{number}/").status_code == 404


def test_who_owes_the_task_may_go_and_record_it() -> None:
    commune = factories.commune()
    period = factories.period(commune)
    (assignment,) = factories.reporting(factories.issued_plan(commune))
    address = assignment.task.get_absolute_url()
    to_record = reverse("tasks:progress-record", args=[assignment.pk, period.pk])

    assert (
        to_record in factories.signed_in(factories.officer(commune)).get(address).content.decode()
    )
    assert commune.parent is not None
    reviewer = factories.signed_in(factories.reviewer(commune.parent))
    assert to_record not in reviewer.get(address).content.decode()
