"""What every form of a row asks, in a draft as in the preview of a document, and refuses."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from papi_portal.fields import LineField, ParagraphField, PlainSelect
from papi_portal.speaking import spoken_choices
from papi_portal.text import cut
from tasks.forms.plan import VersionedForm
from tasks.models import Task
from tasks.reports.changed_rows import BACKWARDS, DATED, LONGEST_NAME


class RowFields(VersionedForm):
    """The words, the deadline and the components of a row; subclasses ask who is named in it."""

    names: ClassVar[Iterable[str]]
    """Fields that hold names of bodies, each a list."""

    label = LineField(label=_("Ký hiệu"), required=False, max_length=20)
    title = LineField(label=_("Nội dung"), required=False, max_length=500)
    text = ParagraphField(
        label=_("Nhiệm vụ, giải pháp"),
        rows=6,
        error_messages={"required": _("Nêu nhiệm vụ, giải pháp.")},
    )
    deadline_text = LineField(label=_("Thời gian thực hiện"), required=False, max_length=300)
    deadline_kind = forms.ChoiceField(
        label=_("Loại thời hạn"),
        choices=spoken_choices(Task.DeadlineKind.choices),
        widget=PlainSelect,
    )
    starts_on = forms.DateField(label=_("Từ ngày"), required=False, help_text=_("Ngày/tháng/năm."))
    ends_on = forms.DateField(
        label=_("Đến hết ngày"), required=False, help_text=_("Ngày/tháng/năm.")
    )
    output = ParagraphField(label=_("Sản phẩm đầu ra"), required=False)
    note = ParagraphField(label=_("Ghi chú"), required=False)
    components = forms.MultipleChoiceField(
        label=_("Chỉ số nội dung, chỉ số thành phần"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if cleaned.get("deadline_kind") in DATED and not ends:
            self.add_error("ends_on", _("Thời hạn theo ngày phải có ngày kết thúc."))
        if starts and ends and ends < starts:
            self.add_error("ends_on", BACKWARDS)
        for name in self.names:
            long = [one for one in cleaned.get(name, []) if len(one) > LONGEST_NAME]
            if long:
                self.add_error(
                    name,
                    _("Tên dài quá {most} ký tự: “{name}”.").format(
                        most=LONGEST_NAME, name=cut(long[0], 60)
                    ),
                )
        return cleaned
