"""Rivals around a report: who closes the period over it, who adds to it, many at a time."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import pytest

from plans.access import Viewer
from plans.actions import WrongStateError, close_period, extend_period, reopen_period
from plans.models import Event, Extension, Period
from tasks import actions
from tasks.actions import LockedError, Seen
from tasks.models import Answer, Evidence, Progress, Submission
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
)
from tests.tasks.threads import at_once

pytestmark = pytest.mark.usefixtures("shared_database")
ROUNDS = 3


def order() -> list[str]:
    """Return the verbs of the trail in their order."""
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def close(made: Submission) -> Period:
    return close_period(period=made.period, by=reviewer(made), at=factories.NOW)


@pytest.mark.parametrize(
    ("stage", "step", "taker"),
    [
        ("draft", submit, leader),
        ("draft", propose, officer),
        ("submitted", return_it, reviewer),
        ("submitted", withdraw, leader),
        ("accepted", take_back, reviewer),
    ],
    ids=["submit", "propose", "return", "withdraw", "take back"],
)
def test_step_and_closing_at_once_nothing_moves_after_the_period_is_closed(
    stage: str, step: Step, taker: Callable[[Submission], Viewer]
) -> None:
    for _ in range(ROUNDS):
        made = report(stage)
        before = len(order())
        acts: list[Callable[[], object]] = [partial(step, made, taker(made)), partial(close, made)]

        moved, closed = at_once(acts)

        assert isinstance(closed, Period), closed
        stands = Submission.objects.get(pk=made.pk)
        if isinstance(moved, Submission):
            assert len(order()) == before + 2
            assert order()[-1] == "period.closed"
            assert stands.version == made.version + 1
        else:
            assert isinstance(moved, LockedError), moved
            assert order()[before:] == ["period.closed"]
            assert (stands.state, stands.version) == (made.state, made.version)


def test_acceptance_and_closing_at_once_both_happen() -> None:
    for _ in range(ROUNDS):
        made = report("submitted")
        acts: list[Callable[[], object]] = [
            partial(accept, made, reviewer(made)),
            partial(close, made),
        ]

        kept, closed = at_once(acts)

        assert isinstance(kept, Submission), kept
        assert isinstance(closed, Period), closed
        assert sorted(order()[-2:]) == ["period.closed", "submission.accept"]


def test_officer_proposes_while_the_leader_signs_one_of_them_acts_on_what_they_saw() -> None:
    for _ in range(ROUNDS):
        made = report("draft")
        before = len(order())

        outcomes = at_once(
            [partial(propose, made, officer(made)), partial(submit, made, leader(made))]
        )

        assert sum(isinstance(one, Submission) for one in outcomes) == 1, outcomes
        assert sum(isinstance(one, LockedError) for one in outcomes) == 1, outcomes
        assert len(order()) == before + 1


def test_evidence_and_signature_at_once_the_signed_report_gains_nothing() -> None:
    for _ in range(ROUNDS):
        made = report("draft")
        row, by = factories.reporting(made.plan)[0], officer(made)
        factories.recorded(row, made.period, by=by.user)
        add = partial(
            actions.add_evidence,
            assignment=row,
            period=made.period,
            shown=actions.Explained("Đã họp dân"),
            by=by,
            at=factories.NOW,
        )

        acts: list[Callable[[], object]] = [add, partial(submit, made, leader(made))]
        added, signed = at_once(acts)

        assert isinstance(signed, Submission), signed
        if isinstance(added, Evidence):
            assert order()[-2:] == ["evidence.add", "submission.submit"]
        else:
            assert isinstance(added, LockedError), added
            assert order()[-1] == "submission.submit"
            assert not Evidence.objects.filter(progress__period=made.period).exists()


# Many at a time, in opposite orders


def reports_of_three_communes() -> list[Submission]:
    province = factories.province()
    period = factories.period(province)
    plans = [factories.issued_plan(factories.commune(parent=province)) for _ in range(3)]
    return [factories.submission(plan, period) for plan in plans]


def accept_all(reports: Sequence[Submission], by: Viewer) -> list[Submission]:
    seen = [Seen(one, one.version) for one in reports]
    return actions.accept_submissions(seen=seen, by=by, at=factories.NOW)


def return_all(reports: Sequence[Submission], by: Viewer) -> list[Submission]:
    return actions.return_submissions(
        seen=[Seen(one, one.version) for one in reports],
        reason="no_evidence",
        comment="Thiếu ảnh",
        by=by,
        at=factories.NOW,
    )


def test_of_two_who_accept_and_return_overlapping_lists_one_does_all_and_one_nothing() -> None:
    for _ in range(ROUNDS):
        reports = reports_of_three_communes()
        first, second = reviewer(reports[0]), reviewer(reports[0])

        outcomes = at_once(
            [
                partial(accept_all, reports[:2], first),
                partial(return_all, reports[:0:-1], second),
            ]
        )

        assert sum(isinstance(one, list) for one in outcomes) == 1, outcomes
        assert sum(isinstance(one, LockedError) for one in outcomes) == 1, outcomes
        states = [Submission.objects.get(pk=one.pk).state for one in reports]
        assert states in (
            ["accepted", "accepted", "submitted"],
            ["submitted", "returned", "returned"],
        )


def test_single_and_bulk_acceptance_at_once_one_wins() -> None:
    for _ in range(ROUNDS):
        reports = reports_of_three_communes()
        one, all_of_them = reviewer(reports[0]), reviewer(reports[0])

        outcomes = at_once(
            [
                partial(accept_all, [reports[2]], one),
                partial(accept_all, reports, all_of_them),
            ]
        )

        assert sum(isinstance(found, list) for found in outcomes) == 1, outcomes
        accepted = Submission.objects.filter(period=reports[0].period, state="accepted")
        assert accepted.count() in {1, 3}
        assert accepted.values("reviewed_by").distinct().count() == 1


def test_units_get_more_time_from_two_people_in_opposite_orders() -> None:
    reports = reports_of_three_communes()
    period, units = reports[0].period, [one.unit for one in reports]
    orders = [(units, date(2026, 12, 20)), (units[::-1], date(2026, 12, 21))]

    outcomes = at_once(
        [
            partial(
                extend_period,
                period=period,
                units=chosen,
                due_on=day,
                reason="Mưa lũ",
                by=reviewer(reports[0]),
                at=factories.NOW,
            )
            for chosen, day in orders
        ]
    )

    assert all(isinstance(one, list) for one in outcomes), outcomes
    given = Extension.objects.all()
    days = set(given.in_force().values_list("due_on", flat=True))
    assert len(days) == 1, "what the second gave is in force everywhere"
    assert given.in_force().count() == 3
    assert given.count() == order().count("period.extend") == 6


def test_difficulties_answered_by_two_in_opposite_orders_are_both_answered() -> None:
    province = factories.province()
    period = factories.period(province)
    rows = [
        factories.reporting(factories.issued_plan(factories.commune(parent=province)))[0]
        for _ in range(3)
    ]
    told = [factories.recorded(row, period, difficulty="Thiếu kinh phí") for row in rows]
    people = [factories.viewer(factories.reviewer(province)) for _ in range(2)]

    def answer(records: Sequence[Progress], by: Viewer) -> Answer:
        unit = by.user.memberships.get().unit
        return actions.answer_difficulties(
            progress=records, text="Đã bố trí", unit=unit, by=by, at=factories.NOW
        )

    outcomes = at_once(
        [
            partial(answer, records, by)
            for records, by in zip((told, told[::-1]), people, strict=True)
        ]
    )

    assert all(isinstance(one, Answer) for one in outcomes), outcomes
    assert Answer.objects.count() == 2


def test_of_many_who_close_and_reopen_each_move_is_in_the_trail_in_turn() -> None:
    made = report("draft")
    people = [reviewer(made) for _ in range(4)]

    def go_on(move: Callable[..., Period], by: Viewer) -> int:
        moved = 0
        for _ in range(6):
            try:
                move(period=Period.objects.get(), by=by, at=factories.NOW)
            except WrongStateError:
                continue
            moved += 1
        return moved

    moves: list[Callable[..., Period]] = [
        close_period,
        partial(reopen_period, reason="Bổ sung"),
    ] * 2
    outcomes = at_once([partial(go_on, *pair) for pair in zip(moves, people, strict=True)])

    kept = [one for one in order() if one in {"period.closed", "period.open"}]
    assert len(kept) == sum(one for one in outcomes if isinstance(one, int)), outcomes
    assert kept == [("period.closed", "period.open")[at % 2] for at in range(len(kept))]
