"""The list of published scores: how its rows are found, compared, refused, and added up."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from indicators import score_columns, sums
from indicators.actions.scores import add_up
from indicators.models import Group, Score
from indicators.score_cells import (
    ComponentWidget,
    CountWidget,
    PointsWidget,
    ProvinceWidget,
    YearWidget,
)
from papi_portal import figures
from papi_portal.resources import (
    ChoiceWidget,
    DayWidget,
    ListField,
    ListResource,
    WrongCellError,
)

if TYPE_CHECKING:
    from tablib import Dataset

Row = Mapping[str, Any]
Key = tuple[int, int | None, int]
"""Component, province (None for the national mean), year."""

IDENTITY = (
    score_columns.YEAR,
    score_columns.FRAMEWORK,
    score_columns.PROVINCE_CODE,
    score_columns.PROVINCE,
    score_columns.CODE,
)
"""The columns that tell rows apart."""
ROUNDED = Decimal("0.005")
"""Scores are published with two decimals: by so much one may stand outside of its scale."""
OUTSIDE = "{value} nằm ngoài thang điểm {low} – {high} của “{component}”."
ALONE = "Xếp hạng phải ghi kèm tổng số tỉnh được xếp hạng."
BEYOND = "Hạng {rank} lớn hơn tổng số {count} tỉnh được xếp hạng."
NO_FIGURE = "Không có số liệu (để trống hoặc 0): dòng này được bỏ qua."
WITHOUT = "Danh sách nhập từ tệp"


class ScoreResource(ListResource):
    """Published scores; one is known by its component, province and year."""

    columns = score_columns.SCORES

    year = ListField("year", score_columns.YEAR, widget=YearWidget())
    framework = ListField("component__framework__code", score_columns.FRAMEWORK, readonly=True)
    territory = ListField("territory", score_columns.PROVINCE_CODE)
    province = ListField("territory__name", score_columns.PROVINCE, readonly=True)
    component = ListField("component", score_columns.CODE)
    name = ListField("component__name", score_columns.NAME, readonly=True)
    value = ListField("value", score_columns.VALUE, widget=PointsWidget())
    group = ListField("group", score_columns.GROUP, widget=ChoiceWidget(Group))
    rank = ListField("rank", score_columns.RANK, widget=CountWidget())
    ranked_of = ListField("ranked_of", score_columns.RANKED_OF, widget=CountWidget())
    source = ListField("source", score_columns.SOURCE)
    published_on = ListField("published_on", score_columns.PUBLISHED_ON, widget=DayWidget())

    class Meta:
        model = Score
        import_id_fields = ("component", "territory", "year")
        batch_size = 500
        fields = (
            "year",
            "framework",
            "territory",
            "province",
            "component",
            "name",
            "value",
            "group",
            "rank",
            "ranked_of",
            "source",
            "published_on",
        )

    def __init__(self, *, source: str = WITHOUT) -> None:
        super().__init__()
        self.source_said = source
        self._keys: dict[tuple[Any, ...], Key | None] = {}
        self.component_widget = self.fields["component"].widget = ComponentWidget()
        self.province_widget = self.fields["territory"].widget = ProvinceWidget()

    def get_queryset(self) -> QuerySet[Score]:
        return Score.objects.select_related("component__framework", "territory")

    def load(self, rows: "Dataset") -> None:
        keys = {key for row in rows.dict if (key := self.key(row))}
        years = {year for _, _, year in keys}
        components = {component for component, _, _ in keys}
        found = self.get_queryset().filter(year__in=years, component__in=components)
        self.known = {(one.component_id, one.territory_id, one.year): one for one in found}

    def key(self, row: Row) -> Key | None:
        cells = tuple(row[column.key] for column in IDENTITY)
        if cells not in self._keys:
            self._keys[cells] = self._key(row)
        return self._keys[cells]

    def _key(self, row: Row) -> Key | None:
        try:
            component = self.component_widget.clean(row[score_columns.CODE.key], row)
            province = self.province_widget.clean(None, row)
            year = YearWidget().clean(row[score_columns.YEAR.key])
        except WrongCellError:
            return None
        if component is None or year is None:
            return None
        return component.pk, province.pk if province else None, year

    def subject(self, instance: Score) -> str:
        place = instance.territory.name if instance.territory else "Cả nước"
        return f"{place}, {instance.year}, {instance.component}"

    def remarks(self, row: Row) -> Iterator[tuple[str, str]]:
        try:
            value = PointsWidget().clean(row[score_columns.VALUE.key])
        except WrongCellError:
            return
        if value is None:
            yield score_columns.VALUE.key, NO_FIGURE

    def rules(self, instance: Score) -> Iterator[tuple[str, str]]:
        component = instance.component
        low, high = component.scale_min, component.scale_max
        if instance.value is not None and not low - ROUNDED <= instance.value <= high + ROUNDED:
            shown = (figures.written(one) for one in (instance.value, low, high))
            value, least, most = shown
            yield (
                score_columns.VALUE.key,
                OUTSIDE.format(value=value, low=least, high=most, component=component),
            )
        if (instance.rank is None) != (instance.ranked_of is None):
            yield score_columns.RANK.key, ALONE
        elif instance.rank and instance.ranked_of and instance.rank > instance.ranked_of:
            yield (
                score_columns.RANK.key,
                BEYOND.format(rank=instance.rank, count=instance.ranked_of),
            )

    def skip_row(self, instance: Score, original: Any, row: Row, *args: Any, **kwargs: Any) -> bool:
        errors = args[0] if args else kwargs.get("import_validation_errors")
        if instance.value is None and not errors:
            return True
        return super().skip_row(instance, original, row, errors)

    def import_instance(self, instance: Score, row: Row, **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        instance.source = instance.source or self.source_said
        instance.is_computed = False

    def after_import(self, dataset: "Dataset", result: Any, **kwargs: Any) -> None:
        """Add up what was not published, and say where what was published does not add up."""
        rows = {key: place for place, row in enumerate(dataset.dict, 1) if (key := self.key(row))}
        places = {(province, year) for _, province, year in rows}
        add_up(places)
        for wrong in sums.differing(places):
            first = next(
                (rows[key] for key in wrong.keys if key in rows), next(iter(rows.values()))
            )
            self._place = first
            self.note(score_columns.VALUE.key, wrong.sentence)
