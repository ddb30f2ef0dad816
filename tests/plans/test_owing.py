"""Which plans report in many periods is told as `Plan.objects.owing_in` says it of each."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Period, Plan, Territory
from plans.owing import plans_owing
from tests import factories

pytestmark = pytest.mark.django_db
CLOSES = [date(year, month, 14) for year in (2025, 2026) for month in (3, 6, 9, 12)]
"""The days on which the data of a quarter close."""
STATES = ["issued", "issued", "issued", "replaced", "closed", "draft"]
YEARS = [(2025, 2025), (2026, 2026), (2025, 2026), (2021, 2030), (2027, 2027)]


class Ground:
    """Two provinces, one with a district, whose plans and places begin and end as the dice fall.

    Days fall on closing days or next to them, where "before" and "until" part.
    """

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)  # noqa: S311 - the same ground for each seed
        self.top, self.other = factories.province(), factories.province("Tỉnh Cao Bằng")
        self.district = Territory.objects.create(
            level="district", code="190", name="Huyện Bắc Sơn", parent=self.top
        )
        communes = [
            factories.commune(f"Xã {number}", parent=parent)
            for number, parent in enumerate([self.top, self.district, self.other] * 3)
        ]
        for place in communes:
            since, until = sorted((self.day(), self.day()))
            place.valid_from = self.dice.choice([None, since])
            place.valid_to = self.dice.choice([None, until])
            place.save()
        self.places = [self.top, self.district, self.other, *communes]
        for place in (self.top, self.district, self.other):
            for closes in CLOSES:
                self.period(place, closes)
        self.plans = [self.plan() for _ in range(60)]
        for plan in self.dice.sample(self.plans, 20):
            # A plan of another province as well: whose calendar it is decides nothing.
            for closes in self.dice.sample(CLOSES, 2):
                self.period(self.dice.choice([self.top, self.other]), closes, plan)

    def day(self) -> date:
        return self.dice.choice(CLOSES) + timedelta(days=self.dice.choice([-1, 0, 1]))

    def plan(self) -> Plan:
        made = factories.plan(self.dice.choice(self.places))
        made.state = self.dice.choice(STATES)
        made.year_from, made.year_to = self.dice.choice(YEARS)
        made.takes_over_on = self.dice.choice([None, self.day()])
        if made.state in {"replaced", "closed"}:
            made.ended_on, made.end_reason = self.day(), "Hết việc"
        made.save()
        return made

    def period(self, place: Territory, closes: date, plan: Plan | None = None) -> Period:
        return Period.objects.create(
            territory=place,
            plan=plan,
            kind=Period.Kind.QUARTER,
            year=closes.year,
            ordinal=closes.month // 3,
            name=f"Quý {closes.month // 3}/{closes.year}",
            data_from=closes - timedelta(days=self.dice.choice([0, 40, 90])),
            data_to=closes,
            due_commune_on=closes,
            due_province_on=closes,
        )


@pytest.mark.parametrize("seed", range(6))
def test_of_all_periods_is_told_what_is_told_of_each(seed: int) -> None:
    Ground(seed)
    periods = list(Period.objects.all())

    with CaptureQueriesContext(connection) as queries:
        told = plans_owing(periods)

    facts = ("pk", "issuer", "territory", "territory__level")
    assert sorted(told) == sorted(
        (period.pk, *plan)
        for period in periods
        for plan in Plan.objects.owing_in(period).values_list(*facts)
    )
    assert len(queries) == 1


@pytest.mark.parametrize("seed", range(3))
def test_of_a_period_by_itself_is_told_the_same_as_among_others(seed: int) -> None:
    Ground(seed)
    periods = list(Period.objects.all())
    together = plans_owing(periods)

    for period in periods:
        alone = [one for one in together if one.period == period.pk]
        assert sorted(plans_owing([period])) == sorted(alone)


def test_of_no_period_nothing_is_asked() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert plans_owing([]) == []

    assert len(queries) == 0
