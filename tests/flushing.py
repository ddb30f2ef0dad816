"""Emptying the database between tests, past the triggers that keep the trail and what is issued.

In production nothing goes past them: `manage.py flush` is refused.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations

KEPT = [
    import_module(f"{app}.migrations.{name}")
    for app, name in (
        ("plans", "0006_events_are_kept"),
        ("tasks", "0009_what_is_issued_stands"),
        ("tasks", "0011_signed_copies_are_withdrawn"),
    )
]

PATIENCE = 100
"""Tenths of a second."""


@contextmanager
def flushing_allowed() -> Iterator[None]:
    """Lift the triggers for the length of each flush, and of nothing else."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def emptied(operations: BaseDatabaseOperations, sql_list: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            editor = SimpleNamespace(connection=connection, execute=cursor.execute)
            for one in reversed(KEPT):
                one.let_go(None, editor)
            flush(operations, sql_list)
            for one in KEPT:
                one.keep(None, editor)

    def past_the_triggers(operations: BaseDatabaseOperations, sql_list: Any) -> None:
        # A page that a browser left may still be answered: SQLite in memory waits for nobody, and
        # what such a page writes may point to what was just emptied.
        for _ in range(PATIENCE):
            try:
                return emptied(operations, sql_list)
            except (OperationalError, IntegrityError) as error:
                if isinstance(error, OperationalError) and "locked" not in str(error):
                    raise
                time.sleep(0.1)
        return emptied(operations, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", past_the_triggers)
        yield
