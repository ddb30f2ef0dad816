"""Long lists as workbooks: streamed, so that memory does not grow with the rows."""

import subprocess
import sys

import pytest
from django.conf import settings

from papi_portal.workbook import Band, Column, Sheet, write
from tests.papi_portal.workbooks import opened

MEASURE = """
from pathlib import Path
from papi_portal.workbook import Column, Sheet, write
columns = [Column(f"c{n}", f"Cột {n}") for n in range(12)]
def peak(rows):
    write([Sheet("A", columns, (["Đã tổ chức 4 hội nghị"] * 12 for _ in range(rows)))])
    told = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
    return int(told["VmHWM"].split()[0]) // 1024
print(peak(500), peak(10_000))
"""
"""In megabytes; by a process of its own, because a peak never falls again. What `resource` tells
begins with the peak of the process that started it."""


def test_memory_does_not_grow_with_the_rows() -> None:
    command, here = [sys.executable, "-c", MEASURE], settings.BASE_DIR
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=here)  # noqa: S603

    few, many = map(int, done.stdout.split())

    assert many < 150
    assert many - few < 20


def test_choices_filter_and_print_area_reach_to_the_last_row() -> None:
    kind = Column("kind", "Loại", choices=("một", "hai"))

    page = opened(write([Sheet("A", [kind], (("một",) for _ in range(20_100)))]))["A"]

    (rule,) = page.data_validations.dataValidation
    assert str(rule.sqref) == "A2:A20101"
    assert (page.auto_filter.ref, page.print_area) == ("A1:A20101", "'A'!$A$1:$A$20101")
    assert page.max_row == 20_101


def test_rows_headings_across_and_blanks_look_alike() -> None:
    columns = [Column("name", "Tên"), Column("count", "Số", kind="number")]

    page = opened(write([Sheet("A", columns, [Band("Mục I"), (" hai\ndòng ", None), ("", 3)])]))[
        "A"
    ]

    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] == [
        ["Mục I", None],
        [" hai\ndòng ", None],
        [None, 3],
    ]
    assert page["A2"].font.bold
    assert {cell.border.left.style for row in page.iter_rows() for cell in row} == {"thin"}
    assert page["A3"].alignment.wrap_text


def test_control_mark_is_refused_with_its_row() -> None:
    with pytest.raises(ValueError, match="row 2"):
        write([Sheet("A", [Column("name", "Tên")], [("\x00",)])])
