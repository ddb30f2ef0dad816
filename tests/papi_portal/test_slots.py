"""Only so many hold a place at once, over all processes; whoever ends gives it back."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from papi_portal.slots import NoneFreeError, taken

HOLD = """
import subprocess, sys
from pathlib import Path
from papi_portal.slots import taken
with taken(Path(sys.argv[1]), count=1, wait=0) as place:
    if sys.argv[2:]:
        reader = [sys.executable, "-c", "import sys; sys.stdin.read()"]
        subprocess.Popen(reader, pass_fds=(place,))
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(folder: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Let another process hold the only place, until it is killed or this is over."""
    with subprocess.Popen(  # noqa: S603 - this interpreter, our own script
        [sys.executable, "-c", HOLD, str(folder), *more],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


def test_no_more_than_the_places_are_taken(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "here"
    with ExitStack() as held:
        for _ in range(2):
            held.enter_context(taken(folder, count=2, wait=0))

        with pytest.raises(NoneFreeError), taken(folder, count=2, wait=0.1):
            pass

    with taken(folder, count=2, wait=0):
        assert len(list(folder.iterdir())) == 2


def test_a_place_comes_free_after_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), taken(tmp_path, count=1, wait=0):
        raise ZeroDivisionError

    with taken(tmp_path, count=1, wait=0):
        pass


def test_a_killed_process_gives_its_place_back(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        with pytest.raises(NoneFreeError), taken(tmp_path, count=1, wait=0.1):
            pass
        other.kill()

        with taken(tmp_path, count=1, wait=30):
            pass


def test_a_reader_that_outlives_its_web_process_keeps_the_place(tmp_path: Path) -> None:
    with holder(tmp_path, "with a reader") as other:
        other.kill()
        other.wait()
        with pytest.raises(NoneFreeError), taken(tmp_path, count=1, wait=0.1):
            pass

    with taken(tmp_path, count=1, wait=30):
        pass
