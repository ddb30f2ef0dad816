"""Whether a result is shown to be true; what a row has and may reuse."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from plans.access import Viewer
from tasks.models import Assignment, Evidence, EvidenceRule, Progress
from tasks.reports import evidence as report
from tests import factories
from tests.tasks.showing import CITED, EXPLAINED, Facts, attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts() -> Facts:
    return Facts()


def asks(facts: Facts, *states: str) -> None:
    for state in states:
        EvidenceRule.objects.create(territory=facts.period.territory, state=state)


def built(facts: Facts, viewer: Viewer | None = None) -> report.RowEvidence:
    return report.build(
        viewer=viewer or factories.viewer(facts.officer),
        assignment=facts.assignment,
        period=facts.period,
        on=factories.TODAY,
    )


def test_nothing_is_wanted_where_nothing_is_asked(facts: Facts) -> None:
    asks(facts, "completed")
    EvidenceRule.objects.create(territory=factories.province("Tỉnh Cao Bằng"), state=DONE)

    assert not built(facts).wanted


DONE = Progress.State.DONE_IN_PERIOD


@pytest.mark.parametrize("shown", [attachment(), CITED, EXPLAINED])
def test_any_kind_of_evidence_is_enough(facts: Facts, shown: Any) -> None:
    asks(facts, DONE)
    facts.add(shown, period=facts.before)
    assert built(facts).wanted

    facts.add(shown)

    assert not built(facts).wanted


def test_what_the_row_already_has_is_not_offered_again(facts: Facts) -> None:
    facts.add(CITED, period=facts.before)
    words = facts.add(EXPLAINED, period=facts.before)
    facts.add(CITED)

    assert built(facts).reusable == (words,)


def test_row_of_many_pieces_costs_as_many_queries_as_one_of_few(
    facts: Facts, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pieces = [facts.add(period=facts.before), facts.add(CITED)]
    assignment = Assignment.objects.owed_with_plan().get(pk=facts.assignment.pk)
    facts.assignment, viewer = assignment, factories.viewer(facts.officer)

    def asked() -> list[str]:
        with django_assert_num_queries(4):
            row = built(facts, viewer)
            said = [f"{one.added_by.full_name} {one}" for one in row.items]
            return [*said, *(f"{one.progress.period} {one}" for one in row.reusable)]

    assert len(asked()) == len(pieces)
    for number in range(8):
        facts.add(attachment(b"%d" % number), period=facts.before)
        facts.add(attachment(b"+%d" % number))
    assert len(asked()) == 18
    assert Evidence.objects.count() == 18
