"""The appendix as a table on its own page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from papi_portal import pdf
from plans.models import Plan
from tests import factories

pytestmark = pytest.mark.django_db


def address(plan: Plan) -> str:
    return reverse("tasks:plan-appendix", args=[plan.pk])


def shown(plan: Plan) -> str:
    response = factories.signed_in(factories.officer(plan.territory)).get(address(plan))
    assert response.status_code == 200
    return response.content.decode()


def test_table_has_the_five_columns_headings_and_rows_of_the_document() -> None:
    plan = factories.issued_plan(factories.commune(), number="354/KH-UBND", tasks=2)

    page = shown(plan)

    for column in (
        "Nội dung",
        "Nhiệm vụ, giải pháp",
        "Cơ quan thực hiện",
        "Cơ quan phối hợp",
        "Thời gian thực hiện",
    ):
        assert f'<th scope="col">{column}</th>' in page
    assert "1. Sự tham gia của người dân" in page
    assert "(Kèm theo Kế hoạch số 354/KH-UBND ngày 15 tháng 01 năm 2026" in page
    assert page.index("1) Nhiệm vụ 1") < page.index("2) Nhiệm vụ 2")
    assert "- Tuyên truyền;<br>- Niêm yết công khai." in page


def test_plan_without_tasks_says_so() -> None:
    assert "Kế hoạch chưa có nhiệm vụ." in shown(factories.plan(factories.commune()))


def test_page_offers_the_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: None)
    plan = factories.issued_plan(factories.commune())

    page = shown(plan)

    assert reverse("tasks:plan-appendix-pdf", args=[plan.pk]) in page
    assert "chưa in được PDF" not in page


def test_page_on_a_machine_without_pango_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "the system library pango-1.0 is missing.")
    plan = factories.issued_plan(factories.commune())

    page = shown(plan)

    assert "Máy chủ chưa in được PDF" in page
    assert reverse("tasks:plan-appendix-pdf", args=[plan.pk]) not in page


def test_appendix_takes_no_post() -> None:
    plan = factories.issued_plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    assert client.post(address(plan)).status_code == 405


def test_number_of_queries_is_the_same_for_3_rows_and_300() -> None:
    counts = []
    for rows in (3, 300):
        plan = factories.issued_plan(factories.commune(), tasks=rows)
        client = factories.signed_in(factories.officer(plan.territory))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(plan))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10
