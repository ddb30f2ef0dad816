"""The trail tells who it was in words that outlive the account."""

import pytest

from plans.actions import leave_event
from plans.models import Event, User
from tests import factories

pytestmark = pytest.mark.django_db


def test_event_tells_person_post_and_place() -> None:
    place = factories.commune()
    viewer = factories.viewer(factories.officer(place))

    leave_event(
        verb="test", sentence="thử", by=viewer, at=factories.NOW, about=place, territory=place
    )

    event = Event.objects.get()
    assert event.actor == viewer.user
    assert event.actor_text == "Nguyễn Văn A, UBND xã Điềm He, tỉnh Lạng Sơn"
    assert event.at == factories.NOW
    assert event.subject == place


def test_event_keeps_its_words_when_the_person_is_renamed() -> None:
    viewer = factories.viewer(factories.officer(factories.commune()))
    leave_event(verb="test", sentence="thử", by=viewer, at=factories.NOW)

    User.objects.update(full_name="Trần Thị B")

    assert Event.objects.get().actor_text.startswith("Nguyễn Văn A,")


def test_event_without_a_person_is_the_system() -> None:
    event = leave_event(verb="test", sentence="thử", by=None, at=factories.NOW)

    assert (event.actor, event.actor_text) == (None, "Hệ thống")


def test_person_without_a_post_is_told_by_name_alone() -> None:
    viewer = factories.viewer(factories.user())

    event = leave_event(verb="test", sentence="thử", by=viewer, at=factories.NOW)

    assert event.actor_text == "Nguyễn Văn A"
