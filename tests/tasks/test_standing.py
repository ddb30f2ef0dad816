"""Deadlines: where an end date stands, day by day around it."""

from datetime import timedelta

import pytest

from tasks import standing
from tests.factories import TODAY


@pytest.mark.parametrize(
    ("days", "kind", "text"),
    [
        (-30, "late", "quá hạn 30 ngày"),
        (-1, "late", "quá hạn 1 ngày"),
        (0, "soon", "đến hạn hôm nay"),
        (1, "soon", "sắp đến hạn (còn 1 ngày)"),
        (3, "soon", "sắp đến hạn (còn 3 ngày)"),
        (4, "in_time", "trong hạn (còn 4 ngày)"),
        (365, "in_time", "trong hạn (còn 365 ngày)"),
    ],
)
def test_end_date_seen_from_today(days: int, kind: str, text: str) -> None:
    found = standing.of_date(TODAY + timedelta(days=days), on=TODAY)
    assert (found.kind, found.text) == (kind, text)


def test_no_end_date_is_never_late() -> None:
    found = standing.of_date(None, on=TODAY)
    assert (found.kind, found.text) == ("none", "không hạn")


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("", "late"),
        ("in_progress", "late"),
        ("done_in_period", "late"),
        ("completed", "none"),
        ("suspended", "none"),
    ],
)
def test_what_is_completed_or_suspended_is_not_late(state: str, kind: str) -> None:
    found = standing.of_task(TODAY - timedelta(days=5), state=state, on=TODAY)
    assert found.kind == kind
