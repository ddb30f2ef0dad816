"""Numbers as people write them."""

from decimal import Decimal

import pytest

from papi_portal import figures


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("45,5", "45.5"),
        ("45.5", "45.5"),
        ("1.200", "1200"),
        ("1 200", "1200"),
        ("1\u00a0200,50", "1200.50"),
        ("12.345.678", "12345678"),
        ("0.500", "0.500"),
        (" 7 ", "7"),
        ("-3", "-3"),
        ("−3", "-3"),
    ],
)
def test_number_is_read(written: str, number: str) -> None:
    assert figures.read(written) == Decimal(number)


@pytest.mark.parametrize("written", ["", "abc", "1.20.300", "120 %", "1e5", "٣", "1,2,3", "--1"])
def test_what_is_no_number_is_not_guessed(written: str) -> None:
    assert figures.read(written) is None


@pytest.mark.parametrize(
    ("number", "written"),
    [("1200.50", "1.200,5"), ("45.00", "45"), ("0.25", "0,25"), ("1234567", "1.234.567")],
)
def test_number_is_written_and_read_back(number: str, written: str) -> None:
    assert figures.written(Decimal(number)) == written
    assert figures.read(written) == Decimal(number)


def test_no_number_is_written_as_nothing() -> None:
    assert figures.written(None) == ""
