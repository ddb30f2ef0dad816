"""The list of published scores: how its rows are found, compared, refused, and added up."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.functional import cached_property

from indicators import sums
from indicators.actions.scores import add_up, forget_sums
from indicators.models import Score
from indicators.scores import columns as score_columns
from indicators.scores import rules as score_rules
from indicators.scores.cells import (
    ComponentWidget,
    CountWidget,
    FigureWidget,
    GroupWidget,
    NationWidget,
    PointsWidget,
    ProvinceWidget,
    YearWidget,
)
from papi_portal import figures
from papi_portal.planner import renew_statistics
from papi_portal.resources import (
    DayWidget,
    ListField,
    ListResource,
    WrongCellError,
)
from papi_portal.text import clean_line
from papi_portal.wording import said
from papi_portal.workbook import Column
from papi_portal.workbook.columns import written

if TYPE_CHECKING:
    from tablib import Dataset

Row = Mapping[str, Any]
Key = sums.Key

IDENTITY = (
    score_columns.YEAR,
    score_columns.FRAMEWORK,
    score_columns.PROVINCE_CODE,
    score_columns.PROVINCE,
    score_columns.CODE,
)
"""The columns that tell rows apart."""
FINE = re.compile(r"[0-9]{1,6}[.][0-9]{4}[0-9]*[1-9][0-9]*")
"""A figure with more decimals than the portal keeps."""
FEW = 3
"""Provinces and years of which a list tells every difference; of more a hundredth is noise."""
MANY = 1_000
"""Rows that are not to be summed before the database has counted them."""
NO_FIGURE = said("Không có số liệu (để trống hoặc 0): dòng này được bỏ qua.")
TOO_FINE = said(
    "Có {count} điểm nhiều số lẻ hơn mức cổng giữ; cổng làm tròn đến bốn chữ số sau dấu phẩy,"
    " như ở ô này: {value} thành {kept}."
)
OF_PROVINCES = said("Trung bình cả nước không mang nhóm, hạng: để trống ô này.")
WITHOUT = said("Danh sách nhập từ tệp")


class ScoreResource(ListResource):
    """Published scores; one is known by its component, province and year."""

    columns = score_columns.SCORES

    year = ListField("year", score_columns.YEAR, widget=YearWidget())
    framework = ListField("component__framework__code", score_columns.FRAMEWORK, readonly=True)
    territory = ListField("territory", score_columns.PROVINCE_CODE)
    province = ListField(
        "territory__name", score_columns.PROVINCE, readonly=True, widget=NationWidget()
    )
    component = ListField("component", score_columns.CODE)
    name = ListField("component__name", score_columns.NAME, readonly=True)
    value = ListField("value", score_columns.VALUE, widget=PointsWidget())
    group = ListField("group", score_columns.GROUP, widget=GroupWidget())
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

    def __init__(self, *, source: str = WITHOUT, on: date | None = None) -> None:
        """Take in what was published until a day; a list that only goes out needs none."""
        super().__init__()
        self.source_said = source
        self.on = on or date.max
        self._keys: dict[tuple[Any, ...], Key | None] = {}
        self.component_widget = self.fields["component"].widget = ComponentWidget()
        self.province_widget = self.fields["territory"].widget = ProvinceWidget()

    def get_queryset(self) -> QuerySet[Score]:
        return Score.objects.select_related("component__framework", "territory")

    def load(self, rows: "Dataset") -> None:
        keys = {key for row in rows.dict if (key := self.key(row))}
        years = {year for _, _, year in keys}
        components = {component for component, _, _ in keys}
        forget_sums(keys)
        found = Score.objects.filter(year__in=years, component__in=components)
        for one in found.order_by():
            one.component = self.component_widget.known[one.component_id]
            one.territory = self.province_widget.known.get(one.territory_id or 0)
            self.known[one.component_id, one.territory_id, one.year] = one

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

    @property
    def twice_at(self) -> Column:
        return score_columns.PROVINCE_CODE

    @cached_property
    def _unchecked(self) -> set[str]:
        """Points are checked against their scale alone, in words that name it."""
        return super()._unchecked | {"value"}

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
        if said := score_rules.not_yet(instance.year, on=self.on):
            yield score_columns.YEAR.key, said
        if said := score_rules.wrong_day(instance.published_on, instance.year, on=self.on):
            yield score_columns.PUBLISHED_ON.key, said
        if instance.territory is None and (instance.group or instance.rank):
            yield "group" if instance.group else "rank", OF_PROVINCES
        yield from score_rules.broken(
            instance.component,
            year=instance.year,
            value=instance.value,
            rank=instance.rank,
            ranked_of=instance.ranked_of,
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
        rows: dict[Key, int] = {}
        first: dict[tuple[int | None, int], int] = {}
        for place, row in enumerate(dataset.dict, start=1):
            if key := self.key(row):
                rows[key] = place
                first.setdefault(key[1:], place)
        self._note_rounding(dataset)
        if len(rows) >= MANY:
            renew_statistics(Score)
        add_up(first)
        for wrong in sums.differing(first.keys()):
            if wrong.is_beyond or len(first) <= FEW:
                said = (rows[key] for key in wrong.keys if key in rows)
                self._place = next(said, first[wrong.place])
                self.note(score_columns.VALUE.key, wrong.sentence)

    def _note_rounding(self, dataset: "Dataset") -> None:
        """Say once how many figures have more decimals than are kept."""
        fine: list[tuple[int, Decimal, Decimal]] = []
        for place, row in enumerate(dataset.dict, start=1):
            text = clean_line(written(row[score_columns.VALUE.key])).replace(",", ".")
            if FINE.fullmatch(text):
                fine.append((place, Decimal(text), FigureWidget().kept(Decimal(text))))
        if fine:
            self._place, value, kept = fine[0]
            words = {"value": written(value), "kept": figures.written(kept)}
            self.note(score_columns.VALUE.key, TOO_FINE.format(count=len(fine), **words))
