"""Plans in shapes that nobody tuned the reader to are read nearly as well, or with warnings.

The documents are made up; see `unseen` for how they are drawn.
"""

from collections.abc import Callable
from functools import cache, partial

import pytest

from tasks import reading
from tasks.reading.written import as_json
from tests.tasks.reading import scoring, unseen, unseen_files, unseen_word

WANTED_SHARE = 0.95

word = unseen_word.docx_file
FILES: dict[tuple[str, str], Callable[[str], bytes]] = {
    ("01", "docx"): word,
    ("01", "pdf"): unseen_files.pdf,
    ("02", "docx"): word,
    ("02", "pdf"): unseen_files.pdf,
    ("02", "txt"): unseen_files.text,
    ("03", "xlsx"): unseen_files.xlsx,
    ("03", "docx"): word,
    ("04", "pdf"): unseen_files.pdf,
    ("04", "docx"): word,
    ("05", "docx"): word,
    ("05", "pdf"): unseen_files.pdf,
    ("05", "txt"): unseen_files.text,
    ("06", "docx"): word,
    ("06", "pdf"): unseen_files.pdf,
    ("06", "txt"): unseen_files.text,
    ("07", "docx"): word,
    ("07", "pdf"): unseen_files.pdf,
    ("07", "txt"): unseen_files.text,
    ("08", "txt"): unseen_files.text,
    ("08", "txt of word"): unseen_files.text_from_word,
    ("08", "txt of rows"): unseen_files.text_of_rows,
    ("09", "docx"): word,
    ("09", "xlsx"): unseen_files.xlsx,
    ("09", "pdf"): unseen_files.pdf,
    ("10", "docx"): word,
    ("10", "pdf"): unseen_files.pdf,
    ("11", "docx nfd"): partial(word, typed=unseen_word.in_pieces),
    ("11", "docx tcvn3"): partial(word, typed=unseen_word.in_tcvn3),
    ("11", "txt"): unseen_files.text,
    ("12", "docx"): word,
    ("12", "xlsx"): unseen_files.xlsx,
    ("12", "pdf"): unseen_files.pdf,
    ("14", "docx"): word,
    ("14", "xlsx"): unseen_files.xlsx,
    ("14", "pdf"): unseen_files.pdf,
    ("14", "txt"): unseen_files.text,
    ("15", "docx"): word,
    ("15", "pdf"): unseen_files.pdf,
    ("16", "docx"): word,
    ("16", "pdf"): unseen_files.pdf,
    ("17", "docx"): word,
    ("17", "txt"): unseen_files.text,
    ("18", "docx"): word,
    ("18", "pdf"): unseen_files.pdf,
    ("18", "xlsx"): unseen_files.xlsx,
    ("19", "txt"): unseen_files.as_drawn,
}


@cache
def read(name: str, form: str) -> scoring.Read:
    data = FILES[name, form](name)
    return as_json(reading.read(f"plan.{form.split()[0]}", data, scoring.frameworks()))


@cache
def measured(name: str, form: str) -> scoring.Score:
    return scoring.score(read(name, form), unseen.gold(name))


def remarks(found: scoring.Read, field: str) -> str:
    return "\n".join(one["message"] for one in found["warnings"] if one["field"] == field)


every_file = pytest.mark.parametrize(("name", "form"), FILES)


@every_file
def test_nearly_every_cell_is_right(name: str, form: str) -> None:
    score = measured(name, form)

    assert score.share >= WANTED_SHARE, [scoring.described(cell) for cell in score.misses]


@every_file
def test_nothing_is_wrong_without_a_warning(name: str, form: str) -> None:
    assert [scoring.described(cell) for cell in measured(name, form).silent] == []


# What is no plan, or comes without its columns


@pytest.mark.parametrize(
    ("name", "form", "made", "kind"),
    [
        ("13a", "docx", word, "Giấy mời"),
        ("13a", "pdf", unseen_files.pdf, "Giấy mời"),
        ("13b", "xlsx", unseen_files.xlsx, "Bảng thanh toán tiền lương"),
        ("13c", "docx", word, "Báo cáo"),
    ],
)
def test_document_that_is_no_plan_gives_no_rows_and_says_what_it_is(
    name: str, form: str, made: Callable[[str], bytes], kind: str
) -> None:
    found = as_json(reading.read(f"plan.{form}", made(name), scoring.frameworks()))

    assert found["rows"] == []
    assert f"Văn bản là {kind}" in remarks(found, "kind")


def test_table_pasted_cell_by_cell_is_not_made_up_but_said() -> None:
    data = unseen_files.text_cell_by_cell("08")
    found = as_json(reading.read("plan.txt", data, scoring.frameworks()))

    assert not [row for row in found["rows"] if row["lead"]]
    assert "mỗi ô một dòng" in remarks(found, "rows")


def test_columns_of_rows_without_a_header_are_guessed_with_a_remark() -> None:
    found = read("08", "txt of rows")

    assert "không có dòng tiêu đề" in remarks(found, "table")


def test_codes_without_the_plan_s_year_are_those_of_the_newest_version_with_a_remark() -> None:
    assert "bộ tiêu chí mới nhất" in remarks(read("14", "docx"), "components")
