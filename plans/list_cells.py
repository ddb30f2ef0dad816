"""Cells of the lists of units and of people that name something known: a place, unit, person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from papi_portal.resources import TextWidget, WrongCellError
from papi_portal.text import clean_line, fold
from papi_portal.wording import said
from papi_portal.workbook.columns import written
from plans import list_columns
from plans.models import Territory, Unit, User
from plans.places import Places

Row = Mapping[str, Any]

NO_PERSON = said("Chưa có tài khoản này.")
NO_UNIT = said(
    "{place} không có đơn vị tên “{name}”.{hint} Hãy ghi đúng tên, hoặc thêm đơn vị trước."
)
TWO_UNITS = said("{place} có {count} đơn vị được gọi là “{name}”: {names}. Hãy ghi tên đầy đủ.")


class PlaceWidget(TextWidget):
    """The territory that level, code and name of a row mean together."""

    def __init__(self, places: Places) -> None:
        super().__init__()
        self.places = places

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Territory:
        level, code, name = (
            written(row[column.key])
            for column in (list_columns.LEVEL, list_columns.CODE, list_columns.PLACE)
        )
        return self.places.find(level, code, name)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value.code if value else ""

    def remark(self, row: Row) -> str:
        """Return what is odd about a place that was found by its code."""
        name = clean_line(written(row[list_columns.PLACE.key]))
        try:
            return self.places.remark(self.clean(None, row), name)
        except WrongCellError:
            return ""


class UserWidget(TextWidget):
    """A person by username, exactly as it is written."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, User] = {}

    def load(self, usernames: Iterable[str]) -> None:
        """Fetch these people, with one query."""
        found = User.objects.filter(username__in=set(usernames))
        self.known = {person.username: person for person in found}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> User | None:
        username = username_in(row)
        if username and username not in self.known:
            raise WrongCellError(NO_PERSON)
        return self.known[username] if username else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value.username if value else ""


class UnitWidget(TextWidget):
    """A unit of the row's territory, by its name or another name it is known by, dấu included."""

    def __init__(self, place: PlaceWidget) -> None:
        super().__init__()
        self.place = place
        self._named: dict[tuple[int, str], list[Unit]] = defaultdict(list)
        self._hints: dict[tuple[int, str], str] = {}

    def load(self, rows: Iterable[Row]) -> None:
        """Fetch the units of all territories that the rows name, with one query."""
        places = set()
        for row in rows:
            try:
                places.add(self.place.clean(None, row).pk)
            except WrongCellError:
                continue
        for unit in Unit.objects.filter(territory__in=places).select_related("territory"):
            self._hints[unit.territory_id, fold(unit.name)] = unit.name
            for name in {name.casefold() for name in (unit.name, *unit.aliases)}:
                self._named[unit.territory_id, name].append(unit)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Unit | None:
        place, name = self.place.clean(None, row), clean_line(written(value))
        found = self._named.get((place.pk, name.casefold()), [])
        found = [unit for unit in found if unit.name == name] or found
        if len(found) > 1:
            names = ", ".join(unit.name for unit in found)
            raise WrongCellError(
                TWO_UNITS.format(place=place, count=len(found), name=name, names=names)
            )
        if name and not found:
            alike = self._hints.get((place.pk, fold(name)))
            hint = said(" Có phải “{name}”?", name=alike) if alike else ""
            raise WrongCellError(NO_UNIT.format(place=place, name=name, hint=hint))
        return found[0] if found else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value.name if value else ""


def username_in(row: Row) -> str | None:
    """Return the username of a row in the form in which it is stored."""
    return User.normalize_username(clean_line(written(row[list_columns.USERNAME.key]))) or None
