"""Facts that stand while the tests of a module run, because making them takes long."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from django.db import transaction
from pytest_django import DjangoDbBlocker

T = TypeVar("T")


def standing(blocker: DjangoDbBlocker, make: Callable[[], T]) -> Iterator[T]:
    """Yield what is made once; what each test does with it is undone, and all of it at the end.

    For a fixture of a module, which asks for `django_db_setup` too.
    """
    with blocker.unblock(), transaction.atomic():
        made = make()
        with blocker.block():
            yield made
        transaction.set_rollback(True)
