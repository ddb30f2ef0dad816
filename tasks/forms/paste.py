"""The form in which an officer pastes a table, or brings its workbook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from papi_portal import zip_guard
from tasks import pasted

MOST_LETTERS, MOST_LINES = 1_000_000, 2_000
TOO_LONG = _(
    "Bảng dài %(show_value)d ký tự, cho phép tối đa 1.000.000. Chia bảng thành nhiều phần, mỗi phần"
    " có dòng tiêu đề, rồi dán từng phần; chữ đã dán vẫn còn nguyên."
)
TOO_MANY = _(
    "Bảng có %(number)d dòng, cho phép tối đa 2.000. Chỉ chép các dòng có nhiệm vụ của kỳ này, hoặc"
    " dán từng phần, mỗi phần có dòng tiêu đề; chữ đã dán vẫn còn nguyên."
)


MISSING = _("Dán bảng vào ô này, hoặc chọn tệp Excel; bảng chép từ Excel phải có dòng tiêu đề.")
BLANK = _(
    "Bảng chưa điền dòng nào: điền Tình hình, Kết quả hoặc cột khác của ít nhất một nhiệm vụ, lưu"
    " tệp rồi chọn lại, hoặc chép bảng đã điền và dán."
)
FILE_TOO_LONG = _(
    "Tệp có %(lines)d dòng, %(letters)d ký tự, cho phép tối đa 2.000 dòng, 1.000.000 ký tự. Hãy xóa"
    " các dòng không phải nhiệm vụ của kỳ này, hoặc chia thành nhiều tệp."
)


class PasteForm(forms.Form):
    """A table as it was copied; cleaned it is the cells of its lines. Or a file that holds it."""

    file = forms.FileField(
        label=_("Tệp Excel"),
        required=False,
        help_text=_(
            "Bảng tải từ trang này đã điền, hoặc bảng theo dõi của đơn vị; tệp .xlsx không quá"
            " 25 MB. Bảng tải từ cổng còn cột Mã dòng thì cổng tìm đúng từng nhiệm vụ, ô nào"
            " không sửa thì giữ nội dung trong cổng."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"empty": _("Tệp rỗng (0 byte). Hãy chọn lại tệp.")},
    )
    table = forms.CharField(
        label=_("Hoặc bảng chép từ Excel"),
        required=False,
        max_length=MOST_LETTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "Chọn các ô trong Excel, gồm cả dòng tiêu đề; bấm Ctrl + C, rồi Ctrl + V ở đây."
        ),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        # The browser would cut a pasted text silently.
        self.fields["table"].widget.attrs.pop("maxlength", None)

    def clean_file(self) -> Any:
        """Refuse a large file before it is read into memory."""
        file = self.cleaned_data["file"]
        if file and file.size > zip_guard.LARGEST_UPLOAD:
            raise forms.ValidationError(zip_guard.TOO_LARGE)
        return file

    def clean_table(self) -> list[list[str]]:
        """Return the cells of each line; a chosen file wins over what is pasted."""
        if self.cleaned_data.get("file"):
            return []
        if not self.cleaned_data["table"] and "file" not in self.errors:
            raise forms.ValidationError(MISSING)
        lines = pasted.split(self.cleaned_data["table"])
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(TOO_MANY, params={"number": len(lines)})
        return lines

    def refuse_blank(self) -> None:
        """Say where the table came from that nothing was filled in."""
        self.add_error("file" if self.cleaned_data["file"] else "table", BLANK)

    def refuse_long(self, lines: list[list[str]]) -> bool:
        """Refuse a file of so many lines that its preview could not be shown; tell whether so."""
        filled = sum(any(line) for line in lines)
        letters = sum(len(cell) for line in lines for cell in line)
        is_long = filled > MOST_LINES or letters > MOST_LETTERS
        if is_long:
            told = {"lines": filled, "letters": letters}
            self.add_error("file", forms.ValidationError(FILE_TOO_LONG, params=told))
        return is_long
