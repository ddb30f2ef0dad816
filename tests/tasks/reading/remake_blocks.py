"""The seed plans as paragraphs and tables: what an office's own file of them would hold.

A seed is text copied from a PDF: here its page breaks are closed again, and its table of tasks
(000) is one real table, whose rows, cut by the page breaks, are lent by the gold file.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from papi_portal.text import clean_line

ROOT = Path(__file__).resolve().parents[3]
SEEDS = ROOT.parent / "shared" / "seeds"
GOLD = ROOT / "tests" / "data"

Gold = dict[str, Any]

CUT_BY_A_PAGE = {
    "000": ("hiệu lực, hiệu quả và đáp ứng",),
    "002": ("Bắc, giai đoạn 2021-2025", "rà soát, thu hồi đất các dự án"),
    "003": (
        "việc quản lý điều hành",
        "khai quy hoạch, kế hoạch sử dụng đất chi tiết",
        "đơn vị do mình phụ trách",
        "đội ngũ giáo viên cả về",
        "Chương trình đối thoại trực tuyến",
        "các nội dung nêu trên (qua",
    ),
    "004": (
        "chính tinh giai đoạn",
        "PAPI tỉnh Khánh Hòa năm 2023 với mục tiêu",
        "sở tại cấp xã",
    ),
}
"""How the second half of a paragraph begins that a page break had cut, by the seed's number."""

SCANNED = {"003": {"for": "", "Handwritten signature": "", "DÂN CHỦ TỊCH": "CHỦ TỊCH"}}
"""What reading a scan had added, and what the line was."""

SIDE_BY_SIDE = {
    "003": (
        ("Số:", "Lào Cai, ngày", "Lào Cai, ngày"),
        ("Nơi nhận:", "TM. ỦY BAN", "Đặng Xuân Phong"),
    )
}
"""First words of the left half, of the right half and of its last line, where a letterhead or the
signature stands in a table without rules, as most offices have it."""

ROMAN = re.compile(r"[IVX]+\. ")
SHORT_HEADING = re.compile(r"(\d+(\.\d+)*\.|[a-zđ]\)) ?.{1,100}[^.;,]$")
EMPHASIS = re.compile(r"(\*+)(.+?)\1")
KIND = "KẾ HOẠCH"


@dataclass(frozen=True)
class Line:
    """One paragraph, with the seed's own marks for bold and italic."""

    text: str
    level: int = 0
    """Number of # before it."""
    subject: bool = False
    """Follows the kind of document: its subject."""

    @cached_property
    def bare(self) -> str:
        """The words without marks."""
        return EMPHASIS.sub(r"\2", self.text)

    @property
    def centred(self) -> bool:
        """Titles stand in the middle."""
        return self.subject or (self.bare.isupper() and not ROMAN.match(self.bare))

    @property
    def strong(self) -> bool:
        """Titles and headings are bold, as offices set them."""
        heading = ROMAN.match(self.bare) or SHORT_HEADING.fullmatch(self.bare)
        return self.centred or bool(heading)


@dataclass(frozen=True)
class Grid:
    """A table; a row with nothing but its first place filled is merged across."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    """In mm; alike when empty."""
    ruled: bool = True


Block = Line | Grid


def is_section(row: tuple[str, ...]) -> bool:
    """Tell whether the row is a heading across the table."""
    return len(row) > 1 and bool(row[0]) and not any(row[1:])


def number(seed: Path) -> str:
    """Return the number that the seed's file name begins with."""
    return seed.name[:3]


def gold(seed: Path) -> Gold:
    """Return what a person read in the seed."""
    content: Gold = json.loads((GOLD / f"gold_{number(seed)}.json").read_text(encoding="utf-8"))
    return content


def lines(seed: Path) -> list[str]:
    """Return the seed's paragraphs, whole again where a page break had cut them."""
    cut, scanned = CUT_BY_A_PAGE.get(number(seed), ()), SCANNED.get(number(seed), {})
    found: list[str] = []
    for line in seed.read_text(encoding="utf-8").splitlines():
        # The blanks around a tab are empty places of the table.
        text = line if "\t" in line else scanned.get(line.strip(), clean_line(line))
        if cut and text.startswith(cut):
            found[-1] += f" {text}"
        elif text:
            found.append(text)
    return found


def blocks(seed: Path, *, as_printed: bool = True) -> Iterator[Block]:
    """Yield paragraphs and tables in order; halves stand side by side only `as_printed`."""
    pairs = SIDE_BY_SIDE.get(number(seed), ()) if as_printed else ()
    waiting, subject = lines(seed), False
    while waiting:
        first = waiting[0]
        pair = next((pair for pair in pairs if first.startswith(pair[0])), None)
        if "\t" in first:
            yield _tasks_table(seed, first)
            return
        if first.startswith("|"):
            rows = _taken(waiting, lambda line: line.startswith("|"))
            yield Grid(tuple(_piped(row) for row in rows if not row.startswith("|--")))
        elif pair:
            yield _halves(waiting, pair)
        else:
            text = waiting.pop(0).lstrip("#")
            line = Line(text.strip(), len(first) - len(text), subject)
            subject = line.bare == KIND
            yield line


def _taken(waiting: list[str], belongs: Callable[[str], bool]) -> list[str]:
    taken = []
    while waiting and belongs(waiting[0]):
        taken.append(waiting.pop(0))
    return taken


def _piped(row: str) -> tuple[str, ...]:
    bare = re.sub(r"<[^>]+>|\*", "", row)
    return tuple(cell.strip() for cell in bare.strip("|").split("|"))


def _halves(waiting: list[str], pair: tuple[str, str, str]) -> Grid:
    _, begins, ends = pair
    left = _taken(waiting, lambda line: not line.startswith(begins))
    right = [*_taken(waiting, lambda line: not line.startswith(ends)), waiting.pop(0)]
    return Grid((("\n".join(left), "\n".join(right)),), ruled=False)


def _tasks_table(seed: Path, header: str) -> Grid:
    """Return the table of tasks with its rows whole, a section in a row of its own."""
    rows = [tuple(header.split("\t"))]
    words, section = clean_line(seed.read_text(encoding="utf-8")), ""
    for row in gold(seed)["rows"]:
        if row["part"] != "table":
            continue
        if row["section"] != section:
            section = row["section"]
            rows.append((section, *[""] * (len(rows[0]) - 1)))
        parties = (_as_printed(row[role], words) for role in ("lead", "support"))
        first = f"{row['label']} {row['title']}".strip()
        rows.append((first, row["text"], *parties, row["deadline"]["raw"]))
    return Grid(tuple(rows), widths=(32, 66, 26, 26, 20))


def _as_printed(names: list[str], words: str) -> str:
    """Join names with what joins them in the seed; ", " where a page break hides that."""
    text = names[0] if names else ""
    for name in names[1:]:
        joints = (", ", " và ", "; ")
        text += next((one for one in joints if f"{text}{one}{name}" in words), ", ") + name
    return text
