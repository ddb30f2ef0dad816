"""The page that adds a heading to a draft."""

import pytest

from plans.models import Event, Plan
from tests import factories

pytestmark = pytest.mark.django_db
TYPED = {"label": "9", "heading": "Nội dung riêng của xã", "text": "", "version": 1}


def test_heading_is_added_after_the_others_and_takes_rows() -> None:
    plan = factories.plan(factories.commune())
    factories.task(plan)
    client = factories.signed_in(factories.officer(plan.territory))
    address = f"/plans/{plan.pk}/sections/add/"

    assert client.get(address).status_code == 200
    answer = client.post(address, TYPED, follow=True).content.decode()

    section = plan.sections.get(position=2)
    assert (section.title, section.part) == ("9. Nội dung riêng của xã", "appendix")
    assert "Đã thêm mục “9. Nội dung riêng của xã”." in answer
    assert f"/plans/{plan.pk}/rows/add/?section={section.pk}" in answer
    assert Event.objects.about(plan).get().verb == "section.add"


@pytest.mark.parametrize("typed", [{"label": "", "heading": " "}, {"heading": "x" * 501}])
def test_mistakes_are_told_and_nothing_is_added(typed: dict[str, str]) -> None:
    plan = factories.plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    answer = client.post(f"/plans/{plan.pk}/sections/add/", {**TYPED, **typed})

    assert answer.status_code == 422
    assert not plan.sections.exists()


def test_issued_plan_leads_back() -> None:
    plan = factories.issued_plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    answer = client.post(f"/plans/{plan.pk}/sections/add/", TYPED)

    assert answer["Location"] == plan.get_absolute_url()
    assert Plan.objects.get().sections.count() == 1


def test_second_click_is_told_and_adds_nothing_until_it_is_meant() -> None:
    plan = factories.plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))
    address = f"/plans/{plan.pk}/sections/add/"
    client.post(address, TYPED)

    again = client.post(address, TYPED)

    assert again.status_code == 409
    shown = again.content.decode()
    assert "Chưa thêm: dự thảo đã thay đổi từ lúc mở trang này" in shown
    assert again.context["form"]["version"].value() == 2
    assert plan.sections.count() == 1
    client.post(address, {**TYPED, "version": 2})
    assert plan.sections.count() == 2
