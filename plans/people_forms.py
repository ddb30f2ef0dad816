"""Forms about people: they clean and explain; they never write."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from papi_portal.speaking import spoken_choices
from papi_portal.text import clean_line
from plans.actions import InvitationError, NewAccount, invited
from plans.models import User

NO_ACCOUNT = _(
    "Không có tài khoản “{username}”. Kiểm tra lại tên, hoặc chọn tạo tài khoản cho người mới."
)
DAY = _("Ngày/tháng/năm. Người đang giữ còn quyền đến hết ngày hôm trước.")


class Receiver(models.TextChoices):
    """Whether the next holder has an account."""

    KNOWN = "known", "Người đã có tài khoản"
    NEW = "new", "Người mới: tạo tài khoản"


class HandOverForm(forms.Form):
    """From which day, and who: somebody with an account, or a new one."""

    on = forms.DateField(
        label=_("Người mới nhận từ ngày"),
        help_text=DAY,
        error_messages={"required": _("Ghi ngày người mới nhận vai trò.")},
    )
    receiver = forms.ChoiceField(
        label=_("Người nhận"),
        choices=spoken_choices(Receiver.choices),
        widget=forms.RadioSelect,
        initial=Receiver.KNOWN,
    )
    username = forms.CharField(
        label=_("Tên đăng nhập của người nhận"),
        help_text=_("Viết liền, không dấu cách."),
        max_length=50,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": _("Ghi tên đăng nhập của người nhận.")},
    )
    full_name = forms.CharField(
        label=_("Họ và tên"),
        help_text=_("Chỉ ghi khi tạo tài khoản."),
        max_length=100,
        required=False,
    )
    phone = forms.CharField(
        label=_("Điện thoại"),
        help_text=_("Chỉ ghi khi tạo tài khoản."),
        max_length=20,
        required=False,
    )

    email = forms.EmailField(
        label=_("Thư điện tử (không bắt buộc)"),
        help_text=_("Chỉ ghi khi tạo tài khoản. Để trống thì người nhận không có thư nhắc việc."),
        max_length=254,
        required=False,
        error_messages={
            "invalid": _("Ghi đúng địa chỉ thư, ví dụ ten@langson.gov.vn, hoặc để trống.")
        },
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
                self.add_error("full_name", _("Ghi họ và tên người nhận để tạo tài khoản."))
        elif username:
            cleaned["person"] = User.objects.filter(username=username).first()
            if cleaned["person"] is None:
                self.add_error("username", NO_ACCOUNT.format(username=username))
        return cleaned

    @property
    def next_holder(self) -> User | NewAccount:
        """Who gets the post."""
        typed = self.cleaned_data
        if typed["receiver"] == Receiver.NEW:
            return NewAccount(typed["username"], typed["full_name"], typed["phone"], typed["email"])
        person: User = typed["person"]
        return person


class FirstPasswordForm(forms.Form):
    """The code of a link, and the password that the person chooses, twice."""

    code = forms.CharField(
        label=_("Mã trong liên kết"),
        help_text=_("Phần sau dấu # của liên kết đã nhận."),
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "data-from-address": ""}
        ),
        error_messages={"required": _("Chép mã trong liên kết đã nhận: phần sau dấu #.")},
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        help_text=_("Ít nhất 12 ký tự; một câu dễ nhớ là tốt nhất."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Gõ mật khẩu muốn đặt.")},
    )
    again = forms.CharField(
        label=_("Gõ lại mật khẩu"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Gõ lại mật khẩu một lần nữa.")},
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._at = at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        code, password, again = (cleaned.get(name) for name in ("code", "password", "again"))
        person = None
        if code:
            try:
                person = invited(code, at=self._at)
            except InvitationError as error:
                self.add_error("code", str(error))
        if password and again and password != again:
            self.add_error("again", _("Hai lần gõ mật khẩu chưa giống nhau."))
        if password and person:
            try:
                validate_password(password, person)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned
