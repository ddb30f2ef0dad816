"""Rivals on one report: one wins, the trail has it once, and no pair of states is impossible."""

from collections.abc import Callable
from functools import partial

import pytest

from plans.access import Viewer
from plans.models import Event, Period
from tasks import actions
from tasks.actions import LockedError, Recorded, Seen
from tasks.models import Progress, Submission, SubmissionStep
from tests import factories
from tests.tasks.stepping import (
    Step,
    accept,
    leader,
    officer,
    propose,
    report,
    return_it,
    reviewer,
    submit,
    take_back,
    withdraw,
    write,
)
from tests.tasks.threads import at_once

pytestmark = pytest.mark.usefixtures("shared_database")
ROUNDS = 4


def rivals(made: Submission, *pairs: tuple[Step, Viewer]) -> list[Submission | Exception]:
    """Let each take a step on a copy of their own; check that one won, once."""
    events, steps = Event.objects.count(), SubmissionStep.objects.count()
    acts = [partial(step, Submission.objects.get(pk=made.pk), by) for step, by in pairs]

    outcomes = at_once(acts)

    winners = [one for one in outcomes if isinstance(one, Submission)]
    assert len(winners) == 1, outcomes
    assert sum(isinstance(one, LockedError) for one in outcomes) == len(pairs) - 1, outcomes
    stands = Submission.objects.get(pk=made.pk)
    assert (stands.state, stands.version) == (winners[0].state, made.version + 1)
    assert Event.objects.count() == events + 1
    assert SubmissionStep.objects.count() == steps + 1
    return outcomes


def test_of_eight_who_accept_at_once_one_wins() -> None:
    made = report("submitted")

    rivals(made, *((accept, reviewer(made)) for _ in range(8)))


@pytest.mark.parametrize(
    ("stage", "first", "second"),
    [
        ("submitted", (accept, reviewer), (return_it, reviewer)),
        ("submitted", (accept, reviewer), (withdraw, leader)),
        ("submitted", (return_it, reviewer), (withdraw, leader)),
        ("draft", (submit, leader), (submit, leader)),
        ("accepted", (take_back, reviewer), (take_back, reviewer)),
    ],
    ids=[
        "accept ∥ return",
        "accept ∥ withdraw",
        "return ∥ withdraw",
        "two submit",
        "two take back",
    ],
)
def test_of_two_different_steps_one_wins(
    stage: str,
    first: tuple[Step, Callable[[Submission], Viewer]],
    second: tuple[Step, Callable[[Submission], Viewer]],
) -> None:
    for _ in range(ROUNDS):
        made = report(stage)
        rivals(made, *((step, taker(made)) for step, taker in (first, second)))


@pytest.mark.parametrize(
    ("stage", "step", "taker"),
    [
        ("none", submit, leader),
        ("none", propose, officer),
        ("draft", submit, leader),
        ("submitted", accept, reviewer),
    ],
    ids=["first submit", "first propose", "submit", "accept"],
)
def test_six_clicks_of_one_person_are_one_step(
    stage: str, step: Step, taker: Callable[[Submission], Viewer]
) -> None:
    made = report(stage)
    by, events = taker(made), Event.objects.count()

    outcomes = at_once([partial(step, made, by)] * 6)

    assert all(isinstance(one, Submission) for one in outcomes), outcomes
    assert len({one.version for one in outcomes if isinstance(one, Submission)}) == 1
    assert Event.objects.count() == events + 1


def test_submitting_and_withdrawing_follow_each_other() -> None:
    made = report("draft")
    events = Event.objects.count()
    people = [leader(made) for _ in range(3)]

    def go_on(step: Step, by: Viewer) -> int:
        taken = 0
        for _ in range(15):
            try:
                step(Submission.objects.get(pk=made.pk), by)
            except LockedError:
                continue
            taken += 1
        return taken

    acts = (submit, withdraw, submit)
    outcomes = at_once([partial(go_on, *pair) for pair in zip(acts, people, strict=True)])

    taken = sum(one for one in outcomes if isinstance(one, int))
    assert all(isinstance(one, int) for one in outcomes), outcomes
    states = list(SubmissionStep.objects.order_by("version").values_list("state", flat=True))
    assert states == ["submitted", "draft"] * (taken // 2) + ["submitted"] * (taken % 2)
    assert Submission.objects.get().version == taken + 1
    assert Event.objects.count() == events + taken


def test_words_and_signature_at_once_the_leader_signs_what_was_read() -> None:
    for turn in range(ROUNDS):
        made = report("draft")
        by, chairman = officer(made), leader(made)

        outcomes = at_once([partial(write, made, by), partial(submit, made, chairman)])

        assert sum(isinstance(one, Submission) for one in outcomes) == 1, (turn, outcomes)
        stands = Submission.objects.get(pk=made.pk)
        assert (stands.state, stands.results) in {("submitted", ""), ("draft", "Đã làm xong")}


def test_save_and_acceptance_at_once_leave_an_accepted_report_as_it_was_read() -> None:
    for _ in range(ROUNDS):
        made = report("submitted")
        row = factories.reporting(made.plan)[0]
        save = partial(
            actions.record_progress,
            assignment=row,
            period=made.period,
            recorded=Recorded("completed", "Sửa sau khi nộp"),
            version=0,
            by=officer(made),
            at=factories.NOW,
        )

        acts: list[Callable[[], object]] = [partial(accept, made, reviewer(made)), save]
        kept, refused = at_once(acts)

        assert isinstance(kept, Submission), kept
        assert isinstance(refused, LockedError), refused
        assert not Progress.objects.exists()


# Many reports


def reports_of_two_periods() -> list[Submission]:
    """Return submitted reports of three communes, in two periods, keys and periods crosswise."""
    province = factories.province()
    first, second = (factories.period(province, ordinal=number) for number in (3, 4))
    plans = [factories.issued_plan(factories.commune(parent=province)) for _ in range(3)]
    pairs: list[tuple[int, Period]] = [(0, second), (0, first), (1, first), (1, second), (2, first)]
    return [factories.submission(plans[number], period) for number, period in pairs]


def test_two_who_accept_all_in_opposite_orders_do_not_wait_for_each_other() -> None:
    for _ in range(ROUNDS):
        reports = reports_of_two_periods()
        people = [reviewer(reports[0]) for _ in range(2)]

        outcomes = at_once(
            [
                partial(
                    actions.accept_submissions,
                    seen=[Seen(one, one.version) for one in order],
                    by=by,
                    at=factories.NOW,
                )
                for by, order in zip(people, (reports, reports[::-1]), strict=True)
            ]
        )

        assert sum(isinstance(one, list) for one in outcomes) == 1, outcomes
        assert sum(isinstance(one, LockedError) for one in outcomes) == 1, outcomes
        stand = Submission.objects.filter(pk__in=[one.pk for one in reports])
        assert set(stand.values_list("state", "version")) == {("accepted", 3)}
        assert len(set(stand.values_list("reviewed_by"))) == 1
