"""Filling every empty row as in the period before."""

import pytest
from django.urls import reverse

from plans.models import Event, Period
from tasks.actions.progress import Recorded
from tasks.actions.repeat import Repeat, repeat_last
from tasks.models import Assignment, Progress
from tests import factories

pytestmark = pytest.mark.django_db


class Facts:
    """A commune with three rows, two of them reported in the quarter before."""

    def __init__(self) -> None:
        self.commune = factories.commune()
        self.period = factories.period(self.commune)
        self.before: Period = factories.period(self.commune, ordinal=3)
        self.rows: list[Assignment] = factories.reporting(
            factories.issued_plan(self.commune, tasks=3)
        )
        for row in self.rows[:2]:
            factories.recorded(row, self.before, result=f"Quý trước {row.pk}", difficulty="Khó")
        self.client = factories.signed_in(factories.officer(self.commune))
        self.address = reverse("tasks:progress-repeat", args=[self.period.pk])

    def written(self) -> dict[int, str]:
        now = Progress.objects.filter(period=self.period)
        return dict(now.values_list("assignment", "result"))


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_preview_shows_what_would_be_filled_in_and_writes_nothing(facts: Facts) -> None:
    page = facts.client.get(facts.address).content.decode()

    assert "2 dòng trống sẽ nhận" in page
    assert f"<q>Quý trước {facts.rows[0].pk}</q>" in page
    assert page.count('name="row"') == 2
    assert facts.written() == {}


def test_ticked_rows_are_filled_in_each_with_its_entry_in_the_trail(facts: Facts) -> None:
    ticked = [row.pk for row in facts.rows]

    answer = facts.client.post(facts.address, {"row": ticked[:2]}, follow=True)

    assert "Đã điền như kỳ trước cho 2 nhiệm vụ" in answer.content.decode()
    assert facts.written() == {pk: f"Quý trước {pk}" for pk in ticked[:2]}
    assert set(Progress.objects.filter(period=facts.period).values_list("difficulty")) == {("",)}
    marked = Event.objects.filter(verb="progress.record", sentence__contains="chữ như Quý III")
    assert marked.count() == 2


def test_row_that_was_filled_in_meanwhile_stays(facts: Facts) -> None:
    facts.client.get(facts.address)
    factories.recorded(facts.rows[0], facts.period, result="Mới")
    sent = {"row": [row.pk for row in facts.rows[:2]]}

    answer = facts.client.post(facts.address, sent, follow=True)

    assert facts.written()[facts.rows[0].pk] == "Mới"
    assert "1 nhiệm vụ giữ nguyên" in answer.content.decode()


def test_nothing_ticked_writes_nothing(facts: Facts) -> None:
    answer = facts.client.post(facts.address, follow=True)

    assert "Chưa chọn nhiệm vụ nào để điền." in answer.content.decode()
    assert facts.written() == {}


def test_rows_of_others_are_passed_over(facts: Facts) -> None:
    stranger = factories.signed_in(
        factories.officer(factories.commune(parent=facts.commune.parent))
    )

    stranger.post(facts.address, {"row": [facts.rows[0].pk, "x"]})

    assert facts.written() == {}


def test_first_period_has_nothing_to_go_on_with(facts: Facts) -> None:
    address = reverse("tasks:progress-repeat", args=[facts.before.pk])

    page = facts.client.post(address, {"row": [facts.rows[0].pk]}).content.decode()

    assert "Không còn dòng trống nào" in page


def test_row_that_is_filled_in_at_that_moment_stops_no_other(facts: Facts) -> None:
    rows = [Repeat(row, Recorded("in_progress", "Như kỳ trước")) for row in facts.rows]
    factories.recorded(facts.rows[0], facts.period, result="Mới")

    done = repeat_last(
        rows=rows,
        period=facts.period,
        before=facts.before,
        by=factories.viewer(factories.officer(facts.commune)),
        at=factories.NOW,
    )

    assert [one.assignment for one in done] == facts.rows[1:]
    assert facts.written()[facts.rows[0].pk] == "Mới"
