"""Columns of a list of units, and what tests ask of its cells."""

from datetime import datetime
from typing import Any

from papi_portal.workbook import Column, Table

NAME = Column("name", "Tên đơn vị", 30, required=True, help="Tên đầy đủ.")
KIND = Column("kind", "Loại", choices=("sở, ban, ngành", "phòng"))
SINCE = Column("since", "Từ ngày", kind="date")
SCORE = Column("score", "Điểm", kind="number")
COLUMNS = (NAME, KIND, SINCE, SCORE)
# Excel knows no time zones.
MIDNIGHT, HALF_PAST_NINE = datetime(2027, 2, 28), datetime(2027, 2, 28, 9, 30)  # noqa: DTZ001


def values(table: Table, key: str) -> list[Any]:
    return [row.cells[key].value for row in table.rows]
