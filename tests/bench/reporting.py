"""How long the pages of a reporting period take, beside the least SQL that gives the same answer.

`make bench`, or `tests/postgres.sh python -m tests.bench.reporting` for PostgreSQL. A province of
166 communes with 60 rows each reports for the eighth time; every page is asked for as a browser
asks (middleware, rights, queries, template), and the median of several times counts.
"""

import gc
import gzip
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

import django

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up before its models load
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tasks.models import Assignment, Submission  # noqa: E402
from tests import factories  # noqa: E402
from tests.bench import ground, province  # noqa: E402

COMMUNES, TASKS, PERIODS, TIMES = 166, 60, 8, 9

OWED = """
SELECT t.*, r.* FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id
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
YEAR = """
SELECT p.territory_id, o.id, s.state, MIN(x.at) FROM plans_plan p CROSS JOIN plans_period o
LEFT JOIN tasks_submission s ON s.plan_id = p.id AND s.period_id = o.id
LEFT JOIN tasks_submissionstep x ON x.submission_id = s.id AND x.state = 'submitted'
WHERE o.year = 2026 GROUP BY p.territory_id, o.id, s.state
"""
QUEUE = """
SELECT s.id, s.submitted_at, COUNT(a.id), COUNT(r.id),
COUNT(CASE WHEN r.result <> '' AND r.result = b.result THEN 1 END),
COUNT(CASE WHEN r.difficulty <> '' AND r.proposal = '' THEN 1 END)
FROM tasks_submission s JOIN tasks_task t ON t.plan_id = s.plan_id
JOIN tasks_assignment a ON a.task_id = t.id AND a.reports
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {closed}
LEFT JOIN tasks_progress b ON b.assignment_id = a.id AND b.period_id = {before}
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


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure: how it is asked for, and the SQL that gives the same answer."""

    name: str
    ask: Callable[[], Any]
    least: str


def main() -> None:
    """Fill an empty test database, measure each page and print a table in Markdown."""
    with ground.empty_database():
        pages = _pages()
        gc.collect()
        gc.freeze()  # what filling left behind is not in a web process
        print(f"\n{connection.vendor}, {COMMUNES} communes x {TASKS} rows x {PERIODS} periods\n")  # noqa: T201
        print("| trang | truy vấn | ms | ms CPU | SQL, ms | so với | kB nén |")  # noqa: T201
        print("| --- | --- | --- | --- | --- | --- | --- |")  # noqa: T201
        for page in pages[:-1]:
            _measure(page)
        # Last, because it takes back all that was handed in: then all units are late.
        Submission.objects.filter(period__state="open").update(
            state=Submission.State.DRAFT, submitted_at=None, submitted_by=None
        )
        _measure(pages[-1])


def _pages() -> list[Page]:
    place, periods = province.fill(communes=COMMUNES, tasks=TASKS, periods=PERIODS)
    commune = place.children.order_by("code")[COMMUNES // 2]
    officer = factories.signed_in(factories.officer(commune))
    leader = factories.signed_in(factories.leader(commune))
    reviewer = factories.signed_in(factories.reviewer(place))
    before, closed, now = (period.pk for period in periods[-3:])
    plan = commune.plans.get().pk
    row = Assignment.objects.filter(task__plan=plan, task__position=1).get().pk
    known = {"period": now, "closed": closed, "before": before, "plan": plan, "row": row}
    rows = "/reports/rollup/rows/"

    def page(name: str, client: Client, address: str, least: str) -> Page:
        return Page(name, lambda: client.get(address), least.format(**known))

    return [
        page("việc của đơn vị (60 dòng)", officer, f"/?period={now}", OWED),
        page("trang chủ của lãnh đạo xã", leader, "/", OWED),
        Page("lưu một dòng", _saver(officer, row, now), SAVED.format(**known)),
        page("tổng hợp: xã × nội dung", reviewer, f"/reports/rollup/?period={now}", DESK),
        page("nhiệm vụ sau một số liệu", reviewer, f"{rows}?period={now}", ROWS),
        page("như trên, chưa cập nhật", reviewer, f"{rows}?period={now}&show=missing", ROWS),
        page("xã × kỳ của năm", reviewer, "/reports/periods/?year=2026", YEAR),
        page("166 báo cáo chờ duyệt", reviewer, f"/reports/queue/?period={closed}", QUEUE),
        page(
            "khó khăn, tìm “kinh phi”",
            reviewer,
            f"/reports/difficulties/?period={closed}&q=kinh+phi",
            DIFFICULTIES,
        ),
        page("chấp hành chế độ báo cáo", reviewer, "/reports/punctuality/?year=2026", PUNCTUALITY),
        page("việc chờ tỉnh", reviewer, "/waiting/", WAITING),
        page("lịch báo cáo", reviewer, "/periods/?year=2026", CALENDAR),
        page("166 đơn vị chưa nộp", reviewer, f"/reports/remind/?period={now}", LATE),
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


def _measure(page: Page) -> None:
    def asked() -> None:
        response = page.ask()
        assert response.status_code == 200, (page.name, response.status_code)

    def counted() -> None:
        with connection.cursor() as cursor:
            for statement in page.least.split(";"):
                cursor.execute(statement)
            assert cursor.fetchall()

    with CaptureQueriesContext(connection) as queries:
        weight = len(gzip.compress(page.ask().content)) / 1000
        number = len(queries)  # the next request forgets them
    (clock, own), (bare, _) = _median(asked), _median(counted)
    figures = f"{clock:.0f} | {own:.0f} | {bare:.1f} | x {clock / bare:.1f} | {weight:.0f}"
    print(f"| {page.name} | {number} | {figures} |", flush=True)  # noqa: T201


def _median(work: Callable[[], object]) -> tuple[float, float]:
    """Return the median of several times, in ms: by the clock, and of this process alone.

    The first, with empty caches, is not one. On a busy machine the second says more; what the
    PostgreSQL server works is only in the first.
    """
    work()
    times = []
    for _ in range(TIMES):
        start, busy = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - start, time.process_time() - busy))
    clock, own = zip(*times, strict=True)
    return 1000 * statistics.median(clock), 1000 * statistics.median(own)


if __name__ == "__main__":
    main()
