"""Checks at start-up."""

import pytest
from django.core.checks import registry

from papi_portal import checks, pdf
from tests.papi_portal.clamd import FakeClamd


def test_machine_that_prints_is_not_warned_about() -> None:
    assert checks.printing_is_possible() == []


def test_machine_that_cannot_print_is_warned_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "no Pango.")

    (warning,) = checks.printing_is_possible()

    assert warning.id == "papi.W001"
    assert warning.msg == "PDF is switched off: no Pango."
    assert "make install" in str(warning.hint)
    assert not warning.is_serious()


def test_deployment_without_a_scanner_is_told_so() -> None:
    (told,) = checks.files_are_scanned()

    assert (told.id, told.msg) == ("papi.I001", "Uploaded files are not scanned for viruses.")
    assert "PAPI_CLAMD" in str(told.hint)
    assert not told.is_serious()


def test_scanner_that_answers_is_not_spoken_of(clamd: FakeClamd) -> None:
    assert checks.files_are_scanned() == []


def test_scanner_that_is_down_is_warned_about(clamd: FakeClamd) -> None:
    clamd.stop()

    (warning,) = checks.files_are_scanned()

    assert warning.id == "papi.W002"
    assert f"{clamd.place}: Connection refused." in warning.msg


def test_scanner_is_asked_for_deployment_alone() -> None:
    found = registry.registry
    assert checks.files_are_scanned in found.deployment_checks
    assert checks.files_are_scanned not in found.registered_checks
