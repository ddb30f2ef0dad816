"""What came to be found, brought back, issued or made by jobs, as an English reader sees it."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from papi_portal.speaking import spoken
from plans import actions as plan_actions
from plans.jobs import RIGHTS_CHANGED
from plans.models import Period, User
from tasks import actions
from tasks.models import Task
from tests import factories

pytestmark = pytest.mark.django_db


def page(person: User, address: str, **posted: str) -> str:
    plan_actions.choose_language(person=person, language="en")
    browser = factories.signed_in(person)
    answer = browser.post(address, posted) if posted else browser.get(address)
    return unescape(answer.content.decode())


def test_search_tells_kinds_and_facts_in_english() -> None:
    commune = factories.commune()
    plan = factories.plan(commune, number="12/KH-UBND")
    for number in range(7):
        factories.task(plan, text=f"Họp {number} ở Bến Tre")
    Task.objects.update(lead_text="Công an xã")

    shown = page(factories.officer(commune), "/search/?q=ben+tre")

    assert "Tasks <span" in shown
    assert "See all 7: tasks" in shown
    assert "for 2026 · lead: Công an xã" in shown


def test_register_tells_where_papers_stand_in_english() -> None:
    commune = factories.commune()
    period = factories.period(commune)
    report = factories.submission(factories.issued_plan(commune), period, state="accepted")
    leader = factories.leader(commune)
    actions.issue_report(
        submission=report,
        issuing=actions.Issuing("25/BC-UBND", factories.TODAY, report.version),
        printed=actions.Printed(pdf=b"%PDF-", word=b"PK"),
        by=factories.viewer(leader),
        at=factories.NOW,
    )

    shown = page(leader, reverse("tasks:issued-list"))

    assert "no signed copy" in shown
    assert f"Report {period}, " in shown


def test_pasted_lines_and_locks_are_judged_in_english() -> None:
    commune = factories.commune()
    factories.reporting(factories.issued_plan(commune))
    period = factories.period(commune)
    address = reverse("tasks:progress-paste", args=[period.pk])
    officer = factories.officer(commune)

    assert "no task of this period has this name." in page(
        officer, address, table="Nhiệm vụ\tKết quả\nViệc lạ\tĐã họp"
    )
    Period.objects.update(state=Period.State.PLANNED)
    assert "is not open yet." in page(officer, address)


def test_withheld_result_of_a_job_is_told_in_english() -> None:
    with translation.override("en"):
        assert spoken(RIGHTS_CHANGED).startswith("Your rights have changed")
