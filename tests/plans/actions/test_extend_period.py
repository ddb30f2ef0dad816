"""Reopening, and more time for a unit: reasons, days, and what the trail says."""

from datetime import date

import pytest

from plans.access import Viewer
from plans.actions import WrongStateError, extend_period, reopen_period
from plans.models import Event, Extension, Period, Unit
from tests import factories

pytestmark = pytest.mark.django_db


class Facts:
    """A period of a province, two communes' UBND in it, and who keeps the calendar."""

    def __init__(self, state: str = "open") -> None:
        province = factories.province()
        self.period = factories.period(province, state=state)
        self.units = [
            factories.committee(factories.commune(name, parent=province))
            for name in ("Xã Điềm He", "Xã Tri Lễ")
        ]
        self.keeper: Viewer = factories.viewer(factories.reviewer(province))

    def extend(
        self,
        *units: Unit,
        due_on: date = date(2026, 12, 24),
        reason: str = "Mưa lũ",
    ) -> list[Extension]:
        return extend_period(
            period=self.period,
            units=units or self.units,
            due_on=due_on,
            reason=reason,
            by=self.keeper,
            at=factories.NOW,
        )


@pytest.mark.parametrize("state", ["open", "closed"])
def test_units_get_more_time_and_the_trail_says_so_for_each(state: str) -> None:
    facts = Facts(state)

    given = facts.extend()

    assert [(one.unit, one.due_on, one.reason) for one in given] == [
        (unit, date(2026, 12, 24), "Mưa lũ") for unit in facts.units
    ]
    assert {(one.granted_by, one.granted_at) for one in given} == {
        (facts.keeper.user, factories.NOW)
    }
    events = Event.objects.filter(verb="period.extend").order_by("pk")
    assert [one.sentence for one in events] == [
        "gia hạn Quý IV/2026 cho UBND xã Điềm He đến hết ngày 24/12/2026: Mưa lũ",
        "gia hạn Quý IV/2026 cho UBND xã Tri Lễ đến hết ngày 24/12/2026: Mưa lũ",
    ]
    assert [one.territory for one in events] == [one.territory for one in facts.units]
    assert {one.subject for one in events} == {facts.period}


def test_last_extension_is_in_force_and_each_before_it_is_kept() -> None:
    facts = Facts()
    first, neighbours = facts.extend()
    (last,) = facts.extend(facts.units[0], due_on=date(2026, 12, 28), reason="Chưa thông đường")

    assert set(Extension.objects.all().in_force()) == {last, neighbours}
    assert list(Extension.objects.filter(unit=facts.units[0])) == [first, last]
    first.refresh_from_db()
    assert (first.due_on, first.reason) == (date(2026, 12, 24), "Mưa lũ")
    assert Event.objects.count() == 3


def test_less_time_than_the_last_is_in_force_when_it_was_given_last() -> None:
    facts = Facts()
    unit = facts.units[0]
    for day in (24, 28, 24):
        facts.extend(unit, due_on=date(2026, 12, day))

    given = Extension.objects.all().more_time()[facts.period.pk, unit.pk]
    assert [day.day for _, day in given.given] == [24, 28, 24]
    assert given.until == date(2026, 12, 24)
    assert not Extension.objects.all().running(date(2026, 12, 25)).exists()
    assert Event.objects.count() == 3


def test_same_extension_sent_twice_stands_once() -> None:
    facts = Facts()

    assert facts.extend() == facts.extend()
    assert Extension.objects.count() == Event.objects.count() == 2


@pytest.mark.parametrize(
    ("state", "change", "words"),
    [
        ("open", {"reason": " \n"}, "Gia hạn phải nêu lý do."),
        ("planned", {}, "Quý IV/2026 chưa mở; hãy sửa hạn nộp trong lịch thay vì gia hạn."),
        (
            "open",
            {"due_on": date(2026, 11, 20)},
            "Không gia hạn lùi: ngày 20/11/2026 đã qua.",
        ),
        (
            "open",
            {"due_on": date(2026, 12, 17)},
            "Hạn của UBND xã Điềm He đã là ngày 17/12/2026; chọn một ngày sau đó.",
        ),
    ],
    ids=["no reason", "not begun", "into the past", "no later"],
)
def test_extension_that_makes_no_sense_is_refused(
    state: str, change: dict[str, object], words: str
) -> None:
    facts = Facts(state)

    with pytest.raises(WrongStateError) as refused:
        facts.extend(**change)  # type: ignore[arg-type]

    assert str(refused.value) == words
    assert not Extension.objects.exists()
    assert not Event.objects.exists()


def test_one_unit_with_a_later_day_anyway_stops_all() -> None:
    facts = Facts()
    department = factories.unit(facts.period.territory, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)

    with pytest.raises(WrongStateError, match="Hạn của Sở Y tế đã là ngày 20/12/2026"):
        facts.extend(*facts.units, department, due_on=date(2026, 12, 19))

    assert not Extension.objects.exists()
    assert not Event.objects.exists()


def test_extension_reads_as_a_sentence_and_runs_until_its_day() -> None:
    facts = Facts()
    given = facts.extend(facts.units[0])[0]

    assert str(given) == "UBND xã Điềm He, Quý IV/2026: đến hết ngày 24/12/2026"
    running = Extension.objects.all().running
    assert running(date(2026, 12, 24)).exists()
    assert not running(date(2026, 12, 25)).exists()


def test_extension_is_seen_by_its_unit_and_those_above() -> None:
    facts = Facts()
    given = facts.extend(facts.units[0])

    def seen(viewer: Viewer) -> list[Extension]:
        return list(Extension.objects.all().visible_to(viewer))

    assert seen(factories.viewer(factories.member(facts.units[0]))) == given
    assert seen(facts.keeper) == given
    assert seen(factories.viewer(factories.member(facts.units[1]))) == []


# Reopen


def reopen(facts: Facts, reason: str = "Số liệu sai") -> Period:
    return reopen_period(period=facts.period, reason=reason, by=facts.keeper, at=factories.NOW)


def test_closed_period_is_reopened_for_a_reason_that_stays() -> None:
    facts = Facts("closed")

    reopened = reopen(facts)

    assert (reopened.state, reopened.closed_at, reopened.closed_by) == ("open", None, None)
    event = Event.objects.get()
    assert event.sentence == "mở lại kỳ báo cáo Quý IV/2026: Số liệu sai"
    assert event.actor == facts.keeper.user


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        ("closed", "  ", "Mở lại kỳ đã khóa phải nêu lý do."),
        ("open", "Số liệu sai", "Không thể mở lại Quý IV/2026: kỳ này đang mở."),
        ("planned", "Số liệu sai", "Không thể mở lại Quý IV/2026: kỳ này chưa mở."),
    ],
)
def test_only_a_closed_period_is_reopened_and_with_a_reason(
    state: str, reason: str, words: str
) -> None:
    facts = Facts(state)

    with pytest.raises(WrongStateError) as refused:
        reopen(facts, reason)

    assert str(refused.value) == words
    facts.period.refresh_from_db()
    assert facts.period.state == state
    assert not Event.objects.exists()
