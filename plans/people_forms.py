"""The form that hands a post over: it cleans and explains; it never writes."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models

from papi_portal.text import clean_line
from plans.actions import NewAccount
from plans.models import User

DAY = "Ngày/tháng/năm. Người đang giữ còn quyền đến hết ngày hôm trước."


class Receiver(models.TextChoices):
    """Whether the next holder has an account."""

    KNOWN = "known", "Người đã có tài khoản"
    NEW = "new", "Người mới: tạo tài khoản"


class HandOverForm(forms.Form):
    """From which day, and who: somebody with an account, or a new one."""

    on = forms.DateField(
        label="Người mới nhận từ ngày",
        help_text=DAY,
        error_messages={"required": "Ghi ngày người mới nhận vai trò."},
    )
    receiver = forms.ChoiceField(
        label="Người nhận", choices=Receiver, widget=forms.RadioSelect, initial=Receiver.KNOWN
    )
    username = forms.CharField(
        label="Tên đăng nhập của người nhận",
        help_text="Viết liền, không dấu cách.",
        max_length=50,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": "Ghi tên đăng nhập của người nhận."},
    )
    full_name = forms.CharField(
        label="Họ và tên", help_text="Chỉ ghi khi tạo tài khoản.", max_length=100, required=False
    )
    phone = forms.CharField(
        label="Điện thoại", help_text="Chỉ ghi khi tạo tài khoản.", max_length=20, required=False
    )

    def clean_full_name(self) -> str:
        return clean_line(self.cleaned_data["full_name"])

    def clean_phone(self) -> str:
        return clean_line(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        username = cleaned.get("username")
        if cleaned.get("receiver") == Receiver.NEW:
            if not cleaned.get("full_name"):
                self.add_error("full_name", "Ghi họ và tên người nhận để tạo tài khoản.")
        elif username:
            cleaned["person"] = User.objects.filter(username=username).first()
            if cleaned["person"] is None:
                msg = (
                    f"Không có tài khoản “{username}”. Kiểm tra lại tên,"
                    " hoặc chọn tạo tài khoản cho người mới."
                )
                self.add_error("username", msg)
        return cleaned

    @property
    def next_holder(self) -> User | NewAccount:
        """Who gets the post."""
        typed = self.cleaned_data
        if typed["receiver"] == Receiver.NEW:
            return NewAccount(typed["username"], typed["full_name"], typed["phone"])
        person: User = typed["person"]
        return person
