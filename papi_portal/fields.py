"""Form fields that clean what is typed."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from papi_portal import text

TOO_LONG = (
    "Nội dung dài %(show_value)d ký tự, cho phép tối đa %(limit_value)d."
    " Hãy rút gọn; chữ đã nhập vẫn còn nguyên."
)


class ParagraphField(forms.CharField):
    """Text of several lines, stored cleaned; the limit counts what is stored."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", text.LONG_TEXT)
        super().__init__(**kwargs)
        for validator in self.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = TOO_LONG
        self.widget.attrs.pop("maxlength", None)  # the browser would cut a pasted text silently
        self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> str | None:
        return text.clean(str(value)) if value not in self.empty_values else ""
