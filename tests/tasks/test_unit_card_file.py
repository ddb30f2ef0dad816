"""The card of a unit as a file: who gets it, of which period."""

from io import BytesIO
from urllib.parse import unquote

import docx
import pytest
from django.test import Client
from django.urls import reverse

from papi_portal import pdf
from plans.models import Unit, User
from tests import factories
from tests.tasks.awaiting import Facts

pytestmark = pytest.mark.django_db
STARTS = {"pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK"}


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def address(unit: Unit, kind: str = "docx") -> str:
    return reverse("tasks:unit-card-file", args=[unit.pk, kind])


def words(unit: Unit, person: User, **query: int) -> str:
    response = factories.signed_in(person).get(address(unit), query)
    document = docx.Document(BytesIO(response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("pdf", marks=pytest.mark.skipif(pdf.problem() is not None, reason="no Pango")),
        "docx",
        "xlsx",
    ],
)
def test_card_is_saved_under_its_name(facts: Facts, kind: str) -> None:
    response = factories.signed_in(facts.officer).get(address(facts.unit, kind))

    assert response.content.startswith(STARTS[kind])
    name = f"Phiếu công việc, Ủy ban nhân dân xã Điềm He.{kind}"
    assert unquote(response["Content-Disposition"]).endswith(name)


def test_kind_that_there_is_not_is_not_found(facts: Facts) -> None:
    assert factories.signed_in(facts.officer).get(address(facts.unit, "doc")).status_code == 404


def test_state_is_that_of_the_chosen_period(facts: Facts) -> None:
    last = factories.period(facts.province, ordinal=3)
    facts.record(1)

    now, before = (words(facts.unit, facts.officer, period=one.pk) for one in (facts.period, last))

    assert "Quý IV/2026: đã cập nhật 1/2 nhiệm vụ phải báo cáo" in now
    assert "Quý III/2026: đã cập nhật 0/2 nhiệm vụ phải báo cáo" in before


def test_member_of_another_unit_reads_of_it_what_the_page_shows(facts: Facts) -> None:
    police = factories.member(factories.unit(facts.commune))

    assert "Chưa có việc nào được giao." in words(facts.unit, police)


def test_place_without_periods_has_a_card(facts: Facts) -> None:
    facts.period.delete()

    assert "Nhiệm vụ 2" in words(facts.unit, facts.officer)


def test_stranger_finds_nothing_and_visitor_signs_in(facts: Facts) -> None:
    stranger = factories.officer(factories.commune("Xã Hai", parent=facts.province))

    assert factories.signed_in(stranger).get(address(facts.unit)).status_code == 404
    assert Client().get(address(facts.unit)).status_code == 302
    assert factories.signed_in(facts.officer).post(address(facts.unit)).status_code == 405


def test_page_of_the_unit_leads_to_its_card_of_a_period(facts: Facts) -> None:
    page = factories.signed_in(facts.officer).get(facts.unit.get_absolute_url()).content.decode()

    assert all(f'formaction="{address(facts.unit, kind)}"' in page for kind in STARTS)
    assert f'<option value="{facts.period.pk}" selected>' in page
