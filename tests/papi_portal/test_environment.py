"""The environment is read strictly: nonsense stops the portal and says which variable it is."""

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.utils import ConnectionHandler

from papi_portal import environment


@pytest.mark.parametrize(
    ("word", "meant"),
    [("1", True), (" Yes ", True), ("on", True), ("0", False), ("FALSE", False), ("", False)],
)
def test_yes_and_no_are_read(monkeypatch: pytest.MonkeyPatch, word: str, meant: bool) -> None:
    monkeypatch.setenv("PAPI_DEMO", word)

    assert environment.boolean("PAPI_DEMO", default=not meant) is meant


@pytest.mark.parametrize("default", [True, False])
def test_nothing_said_is_the_default(monkeypatch: pytest.MonkeyPatch, default: bool) -> None:
    monkeypatch.delenv("PAPI_DEMO", raising=False)

    assert environment.boolean("PAPI_DEMO", default=default) is default


def test_maybe_stops_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPI_DEMO", "maybe")

    with pytest.raises(ImproperlyConfigured, match=r"^PAPI_DEMO='maybe' is neither yes nor no"):
        environment.boolean("PAPI_DEMO", default=False)


def test_lists_lose_blanks_and_empty_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPI_ALLOWED_HOSTS", " papi.langson.gov.vn, ,localhost ,")

    hosts = environment.words("PAPI_ALLOWED_HOSTS", default="")

    assert hosts == ["papi.langson.gov.vn", "localhost"]


@pytest.mark.parametrize(
    "address",
    ["foo", "mysql://u@h/d", "postgres://u:secret@h", "postgres://u@h:x/d", "sqlite", "http://h/d"],
)
def test_nonsense_is_no_database(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DATABASE_URL", address)

    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL is not a database") as refused:
        environment.database("DATABASE_URL", default="")

    assert "secret" not in str(refused.value)


def test_postgres_waits_for_locks_and_statements_only_so_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://papi:p%40ss@db:5433/portal")

    read = environment.database("DATABASE_URL", default="")

    assert (read["HOST"], read["PORT"], read["NAME"]) == ("db", 5433, "portal")
    assert read["PASSWORD"] == "p@ss"
    assert "lock_timeout" in read["OPTIONS"]["options"]


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="asks PostgreSQL")
def test_timeouts_are_in_force_on_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('lock_timeout'), current_setting('statement_timeout')"
        )
        assert cursor.fetchone() == ("5s", "30s")


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[Any]:
    """A new connection to a SQLite file of its own, made the portal's way."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'fresh.sqlite3'}")
    handler = ConnectionHandler({"default": environment.database("DATABASE_URL", default="")})
    made = handler["default"]
    yield made
    made.close()


@pytest.mark.parametrize(
    ("pragma", "wanted"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_sqlite_is_durable_and_keeps_foreign_keys(fresh: Any, pragma: str, wanted: object) -> None:
    with fresh.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (wanted,)


def test_sqlite_writers_queue_at_the_beginning(fresh: Any) -> None:
    fresh.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    other = sqlite3.connect(fresh.settings_dict["NAME"], timeout=0)

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")

    other.close()
    fresh.rollback()


def test_short_secret_key_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAPI_SECRET_KEY", "short")

    with pytest.raises(ImproperlyConfigured, match=r"^PAPI_SECRET_KEY is too short") as refused:
        environment.secret_key("PAPI_SECRET_KEY", kept_in=tmp_path / "key")

    assert "'short'" not in str(refused.value)


def test_given_secret_key_leaves_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAPI_SECRET_KEY", "k" * 50)

    assert environment.secret_key("PAPI_SECRET_KEY", kept_in=tmp_path / "key") == "k" * 50
    assert not list(tmp_path.iterdir())


def test_secret_key_is_made_once_for_its_owner_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PAPI_SECRET_KEY", raising=False)
    file = tmp_path / "var" / "secret-key"

    first = environment.secret_key("PAPI_SECRET_KEY", kept_in=file)
    second = environment.secret_key("PAPI_SECRET_KEY", kept_in=file)

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_process_that_comes_second_takes_the_key_of_the_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "key"

    def slow(_length: int) -> str:
        file.write_text("the key of the first")
        return "the key of the second"

    monkeypatch.setattr("secrets.token_urlsafe", slow)

    assert environment.secret_key("NO_KEY", kept_in=file) == "the key of the first"
    assert list(tmp_path.iterdir()) == [file]


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    script = (
        "import pathlib, sys; from papi_portal.environment import secret_key;"
        "sys.stdin.readline(); print(secret_key('NO_KEY', kept_in=pathlib.Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "key")]
    started = [
        subprocess.Popen(  # noqa: S603 - this interpreter, our own script
            command,
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]

    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    keys = {process.communicate()[0].strip() for process in started}

    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert [file.name for file in tmp_path.iterdir()] == ["key"]
