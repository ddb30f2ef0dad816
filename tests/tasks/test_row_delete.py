"""The page that removes a row from a draft."""

import pytest

from plans.models import Plan
from tasks.models import Task
from tests import factories

pytestmark = pytest.mark.django_db


def test_row_is_removed_after_one_question() -> None:
    plan = factories.plan(factories.commune())
    task, kept = factories.task(plan), factories.task(plan)
    client = factories.signed_in(factories.officer(plan.territory))
    address = f"/tasks/{task.pk}/delete/"

    shown = client.get(address).content.decode()
    answer = client.post(address, {"version": 1}, follow=True)

    assert "- Niêm yết công khai." in shown
    assert "Đã xóa nhiệm vụ “1) Nhiệm vụ 1”." in answer.content.decode()
    assert Task.objects.get() == kept
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("version", ["", "2", "²", "x", "99999999999"])
def test_row_that_was_changed_meanwhile_is_asked_about_again(version: str) -> None:
    task = factories.task(factories.plan(factories.commune()))
    client = factories.signed_in(factories.officer(task.plan.territory))

    answer = client.post(f"/tasks/{task.pk}/delete/", {"version": version}, follow=True)

    assert answer.request["PATH_INFO"] == f"/tasks/{task.pk}/delete/"
    assert "vừa được người khác sửa" in answer.content.decode()
    assert Task.objects.exists()


def test_row_of_an_issued_plan_is_kept() -> None:
    task = factories.task(factories.plan(factories.commune()))
    client = factories.signed_in(factories.officer(task.plan.territory))
    Plan.objects.update(state=Plan.State.ISSUED)

    answer = client.post(f"/tasks/{task.pk}/delete/", {"version": 1})

    assert answer["Location"] == task.plan.get_absolute_url()
    assert Task.objects.exists()
