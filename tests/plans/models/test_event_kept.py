"""The trail only grows: the database refuses whatever would change it, on both databases."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from plans.actions import leave_event
from plans.models import Event
from tests import factories

REPLACE = """
    REPLACE INTO plans_event (id, at, actor_text, verb, sentence, words, details)
    SELECT id, at, 'ai đó', verb, 'chuyện khác', words, details FROM plans_event
"""


def left(sentence: str = "mở kỳ") -> Event:
    return leave_event(verb="period.open", sentence=sentence, by=None, at=factories.NOW)


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda: Event.objects.update(sentence="chuyện khác"),
        lambda: Event.objects.all().delete(),
        lambda: Event.objects.get().save(),
        lambda: Event.objects.get().delete(),
        lambda: execute("UPDATE plans_event SET words = words"),
        lambda: execute("DELETE FROM plans_event"),
    ],
)
def test_no_entry_is_changed_or_removed(change: Callable[[], object]) -> None:
    left()

    with pytest.raises(IntegrityError, match="Nhật ký chỉ được ghi thêm"), transaction.atomic():
        change()

    assert Event.objects.get().sentence == "mở kỳ"


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows no REPLACE")
def test_no_entry_is_replaced() -> None:
    left()

    with pytest.raises(IntegrityError, match="Nhật ký chỉ được ghi thêm"), transaction.atomic():
        execute(REPLACE)

    assert Event.objects.get().sentence == "mở kỳ"


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no TRUNCATE")
def test_trail_is_not_emptied_at_once() -> None:
    left()
    execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError, match="Nhật ký chỉ được ghi thêm"), transaction.atomic():
        execute("TRUNCATE plans_event")

    assert Event.objects.exists()


@pytest.mark.django_db
def test_entries_are_added_one_after_another() -> None:
    first, second = left(), left("khóa kỳ")

    assert list(Event.objects.all()) == [second, first]


@pytest.mark.django_db(transaction=True)
def test_tests_may_flush_and_the_trail_is_kept_again_afterwards() -> None:
    left()
    call_command("flush", interactive=False, verbosity=0)
    assert not Event.objects.exists()

    left()

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.all().delete()
