"""A child answers with values or a refusal; it reaches nothing, and breaks without harm."""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from papi_portal import child
from papi_portal.workbook import strange
from tasks import reading
from tests.papi_portal.doors import DOOR, RefusedError, Size, Thing, hurried

THING = Thing(Size.SMALL, date(2026, 6, 30), Decimal("45.06"), (Thing(Size.LARGE),))


def test_values_go_in_and_come_out() -> None:
    value = [THING, {"a": (1, 2.5, None, True)}]

    assert DOOR.run("echo", "Điềm He\n\0".encode(), value=value) == ("Điềm He\n\0", value)


def test_refusal_is_raised_here_with_its_sentence() -> None:
    with pytest.raises(RefusedError, match=r"^Tệp rỗng\.$"):
        DOOR.run("refuse", "Tệp rỗng.".encode())


def test_threads_may_ask_at_the_same_time() -> None:
    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(lambda number: DOOR.run("echo", b"a", value=number), range(6)))

    assert said == [("a", number) for number in range(6)]


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(RefusedError, match="Quá nặng"):
        hurried(DOOR).run("echo", b"")


def test_a_child_gets_the_memory_of_its_door() -> None:
    door = replace(DOOR, limits=replace(child.READING, memory=100 * child.MIB))

    assert door.run("attempt", b"bytes(99 * 1024 ** 2)") == "MemoryError"
    assert DOOR.run("attempt", b"found = len(bytes(99 * 1024 ** 2))") == 99 * child.MIB


def test_who_watches_over_a_child_may_end_it() -> None:
    looks = []

    def watch() -> None:
        looks.append(1)
        if len(looks) == 2:
            raise InterruptedError

    begun = time.monotonic()
    with pytest.raises(InterruptedError):
        DOOR.run("attempt", b"import time; time.sleep(60)", watch=watch)

    assert time.monotonic() - begun < 10


def test_a_child_that_is_watched_hears_all_of_a_long_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "LOOK_SECONDS", 0.01)
    said = "đ" * 2 * child.MIB

    assert DOOR.run("echo", said.encode(), watch=lambda: None) == (said, None)


def test_a_child_ends_with_its_parent() -> None:
    script = (
        "from dataclasses import replace; from tests.papi_portal.doors import DOOR;"
        "replace(DOOR, is_shared=False).run('attempt', b'import time; time.sleep(60)')"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=child.ROOT)  # noqa: S603
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    try:
        made = until(lambda: children.read_text().split())[0]
        # It has said whom to end with once it has begun to read what it is asked.
        until(lambda: "pipe" in Path(f"/proc/{made}/wchan").read_text() or sleeping(made))
    finally:
        parent.kill()
        parent.wait()

    until(lambda: not Path(f"/proc/{made}").exists())


def sleeping(pid: str) -> bool:
    return "nanosleep" in Path(f"/proc/{pid}/wchan").read_text()


def until(asked: Callable[[], Any]) -> Any:
    """Return the first answer that is one; fail after ten seconds."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if answer := asked():
            return answer
        time.sleep(0.05)
    raise TimeoutError


@pytest.mark.parametrize("data", [b"a", b"\xff"], ids=["too long an answer", "an error"])
def test_a_child_that_breaks_is_a_refusal(data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(RefusedError, match="Quá nặng"):
        DOOR.run("run_out", data)

    assert "broke its reader: status 0" in caplog.text


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"[",
        b"1",
        b'["read"]',
        b'{"broken": "KeyError: 1"}',
        b'{"read": {"Popen": [["true"]]}}',
        b'{"read": {"Thing": [1, 2, 3, 4, 5, 6]}}',
        b'{"read": {"date": ["tomorrow"]}}',
    ],
)
def test_an_answer_that_makes_no_sense_is_a_refusal(
    said: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done = subprocess.CompletedProcess([], -9, stdout=said)
    monkeypatch.setattr(child, "_ended", lambda *_args: done)

    with pytest.raises(RefusedError, match="Quá nặng"):
        DOOR.run("echo", b"")

    assert "status -9" in caplog.text


@pytest.mark.parametrize(
    "act",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "bytes(2 * 1024 ** 3)",
        "import tempfile; tempfile.TemporaryFile(buffering=0).write(b'a')",
    ],
)
def test_a_child_reaches_nothing_and_writes_nothing(act: str) -> None:
    refused = {"PermissionError", "MemoryError", "OSError", "FileNotFoundError"}

    assert DOOR.run("attempt", act.encode()) in refused


def test_a_child_knows_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "secret")

    assert DOOR.run("attempt", b"import os; found = os.environ.get('SECRET_KEY')") is None


@pytest.mark.parametrize("door", [strange.DOOR, reading.DOOR], ids=["lists", "plans"])
def test_no_job_of_the_portal_needs_django(door: child.Door) -> None:
    lines = [f"import {place.partition(':')[0]}" for place in (door.place, *door.jobs.values())]
    lines += ["import tasks.reading.assemble"] if door is reading.DOOR else []
    lines += ["import sys", "found = 'django' in sys.modules"]

    assert DOOR.run("attempt", "\n".join(lines).encode()) is False
