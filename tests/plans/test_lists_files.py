"""Workbooks that go out: the template, and the list as it stands."""

import pytest

from plans import list_columns
from tests import factories
from tests.papi_portal.workbooks import opened
from tests.plans.list_files import PEOPLE, UNITS
from tests.plans.list_pages import Facts, address

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_template_has_every_column_its_choices_and_a_guide(facts: Facts) -> None:
    response = facts.client.get(address("list-blank", UNITS))

    book = opened(response.content)
    assert response["Content-Type"] == XLSX
    assert "filename*=utf-8''" in response["Content-Disposition"]
    assert book.sheetnames == ["Cơ quan, đơn vị", "Hướng dẫn", "choices", "meta"]
    titles = [cell.value for cell in book["Cơ quan, đơn vị"][1]]
    assert titles == [column.heading for column in list_columns.UNITS]
    assert book["Cơ quan, đơn vị"].max_row == 1


def test_list_as_it_stands_can_be_changed_and_brought_back(facts: Facts) -> None:
    factories.unit(facts.commune, "=Công an", kind="police")

    response = facts.client.get(address("list-present", UNITS))

    page = opened(response.content)["Cơ quan, đơn vị"]
    rows = {row[3].value: [cell.value for cell in row] for row in page.iter_rows(min_row=2)}
    assert rows["=Công an"][:5] == [
        "cấp xã",
        facts.commune.code,
        "Xã Điềm He",
        "=Công an",
        "công an",
    ]
    assert "2026-11-21" in response["Content-Disposition"]


def test_list_of_people_holds_no_password(facts: Facts) -> None:
    facts.officer.set_password("mot-mat-khau-dai")
    facts.officer.save()

    page = opened(facts.client.get(address("list-present", PEOPLE)).content)

    values = [cell.value for row in page["Người dùng và vai trò"].iter_rows() for cell in row]
    assert facts.officer.username in values
    assert not [value for value in values if value and "argon2" in str(value)]


@pytest.mark.parametrize("name", ["list-blank", "list-present"])
def test_others_do_not_know_of_the_files(facts: Facts, name: str) -> None:
    assert facts.stranger().get(address(name, UNITS)).status_code == 404
    assert facts.client.get(address(name, "cars")).status_code == 404
    assert facts.client.post(address(name, UNITS)).status_code == 405
