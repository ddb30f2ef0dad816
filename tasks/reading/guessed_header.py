"""The columns of a task table without a header, as it is pasted: told by what the cells hold.

Guessed only when it fits nearly throughout, and always with a remark that names the guess.
"""

from collections.abc import Callable, Sequence

from papi_portal.wording import said
from tasks.reading import cells, deadlines, header_words, parties
from tasks.reading.columns import PARTIES, Column, Layout, Role
from tasks.reading.values import Cell, Deadline, Table

GUESSED = said("Bảng không có dòng tiêu đề: các cột được hiểu lần lượt là {columns}; hãy kiểm tra.")
NAMES = {
    Role.LABEL: "số thứ tự",
    Role.TITLE: "tên mục",
    Role.TEXT: "nhiệm vụ",
    Role.LEAD: "chủ trì",
    Role.SUPPORT: "phối hợp",
    Role.GUIDE: "hướng dẫn",
    Role.DEADLINE: "thời gian",
    Role.NOTE: "ghi chú",
}

_MOSTLY = 0.8
_FEWEST_CELLS, _FEWEST_ROWS = 3, 2
_FEWEST_WORDS = 4
"""Words that tasks have on average at least."""
_ANY_YEAR = 2000


def find(table: Table) -> Layout | None:
    """Return the columns of a table whose rows look like tasks; None when anything is unclear."""
    end = 1 if table.rows and _is_header(table.rows[0]) else 0
    rows = [row for row in table.rows[end:] if _filled(row) >= _FEWEST_CELLS]
    width = max(map(len, table.rows), default=0)
    if len(rows) < _FEWEST_ROWS:
        return None
    texts = [
        [row[at].text for row in rows if at < len(row) and row[at].text] for at in range(width)
    ]
    roles = _roles(texts)
    if Role.TEXT not in roles or Role.LEAD not in roles:
        return None
    if not {Role.LABEL, Role.DEADLINE} & set(roles):
        return None
    listed = ", ".join(f"“{NAMES[role]}”" for role in roles)
    return Layout(
        columns=tuple(map(Column, roles)),
        start=0,
        end=end,
        is_task=True,
        repeats=frozenset(),
        remarks=(("table", GUESSED.format(columns=listed)),),
    )


def _is_header(row: Sequence[Cell]) -> bool:
    """Tell a header that is not understood as a whole from a row of tasks."""
    return 2 * sum(header_words.match(cell.text) is not None for cell in row) >= _filled(row)


def _roles(texts: Sequence[Sequence[str]]) -> list[Role]:
    roles = [Role.NOTE] * len(texts)
    bodies = iter(PARTIES)
    for at, column in enumerate(texts):
        if at == 0 and _are(column, lambda text: bool(cells.as_label(text))):
            roles[at] = Role.LABEL
        elif _are(column, _is_time):
            roles[at] = Role.DEADLINE
        elif _are(column, _is_body):
            roles[at] = next(bodies, Role.NOTE)
    left = [at for at, role in enumerate(roles) if role is Role.NOTE and texts[at]]
    longest = max(left, key=lambda at: _words(texts[at]), default=None)
    if longest is not None and _words(texts[longest]) >= _FEWEST_WORDS:
        roles[longest] = Role.TEXT
        if longest - 1 in left:
            roles[longest - 1] = Role.TITLE
    return roles


def _are(column: Sequence[str], test: Callable[[str], bool]) -> bool:
    return bool(column) and sum(map(test, column)) >= _MOSTLY * len(column)


def _is_time(text: str) -> bool:
    return deadlines.read(text, year=_ANY_YEAR).deadline.kind is not Deadline.NONE


def _is_body(text: str) -> bool:
    found = parties.split(text)
    return bool(found.names) and not found.doubts


def _words(column: Sequence[str]) -> float:
    return sum(len(text.split()) for text in column) / max(len(column), 1)


def _filled(row: Sequence[Cell]) -> int:
    return sum(bool(cell.text) and not cell.across for cell in row)
