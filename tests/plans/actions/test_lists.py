"""A list is kept, seen, and taken in once, whole, by the person who brought it."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection

from papi_portal.importing import Outcome, run
from papi_portal.zip_guard import BadPackageError
from plans import lists
from plans.actions import ListGoneError, confirm_list, discard_list
from plans.models import Event, ListImport, Territory, Unit, User
from tests import factories
from tests.plans.list_files import UNITS, administrator, listed, received, unit_row

pytestmark = pytest.mark.django_db
State = ListImport.State


@pytest.fixture
def commune() -> Territory:
    return factories.commune("Xã Điềm He")


@pytest.fixture
def person() -> User:
    return administrator()


@pytest.fixture
def content(commune: Territory) -> bytes:
    return listed(UNITS, unit_row(code=commune.code, level="cấp xã"))


def seen(kept: ListImport) -> str:
    return Outcome.from_json(kept.outcome).fingerprint


def confirmed(kept: ListImport, person: User, *, at: Any = factories.NOW) -> ListImport:
    return confirm_list(list_import=kept, seen=seen(kept), by=factories.viewer(person), at=at)


def test_uploaded_list_waits_with_what_it_would_do(person: User, content: bytes) -> None:
    kept = received(person, content)

    assert (kept.state, kept.uploaded_by, kept.uploaded_at) == (
        State.WAITING,
        person,
        factories.NOW,
    )
    assert bytes(kept.content or b"") == content
    assert Outcome.from_json(kept.outcome).created == 1
    assert not Unit.objects.exists()
    assert not Event.objects.exists()


def test_same_file_sent_again_is_the_same_upload_looked_at_again(
    person: User, content: bytes, commune: Territory
) -> None:
    first = received(person, content)
    factories.unit(commune, "Trạm Y tế", kind=Unit.Kind.HEALTH_STATION)

    second = received(person, content, file_name="Bản sao.xlsx")

    assert (second.pk, second.file_name) == (first.pk, "Bản sao.xlsx")
    assert Outcome.from_json(second.outcome).unchanged == 1
    assert received(administrator("khac"), content).pk != first.pk


def test_confirmed_list_is_taken_in_and_leaves_one_event(person: User, content: bytes) -> None:
    kept = confirmed(received(person, content), person)

    assert (kept.state, kept.decided_at, kept.content) == (State.CONFIRMED, factories.NOW, None)
    assert Unit.objects.get().name == "Trạm Y tế"
    event = Event.objects.get()
    assert event.verb == "units.import"
    assert event.sentence == ("nhập danh mục cơ quan, đơn vị từ tệp “Đơn vị.xlsx”: thêm 1, sửa 0")
    assert (event.actor, event.subject, event.at) == (person, kept, factories.NOW)
    assert event.details["sha256"] == kept.sha256
    assert event.details["changes"][0][:3] == [2, "new", "Trạm Y tế, xã Điềm He"]


def test_list_confirmed_twice_is_taken_in_once(person: User, content: bytes) -> None:
    kept = received(person, content)
    first = confirmed(kept, person)

    second = confirmed(kept, person, at=factories.NOW + timedelta(hours=1))

    assert (second.pk, second.decided_at) == (first.pk, factories.NOW)
    assert (Unit.objects.count(), Event.objects.count()) == (1, 1)


def test_list_that_would_now_do_something_else_waits_with_its_new_preview(
    person: User, content: bytes, commune: Territory
) -> None:
    kept = received(person, content)
    unit = factories.unit(commune, "Trạm Y tế", kind=Unit.Kind.OTHER)

    again = confirmed(kept, person)

    assert again.is_waiting
    assert Outcome.from_json(again.outcome).updated == 1
    unit.refresh_from_db()
    assert unit.kind == Unit.Kind.OTHER
    assert not Event.objects.exists()
    assert confirmed(again, person).state == State.CONFIRMED
    unit.refresh_from_db()
    assert unit.kind == Unit.Kind.HEALTH_STATION


def test_list_that_became_wrong_is_not_taken_in(
    person: User, content: bytes, commune: Territory
) -> None:
    kept = received(person, content)
    Territory.objects.filter(pk=commune.pk).update(valid_to="2026-06-30")

    again = confirmed(kept, person)

    assert again.is_waiting
    assert Outcome.from_json(again.outcome).wrong_rows == 1


def test_old_preview_of_another_tab_confirms_nothing(person: User, content: bytes) -> None:
    kept = received(person, content)

    again = confirm_list(
        list_import=kept, seen="0" * 64, by=factories.viewer(person), at=factories.NOW
    )

    assert again.is_waiting
    assert not Unit.objects.exists()


def test_list_with_a_mistake_is_never_confirmed(person: User) -> None:
    kept = received(person, listed(UNITS, unit_row(code="99999")))

    assert confirmed(kept, person).is_waiting
    assert not Event.objects.exists()


def test_row_written_by_another_at_the_same_moment_gives_a_new_preview(
    person: User, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, calls = received(person, content), []

    def run_too_late(*args: Any, **kwargs: Any) -> Outcome:
        calls.append(kwargs)
        if "seen" in kwargs:
            raise IntegrityError
        return run(*args, **kwargs)

    monkeypatch.setattr("plans.actions.lists.run", run_too_late)

    assert confirmed(kept, person).is_waiting
    assert len(calls) == 2


@pytest.mark.parametrize(("hours", "gone"), [(23, False), (24, True)])
def test_list_waits_a_day(person: User, content: bytes, hours: int, gone: bool) -> None:
    kept = received(person, content)
    at = factories.NOW + timedelta(hours=hours)

    if gone:
        with pytest.raises(ListGoneError, match="quá 24 giờ"):
            confirmed(kept, person, at=at)
    else:
        assert confirmed(kept, person, at=at).state == State.CONFIRMED
    assert Unit.objects.exists() is not gone


def test_next_upload_clears_away_what_waited_too_long(person: User, content: bytes) -> None:
    old = received(administrator("khac"), content)
    done = confirmed(received(person, content), person)
    ListImport.objects.update(uploaded_at=factories.NOW - timedelta(days=2))

    received(person, content)

    assert not ListImport.objects.filter(pk=old.pk).exists()
    assert ListImport.objects.filter(pk=done.pk).exists()


def test_discarded_list_is_forgotten_and_never_taken_in(person: User, content: bytes) -> None:
    kept = received(person, content)

    discard_list(list_import=kept, by=factories.viewer(person), at=factories.NOW)

    kept.refresh_from_db()
    assert (kept.state, kept.content) == (State.DISCARDED, None)
    with pytest.raises(ListGoneError):
        confirmed(kept, person)


def test_confirmed_list_is_not_discarded(person: User, content: bytes) -> None:
    kept = confirmed(received(person, content), person)

    discard_list(list_import=kept, by=factories.viewer(person), at=factories.NOW)

    kept.refresh_from_db()
    assert kept.state == State.CONFIRMED


def test_file_that_is_not_the_uploaded_one_is_not_taken_in(person: User, content: bytes) -> None:
    kept = received(person, content)
    ListImport.objects.update(content=listed(UNITS, unit_row(name="Tệp khác")))

    with pytest.raises(ListGoneError):
        confirmed(kept, person)


def test_list_of_another_person_is_neither_confirmed_nor_discarded(
    person: User, content: bytes
) -> None:
    kept = received(person, content)
    other = administrator("khac", superuser=True)

    with pytest.raises(PermissionDenied):
        confirmed(kept, other)
    with pytest.raises(PermissionDenied):
        discard_list(list_import=kept, by=factories.viewer(other), at=factories.NOW)


def test_only_administrators_bring_lists_in(person: User, content: bytes) -> None:
    with pytest.raises(PermissionDenied):
        received(factories.officer(factories.commune("Xã Khác")), content)
    kept = received(person, content)
    User.objects.filter(pk=person.pk).update(is_staff=False)
    person.refresh_from_db()

    with pytest.raises(PermissionDenied):
        confirmed(kept, person)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", lists.blank(UNITS)])
def test_file_without_a_list_is_not_kept(person: User, content: bytes) -> None:
    with pytest.raises(BadPackageError):
        received(person, content)

    assert not ListImport.objects.exists()


@pytest.mark.usefixtures("shared_database")
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_take_the_list_in_once() -> None:
    commune, person = factories.commune(), administrator()
    kept = received(person, listed(UNITS, unit_row(code=commune.code, level="cấp xã")))
    both, states = Barrier(2), []

    def click() -> None:
        both.wait()
        states.append(confirmed(kept, person).state)
        connection.close()

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert states == [State.CONFIRMED] * 2
    assert (Unit.objects.count(), Event.objects.count()) == (1, 1)
