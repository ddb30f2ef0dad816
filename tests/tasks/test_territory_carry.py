"""The page on which a commune takes over the plans of those it was formed of."""

from datetime import date
from typing import Any

import pytest

from plans.access import Role
from plans.models import Plan, Succession, Territory
from tests import factories

pytestmark = pytest.mark.django_db


class Facts:
    """A commune formed of another with a running plan of two rows."""

    def __init__(self) -> None:
        self.new = factories.commune("Xã Điềm He")
        self.old = factories.commune("Xã Liên Hội", parent=self.new.parent)
        self.plan = factories.issued_plan(self.old, tasks=2, number="354/KH-UBND")
        Territory.objects.filter(pk=self.old.pk).update(valid_to=date(2026, 6, 30))
        Succession.objects.create(
            predecessor=self.old, successor=self.new, kind=Succession.Kind.WHOLE
        )
        self.client = factories.signed_in(factories.officer(self.new))
        self.address = f"/territories/{self.new.pk}/carry/"

    def send(self, *tasks: object) -> Any:
        return self.client.post(self.address, {"tasks": list(tasks)}, follow=True)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_page_of_the_territory_leads_here_as_long_as_something_waits(facts: Facts) -> None:
    link = f'href="{facts.address}"'
    page = facts.new.get_absolute_url()
    assert link in facts.client.get(page).content.decode()
    reader = factories.signed_in(factories.member(factories.unit(facts.new), Role.OFFICER))
    assert link not in reader.get(page).content.decode()

    Plan.objects.update(year_from=2025, year_to=2025)
    assert link not in facts.client.get(page).content.decode()


def test_rows_are_shown_ticked_and_carried_over(facts: Facts) -> None:
    shown = facts.client.get(facts.address).content.decode()
    first, second = facts.plan.tasks.order_by("position")

    answer = facts.send(second.pk)

    assert "Kế hoạch số 354/KH-UBND</a>, UBND xã Liên Hội" in shown
    assert f'name="tasks" value="{first.pk}" checked' in shown
    draft = Plan.objects.get(state=Plan.State.DRAFT)
    assert answer.request["PATH_INFO"] == f"/plans/{draft.pk}/rows/"
    assert "Đã lập dự thảo tiếp nhận 1 nhiệm vụ." in answer.content.decode()
    assert [one.origin for one in draft.tasks.all()] == [second]


@pytest.mark.parametrize("tasks", [(), ("x",), ("0",), ("9999999999",)])
def test_nothing_chosen_is_told(facts: Facts, tasks: tuple[str, ...]) -> None:
    answer = facts.send(*tasks)

    assert answer.request["PATH_INFO"] == facts.address
    assert "Chọn ít nhất một nhiệm vụ" in answer.content.decode()
    assert Plan.objects.count() == 1


def test_nothing_to_carry_says_what_the_page_is_for(facts: Facts) -> None:
    Plan.objects.update(year_from=2025, year_to=2025)

    shown = facts.client.get(facts.address).content.decode()

    assert "Không có kế hoạch nào của đơn vị cũ còn hiệu lực" in shown


def test_overlapping_rows_are_marked(facts: Facts) -> None:
    made = factories.framework()
    third = factories.commune("Xã Ba", parent=facts.new.parent)
    other = factories.issued_plan(third)
    Territory.objects.filter(pk=third.pk).update(valid_to=date(2026, 6, 30))
    Succession.objects.create(predecessor=third, successor=facts.new, kind="whole")
    for task in (facts.plan.tasks.get(position=1), other.tasks.get()):
        task.components.add(factories.component(made, "1.1"))
    client = factories.signed_in(factories.officer(facts.new))

    shown = client.get(facts.address).content.decode()

    assert shown.count("gần giống") == 2
    assert f'<a href="#row-{other.tasks.get().pk}">1) Nhiệm vụ 1</a> (Xã Ba)' in shown
    assert f'name="tasks" value="{other.tasks.get().pk}" >' in shown


def test_stranger_and_reader_are_kept_out(facts: Facts) -> None:
    stranger = factories.signed_in(factories.officer(factories.commune()))
    colleague = factories.signed_in(factories.member(factories.unit(facts.new)))

    assert stranger.get(facts.address).status_code == 404
    assert colleague.get(facts.address).status_code == 403
