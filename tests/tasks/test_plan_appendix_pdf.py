"""The appendix as PDF."""

import io
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from papi_portal import pdf, slots
from plans.background import run_job
from plans.models import Job, Plan
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
    assert "báo quản trị hệ thống" in page
    assert reverse("tasks:plan-appendix", args=[plan.pk]) in page


def test_visitor_signs_in_first() -> None:
    plan = factories.issued_plan(factories.commune())

    assert Client().get(address(plan))["Location"].startswith("/accounts/login/")


def test_long_appendix_is_offered_as_a_job_and_nothing_is_begun_by_looking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "SHORT_ROWS", 2)
    monkeypatch.setattr(pdf, "problem", lambda: None)
    plan = factories.issued_plan(factories.commune(), tasks=3, number="354/KH-UBND")
    client = factories.signed_in(factories.officer(plan.territory))

    page = client.get(address(plan)).content.decode()

    assert "Tài liệu dài nên được lập riêng" in page
    assert "Tài liệu có 3 dòng." in page
    assert not Job.objects.exists()
    on_screen = client.get(reverse("tasks:plan-appendix", args=[plan.pk])).content.decode()
    assert "Lập PDF để in" in on_screen


def test_text_that_is_long_in_few_rows_is_long_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SHORT_LENGTH", 10_000)
    plan = factories.plan(factories.commune())
    factories.task(plan, text="dài " * 3_000)
    client = factories.signed_in(factories.officer(plan.territory))

    assert "lập riêng" in client.get(address(plan)).content.decode()


def test_third_who_prints_at_once_is_offered_a_job(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: None)
    plan = factories.issued_plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))
    places = settings.VAR_DIR / "printers"

    with slots.taken(places, count=2, wait=0), slots.taken(places, count=2, wait=0):
        page = client.get(address(plan)).content.decode()

    assert "Máy chủ đang in nhiều tài liệu" in page


def test_job_prints_the_appendix_for_whoever_asked() -> None:
    plan = factories.issued_plan(factories.commune(), tasks=2, number="354/KH-UBND")
    client = factories.signed_in(factories.officer(plan.territory))

    answer = client.post(address(plan))

    job = Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    assert (job.title, job.state) == ("Phụ lục Kế hoạch số 354/KH-UBND", "queued")
    assert client.post(address(plan))["Location"] == job.get_absolute_url()


@needs_pango
def test_worker_prints_what_the_page_would(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = factories.issued_plan(factories.commune(), tasks=2, number="354/KH-UBND")
    client = factories.signed_in(factories.officer(plan.territory))
    client.post(address(plan))
    job = Job.objects.get()

    run_job.func(str(job.pk))

    got = client.get(reverse("plans:job-file", args=[job.pk]))
    assert got["Content-Type"] == "application/pdf"
    assert quote("Phụ lục Kế hoạch số 354-KH-UBND.pdf") in got["Content-Disposition"]
    texts = [
        PdfReader(io.BytesIO(content)).pages[0].extract_text()
        for content in (got.getvalue(), client.get(address(plan)).content)
    ]
    assert texts[0] == texts[1]


def test_job_of_a_plan_that_may_not_be_seen_any_more_fails_in_words() -> None:
    plan = factories.issued_plan(factories.commune())
    person = factories.officer(plan.territory)
    factories.signed_in(person).post(address(plan))
    person.memberships.all().delete()

    run_job.func(str(Job.objects.get().pk))

    assert "không còn được xem" in Job.objects.get().reason


def test_job_on_a_machine_without_pango_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = factories.issued_plan(factories.commune())
    factories.signed_in(factories.officer(plan.territory)).post(address(plan))
    monkeypatch.setattr(pdf, "problem", lambda: "the system library pango-1.0 is missing.")

    run_job.func(str(Job.objects.get().pk))

    assert "Máy chủ chưa in được PDF" in Job.objects.get().reason


def test_eleventh_document_at_once_is_refused_with_a_sentence() -> None:
    place = factories.commune()
    client = factories.signed_in(factories.officer(place))
    plans = [factories.issued_plan(place, number=f"{number}/KH-UBND") for number in range(11)]

    for plan in plans[:10]:
        client.post(address(plan))
    page = client.post(address(plans[10]), follow=True)

    assert "Đang có 10 tài liệu chưa lập xong" in page.content.decode()
    assert Job.objects.count() == 10
