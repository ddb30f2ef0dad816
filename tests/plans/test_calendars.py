"""Calendars of a year: each pattern's days, and that every one of them can be kept."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest

from plans.calendars import PATTERNS, PlannedPeriod, Template, propose
from plans.models import Period, Territory
from tests import factories


def days(template: Template) -> list[tuple[str, str, str, str]]:
    """Return name, first and last day of the data, and the commune's due day."""
    return [
        (one.name, f"{one.data_from:%d/%m}", f"{one.data_to:%d/%m}", f"{one.due_commune_on:%d/%m}")
        for one in propose(template, 2026, with_districts=False)
    ]


def test_government_pattern_closes_on_the_14th_and_adds_up_from_15_december() -> None:
    assert days(Template.GOVERNMENT) == [
        ("Quý I/2026", "15/12", "14/03", "17/03"),
        ("6 tháng đầu năm 2026", "15/12", "14/06", "17/06"),
        ("9 tháng năm 2026", "15/12", "14/09", "17/09"),
        ("Năm 2026", "15/12", "14/12", "17/12"),
    ]


def test_quarters_follow_each_other() -> None:
    assert days(Template.QUARTERS) == [
        ("Quý I/2026", "15/12", "14/03", "17/03"),
        ("Quý II/2026", "15/03", "14/06", "17/06"),
        ("Quý III/2026", "15/06", "14/09", "17/09"),
        ("Quý IV/2026", "15/09", "14/12", "17/12"),
    ]


def test_early_pattern_is_due_as_in_the_plan_of_lao_cai() -> None:
    assert days(Template.EARLY) == [
        ("Quý I/2026", "06/12", "28/02", "28/02"),
        ("6 tháng đầu năm 2026", "06/12", "30/05", "30/05"),
        ("Quý III/2026", "31/05", "30/08", "30/08"),
        ("Năm 2026", "06/12", "05/12", "05/12"),
    ]


def test_months_close_on_the_14th() -> None:
    found = days(Template.MONTHS)

    assert len(found) == 12
    assert found[0] == ("Tháng 1/2026", "15/12", "14/01", "17/01")
    assert found[-1] == ("Tháng 12/2026", "15/11", "14/12", "17/12")


def test_single_report_is_due_on_29_september() -> None:
    assert days(Template.ONCE) == [("Báo cáo năm 2026", "15/12", "29/09", "29/09")]


def test_levels_are_due_one_after_another() -> None:
    first = propose(Template.GOVERNMENT, 2026, with_districts=True)[0]

    assert (first.due_commune_on, first.due_district_on, first.due_province_on) == (
        date(2026, 3, 17),
        date(2026, 3, 18),
        date(2026, 3, 20),
    )


def test_province_without_districts_gives_them_no_day() -> None:
    found = propose(Template.EARLY, 2026, with_districts=False)

    assert {one.due_district_on for one in found} == {None}


@pytest.mark.parametrize("template", Template)
def test_years_leave_no_day_between_them(template: Template) -> None:
    ends = max(one.data_to for one in propose(template, 2027, with_districts=False))
    begins = min(one.data_from for one in propose(template, 2028, with_districts=False))

    if template != Template.ONCE:  # what is reported once looks back from its own day
        assert begins == ends + timedelta(days=1)


@pytest.mark.parametrize("template", Template)
@pytest.mark.django_db
def test_every_proposed_period_can_be_kept(template: Template) -> None:
    place = factories.province()

    for year in range(2020, 2036):
        planned = propose(template, year, with_districts=year < 2025)
        assert planned == sorted(planned, key=lambda one: one.data_to)
        for one in planned:
            keep(one, place)


def keep(one: PlannedPeriod, place: Territory) -> None:
    made = Period(territory=place, **asdict(one))
    made.full_clean()
    made.save()


def test_each_template_has_its_pattern() -> None:
    assert set(PATTERNS) == set(Template)
