"""A database that several connections can share."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Let threads have connections of their own, as web processes do.

    SQLite's test database lives in memory, where a second writer fails instead of waiting; so it
    moves into a file for the length of a test.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    in_memory, file = connection.connection, tmp_path / "shared.sqlite3"
    with sqlite3.connect(file) as copy:
        in_memory.backup(copy)
    copy.close()
    configured = connections.settings["default"]
    name = configured["NAME"]
    configured["NAME"], connection.connection = str(file), None
    yield
    connection.close()
    configured["NAME"], connection.connection = name, in_memory
