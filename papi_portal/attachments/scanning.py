"""Ask ClamAV's daemon about a file: what it says is a value, also when it says nothing.

Source: attack UP-6; the protocol is that of clamd(8), INSTREAM. Everything is bounded: the time
for one file, the answer that is read, and what is believed of it.
"""

import re
import socket
import struct
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings

from papi_portal.environment import Clamd
from papi_portal.text import clean_line, cut

SECONDS = 20
"""For one file, from knocking to the answer: whoever uploads waits for it."""
CONNECT_SECONDS = 3
PIECE = 64 * 1024
LONGEST_ANSWER = 1024
LONGEST_NAME = 100
ANSWER = re.compile(r"stream: (?:OK|(?P<name>\S.*) FOUND)")
TOO_LARGE = "INSTREAM size limit exceeded"
NOT_LOOKED_THROUGH = "Heuristics.Limits.Exceeded"
"""How the names begin under which ClamAV, set up so, tells that it gave up on a file."""


@dataclass(frozen=True, slots=True)
class Clean:
    """ClamAV knows of nothing harmful in the file."""


@dataclass(frozen=True, slots=True)
class Infected:
    """The file holds something harmful, by the name that ClamAV gives it."""

    name: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows; the reason is for whoever runs the machine."""

    reason: str


Scan = Clean | Infected | Unknown


def scan(content: bytes) -> Scan | None:
    """Return what ClamAV says of a file, after 20 seconds at most; None where none is set up."""
    if settings.CLAMD is None:
        return None
    try:
        return understood(_answer(settings.CLAMD, _streamed(content)))
    except OSError as error:
        return Unknown(_problem(error))


def problem() -> str:
    """Return why the scanner that is set up does not answer; empty if it does, or none is."""
    if settings.CLAMD is None:
        return ""
    try:
        said = _answer(settings.CLAMD, [b"zPING\0"])
    except OSError as error:
        return _problem(error)
    return "" if said == "PONG" else _strange(said)


def understood(answer: str) -> Scan:
    """Return what a line of ClamAV means; what is not quite as expected means nothing."""
    found = ANSWER.fullmatch(answer)
    if found is None:
        if answer.startswith(TOO_LARGE):
            return Unknown("the file is larger than StreamMaxLength of clamd.conf")
        return Unknown(_strange(answer))
    name = found["name"]
    if name is None:
        return Clean()
    if name.startswith(NOT_LOOKED_THROUGH):
        return Unknown(f"ClamAV did not look through all of it ({clean_line(name)})")
    return Infected(cut(clean_line(name), LONGEST_NAME))


def _streamed(content: bytes) -> Iterator[bytes]:
    """Yield the command and the file in pieces, each with its length; an empty one ends it."""
    yield b"zINSTREAM\0"
    for start in range(0, len(content), PIECE):
        piece = content[start : start + PIECE]
        yield struct.pack("!L", len(piece)) + piece
    yield struct.pack("!L", 0)


def _answer(clamd: Clamd, said: Iterable[bytes]) -> str:
    """Return the line that is answered; raise OSError when it does not come whole and in time."""
    until = time.monotonic() + SECONDS
    with _connected(clamd) as line:
        try:
            for piece in said:
                line.settimeout(_left(until))
                line.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass  # A file that is too large is answered before it has been heard to its end.
        heard = b""
        while b"\0" not in heard and len(heard) < LONGEST_ANSWER:
            line.settimeout(_left(until))
            piece = line.recv(LONGEST_ANSWER - len(heard))
            if not piece:
                break
            heard += piece
    answer, end, _ = heard.partition(b"\0")
    if not end:
        msg = "hung up in the middle of its answer" if len(heard) < LONGEST_ANSWER else "rambles"
        raise ConnectionError(msg)
    return answer.decode(errors="replace").strip()


def _connected(clamd: Clamd) -> socket.socket:
    if not clamd.socket:
        return socket.create_connection((clamd.host, clamd.port), timeout=CONNECT_SECONDS)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(CONNECT_SECONDS)
        line.connect(clamd.socket)
    except BaseException:
        line.close()
        raise
    return line


def _left(until: float) -> float:
    """Return the seconds that are left; raise TimeoutError when none are."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _problem(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer from {settings.CLAMD} in time"
    return f"{settings.CLAMD}: {error.strerror or error}"


def _strange(answer: str) -> str:
    return f"{settings.CLAMD} gave a strange answer: {cut(clean_line(answer), LONGEST_NAME)!r}"
