"""A row that saves itself at every pause is one line of the trail; all saves stay stored."""

from datetime import datetime, timedelta

import pytest

from plans import trail
from plans.models import Event, User
from tasks import actions
from tasks.models import Assignment, Progress
from tests import factories
from tests.tasks.recording import Facts

pytestmark = pytest.mark.django_db

STATES = ("in_progress", "done_in_period")


class Typing(Facts):
    """The row of the commune, saved again and again."""

    def save(
        self,
        minute: int,
        *,
        by: User | None = None,
        row: Assignment | None = None,
        result: str = "",
    ) -> Progress:
        assignment = row or self.assignment
        known = Progress.objects.filter(assignment=assignment, period=self.period).first()
        return actions.record_progress(
            assignment=assignment,
            period=self.period,
            recorded=actions.Recorded(
                state=STATES[minute % 2], result=result or f"đến phút {minute}"
            ),
            version=known.version if known else 0,
            by=factories.viewer(by or self.officer),
            at=factories.NOW + timedelta(minutes=minute),
        )

    def lines(self) -> list[tuple[str, int]]:
        """Return when each line was and how many saves it stands for, the latest first."""
        found = trail.about(self.assignment.task, factories.viewer(self.officer))
        return [(entry.when.partition(" ")[0], entry.times) for entry in found]


@pytest.fixture
def typing(db: None) -> Typing:
    return Typing()


def test_saves_of_one_row_within_a_quarter_of_an_hour_are_one_line(typing: Typing) -> None:
    for minute in (0, 4, 15):
        typing.save(minute)

    assert typing.lines() == [("10:42–10:57", 3)]
    assert Event.objects.filter(verb="progress.record").count() == 3


def test_line_says_what_was_saved_last(typing: Typing) -> None:
    typing.save(0)
    typing.save(1)

    (entry,) = trail.about(typing.assignment.task, factories.viewer(typing.officer))

    assert "đã thực hiện trong kỳ" in entry.event.sentence


def test_save_after_a_quarter_of_an_hour_is_a_line_of_its_own(typing: Typing) -> None:
    for minute in (0, 14, 16):
        typing.save(minute)

    assert typing.lines() == [("10:56–10:58", 2), ("10:42", 1)]


def test_save_of_a_colleague_in_between_parts_the_line(typing: Typing) -> None:
    leader = factories.leader(typing.commune)
    typing.save(0)
    typing.save(1, by=leader)
    typing.save(2)

    assert typing.lines() == [("10:44", 1), ("10:43", 1), ("10:42", 1)]


def test_row_typed_beside_another_does_not_part_the_line(typing: Typing) -> None:
    plan = factories.plan(typing.commune)
    factories.task(plan)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    (other,) = factories.reporting(plan)
    typing.save(0)
    typing.save(1, row=other)
    typing.save(2)

    assert typing.lines() == [("10:42–10:44", 2)]


def test_words_of_the_period_before_are_a_line_of_their_own(typing: Typing) -> None:
    before = factories.period(typing.commune, ordinal=3)
    typing.save(0)
    actions.record_progress(
        assignment=typing.assignment,
        period=typing.period,
        recorded=actions.Recorded(state="in_progress", result="như cũ"),
        version=1,
        repeats=before,
        by=factories.viewer(typing.officer),
        at=factories.NOW + timedelta(minutes=1),
    )

    assert typing.lines() == [("10:43", 1), ("10:42", 1)]


def test_pages_of_the_task_and_of_the_trail_show_one_line_and_the_file_has_all(
    typing: Typing,
) -> None:
    for minute in range(3):
        typing.save(minute)
    client = factories.signed_in(typing.officer)

    for address in (typing.assignment.task.get_absolute_url(), "/trail/?kind=progress"):
        shown = client.get(address).content.decode()
        assert shown.count("ghi tiến độ Quý IV/2026") == 1, address
        assert "10:42–10:44 21/11/2026" in shown
        assert "(lưu 3 lần)" in shown
    assert "3 việc, mới nhất trước; các lần tự lưu liền nhau" in shown
    taken = client.post("/trail/export/?kind=progress").content.decode("utf-8-sig")
    assert taken.count("ghi tiến độ Quý IV/2026") == 3


def test_other_acts_are_never_folded(typing: Typing) -> None:
    event = Event(verb="row.edit", actor_text="A", sentence="sửa", at=factories.NOW)
    later = Event(verb="row.edit", actor_text="A", sentence="sửa", at=factories.NOW)

    assert [entry.times for entry in trail.fold([later, event])] == [1, 1]


def test_saves_around_midnight_name_the_day_of_the_last() -> None:
    last = datetime.fromisoformat("2026-11-22T00:05:00+07:00")
    saves = [
        Event(verb=trail.SAVE, actor_text="A", sentence="ghi", at=at)
        for at in (last, last - timedelta(minutes=9))
    ]

    (entry,) = trail.fold(saves)

    assert entry.when == "23:56–00:05 22/11/2026"
