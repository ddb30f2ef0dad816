"""The form of issuing a report: it cleans and explains; it never writes."""

from django import forms
from django.core.exceptions import ValidationError

from papi_portal.fields import LineField
from tasks.actions import Issuing, written_number
from tasks.plan_forms import VersionField


class IssueForm(forms.Form):
    """Number and day of the paper, and the version of the report that was seen."""

    number = LineField(
        label="Số, ký hiệu",
        max_length=50,
        help_text="Số do văn thư cấp, ví dụ 25/BC-UBND.",
        error_messages={"required": "Ghi số, ký hiệu do văn thư cấp."},
    )
    issued_on = forms.DateField(label="Ngày ban hành", help_text="Ngày/tháng/năm.")
    version = VersionField()

    def clean_number(self) -> str:
        """Return the number as it is written, which is how it is printed, too."""
        try:
            return written_number(self.cleaned_data["number"])
        except ValueError as error:
            raise ValidationError(str(error)) from error

    @property
    def issuing(self) -> Issuing:
        """What was typed."""
        return Issuing(**{name: self.cleaned_data[name] for name in Issuing.__slots__})
