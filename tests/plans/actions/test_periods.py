"""Periods are opened once and closed once."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from plans.access import Viewer
from plans.actions import WrongStateError, close_period, open_period
from plans.models import Event, Period
from tests import factories

State = Period.State


def province_reviewer(period: Period) -> Viewer:
    return factories.viewer(factories.reviewer(period.territory))


@pytest.mark.django_db
def test_planned_period_is_opened_and_the_trail_says_so() -> None:
    period = factories.period(factories.province(), state=State.PLANNED)

    opened = open_period(period=period, by=province_reviewer(period), at=factories.NOW)

    assert opened.is_open
    event = Event.objects.get()
    assert (event.verb, event.sentence) == ("period.open", "mở kỳ báo cáo Quý IV/2026")
    assert (event.subject, event.territory) == (period, period.territory)


@pytest.mark.django_db
def test_open_period_is_closed_by_a_person_at_a_moment() -> None:
    period = factories.period(factories.province())
    by = province_reviewer(period)

    closed = close_period(period=period, by=by, at=factories.NOW)

    assert (closed.state, closed.closed_by, closed.closed_at) == ("closed", by.user, factories.NOW)
    event = Event.objects.get()
    assert (event.verb, event.actor) == ("period.closed", by.user)
    assert event.sentence == "khóa kỳ báo cáo Quý IV/2026"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.OPEN, "Không thể mở Quý IV/2026: kỳ này đang mở."),
        (State.CLOSED, "Không thể mở Quý IV/2026: kỳ này đã khóa."),
    ],
)
def test_only_a_planned_period_is_opened(state: str, sentence: str) -> None:
    period = factories.period(factories.province(), state=state)

    with pytest.raises(WrongStateError) as refused:
        open_period(period=period, by=None, at=factories.NOW)

    assert str(refused.value) == sentence
    assert not Event.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.PLANNED, "Không thể khóa Quý IV/2026: kỳ này chưa mở."),
        (State.CLOSED, "Không thể khóa Quý IV/2026: kỳ này đã khóa."),
    ],
)
def test_only_an_open_period_is_closed(state: str, sentence: str) -> None:
    period = factories.period(factories.province(), state=state)
    by = province_reviewer(period)

    with pytest.raises(WrongStateError) as refused:
        close_period(period=period, by=by, at=factories.NOW)

    assert str(refused.value) == sentence
    period.refresh_from_db()
    assert period.closed_by != by.user
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_second_closing_leaves_the_first_as_it_was() -> None:
    period = factories.period(factories.province())
    first, second = province_reviewer(period), province_reviewer(period)
    close_period(period=period, by=first, at=factories.NOW)

    with pytest.raises(WrongStateError):
        close_period(period=period, by=second, at=factories.NOW)

    period.refresh_from_db()
    assert period.closed_by == first.user
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_old_copy_of_a_period_decides_nothing() -> None:
    period = factories.period(factories.province())
    stale = Period.objects.get(pk=period.pk)
    close_period(period=period, by=province_reviewer(period), at=factories.NOW)
    assert stale.is_open

    with pytest.raises(WrongStateError):
        close_period(period=stale, by=province_reviewer(period), at=factories.NOW)


@pytest.mark.usefixtures("shared_database")
def test_of_two_who_close_at_once_one_does() -> None:
    period = factories.period(factories.province())
    viewers = [province_reviewer(period) for _ in range(2)]
    together = Barrier(len(viewers))
    outcomes: list[str] = []

    def close(by: Viewer) -> None:
        try:
            mine = Period.objects.get(pk=period.pk)
            together.wait(timeout=10)
            close_period(period=mine, by=by, at=factories.NOW)
            outcomes.append("closed")
        except WrongStateError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=close, args=(viewer,)) for viewer in viewers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["closed", "refused"]
    assert Event.objects.filter(verb="period.closed").count() == 1
