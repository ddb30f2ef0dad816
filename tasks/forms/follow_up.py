"""Forms by which the level above answers and follows up: they clean and explain; never write."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from papi_portal.fields import LineField, ParagraphField, PlainHidden, PlainSelect
from papi_portal.pages import whole_number
from plans.models import Unit
from tasks.forms.calendar import DAY
from tasks.forms.plan import VersionedForm
from tasks.models import Finding, Task

Typed = Mapping[str, Any] | None
MOST = 2_000
"""Most difficulties that one answer is sent to."""


NOT_READ = _("Không đọc được các mục đã chọn, hoặc quá {most} mục. Tải lại trang rồi chọn lại.")


class ChosenField(forms.Field):
    """Numbers of things that were ticked; one box may stand for several: "12,45"."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        numbers = [whole_number(one) for sent in value or () for one in str(sent).split(",")]
        chosen = sorted({one for one in numbers if one is not None})
        if None in numbers or len(chosen) > MOST:
            raise forms.ValidationError(NOT_READ.format(most=MOST))
        return chosen


class AnswerForm(forms.Form):
    """What is answered, to which difficulties, and in whose name."""

    progress = ChosenField(
        label=_("Chọn để trả lời"),
        error_messages={"required": _("Đánh dấu ít nhất một khó khăn, kiến nghị.")},
    )
    unit = forms.TypedChoiceField(label=_("Đơn vị trả lời"), coerce=int, widget=PlainSelect)
    text = ParagraphField(
        label=_("Nội dung trả lời"),
        rows=4,
        error_messages={"required": _("Ghi nội dung trả lời.")},
        help_text=_("Gửi cho mọi mục đã chọn. Đã gửi thì không sửa; cần thì trả lời thêm."),
    )

    def __init__(self, data: Typed = None, *, units: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        choices = list(units)
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["unit"].widget = PlainHidden()
            self.initial["unit"] = choices[0][0]

    @property
    def ticked(self) -> set[str]:
        """The boxes that were ticked, as they were sent."""
        return set(self["progress"].value() or ())


class BodyForm(forms.Form):
    """Which body was inspected."""

    unit = forms.ChoiceField(label=_("Cơ quan, đơn vị được kiểm tra"), widget=PlainSelect)

    def __init__(self, *, units: Sequence[Unit]) -> None:
        super().__init__()
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            (one.pk, str(one)) for one in units
        ]


class FindingForm(forms.Form):
    """What is wrong, where it was found, and until when it is to be mended."""

    source = LineField(
        label=_("Cuộc kiểm tra, văn bản"),
        required=False,
        max_length=300,
        help_text=_("Ví dụ: Kết luận số 12/KL-SNV ngày 03/11/2026."),
    )
    task = forms.ModelChoiceField(
        label=_("Nhiệm vụ liên quan"),
        queryset=Task.objects.none(),
        required=False,
        empty_label=_("Không gắn với nhiệm vụ nào"),
        error_messages={"invalid_choice": _("Chọn một nhiệm vụ của đơn vị này trong danh sách.")},
    )
    text = ParagraphField(
        label=_("Tồn tại, hạn chế"),
        rows=4,
        error_messages={"required": _("Nêu tồn tại, hạn chế cần khắc phục.")},
    )
    found_on = forms.DateField(
        label=_("Ngày kiểm tra"),
        help_text=DAY,
        error_messages={"required": _("Nêu ngày kiểm tra.")},
    )
    due_on = forms.DateField(
        label=_("Khắc phục trước hoặc trong ngày"),
        help_text=DAY,
        error_messages={"required": _("Nêu hạn khắc phục.")},
    )

    def __init__(
        self, data: Typed = None, *, tasks: Any, on: date, task_id: int | None = None
    ) -> None:
        super().__init__(data, initial={"found_on": on, "task": task_id})
        self.fields["task"].queryset = tasks  # type: ignore[attr-defined]
        self.on = on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found_on, due_on = cleaned.get("found_on"), cleaned.get("due_on")
        if found_on and found_on > self.on:
            self.add_error("found_on", _("Ngày {day:%d/%m/%Y} chưa đến.").format(day=found_on))
        if found_on and due_on and due_on < found_on:
            self.add_error("due_on", _("Hạn khắc phục không được trước ngày kiểm tra."))
        return cleaned


class ProofForm(VersionedForm):
    """How a finding was mended."""

    proof = ParagraphField(
        label=_("Kết quả khắc phục"),
        rows=5,
        help_text=_("Đã làm gì, ngày nào, số và ngày của văn bản chứng minh."),
        error_messages={"required": _("Nêu kết quả khắc phục.")},
    )

    def __init__(self, data: Typed = None, *, finding: Finding) -> None:
        super().__init__(data, initial={"proof": finding.proof, "version": finding.version})


class VerdictForm(VersionedForm):
    """What the second look brought."""

    MENDED, NOT_MENDED = "mended", "not_mended"

    outcome = forms.ChoiceField(
        label=_("Kết quả kiểm tra lại"),
        widget=forms.RadioSelect,
        choices=[
            (MENDED, _("Đã khắc phục: kết thúc theo dõi")),
            (NOT_MENDED, _("Chưa đạt: trả lại để khắc phục tiếp")),
        ],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Chọn kết quả kiểm tra lại.")
        ),
    )
    verdict = ParagraphField(
        label=_("Ý kiến kiểm tra lại"),
        required=False,
        rows=4,
        help_text=_("Bắt buộc khi chưa đạt: nêu còn thiếu gì."),
    )
    due_on = forms.DateField(
        label=_("Hạn mới nếu chưa đạt"),
        required=False,
        help_text=_("Ngày/tháng/năm. Để trống thì giữ hạn cũ."),
    )

    def __init__(self, data: Typed = None, *, finding: Finding, on: date) -> None:
        super().__init__(data, initial={"version": finding.version})
        self.on = on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        due_on = cleaned.get("due_on")
        if self.is_mended:
            return cleaned
        if cleaned.get("verdict") == "":
            self.add_error("verdict", _("Chưa đạt thì phải nêu còn thiếu gì."))
        if due_on and due_on < self.on:
            self.add_error(
                "due_on", _("Không lùi hạn: ngày {day:%d/%m/%Y} đã qua.").format(day=due_on)
            )
        return cleaned

    @property
    def is_mended(self) -> bool:
        return bool(self.cleaned_data.get("outcome") == self.MENDED)
