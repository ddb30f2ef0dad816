"""The forms of issued reports: they clean and explain; they never write."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from papi_portal import attachments
from papi_portal.attachments import Attachment
from papi_portal.attachments.refusals import EMPTY, PDF_AGAIN
from papi_portal.fields import LineField
from papi_portal.wording import said
from tasks.actions import Issuing, written_number
from tasks.forms.evidence import EvidenceFileField
from tasks.forms.plan import VersionField

NOT_PDF = _(
    "Bản đã ký phải là tệp PDF: bản ký số, hoặc bản quét của văn bản đã ký, đóng dấu. Ảnh chụp thì"
    " hãy quét hoặc in ra PDF, rồi chọn lại."
)

SIGN_AGAIN = said(
    "Hãy xuất lại tệp từ phần mềm ký số rồi chọn tệp đó; đừng in lại ra PDF, vì bản in lại mất chữ"
    " ký số. Bản giấy đã ký, đóng dấu thì quét lại."
)
"""What to do instead of printing anew, which takes a digital signature away."""


class IssueForm(forms.Form):
    """Number and day of the paper, and the version of the report that was seen."""

    number = LineField(
        label=_("Số, ký hiệu"),
        max_length=50,
        help_text=_("Số do văn thư cấp, ví dụ 25/BC-UBND."),
        error_messages={"required": _("Ghi số, ký hiệu do văn thư cấp.")},
    )
    issued_on = forms.DateField(label=_("Ngày ban hành"), help_text=_("Ngày/tháng/năm."))
    version = VersionField()
    papers = VersionField()

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


class SignedFileField(EvidenceFileField):
    """A file as for evidence; the words about an odd PDF fit one that bears a signature."""

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(data)
        except ValidationError as error:
            told = error.message.replace(PDF_AGAIN, SIGN_AGAIN)
            raise ValidationError(told, code=error.code) from error


class SignedForm(forms.Form):
    """The signed paper as a file."""

    file = SignedFileField(
        label=_("Tệp PDF đã ký"),
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        error_messages={"required": _("Chọn tệp PDF đã ký."), "empty": EMPTY},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = settings.EVIDENCE_LARGEST // attachments.MIB
        self.fields["file"].help_text = format_lazy(
            _("Một tệp PDF, không quá {most} MB."), most=most
        )

    def clean_file(self) -> Attachment:
        """Return the file if it is a PDF, which is how a document is exchanged."""
        file: Attachment = self.cleaned_data["file"]
        if file.media_type != attachments.PDF.media_type:
            raise ValidationError(NOT_PDF)
        return file
