"""What all tests share: plain static files, no redirect to TLS, and a day that stands still."""

from typing import Any

import pytest
from django.utils import timezone

from tests.factories import TODAY


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
def _still_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages see 21/11/2026 whenever the tests run."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_kwargs: TODAY)
