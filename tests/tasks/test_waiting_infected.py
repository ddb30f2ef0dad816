"""A file that was found infected later is told to who can replace it, and to the reviewer."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import actions as plan_actions
from tasks import actions
from tasks.models import Evidence
from tasks.waiting import Kind
from tests import factories
from tests.papi_portal.clamd import EICAR, FakeClamd
from tests.tasks import awaiting, report_pages
from tests.tasks.awaiting import Facts, items
from tests.tasks.showing import attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(settings: Any, tmp_path: Path) -> Facts:
    settings.MEDIA_ROOT = tmp_path
    made = Facts()
    made.record()
    return made


def added(
    facts: Facts, row: int = 0, content: bytes = EICAR, name: str = "Hóa đơn.pdf"
) -> Evidence:
    """Return a file that came in before there was a scanner."""
    return actions.add_evidence(
        assignment=factories.reporting(facts.plan)[row],
        period=facts.period,
        shown=attachment(content, name),
        by=factories.viewer(facts.officer),
        at=factories.NOW,
    )


def infected(facts: Facts, row: int = 0, name: str = "Hóa đơn.pdf") -> Evidence:
    """Return one that was found infected since."""
    made = added(facts, row, f"{row}{name}".encode(), name)
    Evidence.objects.filter(pk=made.pk).update(scan="infected", file="")
    return made


def to_replace(person: Any, on: Any = factories.TODAY) -> list[Any]:
    return [item for item in items(person, on) if item.kind == Kind.REPLACE]


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "accepted"])
def test_officer_and_leader_are_told_in_every_state_of_the_report(
    facts: Facts, settings: Any, state: str
) -> None:
    file = added(facts)
    facts.submission(state)
    with FakeClamd() as daemon:
        settings.CLAMD = daemon.place
        actions.rescan(evidence=file, at=factories.NOW)

    for person in (facts.officer, facts.leader):
        (item,) = to_replace(person)
        assert item.sentence == (
            "Minh chứng “Hóa đơn.pdf” nhiễm mã độc, đã gỡ: thêm bản sạch rồi bỏ dòng cũ,"
            " Quý IV/2026, 1) Nhiệm vụ 1"
        )
        page = factories.signed_in(person).get("/waiting/").content.decode()
        assert f'<a href="{item.url}">Minh chứng “Hóa đơn.pdf”' in page
        assert factories.signed_in(person).get(item.url).status_code == 200


def test_reviewer_finds_it_at_the_accepted_report(facts: Facts) -> None:
    infected(facts)
    facts.submission("accepted")
    where = report_pages.address(facts.plan, facts.unit, facts.period.pk)

    page = report_pages.plain(factories.signed_in(facts.reviewer).get(where))

    assert "1 nhiệm vụ có tệp minh chứng nhiễm mã độc, đã gỡ" in page
    assert "Hóa đơn.pdf: nhiễm mã độc, đã gỡ" in page


def test_it_is_told_in_a_closed_period_until_the_year_after_is_over(facts: Facts) -> None:
    infected(facts)
    keeper = factories.viewer(facts.reviewer)
    plan_actions.close_period(period=facts.period, by=keeper, at=factories.NOW)

    assert to_replace(facts.officer)
    assert to_replace(facts.officer, factories.TODAY.replace(year=2027, month=12, day=31))
    assert not to_replace(facts.officer, factories.TODAY.replace(year=2028, month=1, day=1))


def test_removing_the_row_is_the_end_of_it(facts: Facts) -> None:
    gone = infected(facts)
    assert to_replace(facts.officer)

    actions.remove_evidence(evidence=gone, by=factories.viewer(facts.officer), at=factories.NOW)

    assert not to_replace(facts.officer)


def test_clean_and_waiting_files_ask_for_nothing(facts: Facts) -> None:
    added(facts)
    Evidence.objects.filter(pk=added(facts, 1, b"%PDF", "Chờ.pdf").pk).update(scan="waiting")

    assert not to_replace(facts.officer)


def test_others_are_not_asked_to_replace_it(facts: Facts) -> None:
    infected(facts)
    neighbour = factories.officer(factories.commune("Xã Hai", parent=facts.province))

    for person in (facts.reviewer, neighbour, awaiting.police(facts)):
        assert not to_replace(person)


def test_files_are_told_in_the_order_of_the_rows(facts: Facts) -> None:
    infected(facts, 0, "Hai.pdf")
    infected(facts, 1, "Một.pdf")
    first, _ = facts.plan.tasks.all()
    type(first).objects.filter(pk=first.pk).update(position=9)

    told = [item.sentence for item in to_replace(facts.officer)]

    assert ["Một.pdf" in told[0], "Hai.pdf" in told[1]] == [True, True]


def test_files_of_the_latest_plan_are_told_first(facts: Facts) -> None:
    old = factories.issued_plan(facts.plan.territory, year=2025)
    (row,) = factories.reporting(old)
    infected(facts, 0, "Mới.pdf")
    of_old = infected(facts, 1, "Cũ.pdf")
    type(of_old.progress).objects.filter(pk=of_old.progress_id).update(assignment=row)
    type(old).objects.filter(pk=facts.plan.pk).update(year_from=2024)

    told = [item.sentence for item in to_replace(facts.officer)]

    assert ["Cũ.pdf" in told[0], "Mới.pdf" in told[1]] == [True, True]


def test_number_of_queries_does_not_grow(facts: Facts) -> None:
    infected(facts)
    with CaptureQueriesContext(connection) as few:
        items(facts.officer)
    for number in range(6):
        infected(facts, number % 2, f"Tệp {number}.pdf")
    with CaptureQueriesContext(connection) as many:
        found = to_replace(facts.officer)

    assert len(found) == 7
    assert len(many) == len(few)
