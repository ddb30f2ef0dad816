"""How long the pages of a reporting period take, beside the least SQL that gives the same answer.

`make bench`, or `tests/postgres.sh python -m tests.bench.reporting` for PostgreSQL. A province of
166 communes with 60 rows each reports for the eighth time; every page is asked for as a browser
asks (middleware, rights, queries, template), and the median of several times counts. The numbers
that a page tells are compared with those that its SQL counts: it must be the same answer. The
tables are printed as docs/benchmarks.md has them. `--communes 4 --tasks 9 --periods 3 --times 1`
tries it out in a few seconds.
"""

import argparse
import gc
import gzip
import html
import os
import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

import django

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up before its models load
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils.html import strip_tags  # noqa: E402

from tasks.models import Assignment, Submission  # noqa: E402
from tests import factories  # noqa: E402
from tests.bench import ground, province  # noqa: E402

VENDORS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
Results = Sequence[Sequence[Any]]
"""The rows of each statement."""
TIMES = 9

Counts = tuple[tuple[str, Callable[[Results], int]], ...]
"""Where a page tells a number (where often, all are added up), and what its SQL counts for it."""

OWED = """
SELECT t.*, r.*, r.id FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {period}
WHERE a.reports AND t.plan_id = {plan} ORDER BY t.position
"""
SAVED = """
UPDATE tasks_progress SET result = 'Đã niêm yết', version = version + 1
WHERE assignment_id = {row} AND period_id = {period};
SELECT COUNT(*), COUNT(r.id) FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {period}
WHERE a.reports AND t.plan_id = {plan}
"""
DESK = """
SELECT p.territory_id, c.dimension_id, COUNT(DISTINCT a.id), COUNT(DISTINCT r.assignment_id)
FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id JOIN plans_plan p ON p.id = t.plan_id
LEFT JOIN tasks_task_components tc ON tc.task_id = t.id
LEFT JOIN indicators_component c ON c.id = tc.component_id
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {period}
WHERE a.reports GROUP BY p.territory_id, c.dimension_id
"""
ROWS = """
SELECT t.*, r.*, COUNT(*) OVER () FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id
JOIN plans_plan p ON p.id = t.plan_id JOIN plans_territory w ON w.id = p.territory_id
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {period}
WHERE a.reports ORDER BY w.code, p.id, t.position, a.id LIMIT 50
"""
ROWS_MISSING = ROWS.replace("WHERE a.reports", "WHERE a.reports AND r.id IS NULL")
YEAR = """
SELECT p.territory_id, o.id, s.state, MIN(x.at) FROM plans_plan p CROSS JOIN plans_period o
LEFT JOIN tasks_submission s ON s.plan_id = p.id AND s.period_id = o.id
LEFT JOIN tasks_submissionstep x ON x.submission_id = s.id AND x.state = 'submitted'
WHERE o.year = 2026 GROUP BY p.territory_id, o.id, s.state
"""
QUEUE = """
SELECT s.id, s.submitted_at, COUNT(a.id), COUNT(r.id),
COUNT(CASE WHEN r.result <> '' AND r.result = b.result THEN 1 END),
COUNT(CASE WHEN r.difficulty <> '' AND r.proposal = '' THEN 1 END),
COUNT(CASE WHEN u.id IS NOT NULL AND e.progress_id IS NULL THEN 1 END)
FROM tasks_submission s JOIN tasks_task t ON t.plan_id = s.plan_id
JOIN tasks_assignment a ON a.task_id = t.id AND a.reports
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {closed}
LEFT JOIN tasks_progress b ON b.assignment_id = a.id AND b.period_id = {before}
LEFT JOIN tasks_evidencerule u ON u.state = r.state
LEFT JOIN (SELECT DISTINCT progress_id FROM tasks_evidence WHERE scan <> 'infected') e
ON e.progress_id = r.id
WHERE s.period_id = {closed} AND s.state = 'submitted'
GROUP BY s.id, s.submitted_at ORDER BY s.submitted_at, s.id
"""
LATE = """
SELECT p.issuer_id, COUNT(a.id), COUNT(r.id), MIN(v.phone)
FROM plans_plan p JOIN tasks_task t ON t.plan_id = p.id
JOIN tasks_assignment a ON a.task_id = t.id AND a.reports
JOIN (SELECT m.unit_id, MIN(u.phone) AS phone FROM plans_membership m
JOIN plans_user u ON u.id = m.user_id GROUP BY m.unit_id) v ON v.unit_id = p.issuer_id
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {period}
WHERE NOT EXISTS (SELECT 1 FROM tasks_submission s WHERE s.plan_id = p.id
AND s.period_id = {period} AND s.state IN ('submitted', 'accepted')) GROUP BY p.issuer_id
"""
# The page compares words without dấu, case and full stops; neither database can do that without an
# extension or a function of our own, so the SQL only finds the letters that were written.
DIFFICULTIES = """
SELECT r.difficulty, w.name, t.title, c.dimension_id, COUNT(*) OVER ()
FROM tasks_progress r JOIN tasks_assignment a ON a.id = r.assignment_id
JOIN tasks_task t ON t.id = a.task_id JOIN plans_plan p ON p.id = t.plan_id
JOIN plans_territory w ON w.id = p.territory_id
JOIN tasks_task_components tc ON tc.task_id = t.id
JOIN indicators_component c ON c.id = tc.component_id
WHERE r.period_id = {closed} AND r.difficulty LIKE '%kinh phí%'
ORDER BY c.dimension_id, r.difficulty, w.code LIMIT 50
"""
WAITING = """
SELECT period_id, COUNT(*) FROM tasks_submission WHERE state = 'submitted' GROUP BY period_id;
SELECT COUNT(DISTINCT p.issuer_id) FROM plans_plan p
JOIN tasks_task t ON t.plan_id = p.id JOIN tasks_assignment a ON a.task_id = t.id AND a.reports
WHERE NOT EXISTS (SELECT 1 FROM tasks_submission s WHERE s.plan_id = p.id
AND s.period_id = {period} AND s.state IN ('submitted', 'accepted'))
"""
PUNCTUALITY = """
SELECT s.unit_id, s.period_id, s.state, MIN(x.at), COUNT(CASE WHEN x.state = 'returned' THEN 1 END)
FROM tasks_submission s JOIN tasks_submissionstep x ON x.submission_id = s.id
GROUP BY s.unit_id, s.period_id, s.state;
SELECT p.issuer_id, r.period_id, COUNT(r.id), COUNT(e.progress_id)
FROM tasks_progress r JOIN tasks_assignment a ON a.id = r.assignment_id AND a.reports
JOIN tasks_task t ON t.id = a.task_id JOIN plans_plan p ON p.id = t.plan_id
LEFT JOIN (SELECT DISTINCT progress_id FROM tasks_evidence) e ON e.progress_id = r.id
WHERE r.state IN ('done_in_period', 'completed') GROUP BY p.issuer_id, r.period_id
"""
CALENDAR = "SELECT period_id, state, COUNT(*) FROM tasks_submission GROUP BY period_id, state"


def _total(place: int, statement: int = 0) -> Callable[[Results], int]:
    """Add up a column."""
    return lambda results: sum(row[place] for row in results[statement])


def _number(results: Results) -> int:
    """Count the rows."""
    return len(results[0])


def _recorded(results: Results) -> int:
    return sum(row[-1] is not None for row in results[0])


def _of_all(results: Results) -> int:
    """Return the number of all rows, which stands in each of the first ones."""
    return int(results[0][0][-1]) if results[0] else 0


def _handed_in(results: Results) -> int:
    return sum(row[2] in {"submitted", "accepted"} for row in results[0])


HOME_COUNTS: Counts = (
    (r"đã cập nhật (\d+)/\d+ nhiệm vụ", _recorded),
    (r"đã cập nhật \d+/(\d+) nhiệm vụ", _number),
)
SAVED_COUNTS: Counts = (
    (r"đã cập nhật (\d+)/\d+ nhiệm vụ", _total(1, 1)),
    (r"đã cập nhật \d+/(\d+) nhiệm vụ", _total(0, 1)),
)
DESK_COUNTS: Counts = (
    (r"nhiệm vụ chưa cập nhật (\d+)", lambda them: _total(2)(them) - _total(3)(them)),
    (r"xã, phường có kế hoạch (\d+)/", lambda them: len({row[0] for row in them[0]})),
)
ROWS_COUNTS: Counts = ((r"(\d+) nhiệm vụ, Tháng", _of_all),)
YEAR_COUNTS: Counts = (
    (r"đã nộp (\d+)/\d+", _handed_in),
    (r"đã nộp \d+/(\d+)", _number),
)
QUEUE_COUNTS: Counts = (
    (r"(\d+) báo cáo chờ duyệt · đã duyệt", _number),
    (r"(\d+)/\d+ nhiệm vụ đã cập nhật", _total(3)),
    (r"\d+/(\d+) nhiệm vụ đã cập nhật", _total(2)),
    (r"(\d+) nhiệm vụ kết quả chép nguyên văn", _total(4)),
    (r"(\d+) nhiệm vụ có khó khăn, vướng mắc mà không", _total(5)),
    (r"(\d+) nhiệm vụ thiếu minh chứng", _total(6)),
)
DIFFICULTIES_COUNTS: Counts = ((r"(\d+) mục ·", _of_all),)
PUNCTUALITY_COUNTS: Counts = (
    (r"UBND xã số \d+ \d+/\d+ [\d,]+ % (\d+)", _number),
    (r"(\d+)/\d+ [\d,]+ % (?=UBND|Tải tệp)", _total(3, 1)),
    (r"/(\d+) [\d,]+ % (?=UBND|Tải tệp)", _total(2, 1)),
)
WAITING_COUNTS: Counts = (
    (r"(\d+) báo cáo Tháng \S+ chờ duyệt", _total(1)),
    (r"(\d+) đơn vị quá hạn nộp báo cáo", _total(0, 1)),
)
CALENDAR_COUNTS: Counts = ((r"(?:đã khóa|đang mở) (\d+) \d+", _total(2)),)
LATE_COUNTS: Counts = (
    (r"Nhắc đơn vị chưa nộp (\d+) đơn vị chưa nộp", _number),
    (
        r"còn (\d+)/\d+ nhiệm vụ chưa cập nhật, hạn",
        lambda them: _total(1)(them) - _total(2)(them),
    ),
)


@dataclass(frozen=True, slots=True)
class Size:
    """How large the province is, and how often each page is asked for."""

    communes: int
    tasks: int
    periods: int
    times: int

    @property
    def said(self) -> str:
        return f"{self.communes} xã × {self.tasks} dòng × {self.periods} kỳ"


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure: how it is asked for, the SQL of the same answer, what both must say."""

    name: str
    ask: Callable[[], Any]
    least: str
    counts: Counts = ()

    def check(self, shown: str, results: Results) -> None:
        """Fail loudly where the page and the SQL do not give the same answer."""
        words = html.unescape(" ".join(strip_tags(shown).split()))
        for where, counted in self.counts:
            told = [int(number) for number in re.findall(where, words)]
            known = counted(results)
            assert told, f"{self.name}: the page does not tell {where!r}"
            assert sum(told) == known, f"{self.name}: {where!r} is {sum(told)}, by SQL {known}"


def _size() -> Size:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("communes", 166), ("tasks", 60), ("periods", 8), ("times", TIMES)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    return Size(**vars(parser.parse_args()))


def main() -> None:
    """Fill an empty test database, measure each page and print a table in Markdown."""
    size = _size()
    with ground.empty_database():
        pages = _pages(size)
        gc.collect()
        gc.freeze()  # what filling left behind is not in a web process
        print(f"\n{VENDORS[connection.vendor]}, {size.said}:\n")  # noqa: T201
        print("| trang | truy vấn | ms | ms CPU | SQL, ms | so với | kB nén |")  # noqa: T201
        print("| --- | --- | --- | --- | --- | --- | --- |")  # noqa: T201
        for page in pages[:-1]:
            measure(page, size.times)
        # Last, because it takes back all that was handed in: then all units are late.
        Submission.objects.filter(period__state="open").update(
            state=Submission.State.DRAFT, submitted_at=None, submitted_by=None
        )
        measure(pages[-1], size.times)


def _pages(size: Size) -> list[Page]:
    place, periods = province.fill(communes=size.communes, tasks=size.tasks, periods=size.periods)
    # An odd one: it has not handed in the open period, so that its rows can be saved.
    commune = place.children.order_by("code")[size.communes // 2 | 1]
    officer = factories.signed_in(factories.officer(commune))
    leader = factories.signed_in(factories.leader(commune))
    reviewer = factories.signed_in(factories.reviewer(place))
    before, closed, now = (period.pk for period in periods[-3:])
    plan = commune.plans.get().pk
    row = Assignment.objects.filter(task__plan=plan, task__position=1).get().pk
    known = {"period": now, "closed": closed, "before": before, "plan": plan, "row": row}
    rows = "/reports/rollup/rows/"

    def page(name: str, client: Client, address: str, least: str, counts: Counts) -> Page:
        return Page(name, lambda: client.get(address), least.format(**known), counts)

    return [
        page(f"việc của đơn vị ({size.tasks} dòng)", officer, f"/?period={now}", OWED, HOME_COUNTS),
        page("trang chủ của lãnh đạo xã", leader, "/", OWED, HOME_COUNTS),
        Page("lưu một dòng", _saver(officer, row, now), SAVED.format(**known), SAVED_COUNTS),
        page(
            "tổng hợp: xã × nội dung", reviewer, f"/reports/rollup/?period={now}", DESK, DESK_COUNTS
        ),
        page("nhiệm vụ sau một số liệu", reviewer, f"{rows}?period={now}", ROWS, ROWS_COUNTS),
        page(
            "như trên, chưa cập nhật",
            reviewer,
            f"{rows}?period={now}&show=missing",
            ROWS_MISSING,
            ROWS_COUNTS,
        ),
        page("xã × kỳ của năm", reviewer, "/reports/periods/?year=2026", YEAR, YEAR_COUNTS),
        page(
            f"{size.communes} báo cáo chờ duyệt",
            reviewer,
            f"/reports/queue/?period={closed}",
            QUEUE,
            QUEUE_COUNTS,
        ),
        page(
            "khó khăn, tìm “kinh phi”",
            reviewer,
            f"/reports/difficulties/?period={closed}&q=kinh+phi",
            DIFFICULTIES,
            DIFFICULTIES_COUNTS,
        ),
        page(
            "chấp hành chế độ báo cáo",
            reviewer,
            "/reports/punctuality/?year=2026",
            PUNCTUALITY,
            PUNCTUALITY_COUNTS,
        ),
        page("việc chờ tỉnh", reviewer, "/waiting/", WAITING, WAITING_COUNTS),
        page("lịch báo cáo", reviewer, "/periods/?year=2026", CALENDAR, CALENDAR_COUNTS),
        page(
            f"{size.communes} đơn vị chưa nộp",
            reviewer,
            f"/reports/remind/?period={now}",
            LATE,
            LATE_COUNTS,
        ),
    ]


def _saver(client: Client, row: int, period: int) -> Callable[[], Any]:
    """Return what saves one row as the script of the page does, with another text each time."""
    versions = count(1)

    def save() -> Any:
        version = next(versions)
        typed = {"state": "in_progress", "result": f"Đã niêm yết {version}", "version": version}
        address = f"/progress/{row}/{period}/"
        return client.post(address, typed, headers={"HX-Request": "true"})

    return save


def measure(page: Page, times: int = TIMES) -> None:
    """Print a row of the table: the median of several times, beside the least SQL."""

    def asked() -> None:
        response = page.ask()
        assert response.status_code == 200, (page.name, response.status_code)

    with CaptureQueriesContext(connection) as queries:
        shown = page.ask().content
        number = len(queries)  # the next request forgets them
    (clock, own), (bare, _) = _median(asked, times), _median(lambda: _answer(page.least), times)
    page.check(shown.decode(), _answer(page.least))
    figures = f"{clock:.0f} | {own:.0f} | {bare:.1f} | × {clock / bare:.1f}".replace(".", ",")
    weight = len(gzip.compress(shown)) / 1000
    print(f"| {page.name} | {number} | {figures} | {weight:.0f} |", flush=True)  # noqa: T201


def _answer(least: str) -> Results:
    """Return what each statement gives; nothing for one that only writes."""
    results: list[Sequence[Any]] = []
    with connection.cursor() as cursor:
        for statement in least.split(";"):
            cursor.execute(statement)
            results.append(cursor.fetchall() if cursor.description else ())
    return results


def _median(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Return the median of several times, in ms: by the clock, and of this process alone.

    The first, with empty caches, is not one. On a busy machine the second says more; what the
    PostgreSQL server works is only in the first.
    """
    work()
    taken = []
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - start, time.process_time() - busy))
    clock, own = zip(*taken, strict=True)
    return 1000 * statistics.median(clock), 1000 * statistics.median(own)


if __name__ == "__main__":
    main()
