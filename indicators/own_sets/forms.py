"""The form that brings in a province's own set of criteria; it never writes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.models import Framework, Index
from indicators.own_sets import brought_in
from indicators.scores.cells import FIRST, LAST
from papi_portal.fields import LineField, ParagraphField, PlainSelect
from papi_portal.text import fold
from plans.list_forms import ListUploadForm
from plans.models import Territory

NEW_INDEX = [("", _("– bộ chỉ số mới, ghi tên ở dưới –"))]
NO_NAME = _("Ghi tên, hoặc chọn một bộ chỉ số đã có.")
TWO_NAMES = _("Đã chọn một bộ chỉ số có sẵn: để trống ô này, hoặc chọn “bộ chỉ số mới”.")
KNOWN = _("Đã có bộ chỉ số tên tắt “{name}”. Hãy chọn bộ ấy, hoặc dùng tên tắt khác.")
BACKWARDS = _("Năm cuối không được trước năm đầu.")


class OwnSetForm(ListUploadForm):
    """Whose version a list is, which years it measures, its source, and the list itself."""

    field_order = ("index", "name", "short_name", "first_year", "last_year", "source", "file")

    index = forms.ChoiceField(
        label=_("Bộ chỉ số"),
        required=False,
        widget=PlainSelect,
        help_text=_("Chọn bộ đã có để nhập bộ tiêu chí của những năm sau, hoặc để thay danh sách."),
    )
    name = LineField(label=_("Tên bộ chỉ số mới"), max_length=200, required=False)
    short_name = LineField(
        label=_("Tên tắt"), max_length=30, required=False, help_text=_("Ví dụ DDCI, CCHC cấp xã.")
    )
    first_year = forms.IntegerField(
        label=_("Từ năm"),
        min_value=FIRST,
        max_value=LAST,
        help_text=_("Năm đầu được đo. Trùng năm đầu của bộ đã có thì danh sách thay bộ ấy."),
        error_messages={"required": _("Ghi năm đầu được đo, ví dụ 2026.")},
    )
    last_year = forms.IntegerField(
        label=_("Đến năm"),
        required=False,
        min_value=FIRST,
        max_value=LAST,
        help_text=_("Còn dùng thì để trống."),
    )
    source = ParagraphField(
        label=_("Nguồn"),
        max_length=1000,
        help_text=_("Quyết định ban hành bộ tiêu chí: số, ngày, cơ quan."),
        error_messages={"required": _("Ghi quyết định ban hành, hoặc nơi lấy bộ tiêu chí.")},
    )

    def __init__(self, *args: Any, province: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in brought_in.own_indexes(province)}
        choices = [(pk, f"{one.short_name} – {one.name}") for pk, one in self.known.items()]
        self.fields["index"].choices = [*NEW_INDEX, *choices]  # type: ignore[attr-defined]
        file = self.fields["file"]
        file.label = _("Tệp danh sách tiêu chí")
        file.help_text = _("Tệp .xlsx hoặc .csv (UTF-8) theo mẫu của cổng.")
        file.widget.attrs["accept"] = ".xlsx,.csv"

    def clean(self) -> dict[str, Any]:
        """Refuse a name that says nothing new, and years that another version measures."""
        cleaned = super().clean() or {}
        chosen = self.known.get(cleaned.get("index", ""))
        for name in ("name", "short_name"):
            if name not in self.errors and bool(cleaned[name]) == bool(chosen):
                self.add_error(name, TWO_NAMES if chosen else NO_NAME)
        if (short := cleaned.get("short_name")) and not chosen and self._is_taken(short):
            self.add_error("short_name", KNOWN.format(name=short))
        first, last = cleaned.get("first_year"), cleaned.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", BACKWARDS)
        elif not self.errors and (said := brought_in.years_wrong(self.head)):
            self.add_error("first_year", said)
        return cleaned

    def _is_taken(self, short_name: str) -> bool:
        """Tell whether the nation or the province has an index of this name."""
        national = Index.objects.filter(frameworks__territory__isnull=True).distinct()
        others = (*national, *self.known.values())
        return fold(short_name) in {fold(one.short_name) for one in others}

    @property
    def head(self) -> brought_in.Head:
        """What was typed, of a form without errors."""
        return brought_in.Head(
            index=self.known.get(self.cleaned_data["index"]),
            name=self.cleaned_data["name"],
            short_name=self.cleaned_data["short_name"],
            first_year=self.cleaned_data["first_year"],
            last_year=self.cleaned_data["last_year"],
            source=self.cleaned_data["source"],
        )

    @staticmethod
    def of(version: Framework) -> dict[str, Any]:
        """Return what a form begins with that brings in the list of a version again."""
        head = brought_in.Head(
            version.index, "", "", version.first_year, version.last_year, version.source
        )
        return head.said
