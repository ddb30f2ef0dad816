"""Rows of lists that stand in a commune of the tests."""

from typing import Any

from plans.models import Territory, Unit
from tests.plans.list_files import person_row


def coded(place: Territory, **cells: Any) -> dict[str, Any]:
    return {"level": place.get_level_display(), "code": place.code, **cells}


def posted(at: Unit, **cells: Any) -> dict[str, Any]:
    return person_row(**{**coded(at.territory), "unit": at.name, **cells})
