"""The way of a report: submit, withdraw, accept, return, take back."""

from collections.abc import Callable
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from plans.access import Role, Viewer
from plans.models import Event, Period
from tasks import actions
from tasks.actions import LockedError
from tasks.models import Submission
from tests import factories
from tests.tasks.threads import at_once

Step = Callable[[Submission, Viewer], Submission]


def submit(report: Submission, by: Viewer) -> Submission:
    return actions.submit_report(
        plan=report.plan,
        unit=report.unit,
        period=report.period,
        version=report.version,
        by=by,
        at=factories.NOW,
    )


def withdraw(report: Submission, by: Viewer) -> Submission:
    return actions.withdraw_submission(
        submission=report, version=report.version, by=by, at=factories.NOW
    )


def accept(report: Submission, by: Viewer) -> Submission:
    return actions.accept_submission(
        submission=report, version=report.version, by=by, at=factories.NOW
    )


def return_it(report: Submission, by: Viewer, comment: str = "Thiếu số liệu") -> Submission:
    return actions.return_submission(
        submission=report, version=report.version, comment=comment, by=by, at=factories.NOW
    )


def take_back(report: Submission, by: Viewer, reason: str = "Duyệt nhầm") -> Submission:
    return actions.take_back_acceptance(
        submission=report, version=report.version, reason=reason, by=by, at=factories.NOW
    )


STEPS = {
    "submit": submit,
    "withdraw": withdraw,
    "accept": accept,
    "return": return_it,
    "take back": take_back,
}
ALLOWED = {
    ("draft", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("submitted", "withdraw"): "draft",
    ("submitted", "accept"): "accepted",
    ("submitted", "return"): "returned",
    ("accepted", "take back"): "submitted",
}
WORDS = {
    "submit": "nộp báo cáo Quý IV/2026",
    "withdraw": "rút báo cáo Quý IV/2026",
    "accept": "duyệt báo cáo Quý IV/2026 của UBND xã Điềm He",
    "return": "trả lại báo cáo Quý IV/2026 của UBND xã Điềm He: Thiếu số liệu",
    "take back": "hủy duyệt báo cáo Quý IV/2026 của UBND xã Điềm He: Duyệt nhầm",
}


def report(state: str) -> Submission:
    commune = factories.commune()
    return factories.submission(
        factories.issued_plan(commune), factories.period(commune), state=state
    )


def leader(report: Submission) -> Viewer:
    return factories.viewer(factories.member(report.unit, Role.LEADER))


def reviewer(report: Submission) -> Viewer:
    province = report.unit.territory.parent
    assert province is not None
    return factories.viewer(factories.reviewer(province))


def taker(step: str, report: Submission) -> Viewer:
    """Return somebody who may take this step."""
    return leader(report) if step in {"submit", "withdraw"} else reviewer(report)


@pytest.mark.parametrize("state", Submission.State.values)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.django_db
def test_step_is_taken_from_the_states_it_starts_in_and_no_other(state: str, step: str) -> None:
    made = report(state)
    before = Event.objects.count()

    if (state, step) in ALLOWED:
        STEPS[step](made, taker(step, made))
        made.refresh_from_db()
        assert made.state == ALLOWED[state, step]
        assert Event.objects.latest("pk").sentence == WORDS[step]
        assert Event.objects.count() == before + 1
    else:
        version = made.version
        with pytest.raises(LockedError, match="không thể chuyển sang"):
            STEPS[step](made, taker(step, made))
        made.refresh_from_db()
        assert (made.state, made.version) == (state, version)
        assert Event.objects.count() == before


@pytest.mark.django_db
def test_first_report_of_a_period_is_made_when_it_is_handed_in() -> None:
    commune = factories.commune()
    plan, period = factories.issued_plan(commune), factories.period(commune)
    chairman = factories.viewer(factories.member(plan.issuer, Role.LEADER))

    made = actions.submit_report(
        plan=plan, unit=plan.issuer, period=period, version=0, by=chairman, at=factories.NOW
    )

    assert (made.state, made.submitted_by, made.submitted_at) == (
        "submitted",
        chairman.user,
        factories.NOW,
    )


@pytest.mark.parametrize(
    ("state", "reason"),
    [("planned", "Quý IV/2026 chưa mở"), ("closed", "Quý IV/2026 đã khóa")],
)
@pytest.mark.django_db
def test_report_is_handed_in_only_while_the_period_is_open(state: str, reason: str) -> None:
    commune = factories.commune()
    plan = factories.issued_plan(commune)
    period: Period = factories.period(commune, state=state)
    chairman = factories.viewer(factories.member(plan.issuer, Role.LEADER))

    with pytest.raises(LockedError, match=reason):
        actions.submit_report(
            plan=plan, unit=plan.issuer, period=period, version=0, by=chairman, at=factories.NOW
        )

    assert not Submission.objects.exists()


@pytest.mark.parametrize("words", ["", "  \n "])
@pytest.mark.django_db
def test_return_and_taking_back_need_words(words: str) -> None:
    submitted, accepted = report("submitted"), report("accepted")

    with pytest.raises(LockedError, match="Trả lại phải kèm ý kiến"):
        return_it(submitted, reviewer(submitted), words)
    with pytest.raises(LockedError, match="Hủy duyệt phải kèm lý do"):
        take_back(accepted, reviewer(accepted), words)


@pytest.mark.django_db
def test_nobody_accepts_their_own_report() -> None:
    made = report("submitted")
    person = reviewer(made).user
    Submission.objects.filter(pk=made.pk).update(submitted_by=person)
    made.refresh_from_db()
    before = Event.objects.count()

    with pytest.raises(PermissionDenied):
        accept(made, factories.viewer(person))

    made.refresh_from_db()
    assert made.state == "submitted"
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_comment_of_a_return_goes_when_the_report_comes_again() -> None:
    handed_in = report("submitted")
    made = return_it(handed_in, reviewer(handed_in))
    assert (made.comment, made.reviewed_at) == ("Thiếu số liệu", factories.NOW)

    assert submit(made, leader(made)).comment == ""


@pytest.mark.django_db
def test_taken_back_report_has_no_reviewer() -> None:
    accepted = report("accepted")
    made = take_back(accepted, reviewer(accepted))

    assert (made.reviewed_by, made.reviewed_at) == (None, None)


@pytest.mark.django_db
def test_step_on_a_page_that_has_grown_old_is_refused() -> None:
    made = report("submitted")
    stale = Submission.objects.get(pk=made.pk)
    withdraw(made, leader(made))
    submit(made, leader(made))

    with pytest.raises(LockedError, match="vừa được người khác xử lý"):
        accept(stale, reviewer(stale))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.django_db
def test_step_is_refused_to_who_does_not_hold_its_post(step: str) -> None:
    start = next(state for state, allowed in ALLOWED if allowed == step)
    made = report(start)
    elsewhere = report(start)
    events = Event.objects.count()
    wrong = reviewer(made) if step in {"submit", "withdraw"} else leader(made)

    for person in (
        wrong,
        taker(step, elsewhere),
        factories.viewer(factories.member(made.unit, Role.OFFICER)),
        factories.viewer(factories.member(made.unit, Role.AUDITOR)),
    ):
        with pytest.raises(PermissionDenied):
            STEPS[step](made, person)

    made.refresh_from_db()
    assert made.state == start
    assert Event.objects.count() == events


def test_of_eight_who_accept_at_once_one_wins(shared_database: None) -> None:
    pk = report("submitted").pk
    copies = [Submission.objects.get(pk=pk) for _ in range(8)]
    people = [reviewer(copies[0]) for _ in range(8)]
    events = Event.objects.count()

    outcomes = at_once([partial(accept, *pair) for pair in zip(copies, people, strict=True)])

    winners = [one for one in outcomes if isinstance(one, Submission)]
    assert len(winners) == 1, outcomes
    assert sum(isinstance(one, LockedError) for one in outcomes) == 7, outcomes
    assert Submission.objects.get().reviewed_by == winners[0].reviewed_by
    assert Event.objects.count() == events + 1


def test_of_accept_and_return_at_once_one_wins(shared_database: None) -> None:
    pk = report("submitted").pk
    first, second = (Submission.objects.get(pk=pk) for _ in range(2))
    one, other = reviewer(first), reviewer(first)

    outcomes = at_once([lambda: accept(first, one), lambda: return_it(second, other)])

    winners = [outcome for outcome in outcomes if isinstance(outcome, Submission)]
    assert len(winners) == 1, outcomes
    assert Submission.objects.get().state == winners[0].state
