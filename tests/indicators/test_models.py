"""Indexes, their versions and components."""

import pytest

from indicators.models import Component, Framework, Index
from tests import factories

pytestmark = pytest.mark.django_db


def version(code: str, first: int, last: int | None, **facts: object) -> Framework:
    index, _ = Index.objects.get_or_create(code="papi", defaults={"short_name": "PAPI"})
    return Framework.objects.create(
        **{"index": index, "code": code, "first_year": first, "last_year": last, **facts}
    )


@pytest.mark.parametrize(
    ("year", "code"),
    [
        (2010, None),
        (2011, "papi-2011"),
        (2017, "papi-2016"),
        (2018, "papi-2018"),
        (2020, "papi-2019"),
        (2021, "papi-2021"),
        (2026, "papi-2021"),
    ],
)
def test_year_is_measured_by_one_version(year: int, code: str | None) -> None:
    for first, last in ((2011, 2015), (2016, 2017), (2018, 2018), (2019, 2020), (2021, None)):
        version(f"papi-{first}", first, last)

    found = Framework.objects.measuring("papi", year).first()

    assert (found.code if found else None) == code


def test_newer_version_comes_before_one_that_was_left_open() -> None:
    version("papi-2021", 2021, None)
    newer = version("papi-2025", 2025, None)

    assert Framework.objects.measuring("papi", 2026).get() == newer


def test_province_version_is_not_the_nation_one() -> None:
    nation = version("papi-2021", 2021, None)
    version("lang-son-2025", 2025, None, territory=factories.province())

    assert Framework.objects.measuring("papi", 2026).get() == nation


def test_other_index_is_not_taken() -> None:
    version("papi-2021", 2021, None)

    assert not Framework.objects.measuring("sipas", 2026)


def test_components_are_those_of_the_version_that_measures() -> None:
    old = factories.framework(code="papi-2018", first_year=2018)
    Framework.objects.filter(pk=old.pk).update(last_year=2020)
    new = factories.framework(code="papi-2021", first_year=2021)

    found = Component.objects.measuring("papi", 2026)

    assert {one.framework for one in found} == {new}
    assert [one.code for one in found.dimensions()] == ["1", "2"]


def test_code_means_another_thing_in_the_next_version() -> None:
    old = factories.framework(code="papi-2011", first_year=2011)
    new = factories.framework(code="papi-2021", first_year=2021)
    one, other = factories.component(old, "2.1"), factories.component(new, "2.1")

    assert Component.objects.all().get_by_natural_key(*one.natural_key()) == one
    assert Component.objects.all().get_by_natural_key(*other.natural_key()) == other
    assert one != other


def test_index_and_version_are_found_by_what_names_them() -> None:
    made = factories.framework()

    assert Framework.objects.all().get_by_natural_key(*made.natural_key()) == made
    assert Index.objects.get_by_natural_key(*made.index.natural_key()) == made.index


@pytest.mark.parametrize(
    ("last", "written"), [(2020, "PAPI 2019 - 2020"), (None, "PAPI 2019 - nay")]
)
def test_version_is_called_by_its_years(last: int | None, written: str) -> None:
    index = Index(short_name="PAPI")

    assert str(Framework(index=index, first_year=2019, last_year=last)) == written


def test_component_is_called_by_its_code_and_heads_a_column_by_its_short_name() -> None:
    dimension = Component(depth=1, code="2", name="Công khai, minh bạch trong việc ra quyết định")

    assert str(dimension).startswith("2. Công khai, minh bạch trong")
    assert dimension.heading == dimension.name
    dimension.short_name = "Công khai, minh bạch"
    assert dimension.heading == "Công khai, minh bạch"
    assert str(Component(depth=0, code="0", name="PAPI")) == "PAPI"
