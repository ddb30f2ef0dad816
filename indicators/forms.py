"""Forms about scores; they check, and never write."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from papi_portal import figures

NOT_POINTS = _("Ghi số điểm lớn hơn 0, không quá {most}, ví dụ 46,40.")


class GoalForm(forms.Form):
    """A number of points to be reached."""

    points = forms.CharField(
        label=_("Điểm tổng hợp muốn đạt"),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
    )

    def __init__(self, data: Any = None, *, most: Decimal) -> None:
        """Ask for points of a scale that ends with `most`."""
        super().__init__(data)
        self.most = most
        self.sentence = NOT_POINTS.format(most=figures.written(most))
        self.fields["points"].error_messages["required"] = self.sentence

    def clean_points(self) -> Any:
        """Return the typed number, however its decimals are written."""
        value = figures.read(self.cleaned_data["points"])
        if value is None or not 0 < value <= self.most:
            raise forms.ValidationError(self.sentence)
        return value
