"""Periods in the plain admin: opened as an act, with an entry in the trail."""

import pytest
from django.contrib.messages import get_messages

from plans.models import Event, Period, User
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/plans/period/"


def ticked(act: str, *periods: Period) -> list[str]:
    """Tick periods as a superuser, do the act, and return what the page says."""
    person = User.objects.create_superuser("quan-tri", full_name="Quản trị")
    chosen = {"action": act, "_selected_action": [str(period.pk) for period in periods]}
    answer = factories.signed_in(person).post(ADDRESS, chosen)
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_ticked_periods_are_opened_one_by_one() -> None:
    place = factories.province()
    locked = factories.period(place, ordinal=3, state=Period.State.CLOSED)
    planned = factories.period(place, ordinal=4, state=Period.State.PLANNED)

    said = ticked("open_periods", locked, planned)

    assert sorted(said) == [
        "Không thể mở Quý III/2026: kỳ này đã khóa.",
        "Quý IV/2026: đang mở.",
    ]
    planned.refresh_from_db()
    assert planned.is_open
    assert Event.objects.get().actor_text == "Quản trị, Quản trị hệ thống"


def test_state_of_a_period_is_not_typed_in() -> None:
    period = factories.period(factories.province())
    person = User.objects.create_superuser("quan-tri", full_name="Quản trị")
    client = factories.signed_in(person)

    page = client.get(f"{ADDRESS}{period.pk}/change/").content.decode()

    assert 'name="name"' in page
    assert 'name="state"' not in page
    answer = client.post(f"{ADDRESS}{period.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403
