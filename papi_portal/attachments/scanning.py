"""Ask ClamAV's daemon about a file: what it says is a value, also when it says nothing.

Source: attack UP-6; the protocol is that of clamd(8), INSTREAM. Everything is bounded: the time
for one file, the silence that is borne, the answer that is read, and what is believed of it.
"""

import re
import socket
import struct
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache

from papi_portal.environment import Clamd
from papi_portal.text import clean_line, cut

SECONDS = 20
"""For one file, from knocking to the answer: whoever uploads waits for it."""
SILENCE_SECONDS = 5
"""Without a piece taken or an answer begun; a large file is thought about for longer."""
LOOKED_THROUGH = 2 * 1024 * 1024
"""Bytes for which one more second of silence is borne."""
CONNECT_SECONDS = 3
PAUSE_SECONDS = 60
"""After nobody answered, uploads do not ask again for so long."""
SILENT = "papi.clamd.silent"
"""Where the cache that all web processes share keeps that nobody answered, and why."""
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
    is_silence: bool = False
    """Whether nobody answered, rather than with something that says nothing of the file."""


Scan = Clean | Infected | Unknown


def scan(content: bytes, *, silence: float = SECONDS) -> Scan | None:
    """Return what ClamAV says of a file, after 20 seconds at most; None where none is set up.

    `silence` is what is borne between the file's end and the answer.
    """
    if settings.CLAMD is None:
        return None
    try:
        return understood(_answer(settings.CLAMD, _streamed(content), silence))
    except OSError as error:
        return Unknown(_problem(error), is_silence=True)


def scan_for_sender(content: bytes) -> Scan | None:
    """Return what `scan` does to somebody who waits for it: after a short silence nobody knows.

    Then it is not asked for a while, so a scanner that hangs costs each web process a few seconds
    a minute, not each upload.
    """
    if settings.CLAMD is None:
        return None
    if reason := cache.get(SILENT):
        return Unknown(f"not asked, because a moment ago: {reason}", is_silence=True)
    found = scan(content, silence=SILENCE_SECONDS + len(content) / LOOKED_THROUGH)
    if isinstance(found, Unknown) and found.is_silence:
        cache.set(SILENT, found.reason, PAUSE_SECONDS)
    return found


def problem() -> str:
    """Return why the scanner that is set up does not answer; empty if it does, or none is."""
    if settings.CLAMD is None:
        return ""
    try:
        said = _answer(settings.CLAMD, [b"zPING\0"], SILENCE_SECONDS)
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


def _answer(clamd: Clamd, said: Iterable[bytes], silence: float) -> str:
    """Return the line that is answered; raise OSError when it does not come whole and in time."""
    until = time.monotonic() + SECONDS
    with _connected(clamd) as line:
        try:
            for piece in said:
                line.settimeout(min(_left(until), SILENCE_SECONDS))
                line.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass  # A file that is too large is answered before it has been heard to its end.
        heard = b""
        while b"\0" not in heard and len(heard) < LONGEST_ANSWER:
            line.settimeout(min(_left(until), silence))
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
        try:
            return socket.create_connection((clamd.host, clamd.port), timeout=CONNECT_SECONDS)
        except UnicodeError as error:
            msg = "this is no name of a machine"
            raise ConnectionError(msg) from error
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
