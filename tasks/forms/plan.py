"""Forms by which drafts are written as documents: they clean and explain; they never write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from papi_portal.fields import LineField, ParagraphField, PlainHidden, PlainSelect
from papi_portal.speaking import spoken_choices
from plans.models import Plan, PlanSection, Territory
from tasks.actions.refusals import NUMBER_TAKEN
from tasks.issuing import FIRST_YEAR, LAST_YEAR
from tasks.reports.issuance import Issuance

Typed = Mapping[str, Any] | None
NEVER = -1
SAME_YEAR = _("Kế hoạch này đã là của năm {year}; chọn năm khác, hoặc lập bản sửa đổi.")
ADDED_MEANWHILE = _(
    "Chưa thêm: dự thảo đã thay đổi từ lúc mở trang này, có thể do chính lần bấm trước."
    " Hãy xem lại dự thảo; nếu vẫn muốn thêm thì bấm thêm một lần nữa."
)


class LinesField(ParagraphField):
    """Names or notes, one a line."""

    def clean(self, value: Any) -> Any:
        return [line for line in (super().clean(value) or "").split("\n") if line]


class VersionField(forms.IntegerField):
    """The version that the person saw; when nobody can say which, one that never stands."""

    widget = PlainHidden

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except forms.ValidationError:
            return NEVER


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which what stands and what was typed are not the same."""

    label: str
    stands: str
    typed: str


class VersionedForm(forms.Form):
    """A form that is saved on top of the version which the person saw."""

    version = VersionField(min_value=0)

    def on_top_of(self, stands: "Self") -> tuple["Self", list[Difference]]:
        """Return the form with its typed text for the version that stands, and what differs."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = stands["version"].value()  # type: ignore[index]
        shared = [name for name in self.fields if name in stands.fields and name != "version"]
        pairs = [(stands[name], self[name]) for name in shared]
        differing = [
            Difference(str(mine.label), _shown(theirs), _shown(mine))
            for theirs, mine in pairs
            if _shown(theirs) != _shown(mine)
        ]
        return self, differing

    def added_meanwhile(self, stands: "Self") -> "Self":
        """Return a form that adds, told that something was added since, ready for what stands."""
        self.on_top_of(stands)
        self.add_error(None, ADDED_MEANWHILE)
        return self


def _shown(field: forms.BoundField) -> str:
    """Return the value of a field as a person reads it."""
    value, words = field.value(), _words(getattr(field.field, "choices", ()))
    if isinstance(value, list | tuple):
        return "; ".join(words.get(one, one) for one in map(str, value))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = str(value or "").replace("\r\n", "\n")
    return words.get(text, text)


def _words(choices: Iterable[tuple[Any, Any]]) -> dict[str, str]:
    """Return the words of each choice, those in groups too."""
    words: dict[str, str] = {}
    for key, label in choices:
        group = label if isinstance(label, list | tuple) else [(key, label)]
        words |= {str(one): str(word) for one, word in group}
    return words


class CloseForm(forms.Form):
    """Why a plan ends."""

    reason = ParagraphField(
        label=_("Lý do kết thúc"),
        rows=3,
        max_length=1000,
        error_messages={"required": _("Nêu lý do kết thúc kế hoạch.")},
    )


class CopyForm(forms.Form):
    """For which year a plan is copied."""

    year = forms.IntegerField(
        label=_("Sao chép sang năm"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": _("Nêu năm của kế hoạch mới.")},
    )

    def __init__(self, data: Typed = None, *, plan: Plan) -> None:
        super().__init__(data, initial={"year": plan.year_to + 1})
        self.plan = plan

    def clean_year(self) -> int:
        """Refuse the plan's own first year: of it an amendment is made, not a copy."""
        year: int = self.cleaned_data["year"]
        if year == self.plan.year_from:
            raise forms.ValidationError(SAME_YEAR.format(year=year))
        return year


class DeriveForm(forms.Form):
    """For which communes drafts are made, and until when they have to issue."""

    MISSING, CHOSEN, NOBODY = "missing", "chosen", "nobody"

    which = forms.ChoiceField(
        label=_("Lập dự thảo cho"),
        choices=[
            (MISSING, _("Tất cả xã, phường chưa có kế hoạch")),
            (CHOSEN, _("Những xã, phường được chọn bên dưới")),
            (NOBODY, _("Không lập dự thảo, chỉ đặt hạn ban hành")),
        ],
        widget=forms.RadioSelect,
    )
    communes = forms.TypedMultipleChoiceField(
        label=_("Xã, phường"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(
        label=_("Hạn cấp dưới ban hành kế hoạch"),
        required=False,
        help_text=_("Ngày/tháng/năm. Để trống nếu không đặt hạn."),
    )

    def __init__(self, data: Typed = None, *, issuance: Issuance) -> None:
        self.missing = [row.territory for row in issuance.rows if row.plan is None]
        which = self.MISSING if self.missing else self.NOBODY
        super().__init__(data, initial={"which": which, "due_on": issuance.plan.below_due_on})
        choices = [(str(one.pk), str(one)) for one in self.missing]
        self.fields["communes"].choices = choices  # type: ignore[attr-defined]
        if not self.missing:
            self.fields["which"].choices = [self.fields["which"].choices[-1]]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        which = cleaned.get("which")
        if which == self.CHOSEN and "communes" not in self.errors and not cleaned["communes"]:
            self.add_error("communes", _("Chọn ít nhất một xã, phường."))
        if which == self.NOBODY and "due_on" not in self.errors and not cleaned["due_on"]:
            self.add_error("due_on", _("Nêu hạn ban hành."))
        return cleaned

    @property
    def chosen(self) -> set[int]:
        """The communes whose boxes were ticked."""
        sent = set(map(str, self["communes"].value() or ()))
        return {one.pk for one in self.missing if str(one.pk) in sent}

    @property
    def territories(self) -> list[Territory]:
        """The communes for which drafts are to be made."""
        which = self.cleaned_data["which"]
        if which != self.CHOSEN:
            return self.missing if which == self.MISSING else []
        wanted = set(self.cleaned_data["communes"])
        return [one for one in self.missing if one.pk in wanted]


class PlanForm(VersionedForm):
    """The head of a draft."""

    kind = forms.ChoiceField(
        label=_("Loại văn bản"), choices=spoken_choices(Plan.Kind.choices), widget=PlainSelect
    )
    number = LineField(
        label=_("Số, ký hiệu"),
        required=False,
        max_length=50,
        help_text=_("Như văn bản ghi, ví dụ 354/KH-UBND."),
    )
    issued_on = forms.DateField(
        label=_("Ngày ban hành"), required=False, help_text=_("Ngày/tháng/năm.")
    )
    place = LineField(label=_("Địa danh"), required=False, max_length=100)
    subject = LineField(
        label=_("Trích yếu"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Nêu trích yếu của kế hoạch.")},
    )
    year_from = forms.IntegerField(label=_("Từ năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    year_to = forms.IntegerField(label=_("Đến năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    below_due_on = forms.DateField(
        label=_("Hạn cấp dưới ban hành kế hoạch"),
        required=False,
        help_text=_("Ngày/tháng/năm. Để trống nếu kế hoạch không giao cấp dưới lập kế hoạch."),
    )
    signed_for = LineField(label=_("Ký thay mặt (TM., KT. …)"), required=False, max_length=150)
    signatory_post = LineField(label=_("Chức vụ người ký"), required=False, max_length=150)
    signatory = LineField(label=_("Người ký"), required=False, max_length=100)
    recipients = LinesField(
        label=_("Nơi nhận"), required=False, rows=3, help_text=_("Mỗi nơi nhận một dòng.")
    )
    appendix_title = LineField(
        label=_("Tên phụ lục"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    opening = ParagraphField(label=_("Phần mở đầu"), required=False, rows=4)
    closing = ParagraphField(label=_("Phần kết"), required=False, rows=2)

    def __init__(self, data: Typed = None, *, plan: Plan) -> None:
        initial = {name: getattr(plan, name) for name in self.base_fields if name != "recipients"}
        super().__init__(data, initial={**initial, "recipients": "\n".join(plan.recipients)})
        self.plan = plan
        if plan.territory.level == Territory.Level.COMMUNE:
            del self.fields["below_due_on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begin, end = cleaned.get("year_from"), cleaned.get("year_to")
        if begin and end and end < begin:
            self.add_error("year_to", _("Năm kết thúc không được trước năm bắt đầu."))
        if cleaned.get("number") and cleaned.get("issued_on"):
            named = {name: cleaned.get(name) for name in ("kind", "number", "issued_on")}
            same = Plan.objects.filter(issuer=self.plan.issuer_id, **named)
            if same.exclude(pk=self.plan.pk).exists():
                self.add_error("number", NUMBER_TAKEN)
        return cleaned

    @property
    def head(self) -> dict[str, Any]:
        """What was typed, for the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class SectionForm(VersionedForm):
    """A heading of a draft and the text under it."""

    label = LineField(label=_("Ký hiệu mục"), required=False, max_length=20)
    heading = LineField(
        label=_("Tiêu đề"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text = ParagraphField(label=_("Nội dung"), required=False, rows=8)

    def __init__(self, data: Typed = None, *, section: PlanSection) -> None:
        stands = {name: getattr(section, name) for name in ("label", "heading", "text")}
        super().__init__(data, initial={**stands, "version": section.plan.version})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("label") or cleaned.get("heading")) and not self.errors:
            self.add_error("heading", _("Nêu tiêu đề của mục."))
        return cleaned
