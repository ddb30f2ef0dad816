"""Rows of a preview saved and acted on through its pages."""

from typing import Any

from tasks.models import Intake
from tests.tasks.intake_pages import SCRIPT, Facts, address


def typed(**changes: Any) -> dict[str, Any]:
    """Return a filled form of a row."""
    return {
        "label": "1.1",
        "title": "Tri thức",
        "text": "- Họp thôn.",
        "lead": "UBND xã",
        "deadline_text": "Hàng quý",
        "deadline_kind": "quarterly",
        **changes,
    }


def act(
    facts: Facts, intake: Intake, name: str, row_id: int = 1, *, script: bool = False, **sent: str
) -> Any:
    return facts.client.post(
        address("intake-row-act", intake.pk, row_id, name), sent, headers=SCRIPT if script else {}
    )


def rows(intake: Intake) -> list[dict[str, Any]]:
    intake.refresh_from_db()
    found: list[dict[str, Any]] = intake.values["rows"]
    return found
