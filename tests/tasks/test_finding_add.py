"""Write down what an inspection found."""

import re
from datetime import date

import pytest
from django.urls import reverse

from plans.access import Role
from plans.models import User
from tasks.models import Finding, Task
from tests import factories
from tests.tasks.inspecting import Facts

pytestmark = pytest.mark.django_db
ADDRESS = reverse("tasks:finding-add")
TYPED = {
    "source": "Kết luận số 12/KL-TTr",
    "text": "Chưa niêm yết thủ tục",
    "found_on": "02/11/2026",
    "due_on": "30/11/2026",
}


@pytest.fixture
def facts() -> Facts:
    return Facts()


def post(
    facts: Facts, changed: dict[str, str] | None = None, *, by: User | None = None
) -> tuple[int, str]:
    client = factories.signed_in(by or facts.auditor)
    response = client.post(f"{ADDRESS}?unit={facts.unit.pk}", {**TYPED, **(changed or {})})
    return response.status_code, response.content.decode() or response["Location"]


def test_unit_is_chosen_first(facts: Facts) -> None:
    health = factories.unit(facts.province, "Sở Y tế", kind="department")
    factories.unit(facts.commune, "Công an xã")

    shown = factories.signed_in(facts.auditor).get(ADDRESS).content.decode()

    assert "UBND xã Điềm He" in shown
    assert str(health) in shown
    assert "Công an xã" not in shown
    assert ">Thanh tra tỉnh</option>" not in shown


def test_finding_is_kept_and_shown(facts: Facts) -> None:
    task = factories.issued_plan(facts.commune).tasks.get()
    address = f"{ADDRESS}?unit={facts.unit.pk}&task={task.pk}"
    shown = factories.signed_in(facts.auditor).get(address).content.decode()
    assert f'<option value="{task.pk}" selected>' in shown

    status, location = post(facts, {"task": str(task.pk)})

    finding = Finding.objects.get()
    assert (status, location) == (302, finding.get_absolute_url())
    assert (finding.unit, finding.task, finding.due_on) == (facts.unit, task, date(2026, 11, 30))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": " \n"}, "Nêu tồn tại, hạn chế cần khắc phục."),
        ({"text": "x" * 10_001}, "cho phép tối đa 10000"),
        ({"source": "x" * 301}, "300"),
        ({"due_on": "01/11/2026"}, "Hạn khắc phục không được trước ngày kiểm tra."),
        ({"found_on": "22/11/2026", "due_on": "23/11/2026"}, "Ngày 22/11/2026 chưa đến."),
        ({"found_on": ""}, "Nêu ngày kiểm tra."),
        ({"due_on": "31/02/2026"}, "ngày"),
        ({"task": "999999999"}, "Chọn một nhiệm vụ của đơn vị này"),
    ],
)
def test_finding_that_makes_no_sense_is_told_and_kept_on_the_screen(
    facts: Facts, changed: dict[str, str], sentence: str
) -> None:
    status, shown = post(facts, changed)

    assert status == 422
    assert sentence in shown
    assert (changed.get("text") or TYPED["text"]).strip() in shown
    assert not Finding.objects.exists()


def test_tasks_of_the_latest_plan_are_offered_first_each_in_its_order(facts: Facts) -> None:
    before = factories.issued_plan(facts.commune, tasks=2, year=2025)
    later = factories.issued_plan(facts.commune, tasks=2)
    first, second = later.tasks.all()
    Task.objects.filter(pk=first.pk).update(position=3)

    shown = factories.signed_in(facts.auditor).get(f"{ADDRESS}?unit={facts.unit.pk}")

    offered = re.findall(r'<option value="(\d+)"', shown.content.decode())
    expected = [second, first, *before.tasks.all()]
    assert [pk for pk in offered if pk] == [str(one.pk) for one in expected]


def test_task_of_another_unit_is_no_choice(facts: Facts) -> None:
    other = factories.issued_plan(factories.commune(parent=facts.province)).tasks.get()

    assert post(facts, {"task": str(other.pk)})[0] == 422


def test_inspector_comes_here_from_a_task(facts: Facts) -> None:
    task = factories.issued_plan(facts.commune).tasks.get()
    link = f"{ADDRESS}?unit={facts.unit.pk}&amp;task={task.pk}"

    shown = [
        factories.signed_in(person).get(task.get_absolute_url()).content.decode()
        for person in (facts.auditor, facts.officer)
    ]

    assert [link in one for one in shown] == [True, False]


def test_only_inspectors_write_findings_down(facts: Facts) -> None:
    sector = factories.member(facts.inspectorate, Role.SECTOR)

    for person in (facts.officer, sector):
        assert factories.signed_in(person).get(ADDRESS).status_code == 403
        assert post(facts, by=person)[0] == 403
    assert not Finding.objects.exists()


def test_own_unit_is_not_inspected_and_a_foreign_one_not_found(facts: Facts) -> None:
    client = factories.signed_in(facts.auditor)
    abroad = factories.committee(factories.commune(parent=factories.province()))

    assert client.get(ADDRESS, {"unit": facts.inspectorate.pk}).status_code == 403
    assert client.get(ADDRESS, {"unit": abroad.pk}).status_code == 404
    assert client.get(ADDRESS, {"unit": "x"}).status_code == 404
