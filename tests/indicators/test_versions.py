"""Which component measured the same in which version, and which years subtract."""

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from indicators.models import Component
from indicators.versions import Versions
from tests.indicators import published

JUMPED = ", điểm của mọi tỉnh cùng thay đổi"


@pytest.fixture(scope="module")
def versions(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Versions:
    """Read the versions once: they are a value, and the database forgets them again."""
    with django_db_blocker.unblock(), transaction.atomic():
        published.load_papi()
        found = Versions.of("papi")
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(
    ("code", "year", "before"),
    [
        ("2.2", 2017, "2.1"),
        ("2.4", 2017, "2.3"),
        ("2.1", 2017, None),
        ("3.2", 2017, None),
        ("5.4", 2011, "5.4"),
        ("8.3", 2018, None),
        ("8.3", 2019, "8.3"),
        ("0", 2011, "0"),
    ],
)
def test_component_is_followed_back_by_what_it_measures(
    versions: Versions, code: str, year: int, before: str | None
) -> None:
    found = versions.in_year(versions_of(versions, code), year)

    assert (found.code if found else None) == before


@pytest.mark.parametrize(
    ("code", "years", "subtracts", "words"),
    [
        ("1", (2022, 2023), True, ""),
        ("1.1", (2021, 2022), True, "cách đo đổi từ năm 2022"),
        ("1.1", (2022, 2023), True, ""),
        ("7.1", (2018, 2019), True, "cách đo đổi từ năm 2019"),
        ("8.1", (2018, 2019), False, "thang điểm đã đổi từ năm 2019"),
        ("8.3", (2019, 2020), True, "cách đo đổi từ năm 2020"),
        ("3.2", (2020, 2021), True, "cách đo đổi từ năm 2021"),
        ("6.4", (2020, 2021), True, "cách đo đổi từ năm 2021"),
        ("5.1", (2020, 2021), False, "thang điểm đã đổi từ năm 2021"),
        ("5", (2020, 2021), True, "bộ tiêu chí đã đổi từ năm 2021"),
        ("0", (2017, 2018), False, "thang điểm đã đổi từ năm 2018"),
        ("2.1", (2017, 2018), False, "mới có trong bộ tiêu chí từ năm 2018"),
        ("6.1", (2013, 2014), True, ""),
    ],
)
def test_difference_that_crosses_a_break_is_told(
    versions: Versions,
    code: str,
    years: tuple[int, int],
    subtracts: bool,
    words: str,
) -> None:
    step = versions.step(versions_of(versions, code), *years)

    assert step.subtracts is subtracts
    assert step.warning.startswith(words)
    assert bool(step.warning) is bool(words)


@pytest.mark.parametrize(
    ("code", "years", "warning", "label"),
    [
        (
            "8",
            (2019, 2020),
            f"trong đó 8.3: cách đo đổi từ năm 2020{JUMPED}",
            "cách đo 8.3 đổi từ năm 2020",
        ),
        (
            "0",
            (2020, 2021),
            f"bộ tiêu chí đã đổi từ năm 2021; trong đó 3.2, 6.4: cách đo đổi từ năm 2021{JUMPED}",
            "bộ tiêu chí và cách đo 3.2, 6.4 đổi từ năm 2021",
        ),
        (
            "0",
            (2018, 2019),
            f"bộ tiêu chí đã đổi từ năm 2019; trong đó 7.1, 8.1: cách đo đổi từ năm 2019{JUMPED}",
            "bộ tiêu chí và cách đo 7.1, 8.1 đổi từ năm 2019",
        ),
        (
            "1",
            (2021, 2022),
            f"trong đó 1.1: cách đo đổi từ năm 2022{JUMPED}",
            "cách đo 1.1 đổi từ năm 2022",
        ),
        ("8", (2020, 2021), "bộ tiêu chí đã đổi từ năm 2021", "bộ tiêu chí đã đổi từ năm 2021"),
        ("8", (2021, 2022), "", ""),
    ],
)
def test_dimension_and_whole_warn_of_a_part_that_was_asked_anew(
    versions: Versions, code: str, years: tuple[int, int], warning: str, label: str
) -> None:
    step = versions.step(versions_of(versions, code), *years)

    assert (step.warning, step.label) == (warning, label)
    assert (step.subtracts, step.is_asked_anew) == (True, False)


def test_each_year_has_its_version(versions: Versions) -> None:
    measured = {year: versions.measuring(year) for year in (2010, 2011, 2018, 2020, 2026)}

    assert {year: one.code if one else None for year, one in measured.items()} == {
        2010: None,
        2011: "papi-2011",
        2018: "papi-2018",
        2020: "papi-2019",
        2026: "papi-2021",
    }


def versions_of(versions: Versions, code: str) -> Component:
    """Return a component of the latest version."""
    return next(one for one in versions.tree(versions.frameworks[-1]) if one.code == code)
