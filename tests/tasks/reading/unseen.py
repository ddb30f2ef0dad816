"""Plans of made-up offices in shapes that the seeds lack, drawn as text and made into real files.

A drawing (`tests/data/unseen_*.txt`) has a paragraph a line: "#" makes it a heading style of Word,
"@0" … "@2" and "@-" are counted or marked by Word itself, "**…**" is bold. "|" makes the row of a
table, "~" that of one without lines; a cell may be "^" (merged with the one above), "<" (with the
one to the left), begin with "*" (bold) or "=" (a date), and has new lines at " / ".
"%%" begins a landscape section or a sheet. The gold beside it was written by hand.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

Gold = dict[str, Any]

DATA = settings.BASE_DIR / "tests" / "data"
COUNTED = re.compile(r"@([0-2-]) (.*)")
LABELLED = re.compile(r"(?:\w{1,4}|\d\.\d)[.)] |Điều ")
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
OPEN_AT_FIRST = ("part", "section", "framework")
"""What a row's gold takes from the row before, or from the document, when it does not say."""
LEFT_OUT: Gold = {
    "title": "",
    "lead": [],
    "support": [],
    "guide": [],
    "output": "",
    "components": None,
    "items": None,
}


@dataclass(frozen=True)
class Line:
    """A paragraph: `counted` is its level in a list of Word, 0-2, or 3 for a bullet."""

    text: str
    heading: int = 0
    bold: bool = False
    centred: bool = False
    counted: int | None = None
    typed: str = ""
    """The label that a file shows which does not count by itself."""


@dataclass(frozen=True)
class Place:
    """A cell with how far it reaches to the right and down; `text` None inside such a reach."""

    text: str | None
    bold: bool = False
    wide: int = 1
    high: int = 1
    day: date | None = None


@dataclass(frozen=True)
class Grid:
    """A table; a letterhead has no lines around its cells."""

    rows: tuple[tuple[Place, ...], ...]
    ruled: bool = True


@dataclass(frozen=True)
class Turn:
    """Where another section or sheet begins."""

    kind: str
    name: str = ""


Block = Line | Grid | Turn


def drawing(name: str) -> str:
    """Return the drawn document."""
    text: str = (DATA / f"unseen_{name}.txt").read_text(encoding="utf-8")
    return text


def gold(name: str) -> Gold:
    """Return what a person read, every row with all its cells; None is left open."""
    content: Gold = json.loads((DATA / f"unseen_{name}.json").read_text(encoding="utf-8"))
    above = {"part": "table", "section": "", "framework": "", **content}
    rows = []
    for brief in content.get("rows", []):
        above |= {key: brief[key] for key in ("part", "section") if key in brief}
        row = {**LEFT_OUT, **{key: above[key] for key in OPEN_AT_FIRST}, **brief}
        rows.append({**row, "deadline": _deadline(brief.get("deadline", ["none"]))})
    content.pop("framework", None)
    return {**content, "rows": rows}


def _deadline(brief: list[str | None] | None) -> Gold:
    """Return kind and days: ["by_date", end] or [kind, start, end]."""
    kind, *days = brief or [None]
    by_date = [None, *days] if kind == "by_date" else days
    start, end = [*by_date, None, None][:2]
    return {"raw": None, "kind": kind, "start": start, "end": end}


def blocks(name: str) -> Iterator[Block]:
    """Yield the paragraphs, tables and turns of a drawn document."""
    counts = [0, 0, 0]
    rows: list[str] = []
    for line in drawing(name).splitlines():
        if rows and line[:1] != rows[0][:1]:
            yield _grid(rows)
            rows = []
        if line.startswith(("|", "~")):
            rows.append(line)
        elif line.startswith("%%"):
            _, kind, *words = line.split(" ", 2)
            yield Turn(kind, *words)
        else:
            yield _line(line, counts)
    if rows:
        yield _grid(rows)


def _line(line: str, counts: list[int]) -> Line:
    if found := COUNTED.match(line):
        level = 3 if found[1] == "-" else int(found[1])
        return Line(found[2], counted=level, bold=level == 0, typed=_typed(level, counts))
    heading = len(line) - len(line.lstrip("#"))
    text = line.lstrip("# ")
    bare = text.replace("**", "")
    bold = text.startswith("**") and text.endswith("**")
    return Line(bare, heading, bold=bold, centred=bold and not LABELLED.match(bare))


def _typed(level: int, counts: list[int]) -> str:
    if level == 3:
        return "- "
    counts[level] += 1
    counts[level + 1 :] = [0] * (2 - level)
    return (f"{ROMANS[counts[0] - 1]}. ", f"{counts[1]}. ", f"{counts[1]}.{counts[2]}. ")[level]


def _grid(lines: list[str]) -> Grid:
    mark = lines[0][0]
    drawn = [[cell.strip() for cell in line.strip(mark).split(mark)] for line in lines]
    rows = tuple(
        tuple(_place(drawn, across, down) for across in range(len(drawn[down])))
        for down in range(len(drawn))
    )
    return Grid(rows, ruled=mark == "|")


def _place(drawn: list[list[str]], across: int, down: int) -> Place:
    words = drawn[down][across]
    if words in ("^", "<"):
        return Place(None)
    right = drawn[down][across + 1 :]
    wide = 1 + next((at for at, cell in enumerate(right) if cell != "<"), len(right))
    below = [row[across] if across < len(row) else "" for row in drawn[down + 1 :]]
    high = 1 + next((at for at, cell in enumerate(below) if cell != "^"), len(below))
    if words.startswith("="):
        day = date.fromisoformat(words[1:])
        return Place(f"{day:%d/%m/%Y}", wide=wide, high=high, day=day)
    text = words.removeprefix("*").replace(" / ", "\n")
    return Place(text, bold=words.startswith("*"), wide=wide, high=high)
