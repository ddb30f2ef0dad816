"""Whole numbers from the environment: below the least one the start stops with a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from papi_portal import environment


@pytest.mark.parametrize(("raw", "found"), [("1", 1), (" 45 ", 45), ("", 30)])
def test_number_from_the_least_one_up_is_taken(
    monkeypatch: pytest.MonkeyPatch, raw: str, found: int
) -> None:
    monkeypatch.setenv("PAPI_UPLOADS_KEPT_DAYS", raw)

    assert environment.integer("PAPI_UPLOADS_KEPT_DAYS", default=30, least=1) == found


def test_smaller_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPI_UPLOADS_KEPT_DAYS", "0")

    with pytest.raises(ImproperlyConfigured, match="set it to 1 or more"):
        environment.integer("PAPI_UPLOADS_KEPT_DAYS", default=30, least=1)
