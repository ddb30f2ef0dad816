"""Whose plans a person takes in: exactly those of bodies that they may draft for."""

from collections.abc import Callable

import pytest

from plans.access import Role
from plans.models import Succession, Territory, Unit, User
from tasks.access import may_draft_for, territories_to_plan_for
from tests.factories import committee, commune, member, officer, province, reviewer, viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> dict[str, Territory]:
    """Two provinces with two communes each, and a province that passed into the first."""
    first, second, former = province(), province("Tỉnh Bắc Kạn"), province("Tỉnh cũ")
    Succession.objects.create(predecessor=former, successor=first, kind=Succession.Kind.WHOLE)
    found = {"first": first, "second": second, "former": former}
    for name, parent in (("a", first), ("b", first), ("c", second), ("d", former)):
        found[name] = commune(f"Xã {name}", parent=parent)
    for place in found.values():
        committee(place)
    officer(found["b"])
    return found


People = dict[str, Callable[[dict[str, Territory]], User]]
PEOPLE: People = {
    "officer of a commune": lambda places: officer(places["a"]),
    "reviewer of a province": lambda places: reviewer(places["first"]),
    "auditor of a province": lambda places: member(committee(places["first"]), Role.AUDITOR),
    "leader of a province": lambda places: member(committee(places["first"]), Role.LEADER),
    "reviewer at a commune": lambda places: member(committee(places["a"]), Role.REVIEWER),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_one_takes_in_what_one_may_draft(places: dict[str, Territory], who: str) -> None:
    person = viewer(PEOPLE[who](places))

    may = {one for one in places.values() if may_draft_for(person, committee(one))}

    assert set(territories_to_plan_for(person)) == may


def test_an_auditor_there_and_reviewer_here_takes_nothing_in_there(
    places: dict[str, Territory],
) -> None:
    person = reviewer(places["second"])
    person.memberships.create(unit=committee(places["first"]), role=Role.AUDITOR)

    assert set(territories_to_plan_for(viewer(person))) == {places["second"], places["c"]}


def test_who_keeps_a_province_keeps_those_that_passed_into_it(
    places: dict[str, Territory],
) -> None:
    person = viewer(reviewer(places["first"]))

    assert may_draft_for(person, Unit.objects.committees().get(territory=places["d"]))
