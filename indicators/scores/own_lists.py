"""The published scores of one province as a list: what of a file is taken, and how it waits."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from indicators.models import Score
from indicators.scores import columns
from indicators.scores import lists as score_lists
from indicators.scores.resources import ScoreResource
from papi_portal import kept_lists
from papi_portal.text import fold
from papi_portal.wording import said
from papi_portal.workbook import Row, Table
from papi_portal.zip_guard import BadPackageError
from plans import lists
from plans.models import Succession, Territory

MOST = 2_000
"""Scores of one list; a province has some forty in a year."""
TOO_MANY = said("Tệp có quá 2.000 điểm của tỉnh. Hãy chia theo năm thành nhiều tệp.")
NONE = said(
    "Tệp không có dòng nào của {province}. Hãy ghi tên hoặc mã tỉnh ở từng dòng, rồi chọn lại tệp."
)
ELSEWHERE = said("Dòng này là của {place}, không phải của {province}. Hãy sửa năm, mã hoặc tên.")


class OwnScoreResource(ScoreResource):
    """Published scores of one province, and of those that went into it."""

    def __init__(self, provinces: Sequence[Territory], *, on: date) -> None:
        super().__init__(on=on)
        self.provinces = provinces

    def rules(self, instance: Score) -> Iterator[tuple[str, str]]:
        place = instance.territory
        if place not in self.provinces:
            name = place.name_inside if place else "cả nước"
            own = self.provinces[0].name_inside
            yield columns.PROVINCE.key, ELSEWHERE.format(place=name, province=own)
        yield from super().rules(instance)


def provinces_of(province: Territory) -> list[Territory]:
    """Return a province and those that went into it, whose scores are its own: one query."""
    before = Succession.objects.filter(successor=province).values("predecessor")
    return [province, *Territory.objects.filter(pk__in=before)]


def read(content: bytes, province: Territory) -> Table:
    """Return the rows of a stranger's workbook about a province, as `plans.lists.read_few`."""
    reading = partial(_own_rows, content, province)
    return lists.read_few(reading, most=MOST, too_many=TOO_MANY)


def _own_rows(content: bytes, province: Territory) -> Table:
    """Return a list without the rows of others: a published table has all provinces."""
    table = score_lists.read(content)
    provinces = provinces_of(province)
    codes = {one.code for one in provinces}
    names = {fold(name) for one in provinces for name in (one.name, one.bare_name)}
    rows = tuple(row for row in table.rows if _is_about(row, codes, names))
    if table.rows and not rows:
        raise BadPackageError(NONE.format(province=province.name_inside))
    return replace(table, rows=rows)


def _is_about(row: Row, codes: Collection[str], names: Collection[str]) -> bool:
    code, name = (
        str(row.cells[column.key].value or "").strip() if column.key in row.cells else ""
        for column in (columns.PROVINCE_CODE, columns.PROVINCE)
    )
    return code.zfill(2) in codes if code else fold(name) in names


def packed(table: Table, province: Territory) -> str:
    """Return a list as its preview keeps it: signed, for this province alone."""
    return kept_lists.packed(table, salt=_salt(province))


def unpacked(kept: str, province: Territory) -> Table:
    """Return the list that a preview kept; raise PreviewGoneError for anything else."""
    table, _ = kept_lists.unpacked(kept, columns.SCORES, salt=_salt(province))
    return table


def _salt(province: Territory) -> str:
    return f"{__name__}.{province.pk}"
