"""Whole plans, posters, cards and letters: short ones at once, long ones as PDF by a job."""

from io import BytesIO
from typing import Any

import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse
from pypdf import PdfReader

from papi_portal import pdf
from plans.background import run_job
from plans.models import Job
from plans.views.printing import give_file
from tasks.actions import NOT_ACCEPTED, LockedError
from tasks.printing import POSTER, REPORT_ISSUE, submission_of
from tasks.reports import submission
from tests import factories
from tests.tasks.awaiting import Facts

pytestmark = pytest.mark.django_db
NAMES = ("plan-pdf", "poster-file", "unit-card-pdf", "late-letter-pdf", "late-letters-pdf")
names = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


@pytest.fixture
def client(facts: Facts) -> Client:
    return factories.signed_in(facts.reviewer)


def address(facts: Facts, name: str) -> str:
    args: dict[str, list[Any]] = {
        "plan-pdf": [facts.plan.pk],
        "poster-file": [facts.plan.pk, "a3"],
        "unit-card-pdf": [facts.unit.pk],
    }
    query = {"period": facts.period.pk} if name not in {"plan-pdf", "poster-file"} else {}
    return reverse(f"tasks:{name}", args=args.get(name, []), query=query)


@names
def test_long_document_is_offered_as_a_job_and_nothing_is_begun_by_looking(
    facts: Facts, client: Client, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: None)
    monkeypatch.setattr(pdf, "SHORT_LENGTH", 100)

    page = client.get(address(facts, name)).content.decode()

    assert "Tài liệu dài nên được lập riêng" in page
    assert not Job.objects.exists()


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
@names
def test_worker_prints_what_the_page_would(facts: Facts, client: Client, name: str) -> None:
    client.post(address(facts, name))
    job = Job.objects.get()

    run_job.func(str(job.pk))

    got = client.get(reverse("plans:job-file", args=[job.pk]))
    at_once = client.get(address(facts, name))
    assert got["Content-Disposition"] == at_once["Content-Disposition"]
    texts = [
        [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
        for content in (got.getvalue(), at_once.content)
    ]
    assert texts[0] == texts[1]


@names
def test_second_press_leads_to_the_same_job(facts: Facts, client: Client, name: str) -> None:
    first, second = (client.post(address(facts, name)) for _ in range(2))

    assert first["Location"] == second["Location"] == Job.objects.get().get_absolute_url()


def test_letter_to_nobody_any_more_fails_in_words(facts: Facts, client: Client) -> None:
    client.post(address(facts, "late-letters-pdf"))
    facts.submission()

    run_job.func(str(Job.objects.get().pk))

    assert "không còn" in Job.objects.get().reason


def test_many_letters_are_long_though_they_have_no_rows() -> None:
    assert pdf.is_short(*["<p>a</p>"] * 30, rows=0)
    assert not pdf.is_short(*["<p>a</p>"] * 31, rows=0)


def test_letters_go_to_those_whom_the_page_shows(facts: Facts, client: Client) -> None:
    """Nobody's day has passed yet."""
    for name in ("late-letter-file", "late-letters-file"):
        asked = reverse(f"tasks:{name}", args=["docx"])
        assert client.get(asked, {"show": "any"}).status_code == 200
        assert client.get(asked, {"show": "late"}).status_code == 404


def test_poster_is_no_document_to_edit(facts: Facts, rf: RequestFactory) -> None:
    request: Any = rf.get("/")
    request.viewer = factories.viewer(facts.reviewer)

    with pytest.raises(Http404):
        give_file(request, POSTER, {"plan": facts.plan.pk, "size": "a3"}, "docx")


def test_act_of_a_job_is_no_document_of_a_page(facts: Facts, rf: RequestFactory) -> None:
    request: Any = rf.get("/")
    request.viewer = factories.viewer(facts.reviewer)

    with pytest.raises(Http404):
        give_file(request, REPORT_ISSUE, {}, "docx")


def test_report_that_nobody_has_begun_is_nothing_to_issue() -> None:
    plan = factories.issued_plan(factories.commune("Xã Chưa Báo Cáo"))
    period = factories.period(plan.territory)
    report = submission.build(
        plan=plan, unit=plan.issuer, period=period, before=None, on=factories.TODAY
    )

    with pytest.raises(LockedError, match=str(NOT_ACCEPTED)):
        submission_of(report)
