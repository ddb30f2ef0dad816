"""Withdrawing a number through the front door: asked once, told on the report's page."""

from typing import Any

import pytest
from django.urls import reverse

from papi_portal import pdf
from plans.background import run_job
from plans.models import Job
from tasks.models import IssuedReport
from tests import factories
from tests.tasks.report_pages import Facts, plain
from tests.tasks.test_issued_pages import facts, issue, paper

pytestmark = pytest.mark.django_db
__all__ = ["facts"]
REASON = {"reason": "Gõ nhầm số"}


def address(issued: IssuedReport | None = None) -> str:
    return reverse("tasks:issued-withdraw", args=[(issued or IssuedReport.objects.get()).pk])


def withdraw(facts: Facts, **typed: Any) -> Any:
    return factories.signed_in(facts.leader).post(address(), {**REASON, **typed}, follow=True)


def test_leader_withdraws_and_issues_again_with_the_right_number(facts: Facts) -> None:
    issue(facts)
    asked = plain(factories.signed_in(facts.leader).get(address()))
    assert "Hủy số của báo cáo số 25/BC-UBND ngày 21/11/2026" in asked
    assert "Báo cáo ban hành lại được với số, ngày đúng." in plain(withdraw(facts))

    for person in (facts.leader, facts.officer, facts.reviewer):
        page = facts.page(person)
        assert "Đã hủy: Báo cáo số 25/BC-UBND ngày 21/11/2026" in page
        assert "hủy số lúc" in page
        assert "Gõ nhầm số" in page
        assert "Không dùng bản in, bản đã ký mang số này." in page
        assert "Văn bản đã ban hành (PDF)" not in page
    assert "Ban hành lại báo cáo" in facts.page(facts.leader)
    issue(facts, number="52/BC-UBND")

    page = facts.page(facts.officer)
    assert "Báo cáo số 52/BC-UBND ngày 21/11/2026" in page
    assert "Văn bản đã ban hành (PDF)" in page
    assert "sửa đổi 25/BC-UBND" not in page


def test_files_of_a_withdrawn_paper_stay_and_say_so_in_their_names(facts: Facts) -> None:
    issue(facts)
    withdraw(facts)
    issued = IssuedReport.objects.get()

    got = factories.signed_in(facts.officer).get(issued.get_absolute_url())

    assert got.content == issued.copies["pdf"].content
    assert "%28%C4%91%C3%A3%20h%E1%BB%A7y%29.pdf" in got["Content-Disposition"]


def test_report_is_printed_without_the_withdrawn_number(facts: Facts) -> None:
    issue(facts)
    withdraw(facts)
    reader = factories.signed_in(facts.reviewer)

    assert reader.get(paper(facts, "pdf")).status_code == 200
    workbook = reader.get(f"{paper(facts, 'pdf')[:-3]}xlsx")
    assert "25-BC-UBND" not in workbook["Content-Disposition"]


def test_reason_is_asked_for(facts: Facts) -> None:
    issue(facts)

    answer = withdraw(facts, reason=" ")

    assert answer.status_code == 422
    assert "Nêu lý do." in plain(answer)
    assert not IssuedReport.objects.get().is_withdrawn


def test_refusal_is_said_at_the_form(facts: Facts) -> None:
    issue(facts)
    first = IssuedReport.objects.get()
    issue(facts)
    newer = IssuedReport.objects.get()
    newer.pk, newer._state.adding = None, True
    newer.amends, newer.version, newer.number = first, first.version + 1, "31/BC-UBND"
    newer.save()

    answer = factories.signed_in(facts.leader).post(address(first), REASON)

    assert answer.status_code == 409
    assert "hủy số 31/BC-UBND trước" in answer.content.decode()


def test_stale_form_of_issuing_does_not_bring_the_number_back(facts: Facts) -> None:
    issue(facts)
    withdraw(facts)

    answer = issue(facts, papers=0)

    assert answer.status_code == 422
    assert "vừa được ban hành hoặc hủy số từ một trang khác" in plain(answer)
    assert not IssuedReport.objects.standing().exists()
    # To load it again would send the same again; the link opens it as things are.
    link = f'href="{paper(facts, "issue")}"'
    assert link in answer.content.decode()
    assert link not in factories.signed_in(facts.leader).get(paper(facts, "issue")).content.decode()


def test_long_report_is_issued_again_by_another_job(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "SHORT_ROWS", 0)
    issue(facts)
    old = Job.objects.get()
    run_job.func(str(old.pk))
    withdraw(facts)

    run_job.func(str(old.pk))
    assert not IssuedReport.objects.standing().exists()
    issue(facts)
    run_job.func(str(Job.objects.exclude(pk=old.pk).get().pk))

    assert IssuedReport.objects.standing().get().number == "25/BC-UBND"


def test_report_page_says_it_on_top_and_which_number_counts_now(facts: Facts) -> None:
    issue(facts)
    withdraw(facts)
    on_top = "Số 25/BC-UBND ngày 21/11/2026 đã hủy lúc"
    for person in (facts.officer, facts.reviewer):
        page = facts.page(person)
        assert on_top in page
        assert page.index(on_top) < page.index("Đã hủy: Báo cáo số 25/BC-UBND")
        assert "Báo cáo chưa có số khác." in page
    issue(facts, number="52/BC-UBND")

    assert "Báo cáo nay mang số 52/BC-UBND ngày 21/11/2026." in facts.page(facts.officer)
