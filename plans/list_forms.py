"""The form that brings a list in: it checks the file's size, and never writes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from papi_portal import zip_guard
from papi_portal.text import clean_line

LONGEST_NAME = 255


class ListUploadForm(forms.Form):
    """A workbook of one list."""

    file = forms.FileField(
        label=_("Tệp Excel"),
        help_text=_(
            "Chỉ nhận tệp .xlsx theo mẫu của cổng; không quá 25 MB, không quá 20.000 dòng."
            " Danh sách đang ở tệp .csv, .xls: mở bằng Excel, chọn Lưu thành dạng .xlsx."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": _("Chọn một tệp Excel."),
            "empty": _("Tệp rỗng (0 byte). Hãy chọn lại tệp."),
        },
    )

    def clean_file(self) -> Any:
        """Refuse a large file before it is read into memory."""
        file = self.cleaned_data["file"]
        if file.size > zip_guard.LARGEST_UPLOAD:
            raise forms.ValidationError(zip_guard.TOO_LARGE)
        return file

    @property
    def file_name(self) -> str:
        """The name of the file as it is kept and shown."""
        return clean_line(self.cleaned_data["file"].name)[:LONGEST_NAME]
