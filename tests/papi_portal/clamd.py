"""A virus scanner for tests: it listens on this machine and speaks ClamAV's protocol.

It knows one virus, the harmless test file of the trade, written here in two halves so that
real scanners leave this very file alone.
"""

import struct
import time
from collections.abc import Callable
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer, ThreadingMixIn, UnixStreamServer
from threading import Thread
from typing import Any, Self

from papi_portal.environment import Clamd
from tests.papi_portal import strange_files

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
VIRUS = "Eicar-Test-Signature"
INFECTED_PDF = strange_files.pdf(extra=b"%" + EICAR + b"\n")
Answers = Callable[[bytes], bytes]


def known(content: bytes) -> bytes:
    """Return what ClamAV says of a file, if it knew the test virus alone."""
    return f"stream: {VIRUS} FOUND\0".encode() if EICAR in content else b"stream: OK\0"


class _Conversation(StreamRequestHandler):
    """One question and its answer."""

    server: Any

    def handle(self) -> None:
        daemon: FakeClamd = self.server.clamd
        command = self._command()
        if command == b"zPING":
            self.wfile.write(daemon.pong)
        elif command == b"zINSTREAM" and daemon.listens:
            content = self._content(daemon.longest)
            if content is None:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
            daemon.heard.append(content)
            self._say(daemon.answer(content), daemon.pause)
        else:
            time.sleep(daemon.pause)

    def _command(self) -> bytes:
        said = b""
        while not said.endswith(b"\0"):
            said += self.rfile.read(1)
        return said[:-1]

    def _content(self, longest: int) -> bytes | None:
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            if len(content) + size > longest:
                return None
            content += self.rfile.read(size)
        return content

    def _say(self, answer: bytes, pause: float) -> None:
        try:
            for number in range(len(answer)) if pause else ():
                time.sleep(pause)
                self.wfile.write(answer[number : number + 1])
            self.wfile.write(b"" if pause else answer)
        except OSError:
            return  # nobody waits for it any more


class _Tcp(ThreadingMixIn, TCPServer):
    daemon_threads = True
    clamd: "FakeClamd"


class _Unix(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True
    clamd: "FakeClamd"


class FakeClamd:
    """The daemon: what it heard, and what may be wrong with it."""

    def __init__(self, socket: Path | None = None) -> None:
        self.heard: list[bytes] = []
        self.answer: Answers = known
        self.longest = 2**30
        self.listens = True
        self.pause = 0.0
        """Seconds before each letter of an answer."""
        self.pong = b"PONG\0"
        self._server: _Tcp | _Unix
        if socket:
            self._server = _Unix(str(socket), _Conversation)
            self.place = Clamd(socket=str(socket))
        else:
            self._server = _Tcp(("127.0.0.1", 0), _Conversation)
            self.place = Clamd(host="127.0.0.1", port=self._server.server_address[1])
        self._server.clamd = self

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Hang up: from now on nobody answers."""
        if self._server.socket.fileno() >= 0:
            self._server.shutdown()
            self._server.server_close()
