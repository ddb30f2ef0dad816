"""Forms of the calendar of reporting periods: they clean and explain; they never write."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from papi_portal.fields import LineField, ParagraphField, PlainHidden
from papi_portal.speaking import spoken_choices
from papi_portal.wording import said
from plans.calendars import PATTERNS, PlannedPeriod, Template
from plans.models import Period, Plan, Unit
from plans.models.periods import PeriodKind
from tasks.issuing import FIRST_YEAR, LAST_YEAR

Typed = Mapping[str, Any] | None
DAY = _("Ngày/tháng/năm.")
IN_ORDER = {
    "data_to": _("ngày chốt số liệu"),
    "due_commune_on": _("hạn nộp của cấp xã"),
    "due_district_on": _("hạn nộp của cấp huyện"),
    "due_province_on": _("hạn nộp của cấp tỉnh"),
}
"""Days of a period that come one after the other, or fall together, in the words of an error."""


class PatternForm(forms.Form):
    """From which pattern, for which year and for whom a calendar is made."""

    year = forms.IntegerField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    template = forms.ChoiceField(
        label=_("Mẫu lịch"),
        choices=spoken_choices(
            (key.value, said("{name}. {about}", name=one.name, about=one.about))
            for key, one in PATTERNS.items()
        ),
        widget=forms.RadioSelect,
    )
    plan = forms.ModelChoiceField(
        label=_("Áp dụng cho"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=_("Mọi kế hoạch theo lịch chung của tỉnh"),
        help_text=_("Kế hoạch có lịch riêng thì không theo lịch chung."),
    )

    def __init__(self, data: Typed = None, *, plans: Any, year: int) -> None:
        super().__init__(data, initial={"year": year, "template": Template.GOVERNMENT.value})
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]


class PeriodForm(forms.Form):
    """The name and the days of one period."""

    kind = forms.ChoiceField(choices=PeriodKind.choices, widget=PlainHidden)
    ordinal = forms.IntegerField(widget=PlainHidden, min_value=1)
    year = forms.IntegerField(widget=PlainHidden, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    name = LineField(label=_("Tên kỳ"), max_length=50)
    data_from = forms.DateField(label=_("Số liệu từ ngày"), help_text=DAY)
    data_to = forms.DateField(label=_("Chốt số liệu hết ngày"), help_text=DAY)
    due_commune_on = forms.DateField(label=_("Hạn nộp của cấp xã"), help_text=DAY)
    due_district_on = forms.DateField(
        label=_("Hạn nộp của cấp huyện"),
        required=False,
        help_text=_("Ngày/tháng/năm. Không có thì để trống."),
    )
    due_province_on = forms.DateField(label=_("Hạn nộp của cấp tỉnh"), help_text=DAY)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("data_from"), cleaned.get("data_to")
        if first and last and last < first:
            self.add_error("data_to", _("Ngày chốt số liệu không được trước ngày bắt đầu kỳ."))
        known = [(name, cleaned[name]) for name in IN_ORDER if cleaned.get(name)]
        for (before, earlier), (name, later) in pairwise(known):
            if later < earlier:
                self.add_error(
                    name,
                    _(
                        "{name} ({later:%d/%m/%Y}) không được trước {before} ({earlier:%d/%m/%Y})."
                    ).format(
                        name=self.fields[name].label,
                        later=later,
                        before=IN_ORDER[before],
                        earlier=earlier,
                    ),
                )
        return cleaned

    @property
    def planned(self) -> PlannedPeriod:
        """The period as typed."""
        typed = {name: self.cleaned_data[name] for name in PeriodForm.base_fields}
        return PlannedPeriod(**{**typed, "kind": PeriodKind(typed["kind"])})


if TYPE_CHECKING:
    PeriodForms = forms.BaseFormSet[PeriodForm]
else:
    PeriodForms = forms.BaseFormSet


class PlannedFormSet(PeriodForms):
    """The periods of a year as proposed, each to be corrected or left out."""

    deletion_widget = forms.CheckboxInput

    def add_fields(self, form: PeriodForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Bỏ kỳ này")

    def clean(self) -> None:
        if not any(self.errors) and not self.planned:
            msg = _("Giữ lại ít nhất một kỳ.")
            raise forms.ValidationError(msg)

    @property
    def planned(self) -> list[PlannedPeriod]:
        """The periods that were not left out."""
        return [form.planned for form in self.forms if not form.cleaned_data.get("DELETE")]


CalendarFormSet = cast(
    "type[PlannedFormSet]",
    forms.formset_factory(PeriodForm, formset=PlannedFormSet, extra=0, can_delete=True),
)


def as_typed(period: Period | PlannedPeriod) -> dict[str, Any]:
    """Return the days of a period as a form begins with them."""
    return {name: getattr(period, name) for name in PeriodForm.base_fields}


class ReasonForm(forms.Form):
    """Why a closed period is opened again."""

    reason = ParagraphField(
        label=_("Lý do"), rows=3, max_length=1000, error_messages={"required": _("Nêu lý do.")}
    )


class ExtendForm(ReasonForm):
    """Who gets more time, until when, and why."""

    units = forms.TypedMultipleChoiceField(
        label=_("Đơn vị được gia hạn"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một đơn vị.")},
    )
    due_on = forms.DateField(label=_("Gia hạn đến hết ngày"), help_text=DAY)
    field_order = ("due_on", "reason", "units")

    def __init__(self, data: Typed = None, *, units: Sequence[Unit], chosen: set[int]) -> None:
        super().__init__(data, initial={"units": [one.pk for one in units if one.pk in chosen]})
        self.known = {one.pk: one for one in units}
        self.fields["units"].choices = [(one.pk, str(one)) for one in units]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Unit]:
        """The units whose boxes were ticked."""
        return [self.known[pk] for pk in self.cleaned_data["units"]]
