"""The ground that measurements stand on: an empty test database, pages as browsers get them.

Without Django's test environment, which copies the context of every template that is rendered.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases


def settle() -> None:
    """Do at once what a PostgreSQL server does by itself soon after many rows came in."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


@contextmanager
def trusted() -> Iterator[None]:
    """Have PostgreSQL take rows without looking up what they refer to.

    A fifth of the time for a nation's rows, whose maker is tested with all checks on. It leaves out
    all triggers, and takes a superuser, as the server of a test has.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("SET session_replication_role = origin")


@contextmanager
def empty_database() -> Iterator[None]:
    """Make a test database of its own, and take it away afterwards.

    SQLite's is a file, as in production: so several threads find it, and reading it takes its time.
    """
    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable(logging.WARNING)  # whom a page refuses is asked on purpose
    settings.SECURE_SSL_REDIRECT = False
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    with TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/bench.sqlite3"
        databases = setup_databases(verbosity=0, interactive=False)
        try:
            yield
        finally:
            teardown_databases(databases, verbosity=0)
