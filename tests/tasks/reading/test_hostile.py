"""A stranger's file goes through the door: harm is refused with its reason, the rest is whole."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count

import pytest

from papi_portal import child
from tasks import reading
from tasks.reading import DOOR, ReadPlan, UnreadableError, read_strange
from tasks.reading.sources import open_file
from tasks.reading.values import Paragraph
from tests.papi_portal import doors
from tests.tasks.reading import hostile
from tests.tasks.reading.sources.made import WORDS


def answer(attack: str) -> ReadPlan | str:
    """Return what the door says to an attack: a plan, or the sentence of the refusal."""
    name, make, _ = hostile.FILES[attack]
    try:
        return read_strange(name, make(), ())
    except UnreadableError as error:
        return str(error)


@pytest.fixture(scope="module")
def answers() -> dict[str, ReadPlan | str]:
    """Return the answers to all attacks, asked at once because each takes a process of its own."""
    with ThreadPoolExecutor(cpu_count()) as pool, pytest.MonkeyPatch.context() as patch:
        # However busy the machine: what is tested is the reason, and not the queue.
        patch.setattr(child, "WAIT_SECONDS", 150)
        # All are here before any test begins: some of them put another door in the place of this.
        return dict(zip(hostile.FILES, pool.map(answer, hostile.FILES), strict=True))


@pytest.mark.parametrize("attack", hostile.FILES)
def test_hostile_file_is_refused_with_its_reason_or_read_without_harm(
    attack: str, answers: dict[str, ReadPlan | str]
) -> None:
    words, said = hostile.FILES[attack][2], answers[attack]

    if not words:
        assert isinstance(said, ReadPlan)
        return
    assert isinstance(said, str)
    assert words in said
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("a.xlsx", hostile.xinclude, [WORDS]),
        ("a.docx", hostile.embedded_object, [WORDS]),
        ("a.docx", hostile.inserted_chunk, [WORDS]),
        ("a.docx", hostile.attached_template, [WORDS]),
        ("a.docx", hostile.tracked_changes, ["Kế hoạch năm 2026"]),
        ("a.pdf", hostile.active_pdf, ["Ke hoach nang cao chi so PAPI"]),
        ("a.xlsx", hostile.uncalculated, [WORDS, "", "4"]),
        ("a.xlsx", hostile.empty_formatted_rows, [WORDS]),
        ("a.xlsx", hostile.lying_dimension, [WORDS]),
        ("a.xlsx", hostile.linked_workbook, [WORDS]),
    ],
)
def test_traps_leave_nothing_in_what_is_read(
    name: str, make: Callable[[], bytes], words: list[str]
) -> None:
    blocks = open_file(name, make()).blocks

    texts = [
        text
        for block in blocks
        for text in (
            [block.text]
            if isinstance(block, Paragraph)
            else [cell.text for row in block.rows for cell in row]
        )
    ]
    assert texts == words


def test_a_stray_link_to_another_workbook_is_told() -> None:
    (remark,) = open_file("a.xlsx", hostile.linked_workbook()).remarks

    assert remark.message.startswith("Tệp nối tới tệp Excel khác; đã đọc giá trị ghi sẵn")


def test_a_file_that_takes_too_long_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "DOOR", doors.hurried(DOOR))

    with pytest.raises(UnreadableError, match="quá nặng hoặc hỏng"):
        read_strange("a.txt", WORDS.encode(), ())


@pytest.mark.parametrize("make", [hostile.macro_workbook, hostile.hidden_macro, hostile.macro_word])
def test_macros_are_refused_before_any_reader_is_started(
    make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "WAIT_SECONDS", 0)
    monkeypatch.setattr(reading, "DOOR", doors.hurried(DOOR, 0))

    with pytest.raises(UnreadableError, match="macro"):
        read_strange("a.xlsx", make(), ())


def test_a_child_loads_only_the_parser_it_needs() -> None:
    code = (
        "from tasks.reading.sources import open_file\n"
        "open_file('', b'K\\xe1\\xba\\xbf ho\\xe1\\xba\\xa1ch PAPI 2026')\n"
        "import sys\n"
        "unwanted = {'django', 'docx', 'openpyxl', 'pdfplumber', 'viparse'}\n"
        "found = sorted(unwanted & set(sys.modules))"
    )

    assert doors.DOOR.run("attempt", code.encode()) == []


def test_only_refusals_and_values_of_plans_cross() -> None:
    assert DOOR.refusal is UnreadableError
    assert {one.__module__ for one in DOOR.values} == {"tasks.reading.values"}
