"""Measure all that has a budget, in one run: `make bench`; `NATION=1` adds the nation.

Prints Markdown; `--write` puts it into docs/benchmarks.md in place of the last results.
"""

import argparse
import os
import platform
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- kết quả -->\n", "<!-- hết kết quả -->\n"
ON_SQLITE = ("reporting", "plans", "scores", "search", "workbooks", "prints")
ON_POSTGRES = ("reporting", "plans", "scores", "search")
TITLES = {
    "reporting": "Các trang của một kỳ báo cáo",
    "plans": "Kế hoạch vào và xuống xã",
    "scores": "Kết quả PAPI 2011–2024",
    "search": "Tìm trong 200.000 nhiệm vụ",
    "workbooks": "Bảng Excel dài",
    "prints": "In tài liệu, lập sách",
    "nation": "Cả nước",
}
POSTGRES = str(ROOT / "tests" / "postgres.sh")


def main() -> None:
    """Run each benchmark as a process of its own; stop at the first that fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nation", action="store_true", help="the nation, too (PostgreSQL)")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    asked = parser.parse_args()
    began = time.perf_counter()
    told = [_machine()]
    _say(told[0])
    told += [_run("SQLite", part) for part in ON_SQLITE]
    told += [_run("PostgreSQL", part) for part in (*ON_POSTGRES, *["nation"] * asked.nation)]
    told.append(f"\nCả lần đo: {(time.perf_counter() - began) / 60:.0f} phút.\n")
    if asked.write:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
        _, _, after = rest.partition(END)
        DOCUMENT.write_text(f"{before}{BEGIN}\n{''.join(told)}\n{END}{after}", encoding="utf-8")


def _machine() -> str:
    """Say on what and when it is measured: nothing that names the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    told = subprocess.run(["psql", "--version"], check=True, capture_output=True, text=True)  # noqa: S607
    versions = (
        f"Python {platform.python_version()}",
        f"Django {django.get_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        f"PostgreSQL {told.stdout.split()[2]}",
    )
    return (
        f"Ngày {time.strftime('%d/%m/%Y')}, máy {os.cpu_count()} nhân, {memory:.0f} GB bộ nhớ;"
        f" {', '.join(versions)}; tải lúc bắt đầu {os.getloadavg()[0]:.1f}.\n"
    )


def _run(database: str, part: str) -> str:
    """Return what one benchmark prints, and print it meanwhile."""
    command = [sys.executable, "-m", f"tests.bench.{part}"]
    if database == "PostgreSQL":
        command.insert(0, POSTGRES)
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    began = time.perf_counter()
    lines = [f"\n### {TITLES[part]} ({database})\n"]
    _say(lines[0])
    with subprocess.Popen(  # noqa: S603 - commands of our own
        command, cwd=ROOT, env=clean, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as running:
        assert running.stdout
        for line in running.stdout:
            lines.append(line)
            _say(line)
    if running.returncode:
        sys.exit(running.returncode)
    lines.append(f"\nPhần này đo trong {time.perf_counter() - began:.0f} giây.\n")
    _say(lines[-1])
    return "".join(lines)


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
