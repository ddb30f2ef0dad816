"""Reports on a period as files: of a unit, and of the whole province."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

import pytest
from django.urls import reverse

from papi_portal import drawings, pdf
from papi_portal.workbook import read_meta
from plans.background import run_job
from plans.models import Job, Period
from tests import factories
from tests.tasks.report_pages import Facts

pytestmark = pytest.mark.django_db
STARTS = {"pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK"}
kinds = pytest.mark.parametrize(
    "kind",
    [
        pytest.param("pdf", marks=pytest.mark.skipif(pdf.problem() is not None, reason="no Pango")),
        "docx",
        "xlsx",
    ],
)


def of_unit(facts: Facts, kind: str) -> str:
    arguments = [facts.plan.pk, facts.plan.issuer_id, facts.period.pk, kind]
    return reverse("tasks:report-file", args=arguments)


def of_province(facts: Facts, kind: str) -> str:
    return reverse("tasks:province-file", args=[facts.period.pk, kind])


@kinds
def test_report_is_saved_under_its_name(kind: str) -> None:
    facts = Facts()

    response = factories.signed_in(facts.officer).get(of_unit(facts, kind))

    assert response.content.startswith(STARTS[kind])
    name = quote(f"Báo cáo Quý IV-2026, UBND xã Điềm He.{kind}")
    assert response["Content-Disposition"].endswith(name)


@kinds
def test_province_has_its_own(kind: str) -> None:
    facts = Facts()
    factories.committee(facts.province)

    response = factories.signed_in(facts.reviewer).get(of_province(facts, kind))

    assert response.content.startswith(STARTS[kind])


@pytest.mark.parametrize("kind", ["doc", "PDF", "html"])
def test_kind_that_there_is_not_is_not_found(kind: str) -> None:
    facts = Facts()
    factories.committee(facts.province)

    assert factories.signed_in(facts.officer).get(of_unit(facts, kind)).status_code == 404
    client = factories.signed_in(facts.reviewer)
    assert client.get(of_province(facts, kind)).status_code == 404


def test_unit_that_owes_no_report_has_no_file() -> None:
    facts = Facts()
    police = factories.unit(facts.commune)
    address = reverse("tasks:report-file", args=[facts.plan.pk, police.pk, facts.period.pk, "docx"])

    assert factories.signed_in(facts.officer).get(address).status_code == 404


def test_period_of_one_plan_and_province_without_committee_have_no_province_report() -> None:
    facts = Facts()
    client = factories.signed_in(facts.reviewer)
    assert client.get(of_province(facts, "docx")).status_code == 404

    factories.committee(facts.province)
    assert client.get(of_province(facts, "docx")).status_code == 200
    Period.objects.filter(pk=facts.period.pk).update(plan=facts.plan)
    assert client.get(of_province(facts, "docx")).status_code == 404


@pytest.mark.parametrize("query", ["", "?as=section"])
@pytest.mark.parametrize("whose", [of_unit, of_province])
def test_machine_without_pango_leads_back_and_gives_word_and_excel(
    monkeypatch: pytest.MonkeyPatch, whose: Callable[[Facts, str], str], query: str
) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "the system library pango-1.0 is missing.")
    facts = Facts()
    factories.committee(facts.province)
    client = factories.signed_in(facts.reviewer)

    response = client.get(whose(facts, "pdf") + query)

    page = response.content.decode()
    desk = reverse("tasks:rollup", query={"period": facts.period.pk})
    assert response.status_code == 503
    assert "Máy chủ chưa in được PDF" in page
    assert (facts.address if whose is of_unit else desk) in page
    for kind in ("docx", "xlsx"):
        assert client.get(whose(facts, kind) + query).status_code == 200


@pytest.mark.parametrize("whose", [of_unit, of_province])
def test_long_report_is_offered_as_a_job_that_prints_it(
    monkeypatch: pytest.MonkeyPatch, whose: Callable[[Facts, str], str]
) -> None:
    monkeypatch.setattr(pdf, "SHORT_ROWS", 0)
    monkeypatch.setattr(pdf, "problem", lambda: None)
    monkeypatch.setattr(pdf, "render_apart", lambda *pages, **_watch: pages[0].encode())
    facts = Facts()
    factories.committee(facts.province)
    client = factories.signed_in(facts.reviewer)
    address = whose(facts, "pdf")

    offered = client.get(address).content.decode()
    asked = client.post(address)

    job = Job.objects.get()
    assert "Lập PDF, tải về sau" in offered
    assert asked["Location"] == job.get_absolute_url()
    assert client.post(address)["Location"] == job.get_absolute_url()
    run_job.func(str(job.pk))
    made = client.get(reverse("plans:job-file", args=[job.pk])).getvalue().decode()
    assert "Kết quả thực hiện" in made
    assert factories.signed_in(facts.officer).get(job.get_absolute_url()).status_code == 404


def test_report_page_and_desk_lead_to_the_files() -> None:
    facts = Facts()
    desk = reverse("tasks:rollup", query={"period": facts.period.pk})

    own = factories.signed_in(facts.officer).get(facts.address).content.decode()
    read = factories.signed_in(facts.reviewer).get(desk).content.decode()
    below = factories.signed_in(facts.officer).get(desk).content.decode()

    assert all(of_unit(facts, kind) in own for kind in STARTS)
    assert reverse("tasks:letterhead-edit", args=[facts.plan.issuer_id]) in own
    assert all(of_province(facts, kind) in read for kind in STARTS)
    assert of_province(facts, "pdf") not in below


@pytest.mark.parametrize("whose", [of_unit, of_province])
@kinds
def test_section_for_another_report_is_a_file_of_its_own(
    kind: str, whose: Callable[[Facts, str], str]
) -> None:
    facts = Facts()
    factories.committee(facts.province)

    response = factories.signed_in(facts.reviewer).get(f"{whose(facts, kind)}?as=section")

    assert response.content.startswith(STARTS[kind])
    name = quote("Mục trong báo cáo cải cách hành chính Quý IV-2026")
    assert name in response["Content-Disposition"]


def test_buttons_lead_to_the_section() -> None:
    facts = Facts()
    factories.committee(facts.province)
    client = factories.signed_in(facts.reviewer)

    report = client.get(facts.address).content.decode()
    desk = client.get(reverse("tasks:rollup", query={"period": facts.period.pk})).content.decode()

    for kind in ("pdf", "docx"):
        assert f"{of_unit(facts, kind)}?as=section" in report
        assert f"{of_province(facts, kind)}?as=section" in desk


def test_job_prints_the_section_that_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SHORT_ROWS", 0)
    monkeypatch.setattr(pdf, "problem", lambda: None)
    facts = Facts()
    factories.committee(facts.province)

    factories.signed_in(facts.reviewer).post(f"{of_province(facts, 'pdf')}?as=section")

    assert Job.objects.get().title.startswith("Mục trong báo cáo cải cách hành chính")


def test_workbook_says_hidden_what_it_is_when_and_by_whom() -> None:
    facts = Facts()

    data = factories.signed_in(facts.officer).get(of_unit(facts, "xlsx")).content

    told = read_meta(data)
    assert datetime.fromisoformat(told.pop("exported_at")).tzinfo is not None
    assert told == {
        "document": "report",
        "plan": str(facts.plan.pk),
        "unit": str(facts.plan.issuer_id),
        "period": str(facts.period.pk),
        "version": "1",
        "exported_by": facts.officer.full_name,
    }


def test_word_with_charts_is_asked_for_later_when_all_printers_are_busy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def busy(*_args: object) -> bytes:
        raise pdf.NotNowError(pdf.BUSY)

    monkeypatch.setattr(drawings, "draw_now", busy)
    facts = Facts()

    response = factories.signed_in(facts.officer).get(of_unit(facts, "docx"))

    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert f'href="{of_unit(facts, "docx")}">Thử lại' in response.content.decode()
