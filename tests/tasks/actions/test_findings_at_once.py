"""Rivals on one finding or one difficulty: one wins, and the trail has it once."""

from functools import partial

import pytest

from plans.access import Role
from plans.models import Event, Unit
from tasks import actions
from tasks.models import Answer, Finding
from tests import factories
from tests.tasks.inspecting import Facts
from tests.tasks.threads import at_once

pytestmark = pytest.mark.usefixtures("shared_database")


def test_of_closing_and_sending_back_at_once_one_wins() -> None:
    facts = Facts()
    finding = facts.answer(facts.record())
    colleague = factories.member(facts.inspectorate, Role.AUDITOR)
    seen = [Finding.objects.get() for _ in range(4)]
    before = Event.objects.count()

    outcomes = at_once(
        [
            partial(facts.close, seen[0]),
            partial(facts.close, seen[1], by=colleague),
            partial(facts.send_back, seen[2]),
            partial(facts.send_back, seen[3], "Thiếu biên bản"),
        ]
    )

    winners = [one for one in outcomes if isinstance(one, Finding)]
    refused = (actions.LockedError, actions.ConflictError)
    assert len(winners) == 1, outcomes
    assert sum(isinstance(one, refused) for one in outcomes) == 3, outcomes
    finding.refresh_from_db()
    assert (finding.state, finding.version) == (winners[0].state, 3)
    assert Event.objects.count() == before + 1


def test_finding_and_answer_sent_many_times_at_once_are_kept_once() -> None:
    facts = Facts()
    period = factories.period(facts.province)
    (assignment,) = factories.reporting(factories.issued_plan(facts.commune))
    record = factories.recorded(assignment, period, difficulty="Thiếu kinh phí")
    reviewer = factories.viewer(factories.reviewer(facts.province))
    answer = partial(
        actions.answer_difficulties,
        progress=[record],
        text="Đã bố trí",
        unit=Unit.objects.get(name="Sở Nội vụ"),
        by=reviewer,
        at=factories.NOW,
    )

    found = at_once([facts.record] * 4)
    answered = at_once([answer] * 4)

    assert len({one for one in found if isinstance(one, Finding)}) == 1, found
    assert len({one for one in answered if isinstance(one, Answer)}) == 1, answered
    assert (Finding.objects.count(), Answer.objects.count()) == (1, 1)
    assert Event.objects.filter(verb="difficulty.answer").count() == 1
