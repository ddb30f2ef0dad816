"""Find the territory that a row of a list means: by its code, else by a name that fits only one."""

from collections import defaultdict
from datetime import date

from django.utils.functional import cached_property

from papi_portal.resources import WrongCellError
from papi_portal.text import clean_line, fold
from papi_portal.wording import said
from plans.models import Territory

LEVELS = {fold(word): level for level, label in Territory.Level.choices for word in (label, level)}
LEVELS |= {fold("tỉnh"): "province", fold("huyện"): "district", fold("xã"): "commune"}
DIGITS = {Territory.Level.PROVINCE: 2, Territory.Level.DISTRICT: 3, Territory.Level.COMMUNE: 5}
SHOWN = 4

NO_PLACE = said("Ô để trống. Hãy ghi mã địa bàn, hoặc tên địa bàn.")
NO_LEVEL = said("“{value}” không phải là cấp. Hãy chọn cấp tỉnh, cấp huyện hoặc cấp xã.")
NO_CODE = said("Không có địa bàn nào đang hiệu lực mang mã {code}{level}.{ended}")
ENDED = said(" Mã này là của {name}, đã kết thúc ngày {day:%d/%m/%Y}.")
NO_NAME = said("Không có địa bàn nào đang hiệu lực tên “{name}”{level}.")
MANY = said("Có {count} địa bàn hợp với “{value}”: {places}. Hãy ghi đúng {wanted}.")
OTHER_NAME = said("Mã {code} là {name}, không phải “{written}” như trong ô; đã lấy theo mã.")


class Places:
    """The territories in force on one day, found as people write them; two queries at most.

    Names are compared without dấu, and where two places then look alike none is chosen: eight
    pairs of communes in one province differ only in dấu (Xã Ba Tơ, Xã Ba Tô).
    """

    def __init__(self, on: date) -> None:
        self._on = on
        self._by_code: dict[tuple[str, str], Territory] = {}
        self._by_name: dict[str, list[Territory]] = defaultdict(list)
        for place in Territory.objects.in_force(on).select_related("parent__parent"):
            self._by_code[place.level, place.code] = place
            for name in {fold(place.name), fold(place.bare_name)}:
                self._by_name[name].append(place)
        self._found: dict[tuple[str, str, str], Territory | WrongCellError] = {}

    def find(self, level: str, code: str, name: str) -> Territory:
        """Return the territory; raise WrongCellError, naming the cell, if none or several fit."""
        asked = (level, code, name)
        if asked not in self._found:
            try:
                self._found[asked] = self._search(clean_line(level), code.strip(), clean_line(name))
            except WrongCellError as error:
                self._found[asked] = error
        found = self._found[asked]
        if isinstance(found, WrongCellError):
            raise found
        return found

    def remark(self, place: Territory, name: str) -> str:
        """Return a sentence where the name beside the code is another's, else nothing."""
        if not name or fold(name) in {fold(place.name), fold(place.bare_name)}:
            return ""
        return OTHER_NAME.format(code=place.code, name=place.name, written=name)

    def _search(self, level_word: str, code: str, name: str) -> Territory:
        if level_word and fold(level_word) not in LEVELS:
            raise WrongCellError(NO_LEVEL.format(value=level_word), "level")
        level = LEVELS.get(fold(level_word), "")
        if code:
            return self._coded(level, code)
        if name:
            return self._named(level, name)
        raise WrongCellError(NO_PLACE, "code")

    def _coded(self, level: str, code: str) -> Territory:
        """Find by code; a code typed as a number has lost its zeros, so they are put back."""
        levels = [level] if level else [one for one in DIGITS if len(code) <= DIGITS[one]]
        found = [
            self._by_code[one, code.zfill(DIGITS[Territory.Level(one)])]
            for one in levels
            if (one, code.zfill(DIGITS[Territory.Level(one)])) in self._by_code
        ]
        if not found:
            ended = self._ended.get((level, code)) if level else None
            past = ENDED.format(name=ended[0], day=ended[1]) if ended else ""
            raise WrongCellError(NO_CODE.format(code=code, level=_said(level), ended=past), "code")
        return _only(found, value=code, wanted=said("cấp của địa bàn"), column="level")

    def _named(self, level: str, name: str) -> Territory:
        fitting = [one for one in self._by_name[fold(name)] if level in {"", one.level}]
        if not fitting:
            raise WrongCellError(NO_NAME.format(name=name, level=_said(level)), "place")
        return _only(fitting, value=name, wanted=said("mã địa bàn"), column="code")

    @cached_property
    def _ended(self) -> dict[tuple[str, str], tuple[str, date]]:
        """Names and last days of territories that have ended, by level and code."""
        ended = Territory.objects.filter(valid_to__lt=self._on).order_by("valid_to")
        rows = ended.values_list("level", "code", "name", "valid_to")
        return {(level, code): (name, day) for level, code, name, day in rows if day}


def _said(level: str) -> str:
    return said(" ({level})", level=Territory.Level(level).label) if level else ""


def _only(places: list[Territory], *, value: str, wanted: str, column: str) -> Territory:
    if len(places) == 1:
        return places[0]
    shown = ", ".join(_described(place) for place in places[:SHOWN])
    if len(places) > SHOWN:
        shown += ", …"
    sentence = MANY.format(count=len(places), value=value, places=shown, wanted=wanted)
    raise WrongCellError(sentence, column)


def _described(place: Territory) -> str:
    above = f", {place.parent.name_inside}" if place.parent else ""
    return f"{place.name} (mã {place.code}{above})"
