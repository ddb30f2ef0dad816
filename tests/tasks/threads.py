"""Several people at once: threads that start together, each with its own connection."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Outcome = TypeVar("Outcome")


def at_once(acts: Sequence[Callable[[], Outcome]]) -> list[Outcome | Exception]:
    """Run all acts at the same moment; return what each gave or was refused with."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Outcome]) -> Outcome | Exception:
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            return act()
        except Exception as error:  # noqa: BLE001 - each refusal is an outcome that the test counts
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
