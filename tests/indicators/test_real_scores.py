"""The published series of 63 provinces: figures that stand in plans and reports."""

from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from indicators.models import Score
from indicators.standing import standings
from indicators.standing.standings import Standing
from indicators.versions import Versions
from plans.models import Territory
from plans.official_lists import read_units
from tests.indicators import published

pytestmark = pytest.mark.django_db


def standing(code: str, year: int) -> Standing:
    place = Territory.objects.get(level=Territory.Level.PROVINCE, code=code)
    found = standings.standing(place, place, year=year, versions=Versions.of("papi"))
    assert found is not None
    return found


@pytest.fixture
def _loaded() -> None:
    published.load_papi()
    rows = read_units(settings.BASE_DIR / "fixtures" / "territories_before_2025-07.csv")
    for row in rows:
        if row.level == "province":
            Territory.objects.create(level=row.level, code=row.code, name=row.name)
    said = StringIO()
    call_command("load_scores", published.SCORES, stdout=said)
    assert said.getvalue().startswith("21891 scores created, 0 corrected, 0 unchanged.")


@pytest.mark.usefixtures("_loaded")
def test_published_series_say_what_plans_say_of_them() -> None:
    lao_cai, khanh_hoa = standing("10", 2019), standing("56", 2022)

    assert standing("10", 2018).whole.value == Decimal("44.3732")
    assert lao_cai.whole.value == Decimal("45.0549")
    assert lao_cai.whole.position is not None
    assert (lao_cai.whole.position.rank, lao_cai.whole.position.ranked_of) == (13, 63)
    assert lao_cai.whole.position.group_word == "Cao nhất"
    assert khanh_hoa.whole.change == Decimal("1.75")
    assert khanh_hoa.places_gained == 24
    assert khanh_hoa.whole.position is not None
    assert (khanh_hoa.whole.position.rank, khanh_hoa.whole.position.ranked_of) == (16, 61)
    assert [one.year for one in khanh_hoa.years] == list(range(2011, 2025))
    sizes = [0, 0, 0, 0]
    wholes = Score.objects.filter(component__depth=0, year=2019).values_list("territory__code")
    for (code,) in wholes:
        position = standing(code, 2019).whole.position
        assert position is not None
        sizes[["CN", "TBC", "TBT", "TN"].index(position.group)] += 1
    assert sizes == [16, 16, 15, 16]
