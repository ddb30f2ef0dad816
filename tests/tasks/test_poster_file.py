"""The poster of a plan as a file: who gets it, in which sizes."""

from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from papi_portal import pdf
from plans.models import Plan
from tests import factories

pytestmark = pytest.mark.django_db
SIZES = ("a3", "a4")


@pytest.fixture
def plan(db: None) -> Plan:
    return factories.issued_plan(factories.commune(), number="12/KH-UBND")


def address(plan: Plan, size: str = "a3") -> str:
    return reverse("tasks:poster-file", args=[plan.pk, size])


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
@pytest.mark.parametrize("size", SIZES)
def test_poster_is_saved_under_its_name(plan: Plan, size: str) -> None:
    response = factories.signed_in(factories.officer(plan.territory)).get(address(plan, size))

    assert response.content.startswith(b"%PDF-")
    name = f"Áp phích nhiệm vụ, Xã Điềm He, {size.upper()}.pdf"
    assert unquote(response["Content-Disposition"]).endswith(name)


def test_other_sizes_there_are_not(plan: Plan) -> None:
    client = factories.signed_in(factories.officer(plan.territory))

    assert client.get(address(plan, "a2")).status_code == 404
    assert client.post(address(plan, "a2")).status_code == 404


def test_stranger_finds_nothing_and_visitor_signs_in(plan: Plan) -> None:
    stranger = factories.officer(factories.commune("Xã Hai", parent=plan.territory.parent))

    assert factories.signed_in(stranger).get(address(plan)).status_code == 404
    assert Client().get(address(plan)).status_code == 302


def test_machine_without_pango_leads_back(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "the system library pango-1.0 is missing.")

    response = factories.signed_in(factories.officer(plan.territory)).get(address(plan))

    assert response.status_code == 503
    assert plan.get_absolute_url() in response.content.decode()


def test_page_of_the_plan_leads_to_both_sizes(plan: Plan) -> None:
    officer = factories.signed_in(factories.officer(plan.territory))

    page = officer.get(plan.get_absolute_url()).content.decode()

    assert all(f'href="{address(plan, size)}"' in page for size in SIZES)
