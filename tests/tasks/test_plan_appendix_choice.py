"""The appendix in another order or form: chosen on its page, the same in its files."""

from io import BytesIO
from urllib.parse import quote

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from papi_portal import pdf
from plans.models import Plan
from tests import factories

pytestmark = pytest.mark.django_db
CHOSEN = {"by": "lead", "columns": "six"}


def got(plan: Plan, name: str, *args: str, **query: str) -> bytes:
    client = factories.signed_in(factories.officer(plan.territory))
    response = client.get(reverse(name, args=[plan.pk, *args]), query)
    assert response.status_code == 200
    content: bytes = response.content
    return content


def test_page_shows_the_chosen_table_and_leads_to_its_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: None)
    plan = factories.issued_plan(factories.commune(), tasks=2)

    page = got(plan, "tasks:plan-appendix", **CHOSEN).decode()

    assert '<th scope="col">Sản phẩm đầu ra</th>' in page
    assert '<option value="lead" selected>theo đơn vị chủ trì</option>' in page
    assert "UBND xã Điềm He</th>" in page
    for name, *kind in (
        ("tasks:plan-appendix-pdf",),
        ("tasks:plan-appendix-file", "docx"),
        ("tasks:plan-appendix-file", "xlsx"),
    ):
        where = reverse(name, args=[plan.pk, *kind])
        assert f'href="{where}?by=lead&amp;columns=six"' in page


def test_page_without_a_choice_is_the_issued_form() -> None:
    plan = factories.issued_plan(factories.commune(), tasks=2)

    page = got(plan, "tasks:plan-appendix").decode()

    assert '<th scope="col">Nội dung</th>' in page
    assert "?by=" not in page
    assert "1. Sự tham gia của người dân" in page


def test_nonsense_asks_for_the_issued_form() -> None:
    plan = factories.issued_plan(factories.commune(), tasks=2)

    page = got(plan, "tasks:plan-appendix", by="<script>", columns="7").decode()

    assert '<th scope="col">Nội dung</th>' in page
    assert "<script>&" not in page


def test_word_file_has_the_chosen_table() -> None:
    plan = factories.issued_plan(factories.commune(), tasks=2)

    document = docx.Document(BytesIO(got(plan, "tasks:plan-appendix-file", "docx", **CHOSEN)))

    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0][-1] == "Sản phẩm đầu ra"
    assert rows[1][0] == "UBND xã Điềm He"


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
def test_pdf_has_the_chosen_table_and_its_order_in_its_name() -> None:
    plan = factories.issued_plan(factories.commune(), number="9/KH-UBND", tasks=2)
    client = factories.signed_in(factories.officer(plan.territory))

    response = client.get(reverse("tasks:plan-appendix-pdf", args=[plan.pk]), {"by": "deadline"})

    text = PdfReader(BytesIO(response.content)).pages[0].extract_text()
    assert "Xếp theo thời hạn" in text
    assert (
        quote("Phụ lục Kế hoạch số 9-KH-UBND, theo thời hạn.pdf")
        in response.headers["Content-Disposition"]
    )


def test_plan_without_tasks_says_so_in_every_order() -> None:
    plan = factories.plan(factories.commune())

    for by in ("dimension", "lead", "deadline"):
        page = got(plan, "tasks:plan-appendix", by=by, columns="six").decode()
        assert "Kế hoạch chưa có nhiệm vụ." in page


def test_number_of_queries_is_the_same_for_3_rows_and_300() -> None:
    counts = []
    for rows in (3, 300):
        plan = factories.issued_plan(factories.commune(), tasks=rows)
        client = factories.signed_in(factories.officer(plan.territory))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("tasks:plan-appendix", args=[plan.pk]), CHOSEN)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
