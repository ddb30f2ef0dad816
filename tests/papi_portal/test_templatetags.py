"""Filters for dates, known to every template without being loaded."""

from datetime import UTC, date, datetime

from django.template import engines


def drawn(template: str, value: object) -> str:
    return engines["django"].from_string(template).render({"value": value})


def test_day_is_written_with_zeros() -> None:
    assert drawn("{{ value|day }}", date(2026, 2, 5)) == "05/02/2026"


def test_moment_is_written_in_local_time() -> None:
    written = drawn("{{ value|moment }}", datetime(2026, 12, 31, 17, 5, tzinfo=UTC))

    assert written == "00:05 01/01/2027"


def test_nothing_is_written_for_no_day() -> None:
    assert drawn("[{{ value|day }}{{ value|moment }}]", None) == "[]"
