"""When the provinces became fewer their places no longer compare, and nobody knows their groups."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from indicators.models import Region, Score, Target
from indicators.standing import series, standings
from indicators.standing.standings import Standing
from indicators.targets.judging import Outcome, Verdict, judge
from indicators.versions import Versions
from plans.models import Succession, Territory
from tests import factories
from tests.indicators.published import score
from tests.indicators.scored import Scored
from tests.papi_portal.workbooks import opened
from tests.plans.list_pages import text

pytestmark = pytest.mark.django_db
FIRST_DAY, LAST_DAY = date(2025, 7, 1), date(2025, 6, 30)
WARNING = "từ năm 2025 xếp hạng giữa 3 tỉnh, trước đó 5 tỉnh, nên hạng không so được"


class Reform:
    """Five provinces become three; the first one is kept, and has the points that it had."""

    def __init__(self) -> None:
        self.scored = Scored(5)
        self.old, *others = self.scored.province, *self.scored.others
        self.whole = self.scored.component("0")
        self.region = Region.objects.create(name="Tây Bắc")
        self.region.territories.set([self.old, *others])
        kept, first, second = (factories.province(name) for name in ("Tỉnh A", "Tỉnh B", "Tỉnh C"))
        self.new = kept
        Territory.objects.filter(pk__in=[self.old.pk, *(one.pk for one in others)]).update(
            valid_to=LAST_DAY
        )
        Territory.objects.filter(pk__in=[kept.pk, first.pk, second.pk]).update(valid_from=FIRST_DAY)
        self.succeed(kept, Succession.Kind.KEPT, self.old)
        self.succeed(first, Succession.Kind.WHOLE, *others[:2])
        self.succeed(second, Succession.Kind.WHOLE, *others[2:])
        for of_2024 in Score.objects.filter(territory=self.old, year=2024):
            for number, place in enumerate((first, kept, second)):
                value = of_2024.value + 1 - number
                score(place, of_2024.component, 2025, str(value))

    def succeed(self, new: Territory, kind: str, *before: Territory) -> None:
        for one in before:
            Succession.objects.create(predecessor=one, successor=new, kind=kind)

    def standing(self) -> Standing:
        line = (self.new.pk, self.old.pk)
        versions = Versions.of("papi")
        found = standings.standing(self.new, self.new, year=2025, versions=versions, run=line)
        assert found is not None
        return found

    def judged(self, kind: str, year: int = 2025, **values: Any) -> Verdict:
        target = Target(
            plan=factories.plan(self.new),
            component=self.whole,
            position=1,
            year=year,
            kind=kind,
            text="như kế hoạch",
            **values,
        )
        (found,) = judge([target], (self.new.pk, self.old.pk), Versions.of("papi"))
        return found

    def page(self, name: str, *args: int, **asked: int) -> str:
        address = reverse(name, args=[self.new.pk, *args])
        return text(self.scored.client.get(address, asked))


@pytest.fixture
def reform(db: None) -> Reform:
    return Reform()


def test_places_among_fewer_provinces_are_not_subtracted(reform: Reform) -> None:
    found = reform.standing()

    assert [one.position.place for one in found.years if one.position] == ["1/5", "1/5", "2/3"]
    assert (found.whole.change, found.places_gained) == (Decimal(0), None)
    assert (found.whole.step.warning, found.years[-1].step.warning) == (WARNING, WARNING)
    assert found.years[-1].step.label == "từ năm 2025 hạng trong 3 tỉnh, trước đó 5"
    assert not any(one.step.warning for one in found.lines)


def test_page_and_workbook_say_why_places_do_not_compare(reform: Reform) -> None:
    page = reform.page("indicators:standing")
    address = reverse("indicators:standing-workbook", args=[reform.new.pk])
    sheet = opened(reform.scored.client.get(address).content).worksheets[0]

    assert "thứ 2/3; 0,00 điểm so với năm trước." in page
    assert f"Lưu ý khi so với năm trước: {WARNING}." in page
    assert "bậc" not in page
    assert WARNING in [cell.value for row in sheet for cell in row]


def test_page_of_a_component_says_so_too(reform: Reform) -> None:
    found = series.read(
        reform.whole, (reform.new.pk, reform.old.pk), Versions.of("papi"), year=2025
    )

    assert [one.step.warning for one in found.years] == ["", "", WARNING]


def test_places_compare_when_others_of_the_same_provinces_were_surveyed() -> None:
    scored = Scored(11)
    Score.objects.filter(territory=scored.others[0], year=2023).delete()

    found = standings.standing(
        scored.province, scored.province, year=2024, versions=Versions.of("papi")
    )

    assert found is not None
    assert [one.position.place for one in found.years if one.position] == ["1/10", "1/11"]
    assert (found.places_gained, found.whole.step.warning) == (0, "")


def test_promise_to_gain_places_cannot_be_judged(reform: Reform) -> None:
    found = reform.judged("steps_up", value=Decimal(1))
    before = reform.judged("steps_up", year=2024, value=Decimal(1))

    assert (found.outcome, found.actual, found.remark) == (Outcome.UNKNOWN, "", WARNING)
    assert before.outcome == Outcome.MISSED


GROUPS = "chưa công bố nhóm, cách xếp nhóm 3 tỉnh cũng chưa được công bố"


@pytest.mark.parametrize(
    ("kind", "values", "remark"),
    [
        ("group_min", {"group": "CN"}, GROUPS),
        ("count_in_group", {"group": "CN", "count": 2}, GROUPS),
        ("first_in_region", {"region": "Tây Bắc"}, "cổng chưa có danh mục vùng từ 01/07/2025"),
    ],
)
def test_what_nobody_knows_of_the_new_provinces_is_said(
    reform: Reform, kind: str, values: dict[str, Any], remark: str
) -> None:
    found = reform.judged(kind, **values)

    assert (found.outcome, found.remark) == (Outcome.UNKNOWN, remark)


def test_without_groups_the_first_province_is_the_one_to_equal(reform: Reform) -> None:
    page = reform.page("indicators:what-if", points=8)
    found = reform.page("indicators:what-if")

    assert "(hạng 1)" in page
    assert "chưa biết cách xếp nhóm của số tỉnh năm đó, thì lấy điểm của tỉnh xếp thứ nhất" in page
    assert "chưa biết cách xếp nhóm của số tỉnh năm này" in found
