"""Open data as files: each is made once as long as nothing changes, one at a time on a machine.

A file is known by the mark of its province; the next one takes its place, so the disk stays small.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.conf import settings

from papi_portal import slots
from tasks.reports.public import printed
from tasks.reports.public.shown import Shown


class BusyError(Exception):
    """Raised when another file is being made, or the disk refuses this one."""


def find(province: Shown, name: str, lines: Callable[[], Iterable[bytes]]) -> IO[bytes]:
    """Return a file of a province's data, opened: kept, or made now; raises BusyError."""
    file = settings.VAR_DIR / "public-data" / f"{province.publication.pk}-{name}" / province.mark
    with suppress(FileNotFoundError):
        return file.open("rb")
    try:
        with printed.one_at_a_time():
            if not file.exists():  # another one may have made it meanwhile
                _make(file, lines)
            return file.open("rb")
    except (slots.NoneFreeError, OSError) as error:
        raise BusyError from error


def _make(file: Path, lines: Callable[[], Iterable[bytes]]) -> None:
    """Write a file, whole or not at all, in the place of those before it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in file.parent.iterdir():
        old.unlink()  # who is reading it reads on
    with NamedTemporaryFile(dir=file.parent, delete=False) as unfinished:
        unfinished.writelines(lines())
    Path(unfinished.name).replace(file)
