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
