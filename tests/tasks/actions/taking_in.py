"""Plans taken in from rows, and what became of their names and headings."""

from typing import Any

from plans.models import Plan, Territory
from tests.tasks import uploads
from tests.tasks.reading.written_plans import Values


def taken(territory: Territory, *rows: Values, **changes: Any) -> Plan:
    return uploads.confirmed(uploads.waiting(territory, *rows, **changes))
