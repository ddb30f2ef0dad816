"""The country itself: the official lists before and since 1/7/2025, and the table between them."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from plans.actions import load_successions, load_units
from plans.models import Succession, Territory
from plans.official_lists import read_successions, read_units
from tests import factories

LISTS: Path = settings.BASE_DIR.parent / "shared" / "reference"
LAST_OLD, FIRST_NEW = date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.django_db
@pytest.mark.skipif(not LISTS.is_dir(), reason=f"the official lists are not in {LISTS.name}/")
def test_country_before_and_since_the_reform() -> None:
    before, since = (read_units(LISTS / f"units_{name}_2025-07.csv") for name in ("before", "from"))
    table = read_successions(LISTS / "unit_successions_2025-07.csv")

    first = load_units(rows=before, valid_from=None, valid_to=LAST_OLD, by=None, at=factories.NOW)
    second = load_units(rows=since, valid_from=FIRST_NEW, by=None, at=factories.NOW)
    links = load_successions(rows=table, by=None, at=factories.NOW)
    again = load_successions(rows=table, by=None, at=factories.NOW)

    assert (first.created, second.created) == (10_810, 3_355)
    assert (second.updated, second.ended, second.absent) == (0, 0, 0)
    everywhere = Territory.objects.all()
    assert everywhere.coded("province", "01", LAST_OLD).name == "Thành phố Hà Nội"
    assert everywhere.coded("commune", "00004", FIRST_NEW).name == "Phường Ba Đình"
    assert everywhere.coded("province", "15", LAST_OLD).name == "Tỉnh Yên Bái"
    assert everywhere.coded("province", "15", FIRST_NEW).name == "Tỉnh Lào Cai"

    assert (links.created, len(links.warnings)) == (10_617, 11)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 10_617)
    provinces = Succession.objects.filter(predecessor__level="province")
    assert provinces.count() == 63
    assert provinces.filter(kind=Succession.Kind.KEPT).count() == 11
    seed = everywhere.coded("commune", "06268", LAST_OLD)
    (passed_into,) = (link.successor for link in seed.succeeded_by.all())
    assert (seed.name, passed_into.name, passed_into.code) == ("Xã Liên Hội", "Xã Điềm He", "06280")
