"""The calendar as an office keeps it: a year is planned, corrected, and taken out again."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from plans.access import Viewer
from plans.actions import (
    WrongStateError,
    change_period,
    close_period,
    delete_period,
    open_period,
    plan_periods,
)
from plans.calendars import PlannedPeriod, Template, propose
from plans.models import Event, Period, Territory
from tests import factories
from tests.tasks.threads import at_once

pytestmark = pytest.mark.django_db
YEAR = propose(Template.GOVERNMENT, 2026, with_districts=False)
FIRST = YEAR[0]


def keeper(place: Territory) -> Viewer:
    return factories.viewer(factories.reviewer(place))


def planned(place: Territory, periods: list[PlannedPeriod] = YEAR) -> list[Period]:
    return plan_periods(territory=place, periods=periods, by=keeper(place), at=factories.NOW)


def change(period: Period, days: PlannedPeriod) -> Period:
    return change_period(period=period, days=days, by=keeper(period.territory), at=factories.NOW)


# Plan


def test_year_is_planned_and_the_trail_names_its_periods() -> None:
    place = factories.province()

    made = planned(place)

    assert [one.state for one in made] == ["planned"] * 4
    event = Event.objects.get()
    assert event.sentence == (
        "lập lịch báo cáo: Quý I/2026, 6 tháng đầu năm 2026, 9 tháng năm 2026, Năm 2026"
    )
    assert (event.verb, event.subject, event.territory) == ("period.plan", place, place)


def test_plan_has_a_calendar_of_its_own_beside_the_provinces() -> None:
    place = factories.province()
    plan = factories.issued_plan(place, number="151/KH-UBND")
    planned(place)

    plan_periods(territory=place, plan=plan, periods=YEAR, by=keeper(place), at=factories.NOW)

    assert plan.periods.count() == 4
    event = Event.objects.first()
    assert event is not None
    assert event.subject == plan
    assert event.sentence.startswith(f"lập lịch báo cáo của {plan}: Quý I/2026")


def test_draft_without_a_day_missed_no_period_that_closed() -> None:
    place = factories.province()
    draft = factories.plan(place)
    draft.issued_on = None
    draft.save()
    factories.period(place, ordinal=1, state=Period.State.CLOSED)
    by = keeper(place)

    made = plan_periods(territory=place, plan=draft, periods=YEAR, by=by, at=factories.NOW)

    assert set(draft.periods.all()) == set(made)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (replace(YEAR[3], name=""), "không được để trống|Trường này"),
        (FIRST, "Quý I/2026: Lịch của địa bàn đã có kỳ này."),
        (replace(YEAR[3], data_to=date(2025, 1, 1)), "Năm 2026: Ngày chốt số liệu không được"),
        (replace(YEAR[3], due_commune_on=date(2026, 12, 1)), "Năm 2026: Hạn nộp không được trước"),
    ],
    ids=["no name", "twice", "backwards", "due before the cut-off"],
)
def test_one_that_does_not_fit_stops_all_and_is_named(wrong: PlannedPeriod, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        planned(factories.province(), [*YEAR[:3], wrong])

    assert not Period.objects.exists()
    assert not Event.objects.exists()


def test_calendar_has_at_least_one_period() -> None:
    with pytest.raises(ValidationError, match="Chọn ít nhất một kỳ báo cáo"):
        planned(factories.province(), [])


def test_of_two_who_plan_one_year_at_once_one_does(shared_database: None) -> None:
    place = factories.province()
    people = [keeper(place) for _ in range(2)]

    outcomes = at_once(
        [
            partial(plan_periods, territory=place, periods=YEAR, by=by, at=factories.NOW)
            for by in people
        ]
    )

    assert sum(isinstance(one, list) for one in outcomes) == 1, outcomes
    assert sum(isinstance(one, ValidationError) for one in outcomes) == 1, outcomes
    assert (Period.objects.count(), Event.objects.count()) == (4, 1)


# Change


def test_change_is_told_in_words() -> None:
    period = planned(factories.province(), [FIRST])[0]

    changed = change(
        period,
        replace(
            FIRST,
            name="Quý I",
            due_commune_on=date(2026, 3, 18),
            due_district_on=date(2026, 3, 19),
        ),
    )

    changed.refresh_from_db()
    assert (changed.name, changed.due_commune_on) == ("Quý I", date(2026, 3, 18))
    event = Event.objects.latest("pk")
    assert (event.verb, event.subject) == ("period.edit", period)
    assert event.sentence == (
        "sửa lịch Quý I/2026: tên kỳ từ Quý I/2026 thành Quý I;"
        " cấp xã nộp trước hoặc trong ngày từ 17/03/2026 thành 18/03/2026;"
        " cấp huyện nộp trước hoặc trong ngày từ trống thành 19/03/2026"
    )


def test_change_of_nothing_leaves_no_entry() -> None:
    period = planned(factories.province(), [FIRST])[0]

    change(period, FIRST)

    assert Event.objects.count() == 1


def test_which_period_it_is_never_changes() -> None:
    period = planned(factories.province(), [FIRST])[0]

    changed = change(period, replace(YEAR[1], year=2030, ordinal=3, name=FIRST.name))

    changed.refresh_from_db()
    assert (changed.kind, changed.year, changed.ordinal) == ("quarter", 2026, 1)
    assert changed.data_to == YEAR[1].data_to


def test_days_that_do_not_fit_are_refused() -> None:
    period = planned(factories.province(), [FIRST])[0]

    with pytest.raises(ValidationError, match="Quý I/2026: Hạn nộp không được trước"):
        change(period, replace(FIRST, due_province_on=FIRST.data_to - timedelta(days=1)))

    period.refresh_from_db()
    assert period.due_province_on == FIRST.due_province_on
    assert Event.objects.count() == 1


def test_closed_period_keeps_its_days() -> None:
    period = factories.period(factories.province(), state="closed")

    with pytest.raises(WrongStateError, match="đã khóa; mở lại kỳ trước khi sửa lịch"):
        change(period, FIRST)

    assert not Event.objects.exists()


def test_old_copy_changes_days_and_not_the_state() -> None:
    stale = planned(factories.province(), [FIRST])[0]
    open_period(period=stale, by=None, at=factories.NOW)
    stale.state = Period.State.PLANNED

    change(stale, replace(FIRST, name="Quý I"))

    assert Period.objects.get().state == "open"


def test_period_is_not_changed_back_by_who_corrects_it_while_it_opens(
    shared_database: None,
) -> None:
    place = factories.province()
    for period in planned(place):
        outcomes = at_once(
            [
                partial(open_period, period=period, by=None, at=factories.NOW),
                partial(
                    change_period,
                    period=period,
                    days=replace(FIRST, name="Kỳ này"),
                    by=keeper(place),
                    at=factories.NOW,
                ),
            ]
        )
        assert all(isinstance(one, Period) for one in outcomes), outcomes

    assert set(Period.objects.values_list("state", "name")) == {("open", "Kỳ này")}


# Delete


def test_planned_period_is_taken_out_and_the_trail_says_so() -> None:
    place = factories.province()
    period = planned(place, [FIRST])[0]

    delete_period(period=period, by=keeper(place), at=factories.NOW)

    assert not Period.objects.exists()
    event = Event.objects.latest("pk")
    assert (event.verb, event.subject) == ("period.delete", place)
    assert event.sentence == "xóa kỳ báo cáo Quý I/2026"


@pytest.mark.parametrize(("state", "word"), [("open", "đang mở"), ("closed", "đã khóa")])
def test_period_that_was_opened_stays(state: str, word: str) -> None:
    period = factories.period(factories.province(), state=state)

    with pytest.raises(WrongStateError, match=f"Không xóa được Quý IV/2026: kỳ này {word}"):
        delete_period(period=period, by=keeper(period.territory), at=factories.NOW)

    assert Period.objects.exists()
    assert not Event.objects.exists()


def test_period_that_is_gone_is_told() -> None:
    place = factories.province()
    period = planned(place, [FIRST])[0]
    stale = Period.objects.get(pk=period.pk)
    delete_period(period=period, by=keeper(place), at=factories.NOW)

    for act in (delete_period, open_period, close_period):
        with pytest.raises(WrongStateError, match="vừa bị xóa khỏi lịch"):
            act(period=stale, by=keeper(place), at=factories.NOW)
