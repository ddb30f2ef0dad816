"""Indexes are taken in with their versions and trees, from the file that comes with the portal."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indicators.actions import load_indexes, load_regions
from indicators.models import Component, Framework, Index, Region
from plans.models import Territory
from tests import factories

pytestmark = pytest.mark.django_db

FILE: Path = settings.BASE_DIR / "fixtures" / "indexes.json"
SOURCE: Path = settings.BASE_DIR.parent / "shared" / "reference" / "index_frameworks.json"


@pytest.fixture
def described() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(FILE.read_text())
    return read


@pytest.fixture
def _loaded(described: list[dict[str, Any]]) -> None:
    load_indexes(described)


@pytest.mark.usefixtures("_loaded")
@pytest.mark.parametrize(
    ("code", "dimensions", "parts"),
    [
        ("papi-2011", 6, 22),
        ("papi-2016", 6, 22),
        ("papi-2018", 8, 28),
        ("papi-2019", 8, 29),
        ("papi-2021", 8, 28),
    ],
)
def test_papi_has_its_five_versions(code: str, dimensions: int, parts: int) -> None:
    version = Framework.objects.get(code=code)

    assert version.components.dimensions().count() == dimensions
    assert version.components.filter(depth=2).count() == parts
    assert version.components.count() == 1 + dimensions + parts
    assert Framework.objects.filter(index__code="papi").count() == 5


@pytest.mark.usefixtures("_loaded")
@pytest.mark.parametrize(("index", "parts"), [("par_index", 8), ("sipas", 5), ("pci", 10)])
def test_other_indexes_stand_beside_it(index: str, parts: int) -> None:
    whole = Component.objects.get(framework__index__code=index, depth=0)

    assert whole.parts.count() == parts
    assert (whole.scale_min, whole.scale_max) == (Decimal(0), Decimal(100))


@pytest.mark.usefixtures("_loaded")
def test_indexes_keep_their_order() -> None:
    assert [index.code for index in Index.objects.all()] == ["papi", "par_index", "sipas", "pci"]


@pytest.mark.usefixtures("_loaded")
def test_any_depth_finds_its_dimension_in_one_step() -> None:
    for one in Component.objects.filter(depth__gte=1).select_related("dimension", "parent"):
        assert one.dimension == (one if one.depth == 1 else one.parent)
    assert not Component.objects.filter(depth=0, dimension__isnull=False).exists()


@pytest.mark.usefixtures("_loaded")
def test_positions_run_through_the_tree() -> None:
    version = Framework.objects.get(code="papi-2021")

    codes = [one.code for one in version.components.all()]

    assert codes[:7] == ["0", "1", "1.1", "1.2", "1.3", "1.4", "2"]
    assert codes[-4:] == ["8", "8.1", "8.2", "8.3"]
    assert [one.position for one in version.components.all()] == list(range(len(codes)))


def test_loading_twice_changes_nothing(described: list[dict[str, Any]]) -> None:
    first = load_indexes(described)
    before = list(Component.objects.order_by("pk").values())

    second = load_indexes(described)

    assert first == second == len(before)
    assert list(Component.objects.order_by("pk").values()) == before


def test_name_is_corrected_in_place(described: list[dict[str, Any]]) -> None:
    load_indexes(described)
    described[0]["frameworks"][0]["components"][0]["name"] = "Tên đã sửa"

    load_indexes(described)

    assert Component.objects.get(framework__code="papi-2011", code="1").name == "Tên đã sửa"


def test_mistake_leaves_nothing_behind(described: list[dict[str, Any]]) -> None:
    del described[3]["frameworks"][0]["components"][9]["name"]

    with pytest.raises(KeyError):
        load_indexes(described)

    assert not Index.objects.exists()


@pytest.mark.usefixtures("_loaded")
@pytest.mark.skipif(not SOURCE.is_file(), reason=f"the source {SOURCE.name} is not there")
def test_papi_agrees_with_its_source() -> None:
    source = json.loads(SOURCE.read_text())["papi"]["frameworks"]
    wanted = {
        (version["framework"], one["code"]): (one["vi"], one["en"], *scale(one))
        for version in source
        for dimension in version["components"]
        for one in (dimension, *dimension["sub"])
    }

    held = {
        one.natural_key(): (one.name, one.name_en, one.scale_min, one.scale_max)
        for one in Component.objects.filter(
            framework__index__code="papi", depth__gte=1
        ).select_related("framework")
    }

    assert held == wanted
    for version in source:
        kept = Framework.objects.get(code=version["framework"])
        assert (kept.first_year, kept.last_year) == (version["first_year"], version["last_year"])


@pytest.mark.usefixtures("_loaded")
@pytest.mark.skipif(not SOURCE.is_file(), reason=f"the source {SOURCE.name} is not there")
def test_other_indexes_agree_with_their_source() -> None:
    for code, index in json.loads(SOURCE.read_text())["others"].items():
        held = Component.objects.filter(framework__index__code=code, depth=1)

        assert [one.name for one in held] == index["components"]
        assert Index.objects.get(code=code).name == index["vi"]


def scale(one: dict[str, Any]) -> tuple[Decimal, Decimal]:
    """Return the ends of a scale: a dimension has them in a pair, a sub-indicator by name."""
    low, high = one.get("scale") or (one["scale_min"], one["scale_max"])
    return Decimal(str(low)), Decimal(str(high))


def test_regions_take_in_the_provinces_that_the_portal_knows_on_the_day() -> None:
    kept, gone = factories.province("Tỉnh Lào Cai", code="10"), factories.province(code="20")
    Territory.objects.filter(pk=gone.pk).update(valid_to=date(2024, 12, 31))
    described = [
        {"name": "Tây Bắc", "provinces": ["10", "99"]},
        {"name": "Đông Bắc", "provinces": ["20"]},
    ]

    counts = [load_regions(described, on=date(2025, 6, 30)) for _ in range(2)]

    assert counts == [2, 2]
    assert list(Region.objects.values_list("name", "territories")) == [
        ("Tây Bắc", kept.pk),
        ("Đông Bắc", None),
    ]
