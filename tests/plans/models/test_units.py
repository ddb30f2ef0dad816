"""Bodies and posts of territories."""

import pytest

from plans.models import Unit
from tests import factories

pytestmark = pytest.mark.django_db


def test_unit_is_found_by_what_names_it() -> None:
    one, other = (factories.unit(factories.commune()) for _ in range(2))

    assert one.name == other.name
    assert Unit.objects.get_by_natural_key(*one.natural_key()) == one


def test_committees_of_a_territory_are_its_own() -> None:
    place = factories.commune()
    factories.committee(factories.commune())
    factories.unit(place)
    committee = factories.committee(place)

    assert Unit.objects.of(place).committees().get() == committee
