"""A stranger's file is read in a child: harm is refused with its reason, the rest is whole."""

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.reading import child
from tasks.reading.sources import open_file
from tasks.reading.values import (
    Cell,
    Deadline,
    Document,
    Paragraph,
    Part,
    ReadDeadline,
    ReadPlan,
    Remark,
    Table,
    UnreadableError,
)
from tests.tasks.reading import hostile
from tests.tasks.reading.sources.made import WORDS, page, word

DOCUMENTS = st.from_type(Document) | st.builds(
    Document,
    blocks=st.lists(st.from_type(Table) | st.from_type(Paragraph)).map(tuple),
    remarks=st.lists(st.from_type(Remark)).map(tuple),
)


@pytest.mark.parametrize("attack", hostile.FILES)
def test_hostile_file_is_refused_with_its_reason_or_read_without_harm(attack: str) -> None:
    name, make, words = hostile.FILES[attack]

    if not words:
        assert child.read_document(name, make()).blocks
        return
    with pytest.raises(UnreadableError) as refused:
        child.read_document(name, make())

    assert words in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (hostile.xinclude, [WORDS]),
        (hostile.embedded_object, [WORDS]),
        (hostile.inserted_chunk, [WORDS]),
        (hostile.attached_template, [WORDS]),
        (hostile.tracked_changes, ["Kế hoạch năm 2026"]),
        (hostile.active_pdf, ["Ke hoach nang cao chi so PAPI"]),
        (hostile.uncalculated, [WORDS, "", "4"]),
    ],
)
def test_traps_leave_nothing_in_what_is_read(make: Callable[[], bytes], words: list[str]) -> None:
    endings = {b"PK": "docx", b"%P": "pdf"}
    data = make()
    ending = "xlsx" if b"xl/workbook" in data else endings[data[:2]]

    blocks = child.read_document(f"a.{ending}", data).blocks

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


def test_the_child_reads_as_the_parent_would() -> None:
    data = word()

    assert child.read_document("plan.docx", data) == open_file("plan.docx", data)


def test_threads_may_read_at_the_same_time() -> None:
    files = {"a.docx": word(), "b.pdf": page(hostile.TEXT_PAGE), "c.txt": WORDS.encode()}

    with ThreadPoolExecutor(6) as pool:
        read = list(pool.map(lambda one: child.read_document(*one), [*files.items()] * 2))

    assert read == [open_file(name, data) for name, data in files.items()] * 2


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "WALL_SECONDS", 0.001)

    with pytest.raises(UnreadableError, match="quá nặng hoặc hỏng"):
        child.read_document("plan.docx", word())


@pytest.mark.parametrize(
    "said", [b"", b"[", b'{"broken": "KeyError: 1"}', b'{"read": {"Remark": [null, "a", "b"]}}']
)
def test_a_child_that_breaks_is_a_refusal(
    said: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done = subprocess.CompletedProcess([], -9, stdout=said)
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_kwargs: done)

    with pytest.raises(UnreadableError, match="quá nặng hoặc hỏng"):
        child.read_document("plan.docx", word())

    assert "Remark" in said.decode() or "status -9" in caplog.text


def confined(code: str) -> Any:
    """Return what code in a confined child prints as JSON."""
    start = f"import json, sys; sys.path.append({str(child.ROOT)!r})"
    lines = [start, "from tasks.reading import child", "child._confine()", *code.splitlines()]
    command = [sys.executable, "-I", "-B", "-c", "\n".join(lines)]
    done = subprocess.run(command, capture_output=True, env={}, check=True)  # noqa: S603
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "act",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "bytes(2 * 1024 ** 3)",
        "import tempfile; tempfile.TemporaryFile(buffering=0).write(b'a')",
    ],
)
def test_a_child_reaches_nothing_and_writes_nothing(act: str) -> None:
    code = f"try:\n    {act}\nexcept BaseException as error:\n    print(json.dumps(repr(error)))"

    refused = {"PermissionError", "MemoryError", "OSError", "FileNotFoundError"}
    assert confined(code).split("(")[0] in refused


def test_a_child_does_without_django_and_loads_only_the_parser_it_needs() -> None:
    code = (
        "from tasks.reading.sources import open_file\n"
        "open_file('', b'K\\xe1\\xba\\xbf ho\\xe1\\xba\\xa1ch PAPI 2026')\n"
        "unwanted = {'django', 'docx', 'openpyxl', 'pdfplumber', 'viparse'}\n"
        "print(json.dumps(sorted(unwanted & set(sys.modules))))"
    )

    assert confined(code) == []


@given(DOCUMENTS)
def test_documents_cross_without_loss(document: Document) -> None:
    assert child.unpacked(json.loads(json.dumps(child.packed(document)))) == document


@given(st.from_type(ReadPlan))
def test_plans_cross_without_loss(plan: ReadPlan) -> None:
    assert child.unpacked(json.loads(json.dumps(child.packed(plan)))) == plan


@pytest.mark.parametrize(
    "value",
    [
        Document((Table(((Cell("a", across=True),),), "trang 3"), Paragraph("b", 2, True, "")), ()),
        ReadDeadline("Quý IV", Deadline.BY_DATE, None, None),
        (Part.TABLE, None, 1, "x", ("Cell", "Remark")),
    ],
)
def test_values_keep_their_types(value: object) -> None:
    crossed = child.unpacked(json.loads(json.dumps(child.packed(value))))

    assert crossed == value
    assert repr(crossed) == repr(value)
