"""The five seed plans are read as a person read them, whatever file they come in.

The gold files in `tests/data/` were written by hand; `python -m tests.tasks.reading.scoring -v`
prints the figures and every wrong cell.
"""

import html
import re
from copy import deepcopy
from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.tasks.reading import remakes, scoring
from tests.tasks.reading.remake_blocks import SEEDS, Gold, gold, lines, number

WANTED_SHARE = 0.98

seeds_are_here = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no plans in {SEEDS.name}/")
every_file = pytest.mark.parametrize(
    ("seed", "form"),
    [pytest.param(seed, form, id=f"{number(seed)} {form}") for seed, form in scoring.cases()],
)


@seeds_are_here
@every_file
def test_nearly_every_cell_is_right(seed: Path, form: str) -> None:
    measured = scoring.measured(seed, form)

    assert measured.share >= WANTED_SHARE, [scoring.described(cell) for cell in measured.misses]


@seeds_are_here
@every_file
def test_nothing_is_wrong_without_a_warning(seed: Path, form: str) -> None:
    assert [scoring.described(cell) for cell in scoring.measured(seed, form).silent] == []


@seeds_are_here
@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=number)
def test_gold_quotes_its_seed(seed: Path) -> None:
    for row in gold(seed)["rows"]:
        if row["part"] != "table":
            assert remakes.full_text(_first_line(row["text"]), lines(seed))


def _first_line(text: str | Gold) -> str | Gold:
    return text if isinstance(text, dict) else text.split("\n")[0]


def remade(seed: str) -> docx.document.Document:
    return docx.Document(BytesIO(remakes.docx(next(SEEDS.glob(f"{seed}_*.txt")))))


@seeds_are_here
def test_word_file_has_the_tasks_in_one_table_with_sections_across() -> None:
    (table,) = remade("000").tables

    first_section = table.row_cells(1)
    assert len(table.rows) == 1 + 8 + 22
    assert {cell.text for cell in first_section} == {"1. Sự tham gia của người dân ở cấp cơ sở"}
    assert [line.text[:2] for line in table.cell(2, 1).paragraphs] == ["- ", "- "]


@seeds_are_here
@pytest.mark.parametrize(("seed", "typed"), [("002", "1.10."), ("004", "- ")])
def test_word_file_counts_its_paragraphs_itself(seed: str, typed: str) -> None:
    paragraphs = remade(seed).paragraphs

    assert not [line.text for line in paragraphs if line.text.startswith(typed)]
    assert len([line for line in paragraphs if line._p.xpath("./w:pPr/w:numPr")]) > 20


@seeds_are_here
@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=number)
def test_page_to_be_printed_without_libreoffice_has_every_row(seed: Path) -> None:
    page = html.unescape(remakes.page(seed, remakes.STYLE)).replace("<br>", "\n")
    page = re.sub(r"</?span[^>]*>", "", page)

    for row in gold(seed)["rows"]:
        assert remakes.full_text(row["text"], lines(seed)).split("\n")[0] in page


ROW: Gold = {
    "label": "1.1",
    "section": "II. NHIỆM VỤ > 1. Công khai, minh bạch",
    "part": "outline",
    "title": "",
    "components": ["2.2"],
    "framework": "papi-2021",
    "text": "Công khai danh sách hộ nghèo tại trụ sở Ủy ban nhân dân xã.",
    "items": ["Công khai danh sách hộ nghèo tại trụ sở Ủy ban nhân dân xã."],
    "lead": ["UBND xã"],
    "support": [],
    "guide": [],
    "deadline": {"raw": "Hằng năm", "kind": "yearly", "start": None, "end": None},
    "output": "",
}
OTHER_ROW: Gold = {**ROW, "label": "1.2", "text": "Niêm yết bảng giá đất.", "components": ["2.4"]}
PLAN: Gold = {"kind": "plan", "rows": [ROW, OTHER_ROW], "targets": [], "basis": []}


def read(plan: Gold, *warnings: tuple[int | None, str]) -> scoring.Read:
    return {
        **deepcopy(plan),
        "warnings": [{"row": row, "field": field, "message": ""} for row, field in warnings],
    }


def test_what_equals_the_gold_is_right() -> None:
    score = scoring.score(read(PLAN), PLAN)

    assert (score.share, score.found_rows, score.extra_rows) == (1, 2, 0)


def test_blanks_quotes_and_stops_of_headings_do_not_matter() -> None:
    found = read(PLAN)
    found["rows"][0] |= {
        "section": "II. NHIỆM VỤ > 1. Công khai,  minh bạch:",
        "text": ROW["text"].replace(" hộ", "\u00a0hộ"),
    }

    assert scoring.score(found, PLAN).misses == ()


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("label", "1", "label"),
        ("section", "II. NHIỆM VỤ", "section"),
        ("text", f"{ROW['text']} Hết.", "text"),
        ("items", ["một", "hai"], "items"),
        ("components", ["2"], "components"),
        ("framework", "papi-2019", "components"),
        ("lead", ["UBND", "xã"], "lead"),
        ("deadline", {**ROW["deadline"], "kind": "ongoing"}, "deadline kind"),
    ],
)
def test_wrong_cell_is_silent_without_a_warning(field: str, value: object, kind: str) -> None:
    found = read(PLAN)
    found["rows"][0][field] = value

    assert [(cell.row, cell.kind) for cell in scoring.score(found, PLAN).silent] == [(1, kind)]


@pytest.mark.parametrize(
    ("warning", "silent"),
    [((1, "lead"), 0), ((2, "lead"), 1), ((1, "support"), 1), ((None, "lead"), 1)],
)
def test_warning_counts_for_its_row_and_field_only(
    warning: tuple[int | None, str], silent: int
) -> None:
    found = read(PLAN, warning)
    found["rows"][0]["lead"] = []

    score = scoring.score(found, PLAN)

    assert (len(score.misses), len(score.silent)) == (1, silent)


def test_row_not_found_loses_all_its_cells() -> None:
    found = read(PLAN)
    del found["rows"][1]

    score = scoring.score(found, PLAN)

    assert score.found_rows == 1
    assert {cell.kind for cell in score.misses} == {"rows", *scoring.ROW_CELLS}


def test_row_made_up_is_wrong() -> None:
    found = read(PLAN)
    found["rows"].append({**ROW, "text": "Trên đây là Kế hoạch của Ủy ban nhân dân tỉnh./."})

    score = scoring.score(found, PLAN)

    assert (score.extra_rows, [cell.kind for cell in score.silent]) == (1, ["rows"])


def test_rows_out_of_order_are_wrong() -> None:
    found = read(PLAN)
    found["rows"].reverse()

    assert [cell.kind for cell in scoring.score(found, PLAN).misses] == ["order"]


def test_long_text_is_known_by_beginning_end_and_number_of_words() -> None:
    words = ROW["text"].split()
    brief: Gold = {"begins": " ".join(words[:5]), "ends": " ".join(words[-3:]), "words": len(words)}
    true: Gold = {**PLAN, "rows": [{**ROW, "text": brief, "items": {"count": 1}}, OTHER_ROW]}

    assert scoring.score(read(PLAN), true).misses == ()
    brief["words"] += 1
    assert [cell.kind for cell in scoring.score(read(PLAN), true).misses] == ["text"]


def test_what_the_gold_leaves_open_is_not_counted() -> None:
    true: Gold = {"rows": [{**ROW, "components": None}, OTHER_ROW]}
    found = read(PLAN)
    found["rows"][0]["components"] = ["7"]

    assert scoring.score(found, true).misses == ()
