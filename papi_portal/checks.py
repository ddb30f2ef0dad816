"""Checks at start-up: each says what is wrong and what to type."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, Tags, register
from django.core.checks import Warning as CheckWarning

from papi_portal import pdf
from papi_portal.attachments import scanning

SCANNER = "Install clamav-daemon and set PAPI_CLAMD=unix:///run/clamav/clamd.ctl: docs/deploy.md."
DOWN = "Look at `systemctl status clamav-daemon`; until then new files wait, each its uploader's."


@register()
def printing_is_possible(**kwargs: Any) -> list[CheckWarning]:
    """Warn when PDF cannot be made; the rest of the portal works without it."""
    problem = pdf.problem()
    if problem is None:
        return []
    return [CheckWarning(f"PDF is switched off: {problem}", hint=pdf.REMEDY, id="papi.W001")]


@register(Tags.security, deploy=True)
def files_are_scanned(**kwargs: Any) -> list[CheckMessage]:
    """Say that uploads are not scanned for viruses, and warn when the scanner does not answer."""
    if settings.CLAMD is None:
        return [Info("Uploaded files are not scanned for viruses.", hint=SCANNER, id="papi.I001")]
    problem = scanning.problem()
    if not problem:
        return []
    return [
        CheckWarning(f"The virus scanner does not answer: {problem}.", hint=DOWN, id="papi.W002")
    ]
