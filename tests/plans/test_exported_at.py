"""When a file left the portal is what it says hidden, if a page can show it."""

from datetime import UTC, datetime

import pytest

from plans.printing import exported_at


@pytest.mark.parametrize(
    "said",
    [
        "x",
        "",
        "2026-01-01",
        "2026-13-01T00:00:00+07:00",
        "2026-01-01T00:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_what_no_page_can_show_is_none(said: str) -> None:
    assert exported_at(said) is None


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("2026-11-21T10:42:00+07:00", datetime(2026, 11, 21, 3, 42, tzinfo=UTC)),
        ("0001-01-01T00:00:00+00:00", datetime(1, 1, 1, tzinfo=UTC)),
    ],
)
def test_moment_with_a_zone_is_told(said: str, at: datetime) -> None:
    assert exported_at(said) == at
