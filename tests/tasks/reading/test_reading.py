"""The two doors of the reader: one for files of our own, one for those of strangers."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest

from tasks import reading
from tasks.reading import UnreadableError
from tasks.reading.values import Deadline
from tests.tasks.reading import hostile
from tests.tasks.reading.sources.made import word
from tests.tasks.reading.versions import FRAMEWORKS

PASTED = (
    "STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\n"
    "1\tNiêm yết công khai ngân sách xã\tUBND xã\tHàng quý\n"
    "2\tĐối thoại với Nhân dân\tUBND xã\tTrước ngày 30/6/2026\n"
)


def sheet() -> bytes:
    book = openpyxl.Workbook()
    for line in PASTED.splitlines():
        book.active.append(line.split("\t"))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [("dan.txt", PASTED.encode), ("dan.txt", lambda: PASTED.encode("utf-16")), ("a.xlsx", sheet)],
    ids=["text", "UTF-16", "workbook"],
)
@pytest.mark.parametrize("door", [reading.read, reading.read_strange])
def test_table_is_read_whatever_file_it_comes_in(
    name: str, make: Callable[[], bytes], door: Callable[..., reading.ReadPlan]
) -> None:
    plan = door(name, make(), FRAMEWORKS)

    assert [row.text for row in plan.rows] == [
        "Niêm yết công khai ngân sách xã",
        "Đối thoại với Nhân dân",
    ]
    assert [row.deadline.kind for row in plan.rows] == [Deadline.QUARTERLY, Deadline.BY_DATE]


def test_both_doors_read_the_same() -> None:
    data = word()

    assert reading.read_strange("a.docx", data, FRAMEWORKS) == reading.read(
        "a.docx", data, FRAMEWORKS
    )


@pytest.mark.parametrize("door", [reading.read, reading.read_strange])
@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("a.docx", lambda: b"", "Tệp rỗng"),
        ("a.xlsm", hostile.macro_workbook, "không macro"),
        ("a.pdf", hostile.scanned_pdf, "PDF ảnh, không đọc được bảng"),
    ],
)
def test_refusal_is_a_sentence_at_both_doors(
    name: str, make: Callable[[], bytes], words: str, door: Callable[..., reading.ReadPlan]
) -> None:
    with pytest.raises(UnreadableError, match=words) as refused:
        door(name, make(), FRAMEWORKS)

    assert str(refused.value).endswith(".")


def test_strange_file_is_never_opened_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_args: object) -> None:
        pytest.fail("a stranger's file was opened in the web process")

    monkeypatch.setattr("tasks.reading.sources.open_file", opened)

    assert reading.read_strange("dan.txt", PASTED.encode(), FRAMEWORKS).rows
