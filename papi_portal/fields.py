"""Form fields that clean what is typed."""

from typing import Any

from django import forms

from papi_portal import text


class LineField(forms.CharField):
    """One line of text, stored cleaned."""

    def to_python(self, value: Any) -> str | None:
        return text.clean_line(str(value)) if value not in self.empty_values else ""


class ParagraphField(forms.CharField):
    """Text of several lines, stored cleaned; the limit counts what is stored."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", text.LONG_TEXT)
        super().__init__(**kwargs)
        self.widget.attrs.pop("maxlength", None)  # the browser would cut a pasted text silently
        self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> str | None:
        return text.clean(str(value)) if value not in self.empty_values else ""
