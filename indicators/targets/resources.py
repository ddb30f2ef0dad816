"""The list of a plan's targets: how its rows are found, compared and refused."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from indicators.models import Region, Target, TargetKind
from indicators.scores import columns as score_columns
from indicators.scores.cells import (
    ComponentWidget,
    CountWidget,
    FigureWidget,
    GroupWidget,
    YearWidget,
)
from indicators.targets import columns as target_columns
from indicators.targets import rules as target_rules
from papi_portal.resources import ChoiceWidget, ListField, ListResource, TextWidget, WrongCellError
from papi_portal.text import clean
from papi_portal.wording import said
from papi_portal.workbook.columns import Column, written
from plans.models import Plan

if TYPE_CHECKING:
    from tablib import Dataset

Row = Mapping[str, Any]
NO_REGION = said("Cổng chưa có vùng “{value}”. Hãy ghi một trong: {known}.")


class TargetField(ListField):
    """A column of targets; a cell left blank says that the target states nothing there."""

    def __init__(self, attribute: str, column: Column, **kwargs: Any) -> None:
        super().__init__(attribute, column, **kwargs)
        self.saves_null_values = True


class LinesWidget(TextWidget):
    """Words as the document has them, on one line or on several."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str | None:
        return clean(written(value)) or None


class RegionWidget(TextWidget):
    """The name of a region that the portal knows, or none."""

    def __init__(self) -> None:
        super().__init__()
        self.known: set[str] = set()

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        name: str = super().clean(value, row, **kwargs) or ""
        if name and name not in self.known:
            known = "; ".join(sorted(self.known))
            raise WrongCellError(NO_REGION.format(value=name, known=known))
        return name


class TargetResource(ListResource):
    """Targets of one plan; one is known by its number in the plan, without it is a new one."""

    columns = target_columns.TARGETS

    position = ListField("position", target_columns.POSITION, widget=CountWidget())
    text = TargetField("text", target_columns.TEXT, widget=LinesWidget())
    year = ListField("year", score_columns.YEAR, widget=YearWidget())
    framework = ListField("component__framework__code", score_columns.FRAMEWORK, readonly=True)
    component = ListField("component", score_columns.CODE)
    name = ListField("component__name", score_columns.NAME, readonly=True)
    kind = ListField("kind", target_columns.KIND, widget=ChoiceWidget(TargetKind))
    value = TargetField("value", target_columns.VALUE, widget=FigureWidget())
    value_to = TargetField("value_to", target_columns.VALUE_TO, widget=FigureWidget())
    group = TargetField("group", target_columns.GROUP, widget=GroupWidget(), default="")
    count = TargetField("count", target_columns.COUNT, widget=CountWidget())
    region = TargetField("region", target_columns.REGION)

    class Meta:
        model = Target
        import_id_fields = ("position",)
        fields = tuple(column.key for column in target_columns.TARGETS)

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        self._last = 0
        self._parts: Counter[int | None] = Counter()
        self.component_widget = self.fields["component"].widget = ComponentWidget()
        self.region_widget = self.fields["region"].widget = RegionWidget()

    def get_queryset(self) -> QuerySet[Target]:
        return self.plan.targets.select_related("component__framework")

    def load(self, rows: "Dataset") -> None:
        known = self.component_widget.known
        self._parts = Counter(one.parent_id for one in known.values())
        self.region_widget.known = set(Region.objects.values_list("name", flat=True))
        for one in self.get_queryset():
            one.component = known.get(one.component_id, one.component)
            self.known[one.position] = one
            self.region_widget.known |= {one.region} - {""}
        typed = (self.key(row) for row in rows.dict)
        self._last = max([*self.known, *(number for number in typed if number)], default=0)

    def key(self, row: Row) -> int | None:
        try:
            return CountWidget().clean(row[target_columns.POSITION.key])
        except WrongCellError:
            return None

    def subject(self, instance: Target) -> str:
        return f"{instance.component}, {instance.year}, {instance.get_kind_display()}"

    def rules(self, instance: Target) -> Iterator[tuple[str, str]]:
        yield from target_rules.broken(instance, parts=self._parts[instance.component_id])

    def import_instance(self, instance: Target, row: Row, **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        instance.plan = self.plan
        if instance.position is None:
            self._last += 1
            instance.position = self._last
