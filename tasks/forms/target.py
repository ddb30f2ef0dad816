"""The forms by which the targets of a draft are typed or brought in; they never write."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.models import Component, Group, Region, Target
from indicators.scores.cells import FigureWidget
from indicators.targets import rules
from papi_portal import figures
from papi_portal.fields import CellField, ParagraphField, PlainSelect
from papi_portal.speaking import spoken_choices
from tasks.actions.targets import FIELDS, TypedTarget
from tasks.forms.plan import VersionedForm
from tasks.issuing import FIRST_YEAR, LAST_YEAR

CHOOSE = [("", _("– chọn –"))]
DECIMAL = {"inputmode": "decimal", "autocomplete": "off"}


class TargetForm(VersionedForm):
    """One target: the words of the plan, what they are about, and what they promise."""

    text = ParagraphField(
        label=_("Nguyên văn trong kế hoạch"),
        rows=3,
        help_text=_(
            "Một câu hứa nhiều điều (điểm, nhóm, tăng bao nhiêu) thì mỗi điều một mục tiêu."
        ),
        error_messages={"required": _("Chép câu nêu mục tiêu trong kế hoạch.")},
    )
    component = forms.ChoiceField(
        label=_("Chỉ số, nội dung"),
        widget=PlainSelect,
        error_messages={"required": _("Chọn mục tiêu nói về chỉ số nào.")},
    )
    year = forms.IntegerField(
        label=_("Năm được đo"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": _("Ghi năm của kết quả.")},
    )
    kind = forms.ChoiceField(
        label=_("Loại mục tiêu"),
        widget=PlainSelect,
        choices=[*CHOOSE, *spoken_choices(Target.Kind.choices)],
    )
    value = CellField(
        FigureWidget(),
        label=_("Giá trị"),
        widget=forms.TextInput(attrs=DECIMAL),
        required=False,
        max_length=20,
        help_text=_("Số điểm, phần trăm, số bậc, hạng; ví dụ 46,40. Nhóm, vùng: để trống."),
    )
    value_to = CellField(
        FigureWidget(),
        label=_("Đến giá trị"),
        widget=forms.TextInput(attrs=DECIMAL),
        required=False,
        max_length=20,
        help_text=_("Khi nêu một khoảng: hạng 5 đến 10 thì ghi 5 và 10."),
    )
    group = forms.ChoiceField(
        label=_("Nhóm"),
        required=False,
        widget=PlainSelect,
        choices=[("", "–"), *spoken_choices(Group.choices)],
        help_text=_("Cho “nhóm từ” và “số chỉ số nội dung từ nhóm”."),
    )
    count = forms.IntegerField(
        label=_("Số lượng"),
        required=False,
        min_value=1,
        help_text=_("Cho “số chỉ số nội dung từ nhóm”: bao nhiêu chỉ số."),
    )
    region = forms.ChoiceField(
        label=_("Vùng"), required=False, widget=PlainSelect, help_text=_("Cho “dẫn đầu vùng”.")
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        target: Target,
        components: Iterable[Component],
    ) -> None:
        super().__init__(data, initial=_initial(target))
        self.components = {one.pk: one for one in components}
        self.target = target
        self.fields["component"].choices = [*CHOOSE, *_by_version(self.components.values())]  # type: ignore[attr-defined]
        regions = dict.fromkeys([*Region.objects.values_list("name", flat=True), target.region])
        self.fields["region"].choices = [("", "–"), *((one, one) for one in regions if one)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            typed = self.typed
            target = Target(**{name: getattr(typed, name) for name in FIELDS})
            target.component = self.components[typed.component_id]
            parts = Counter(one.parent_id for one in self.components.values())
            for name, sentence in rules.broken(target, parts=parts[typed.component_id]):
                self.add_error(name, sentence)
        return cleaned

    @property
    def typed(self) -> TypedTarget:
        """What was typed, for the action."""
        data = {name: self.cleaned_data[name] for name in FIELDS if name != "component_id"}
        return TypedTarget(component_id=int(self.cleaned_data["component"]), **data)


def _initial(target: Target) -> dict[str, Any]:
    said = {name: getattr(target, name) for name in FIELDS if name != "component_id"}
    for name, value in said.items():
        if isinstance(value, Decimal):
            said[name] = figures.written(value)
    return {**said, "component": str(target.component_id or ""), "version": target.plan.version}


def _by_version(components: Iterable[Component]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the components as choices, those of each version together."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in components:
        groups.setdefault(f"{one.framework.index}, {one.framework.span}", []).append(
            (
                str(one.pk),
                str(one) if one.depth else _("{component} (cả chỉ số)").format(component=one),
            )
        )
    return list(groups.items())
