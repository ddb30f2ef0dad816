"""Checks at start-up."""

import pytest

from papi_portal import checks, pdf


def test_machine_that_prints_is_not_warned_about() -> None:
    assert checks.printing_is_possible() == []


def test_machine_that_cannot_print_is_warned_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "no Pango.")

    (warning,) = checks.printing_is_possible()

    assert warning.id == "papi.W001"
    assert warning.msg == "PDF is switched off: no Pango."
    assert "make install" in str(warning.hint)
    assert not warning.is_serious()
