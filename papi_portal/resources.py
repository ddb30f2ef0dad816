"""What lists taken in have in common: cells that explain themselves, rows compared in words.

On top of django-import-export. Its row-by-row queries, HTML differences and full_clean are
switched off: each list loads what it needs at once, and every rule is checked in Python.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource
from import_export.widgets import Widget

from papi_portal.formats.vi.formats import DATE_INPUT_FORMATS
from papi_portal.text import clean_line, fold
from papi_portal.wording import said
from papi_portal.workbook import Column
from papi_portal.workbook.columns import written

if TYPE_CHECKING:
    from tablib import Dataset

BATCH = 200
"""An update of many rows compares each with each: small batches are much faster."""
BLANK = said("Ô để trống. Hãy ghi {title}.")
NOT_A_DAY = said("“{value}” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 01/07/2025.")
NOT_A_CHOICE = said("“{value}” không có trong danh mục. Hãy chọn một trong: {choices}.")
TWICE = said("Trùng với {place}. Mỗi mục chỉ ghi một dòng.")


class WrongCellError(ValueError):
    """Raised for a value that cannot be taken; `column` is given when another cell is to blame."""

    def __init__(self, sentence: str, column: str = "") -> None:
        super().__init__(sentence)
        self.column = column


class TextWidget(Widget):
    """One line of text; a number typed in place of text is taken as written."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return None if value is None else clean_line(written(value)) or None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


class NamesWidget(TextWidget):
    """Several names, separated by semicolons or line ends."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        parts = written(value).replace("\n", ";").split(";")
        return list(dict.fromkeys(filter(None, map(clean_line, parts)))) or None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "; ".join(value or ())


class DayWidget(TextWidget):
    """A day: a date of Excel, or a text with the day before the month."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = written(value).strip()
        for form in DATE_INPUT_FORMATS if text else ():
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        if text:
            raise WrongCellError(NOT_A_DAY.format(value=text))
        return None


class ChoiceWidget(TextWidget):
    """One of the words of a model's choices, as people read them; dấu and case are forgiven."""

    def __init__(self, choices: type[models.TextChoices]) -> None:
        super().__init__()
        self.labels = dict(choices.choices)
        self.values = {fold(str(label)): value for value, label in choices.choices}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = clean_line(written(value))
        if text and fold(text) not in self.values:
            words = "; ".join(str(label) for label in self.labels.values())
            raise WrongCellError(NOT_A_CHOICE.format(value=text, choices=words))
        return self.values.get(fold(text))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return str(self.labels.get(value, ""))


class ListField(Field):
    """A column of a list; a cell left blank keeps what is there."""

    def __init__(self, attribute: str, column: Column, **kwargs: Any) -> None:
        kwargs.setdefault("widget", TextWidget())
        super().__init__(attribute, column.key, saves_null_values=False, **kwargs)  # type: ignore[no-untyped-call]
        self.column = column

    def clean(self, row: Mapping[str, Any], **kwargs: Any) -> Any:
        value = super().clean(row, **kwargs)  # type: ignore[no-untyped-call]
        if value is None and self.column.required:
            raise WrongCellError(BLANK.format(title=self.column.title.lower()))
        return value


class KeyedLoader(BaseInstanceLoader):
    """Finds what is there by the natural keys that the resource has loaded."""

    def get_instance(self, row: Mapping[str, Any]) -> Any:
        return self.resource.find(row)


@dataclass(frozen=True, slots=True)
class Done:
    """What one resource does to one row: texts before and after, by column key."""

    is_new: bool
    subject: str
    fields: dict[str, tuple[str, str]]


class ListResource(ModelResource):
    """Rows of a workbook that make or change rows of one table, compared in words.

    Subclasses name their columns, and say which row is meant (`key`, `known`) and what must hold.
    Errors are keyed by column. Places count the rows of the list from 1.
    """

    columns: ClassVar[tuple[Column, ...]] = ()

    class Meta:
        instance_loader_class = KeyedLoader
        use_bulk = True
        batch_size = BATCH
        skip_diff = True
        report_skipped = False

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.numbers: list[int] = []
        self.told: list[str] = []
        """How each row is called by whoever looks into the file: "dòng 5"."""
        self.changes: dict[int, Done] = {}
        self.notes: list[tuple[int, str, str]] = []
        self.known: dict[Any, Any] = {}
        self._first: dict[Any, int] = {}
        self._place = 0
        self._twice = 0
        self._before: dict[str, str] | None = None
        self._touched: set[str] = set()

    def key(self, row: Mapping[str, Any]) -> Any:
        """Return what tells rows apart, None while a cell it needs cannot be understood."""
        raise NotImplementedError

    def load(self, rows: "Dataset") -> None:
        """Fill `known` with what is there already, by key, in a fixed number of queries."""
        raise NotImplementedError

    def subject(self, instance: Any) -> str:
        """Return how the preview calls a row."""
        return str(instance)

    def rules(self, instance: Any) -> Iterator[tuple[str, str]]:
        """Yield what a row breaks: key of the column, and a sentence."""
        yield from ()

    def remarks(self, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield what is worth knowing about a row: key of the column, a sentence or nothing."""
        yield from ()

    @property
    def twice_at(self) -> Column:
        """The column whose cell is shown where a row says the same as an earlier one."""
        return self.columns[0]

    def find(self, row: Mapping[str, Any]) -> Any:
        """Return the row of the table that a row of the list means, if it is there."""
        key = self.key(row)
        return None if key is None else self.known.get(key)

    def note(self, column: str, sentence: str) -> None:
        """Say something about the present row that does not stop it."""
        self.notes.append((self._place, column, sentence))

    def words(self, instance: Any) -> dict[str, str]:
        """Return a row of the table in the words of the list, by column key."""
        return {
            field.column_name: written(field.export(instance)) for field in self.fields.values()
        }

    # What django-import-export calls, in this order, for the list and for each of its rows.

    def before_import(self, dataset: "Dataset", **kwargs: Any) -> None:
        self.load(dataset)

    def before_import_row(self, row: Mapping[str, Any], **kwargs: Any) -> None:
        self._place, self._twice = kwargs["row_number"], 0
        key = self.key(row)
        if key is not None:
            first = self._first.setdefault(key, self._place)
            self._twice = first if first != self._place else 0
        for column, sentence in self.remarks(row):
            if sentence:
                self.note(column, sentence)

    def after_init_instance(
        self,
        instance: Any,
        new: bool,  # noqa: FBT001 - as it is called
        row: Mapping[str, Any],
        **kwargs: Any,
    ) -> None:
        self._before = None if new else self.words(instance)

    def import_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        errors: dict[str, list[str]] = {}
        for field in self.fields.values():
            try:
                self.import_field(field, instance, row, **kwargs)  # type: ignore[no-untyped-call]
            except ValueError as error:
                column = getattr(error, "column", "") or field.column_name
                said = errors.setdefault(column, [])
                if str(error) not in said:  # several fields may stumble over one cell
                    said.append(str(error))
        if errors:
            raise ValidationError(errors)

    def skip_row(
        self,
        instance: Any,
        original: Any,
        row: Mapping[str, Any],
        import_validation_errors: dict[str, Any] | None = None,
    ) -> bool:
        same = self._before is not None and self._before == self.words(instance)
        return same and not self._twice and not import_validation_errors

    def validate_instance(
        self,
        instance: Any,
        import_validation_errors: dict[str, Any] | None = None,
        validate_unique: bool = True,  # noqa: FBT001, FBT002 - as it is called
    ) -> None:
        """Check the rules of single fields without a query, then those of the whole row."""
        errors = dict(import_validation_errors or {})
        if self._twice:
            errors[self.twice_at.key] = [TWICE.format(place=self.told[self._twice - 1])]
        if not errors:
            errors = self._wrong_fields(instance)
        if not errors:
            for column, sentence in self.rules(instance):
                errors.setdefault(column, []).append(sentence)
        if errors:
            raise ValidationError(errors)

    def _wrong_fields(self, instance: Any) -> dict[str, Any]:
        columns = self._attributes
        try:
            instance.clean_fields(exclude=self._unchecked)
        except ValidationError as error:
            return {columns[name]: list(found) for name, found in error.message_dict.items()}
        return {}

    @cached_property
    def _attributes(self) -> dict[str, str]:
        """Columns by the attribute that they fill."""
        return {field.attribute: field.column_name for field in self.fields.values()}

    @cached_property
    def _unchecked(self) -> set[str]:
        """Fields of the table that the list does not fill, or that its cells have found already."""
        model = self._meta.model._meta  # type: ignore[attr-defined]
        others = {one.name for one in model.fields} - self._attributes.keys()
        return others | {one.name for one in model.fields if one.is_relation}

    def after_save_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        """Keep what the row does, in words; rows refused or left as they are never come here."""
        after = self.words(instance)
        before = self._before or dict.fromkeys(after, "")
        changed = {key: (before[key], new) for key, new in after.items() if before[key] != new}
        self.changes[self._place] = Done(self._before is None, self.subject(instance), changed)
        if self._before is not None:
            self._touched |= changed.keys()

    def get_bulk_update_fields(self) -> list[str]:
        """Return only what some row changes, because every field more costs a comparison a row."""
        return [
            field.attribute
            for field in self.fields.values()
            if field.column_name in self._touched and not field.readonly
        ]
