"""Periods ticked in the calendar are opened or closed together, or none of them."""

import pytest
from django.test import Client

from plans.models import Event, Period, Territory
from tests import factories

pytestmark = pytest.mark.django_db

State = Period.State


@pytest.fixture
def place() -> Territory:
    return factories.province()


@pytest.fixture
def keeper(place: Territory) -> Client:
    return factories.signed_in(factories.reviewer(place))


def states() -> list[str]:
    return list(Period.objects.order_by("ordinal").values_list("state", flat=True))


def three(place: Territory, *states: str) -> list[int]:
    made = [factories.period(place, ordinal=at, state=one) for at, one in enumerate(states, 1)]
    return [one.pk for one in made]


def test_ticked_periods_are_named_before_they_are_opened(keeper: Client, place: Territory) -> None:
    ticked = three(place, State.PLANNED, State.PLANNED, State.PLANNED)[:2]

    asked = keeper.get("/periods/open/", {"period": ticked})
    done = keeper.post("/periods/open/", {"period": ticked}, follow=True)

    assert "Mở 2 kỳ" in asked.content.decode()
    assert states() == [State.OPEN, State.OPEN, State.PLANNED]
    assert "2 kỳ đang mở: Quý I/2026, Quý II/2026." in done.content.decode()
    assert Event.objects.filter(verb="period.open").count() == 2


def test_one_period_that_cannot_be_closed_keeps_all_open(keeper: Client, place: Territory) -> None:
    ticked = three(place, State.OPEN, State.OPEN, State.PLANNED)

    answer = keeper.post("/periods/close/", {"period": ticked}, follow=True)

    assert states() == [State.OPEN, State.OPEN, State.PLANNED]
    assert "Chưa kỳ nào thay đổi. Không thể khóa Quý III/2026" in answer.content.decode()
    assert not Event.objects.filter(verb="period.closed").exists()


def test_report_that_came_in_meanwhile_is_told_before_closing(
    keeper: Client, place: Territory
) -> None:
    (ticked,) = three(place, State.OPEN)
    plan = factories.issued_plan(factories.commune(parent=place))
    report = factories.submission(plan, Period.objects.get(), state="submitted")

    asked = keeper.post("/periods/close/", {"period": ticked})
    keeper.post("/periods/close/", {"period": ticked, "in_review": report.pk})

    assert asked.status_code == 409
    assert "có thêm 1 báo cáo được nộp" in asked.content.decode()
    assert states() == [State.CLOSED]


@pytest.mark.parametrize("address", ["/periods/open/", "/periods/close/"])
def test_nothing_ticked_asks_for_a_tick(keeper: Client, address: str) -> None:
    assert "Chưa chọn kỳ nào" in keeper.get(address, follow=True).content.decode()


@pytest.mark.parametrize("strange", ["0", "999999"])
def test_period_that_is_not_there_opens_none(
    keeper: Client, place: Territory, strange: str
) -> None:
    own = three(place, State.PLANNED)

    answer = keeper.post("/periods/open/", {"period": [*own, strange]})

    assert answer.status_code == 404
    assert states() == [State.PLANNED]


def test_period_of_another_province_opens_none(keeper: Client, place: Territory) -> None:
    own = three(place, State.PLANNED)
    foreign = factories.period(factories.province("Tỉnh Cao Bằng"), state=State.PLANNED)

    answer = keeper.post("/periods/open/", {"period": [*own, foreign.pk]})

    assert answer.status_code == 404
    assert set(states()) == {State.PLANNED}
