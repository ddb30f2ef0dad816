"""What ClamAV says of a file is a value; whatever goes wrong on the way is one, too, in time."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from papi_portal.attachments import scanning
from papi_portal.attachments.scanning import Clean, Infected, Unknown
from papi_portal.environment import Clamd
from tests.papi_portal.clamd import EICAR, VIRUS, FakeClamd

MIB = 1024 * 1024


@pytest.fixture
def nearby(settings: Any, tmp_path: Path) -> Iterator[FakeClamd]:
    """Have a daemon listen at a socket file."""
    with FakeClamd(tmp_path / "clamd.ctl") as daemon:
        settings.CLAMD = daemon.place
        yield daemon


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "SECONDS", 0.4)


def reason(content: bytes = b"x") -> str:
    """Return why nothing is known of a file."""
    found = scanning.scan(content)
    assert isinstance(found, Unknown)
    return found.reason


def test_without_a_scanner_nothing_is_said() -> None:
    assert scanning.scan(EICAR) is None
    assert scanning.problem() == ""


def test_clean_file_is_heard_whole_and_clean(clamd: FakeClamd) -> None:
    content = bytes(range(256)) * (3 * MIB // 256) + b"end"

    assert scanning.scan(content) == Clean()
    assert clamd.heard == [content]


def test_test_virus_is_found_by_its_name(clamd: FakeClamd) -> None:
    assert scanning.scan(b"a" * MIB + EICAR) == Infected(VIRUS)


def test_socket_file_of_this_machine_will_do(nearby: FakeClamd) -> None:
    assert scanning.problem() == ""
    assert scanning.scan(EICAR) == Infected(VIRUS)
    assert scanning.scan(b"") == Clean()


def test_file_beyond_the_limit_of_clamd_says_which_to_raise(nearby: FakeClamd) -> None:
    nearby.longest = 100_000

    assert "StreamMaxLength" in reason(b"x" * 20 * MIB)


def test_line_that_is_cut_while_the_file_is_sent_is_no_answer(clamd: FakeClamd) -> None:
    clamd.longest = 100_000

    assert reason(b"x" * 20 * MIB)


def test_nobody_listening_is_told_with_the_place(clamd: FakeClamd) -> None:
    clamd.stop()

    assert reason() == f"{clamd.place}: Connection refused"
    assert scanning.problem() == reason()


def test_missing_socket_file_is_told(settings: Any, tmp_path: Path) -> None:
    settings.CLAMD = Clamd(socket=str(tmp_path / "none.ctl"))

    assert "No such file" in reason()


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("size", [1, 20 * MIB])
def test_scanner_that_only_holds_the_line_is_not_waited_for(clamd: FakeClamd, size: int) -> None:
    clamd.listens, clamd.pause = False, 2.0
    begun = time.monotonic()

    assert reason(b"x" * size) == f"no answer from {clamd.place} in time"
    assert time.monotonic() - begun < 1.5


def test_time_that_is_over_before_a_piece_is_sent_is_no_answer(
    clamd: FakeClamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "SECONDS", 0)

    assert "in time" in reason()


@pytest.mark.usefixtures("hurried")
def test_answer_in_drips_has_an_end(clamd: FakeClamd) -> None:
    clamd.pause = 0.1

    assert "in time" in reason()


def test_answer_without_end_is_not_listened_to(clamd: FakeClamd) -> None:
    clamd.answer = lambda _content: b"stream: OK" + b"!" * MIB

    assert "rambles" in reason()


@pytest.mark.parametrize("answer", [b"", b"stream: OK", b"stream: Ei"])
def test_answer_that_breaks_off_is_none(clamd: FakeClamd, answer: bytes) -> None:
    clamd.answer = lambda _content: answer

    assert "hung up" in reason()


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "OK",
        "stream:OK",
        "stream: ",
        "stream:  FOUND",
        "stream: OK\nstream: x FOUND",
        "UNKNOWN COMMAND",
        "stream: Can't allocate memory ERROR",
        "\x1b[2J\ufffd" * 50,
        "<script>alert(1)</script>",
    ],
)
def test_what_is_not_quite_an_answer_means_nothing(answer: str) -> None:
    found = scanning.understood(answer)

    assert isinstance(found, Unknown)
    assert found.reason.isprintable()
    assert len(found.reason) < 200


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("stream: OK", Clean()),
        ("stream: Win.Test.EICAR_HDB-1 FOUND", Infected("Win.Test.EICAR_HDB-1")),
        ("stream: a\x1b[2J\u202eb FOUND", Infected("a[2Jb")),
        (f"stream: {'x' * 500} FOUND", Infected("x" * 100 + "…")),
    ],
)
def test_answers_are_understood(answer: str, found: scanning.Scan) -> None:
    assert scanning.understood(answer) == found


def test_giving_up_on_a_file_is_not_finding_something() -> None:
    found = scanning.understood("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND")

    assert isinstance(found, Unknown)
    assert "MaxFileSize" in found.reason


def test_what_answers_but_is_no_scanner_is_told(clamd: FakeClamd) -> None:
    clamd.pong = b"220 mail ready\0"

    assert scanning.problem() == f"{clamd.place} gave a strange answer: '220 mail ready'"
