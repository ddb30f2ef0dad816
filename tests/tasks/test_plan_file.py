"""The whole plan as a file, and the ways to it."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from papi_portal import pdf
from plans.models import Plan
from tests import factories

pytestmark = pytest.mark.django_db
STARTS = {"pdf": b"%PDF-", "docx": b"PK"}
kinds = pytest.mark.parametrize(
    "kind",
    [
        pytest.param("pdf", marks=pytest.mark.skipif(pdf.problem() is not None, reason="no Pango")),
        "docx",
    ],
)


def address(plan: Plan, kind: str) -> str:
    return reverse("tasks:plan-file", args=[plan.pk, kind])


@kinds
def test_plan_is_saved_under_its_number(kind: str) -> None:
    plan = factories.issued_plan(factories.commune(), number="354/KH-UBND")

    response = factories.signed_in(factories.officer(plan.territory)).get(address(plan, kind))

    assert response.content.startswith(STARTS[kind])
    name = quote(f"Kế hoạch số 354-KH-UBND.{kind}")
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"


@pytest.mark.parametrize("kind", ["xlsx", "doc", "PDF", "html"])
def test_kind_that_there_is_not_is_not_found(kind: str) -> None:
    plan = factories.issued_plan(factories.commune())

    response = factories.signed_in(factories.officer(plan.territory)).get(address(plan, kind))

    assert response.status_code == 404


def test_plan_that_may_not_be_read_is_not_found() -> None:
    draft = factories.plan(factories.commune())
    neighbour = factories.signed_in(factories.officer(factories.commune("Xã Hai")))

    assert neighbour.get(address(draft, "docx")).status_code == 404
    assert neighbour.get(reverse("tasks:plan-file", args=[0, "docx"])).status_code == 404


def test_visitor_signs_in_first_and_nothing_is_sent() -> None:
    plan = factories.issued_plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    assert Client().get(address(plan, "docx"))["Location"].startswith("/accounts/login/")
    assert client.post(address(plan, "docx")).status_code == 405


def test_machine_without_pango_leads_back_to_the_plan_and_gives_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "the system library pango-1.0 is missing.")
    plan = factories.issued_plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    response = client.get(address(plan, "pdf"))

    assert response.status_code == 503
    assert plan.get_absolute_url() in response.content.decode()
    assert client.get(address(plan, "docx")).status_code == 200


def test_page_of_the_plan_leads_to_both_files() -> None:
    plan = factories.issued_plan(factories.commune())

    page = factories.signed_in(factories.officer(plan.territory)).get(plan.get_absolute_url())

    shown = page.content.decode()
    assert f'href="{address(plan, "docx")}">Tải văn bản Word</a>' in shown
    assert f'href="{address(plan, "pdf")}">Tải văn bản PDF</a>' in shown
    assert address(plan, "xlsx") not in shown


def test_number_of_queries_is_the_same_for_3_rows_and_300() -> None:
    counts = []
    for rows in (3, 300):
        plan = factories.issued_plan(factories.commune(), tasks=rows)
        client = factories.signed_in(factories.officer(plan.territory))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(plan, "docx"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
