"""Tables read, and what became of their rows."""

from tasks.reading import tables
from tasks.reading.values import Block, RawRow
from tests.tasks.reading.grids import document

HEADER = "STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian"
TITLED = "STT | Nội dung | Nhiệm vụ | Cơ quan chủ trì | Thời gian | Sản phẩm"


def rows(*blocks: Block | str) -> tuple[RawRow, ...]:
    found, _ = tables.task_rows(document(*blocks))
    return found


def remarks(*blocks: Block | str) -> list[tuple[str, str]]:
    _, found = tables.task_rows(document(*blocks))
    return [(remark.field, remark.message) for remark in found]


def outline(*blocks: Block | str) -> list[tuple[str, str, str]]:
    """Return headings, label and words of each row."""
    return [
        (" > ".join(map(str, row.sections)), row.label, row.title or row.text)
        for row in rows(*blocks)
    ]


def doubted(row: RawRow) -> list[str]:
    return [field for field, _ in row.doubts]
