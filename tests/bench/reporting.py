"""How long the pages of a reporting period take, beside the least SQL that gives the same answer.

`make bench`, or `tests/postgres.sh python -m tests.bench.reporting` for PostgreSQL. A province of
166 communes with 60 rows each reports for the eighth time; every page is asked for as a browser
asks (middleware, rights, queries, template), and the median of several times counts.
"""

import json
import os
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up before its models load
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from indicators.actions import load_indexes  # noqa: E402
from indicators.models import Component  # noqa: E402
from plans.models import Period, Plan, PlanSection, Territory, Unit, User  # noqa: E402
from tasks.models import Assignment, Progress, Submission, SubmissionStep, Task  # noqa: E402
from tests import factories  # noqa: E402
from tests.bench import ground  # noqa: E402

COMMUNES, TASKS, PERIODS, TIMES = 166, 60, 8, 7
TEXT = "- Công khai, niêm yết đầy đủ quy trình giải quyết thủ tục hành chính tại trụ sở."
RESULT = "Đã niêm yết công khai tại trụ sở và nhà văn hóa 12 thôn; tổ chức 4 hội nghị."

MATRIX = """
SELECT p.territory_id, c.dimension_id, COUNT(DISTINCT a.id), COUNT(DISTINCT r.assignment_id)
FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id JOIN plans_plan p ON p.id = t.plan_id
LEFT JOIN tasks_task_components tc ON tc.task_id = t.id
LEFT JOIN indicators_component c ON c.id = tc.component_id
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {period}
WHERE a.reports GROUP BY p.territory_id, c.dimension_id
"""
OWED = """
SELECT t.*, r.* FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {period}
WHERE a.reports AND t.plan_id = {plan} ORDER BY t.position
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
CALENDAR = "SELECT period_id, state, COUNT(*) FROM tasks_submission GROUP BY period_id, state"


def main() -> None:
    """Fill an empty test database, measure each page and print a table in Markdown."""
    with ground.empty_database():
        province, periods = _fill()
        print(f"\n{connection.vendor}, {COMMUNES} communes x {TASKS} rows x {PERIODS} periods\n")  # noqa: T201
        print("| trang | truy vấn | ms | ms CPU | SQL, ms | so với |")  # noqa: T201
        print("| --- | --- | --- | --- | --- | --- |")  # noqa: T201
        commune = province.children.order_by("code")[COMMUNES // 2]
        officer = factories.signed_in(factories.officer(commune))
        reviewer = factories.signed_in(factories.reviewer(province))
        now = periods[-1].pk
        known = {"period": now, "plan": commune.plans.get().pk}
        rows = "/reports/rollup/rows/"
        for name, client, address, least in (
            ("việc của đơn vị (60 dòng)", officer, f"/?period={now}", OWED),
            ("tổng hợp của tỉnh", reviewer, f"/reports/rollup/?period={now}", MATRIX),
            ("nhiệm vụ sau một số liệu", reviewer, f"{rows}?period={now}", ROWS),
            ("như trên, chưa cập nhật", reviewer, f"{rows}?period={now}&show=missing", ROWS),
            ("xã × kỳ của năm", reviewer, "/reports/periods/?year=2026", YEAR),
            ("lịch báo cáo", reviewer, "/periods/?year=2026", CALENDAR),
        ):
            _measure(name, client, address, least.format(**known))


def _measure(name: str, client: Client, address: str, least: str) -> None:
    def asked() -> None:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)

    def counted() -> None:
        with connection.cursor() as cursor:
            cursor.execute(least)
            assert cursor.fetchall()

    with CaptureQueriesContext(connection) as queries:
        asked()
        number = len(queries)  # the next request forgets them
    (page, own), (bare, _) = _median(asked), _median(counted)
    print(f"| {name} | {number} | {page:.0f} | {own:.0f} | {bare:.1f} | x {page / bare:.1f} |")  # noqa: T201


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


def _fill() -> tuple[Territory, list[Period]]:
    """Write a province whose communes have reported seven times and are half done with the last."""
    load_indexes(json.loads((settings.BASE_DIR / "fixtures" / "indexes.json").read_text()))
    province = factories.province()
    Territory.objects.bulk_create(
        Territory(
            level=Territory.Level.COMMUNE,
            code=f"{10_000 + number}",
            name=f"Xã số {number}",
            parent=province,
        )
        for number in range(COMMUNES)
    )
    communes = list(province.children.order_by("code"))
    Unit.objects.bulk_create(
        Unit(territory=one, name=f"UBND {one.name_inside}", kind=Unit.Kind.COMMITTEE)
        for one in communes
    )
    _plans(communes)
    periods = [_period(province, number) for number in range(PERIODS)]
    _reports(periods)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the server does by itself once it has been running
    return province, periods


def _plans(communes: Sequence[Territory]) -> None:
    issuers = {unit.territory_id: unit for unit in Unit.objects.filter(territory__in=communes)}
    plans = Plan.objects.bulk_create(
        Plan(
            territory=commune,
            issuer=issuers[commune.pk],
            number=f"{number}/KH-UBND",
            issued_on=date(2026, 1, 15),
            subject="Nâng cao Chỉ số PAPI năm 2026",
            year_from=2026,
            year_to=2026,
            state=Plan.State.ISSUED,
        )
        for number, commune in enumerate(communes)
    )
    sections = PlanSection.objects.bulk_create(
        PlanSection(plan=plan, part=PlanSection.Part.APPENDIX, position=1, heading="Nhiệm vụ")
        for plan in plans
    )
    tasks = Task.objects.bulk_create(
        Task(
            plan=plan,
            section=section,
            position=number,
            label=f"{number})",
            title=f"Nhiệm vụ {number}",
            text=TEXT,
            lead_text="UBND xã",
            deadline_text="Thường xuyên",
            deadline_kind=Task.DeadlineKind.ONGOING,
        )
        for plan, section in zip(plans, sections, strict=True)
        for number in range(1, TASKS + 1)
    )
    Assignment.objects.bulk_create(
        Assignment(task=task, unit=task.plan.issuer, role="lead", reports=True) for task in tasks
    )
    parts = list(Component.objects.measuring("papi", 2026).filter(depth=2).order_by("position"))
    link = Task.components.through
    link.objects.bulk_create(
        link(task_id=task.pk, component_id=parts[task.position % len(parts)].pk) for task in tasks
    )


def _period(province: Territory, number: int) -> Period:
    ends = date(2026, 4 + number, 14)
    is_open = number == PERIODS - 1
    return Period.objects.create(
        territory=province,
        kind=Period.Kind.MONTH,
        year=2026,
        ordinal=4 + number,
        name=f"Tháng {4 + number}/2026",
        data_from=ends - timedelta(days=30),
        data_to=ends,
        due_commune_on=ends + timedelta(days=3),
        due_province_on=ends + timedelta(days=6),
        state=Period.State.OPEN if is_open else Period.State.CLOSED,
        closed_at=None if is_open else factories.NOW,
        closed_by=None if is_open else factories.user(),
    )


def _reports(periods: Sequence[Period]) -> None:
    by = factories.user()
    rows = list(Assignment.objects.order_by("pk").select_related("task"))
    plans = list(Plan.objects.all())
    for period in periods:
        Progress.objects.bulk_create(
            [
                Progress(
                    assignment=row,
                    period=period,
                    state=Progress.State.DONE_IN_PERIOD,
                    result=RESULT,
                    difficulty="" if row.task.position % 10 else "Thiếu kinh phí",
                    recorded_at=factories.NOW,
                    recorded_by=by,
                )
                for row in rows
                if not period.is_open or row.task.position % 2
            ],
            batch_size=2000,
        )
        _submissions(period, plans[::2] if period.is_open else plans, by)


def _submissions(period: Period, plans: Sequence[Plan], by: User) -> None:
    made = Submission.objects.bulk_create(
        Submission(
            plan=plan,
            unit_id=plan.issuer_id,
            period=period,
            state=Submission.State.SUBMITTED,
            submitted_at=factories.NOW,
            submitted_by=by,
        )
        for plan in plans
    )
    SubmissionStep.objects.bulk_create(
        SubmissionStep(submission=one, version=1, state=one.state, at=factories.NOW, by=by)
        for one in made
    )


if __name__ == "__main__":
    main()
