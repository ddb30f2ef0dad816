"""What the steps of migrations share."""

from typing import Any

from django.db.migrations import RunPython


def _take_time(_: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("SET LOCAL statement_timeout = 0")


def unhurried() -> RunPython:
    """Return the first step of a migration of many rows: the limit for pages is not for it."""
    return RunPython(_take_time, _take_time)
