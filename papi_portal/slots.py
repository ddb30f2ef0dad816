"""Places of which a machine has only so many: a lock on a file for each, over all processes.

The system lets go of a lock when its last holder ends, however it ends.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PAUSE = 0.05
"""Seconds between two looks for a free place."""


class NoneFreeError(Exception):
    """Raised when no place came free in time."""


@contextmanager
def taken(folder: Path, *, count: int, wait: float) -> Iterator[int]:
    """Hold one of `count` places; raise NoneFreeError after `wait` seconds without one.

    Yields the number of the locked file: a program that inherits it holds the place as well, so
    that the place is not free before both have ended.
    """
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + wait
    while (place := _free(folder, count)) is None:
        if time.monotonic() >= until:
            raise NoneFreeError
        time.sleep(PAUSE)
    with place:
        yield place.fileno()


def _free(folder: Path, count: int) -> IO[bytes] | None:
    """Lock the first free place; for reading only, because a reader inherits it."""
    for number in range(1, count + 1):
        path = folder / f"place-{number}"
        path.touch(mode=0o600)
        place = path.open("rb")
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            place.close()
        else:
            return place
    return None
