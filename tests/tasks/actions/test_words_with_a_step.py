"""The words of a report go with the step of the same page: together or not at all."""

import pytest
from django.core.exceptions import PermissionDenied

from plans.models import Event
from tasks import actions
from tasks.actions import LockedError, Narrative, Seen
from tasks.models import Submission
from tests import factories
from tests.tasks.stepping import leader, officer, report, reviewer, trail

pytestmark = pytest.mark.django_db
TYPED = Narrative(results="Đã làm xong", limits="Chậm")


def submit(made: Submission, version: int) -> Submission:
    return actions.submit_report(
        plan=made.plan,
        unit=made.unit,
        period=made.period,
        version=version,
        narrative=TYPED,
        by=leader(made),
        at=factories.NOW,
    )


def test_words_and_signature_are_one_version_and_two_entries() -> None:
    made = report("proposed")
    before = Event.objects.count()

    signed = submit(made, made.version)

    assert actions.narrative_of(signed) == TYPED
    assert signed.version == made.version + 1
    assert Event.objects.count() == before + 2
    step, words = Event.objects.all()[:2]
    assert (step.verb, words.verb) == ("submission.submit", "submission.write")
    assert words.details["after"]["results"] == "Đã làm xong"


def test_words_on_an_old_page_are_kept_out_with_the_step() -> None:
    made = report("proposed")
    before = trail()

    with pytest.raises(LockedError, match="vừa được người khác xử lý"):
        submit(made, made.version - 1)

    assert trail() == before


def test_unchanged_words_leave_no_entry_of_their_own() -> None:
    made = submit(report("draft"), 1)
    made = actions.withdraw_submission(
        submission=made, version=made.version, by=leader(made), at=factories.NOW
    )
    before = Event.objects.count()

    submit(made, made.version)

    assert Event.objects.count() == before + 1


def test_who_only_corrected_words_while_sending_back_does_not_accept_them() -> None:
    made = report("proposed")
    chief = leader(made)
    actions.send_back_to_officer(
        submission=made,
        version=made.version,
        comment="Sửa",
        narrative=TYPED,
        by=chief,
        at=factories.NOW,
    )

    assert Event.objects.filter(actor=chief.user, verb="submission.write").exists()


def test_many_are_returned_or_none() -> None:
    first = report("submitted")
    by = reviewer(first)
    second = factories.submission(
        factories.issued_plan(factories.commune(parent=first.period.territory)), first.period
    )

    def return_them(version: int) -> list[Submission]:
        return actions.return_submissions(
            seen=[Seen(second, version), Seen(first, first.version)],
            reason="other",
            comment="Sửa",
            by=by,
            at=factories.NOW,
        )

    with pytest.raises(LockedError, match="Chưa báo cáo nào được trả lại"):
        return_them(second.version + 7)
    assert set(Submission.objects.values_list("state", flat=True)) == {"submitted"}
    with pytest.raises(PermissionDenied, match="Không được trả lại báo cáo này"):
        actions.return_submissions(
            seen=[Seen(first, first.version)],
            reason="other",
            comment="Sửa",
            by=officer(first),
            at=factories.NOW,
        )

    assert [one.state for one in return_them(second.version)] == ["returned", "returned"]
