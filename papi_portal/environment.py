"""Typed readers of environment variables that stop on nonsense instead of guessing."""

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
FALSE_WORDS = frozenset({"0", "false", "no", "off", ""})
LONGEST_SOCKET = 108
"""Bytes that Linux keeps of a socket's path, its end included."""

SQLITE_OPTIONS = {
    "timeout": 20,
    # Writers queue at BEGIN instead of failing half-way: on SQLite this is the row lock.
    "transaction_mode": "IMMEDIATE",
    "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"),
}
POSTGRES_OPTIONS = {
    "options": (
        "-c lock_timeout=5000 -c statement_timeout=30000"
        " -c idle_in_transaction_session_timeout=60000"
        # Compiling our short queries takes longer than running them.
        " -c jit=off"
        # What counts a nation's rows would go through files on the disk, and start two helpers that
        # take the processors of other people's pages.
        " -c work_mem=32MB -c max_parallel_workers_per_gather=0"
    ),
}


def boolean(name: str, *, default: bool) -> bool:
    """Read a yes/no variable; anything but 1/0, true/false, yes/no, on/off is refused."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    word = raw.strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    msg = f"{name}={raw!r} is neither yes nor no: set it to 1 or 0."
    raise ImproperlyConfigured(msg)


def text(name: str, *, default: str) -> str:
    """Read a variable as text without surrounding blanks."""
    return os.environ.get(name, default).strip()


def integer(name: str, *, default: int, least: int = 0) -> int:
    """Read a whole number, from 0 or another least one up."""
    raw = os.environ.get(name, "").strip() or str(default)
    if not (raw.isascii() and raw.isdecimal()):
        msg = f"{name}={raw!r} is no whole number."
        raise ImproperlyConfigured(msg)
    if int(raw) < least:
        msg = f"{name}={raw!r} is too small: set it to {least} or more."
        raise ImproperlyConfigured(msg)
    return int(raw)


def folder(name: str, *, default: Path) -> Path:
    """Read a folder's path and make the folder; a relative path starts where the process does."""
    return made_folder(Path(text(name, default="") or default).resolve(), named_by=name)


def made_folder(path: Path, *, named_by: str) -> Path:
    """Return the folder, made if it was missing; stop where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"{named_by}: the folder {path} cannot be made ({error.strerror})."
        raise ImproperlyConfigured(msg) from error
    return path


def words(name: str, *, default: str) -> list[str]:
    """Read a comma-separated list, without blanks and empty entries."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(name: str, *, default: str) -> dict[str, Any]:
    """Read a database address (sqlite:///FILE or postgres://USER@HOST/NAME) as Django settings."""
    address = os.environ.get(name) or default
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(address, conn_health_checks=True))
    except ValueError as error:
        config = {"ENGINE": "", "PROBLEM": str(error)}
    if config["ENGINE"] == "django.db.backends.sqlite3":
        made_folder(Path(config["NAME"]).parent, named_by=name)
        return {**config, "OPTIONS": SQLITE_OPTIONS}
    if config["ENGINE"] == "django.db.backends.postgresql" and config["NAME"]:
        options = {**config.get("OPTIONS", {}), **POSTGRES_OPTIONS}
        return {**config, "CONN_MAX_AGE": 60, "OPTIONS": options}
    msg = f"{name} is not a database address: use sqlite:///FILE or postgres://USER:PASSWORD@HOST/NAME."
    raise ImproperlyConfigured(msg)


def secret_key(name: str, *, kept_in: Path) -> str:
    """Read the secret key; on a first start without one, make it and keep it in a private file."""
    given = os.environ.get(name, "")
    if given:
        if len(given) < 50:
            msg = f"{name} is too short: use at least 50 random characters."
            raise ImproperlyConfigured(msg)
        return given
    if not kept_in.exists():
        made_folder(kept_in.parent, named_by=name)
        made = kept_in.with_suffix(f".{secrets.token_hex(4)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(64), encoding="ascii")
        try:
            # A hard link fails if another process was first: then its key counts for both.
            kept_in.hardlink_to(made)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return kept_in.read_text(encoding="ascii").strip()


class MailServer(NamedTuple):
    """Where mails leave; without a host they are printed."""

    backend: str = "django.core.mail.backends.console.EmailBackend"
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def mail_server(name: str) -> MailServer:
    """Read a mail server: smtps://USER:PASSWORD@HOST:465, smtp+tls:// (STARTTLS) or plain smtp://.

    A password goes in plain text to nobody but this machine. Unset, mails are printed.
    """
    raw = text(name, default="")
    if not raw:
        return MailServer()
    address = _split(raw)
    port = address and {"smtp": 25, "smtp+tls": 587, "smtps": 465}.get(address.scheme)
    if not address or not port or not address.hostname:
        msg = (
            f"{name} is not a mail server: use smtps://USER:PASSWORD@HOST, smtp+tls:// or smtp://."
        )
        raise ImproperlyConfigured(msg)
    if address.scheme == "smtp" and address.password and address.hostname not in THIS_MACHINE:
        msg = f"{name} would send the password in plain text: use smtp+tls:// or smtps://."
        raise ImproperlyConfigured(msg)
    return MailServer(
        backend="django.core.mail.backends.smtp.EmailBackend",
        host=address.hostname,
        port=address.port or port,
        user=unquote(address.username or ""),
        password=unquote(address.password or ""),
        starttls=address.scheme == "smtp+tls",
        tls=address.scheme == "smtps",
    )


class TaskEngine(NamedTuple):
    """What keeps the queue of jobs; the database does, unless told otherwise."""

    backend: str = "django_tasks_db.DatabaseBackend"
    apps: tuple[str, ...] = ("django_tasks_db",)
    url: str = ""


REDIS_PACKAGES = ("django_tasks_rq", "django_rq")


def task_engine(name: str) -> TaskEngine:
    """Read where the queue of jobs is: redis://HOST:6379/0 or rediss://; unset, in the database."""
    raw = text(name, default="")
    if not raw:
        return TaskEngine()
    address = _split(raw)
    if not address or address.scheme not in {"redis", "rediss"} or not address.hostname:
        msg = f"{name} is no queue: use redis://HOST:6379/0, or leave it unset for the database."
        raise ImproperlyConfigured(msg)
    if any(find_spec(package) is None for package in REDIS_PACKAGES):
        msg = f"{name} asks for Redis: install the package django-tasks-rq."
        raise ImproperlyConfigured(msg)
    return TaskEngine("django_tasks_rq.RQBackend", REDIS_PACKAGES, raw)


class Clamd(NamedTuple):
    """Where ClamAV's daemon listens: a TCP port, or a socket file of this machine."""

    host: str = ""
    port: int = 3310
    socket: str = ""

    def __str__(self) -> str:
        return self.socket or f"{self.host}:{self.port}"


def clamd(name: str) -> Clamd | None:
    """Read where the virus scanner is: unix:///run/clamav/clamd.ctl or tcp://HOST:3310.

    Unset, nothing is scanned.
    """
    raw = text(name, default="")
    if not raw:
        return None
    address = _split(raw)
    rest = address and (address.query or address.fragment or address.username)
    if address and not rest:
        if (
            address.scheme == "unix"
            and not address.netloc
            and 1 < len(address.path) < LONGEST_SOCKET
        ):
            return Clamd(socket=address.path)
        if address.scheme == "tcp" and address.hostname and address.path in {"", "/"}:
            return Clamd(host=address.hostname, port=address.port or Clamd().port)
    msg = (
        f"{name}={raw!r} is no virus scanner: use unix:///run/clamav/clamd.ctl or tcp://HOST:3310."
    )
    raise ImproperlyConfigured(msg)


def public_address(name: str, *, default: str) -> str:
    """Read the address under which people open the portal, without a slash at its end."""
    raw = text(name, default="") or default
    address = _split(raw)
    if not address or address.scheme not in {"http", "https"} or not address.hostname:
        msg = f"{name}={raw!r} is no web address: use https://HOST."
        raise ImproperlyConfigured(msg)
    return raw.rstrip("/")


def _split(raw: str) -> SplitResult | None:
    """Return the parts of an address, None for what is none."""
    try:
        address = urlsplit(raw)
        return address if address.port is None or address.port > 0 else None
    except ValueError:
        return None
