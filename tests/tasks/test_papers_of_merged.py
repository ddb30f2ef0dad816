"""Papers of a commune that is no more: put right by who took it over as a whole, nobody else."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from plans.access import Role
from plans.models import Succession, Territory, User
from tasks import actions
from tasks.models import IssuedReport, Submission
from tests import factories
from tests.tasks.access_facts import Facts
from tests.tasks.access_issued import ISSUED_TABLE, MERGED
from tests.tasks.access_roles import NO, NONE, OK, WRONG
from tests.tasks.access_stored import everything, undone
from tests.tasks.actions.test_issue_report import Facts as Report
from tests.tasks.report_pages import plain

pytestmark = pytest.mark.django_db
LAST_DAY = factories.TODAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papi_portal.pdf.render", lambda *_parts: b"%PDF-")


def merge(old: Territory, kind: str = Succession.Kind.WHOLE) -> Territory:
    """End a territory and return what took it over, or a part of it."""
    new = factories.commune("Xã Mới", parent=old.parent)
    Territory.objects.filter(pk=old.pk).update(valid_to=LAST_DAY)
    Succession.objects.create(predecessor=old, successor=new, kind=kind)
    old.refresh_from_db()
    return new


def answers(facts: Facts, name: str, role: Role, kind: str) -> tuple[int, int]:
    """Return what an address of the merged commune's paper answers to reading and to writing."""
    found = []
    for method in ("get", "post"):
        with undone():
            address = facts.address(name)
            typed = facts.typed(ISSUED_TABLE[name]) if method == "post" else {}
            new = merge(facts.commune, kind)
            client = factories.signed_in(factories.member(factories.committee(new), role))
            before = everything()
            response = getattr(client, method)(address, typed)
            b"".join(response)
            found.append(response.status_code)
            assert response.status_code == 302 or everything() == before
    return found[0], found[1]


@pytest.mark.parametrize("name", MERGED)
def test_rights_over_the_papers_of_a_merged_commune(standing_facts: Facts, name: str) -> None:
    readers = (OK, WRONG) if MERGED[name][1] == WRONG else (NO, NO)
    strangers = (NONE, WRONG if MERGED[name][1] == WRONG else NONE)

    whole, part = Succession.Kind.WHOLE, Succession.Kind.PART
    assert answers(standing_facts, name, Role.LEADER, whole) == MERGED[name]
    assert answers(standing_facts, name, Role.OFFICER, whole) == readers
    assert answers(standing_facts, name, Role.LEADER, part) == strangers


@pytest.fixture
def facts(db: None) -> Report:
    """Return a report that was handed in and accepted while its commune stood."""
    made = Report()
    before = factories.NOW - timedelta(days=2)
    Submission.objects.update(submitted_at=before)
    made.report.refresh_from_db()
    return made


def taken_over(facts: Report) -> User:
    """Return the leader of the commune that took over the one whose report was issued."""
    leader = factories.leader(merge(facts.commune))
    facts.report = Submission.objects.get()
    return leader


def withdraw(issued: IssuedReport, by: User) -> None:
    actions.withdraw_number(
        issued=IssuedReport.objects.get(pk=issued.pk),
        reason="Gõ nhầm số",
        by=factories.viewer(by),
        at=factories.NOW,
    )


def test_number_typed_wrongly_is_withdrawn_and_the_right_one_written_down(facts: Report) -> None:
    old = facts.issue(on=LAST_DAY)
    leader = taken_over(facts)
    page = plain(factories.signed_in(leader).get(facts.report.get_absolute_url()))
    assert "Hủy số văn bản" in page
    assert "Ban hành lại báo cáo" not in page

    withdraw(old, leader)
    page = plain(factories.signed_in(leader).get(facts.report.get_absolute_url()))
    assert "Ban hành lại báo cáo" in page
    again = facts.issue("52/BC-UBND", on=LAST_DAY, papers=1, by=leader)

    assert (again.issued_by, again.unit, again.version) == (leader, old.unit, old.version)
    assert facts.issue("52/BC-UBND", on=LAST_DAY, papers=1, by=leader) == again


def test_nothing_is_issued_for_it_that_it_had_not_issued(facts: Report) -> None:
    leader = taken_over(facts)
    with pytest.raises(PermissionDenied):
        facts.issue(on=LAST_DAY, by=leader)


def test_new_version_is_not_issued_in_its_name(facts: Report) -> None:
    old = facts.issue(on=LAST_DAY)
    leader = taken_over(facts)
    withdraw(old, leader)
    facts.accept_again()

    with pytest.raises(PermissionDenied):
        facts.issue("52/BC-UBND", on=LAST_DAY, by=leader)


def test_paper_is_not_dated_after_the_last_day_of_its_unit(facts: Report) -> None:
    old = facts.issue(on=LAST_DAY)
    leader = taken_over(facts)
    withdraw(old, leader)

    with pytest.raises(actions.LockedError, match="hoạt động đến hết ngày 20/11/2026"):
        facts.issue("52/BC-UBND", on=factories.TODAY, papers=1, by=leader)
