"""Cells of the list of scores: a year, the component that measured it, the province it had."""

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from indicators.models import PAPI, Component, Framework, Group
from indicators.scores import columns
from indicators.scores.headings import letters, spellings, split
from papi_portal.resources import ChoiceWidget, TextWidget, WrongCellError
from papi_portal.text import clean_line, fold
from papi_portal.wording import said
from papi_portal.workbook.columns import written
from plans.models import Territory

Row = Mapping[str, Any]

NATION = "Cả nước"
NATION_TOO = frozenset(
    letters(word)
    for word in (
        NATION,
        "Trung bình cả nước",
        "Trung bình toàn quốc",
        "Toàn quốc",
        "Trung bình",
        "Việt Nam",
        "National",
        "National mean",
        "National average",
    )
)
KINDS = re.compile(r"^(thanhpho|tinh|tp)(?=.{3})")
OTHER_SPELLINGS = {
    "backan": "baccan",
    "brvt": "bariavungtau",
    "daclac": "daklak",
    "dacnong": "daknong",
    "hcm": "hochiminh",
    "hcmc": "hochiminh",
    "hochiminhcity": "hochiminh",
    "thuathienhue": "hue",
    "tthue": "hue",
}
"""How publishers write some provinces; Huế was Thừa Thiên Huế until the end of 2024."""
FIRST, LAST = 2000, 2100
WHOLE_NUMBER = re.compile(r"[0-9]{1,6}")
FIGURE = re.compile(r"-?[0-9]{1,6}([.,][0-9]{1,15})?")
PLACES = Decimal("0.0001")

NOT_A_YEAR = said("“{value}” không phải là năm. Hãy ghi bốn chữ số, ví dụ 2024.")
NOT_A_NUMBER = said("“{value}” không phải là số. Hãy ghi chữ số, ví dụ {example}.")
TOO_FINE = said(
    "{value} có nhiều số lẻ hơn mức cổng giữ (bốn chữ số sau dấu phẩy). Hãy ghi số đã làm tròn."
)
NO_VERSION = said("Chưa có bộ tiêu chí {index} nào đo năm {year}.")
UNKNOWN_VERSION = said("Không có bộ tiêu chí “{code}”. Hãy ghi một trong: {known}.")
OTHER_YEARS = said("Bộ tiêu chí {version} không đo năm {year}; năm đó dùng {right}.")
NO_COMPONENT = said("{version} không có thành phần mang mã {code}.{elsewhere}")
ELSEWHERE = said(" Mã này có ở {versions}.")
NO_SUCH_NAME = said("{version} không có thành phần tên “{name}”. Hãy ghi mã, ví dụ 1.1.")
OTHER_COMPONENT = said(
    "Ở {version}, mã {code} là “{right}”, không phải “{name}” ({others}). Hãy sửa mã, hoặc sửa tên."
)
ITS_CODE = said("mã {code} ở {version}")
NO_PROVINCE = said("Năm {year} không có tỉnh nào mang mã {code}.{other}")
OTHER_ERA = said(" Mã {code} là của {name}, {span}.")
OTHER_NAME = said(
    "Năm {year} mã {code} là {name}, không phải “{written}”.{right} Hãy sửa mã, hoặc sửa tên."
)
RIGHT_CODE = said(" {name} năm đó mang mã {code}.")
NO_NAME = said("Năm {year} không có tỉnh nào tên “{name}”.")
WHICH = said("Hãy ghi mã tỉnh, tên tỉnh, hoặc “Cả nước”.")


class YearWidget(TextWidget):
    """A year of four digits."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        text = clean_line(written(value))
        if not text:
            return None
        if not WHOLE_NUMBER.fullmatch(text) or not FIRST <= int(text) <= LAST:
            raise WrongCellError(NOT_A_YEAR.format(value=text))
        return int(text)


class CountWidget(TextWidget):
    """A whole number from one, such as a rank."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        text = clean_line(written(value))
        if text and (not WHOLE_NUMBER.fullmatch(text) or int(text) == 0):
            raise WrongCellError(NOT_A_NUMBER.format(value=text, example="13"))
        return int(text) if text else None


class FigureWidget(TextWidget):
    """A number with a decimal comma or point, to four places.

    No score reaches a thousand, so that neither mark can stand between thousands: 45,060 is 45,06.
    """

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        text = clean_line(written(value)).removesuffix("%").rstrip()
        if not text:
            return None
        if not FIGURE.fullmatch(text):
            raise WrongCellError(NOT_A_NUMBER.format(value=text, example="45,06"))
        return self.kept(Decimal(text.replace(",", ".")))

    def kept(self, figure: Decimal) -> Decimal:
        """Return a figure with the decimals that the portal keeps."""
        return figure.quantize(PLACES, rounding=ROUND_HALF_UP)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Return the number without zeros that say nothing: 45,06, not 45,0600."""
        if value is None:
            return None
        plain = value.normalize()
        return plain if plain % 1 else plain.quantize(Decimal(1))


class PointsWidget(FigureWidget):
    """Points as they were published: a blank and a zero are no figure."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        return super().clean(value, row, **kwargs) or None


class TypedPointsWidget(PointsWidget):
    """Points as somebody types them: more decimals than are kept are a slip, and refused."""

    def kept(self, figure: Decimal) -> Decimal:
        kept = super().kept(figure)
        if kept != figure:
            raise WrongCellError(TOO_FINE.format(value=written(figure)))
        return kept


class GroupWidget(ChoiceWidget):
    """A group in words, or by the code that plans and reports use: CN, TBC, TBT, TN."""

    def __init__(self) -> None:
        super().__init__(Group)
        self.values |= {fold(code): code for code in Group.values}


class ComponentWidget(TextWidget):
    """The component of the version that measured the year of a row; two queries for any number."""

    def __init__(self) -> None:
        super().__init__()
        self._by_code: dict[tuple[int, str], Component] = {}
        self._having: dict[str, list[Framework]] = defaultdict(list)
        self._called: dict[str, list[Component]] = defaultdict(list)
        self._found: dict[tuple[Any, ...], Component | None] = {}
        self._versions = list(
            Framework.objects.filter(territory__isnull=True)
            .select_related("index")
            .order_by("index", "first_year")
        )
        found = Component.objects.filter(framework__in=self._versions).order_by("pk")
        versions = {version.pk: version for version in self._versions}
        self.known = {component.pk: component for component in found}
        for component in self.known.values():
            component.framework = versions[component.framework_id]
            self._by_code[component.framework_id, component.code] = component
            self._having[component.code].append(component.framework)
            for spelling in _spellings(component):
                self._called[spelling].append(component)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Component | None:
        asked = (value, *(row[one.key] for one in (columns.YEAR, columns.FRAMEWORK, columns.NAME)))
        if asked not in self._found:
            self._found[asked] = self._search(value, row)
        return self._found[asked]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value.code if value else ""

    def _search(self, value: Any, row: Row) -> Component | None:
        code, name = split(value)
        year = _year(row)
        if not (code or name) or year is None:
            return None
        version = self._version(clean_line(written(row[columns.FRAMEWORK.key])), year)
        if not code:
            return self._named(name, version)
        found = self._by_code.get((version.pk, code))
        if found is None:
            others = [str(one) for one in self._having[code] if one.index_id == version.index_id]
            elsewhere = ELSEWHERE.format(versions=", ".join(others)) if others else ""
            raise WrongCellError(
                NO_COMPONENT.format(version=version, code=code, elsewhere=elsewhere)
            )
        self._check_name(found, name or clean_line(written(row[columns.NAME.key])))
        return found

    def _named(self, name: str, version: Framework) -> Component:
        known = self._called.get(letters(name), ())
        found = next((one for one in known if one.framework_id == version.pk), None)
        if found is None:
            raise WrongCellError(NO_SUCH_NAME.format(version=version, name=name))
        return found

    def _check_name(self, found: Component, name: str) -> None:
        """Refuse a name that is another component's: codes changed their meaning in 2018."""
        called = self._called.get(letters(name), ())
        others = [one for one in called if one.framework.index_id == found.framework.index_id]
        if not others or found in others or letters(name) in _spellings(found):
            return
        codes = (ITS_CODE.format(code=one.code, version=one.framework) for one in others)
        raise WrongCellError(
            OTHER_COMPONENT.format(
                version=found.framework,
                code=found.code,
                right=found.name,
                name=name,
                others=", ".join(codes),
            )
        )

    def _version(self, code: str, year: int) -> Framework:
        measuring = [one for one in self._versions if one.measures(year)]
        if not code:
            named = [one for one in measuring if one.index.code == PAPI]
            if not named:
                raise WrongCellError(NO_VERSION.format(index="PAPI", year=year), columns.YEAR.key)
            return named[-1]
        asked = next((one for one in self._versions if one.code == code), None)
        if asked is None:
            known = ", ".join(one.code for one in self._versions)
            raise WrongCellError(
                UNKNOWN_VERSION.format(code=code, known=known), columns.FRAMEWORK.key
            )
        if not asked.measures(year):
            right = [one.code for one in measuring if one.index_id == asked.index_id]
            sentence = OTHER_YEARS if right else NO_VERSION
            raise WrongCellError(
                sentence.format(
                    version=code, index=asked.index, year=year, right="".join(right[-1:])
                ),
                columns.FRAMEWORK.key,
            )
        return asked


class ProvinceWidget(TextWidget):
    """The province that bore a code or a name in the year of a row; None for the whole nation.

    Codes were used again on 1/7/2025: which province a code means depends on the year.
    """

    def __init__(self) -> None:
        super().__init__()
        self._provinces = list(Territory.objects.filter(level=Territory.Level.PROVINCE))
        self.known = {province.pk: province for province in self._provinces}
        self._standing: dict[int, list[Territory]] = {}
        self._found: dict[tuple[Any, ...], Territory | None] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Territory | None:
        asked = tuple(
            row[one.key] for one in (columns.YEAR, columns.PROVINCE_CODE, columns.PROVINCE)
        )
        if asked not in self._found:
            self._found[asked] = self._search(row)
        return self._found[asked]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value.code if value else ""

    def _search(self, row: Row) -> Territory | None:
        year = _year(row)
        code, name = (
            clean_line(written(row[column.key]))
            for column in (columns.PROVINCE_CODE, columns.PROVINCE)
        )
        if year is None:
            return None
        if not code:
            return self._named(name, year)
        code = code.zfill(2)
        found = next((one for one in self._in(year) if one.code == code), None)
        if found is None:
            raise WrongCellError(
                NO_PROVINCE.format(year=year, code=code, other=self._other(code)),
                columns.PROVINCE_CODE.key,
            )
        if name and _place(name) != _place(found.name):
            right = self._called(name, year)
            hint = RIGHT_CODE.format(name=right.name, code=right.code) if right else ""
            raise WrongCellError(
                OTHER_NAME.format(year=year, code=code, name=found.name, written=name, right=hint),
                columns.PROVINCE_CODE.key,
            )
        return found

    def _named(self, name: str, year: int) -> Territory | None:
        if letters(name) in NATION_TOO:
            return None
        if not name:
            raise WrongCellError(WHICH, columns.PROVINCE_CODE.key)
        found = self._called(name, year)
        if found is None:
            raise WrongCellError(NO_NAME.format(year=year, name=name), columns.PROVINCE.key)
        return found

    def _called(self, name: str, year: int) -> Territory | None:
        return next((one for one in self._in(year) if _place(one.name) == _place(name)), None)

    def _in(self, year: int) -> list[Territory]:
        """Return the provinces that a survey of a year is about: those at its end.

        The survey is made in autumn; nobody was asked about a province that ended by then.
        """
        if year not in self._standing:
            last = date(year, 12, 31)
            self._standing[year] = [one for one in self._provinces if one.stands_on(last)]
        return self._standing[year]

    def _other(self, code: str) -> str:
        for one in self._provinces:
            if one.code == code:
                begins, ends = one.valid_from, one.valid_to
                span = ""
                if begins:
                    span = said("từ {day:%d/%m/%Y}", day=begins)
                elif ends:
                    span = said("đến {day:%d/%m/%Y}", day=ends)
                return OTHER_ERA.format(code=code, name=one.name, span=span)
        return ""


def _year(row: Row) -> int | None:
    try:
        return YearWidget().clean(row[columns.YEAR.key])
    except WrongCellError as error:
        raise WrongCellError(str(error), columns.YEAR.key) from error


def _spellings(component: Component) -> frozenset[str]:
    return spellings(component.name, component.name_en, component.short_name)


def _place(name: str) -> str:
    """Return what tells a province by its name: "TP. Hồ Chí Minh", "Bà Rịa – Vũng Tàu"."""
    bare = KINDS.sub("", letters(name))
    return OTHER_SPELLINGS.get(bare, bare)


class NationWidget(TextWidget):
    """The name of a province; the national mean has none."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value or NATION
