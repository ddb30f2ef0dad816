"""What all tests share: plain static files, no redirect to TLS, a day that stands still."""

import gc
import logging
import shutil
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection, connections
from django.utils import timezone

from tasks.reports.public import shown
from tests.factories import NOW, TODAY
from tests.flushing import flushing_allowed
from tests.papi_portal.clamd import FakeClamd

hypothesis.settings.register_profile("calm", deadline=None)
hypothesis.settings.load_profile("calm")  # a busy machine is no defect

DATABASES = {"db", "transactional_db", "shared_database", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to SQLite's run what asks no database anything: it would say the same again."""
    if connection.vendor == "sqlite":
        return
    asking = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or DATABASES & fixtures)


def pytest_configure() -> None:
    """Leave a refused request out of Django's log: pytest would write down how each came about.

    Thousands are refused on purpose, and the portal's own log (`papi.security`) has them.
    """
    logging.getLogger("django.request").setLevel(logging.ERROR)


def pytest_collection_finish() -> None:
    """Spare the collector of garbage the half million objects that stay to the end.

    As often as it looks usually, it takes a fifth of all the time, and finds next to nothing.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True, scope="session")
def _flushing() -> Iterator[None]:
    """Let tests that commit be cleaned up after."""
    with flushing_allowed():
        yield


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    """Serve pages over plain HTTP and static files by their names, without collectstatic."""
    settings.SECURE_SSL_REDIRECT = False
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _files_of_tests(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what tests upload, and their queue of readers, away from those of the portal."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "uploads"
    settings.CLAMD = None
    settings.VAR_DIR = tmp_path_factory.getbasetemp()


@pytest.fixture(autouse=True)
def _same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test begin at the same moment of 21/11/2026, whenever it runs; from there on time
    passes.
    """
    begun = time.monotonic()

    def now() -> datetime:
        return NOW.astimezone(UTC) + timedelta(seconds=time.monotonic() - begun)

    monkeypatch.setattr(timezone, "now", now)
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture(autouse=True)
def _trail_begins_anew(_files_of_tests: None, settings: Any) -> None:
    """Forget what was kept by entries of the trail that another test wrote and took back."""
    shown.settled.cache_clear()
    shutil.rmtree(settings.VAR_DIR / "public-data", ignore_errors=True)


@pytest.fixture(autouse=True)
def _jobs_are_not_heard_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let jobs be done without the thread that holds them: it sees nothing of what a test wrote."""
    monkeypatch.setattr("plans.background.BEAT_SECONDS", 600)


@pytest.fixture
def clamd(settings: Any) -> Iterator[FakeClamd]:
    """Have files scanned by a daemon that knows the harmless virus of the tests."""
    with FakeClamd() as daemon:
        settings.CLAMD = daemon.place
        yield daemon


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Let threads have connections of their own, as web processes do.

    SQLite's test database lives in memory, where a second writer fails instead of waiting; so it
    moves into a file for the length of a test.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    in_memory, file = connection.connection, tmp_path / "shared.sqlite3"
    with sqlite3.connect(file) as copy:
        in_memory.backup(copy)
    copy.close()
    configured = connections.settings["default"]
    name = configured["NAME"]
    configured["NAME"], connection.connection = str(file), None
    yield
    connection.close()
    configured["NAME"], connection.connection = name, in_memory
