"""A step sent again with other words is no repetition: it is refused, and what stands stays."""

from collections.abc import Callable
from functools import partial

import pytest

from plans.access import Viewer
from tasks import actions
from tasks.actions import LockedError, Narrative, Seen
from tasks.models import Submission
from tests import factories
from tests.tasks import stepping
from tests.tasks.stepping import FROM, report, reviewer, taker, trail
from tests.tasks.threads import at_once

Said = Callable[[Submission, Viewer], Submission]
FIRST, OTHER = Narrative(results="Lần một"), Narrative(results="Lần hai, đã sửa số")


def with_words(step: str, narrative: Narrative) -> Said:
    """Return a step of the unit with the words typed on the same page."""
    act = {"propose": actions.propose_report, "submit": actions.submit_report}[step]

    def take(made: Submission, by: Viewer) -> Submission:
        return act(
            plan=made.plan,
            unit=made.unit,
            period=made.period,
            version=made.version,
            by=by,
            at=factories.NOW,
            narrative=narrative,
        )

    return take


def sent_back(comment: str, narrative: Narrative | None = None) -> Said:
    def take(made: Submission, by: Viewer) -> Submission:
        return actions.send_back_to_officer(
            submission=made,
            version=made.version,
            comment=comment,
            by=by,
            at=factories.NOW,
            narrative=narrative,
        )

    return take


CASES: dict[str, tuple[str, Said, Said]] = {
    "propose": ("propose", with_words("propose", FIRST), with_words("propose", OTHER)),
    "submit": ("submit", with_words("submit", FIRST), with_words("submit", OTHER)),
    "send back": ("send_back", sent_back("Thiếu số"), sent_back("Thiếu minh chứng")),
    "send back, words": (
        "send_back",
        sent_back("Thiếu số", FIRST),
        sent_back("Thiếu số", OTHER),
    ),
    "return, comment": (
        "return",
        partial(stepping.return_it, comment="Thiếu số"),
        partial(stepping.return_it, comment="Sai số"),
    ),
    "return, reason": (
        "return",
        partial(stepping.return_it, reason="no_evidence"),
        partial(stepping.return_it, reason="wrong_figures"),
    ),
    "take back": (
        "take_back",
        partial(stepping.take_back, reason="Duyệt nhầm"),
        partial(stepping.take_back, reason="Số liệu sai"),
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES)
def test_same_step_in_other_words_is_refused_and_told(case: str) -> None:
    step, first, other = CASES[case]
    made = report(FROM[step])
    by = taker(step, made)
    stood = first(made, by)
    before = trail()

    with pytest.raises(
        LockedError, match=r"với nội dung khác\. Nội dung gửi lần này chưa được lưu"
    ):
        other(made, by)

    assert trail() == before
    assert first(made, by) == stood, "the same words again give what stands"
    assert trail() == before


@pytest.mark.django_db
@pytest.mark.parametrize("said", [{"comment": "Sai số"}, {"reason": "wrong_figures"}])
def test_many_returned_again_in_other_words_are_refused(said: dict[str, str]) -> None:
    made = report("submitted")
    by = reviewer(made)
    seen = [Seen(made, made.version)]
    words = {"reason": "no_evidence", "comment": "Thiếu số"}
    actions.return_submissions(seen=seen, **words, by=by, at=factories.NOW)
    before = trail()

    with pytest.raises(LockedError, match="Chưa báo cáo nào được trả lại"):
        actions.return_submissions(seen=seen, **words | said, by=by, at=factories.NOW)

    assert trail() == before


@pytest.mark.usefixtures("shared_database")
@pytest.mark.parametrize("case", CASES)
def test_of_two_tabs_at_once_one_wins_and_the_other_is_told(case: str) -> None:
    step, first, other = CASES[case]
    made = report(FROM[step])
    by = taker(step, made)

    outcomes = at_once([partial(first, made, by), partial(other, made, by)])

    refused = [one for one in outcomes if isinstance(one, Exception)]
    assert len(refused) == 1, outcomes
    assert isinstance(refused[0], LockedError)
    assert "chưa được lưu" in str(refused[0])
