"""The form in which an officer pastes a table."""

from typing import Any

from django import forms

from tasks import pasted

MOST_LETTERS, MOST_LINES = 1_000_000, 2_000
TOO_LONG = (
    "Bảng dài %(show_value)d ký tự, cho phép tối đa 1.000.000. Chia bảng thành nhiều phần, mỗi phần"
    " có dòng tiêu đề, rồi dán từng phần; chữ đã dán vẫn còn nguyên."
)
TOO_MANY = (
    "Bảng có %(number)d dòng, cho phép tối đa 2.000. Chỉ chép các dòng có nhiệm vụ của kỳ này, hoặc"
    " dán từng phần, mỗi phần có dòng tiêu đề; chữ đã dán vẫn còn nguyên."
)


class PasteForm(forms.Form):
    """A table as it was copied; cleaned it is the cells of its lines."""

    table = forms.CharField(
        label="Bảng chép từ Excel",
        max_length=MOST_LETTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
        help_text="Chọn các ô trong Excel, gồm cả dòng tiêu đề; bấm Ctrl + C, rồi Ctrl + V ở đây.",
        error_messages={
            "required": "Dán bảng vào ô này; bảng chép từ Excel phải có dòng tiêu đề.",
            "max_length": TOO_LONG,
        },
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        # The browser would cut a pasted text silently.
        self.fields["table"].widget.attrs.pop("maxlength", None)

    def clean_table(self) -> list[list[str]]:
        """Return the cells of each line."""
        lines = pasted.split(self.cleaned_data["table"])
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(TOO_MANY, params={"number": len(lines)})
        return lines
