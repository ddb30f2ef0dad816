"""Reading a stranger's file in a child process with limits on memory, time and reach.

The child is asked by a line of JSON with the name of the job and of the file, then the bytes; it
answers with one JSON value. It knows neither Django, nor the environment, nor the network.
"""

import json
import logging
import subprocess
import sys
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from tasks.reading import values
from tasks.reading.sources import guard
from tasks.reading.values import Document, UnreadableError

logger = logging.getLogger(__name__)

JOBS = {"document": "tasks.reading.sources:open_file", "plan": "tasks.reading:read"}
"""Functions that a child may run, by name; each takes the file's name and bytes, then options."""

MEMORY = 1024 * guard.MIB
CPU_SECONDS = 60
WALL_SECONDS = 90
WRITTEN = 0
OPEN_FILES = 64
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

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; sys.path.insert(0, sys.argv[1]); from tasks.reading import child; child.main()"
HEAVY = (
    "Tệp quá nặng hoặc hỏng, không đọc được trong giới hạn cho phép; hãy mở bằng Word hoặc Excel,"
    " lưu thành tệp mới, bỏ hình ảnh và phần thừa rồi tải lại."
)

CONSTRUCTORS: dict[str, Any] = {
    **{name: one for name, one in vars(values).items() if isinstance(one, type)},
    "date": date.fromisoformat,
}


def read_document(name: str, data: bytes) -> Document:
    """Return a file as a document; the safe door for what strangers upload, 1 GiB and 90 s wide.

    Raises UnreadableError with what is wrong and what to do.
    """
    document = run("document", name, data)
    if not isinstance(document, Document):
        raise UnreadableError(HEAVY)
    return document


def run(job: str, name: str, data: bytes, **options: Any) -> Any:
    """Run one of JOBS over a file in a child process and return its values.

    Options and the answer are values of `tasks.reading.values`, tuples, dates and plain JSON
    scalars. Raises UnreadableError; may be called from threads.
    """
    guard.check_size(data)
    asked = {
        "job": job,
        "name": name,
        "options": {key: packed(one) for key, one in options.items()},
    }
    # -I: no environment, no user packages, no current folder; -B: nothing may be written.
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", START, str(ROOT)]
    try:
        # Limits are set within the child: preexec_fn and threads do not go together.
        done = subprocess.run(  # noqa: S603 - this interpreter, our own module
            command,
            input=json.dumps(asked).encode() + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(HEAVY) from error
    return _answer(done.returncode, done.stdout)


def _answer(status: int, said: bytes) -> Any:
    try:
        answer = json.loads(said)
    except ValueError:
        answer = {}
    if "refused" in answer:
        raise UnreadableError(answer["refused"])
    if "read" not in answer:
        logger.warning("A file broke its reader: status %s, %s", status, answer.get("broken"))
        raise UnreadableError(HEAVY)
    return unpacked(answer["read"])


def packed(value: Any) -> Any:
    """Return a value as JSON: a dataclass, an enumeration or a date as {name: parts}."""
    if is_dataclass(value):
        parts = [packed(getattr(value, one.name)) for one in fields(value)]
        return {type(value).__name__: parts}
    if isinstance(value, StrEnum):
        return {type(value).__name__: [value.value]}
    if isinstance(value, date):
        return {"date": [value.isoformat()]}
    if isinstance(value, tuple | list):
        return [packed(one) for one in value]
    return value


def unpacked(value: Any) -> Any:
    """Return the value that `packed` was given; lists come back as tuples."""
    if isinstance(value, dict):
        ((name, parts),) = value.items()
        return CONSTRUCTORS[name](*map(unpacked, parts))
    return tuple(map(unpacked, value)) if isinstance(value, list) else value


def main() -> None:
    """Be the child: set the limits, read the question from standard input, answer, end."""
    _confine()
    asked = json.loads(sys.stdin.buffer.readline())
    module, _, function = JOBS[asked["job"]].partition(":")
    options = {key: unpacked(one) for key, one in asked["options"].items()}
    try:
        job = getattr(import_module(module), function)
        answer = {"read": packed(job(asked["name"], sys.stdin.buffer.read(), **options))}
    except UnreadableError as error:
        answer = {"refused": str(error)}
    except Exception as error:  # noqa: BLE001 - whatever a hostile file breaks is told to the parent
        answer = {"broken": f"{type(error).__name__}: {error}"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _confine() -> None:
    """Limit memory, time and files, and refuse network and programs; before any parser loads."""
    import resource

    limits = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, limit in limits:
        resource.setrlimit(kind, (limit, limit))
    logging.disable(logging.CRITICAL)
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: object) -> None:
    if event in REFUSED_EVENTS:
        _stop(event)


def _stop(event: str) -> NoReturn:
    msg = f"a reader asked for {event}"
    raise PermissionError(msg)
