"""Who may accept: nobody what they wrote; and many reports at once, all or none."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from plans.access import Role, Viewer
from plans.actions import hand_over_post
from plans.models import Membership, Unit, User
from tasks import actions
from tasks.access import wrote_report
from tasks.actions import LockedError, Recorded, Seen
from tasks.models import Assignment, Evidence, Submission
from tests import factories
from tests.tasks.stepping import (
    accept,
    leader,
    officer,
    propose,
    report,
    return_it,
    reviewer,
    send_back,
    submit,
    take_back,
    trail,
    withdraw,
    write,
)

pytestmark = pytest.mark.django_db


def two_posts(report: Submission, role: Role = Role.LEADER) -> Viewer:
    """Return somebody of the commune who also reviews at Sở Nội vụ."""
    person = factories.reviewer(report.period.territory)
    Membership.objects.create(user=person, unit=report.unit, role=role)
    return factories.viewer(person)


def row(report: Submission) -> Assignment:
    return factories.reporting(report.plan)[0]


def save(report: Submission, by: User, *, version: int, result: str) -> None:
    actions.record_progress(
        assignment=row(report),
        period=report.period,
        recorded=Recorded("in_progress", result),
        version=version,
        by=factories.viewer(by),
        at=factories.NOW,
    )


def recorded_a_row(report: Submission, by: Viewer) -> Submission:
    save(report, by.user, version=0, result="Đã làm")
    return submit(report, leader(report))


def was_overwritten(report: Submission, by: Viewer) -> Submission:
    save(report, by.user, version=0, result="Đã làm")
    save(report, officer(report).user, version=1, result="Đồng nghiệp viết lại")
    return submit(report, leader(report))


def added_evidence(report: Submission, by: Viewer) -> Submission:
    colleague = officer(report).user
    save(report, colleague, version=0, result="Đã làm")
    Evidence.objects.create(
        progress=row(report).progress.get(),
        kind=Evidence.Kind.EXPLANATION,
        text="Biên bản hội nghị",
        added_at=factories.NOW,
        added_by=by.user,
    )
    return submit(report, leader(report))


def wrote_words_that_were_replaced(report: Submission, by: Viewer) -> Submission:
    written = write(write(report, by), officer(report), "Đồng nghiệp viết lại")
    return submit(written, leader(report))


def proposed_it(report: Submission, by: Viewer) -> Submission:
    return submit(propose(report, by), leader(report))


def proposed_it_before_it_was_sent_back(report: Submission, by: Viewer) -> Submission:
    back = send_back(propose(report, by), leader(report))
    return submit(propose(back, officer(report)), leader(report))


def submitted_it(report: Submission, by: Viewer) -> Submission:
    return submit(report, by)


def submitted_it_before_a_return(report: Submission, by: Viewer) -> Submission:
    returned = return_it(submit(report, by), reviewer(report))
    return submit(returned, leader(report))


def submitted_it_before_a_withdrawal(report: Submission, by: Viewer) -> Submission:
    return submit(withdraw(submit(report, by), leader(report)), leader(report))


@pytest.mark.parametrize(
    "wrote",
    [
        recorded_a_row,
        was_overwritten,
        added_evidence,
        wrote_words_that_were_replaced,
        proposed_it,
        proposed_it_before_it_was_sent_back,
        submitted_it,
        submitted_it_before_a_return,
        submitted_it_before_a_withdrawal,
    ],
    ids=lambda wrote: wrote.__name__,
)
def test_nobody_accepts_what_they_wrote(wrote: Callable[[Submission, Viewer], Submission]) -> None:
    made = report()
    by = two_posts(made)
    submitted = wrote(made, by)
    before = trail()

    with pytest.raises(PermissionDenied, match="Không ai được duyệt báo cáo do chính mình"):
        accept(submitted, by)

    assert trail() == before
    assert accept(submitted, reviewer(made)).state == "accepted"


def test_old_copy_does_not_hide_who_submitted() -> None:
    made = report()
    by = two_posts(made)
    submitted = submit(made, by)
    forged = Submission.objects.get(pk=submitted.pk)
    forged.submitted_by = forged.proposed_by = None

    with pytest.raises(PermissionDenied):
        accept(forged, by)


def test_who_has_two_posts_accepts_what_others_wrote() -> None:
    made = report()
    by = two_posts(made)

    assert accept(submit(made, leader(made)), by).reviewed_by == by.user


def test_chairman_who_moves_to_the_reviewers_post_meets_his_own_report_and_leaves_it() -> None:
    """Whoever takes the post over next accepts it: what one wrote goes with the person."""
    handed_in = report("submitted")
    chairman, keeper = handed_in.submitted_by, reviewer(handed_in).user
    assert chairman is not None
    office = User.objects.create_superuser("quan-tri", full_name="Quản trị")
    today, tomorrow = factories.TODAY, factories.TODAY + timedelta(days=1)

    def hand_over(holder: User, to: User, on: date) -> Viewer:
        hand_over_post(
            membership=holder.memberships.get(role=Role.REVIEWER),
            to=to,
            on=on,
            by=factories.viewer(office),
            at=factories.NOW,
        )
        return factories.viewer(to, on)

    chairman.memberships.update(valid_to=today - timedelta(days=1))
    moved = hand_over(keeper, chairman, today)
    before = trail()
    with pytest.raises(PermissionDenied, match="Không ai được duyệt báo cáo do chính mình"):
        accept(handed_in, moved)
    assert trail() == before

    successor = hand_over(chairman, factories.user(), tomorrow)
    assert accept(handed_in, successor).reviewed_by == successor.user


def test_who_took_an_acceptance_back_accepts_again() -> None:
    accepted = report("accepted")
    by = reviewer(accepted)

    assert accept(take_back(accepted, by), by).state == "accepted"


def test_row_of_another_period_or_report_does_not_count() -> None:
    made, other = report(), report()
    by = two_posts(made)
    earlier = factories.period(made.unit.territory, ordinal=3)
    factories.recorded(row(made), earlier, by=by.user)
    Membership.objects.create(user=by.user, unit=other.unit, role=Role.OFFICER)
    save(other, by.user, version=0, result="Đã làm")

    assert accept(submit(made, leader(made)), by).state == "accepted"


def test_who_recorded_their_own_departments_row_of_a_shared_task_reviews_the_others() -> None:
    province = factories.province()
    home, health = (
        factories.unit(province, name, kind=Unit.Kind.DEPARTMENT)
        for name in ("Sở Nội vụ", "Sở Y tế")
    )
    plan = factories.plan(province)
    task = factories.task(plan, lead=home)
    factories.party(task, "lead", unit=health)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    period = factories.period(province)
    person = factories.reviewer(province)
    Membership.objects.create(user=person, unit=home, role=Role.OFFICER)
    own = task.assignments.get(unit=home)
    factories.recorded(own, period, by=person)
    chief = factories.viewer(factories.member(health, Role.LEADER))

    submitted = submit(Submission(plan=plan, unit=health, period=period), chief)

    assert accept(submitted, factories.viewer(person)).state == "accepted"
    made = Submission.objects.create(plan=plan, unit=home, period=period)
    assert wrote_report(factories.viewer(person), made)


# Many at once


class Many:
    """Three communes of a province that have reported, and their reviewer."""

    def __init__(self) -> None:
        province = factories.province()
        period = factories.period(province)
        self.reports = [
            factories.submission(factories.issued_plan(commune), period)
            for commune in (
                factories.commune(f"Xã {name}", parent=province) for name in ("A", "B", "C")
            )
        ]
        self.reviewer = factories.viewer(factories.reviewer(province))

    def accept(self, reports: list[Submission], by: Viewer | None = None) -> list[Submission]:
        return actions.accept_submissions(
            seen=[Seen(one, one.version) for one in reports],
            by=by or self.reviewer,
            at=factories.NOW,
        )


def test_many_are_accepted_each_with_its_step_and_entry() -> None:
    many = Many()
    _, steps, events = trail()

    accepted = many.accept(many.reports[::-1])

    assert accepted == many.reports
    assert {one.state for one in accepted} == {"accepted"}
    assert trail()[1:] == (int(str(steps)) + 3, int(str(events)) + 3)


def withdrawn(many: Many) -> Submission:
    return withdraw(many.reports[1], leader(many.reports[1]))


def grown_old(many: Many) -> Submission:
    stale = many.reports[1]
    submit(withdraw(stale, leader(stale)), leader(stale))
    return stale


@pytest.mark.parametrize(
    ("wrong", "words"),
    [(withdrawn, "đang soạn, không thể"), (grown_old, "vừa được người khác xử lý")],
    ids=["withdrawn", "grown old"],
)
def test_one_that_cannot_be_accepted_stops_all_and_is_named(
    wrong: Callable[[Many], Submission], words: str
) -> None:
    many = Many()
    bad = wrong(many)
    before = trail()

    with pytest.raises(LockedError) as refused:
        many.accept([many.reports[0], bad, many.reports[2]])

    told = str(refused.value)
    assert told.startswith("UBND xã B: ")
    assert words in told
    assert told.endswith("Chưa báo cáo nào được duyệt.")
    assert trail() == before


def test_own_report_among_many_stops_all_and_is_named() -> None:
    many = Many()
    mine = withdrawn(many)
    by = two_posts(mine)
    submitted = submit(mine, by)
    before = trail()

    with pytest.raises(PermissionDenied, match=r"UBND xã B: Không ai .* Chưa báo cáo nào"):
        many.accept([many.reports[0], submitted], by)

    assert trail() == before


def test_report_of_another_province_among_many_stops_all_and_is_named() -> None:
    many, foreign = Many(), report("submitted")
    before = trail()

    with pytest.raises(PermissionDenied, match="UBND xã Điềm He: Không được duyệt"):
        many.accept([*many.reports, foreign])

    assert trail() == before


def test_one_chosen_twice_is_accepted_once() -> None:
    many = Many()

    many.accept([many.reports[0], many.reports[0]])

    assert many.reports[0].steps.filter(state="accepted").count() == 1
