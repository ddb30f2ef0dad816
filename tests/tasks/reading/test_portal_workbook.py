"""The workbook of a plan is known among other files, and read cell by cell."""

from datetime import date
from hashlib import sha512
from typing import Any

import pytest

from papi_portal.workbook import Column, Sheet, write
from tasks.reading import UnreadableError, portal_workbook
from tasks.reading.portal_workbook import COLUMNS, KEYS, meta
from tests.papi_portal.workbooks import opened, repacked, saved, workbook
from tests.tasks.reading.sources.made import word

BEFORE = {7: dict.fromkeys(KEYS, "") | {"text": "Họp dân", "label": "1.1"}}
HIDDEN = meta(plan=3, exported_at="2026-11-21T10:42:00+07:00", rows=BEFORE, seal="con dấu")


def exported(
    *rows: dict[str, Any],
    columns: tuple[Column, ...] = COLUMNS,
    hidden: dict[str, str] = HIDDEN,
) -> bytes:
    """Return a plan workbook with these cells by column."""
    cells = [[row.get(column.key) for column in columns] for row in rows]
    return write([Sheet("Nhiệm vụ", columns, cells)], hidden)


def read(data: bytes) -> dict[str, Any]:
    values = portal_workbook.read(data)
    assert values is not None
    return values


def texts(values: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {key: cell["text"] for key, cell in row["cells"].items() if cell["text"]}
        for row in values["rows"]
    ]


def test_says_of_which_plan_when_and_what_each_row_said() -> None:
    values = read(exported({"code": 7, "text": "Họp dân"}))

    assert (values["plan"], values["exported_at"]) == (3, "2026-11-21T10:42:00+07:00")
    assert values["before"] == {"7": BEFORE[7]}
    assert values["seal"] == "con dấu"
    assert values["columns"] == [column.key for column in COLUMNS]


def test_each_cell_comes_with_its_address() -> None:
    (row,) = read(exported({"code": 7, "text": "- Họp\n- Báo"}))["rows"]

    assert row["number"] == 2
    assert row["cells"]["text"] == {"at": "E2", "text": "- Họp\n- Báo", "problem": ""}


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("code", 12, "12"),
        ("code", "12", "12"),
        ("code", 12.0, "12"),
        ("label", 1.1, "1.1"),
        ("components", 2.3, "2.3"),
        ("note", 1.5, "1,5"),
        ("ends_on", date(2026, 6, 30), "30/06/2026"),
        ("ends_on", "30/6/2026", "30/6/2026"),
        ("text", "=1+1", "=1+1"),
        ("text", "  hai   dấu cách ", "hai dấu cách"),
    ],
)
def test_cells_become_the_text_that_people_mean(key: str, value: Any, text: str) -> None:
    assert texts(read(exported({"text": "Họp", key: value})))[0][key] == text


def test_rows_of_another_column_only_are_no_rows() -> None:
    extra = (*COLUMNS, Column("extra", "Ghi riêng"))

    values = read(exported({"code": 7, "text": "Họp"}, {"extra": "xem lại"}, columns=extra))

    assert len(values["rows"]) == 1
    assert values["unknown"] == ["Ghi riêng"]


def test_empty_column_of_somebody_is_not_worth_a_word() -> None:
    extra = (*COLUMNS, Column("extra", "Ghi riêng"))

    assert read(exported({"text": "Họp"}, columns=extra))["unknown"] == []


def test_missing_column_is_told_from_an_empty_one() -> None:
    without = tuple(column for column in COLUMNS if column.key != "note")

    values = read(exported({"text": "Họp"}, columns=without))

    assert "note" not in values["columns"]
    assert "note" not in values["rows"][0]["cells"]


def test_formula_that_was_never_computed_is_a_problem_of_its_cell() -> None:
    book = opened(exported({"code": 7, "text": "Họp"}))
    book["Nhiệm vụ"]["N2"] = "=A1"

    cell = read(saved(book))["rows"][0]["cells"]["note"]

    assert cell["text"] == ""
    assert cell["problem"].startswith("Ô có công thức chưa tính")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        b"PK\x03\x04 broken",
        workbook(["STT", "Nhiệm vụ"], [1, "Họp"]),
        exported({"text": "Họp"}, hidden={}),
        exported({"text": "Họp"}, hidden={"list": "units", "version": "1"}),
    ],
)
def test_any_other_file_is_none_of_ours(data: bytes) -> None:
    assert portal_workbook.read(data) is None


APPENDIX = {"document": "plan_appendix", "plan": "3", "exported_at": "2026-11-21", "index": "papi"}


def test_appendix_says_of_which_plan_it_is() -> None:
    came_from = {"plan": 3, "exported_at": "2026-11-21", "index": "papi"}

    assert read(exported(hidden=APPENDIX)) == {"came_from": came_from}


@pytest.mark.parametrize("plan", ["", "ba", "²", "1234567890"])
def test_appendix_of_no_plan_is_read_as_any_document(plan: str) -> None:
    assert portal_workbook.read(exported(hidden=APPENDIX | {"plan": plan})) is None


def test_workbook_of_a_report_is_no_plan() -> None:
    with pytest.raises(UnreadableError, match=str(portal_workbook.NO_PLAN)):
        read(exported(hidden=APPENDIX | {"document": "report"}))


def test_workbook_of_a_stranger_is_read_in_a_child_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = exported({"code": 7, "text": "Họp", "ends_on": date(2026, 6, 30)})
    here = read(data)
    monkeypatch.setattr(portal_workbook, "read", lambda *_args: pytest.fail("read here"))

    assert portal_workbook.read_strange(data) == here
    assert portal_workbook.read_strange(workbook(["STT", "Nhiệm vụ"], [1, "Họp"])) is None
    with pytest.raises(UnreadableError, match="Trang ẩn"):
        portal_workbook.read_strange(exported({"text": "Họp"}, hidden=HIDDEN | {"plan": "ba"}))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", word()], ids=["nothing", "PDF", "Word"])
def test_what_is_no_workbook_costs_no_child(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("subprocess.run", lambda *_args, **_kwargs: pytest.fail("a child"))

    assert portal_workbook.read_strange(data) is None


def test_link_to_another_workbook_is_told() -> None:
    data = exported({"code": 7, "text": "Họp"})
    link = {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}

    assert not read(data)["linked"]
    assert read(repacked(data, link))["linked"]


def test_workbook_without_codes_is_refused_because_all_rows_would_look_new() -> None:
    without = tuple(column for column in COLUMNS if column.key != "code")

    with pytest.raises(UnreadableError, match="không còn cột “Mã dòng”"):
        read(exported({"text": "Họp"}, columns=without))


def test_workbook_without_tasks_names_the_missing_column() -> None:
    without = tuple(column for column in COLUMNS if column.key != "text")

    with pytest.raises(UnreadableError, match="thiếu cột “Nhiệm vụ, giải pháp”"):
        read(exported({"code": 7}, columns=without))


def test_copied_sheet_is_refused_because_nobody_knows_which_counts() -> None:
    book = opened(exported({"code": 7, "text": "Họp"}))
    book.copy_worksheet(book["Nhiệm vụ"])

    with pytest.raises(UnreadableError, match="đều có danh sách"):
        read(saved(book))


@pytest.mark.parametrize(
    "changed",
    [
        {"plan": "ba"},
        {"rows-0": ""},
        {"rows-0": "!!"},
        {"rows-0": HIDDEN["rows-0"][:-8]},
        {"rows-0": meta(plan=3, exported_at="", rows={}, seal="")["rows-0"][:-4] + "AAAA"},
        {"rows-0": meta(plan=3, exported_at="", rows={7: {"text": "x"}}, seal="")["rows-0"]},
    ],
)
def test_hidden_sheet_that_was_changed_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(UnreadableError, match="Trang ẩn"):
        read(exported({"text": "Họp"}, hidden=HIDDEN | changed))


def test_long_plan_fits_into_the_hidden_sheet() -> None:
    rows = {
        code: dict.fromkeys(KEYS, "") | {"text": sha512(str(code).encode()).hexdigest()}
        for code in range(1, 1000)
    }
    hidden = meta(plan=3, exported_at="", rows=rows, seal="")

    assert "rows-2" in hidden, "several pieces"
    values = read(exported({"code": 7, "text": "Họp"}, hidden=hidden))
    assert values["before"] == {str(code): texts for code, texts in rows.items()}


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portal_workbook, "MOST_ROWS", 2)

    with pytest.raises(UnreadableError, match=r"quá 5\.000 dòng"):
        read(exported(*({"text": f"Việc {number}"} for number in range(3))))
