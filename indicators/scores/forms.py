"""The form in which the scores of one province and year are typed; it never writes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from indicators.actions import Entry
from indicators.models import Component, Group
from indicators.scores import rules, typed_sets
from indicators.scores.cells import CountWidget, TypedPointsWidget
from indicators.scores.typed_sets import ScoreSet, Suggestion
from indicators.sums import Difference
from papi_portal import figures
from papi_portal.fields import CellField, LineField, PlainHidden, PlainSelect, PlainText
from papi_portal.resources import TextWidget
from papi_portal.speaking import spoken_choices

FIRST_DAY = _("Ngày/tháng/năm, ví dụ 15/04/2025. Chưa rõ thì để trống.")
NO_SOURCE = _("Ghi nguồn: tên báo cáo, trang công bố.")
WITHOUT_POINTS = _("Có nhóm hoặc hạng mà không có điểm. Hãy ghi điểm, hoặc bỏ nhóm và hạng.")
NOTHING = _("Chưa có điểm nào. Hãy ghi ít nhất một điểm, hoặc quay lại.")
NARROW = {"inputmode": "decimal", "autocomplete": "off", "size": "8"}


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """What the page draws of one component."""

    component: Component
    value: BoundField
    group: BoundField
    rank: BoundField
    ranked_of: BoundField
    mean: BoundField
    sum: Decimal | None
    """What the portal added up, where nothing was published."""
    difference: Difference | None
    suggestion: Suggestion | None


class ScoreForm(forms.Form):
    """The scores of a version's components, and where and when they were published."""

    source = LineField(label=_("Nguồn"), max_length=300, error_messages={"required": NO_SOURCE})
    published_on = forms.DateField(label=_("Ngày công bố"), required=False, help_text=FIRST_DAY)
    seen = forms.CharField(widget=PlainHidden, required=False)

    def __init__(
        self, data: Any = None, *, stands: ScoreSet, on: date, corrects_means: bool
    ) -> None:
        published = stands.published
        source, published_on = typed_sets.source_of(list(published.values()))
        initial: dict[str, Any] = {
            "source": source,
            "published_on": published_on,
            "seen": typed_sets.packed(stands.said),
        }
        for pk, score in published.items():
            initial |= {
                f"value-{pk}": figures.written(score.value),
                f"group-{pk}": score.group,
                f"rank-{pk}": score.rank,
                f"ranked_of-{pk}": score.ranked_of,
            }
        for pk, score in stands.means.items():
            initial[f"mean-{pk}"] = figures.written(score.value)
        super().__init__(data, initial=initial)
        self.stands, self.on, self.corrects_means = stands, on, corrects_means
        for component in stands.components:
            self._add(component)

    def _add(self, component: Component) -> None:
        pk = component.pk
        count = {**NARROW, "inputmode": "numeric", "size": "4"}
        self.fields[f"value-{pk}"] = _cell(
            TypedPointsWidget(), _("Điểm, {component}").format(component=component), NARROW
        )
        group = _("Nhóm, {component}").format(component=component)
        self.fields[f"group-{pk}"] = forms.ChoiceField(
            label=group,
            required=False,
            choices=[("", "–"), *spoken_choices(Group.choices)],
            widget=PlainSelect(attrs={"aria-label": group, "class": "form-select"}),
        )
        self.fields[f"rank-{pk}"] = _cell(
            CountWidget(), _("Hạng, {component}").format(component=component), count
        )
        of_how_many = _("Trên tổng số, {component}").format(component=component)
        self.fields[f"ranked_of-{pk}"] = _cell(CountWidget(), of_how_many, count)
        mean = _("Trung bình cả nước công bố, {component}").format(component=component)
        self.fields[f"mean-{pk}"] = _cell(TypedPointsWidget(), mean, NARROW)
        self.fields[f"mean-{pk}"].disabled = pk in self.stands.means and not self.corrects_means

    def clean_published_on(self) -> date | None:
        """Refuse a day before the year was over, or one that has not come."""
        day: date | None = self.cleaned_data["published_on"]
        if said := rules.wrong_day(day, self.stands.year, on=self.on):
            raise ValidationError(said)
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for component in self.stands.components:
            if not any(name in self.errors for name in self._names(component)):
                self._check(component, self._entry(component))
            self._check_mean(component)
        if not self.errors and not self.stands.published and not any(self._values()):
            raise ValidationError(NOTHING)
        return cleaned

    def _check(self, component: Component, entry: Entry) -> None:
        if entry.value is None:
            if entry != Entry(None):
                self.add_error(f"value-{component.pk}", WITHOUT_POINTS)
            return
        broken = rules.broken(
            component,
            year=self.stands.year,
            value=entry.value,
            rank=entry.rank,
            ranked_of=entry.ranked_of,
        )
        for key, sentence in broken:
            self.add_error(f"{key}-{component.pk}", sentence)

    def _check_mean(self, component: Component) -> None:
        mean = self.cleaned_data.get(f"mean-{component.pk}")
        broken = rules.broken(
            component, year=self.stands.year, value=mean, rank=None, ranked_of=None
        )
        for _key, sentence in broken:
            self.add_error(f"mean-{component.pk}", sentence)

    def _values(self) -> Iterator[Decimal | None]:
        for component in self.stands.components:
            yield self.cleaned_data.get(f"value-{component.pk}")
            yield self.cleaned_data.get(f"mean-{component.pk}")

    @staticmethod
    def _names(component: Component) -> list[str]:
        return [f"{name}-{component.pk}" for name in ("value", "group", "rank", "ranked_of")]

    def _entry(self, component: Component) -> Entry:
        value, group, rank, ranked_of = (self.cleaned_data[one] for one in self._names(component))
        return Entry(value, group, rank, ranked_of)

    @property
    def entries(self) -> dict[int, Entry]:
        """What was typed, by component."""
        return {one.pk: self._entry(one) for one in self.stands.components}

    @property
    def means(self) -> dict[int, Entry]:
        """What was typed of the whole nation, by component."""
        return {
            one.pk: Entry(self.cleaned_data[f"mean-{one.pk}"]) for one in self.stands.components
        }

    @property
    def said(self) -> typed_sets.Said:
        """What the scores said when the page was opened."""
        return typed_sets.unpacked(self.cleaned_data["seen"])

    @property
    def rows(self) -> Iterator[ScoreRow]:
        """The components in the order of their tree."""
        differences = {one.whole.component_id: one for one in self.stands.differences}
        for component in self.stands.components:
            score = self.stands.scores.get(component.pk)
            value, group, rank, ranked_of = (self[one] for one in self._names(component))
            yield ScoreRow(
                component=component,
                value=value,
                group=group,
                rank=rank,
                ranked_of=ranked_of,
                mean=self[f"mean-{component.pk}"],
                sum=score.value if score and score.is_computed else None,
                difference=differences.get(component.pk),
                suggestion=self.stands.suggestions.get(component.pk),
            )

    def on_top_of(self, stands: ScoreSet) -> "ScoreForm":
        """Return what was typed over scores that changed meanwhile, to be saved knowingly."""
        now = typed_sets.packed(stands.said)
        return ScoreForm(
            {**{name: self.data.get(name) for name in self.fields}, "seen": now},
            stands=stands,
            on=self.on,
            corrects_means=self.corrects_means,
        )


def _cell(cell: TextWidget, label: str, attrs: dict[str, str]) -> CellField:
    """Return a narrow cell of the page's table, which is named by its row and column."""
    widget = PlainText(attrs={**attrs, "aria-label": label})
    return CellField(cell, label=label, required=False, max_length=20, widget=widget)
