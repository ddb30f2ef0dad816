"""Form fields that clean what is typed, and widgets drawn without templates.

A page of what is owed holds hundreds of widgets; a template for each is most of its time.
"""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from papi_portal import figures, text
from papi_portal.resources import TextWidget, WrongCellError

TOO_LONG = _(
    "Nội dung dài %(show_value)d ký tự, cho phép tối đa %(limit_value)d."
    " Hãy rút gọn; chữ đã nhập vẫn còn nguyên."
)

LARGEST = Decimal(10) ** 12
"""Figures stay below it: twelve digits before the comma."""


class PlainTextarea(forms.Textarea):
    """Django's text area, drawn by a function."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        drawn = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<textarea{}>\n{}</textarea>", drawn, self.format_value(value) or "")


class PlainSelect(forms.Select):
    """Django's choice of one, drawn by a function."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        options = format_html_join("\n", "{}", ((self._draw(one, value),) for one in self.choices))
        drawn = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>\n{}</select>", drawn, options)

    def _draw(self, choice: Any, chosen: Any) -> SafeString:
        """Draw an option, or a named group of options."""
        key, label = choice
        if isinstance(label, list | tuple):
            options = format_html_join("\n", "{}", ((self._draw(one, chosen),) for one in label))
            return format_html("<optgroup{}>{}</optgroup>", flatatt({"label": key}), options)
        drawn = flatatt({"value": key, "selected": str(key) == str(chosen or "")})
        return format_html("<option{}>{}</option>", drawn, label)


class _PlainInput(forms.widgets.Input):
    """An input, drawn by a function."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        given = {"type": self.input_type, "name": name, "value": self.format_value(value)}
        return format_html("<input{}>", flatatt({**given, **self.build_attrs(self.attrs, attrs)}))


class PlainText(_PlainInput, forms.TextInput):
    """Django's line of text, drawn by a function."""


class PlainHidden(_PlainInput, forms.HiddenInput):
    """Django's hidden input, drawn by a function."""


class ParagraphField(forms.CharField):
    """Text of several lines, stored cleaned; the limit counts what is stored."""

    widget = PlainTextarea

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


class LineField(forms.CharField):
    """Text of one line, stored cleaned; the limit counts what is stored."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for validator in self.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = TOO_LONG

    def to_python(self, value: Any) -> str:
        return text.clean_line(str(value)) if value not in self.empty_values else ""


class FigureField(forms.Field):
    """A number that is not negative, with two digits after the comma, as people write it."""

    default_error_messages = {
        "invalid": _("Ghi số, ví dụ 1.200 hoặc 45,5; đơn vị (%, lượt…) ghi ở ô Đơn vị tính."),
        "negative": _("Số không được âm."),
        "long": _(
            "Số quá dài: tối đa 12 chữ số trước và 2 chữ số sau dấu phẩy;"
            " hàng nghìn ghi dấu chấm, ví dụ 1.200."
        ),
    }

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or not str(value).strip():
            return None
        number = figures.read(str(value))
        if number is None:
            raise ValidationError(self.error_messages["invalid"])
        if number < 0:
            raise ValidationError(self.error_messages["negative"])
        # As written: 1,250 out of an English Excel is 1.250 and must not be taken for 1,25.
        if number >= LARGEST or len(f"{number:f}".partition(".")[2]) > 2:
            raise ValidationError(self.error_messages["long"])
        return number


class CellField(forms.CharField):
    """A text that is read as the same cell of a list is, its mistakes told in the same words."""

    def __init__(self, cell: TextWidget, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.cell = cell

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return self.cell.clean(typed)
        except WrongCellError as error:
            raise ValidationError(str(error)) from error
