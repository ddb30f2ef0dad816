"""Forms of a unit's report and of its review: they clean and explain; they never write."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from papi_portal.fields import ParagraphField, PlainSelect
from papi_portal.speaking import spoken_choices
from tasks.actions import Narrative
from tasks.forms.plan import VersionField
from tasks.models.submissions import ReturnReason
from tasks.steps import Step

Typed = Mapping[str, Any] | None
WORDS_NEEDED = {
    Step.SEND_BACK: _("Viết ý kiến để cán bộ biết cần sửa gì."),
    Step.RETURN: _("Viết ý kiến để đơn vị biết cần sửa gì."),
    Step.TAKE_BACK: _("Nêu lý do hủy duyệt."),
}


class _StepForm(forms.Form):
    """What goes with one step of a report: which version was seen, and a comment."""

    version = VersionField()
    comment = ParagraphField(label=_("Ý kiến"), required=False, rows=3)

    def __init__(self, data: Typed = None, *, step: str = "", **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.step = step

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.step in WORDS_NEEDED and cleaned.get("comment") == "":
            self.add_error("comment", WORDS_NEEDED[Step(self.step)])
        return cleaned


class WritingForm(_StepForm):
    """The words of a report, and what the leader says to the officer."""

    results = ParagraphField(label=_("Kết quả thực hiện"), required=False, rows=8)
    limits = ParagraphField(label=_("Tồn tại, hạn chế và nguyên nhân"), required=False, rows=4)
    next_period = ParagraphField(label=_("Phương hướng, nhiệm vụ kỳ tới"), required=False, rows=4)
    proposals = ParagraphField(label=_("Đề xuất, kiến nghị"), required=False, rows=3)
    field_order = ("results", "limits", "next_period", "proposals", "comment", "version")

    @property
    def narrative(self) -> Narrative:
        """The words as typed."""
        return Narrative(**{name: self.cleaned_data[name] for name in Narrative.__slots__})

    @property
    def said(self) -> dict[str, str]:
        """What was typed for the step, by field."""
        words = {} if self.step == Step.WITHDRAW else asdict(self.narrative)
        if self.step == Step.SEND_BACK:
            words["comment"] = self.cleaned_data["comment"]
        return words


class ReviewForm(_StepForm):
    """What a reviewer says when a report is returned, or an acceptance taken back."""

    reason = forms.ChoiceField(
        label=_("Lý do trả lại"),
        required=False,
        widget=PlainSelect,
        choices=[("", _("– chọn –")), *spoken_choices(ReturnReason.choices)],
    )
    field_order = ("reason", "comment", "version")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.step == Step.RETURN and cleaned.get("reason") == "":
            self.add_error("reason", _("Chọn lý do trả lại trong danh sách."))
        return cleaned

    @property
    def said(self) -> dict[str, str]:
        """What was typed for the step, by field, as it is read."""
        if self.step not in WORDS_NEEDED:
            return {}
        words = {"comment": self.cleaned_data["comment"]}
        if self.step == Step.RETURN:
            words = {"reason": ReturnReason(self.cleaned_data["reason"]).label, **words}
        return words
