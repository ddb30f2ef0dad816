"""How much of a plan was read right: what the reader found beside what a person read.

Every cell is right or wrong; a wrong one is "warned" where the reader said itself that it doubts
that very row (or the document) and field, else "silent". `python -m tests.tasks.reading.scoring`
prints the table of all seeds and formats in Markdown.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from tasks import reading
from tasks.reading import catalogue
from tasks.reading.values import FrameworkNames
from tasks.reading.written import as_json
from tests.tasks.reading import remakes
from tests.tasks.reading.comparing import CITED, RIGHT, folded, promise, same, same_number
from tests.tasks.reading.remake_blocks import ROOT, SEEDS, Gold, gold, number

Read = dict[str, Any]
Pairs = dict[int, int]

SAME_ROW = 0.6
"""From this likeness of beginning and end on (0-1), two texts are the same row."""

DOCUMENT_CELLS = (
    "kind",
    "number",
    "issued_on",
    "issuer",
    "subject",
    "signatory",
    "signatory_post",
    "recipients",
    "years",
)
CITATION_CELLS = ("relation", "kind", "number", "issued_on", "issuer", "subject", "text")
ROW_CELLS = (
    "label",
    "section",
    "part",
    "title",
    "text",
    "items",
    "components",
    "lead",
    "support",
    "guide",
    "deadline words",
    "deadline kind",
    "deadline dates",
    "output",
)
FIELDS = {
    "rows": {"rows", "table", "tables", "outline"},
    "order": {"rows", "order"},
    "part": {"part", "section"},
    "items": {"items", "text"},
    "components": {"components", "framework"},
    "deadline words": {"deadline"},
    "deadline kind": {"deadline"},
    "deadline dates": {"deadline"},
    "years": {"years", "year_from", "year_to"},
    "signatory_post": {"signatory", "signatory_post"},
    "replaces": {"replaces", "basis"},
}
"""Fields of a warning that speak of a kind of cell, where they are not named like it."""


@dataclass(frozen=True)
class Cell:
    """One thing to be read: of what kind, in which true row (None: the document), how it went."""

    kind: str
    row: int | None
    right: bool
    warned: bool
    wanted: Any
    found: Any

    @property
    def silent(self) -> bool:
        """Wrong, and nobody was told."""
        return not (self.right or self.warned)


@dataclass(frozen=True)
class Score:
    """All cells of a document, and how many rows were true, found and made up."""

    cells: tuple[Cell, ...]
    true_rows: int
    found_rows: int
    extra_rows: int

    @property
    def right(self) -> int:
        """Number of right cells."""
        return sum(cell.right for cell in self.cells)

    @property
    def share(self) -> float:
        """Part of the cells that are right, 0-1."""
        return self.right / len(self.cells)

    @property
    def misses(self) -> tuple[Cell, ...]:
        """Wrong cells in order."""
        return tuple(cell for cell in self.cells if not cell.right)

    @property
    def silent(self) -> tuple[Cell, ...]:
        """Wrong cells without a warning."""
        return tuple(cell for cell in self.cells if cell.silent)

    def of(self, *kinds: str) -> tuple[int, int]:
        """Return how many cells of these kinds are right, of how many."""
        cells = [cell.right for cell in self.cells if cell.kind in kinds]
        return sum(cells), len(cells)


@dataclass(frozen=True)
class Warnings:
    """What the reader doubts itself."""

    said: frozenset[tuple[int | None, str]]

    @classmethod
    def of(cls, read: Read) -> "Warnings":
        """Collect the places that warnings name: position of the row from 1, and field."""
        return cls(frozenset((one["row"], one["field"]) for one in read.get("warnings", ())))

    def about(self, position: int | None, kind: str) -> bool:
        """Tell whether a warning names this row (None: the document) and this kind of cell."""
        return any((position, field) in self.said for field in FIELDS.get(kind, {kind}))


def score(read: Read, gold: Gold) -> Score:
    """Count what was read right; what the gold leaves out or gives as None is not counted."""
    warnings = Warnings.of(read)
    pairs = same_rows(read["rows"], gold.get("rows", []))
    extra = len(read["rows"]) - len(pairs)
    cells = [
        *_document_cells(read, gold, warnings),
        *_list_cells(read, gold, warnings),
        *_row_cells(read, gold, pairs, warnings),
        *(
            Cell("rows", None, False, warnings.about(None, "rows"), None, one)
            for one in range(extra)
        ),
    ]
    return Score(tuple(cells), len(gold.get("rows", [])), len(pairs), extra)


def same_rows(read: list[Read], gold: list[Gold]) -> Pairs:
    """Return for each true row that was found the position (from 0) of the row read.

    The likest texts find each other first; equal ones in their order.
    """
    likeness = sorted(
        (-_likeness(row, true), abs(here - there), here, there)
        for here, true in enumerate(gold)
        for there, row in enumerate(read)
    )
    pairs: Pairs = {}
    for difference, _, here, there in likeness:
        if -difference >= SAME_ROW and here not in pairs and there not in pairs.values():
            pairs[here] = there
    return pairs


def _likeness(read: Read, gold: Gold) -> float:
    """Return how alike beginning and end of both texts are, 0-1."""
    text = gold["text"]
    begins, ends = (
        (text["begins"], text["ends"]) if isinstance(text, dict) else (text[:60], text[-40:])
    )
    begins, ends = folded(begins).lower(), folded(ends).lower()
    whole = folded(read["text"]).lower()
    titled = folded(f"{read['title']} {read['text']}").lower()
    return max(
        0.6 * _ratio(begins, one[: len(begins)]) + 0.4 * _ratio(ends, one[-len(ends) :])
        for one in (whole, titled)
    )


@cache
def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _document_cells(read: Read, gold: Gold, warnings: Warnings) -> Iterator[Cell]:
    for kind in DOCUMENT_CELLS:
        if kind in gold:
            right = RIGHT.get(kind, same)(read[kind], gold[kind])
            warned = warnings.about(None, kind)
            yield Cell(kind, None, right, warned, gold[kind], read[kind])


def _list_cells(read: Read, gold: Gold, warnings: Warnings) -> Iterator[Cell]:
    """Yield a cell for each fact of each citation, for each target, and for what is too many."""
    for kind in ("basis", "replaces"):
        if kind in gold:
            warned = warnings.about(None, kind)
            yield from _citation_cells(kind, read[kind], gold[kind], warned=warned)
    if "targets" in gold:
        warned = warnings.about(None, "targets")
        found = Counter(map(promise, read["targets"]))
        wanted = Counter(map(promise, gold["targets"]))
        for one in (wanted & found).elements():
            yield Cell("targets", None, True, warned, one, one)
        for one in (wanted - found).elements():
            yield Cell("targets", None, False, warned, one, None)
        for one in (found - wanted).elements():
            yield Cell("targets", None, False, warned, None, one)
        if not wanted and not found:
            yield Cell("targets", None, True, warned, [], [])


def _citation_cells(
    kind: str, read: list[Read], gold: list[Gold], *, warned: bool
) -> Iterator[Cell]:
    left = list(read)
    for true in gold:
        cited = next((one for one in left if same_number(one["number"], true["number"])), None)
        if cited is not None:
            left.remove(cited)
        for field in CITATION_CELLS:
            found = cited and cited[field]
            right = cited is not None and CITED.get(field, same)(found, true[field])
            yield Cell(kind, None, right, warned, true[field], found)
    for cited in left:
        yield Cell(kind, None, False, warned, None, cited["text"])
    if not gold and not read:
        yield Cell(kind, None, True, warned, [], [])


def _row_cells(read: Read, gold: Gold, pairs: Pairs, warnings: Warnings) -> Iterator[Cell]:
    last: dict[str, int] = {}
    for here, true in enumerate(gold.get("rows", [])):
        there = pairs.get(here)
        position = None if there is None else there + 1
        row = None if there is None else read["rows"][there]
        warned = row is None and warnings.about(None, "rows")
        yield Cell("rows", here + 1, row is not None, warned, true["text"], row and row["text"])
        for kind in ROW_CELLS:
            wanted = _cell(true, kind)
            if wanted is None:
                continue
            found = row and _cell(row, kind)
            right = row is not None and RIGHT.get(kind, same)(found, wanted)
            told = warned or (row is not None and warnings.about(position, kind))
            yield Cell(kind, here + 1, right, told, wanted, found)
        if there is not None:
            in_order = last.get(true["part"], -1) < there
            last[true["part"]] = there
            yield Cell("order", here + 1, in_order, warnings.about(None, "order"), here, there)


def _cell(row: Gold, kind: str) -> Any:
    """Return what the row has of this kind; None where the gold leaves it open."""
    deadline = row["deadline"]
    if kind == "components":
        return None if row[kind] is None else (row["framework"], *row[kind])
    if kind == "deadline words":
        return deadline["raw"]
    if kind == "deadline kind":
        return deadline["kind"]
    if kind == "deadline dates":
        # What is due by a date has begun whenever it began.
        start = None if deadline["kind"] == "by_date" else deadline["start"]
        return start, deadline["end"]
    return row[kind]


FORMATS: dict[str, Callable[[Path], bytes]] = {
    "txt": Path.read_bytes,
    "docx": remakes.docx,
    "xlsx": remakes.xlsx,
    "pdf": remakes.pdf,
    "pdf (Nghị định 30)": remakes.official_pdf,
    **({"pdf (LibreOffice)": remakes.libreoffice_pdf} if remakes.SOFFICE else {}),
}
WORKED = "xlsx (bảng)"
"""An outline that an office has worked into a table."""
WORKED_SEEDS = ("001", "003")

COLUMNS = {
    "Nhãn, mục": ("label", "section", "part", "title", "order"),
    "Nội dung": ("text", "items"),
    "Đơn vị": ("lead", "support", "guide"),
    "Thời hạn": ("deadline words", "deadline kind", "deadline dates"),
    "Thành phần": ("components",),
    "Văn bản": (*DOCUMENT_CELLS, "basis", "replaces"),
    "Mục tiêu": ("targets",),
}
"""Groups of cells in the printed table."""


def cases() -> list[tuple[Path, str]]:
    """Return every seed with every format it is tried in; nothing where the seeds are absent."""
    return [
        (seed, form)
        for seed in sorted(SEEDS.glob("*.txt"))
        for form in (*FORMATS, *([WORKED] if number(seed) in WORKED_SEEDS else []))
    ]


@cache
def frameworks() -> tuple[FrameworkNames, ...]:
    """Return the versions of all indices that the project knows."""
    content = (ROOT / "fixtures" / "indexes.json").read_text(encoding="utf-8")
    return catalogue.from_lists(json.loads(content))


@cache
def measured(seed: Path, form: str) -> Score:
    """Read the seed in this format and compare it with its gold file."""
    if form == WORKED:
        data, written = remakes.worked(seed)
        true = json.loads(written)
    else:
        data, true = FORMATS[form](seed), gold(seed)
    name = f"{number(seed)}.{form.split()[0]}"
    return score(as_json(reading.read(name, data, frameworks())), true)


def table(scores: Iterable[tuple[str, str, Score]]) -> str:
    """Return the figures as a Markdown table: right/all of each group of cells."""
    head = ["Kế hoạch", "Tệp", "Dòng", "Thừa", *COLUMNS, "Đúng", "Sai có báo", "Sai không báo"]
    lines = [head, ["---"] * len(head)]
    for seed, form, one in scores:
        groups = ("{}/{}".format(*one.of(*kinds)) for kinds in COLUMNS.values())
        silent = len(one.silent)
        rows = (f"{one.found_rows}/{one.true_rows}", str(one.extra_rows))
        share = f"{one.share:.1%}".replace(".", ",")
        lines.append(
            [seed, form, *rows, *groups, share, str(len(one.misses) - silent), str(silent)]
        )
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def described(cell: Cell) -> str:
    """Return a wrong cell in one line: where, what was wanted, what was found."""
    place = "văn bản" if cell.row is None else f"dòng {cell.row}"
    mark = "" if cell.warned else "!"
    return f"{mark}{place}, {cell.kind}: {str(cell.wanted)[:160]} <> {str(cell.found)[:160]}"


def main() -> None:
    """Print the table; with "-v" the wrong cells below it."""
    scores = [(number(seed), form, measured(seed, form)) for seed, form in cases()]
    print(table(scores))  # noqa: T201 - a command
    for seed, form, one in scores if "-v" in sys.argv else ():
        for cell in one.misses:
            print(seed, form, described(cell))  # noqa: T201 - a command


if __name__ == "__main__":
    main()
