"""The trail: who reads it."""

import pytest

from plans.actions import leave_event
from plans.models import Event, Territory, User
from tests import factories

pytestmark = pytest.mark.django_db


def event(territory: Territory | None) -> Event:
    return leave_event(
        verb="test", sentence="thử", by=None, at=factories.NOW, about=territory, territory=territory
    )


def test_trail_of_a_commune_is_read_by_it_and_its_reviewers() -> None:
    place = factories.commune()
    assert place.parent
    left = event(place)

    for person in (factories.officer(place), factories.reviewer(place.parent)):
        assert list(Event.objects.visible_to(factories.viewer(person))) == [left]


def test_trail_is_closed_to_strangers_and_to_other_units() -> None:
    place = factories.commune()
    event(place)
    event(place.parent)

    strangers = [
        factories.officer(factories.commune(parent=place.parent)),
        factories.member(factories.unit(place)),
        factories.user(),
    ]
    for person in strangers:
        assert not Event.objects.visible_to(factories.viewer(person))


def test_trail_of_no_place_is_read_by_nobody_but_the_superuser() -> None:
    left = event(None)
    reviewer = factories.reviewer(factories.province())
    superuser = User.objects.create_superuser("quan-tri", full_name="Quản trị")

    assert not Event.objects.visible_to(factories.viewer(reviewer))
    assert list(Event.objects.visible_to(factories.viewer(superuser))) == [left]


def test_trail_about_a_thing_is_that_thing_only() -> None:
    place, other = factories.province(), factories.province()
    left = event(place)
    event(other)

    assert list(Event.objects.all().about(place)) == [left]
    assert str(left) == "Hệ thống: thử"
