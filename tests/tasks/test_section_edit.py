"""The page on which a heading of a draft is written."""

import pytest
from django.test import Client

from plans.models import Plan, PlanSection
from tests import factories

pytestmark = pytest.mark.django_db
TYPED = {"label": "2", "heading": " Công  khai ", "text": "Niêm yết\n- tại xã", "version": "1"}


def heading() -> tuple[PlanSection, Client]:
    plan = factories.plan(factories.commune())
    factories.task(plan)
    return PlanSection.objects.get(), factories.signed_in(factories.officer(plan.territory))


def test_heading_is_shown_and_saved() -> None:
    section, client = heading()
    address = f"/sections/{section.pk}/edit/"

    shown = client.get(address).content.decode()
    answer = client.post(address, TYPED)

    assert "Sự tham gia của người dân" in shown
    assert answer["Location"] == f"/plans/{section.plan_id}/rows/"
    section.refresh_from_db()
    assert (section.title, section.text) == ("2. Công khai", "Niêm yết\n- tại xã")


def test_too_long_a_heading_is_told() -> None:
    section, client = heading()

    answer = client.post(f"/sections/{section.pk}/edit/", {**TYPED, "heading": "x" * 501})

    assert answer.status_code == 422
    assert "500" in answer.content.decode()


def test_who_saves_on_top_of_an_older_version_sees_both() -> None:
    section, client = heading()
    Plan.objects.update(version=3)
    PlanSection.objects.update(heading="Người khác sửa")

    answer = client.post(f"/sections/{section.pk}/edit/", TYPED)

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "<blockquote>Người khác sửa</blockquote>" in shown
    assert 'name="version" type="hidden" value="3"' in shown


def test_heading_of_an_issued_plan_leads_back() -> None:
    section, client = heading()
    Plan.objects.update(state=Plan.State.ISSUED)

    answer = client.post(f"/sections/{section.pk}/edit/", TYPED)

    assert answer["Location"] == section.plan.get_absolute_url()


def test_heading_that_is_not_there_is_not_found() -> None:
    _, client = heading()

    assert client.get("/sections/0/edit/").status_code == 404
