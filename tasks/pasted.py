"""A table copied from Excel → what it says about the rows that a unit owes; nothing is written."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from papi_portal.text import clean_line, cut, fold
from tasks.models import Progress
from tasks.reports.owed_rows import OwedRow

COLUMNS = {
    "name": ("nhiệm vụ", "nội dung", "nhiệm vụ, giải pháp", "tên nhiệm vụ"),
    "label": ("stt", "tt", "ký hiệu"),
    "state": ("tình hình", "tiến độ", "tình trạng", "tình hình thực hiện"),
    "result": ("kết quả", "kết quả thực hiện"),
    "figure_done": ("thực hiện", "số thực hiện"),
    "figure_planned": ("kế hoạch", "số kế hoạch"),
    "figure_unit": ("đơn vị tính", "đvt"),
    "difficulty": ("khó khăn", "khó khăn, vướng mắc", "vướng mắc"),
    "proposal": ("đề xuất", "kiến nghị", "đề xuất, kiến nghị"),
    "reason": ("lý do", "lý do tạm hoãn"),
}
"""What officers call the columns of their own tables."""
KEYS = ("name", "label")
SHOWN = ("name", "state", "result", "figure_done", "figure_planned", "difficulty", "proposal")
"""The columns of the empty table that is offered, by their first names."""

COLUMN_OF = {fold(word): key for key, words in COLUMNS.items() for word in words}
STATE_OF = {fold(one.label): one.value for one in Progress.State} | {
    fold(word): state.value
    for word, state in (
        ("hoàn thành", Progress.State.COMPLETED),
        ("đã thực hiện", Progress.State.DONE_IN_PERIOD),
        ("chưa", Progress.State.NOT_STARTED),
        ("đang", Progress.State.IN_PROGRESS),
    )
}
NO_HEADER = (
    "Không thấy tên cột ở dòng đầu. Chép cả dòng tiêu đề, trong đó có cột “Nhiệm vụ”"
    " và ít nhất một cột như “Tình hình”, “Kết quả”."
)


@dataclass(frozen=True, slots=True)
class Stray:
    """A pasted line that could not be understood: its number in the table, and why."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted table says: texts by the assignment and field, and the lines that strayed."""

    typed: Mapping[int, Mapping[str, str]]
    strays: tuple[Stray, ...]


def read(text: str, rows: Sequence[OwedRow]) -> Pasted:
    """Match each line of a table with one of these rows by its words; never guess between two.

    Cells are apart by tabs, as Excel copies them; a cell of several lines stands in quotes.
    A cell left empty says nothing. A word for a state that nobody knows leaves the state alone.
    """
    lines = list(csv.reader(StringIO(text.strip("\r\n")), delimiter="\t"))
    columns = _columns(lines[0]) if lines else {}
    if not columns.keys() & set(KEYS) or not columns.keys() - set(KEYS):
        return Pasted({}, (Stray(1, NO_HEADER),))
    known = _by_words(rows)
    typed: dict[int, dict[str, str]] = {}
    strays: list[Stray] = []
    for number, line in enumerate(lines[1:], start=2):
        cells = {key: line[place].strip() for key, place in columns.items() if place < len(line)}
        said = {key: cell for key, cell in cells.items() if key not in KEYS and cell}
        if not said:
            continue
        row, why = _meant(cells, known)
        if row is None or row.assignment_id in typed:
            strays.append(Stray(number, why or "nhiệm vụ này đã có ở một dòng phía trên."))
            continue
        typed[row.assignment_id] = _typed(said, number, strays)
    return Pasted(typed, tuple(strays))


def _columns(header: Iterable[str]) -> dict[str, int]:
    """Return where each known column stands; of two with one name the first."""
    places: dict[str, int] = {}
    for place, cell in enumerate(header):
        key = COLUMN_OF.get(fold(clean_line(cell)))
        if key:
            places.setdefault(key, place)
    return places


def _by_words(rows: Iterable[OwedRow]) -> dict[str, list[OwedRow]]:
    """Return the rows by each way in which a table may name them."""
    known = defaultdict[str, list[OwedRow]](list)
    for row in rows:
        ways = {row.name, row.title, " ".join(row.lines), f"{row.label} {row.title}"}
        for words in {fold(clean_line(way)) for way in ways} - {""}:
            known[words].append(row)
    return known


def _meant(
    cells: Mapping[str, str], known: Mapping[str, list[OwedRow]]
) -> tuple[OwedRow | None, str]:
    """Return the one row that a line names, or why there is none."""
    name = clean_line(cells.get("name", ""))
    found = known.get(fold(name), [])
    if len(found) > 1 and cells.get("label"):
        found = [row for row in found if fold(row.label) == fold(cells["label"])]
    if len(found) == 1:
        return found[0], ""
    shown = f"“{cut(name, 80)}”" if name else "dòng không ghi tên nhiệm vụ"
    if found:
        return None, f"{shown}: có {len(found)} nhiệm vụ cùng tên; hãy nhập tay từng nhiệm vụ."
    return None, f"{shown}: không có nhiệm vụ nào tên như vậy trong kỳ này."


def _typed(said: dict[str, str], number: int, strays: list[Stray]) -> dict[str, str]:
    word = said.pop("state", "")
    state = STATE_OF.get(fold(clean_line(word)))
    if state:
        said["state"] = state
    elif word:
        choices = ", ".join(one.label for one in Progress.State)
        strays.append(
            Stray(number, f"không rõ tình hình “{cut(word, 40)}”; dùng một trong: {choices}.")
        )
    return said
