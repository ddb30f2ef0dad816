"""A double click, a page sent again: what stands is given, and the trail has it once."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tasks.actions import ConflictError, LockedError, Recorded
from tests import factories
from tests.tasks import stepping
from tests.tasks.recording import DONE, Facts, written
from tests.tasks.stepping import (
    FROM,
    STEPS,
    leader,
    officer,
    propose,
    report,
    reviewer,
    submit,
    taker,
    trail,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("step", STEPS)
def test_step_sent_twice_gives_what_stands(step: str) -> None:
    made = report(FROM[step])
    by = taker(step, made)
    first = STEPS[step](made, by)
    before = trail()

    second = STEPS[step](made, by)

    assert (second, second.state, second.version) == (first, first.state, first.version)
    assert trail() == before


@pytest.mark.parametrize("step", ["write", "propose", "submit"])
def test_first_step_of_all_sent_twice_gives_what_stands(step: str) -> None:
    unsaved = report("none")
    by = leader(unsaved)
    first = STEPS[step](unsaved, by)
    before = trail()

    assert STEPS[step](unsaved, by) == first
    assert trail() == before


@pytest.mark.parametrize("step", [step for step in STEPS if step != "write"])
def test_same_step_of_somebody_else_is_refused(step: str) -> None:
    made = report(FROM[step])
    STEPS[step](made, taker(step, made))
    before = trail()

    with pytest.raises(LockedError):
        STEPS[step](made, taker(step, made))

    assert trail() == before


def test_step_sent_again_after_another_step_is_refused() -> None:
    made = report("draft")
    by = leader(made)
    stepping.withdraw(submit(made, by), by)
    before = trail()

    with pytest.raises(LockedError, match="vừa được người khác xử lý"):
        submit(made, by)

    assert trail() == before


def test_submitting_again_after_an_acceptance_was_taken_back_is_no_repetition() -> None:
    submitted = report("submitted")
    by = reviewer(submitted)
    stepping.take_back(stepping.accept(submitted, by), by)
    before = trail()

    with pytest.raises(LockedError, match="chờ duyệt"):
        submit(submitted, leader(submitted))

    assert trail() == before


def test_words_saved_after_a_step_make_the_step_no_repetition() -> None:
    made = report("draft")
    by = leader(made)
    stepping.write(made, by)
    before = trail()

    with pytest.raises(LockedError, match="vừa được người khác xử lý"):
        propose(made, by)

    assert trail() == before


def test_proposing_twice_on_a_fresh_page_is_told() -> None:
    made = report("draft")
    by = officer(made)

    with pytest.raises(LockedError, match="đã được trình lãnh đạo"):
        propose(propose(made, by), officer(made))


# Saves


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


@pytest.mark.parametrize("version", [0, 1])
def test_save_sent_twice_gives_what_stands(facts: Facts, version: int) -> None:
    typed = replace(DONE, figure_done=Decimal("4.0"), figure_unit="hội nghị")
    if version:
        facts.record(recorded=Recorded("in_progress"))
    first = facts.record(version=version, recorded=typed)
    before = written()

    second = facts.record(version=version, recorded=typed)

    assert (second, second.version) == (first, version + 1)
    assert written() == before


def test_other_words_on_the_old_version_conflict(facts: Facts) -> None:
    facts.record()
    before = written()

    with pytest.raises(ConflictError):
        facts.record(recorded=replace(DONE, difficulty="Thiếu kinh phí"))

    assert written() == before


def test_same_words_of_a_colleague_conflict(facts: Facts) -> None:
    facts.record()
    before = written()

    with pytest.raises(ConflictError):
        facts.record(by=factories.officer(facts.commune))

    assert written() == before


def test_forged_version_conflicts_whatever_was_typed(facts: Facts) -> None:
    facts.record()

    with pytest.raises(ConflictError):
        facts.record(version=7)
