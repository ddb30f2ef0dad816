"""The page that has the book of a province made."""

from typing import Any

import pytest
from django.urls import reverse

from papi_portal import pdf
from plans.models import Job
from tests import factories
from tests.tasks.book_facts import Province
from tests.tasks.report_pages import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts() -> Province:
    return Province(communes=2)


def address(facts: Province) -> str:
    return reverse("tasks:province-book", args=[facts.period.pk])


def asked(facts: Province, book: str) -> Any:
    return factories.signed_in(facts.reviewer).post(address(facts), {"book": book})


def test_page_tells_what_the_books_would_hold(facts: Province) -> None:
    facts.submission(facts.plans[0])

    page = plain(factories.signed_in(facts.reviewer).get(address(facts)))

    assert "Phụ lục các kế hoạch năm 2026" in page
    assert "Có 2 tài liệu." in page
    assert "Báo cáo Quý IV/2026" in page
    assert "Có 1 tài liệu." in page
    assert "Chưa nộp báo cáo (1) Xã 2." in page
    assert "Chưa có kế hoạch (1) Xã Chưa Có." in page


def test_rollup_leads_to_the_page(facts: Province) -> None:
    page = factories.signed_in(facts.reviewer).get(
        reverse("tasks:rollup", query={"period": facts.period.pk})
    )

    assert f'<a href="{address(facts)}">Lập sách của tỉnh</a>' in page.content.decode()


def test_button_asks_for_one_job_until_something_changes(facts: Province) -> None:
    first, second = asked(facts, "book_of_plans"), asked(facts, "book_of_plans")
    plan = facts.plans[0]
    plan.version += 1
    plan.save()
    third = asked(facts, "book_of_plans")

    jobs = Job.objects.order_by("wanted_at")
    assert [job.title for job in jobs] == ["Phụ lục các kế hoạch năm 2026, tỉnh Lạng Sơn"] * 2
    assert first.url == second.url != third.url


def test_reports_are_asked_for_anew_when_one_more_is_handed_in(facts: Province) -> None:
    facts.submission(facts.plans[0])
    first = asked(facts, "book_of_reports")
    facts.submission(facts.plans[1])

    assert asked(facts, "book_of_reports").url != first.url
    assert {job.parameters["period"] for job in Job.objects.all()} == {facts.period.pk}


@pytest.mark.parametrize("book", ["book_of_reports", "", "report_issue"])
def test_book_without_chapters_or_of_no_kind_is_not_made(facts: Province, book: str) -> None:
    assert asked(facts, book).status_code == 200
    assert not Job.objects.exists()


def test_too_many_jobs_are_refused_with_what_to_do(
    facts: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plans.actions.jobs.MOST_UNDER_WAY", 0)

    refused = asked(facts, "book_of_plans")

    assert refused.url == reverse("plans:job-list")
    assert not Job.objects.exists()


def test_machine_without_pango_offers_no_button(
    facts: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "no Pango")

    page = factories.signed_in(facts.reviewer).get(address(facts)).content.decode()

    assert "Máy chủ chưa in được PDF" in page
    assert 'value="book_of_plans"' not in page


@pytest.mark.parametrize("communes", [3, 30])
def test_page_asks_the_same_number_of_questions(
    communes: int, django_assert_num_queries: Any
) -> None:
    facts = Province(communes=communes)
    facts.submission(facts.plans[0])
    client = factories.signed_in(facts.reviewer)
    client.get(address(facts))

    with django_assert_num_queries(13):
        client.get(address(facts))


def test_period_of_one_plan_has_no_book(facts: Province) -> None:
    facts.period.plan = facts.plans[0]
    facts.period.save()

    page = factories.signed_in(facts.reviewer).get(address(facts))

    assert page.status_code == 404
