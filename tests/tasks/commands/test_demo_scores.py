"""The demonstration has published scores: enough to show ranks, some in full."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from indicators.models import Region, Score
from indicators.standing import standings
from indicators.standing.standings import Standing
from indicators.versions import Versions
from plans.models import Territory
from plans.official_lists import read_units
from tasks.demo import scores as demo_scores
from tests.indicators import published

pytestmark = pytest.mark.django_db
FIXTURES: Path = settings.BASE_DIR / "fixtures"


@pytest.fixture(autouse=True)
def _provinces() -> None:
    published.load_papi()
    for row in read_units(FIXTURES / "territories_before_2025-07.csv"):
        if row.level == "province":
            Territory.objects.create(
                level=row.level, code=row.code, name=row.name, valid_to=date(2025, 6, 30)
            )


def standing(code: str, year: int) -> Standing:
    place = Territory.objects.get(level=Territory.Level.PROVINCE, code=code)
    found = standings.standing(place, place, year=year, versions=Versions.of("papi"))
    assert found is not None
    return found


def test_scores_are_those_that_plans_cite_and_ranks_have_their_field() -> None:
    demo_scores.load(FIXTURES)

    lao_cai, khanh_hoa, lang_son = standing("10", 2019), standing("56", 2022), standing("20", 2024)
    for found, value, place, gained in (
        (lao_cai, Decimal("45.06"), "13/63", 16),
        (khanh_hoa, Decimal("43.44"), "16/61", 24),
        (lang_son, Decimal("45.0037"), "12/61", 9),
    ):
        assert found.whole.value == value
        assert found.whole.position is not None
        assert (found.whole.position.place, found.places_gained) == (place, gained)
        assert len(found.years) == 14
        assert all(one.position and one.position.rank for one in found.years)
        assert found.region is not None
    assert (lao_cai.whole.change, khanh_hoa.whole.change) == (Decimal("0.69"), Decimal("1.75"))
    assert (lao_cai.whole.mean, lao_cai.whole.mean_is_published) == (Decimal("43.61"), True)
    assert not lang_son.shortage
    assert lao_cai.shortage.startswith("mới có điểm của 3/63 tỉnh")
    assert Region.objects.count() == 7


def test_scores_that_are_there_are_left_alone() -> None:
    place = Territory.objects.get(code="10")
    kept = published.score(place, published.component("papi-2021", "1.1"), 2024, "0.9")

    demo_scores.load(FIXTURES)

    assert list(Score.objects.all()) == [kept]


def test_fixtures_are_small() -> None:
    assert sum(file.stat().st_size for file in FIXTURES.glob("papi_*.csv")) < 300_000


def test_indexes_and_regions_of_the_portal_are_loaded_by_a_command() -> None:
    said = StringIO()

    for _ in range(2):
        call_command("load_indexes", stdout=said)

    assert said.getvalue() == "The portal holds 196 components and 7 regions.\n" * 2
    north_west = Region.objects.get(name="Tây Bắc")
    assert north_west.territories.filter(name="Tỉnh Lào Cai").exists()
