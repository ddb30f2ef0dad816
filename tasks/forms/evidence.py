"""Forms of evidence: they clean and explain; they never write."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from papi_portal import attachments
from papi_portal.attachments import Attachment
from papi_portal.attachments.refusals import EMPTY, BadAttachmentError
from papi_portal.fields import LineField, ParagraphField
from papi_portal.speaking import spoken_choices
from tasks.actions import Cited, Explained
from tasks.models import Evidence, Progress

ACCEPTED = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"
FILES = _("PDF, Word (.docx), Excel (.xlsx), ảnh JPG, PNG. Mỗi tệp không quá {most} MB.")
CHOOSE = _("Chọn một tệp, hoặc chụp một ảnh.")


class EvidenceFileField(forms.FileField):
    """A file that has gone through the door for attachments."""

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        try:
            # Before it is read: a file of any size waits on the disk, not in memory.
            attachments.check_size(file.size or 0, settings.EVIDENCE_LARGEST)
            return attachments.accept(
                file.name or "", file.read(), largest=settings.EVIDENCE_LARGEST
            )
        except BadAttachmentError as error:
            raise forms.ValidationError(str(error), code="refused") from error


class FileForm(forms.Form):
    """A file, chosen or photographed."""

    file = EvidenceFileField(
        label=_("Chọn tệp"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": EMPTY},
    )
    photo = EvidenceFileField(
        label=_("Hoặc chụp ảnh"),
        required=False,
        help_text=_("Vị trí và thông tin máy ảnh được xóa khỏi ảnh."),
        # Opens the camera of a phone; elsewhere it chooses a file like the other.
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
        error_messages={"empty": EMPTY},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = settings.EVIDENCE_LARGEST // attachments.MIB
        self.fields["file"].help_text = FILES.format(most=most)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("photo"):
            self.add_error("file", CHOOSE)
        return cleaned

    @property
    def shown(self) -> Attachment:
        """The file fit to be kept."""
        found: Attachment = self.cleaned_data["file"] or self.cleaned_data["photo"]
        return found


class DocumentForm(forms.Form):
    """A document by its number and day."""

    number = LineField(
        label=_("Số, ký hiệu"),
        max_length=50,
        help_text=_("Ví dụ: 45/BC-UBND."),
        error_messages={"required": _("Ghi số, ký hiệu văn bản.")},
    )
    issued_on = forms.DateField(
        label=_("Ngày ban hành"),
        help_text=_("Ngày/tháng/năm."),
        error_messages={"required": _("Ghi ngày ban hành văn bản.")},
    )
    text = LineField(label=_("Trích yếu (nếu có)"), required=False, max_length=500)

    @property
    def shown(self) -> Cited:
        """The document as a value for the action."""
        return Cited(**self.cleaned_data)


class ExplanationForm(forms.Form):
    """Words, where there is no paper."""

    explanation = ParagraphField(
        label=_("Giải trình"),
        rows=3,
        max_length=2000,
        help_text=_("Khi không có tệp, không có văn bản: nêu ai biết, xem ở đâu."),
        error_messages={"required": _("Ghi nội dung giải trình.")},
    )

    @property
    def shown(self) -> Explained:
        """The words as a value for the action."""
        return Explained(self.cleaned_data["explanation"])


class ReuseForm(forms.Form):
    """A piece of evidence of an earlier period."""

    source = forms.ModelChoiceField(
        label=_("Minh chứng kỳ trước"),
        queryset=Evidence.objects.none(),
        error_messages={
            "required": _("Chọn một minh chứng của kỳ trước."),
            "invalid_choice": _(
                "Minh chứng này không còn dùng lại được; hãy chọn minh chứng khác."
            ),
        },
    )

    def __init__(self, *args: Any, reusable: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = reusable  # type: ignore[attr-defined]


class RulesForm(forms.Form):
    """The states whose results must be shown by evidence."""

    states = forms.MultipleChoiceField(
        label=_("Tình hình phải có minh chứng"),
        choices=spoken_choices(Progress.State.choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
