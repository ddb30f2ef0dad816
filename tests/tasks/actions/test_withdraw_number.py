"""A number typed wrongly is struck out: it stays to be read, and the report is issued again."""

from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from plans.models import Event, User
from tasks import actions
from tasks.models import IssuedReport
from tests import factories
from tests.tasks.actions.test_issue_report import Facts, stored
from tests.tasks.threads import at_once

pytestmark = pytest.mark.django_db
REASON = "Gõ nhầm số 25, đúng là 52"


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def withdraw(
    facts: Facts, issued: IssuedReport, reason: str = REASON, *, by: User | None = None
) -> IssuedReport:
    return actions.withdraw_number(
        issued=issued,
        reason=reason,
        by=factories.viewer(by or facts.leader),
        at=factories.NOW,
    )


def test_withdrawn_paper_stays_with_who_when_and_why(facts: Facts) -> None:
    issued, before = facts.issue(), stored()

    withdrawn = withdraw(facts, issued)

    assert (withdrawn.withdrawn_by, withdrawn.withdrawn_at) == (facts.leader, factories.NOW)
    assert (withdrawn.number, withdrawn.withdrawn_for) == ("25/BC-UBND", REASON)
    assert withdrawn.copies["pdf"].content == b"%PDF-1"
    assert stored() == before


def test_trail_says_which_number_was_struck_out_and_why(facts: Facts) -> None:
    issued = withdraw(facts, facts.issue(), f"{REASON} " + "a" * 300)

    event = Event.objects.about(facts.report).latest("pk")
    assert event.verb == "submission.withdraw_number"
    said = f"hủy báo cáo số 25/BC-UBND ngày 21/11/2026 (Quý IV/2026): {REASON}"
    assert event.sentence.startswith(said)
    assert len(event.sentence) < 300
    assert event.details == {"issued": issued.pk, "reason": issued.withdrawn_for}


@pytest.mark.parametrize("number", ["52/BC-UBND", "25/BC-UBND"], ids=["other", "same"])
def test_same_version_is_issued_again_and_amends_nothing(facts: Facts, number: str) -> None:
    withdrawn = withdraw(facts, facts.issue())

    again = facts.issue(number, papers=1)

    assert again != withdrawn
    assert (again.number, again.amends, again.version) == (number, None, withdrawn.version)


def test_number_is_free_for_the_report_that_really_bears_it(facts: Facts) -> None:
    withdraw(facts, facts.issue())
    plan = factories.issued_plan(facts.commune)
    facts.report = factories.submission(plan, facts.period, state="accepted")

    assert facts.issue().number == "25/BC-UBND"


def test_form_that_is_sent_again_does_not_bring_a_withdrawn_number_back(facts: Facts) -> None:
    withdraw(facts, facts.issue(papers=0))
    before = stored()

    with pytest.raises(actions.LockedError, match="vừa được ban hành hoặc hủy số"):
        facts.issue(papers=0)

    assert not IssuedReport.objects.standing().exists()
    assert stored() == before


def test_paper_that_another_amends_is_withdrawn_after_it(facts: Facts) -> None:
    first = facts.issue()
    facts.accept_again()
    second = facts.issue("31/BC-UBND")

    with pytest.raises(actions.LockedError, match="hủy số 31/BC-UBND trước"):
        withdraw(facts, first)
    withdraw(facts, second)
    again = facts.issue("32/BC-UBND")

    assert again.amends == first
    assert not IssuedReport.objects.get(pk=first.pk).is_withdrawn


def test_withdrawing_needs_a_reason_and_happens_once(facts: Facts) -> None:
    issued = facts.issue()
    with pytest.raises(actions.LockedError, match="Nêu lý do hủy số"):
        withdraw(facts, issued, " \n")

    withdraw(facts, issued)
    again = withdraw(facts, issued, "Lý do khác")

    assert again.withdrawn_for == REASON
    assert Event.objects.filter(verb="submission.withdraw_number").count() == 1


def test_only_the_units_own_leader_withdraws(facts: Facts) -> None:
    issued = facts.issue()
    elsewhere = factories.commune("Xã Hai", parent=facts.commune.parent)
    others = (
        factories.officer(facts.commune),
        factories.leader(elsewhere),
        factories.reviewer(facts.period.territory),
    )

    for person in others:
        with pytest.raises(PermissionDenied):
            withdraw(facts, issued, by=person)

    assert not IssuedReport.objects.get().is_withdrawn


@pytest.mark.usefixtures("shared_database")
def test_of_many_who_withdraw_and_issue_at_once_one_paper_is_left(facts: Facts) -> None:
    issued, before = facts.issue(), stored()
    acts: list[Any] = [partial(withdraw, facts, issued)] * 2
    acts += [partial(facts.issue, content=content, papers=1) for content in (b"2", b"3")]

    outcomes = at_once(acts)

    known = (IssuedReport, actions.LockedError)
    assert [one for one in outcomes if not isinstance(one, known)] == []
    assert Event.objects.filter(verb="submission.withdraw_number").count() == 1
    assert IssuedReport.objects.standing().count() <= 1
    assert len(stored() - before) == 2 * (IssuedReport.objects.count() - 1)
