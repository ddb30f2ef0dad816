"""`among_few` finds what `in` finds; PostgreSQL asks for the few first."""

import pytest
from django.db import connection

from plans.models import Plan, Territory
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_same_rows_are_found_as_by_in() -> None:
    place, other = factories.commune("Xã Một"), factories.commune("Xã Hai")
    plan = factories.plan(place)
    factories.plan(other)
    named = Territory.objects.filter(name="Xã Một")

    found = Plan.objects.filter(territory__among_few=named)

    assert list(found) == list(Plan.objects.filter(territory__in=named)) == [plan]
    assert list(Plan.objects.filter(territory__among_few=[place.pk])) == [plan]
    assert ("ANY(ARRAY(" in str(found.query)) == (connection.vendor == "postgresql")


def test_the_same_keys_are_found_as_by_in() -> None:
    plans = [factories.plan(factories.commune(name)) for name in ("Xã Một", "Xã Hai", "Xã Ba")]
    keys = [Plan.objects.filter(pk=one.pk).order_by().values("pk") for one in plans[:2]]

    found = Plan.objects.filter(pk__among_few=keys[0].union(keys[1]))

    assert set(found) == set(plans[:2])
    assert list(Plan.objects.filter(pk__among_few=[plans[2].pk])) == plans[2:]
    assert ("ANY(ARRAY(" in str(found.query)) == (connection.vendor == "postgresql")


def test_written_out_keys_are_found_as_by_in() -> None:
    plans = [factories.plan(factories.commune(name)) for name in ("Xã Một", "Xã Hai", "Xã Ba")]
    every = Plan.objects.order_by("pk")

    found = every.filter(pk__among_few=[plans[0].pk, None, *range(10**6, 10**6 + 2000)])

    assert list(found) == plans[:1]
    assert ("json_each" in str(found.query)) == (connection.vendor == "sqlite")
    assert ("::bigint[]" in str(found.query)) == (connection.vendor == "postgresql")
    assert list(every.filter(pk__among_few=[])) == []
    assert list(every.exclude(pk__among_few=[])) == plans
    assert list(every.exclude(territory__among_few={plans[0].territory_id})) == plans[1:]
