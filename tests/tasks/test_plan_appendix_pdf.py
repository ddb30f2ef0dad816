"""The appendix as PDF."""

import io
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from papi_portal import pdf
from plans.models import Plan
from tests import factories

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")


def address(plan: Plan) -> str:
    return reverse("tasks:plan-appendix-pdf", args=[plan.pk])


@needs_pango
def test_pdf_is_saved_under_a_vietnamese_name() -> None:
    plan = factories.issued_plan(factories.commune(), number="354/KH-UBND")

    response = factories.signed_in(factories.officer(plan.territory)).get(address(plan))

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    name = quote("Phụ lục Kế hoạch số 354-KH-UBND.pdf")
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"


@needs_pango
def test_pdf_holds_the_words_of_the_rows_in_their_order() -> None:
    plan = factories.issued_plan(factories.commune(), tasks=2)

    response = factories.signed_in(factories.officer(plan.territory)).get(address(plan))

    words = [
        word
        for page in PdfReader(io.BytesIO(response.content)).pages
        for word in page.extract_text().split()
    ]
    row = "Nhiệm vụ {} - Tuyên truyền; - Niêm yết công khai. UBND xã Điềm He Thường xuyên"
    text = " ".join(words)
    assert text.index(f"1) {row.format(1)}") < text.index(f"2) {row.format(2)}")


@needs_pango
def test_markup_is_printed_as_text() -> None:
    plan = factories.plan(factories.commune())
    factories.task(plan, text="<script>x()</script><b>đậm</b>")

    response = factories.signed_in(factories.officer(plan.territory)).get(address(plan))

    text = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    assert "<script>x()</script><b>đậm</b>" in text.replace("\n", "")


def test_machine_without_pango_answers_with_a_page_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "the system library pango-1.0 is missing.")
    plan = factories.issued_plan(factories.commune())

    response = factories.signed_in(factories.officer(plan.territory)).get(address(plan))

    assert response.status_code == 503
    page = response.content.decode()
    assert "Máy chủ chưa in được PDF" in page
    assert "báo quản trị của cổng" in page
    assert reverse("tasks:plan-appendix", args=[plan.pk]) in page


def test_visitor_signs_in_first() -> None:
    plan = factories.issued_plan(factories.commune())

    assert Client().get(address(plan))["Location"].startswith("/accounts/login/")


def test_pdf_takes_no_post() -> None:
    plan = factories.issued_plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    assert client.post(address(plan)).status_code == 405
