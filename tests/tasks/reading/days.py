"""Days as tests of deadlines write them."""

from datetime import date


def day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
