"""The page of a component and of effort as files: picture and workbooks."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tasks import actions
from tests import factories
from tests.indicators.scored import Scored
from tests.papi_portal.workbooks import opened

pytestmark = pytest.mark.django_db


def address(scored: Scored, name: str, *more: str) -> str:
    component = scored.component("3.2").pk
    return reverse(f"tasks:{name}", args=[scored.province.pk, component, *more])


def test_page_leads_to_its_files() -> None:
    scored = Scored()

    page = scored.client.get(address(scored, "component")).content.decode()

    for name in ("years.svg", "years.png", "component.xlsx"):
        assert f'href="{name}' in page
        files = scored.client.get(address(scored, "component") + name)
        assert files.status_code == 200 or name == "years.png"


def test_picture_bears_the_name_of_the_component() -> None:
    scored = Scored()

    response = scored.client.get(address(scored, "component-picture", "years", "svg"))

    drawn = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    assert drawn.findtext("{*}title") == "3.2. Thành phần 3.2 qua các năm"
    bars = address(scored, "component-picture", "bars", "svg")
    assert scored.client.get(bars).status_code == 404


def test_workbook_holds_the_years_the_provinces_and_the_published_scores() -> None:
    scored = Scored()

    response = scored.client.get(address(scored, "component-workbook"))

    book = opened(response.content)
    assert book.sheetnames == ["Các năm", "Các tỉnh 2024", "Điểm công bố", "choices"]
    assert [cell.value for cell in book["Các năm"][5]] == [2024, "3.2", 6.64, 1, 1, 3, 6.64, None]
    assert [cell.value for cell in book["Các tỉnh 2024"][4]] == [1, "Tỉnh Lạng Sơn", 6.64]
    assert book["Điểm công bố"].max_row == 3


def test_points_and_work_go_out_as_numbers() -> None:
    scored = Scored()
    plan = factories.plan(scored.province)
    factories.task(plan, components=(scored.component("3.2"),))
    factories.period(scored.province)
    place = reverse("tasks:effort-workbook", args=[scored.province.pk])

    response = scored.client.get(place)

    page = opened(response.content)["Điểm và việc làm"]
    assert page["A1"].value == "Điểm và việc làm: Tỉnh Lạng Sơn năm 2024, Quý IV/2026"
    assert page.max_row == 9
    assert [cell.value for cell in page[4]][1:4] == ["giữ hoặc tăng điểm", 6.22, 1]
    assert page["D4"].number_format == "+0.00;-0.00;0.00"


def test_without_a_period_there_is_no_effort_to_give() -> None:
    scored = Scored()
    place = reverse("tasks:effort-workbook", args=[scored.province.pk])

    assert scored.client.get(place).status_code == 404


@pytest.mark.parametrize("provinces", [2, 30])
def test_questions_do_not_grow_with_the_provinces(
    provinces: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scored = Scored(provinces)
    plan = factories.plan(scored.province)
    factories.task(plan, components=(scored.component("3.2"),))
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    factories.period(scored.province)

    effort = reverse("tasks:effort", args=[scored.province.pk])
    for page, questions in ((address(scored, "component"), 16), (effort, 16)):
        with django_assert_num_queries(questions):
            scored.client.get(page)
