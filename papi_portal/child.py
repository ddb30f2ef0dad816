"""Run a function over bytes in a child process with limits on memory, time and reach.

What strangers send is read so, and what may grow large is printed so.

The child is asked by a line of JSON with its door, the job and options, then gets the bytes; it
answers with one JSON value. It knows neither Django, nor the environment, nor the network.
"""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NoReturn

from papi_portal import slots, zip_guard
from papi_portal.deep_calls import in_one_piece
from papi_portal.packing import makers, packed, unpacked
from papi_portal.wording import Said, said

logger = logging.getLogger(__name__)

MIB = 1024 * 1024
WAIT_SECONDS = 10
"""For a free place among the readers of this machine, while the file is safe in the request."""
LOOK_SECONDS = 0.25
"""Between two looks of whoever watches over a child."""
WRITTEN = 0
OPEN_FILES = 64
SIGNAL_OF_DEATH, KILLED = 1, 9
"""Of prctl: the signal that the system sends to a child whose parent has ended."""
LARGEST_ANSWER = 64 * MIB
"""Bytes; the web process has to hold it, and a shared string may be said a million times."""
REFUSED_EVENTS = frozenset(
    [
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.system",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.sendto",
        "subprocess.Popen",
    ]
)
"""Audit events that reading a file never needs: the network and other programs."""

BUSY = said("Máy chủ đang có nhiều tệp được đọc; tệp này chưa được đọc, hãy thử lại sau ít phút.")

ROOT = Path(__file__).resolve().parents[1]
START = "import sys; sys.path.insert(0, sys.argv[1]); from papi_portal import child; child.main()"

Watch = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use: bytes of memory, seconds of work, seconds until it must be done."""

    memory: int
    cpu_seconds: int
    wall_seconds: float


READING = Limits(memory=1024 * MIB, cpu_seconds=60, wall_seconds=90)


@dataclass(frozen=True, slots=True)
class Door:
    """What a child may be asked to do for one part of the portal, and what may cross."""

    place: str
    """Where the child finds this very door: "module:name"; the module must do without Django."""
    jobs: Mapping[str, str]
    """Functions by name of the job: "module:name"; each takes `data` and options by name."""
    values: tuple[type, ...]
    """Dataclasses and enumerations in options and answers, besides collections and scalars."""
    refusal: type[Exception]
    """Raised with a sentence for whoever sent the file, in the child and here again."""
    heavy: str
    """The sentence for a file that broke the child or its limits."""
    limits: Limits = READING
    is_shared: bool = True
    """Whether children wait for one of the machine's places; not where they come one by one."""

    def run(self, job: str, data: bytes, *, watch: Watch | None = None, **options: Any) -> Any:
        """Return what a job makes of a file; raise the refusal. May be called from threads.

        Only so many children read at once, over all web processes; the others wait their turn.
        What `watch` raises, called again and again, ends the child and goes on from here.
        """
        limits = [self.limits.memory, self.limits.cpu_seconds]
        asked = {"door": self.place, "job": job, "options": packed(options)}
        asked |= {"limits": limits, "parent": os.getpid()}
        question = json.dumps(asked).encode() + b"\n" + data
        try:
            zip_guard.refuse_at_sight(data)
            with self._place() as places:
                done = _ended(question, places, self.limits.wall_seconds, watch)
        except zip_guard.BadPackageError as error:
            raise self.refusal(str(error)) from error
        except slots.NoneFreeError as error:
            raise self.refusal(BUSY) from error
        except subprocess.TimeoutExpired as error:
            raise self.refusal(self.heavy) from error
        return self._answer(done.returncode, done.stdout)

    @contextmanager
    def _place(self) -> Iterator[tuple[int, ...]]:
        """Hold one of the machine's places, as the numbers of files that the child inherits."""
        if not self.is_shared:
            yield ()
            return
        # Imported here, because the child imports this module and must do without Django.
        from django.conf import settings

        folder, count = settings.VAR_DIR / "readers", settings.READERS_AT_ONCE
        with slots.taken(folder, count=count, wait=WAIT_SECONDS) as place:
            yield (place,)

    def unpacked(self, value: Any) -> Any:
        """Return a value that crossed."""
        return unpacked(value, makers(self.values))

    def _answer(self, status: int, content: bytes) -> Any:
        refused = ""
        try:
            answer = dict(json.loads(content))
            if "read" in answer:
                return self.unpacked(answer["read"])
            if "refused" in answer:
                pattern, parts = answer["refused"]
                refused = said(pattern, **self.unpacked(parts))
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            answer = {"broken": repr(error)}
        if refused:
            raise self.refusal(refused)
        logger.warning("A file broke its reader: status %s, %s", status, answer.get("broken"))
        raise self.refusal(self.heavy)


def _ended(
    asked: bytes, places: tuple[int, ...], wall_seconds: float, watch: Watch | None
) -> subprocess.CompletedProcess[bytes]:
    """Return a child that has answered; it inherits the lock on its place."""
    # -I: no environment, no user packages, no current folder; -B: nothing may be written.
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", START, str(ROOT)]
    # Limits are set within the child: preexec_fn and threads do not go together.
    with subprocess.Popen(  # noqa: S603 - this interpreter, our own module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        pass_fds=places,
    ) as child:
        # By a thread, because asking in turns for the answer loses what is not yet told.
        telling = threading.Thread(target=_tell, args=(child.stdin, asked), daemon=True)
        child.stdin = None
        telling.start()
        try:
            said = _said_by(child, time.monotonic() + wall_seconds, watch)
        except BaseException:
            child.kill()
            raise
        finally:
            telling.join()
        return subprocess.CompletedProcess(command, child.returncode, said)


def _tell(reader: IO[bytes], asked: bytes) -> None:
    """Tell a child what is asked, unless it ends before it has heard all."""
    with suppress(BrokenPipeError), reader:
        reader.write(asked)


def _said_by(child: "subprocess.Popen[bytes]", until: float, watch: Watch | None) -> bytes:
    """Return the answer of a child; raise TimeoutExpired when it is not there in time."""
    while True:
        left = until - time.monotonic()
        try:
            said, _ = child.communicate(timeout=min(left, LOOK_SECONDS) if watch else left)
        except subprocess.TimeoutExpired:
            if left <= LOOK_SECONDS or watch is None:
                raise
            watch()
        else:
            return said


def main() -> None:  # pragma: no cover - only ever in a child
    """Be the child: set the limits, read the question from standard input, answer, end."""
    asked = json.loads(sys.stdin.buffer.readline())
    _end_with(asked["parent"])
    _confine(*asked["limits"])
    door: Door = _found(asked["door"])
    try:
        job = _found(door.jobs[asked["job"]])
        options = door.unpacked(asked["options"])
        read = in_one_piece(job, data=sys.stdin.buffer.read(), **options)
        answer = _written({"read": packed(read)})
    except door.refusal as error:
        answer = _written({"refused": _in_parts(str(error))})
    except Exception as error:  # noqa: BLE001 - whatever a hostile file breaks is told to the parent
        answer = _written({"broken": f"{type(error).__name__}: {error}"})
    sys.stdout.buffer.write(answer)


def _in_parts(sentence: str) -> list[Any]:  # pragma: no cover - only ever in a child
    """Return a sentence as it crosses: its pattern and its parts, for it may be said in English."""
    if isinstance(sentence, Said):
        return [sentence.pattern, packed(sentence.parts)]
    return [sentence, packed({})]


def _end_with(parent: int) -> None:  # pragma: no cover - only ever in a child
    """Have the system kill this child when its parent ends, however that ends."""
    import ctypes

    ctypes.CDLL(None).prctl(SIGNAL_OF_DEATH, KILLED)
    if os.getppid() != parent:  # it ended before the system was asked
        sys.exit(1)


def _found(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def _written(answer: dict[str, Any]) -> bytes:  # pragma: no cover - only ever in a child
    content = json.dumps(answer, ensure_ascii=False).encode(errors="surrogatepass")
    if len(content) > LARGEST_ANSWER:
        msg = f"{len(content)} bytes are too long an answer"
        raise MemoryError(msg)
    return content


def _confine(memory: int, cpu_seconds: int) -> None:  # pragma: no cover - only ever in a child
    """Limit memory, time and files, and refuse network and programs; before any parser loads."""
    import resource

    limits = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, limit in limits:
        resource.setrlimit(kind, (limit, limit))
    logging.disable(logging.CRITICAL)
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: object) -> None:  # pragma: no cover - only ever in a child
    if event in REFUSED_EVENTS:
        _stop(event)


def _stop(event: str) -> NoReturn:  # pragma: no cover - only ever in a child
    msg = f"a reader asked for {event}"
    raise PermissionError(msg)
