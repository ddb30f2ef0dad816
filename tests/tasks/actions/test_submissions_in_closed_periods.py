"""A closed period changes only with a reason that the trail has: it is reopened, or time given."""

from datetime import date

import pytest

from plans.actions import close_period, extend_period, reopen_period
from tasks.actions import LockedError
from tasks.models import Submission
from tests import factories
from tests.tasks.stepping import FROM, STEPS, report, reviewer, take_back, taker, trail

pytestmark = pytest.mark.django_db

ADVICE = {
    "return": "Trả lại lúc này thì đơn vị không sửa được: gia hạn hoặc mở lại kỳ trước.",
    "take_back": "Muốn hủy duyệt thì gia hạn cho đơn vị hoặc mở lại kỳ trước.",
}


def closed(stage: str) -> Submission:
    """Return a report at a stage of its way, its period closed over it."""
    made = report(stage)
    close_period(period=made.period, by=reviewer(made), at=factories.NOW)
    return made


@pytest.mark.parametrize("step", [step for step in STEPS if step != "accept"])
def test_no_step_moves_a_report_of_a_closed_period(step: str) -> None:
    made = closed(FROM[step])
    by = taker(step, made)
    before = trail()

    with pytest.raises(LockedError, match=r"Kỳ Quý IV/2026 đã khóa\.") as refused:
        STEPS[step](made, by)

    assert str(refused.value).endswith(ADVICE.get(step, "gia hạn cho đơn vị."))
    assert trail() == before


def test_what_was_handed_in_before_is_still_accepted() -> None:
    made = closed("submitted")

    assert STEPS["accept"](made, reviewer(made)).state == "accepted"


@pytest.mark.parametrize("step", STEPS)
def test_every_step_is_taken_by_a_unit_with_more_time(step: str) -> None:
    made = closed(FROM[step])
    extend_period(
        period=made.period,
        units=[made.unit],
        due_on=date(2026, 12, 24),
        reason="Số liệu sai",
        by=reviewer(made),
        at=factories.NOW,
    )

    assert STEPS[step](made, taker(step, made)).version == made.version + 1


def test_acceptance_is_taken_back_when_the_period_is_reopened() -> None:
    made = closed("accepted")
    by = reviewer(made)
    reopen_period(period=made.period, reason="Số liệu sai", by=by, at=factories.NOW)

    assert take_back(made, by).state == "submitted"


def test_taking_back_twice_around_the_closing_gives_what_stands() -> None:
    made = report("accepted")
    by = reviewer(made)
    taken = take_back(made, by)
    close_period(period=made.period, by=by, at=factories.NOW)

    assert take_back(made, by) == taken
