"""Reports against their day: on time, late by days, not handed in, returned."""

from datetime import timedelta

import pytest

from tasks import standing
from tests.factories import TODAY


@pytest.mark.parametrize(
    ("days", "kind", "text"),
    [
        (-30, "in_time", "nộp đúng hạn"),
        (0, "in_time", "nộp đúng hạn"),
        (1, "late", "nộp muộn (1 ngày)"),
        (12, "late", "nộp muộn (12 ngày)"),
    ],
)
@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_day_of_the_first_handing_in_decides(state: str, days: int, kind: str, text: str) -> None:
    handed_in = TODAY + timedelta(days=days)
    found = standing.of_submission(handed_in, TODAY, state, on=TODAY + timedelta(days=90))
    assert (found.kind, found.text) == (kind, text)


@pytest.mark.parametrize(
    ("days", "kind", "text"),
    [
        (-30, "in_time", "chưa nộp"),
        (-4, "in_time", "chưa nộp"),
        (-3, "soon", "chưa nộp"),
        (0, "soon", "chưa nộp"),
        (1, "late", "chưa nộp (quá hạn 1 ngày)"),
        (40, "late", "chưa nộp (quá hạn 40 ngày)"),
    ],
)
@pytest.mark.parametrize("state", ["", "draft"])
def test_what_was_not_handed_in_is_seen_from_today(
    state: str, days: int, kind: str, text: str
) -> None:
    found = standing.of_submission(None, TODAY, state, on=TODAY + timedelta(days=days))
    assert (found.kind, found.text) == (kind, text)


@pytest.mark.parametrize("days", [-5, 5])
def test_returned_report_is_owed_again_whenever_it_came(days: int) -> None:
    found = standing.of_submission(TODAY + timedelta(days=days), TODAY, "returned", on=TODAY)
    assert found.text == "trả lại"
