"""The door for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

application = get_wsgi_application()


def settle() -> None:
    """Load every page's code, and spare the collector of garbage what stays until the end.

    A table of a whole province makes enough new objects for Python to look through all it holds,
    half a million, in the midst of the page: every tenth took twice its time (docs/benchmarks.md).
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 20)


settle()
