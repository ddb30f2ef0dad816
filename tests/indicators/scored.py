"""A province among others with published scores: what tests of pages about standings need."""

from decimal import Decimal

from indicators.models import Component
from plans.models import Territory
from tests import factories
from tests.indicators.published import score


class Scored:
    """Provinces with scores of a small PAPI in 2023 and 2024; the first one is looked at."""

    def __init__(self, provinces: int = 3) -> None:
        self.framework = factories.framework(dimensions=3)
        self.province = factories.province("Tỉnh Lạng Sơn")
        self.others = [factories.province(f"Tỉnh {number}") for number in range(1, provinces)]
        for place, province in enumerate((self.province, *self.others)):
            self.publish(province, Decimal(place) / 100)
        self.person = factories.reviewer(self.province)
        self.client = factories.signed_in(self.person)

    def publish(self, province: Territory, less: Decimal) -> None:
        """Publish all components of both years; each year and code has points of its own."""
        for component in self.framework.components.all():
            for year in (2023, 2024):
                points = Decimal(5) + Decimal(component.position) / 50 + (year - 2023) - less
                score(province, component, year, str(points))

    def component(self, code: str) -> Component:
        return self.framework.components.get(code=code)
