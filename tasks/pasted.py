"""A table from Excel → what it says about the rows that a unit owes; nothing is written.

Rows of the portal's own workbook bear a code: which row, and what each field said when it left.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from papi_portal.text import LINE_ENDS, clean_line, cut, fold
from papi_portal.wording import said
from tasks.models import Progress
from tasks.reports.owed_rows import TYPED, OwedRow

COLUMNS = {
    "label": ("STT", "TT", "Số TT", "Ký hiệu"),
    "name": (
        "Nhiệm vụ",
        "Nhiệm vụ, giải pháp",
        "Tên nhiệm vụ",
        "Nội dung nhiệm vụ",
        "Nội dung, nhiệm vụ",
        "Nội dung công việc",
        "Nội dung",
    ),
    "state": (
        "Tình hình",
        "Tình hình thực hiện",
        "Tình trạng",
        "Tiến độ",
        "Tiến độ thực hiện",
    ),
    "result": ("Kết quả", "Kết quả thực hiện", "Kết quả đạt được"),
    "figure_done": ("Số thực hiện", "Thực hiện"),
    "figure_planned": ("Số kế hoạch", "Kế hoạch"),
    "figure_unit": ("Đơn vị tính", "ĐVT"),
    "difficulty": ("Khó khăn, vướng mắc", "Khó khăn", "Vướng mắc"),
    "proposal": ("Đề xuất, kiến nghị", "Kiến nghị, đề xuất", "Đề xuất", "Kiến nghị"),
    "reason": ("Lý do tạm hoãn", "Lý do"),
    "code": ("Mã dòng",),
}
"""What officers call the columns of their own tables, the portal's word first."""
KEYS = {"name", "label", "code"}
HEADER_WITHIN = 10
"""The header stands in one of these first lines, below the name of the table."""
MOST_COLUMNS = 64
THIS_PERIOD = frozenset(("trong", "den", "ky", "nay", "bao", "cao"))
"""What a heading may end with besides: "Kết quả thực hiện trong kỳ báo cáo"."""

STATE_WORDS = {
    Progress.State.NOT_STARTED: ("chưa", "chưa làm", "chưa triển khai"),
    Progress.State.IN_PROGRESS: ("đang", "đang làm", "đang triển khai"),
    Progress.State.DONE_IN_PERIOD: ("đã thực hiện",),
    Progress.State.COMPLETED: ("hoàn thành", "đã xong", "xong"),
    Progress.State.NOTHING_AROSE: ("không có phát sinh",),
    Progress.State.SUSPENDED: ("hoãn", "tạm dừng"),
}
NO_HEADER = said(
    "không thấy tên cột. Chép cả dòng tiêu đề, trong đó có cột “Nhiệm vụ” và ít nhất một cột như"
    " “Tình hình”, “Kết quả”."
)
OTHER_CODE = said(
    "{said}: mã dòng này là của nhiệm vụ {known}. Đúng là nhiệm vụ đó thì ghi lại tên như vậy,"
    " không thì xóa ô Mã dòng."
)
CODE_UNKNOWN = said(
    "{said}: mã dòng {code} không phải của nhiệm vụ nào đơn vị phải báo cáo trong kỳ này."
)
TWICE = said("có hai cột “{title}”; xóa hoặc đổi tên một cột rồi dán lại.")
SAID_BEFORE = said("{said}: đã có ở dòng {line}.")
SEVERAL = said("{said}: có {number} nhiệm vụ cùng tên; hãy nhập tay từng nhiệm vụ.")
NO_NAME = said("không ghi tên nhiệm vụ.")
NAME_UNKNOWN = said("{said}: không có nhiệm vụ nào tên như vậy trong kỳ này.")
STATE_UNKNOWN = said("không rõ tình hình {said}; dùng một trong: {choices}.")

WORD = re.compile(r"\w+")
CODE = re.compile(r"([0-9]{1,18})-([0-9a-f-]{1,80})")
EMPTY = "0"
"""The mark of a field in which nothing stands."""
CELL = re.compile(r'(?:"([^"]*+(?:""[^"]*+)*+)"|([^\t\n]*+))(\t|\n|\Z)')
"""A cell and what ends it; in quotes it may hold lines, tabs, and quotes written twice."""


def words_of(text: str) -> str:
    """Return what two writings of one name have in common: folded words without marks."""
    return " ".join(WORD.findall(fold(clean_line(text))))


COLUMN_OF = {
    words_of(one): (key, rank) for key, names in COLUMNS.items() for rank, one in enumerate(names)
}
STATE_OF = {
    words_of(word): state.value
    for state, others in STATE_WORDS.items()
    for word in (state.label, *others)
}


@dataclass(frozen=True, slots=True)
class Stray:
    """A pasted line that could not be used: its number in the table, and why."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says about one row: its number in the table, and the texts by field.

    A field that stands as it left the portal is not among them: others may have saved it since.
    """

    line: int
    typed: Mapping[str, str]
    is_old: bool = False
    """Whether the row has been saved since the line left the portal."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted table says, by assignment; what strayed, and the columns that are not used."""

    said: Mapping[int, Said]
    strays: tuple[Stray, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and each known column is; columns that come twice; other headings."""

    line: int
    places: Mapping[str, int]
    twice: tuple[str, ...]
    unread: tuple[str, ...]


def split(text: str) -> list[list[str]]:
    """Return the cells of each line, as Excel copies them: apart by tabs.

    A cell of several lines comes in quotes. Quotes around one line are the cell's own.
    """
    lines: list[list[str]] = []
    line: list[str] = []
    for found in CELL.finditer(LINE_ENDS.sub("\n", text).strip("\n")):
        quoted, plain, end = found.groups()
        line.append(plain if quoted is None else _unquoted(quoted))
        if end != "\t":
            lines.append(line)
            line = []
        if not end:
            break
    return lines


def _unquoted(cell: str) -> str:
    if "\n" in cell or "\t" in cell or '""' in cell:
        return cell.replace('""', '"')
    return f'"{cell}"'


def code_of(row: OwedRow) -> str:
    """Return what a row's line bears in a workbook: which row it is, and a mark of each field."""
    return "-".join((str(row.assignment_id), *(_mark(row.typed[name]) for name in TYPED)))


def _mark(text: str) -> str:
    """Return a short mark of a text, the same however its words are spaced."""
    words = clean_line(text)
    return f"{zlib.crc32(words.encode()):08x}" if words else EMPTY


def read(lines: Sequence[Sequence[str]], rows: Sequence[OwedRow]) -> Pasted:
    """Match each line with one of these rows by its code, else its words; never guess between two.

    A cell left empty says nothing. A word for a state that nobody knows leaves the state alone.
    """
    header = _header(lines)
    if header is None:
        return Pasted({}, (Stray(1, NO_HEADER),))
    strays = [Stray(header.line, TWICE.format(title=title)) for title in header.twice]
    if "name" not in header.places:
        return Pasted({}, tuple(strays))
    known, codes = _by_words(rows), {str(row.assignment_id): row for row in rows}
    said: dict[int, Said] = {}
    for number, line in enumerate(lines[header.line :], start=header.line + 1):
        cells = {
            key: line[place].strip() for key, place in header.places.items() if place < len(line)
        }
        typed = {key: cell for key, cell in cells.items() if key not in KEYS and cell}
        if not typed:
            continue
        row, marks, why = _coded(cells, known, codes)
        if row is None:
            strays.append(Stray(number, why))
        elif row.assignment_id in said:
            first = said[row.assignment_id].line
            strays.append(Stray(number, SAID_BEFORE.format(said=_shown(row.name), line=first)))
        else:
            typed = _with_state(typed, number, strays)
            changed = {key: text for key, text in typed.items() if marks.get(key) != _mark(text)}
            is_old = any(mark != _mark(row.typed[key]) for key, mark in marks.items())
            said[row.assignment_id] = Said(number, changed, is_old)
    return Pasted(said, tuple(strays), header.unread)


def is_table(lines: Sequence[Sequence[str]]) -> bool:
    """Tell whether a line names the columns of a table of tasks."""
    return _header(lines) is not None


def _header(lines: Sequence[Sequence[str]]) -> Header | None:
    """Return the first line that names the tasks and anything said about them."""
    for number, line in enumerate(lines[:HEADER_WITHIN], start=1):
        titles = [clean_line(cell) for cell in line[:MOST_COLUMNS]]
        found = [(*_column(title), place) for place, title in enumerate(titles)]
        keys = {key for key, _, _ in found} - {""}
        if "name" in keys and keys - KEYS:
            places = _places(found)
            twice = keys - places.keys()
            others = (title for at, title in enumerate(titles) if at not in places.values())
            return Header(
                number,
                places,
                tuple(COLUMNS[key][0] for key in COLUMNS if key in twice),
                tuple(cut(title, 60) for title in others if title),
            )
    return None


def _places(found: Iterable[tuple[str, int, int]]) -> dict[str, int]:
    """Return where each column is: of several the one nearest to the portal's word, if one is."""
    nearest = defaultdict[str, list[tuple[int, int]]](list)
    for key, rank, place in found:
        nearest[key].append((rank, place))
    places = {}
    for key, candidates in nearest.items():
        (rank, place), *others = sorted(candidates)
        if key and rank not in {other for other, _ in others}:
            places[key] = place
    return places


def _column(heading: str) -> tuple[str, int]:
    """Return which column a heading means and how far the word is from the portal's; "" if none."""
    words = words_of(heading).split()
    while words:
        known = COLUMN_OF.get(" ".join(words))
        if known:
            return known
        if words.pop() not in THIS_PERIOD:
            break
    return "", 0


def _by_words(rows: Iterable[OwedRow]) -> dict[str, list[OwedRow]]:
    """Return the rows by each way in which a table may name them."""
    known = defaultdict[str, list[OwedRow]](list)
    for row in rows:
        text = " ".join(row.lines)
        ways = {row.name, row.title, text, f"{row.title} {text}"}
        ways |= {f"{row.label} {way}" for way in ways if way.strip()}
        for words in {words_of(way) for way in ways} - {""}:
            known[words].append(row)
    return known


def _coded(
    cells: Mapping[str, str],
    known: Mapping[str, list[OwedRow]],
    codes: Mapping[str, OwedRow],
) -> tuple[OwedRow | None, Mapping[str, str], str]:
    """Return the row that a line means, the marks of its fields if it bears any, or why none.

    A code and a name that are not of one row may have been shifted apart: nothing is taken.
    """
    code, name = CODE.fullmatch(cells.get("code", "")), cells.get("name", "")
    if code is None:
        row, why = _meant(cells, known)
        return row, {}, why
    row = codes.get(code[1])
    if row is None:
        return None, {}, CODE_UNKNOWN.format(said=_shown(name), code=code[0])
    if name and row not in known.get(words_of(name), []):
        return None, {}, OTHER_CODE.format(said=_shown(name), known=_shown(row.name))
    return row, dict(zip(TYPED, code[2].split("-"), strict=False)), ""


def _meant(
    cells: Mapping[str, str], known: Mapping[str, list[OwedRow]]
) -> tuple[OwedRow | None, str]:
    """Return the one row that a line names, or why there is none."""
    found = known.get(words_of(cells.get("name", "")), [])
    label = words_of(cells.get("label", ""))
    if len(found) > 1 and label:
        found = [row for row in found if words_of(row.label) == label] or found
    if len(found) == 1:
        return found[0], ""
    shown = _shown(cells.get("name", ""))
    if found:
        return None, SEVERAL.format(said=shown, number=len(found))
    if not cells.get("name"):
        return None, NO_NAME
    return None, NAME_UNKNOWN.format(said=shown)


def _shown(name: str) -> str:
    return f"“{cut(clean_line(name), 80)}”"


def _with_state(typed: dict[str, str], number: int, strays: list[Stray]) -> dict[str, str]:
    """Return the texts with the state as it is stored; an unknown word strays."""
    word = typed.pop("state", "")
    state = STATE_OF.get(words_of(word))
    if state:
        return {"state": state, **typed}
    if word:
        choices = ", ".join(one.label for one in Progress.State)
        told = STATE_UNKNOWN.format(said=_shown(word), choices=choices)
        strays.append(Stray(number, told))
    return typed
