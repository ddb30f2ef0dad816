"""Checks at start-up: each says what is wrong and what to type."""

from typing import Any

from django.core.checks import Warning as CheckWarning
from django.core.checks import register

from papi_portal import pdf


@register()
def printing_is_possible(**kwargs: Any) -> list[CheckWarning]:
    """Warn when PDF cannot be made; the rest of the portal works without it."""
    problem = pdf.problem()
    if problem is None:
        return []
    return [CheckWarning(f"PDF is switched off: {problem}", hint=pdf.REMEDY, id="papi.W001")]
