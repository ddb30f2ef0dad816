"""What a unit owes as a workbook: filled in by the officer, brought back or pasted."""

from collections.abc import Mapping

from papi_portal import workbook
from papi_portal.workbook import Column, Sheet
from tasks.models import Progress
from tasks.pasted import COLUMNS, code_of
from tasks.reports.owed_rows import Owed, OwedRow

WIDTHS = {
    "label": 8,
    "name": 45,
    "state": 22,
    "result": 50,
    "difficulty": 36,
    "proposal": 36,
    "code": 20,
}

CODE_HELP = "Không sửa: nhờ mã này cổng biết dòng là của nhiệm vụ nào, ô nào bị sửa."


def as_xlsx(owed: Owed, about: Mapping[str, str]) -> bytes:
    """Write every row with what stands in its fields, as text; `about` says hidden what it is."""
    states = tuple(str(one.label) for one in Progress.State)
    columns = [
        Column(
            key,
            names[0],
            width=WIDTHS.get(key, 16),
            choices=states if key == "state" else (),
            help=CODE_HELP if key == "code" else "",
        )
        for key, names in COLUMNS.items()
    ]
    return workbook.write([Sheet("Việc của đơn vị", columns, map(_cells, owed.rows))], about)


def _cells(row: OwedRow) -> list[str]:
    state = row.state_word if row.state else ""
    texts = {
        **row.typed,
        "state": state,
        "label": row.label,
        "name": row.name,
        "code": code_of(row),
    }
    return [workbook.fitting(texts[key]) for key in COLUMNS]
