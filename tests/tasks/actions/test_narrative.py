"""The words of a report: written on top of what the writer saw, never over somebody else's."""

import pytest

from plans.models import Event
from tasks.actions import ConflictError, LockedError
from tasks.models import Submission
from tests import factories
from tests.tasks.stepping import leader, officer, propose, report, submit, trail, write

pytestmark = pytest.mark.django_db


def test_first_words_begin_the_report() -> None:
    unsaved = report("none")

    made = write(unsaved, officer(unsaved))

    assert (made.state, made.version, made.results) == ("draft", 2, "Đã làm xong")
    assert not made.steps.exists()


def test_trail_keeps_the_words_before_and_after() -> None:
    made = report()

    write(write(made, officer(made), "Bản 1"), officer(made), "Bản 2")

    details = Event.objects.latest("pk").details
    assert (details["before"]["results"], details["after"]["results"]) == ("Bản 1", "Bản 2")


def test_words_on_an_old_version_conflict_and_both_are_there() -> None:
    made = report()
    write(made, officer(made), "Bản của đồng nghiệp")
    before = trail()

    with pytest.raises(ConflictError) as refused:
        write(made, officer(made), "Bản của tôi")

    assert isinstance(refused.value.current, Submission)
    assert refused.value.current.results == "Bản của đồng nghiệp"
    assert trail() == before


def test_first_words_of_two_conflict() -> None:
    unsaved = report("none")
    write(unsaved, officer(unsaved), "Bản của đồng nghiệp")

    with pytest.raises(ConflictError):
        write(unsaved, officer(unsaved), "Bản của tôi")


def test_same_words_leave_no_trace() -> None:
    draft = report()
    made = write(draft, officer(draft))
    before = trail()

    assert write(made, officer(made)).version == made.version
    assert trail() == before


def test_leader_signs_the_words_that_were_read() -> None:
    made = report()
    write(made, officer(made), "Sửa sau khi lãnh đạo mở trang")

    with pytest.raises(LockedError, match="vừa được người khác xử lý"):
        submit(made, leader(made))
    with pytest.raises(LockedError, match="vừa được người khác xử lý"):
        propose(made, officer(made))


def test_words_change_in_a_proposed_report_and_it_stays_proposed() -> None:
    proposed = report("proposed")

    assert write(proposed, officer(proposed)).proposed_by == proposed.proposed_by


def test_closed_period_takes_no_words() -> None:
    made = report()
    made.period.state = "closed"
    made.period.closed_at, made.period.closed_by = factories.NOW, factories.user()
    made.period.save()
    before = trail()

    with pytest.raises(LockedError, match="Kỳ Quý IV/2026 đã khóa"):
        write(made, officer(made))

    assert trail() == before
