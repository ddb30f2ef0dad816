"""What is large goes through the disk and not through memory; what nobody could mean, nowhere."""

import tracemalloc
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

from papi_portal import body_limit
from tasks.models import Evidence
from tests.papi_portal import strange_files as made
from tests.tasks.report_pages import plain
from tests.tasks.showing import stored
from tests.tasks.test_evidence_list import Facts

pytestmark = pytest.mark.django_db
MIB = 1024 * 1024
BOUNDARY = "ranh-gioi"
HEAD = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="kind"\r\n\r\nfile\r\n'
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
    "Content-Type: application/pdf\r\n\r\n"
).encode()
END = f"\r\n--{BOUNDARY}--\r\n".encode()


class Sent:
    """A body that is made while it is read, and breaks off where it ends."""

    def __init__(self, *parts: Iterable[bytes]) -> None:
        self._pieces = chain.from_iterable(parts)
        self._left = b""
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        while len(self._left) < size and (piece := next(self._pieces, b"")):
            self._left += piece
        given, self._left = self._left[:size], self._left[size:]
        self.taken += len(given)
        return given

    readline = read

    def close(self) -> None:
        """Do nothing, as a server's stream."""


def zeros(size: int) -> Iterator[bytes]:
    return repeat(bytes(64 * 1024), size // (64 * 1024))


@pytest.fixture
def temporary(settings: Any, tmp_path: Path) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    return folder


@pytest.fixture
def facts(settings: Any, tmp_path: Path, temporary: Path) -> Facts:
    settings.MEDIA_ROOT = tmp_path / "media"
    return Facts()


def send(facts: Facts, body: Sent, **said: str) -> Any:
    """Send a body with the headers that came before it."""
    return facts.client.post(
        facts.address,
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
        **{"wsgi.input": body, **said},  # type: ignore[arg-type]
    )


def test_file_over_the_limit_waits_on_the_disk_and_is_refused_unread(
    facts: Facts, temporary: Path
) -> None:
    size = 48 * MIB
    body = Sent([HEAD], zeros(size), [END])
    facts.page()
    tracemalloc.start()

    response = send(facts, body, CONTENT_LENGTH=str(len(HEAD) + size + len(END)))

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert response.status_code == 422
    assert "Tệp nặng 48,0 MB, cho phép tối đa 20 MB" in plain(response)
    assert body.taken == len(HEAD) + size + len(END)
    assert peak < 12 * MIB
    assert list(temporary.iterdir()) == []
    assert stored() == []


def test_body_that_nobody_could_mean_is_not_read_at_all(facts: Facts, temporary: Path) -> None:
    body = Sent([HEAD], zeros(10 * 1024 * MIB))

    response = send(facts, body, CONTENT_LENGTH=str(10 * 1024 * MIB))

    assert response.status_code == 400
    assert "tệp quá nặng" in plain(response)
    assert body.taken == 0
    assert list(temporary.iterdir()) == []


def test_limit_is_the_same_for_who_is_not_signed_in(facts: Facts) -> None:
    facts.client.logout()
    body = Sent([HEAD], zeros(10 * 1024 * MIB))

    assert send(facts, body, CONTENT_LENGTH=str(10 * 1024 * MIB)).status_code in {302, 400}
    assert body.taken == 0


def test_body_without_a_length_is_not_read(facts: Facts) -> None:
    body = Sent([HEAD], zeros(10 * 1024 * MIB))

    response = send(facts, body, CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")

    assert response.status_code in {400, 404, 422}
    assert body.taken == 0
    assert not Evidence.objects.exists()


def test_upload_that_stops_early_leaves_nothing(facts: Facts, temporary: Path) -> None:
    whole = HEAD + made.pdf(extra=b"%" + b"a" * 6 * MIB + b"\n") + END
    body = Sent([whole[: 4 * MIB]])

    response = send(facts, body, CONTENT_LENGTH=str(len(whole)))

    assert response.status_code in {400, 422}
    assert list(temporary.iterdir()) == []
    assert stored() == []
    assert not Evidence.objects.exists()


def test_many_files_in_one_form_are_refused(facts: Facts, temporary: Path) -> None:
    one = b'--%s\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx\r\n'
    content = (one % BOUNDARY.encode()) * 101 + f"--{BOUNDARY}--\r\n".encode()

    response = send(facts, Sent([content]), CONTENT_LENGTH=str(len(content)))

    assert response.status_code == 400
    assert list(temporary.iterdir()) == []


def test_two_files_of_the_largest_size_get_through_the_limit(settings: Any) -> None:
    assert body_limit.most() > 2 * max(settings.EVIDENCE_LARGEST, 25 * MIB)
    settings.EVIDENCE_LARGEST = 100 * MIB
    assert body_limit.most() > 200 * MIB


def test_usual_file_still_gets_through(facts: Facts) -> None:
    assert facts.upload(made.pdf()).status_code == 302
    assert len(stored()) == 1
