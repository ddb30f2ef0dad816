"""What is asked before a province shows its plans to everybody."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PublicationForm(forms.Form):
    """Under which licence the data may be used, and that what will be shown was looked at."""

    licence = forms.CharField(
        label=_("Điều kiện sử dụng dữ liệu"),
        max_length=300,
        required=False,
        help_text=_(
            "Một câu, ghi trên trang và trong tệp; ví dụ: “Được sử dụng tự do, ghi rõ nguồn”."
        ),
    )
    confirmed = forms.BooleanField(
        label=_("Tôi đã xem trước những gì sẽ hiển thị, và được giao quyết định việc công khai."),
        error_messages={
            "required": _("Hãy xem trước những gì sẽ hiển thị rồi đánh dấu vào ô này.")
        },
    )

    def __init__(self, *args: Any, is_on: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_on:
            del self.fields["confirmed"]
