"""Rows are counted by the dimensions that they are about, each once."""

from collections import Counter

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.models import Component
from tasks import actions
from tasks.models import Assignment
from tasks.reports.counting import counted
from tests import factories

pytestmark = pytest.mark.django_db

ABOUT = (("1.1",), ("1.2",), ("2.1",), ("1.1", "1.2"), ("1.1", "2.1"), ("0",), ())


@pytest.fixture(autouse=True)
def _issued() -> None:
    """Two communes whose plans have a row for each of these, the first row reported."""
    framework = factories.framework()
    province = factories.province()
    for name in ("Xã A", "Xã B"):
        plan = factories.plan(factories.commune(name, parent=province))
        for codes in ABOUT:
            components = tuple(factories.component(framework, code) for code in codes)
            factories.task(plan, components=components)
        actions.issue_plan(plan=plan, by=None, at=factories.NOW)


def found(*columns: str) -> Counter[tuple[object, ...]]:
    """Return how many rows are about the dimensions with these codes, and have these facts."""
    codes: dict[int | None, str] = {None: ""}
    codes |= dict(Component.objects.values_list("pk", "code"))
    numbers = Counter[tuple[object, ...]]()
    for about, number, facts in counted([Assignment.objects.reporting()], *columns):
        numbers[" ".join(sorted(codes[one] for one in about)), *facts] += number
    return numbers


def test_each_row_counts_once_with_all_that_it_is_about() -> None:
    assert found() == {("1",): 6, ("2",): 2, ("1 2",): 2, ("",): 4}


def test_rows_are_told_apart_by_what_is_asked_for() -> None:
    name = "plan__territory__name"

    assert {(about, place): n for (about, place), n in found(name).items()} == {
        (about, place): n
        for place in ("Xã A", "Xã B")
        for about, n in (("1", 3), ("2", 1), ("1 2", 1), ("", 2))
    }


def test_rows_that_lost_a_component_are_about_what_is_left() -> None:
    Component.objects.filter(code__in=["1.2", "2.1"]).delete()

    assert found() == {("1",): 6, ("",): 8}


def test_it_is_one_question(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        alike = list(counted(Assignment.objects.all().by_beginning(), "plan", "begins"))

    assert sum(one.number for one in alike) == Assignment.objects.count() == 14
