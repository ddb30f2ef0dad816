"""The ground that measurements stand on: an empty test database, pages as browsers get them.

Without Django's test environment, which copies the context of every template that is rendered.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.test.utils import setup_databases, teardown_databases


@contextmanager
def empty_database() -> Iterator[None]:
    """Make a test database of its own, and take it away afterwards."""
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(databases, verbosity=0)
