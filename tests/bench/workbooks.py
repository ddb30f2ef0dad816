"""How fast, and in how much memory, a list of tens of thousands of rows is written as a workbook.

Run: .venv/bin/python -m tests.bench.workbooks [rows …]. Each length in a process of its own.
"""

import subprocess
import sys
from pathlib import Path
from time import perf_counter, process_time

from papi_portal.workbook import Column, Sheet, write

COLUMNS = [Column(f"column-{number}", f"Cột {number}") for number in range(11)]
COUNT = Column("count", "Số minh chứng", kind="number")
ROW: tuple[str | int, ...] = (*(["Đã tổ chức 4 hội nghị, 200 lượt người dự"] * 11), 2)
LENGTHS = ("500", "5000", "50000")


def measure(rows: int) -> str:
    """Write so many rows of twelve cells; return rows, s, s CPU, MB at most."""
    began, worked = perf_counter(), process_time()
    write([Sheet("Nhiệm vụ", [*COLUMNS, COUNT], (ROW for _ in range(rows)))])
    seconds, cpu = perf_counter() - began, process_time() - worked
    told = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
    memory = int(told["VmHWM"].split()[0]) // 1024
    return f"| {rows} | {seconds:.1f} | {cpu:.1f} | {memory} |".replace(".", ",")


def main() -> None:
    """Print a table; with one length, its row alone."""
    lengths = sys.argv[1:] or LENGTHS
    if len(lengths) == 1:
        sys.stdout.write(f"{measure(int(lengths[0]))}\n")
        return
    sys.stdout.write("| dòng | giây | giây CPU | MB |\n| --- | --- | --- | --- |\n")
    sys.stdout.flush()
    for one in lengths:
        subprocess.run([sys.executable, "-m", "tests.bench.workbooks", one], check=True)  # noqa: S603


if __name__ == "__main__":
    main()
