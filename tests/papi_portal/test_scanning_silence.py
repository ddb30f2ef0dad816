"""A scanner that hangs costs a few seconds a minute: of one person, not of everybody."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.cache import cache

from papi_portal.attachments import scanning
from papi_portal.attachments.scanning import Clean, Unknown
from papi_portal.environment import Clamd
from tests.papi_portal.clamd import FakeClamd

MIB = 1024 * 1024


@pytest.fixture(autouse=True)
def shared_memory(settings: Any) -> Iterator[None]:
    """Keep the cache in memory, where threads share it without a database."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def hung(clamd: FakeClamd, monkeypatch: pytest.MonkeyPatch) -> FakeClamd:
    """Return a daemon that accepts and says nothing, borne for a fraction of a second."""
    monkeypatch.setattr(scanning, "SILENCE_SECONDS", 0.3)
    clamd.listens, clamd.pause = False, 3.0
    return clamd


def timed(content: bytes = b"x") -> tuple[Any, float]:
    begun = time.monotonic()
    return scanning.scan_for_sender(content), time.monotonic() - begun


@pytest.mark.parametrize("size", [1, 20 * MIB])
def test_silence_is_not_borne_for_as_long_as_a_scan_may_take(hung: FakeClamd, size: int) -> None:
    found, waited = timed(b"x" * size)

    assert isinstance(found, Unknown)
    assert found.is_silence
    assert waited < 2 < scanning.SECONDS


def test_large_file_is_thought_about_for_longer(clamd: FakeClamd, hung: FakeClamd) -> None:
    clamd.listens, clamd.pause = True, 0.0

    def think(_content: bytes) -> bytes:
        time.sleep(0.8)
        return b"stream: OK\0"

    clamd.answer = think
    assert timed(b"x" * 6 * MIB)[0] == Clean()
    assert isinstance(timed(b"x")[0], Unknown)
    assert scanning.scan(b"x") == Clean()  # nobody waits for the command that scans later


def test_after_a_silence_nobody_waits_for_a_while(hung: FakeClamd) -> None:
    first, _ = timed()
    second, waited = timed()

    assert waited < 0.1
    assert isinstance(second, Unknown)
    assert second.reason == f"not asked, because a moment ago: {first.reason}"


def test_several_who_wait_at_once_wait_once(hung: FakeClamd) -> None:
    begun = time.monotonic()
    with ThreadPoolExecutor(8) as people:
        found = list(people.map(lambda _: timed(), range(24)))

    assert all(isinstance(one, Unknown) for one, _ in found)
    assert max(waited for _, waited in found) < 2
    assert time.monotonic() - begun < 2
    assert sum(waited < 0.1 for _, waited in found) >= 16


def test_refusal_counts_as_silence(clamd: FakeClamd) -> None:
    clamd.stop()

    assert timed()[0].reason == f"{clamd.place}: Connection refused"
    assert "not asked" in timed()[0].reason


def test_after_the_pause_it_is_asked_again(
    clamd: FakeClamd, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "PAUSE_SECONDS", 0.2)
    settings.CLAMD = Clamd("127.0.0.1", 1)
    assert isinstance(timed()[0], Unknown)
    settings.CLAMD = clamd.place
    assert isinstance(timed()[0], Unknown)
    time.sleep(0.3)

    assert timed()[0] == Clean()


@pytest.mark.parametrize("answer", [b"nonsense\0", b"stream: Heuristics.Limits.Exceeded FOUND\0"])
def test_strange_answer_about_one_file_keeps_no_other_from_being_scanned(
    clamd: FakeClamd, answer: bytes
) -> None:
    clamd.answer = lambda content: answer if content == b"strange" else b"stream: OK\0"

    assert isinstance(timed(b"strange")[0], Unknown)
    assert timed()[0] == Clean()


def test_who_does_not_wait_asks_all_the_same(clamd: FakeClamd) -> None:
    cache.set(scanning.SILENT, "it was silent", 60)

    assert isinstance(timed()[0], Unknown)
    assert scanning.scan(b"x") == Clean()


def test_without_a_scanner_nobody_is_asked(settings: Any) -> None:
    assert scanning.scan_for_sender(b"x") is None


@pytest.mark.parametrize("host", ["a" * 64, f"{'a' * 64}.tinh.example", "may..quet"])
def test_name_that_no_machine_can_have_is_a_value_too(settings: Any, host: str) -> None:
    settings.CLAMD = Clamd(host, 3310)

    assert "this is no name of a machine" in scanning.problem()
    assert isinstance(scanning.scan(b"x"), Unknown)
