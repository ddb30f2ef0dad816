"""Forms about scores; they check, and never write."""

from decimal import Decimal
from typing import Any

from django import forms

from papi_portal import figures

MOST = Decimal(100)
NOT_POINTS = "Ghi số điểm lớn hơn 0, không quá 100, ví dụ 46,40."


class GoalForm(forms.Form):
    """A number of points to be reached."""

    points = forms.CharField(
        label="Điểm tổng hợp muốn đạt",
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
        error_messages={"required": NOT_POINTS},
    )

    def clean_points(self) -> Any:
        """Return the typed number, however its decimals are written."""
        value = figures.read(self.cleaned_data["points"])
        if value is None or not 0 < value <= MOST:
            raise forms.ValidationError(NOT_POINTS)
        return value
