"""Days come first in Vietnam, whatever the language of the page."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import formats, translation


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("05/12/2026", date(2026, 12, 5)),
        ("28/02/2027", date(2027, 2, 28)),
        ("5.12.2026", date(2026, 12, 5)),
        ("05-12-2026", date(2026, 12, 5)),
        ("2026-12-05", date(2026, 12, 5)),
    ],
)
def test_day_comes_before_month(language: str, typed: str, meant: date) -> None:
    with translation.override(language):
        assert forms.DateField().clean(typed) == meant


@pytest.mark.parametrize("language", ["vi", "en"])
def test_month_before_day_is_refused(language: str) -> None:
    with translation.override(language), pytest.raises(forms.ValidationError):
        forms.DateField().clean("02/28/2027")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_day_is_written_with_zeros(language: str) -> None:
    with translation.override(language):
        assert formats.date_format(date(2026, 2, 5)) == "05/02/2026"
        assert formats.date_format(date(2026, 2, 5), "SHORT_DATE_FORMAT") == "05/02/2026"


@pytest.mark.parametrize(("language", "written"), [("vi", "45,06"), ("en", "45.06")])
def test_decimals_are_written_as_the_language_does(language: str, written: str) -> None:
    with translation.override(language):
        assert formats.number_format(Decimal("45.06"), 2) == written
        assert forms.DecimalField(localize=True).clean(written) == Decimal("45.06")
