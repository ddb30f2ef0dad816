"""The nation in one database: how long it takes to make, and to roll it up beside plain SQL.

`tests/postgres.sh python -m tests.bench.nation`: 3,321 communes with 60 rows each report for the
fourth time. Every province has a calendar of its own; the numbers of the page that shows all of
them are compared with those of one statement; then every page is asked for by people of one
province, and by an administrator who sees all.
"""

import argparse
import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

import django

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up before its models load

from papi_portal import wsgi  # noqa: E402
from plans.models import Period, User  # noqa: E402
from tasks import load  # noqa: E402
from tasks.models import Assignment, Progress  # noqa: E402
from tasks.reports import nation, rollup  # noqa: E402
from tests import factories  # noqa: E402
from tests.bench import ground, pages, province, scores  # noqa: E402
from tests.bench.answers import OWES, ROWS_OF  # noqa: E402
from tests.bench.measuring import of_times, say, timed  # noqa: E402

FEWEST = 3
NATION = f"""
SELECT v.id, c.dimension_id, COUNT(DISTINCT a.id), COUNT(DISTINCT r.assignment_id)
FROM {ROWS_OF} JOIN plans_territory v ON v.id = w.parent_id
JOIN plans_period o ON o.territory_id = v.id AND o.state = 'open'
LEFT JOIN tasks_task_components tc ON tc.task_id = t.id
LEFT JOIN indicators_component c ON c.id = tc.component_id
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = o.id
WHERE {OWES} AND w.level = 'commune' GROUP BY v.id, c.dimension_id
"""


def main() -> None:
    """Fill an empty test database with the nation and roll it up."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("communes", 3321), ("tasks", 60), ("periods", 4), ("times", 3)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = parser.parse_args()
    if asked.periods < FEWEST:
        parser.error(f"the pages are of {FEWEST} periods at least")
    size = load.Size(asked.communes, asked.tasks, asked.periods)
    with ground.empty_database():
        began = time.perf_counter()
        with ground.trusted():
            load.make(
                size,
                seed=province.SEED,
                on=province.ON,
                units=province.UNITS,
                say=lambda line: print(line, file=sys.stderr, flush=True),  # noqa: T201
            )
        say(
            f"\n{size.communes} xã × {size.tasks} dòng × {size.periods} kỳ,"
            f" lập trong {time.perf_counter() - began:.0f} giây;"
            f" {Assignment.objects.count()} giao việc, {Progress.objects.count()} tiến độ.\n"
        )
        scores.publish()
        ground.settle()
        _roll_up(asked.times)
        place = Period.objects.open().get(territory__code="38").territory
        say("\nMọi trang của một tỉnh (166 xã) trong cơ sở dữ liệu cả nước:\n")
        wsgi.settle()  # as a web process does; what filling left behind is not in one
        pages.measure_all(place, list(place.periods.order_by("data_to")), times=asked.times)


def _roll_up(times: int) -> None:
    root = factories.viewer(User.objects.create_superuser("bench"))
    term = next(iter(nation.terms(root)))
    period = Period.objects.open().get(territory__code="38")
    reviewer = factories.viewer(User.objects.get(username="38.sonoivu"))

    def build() -> nation.Nation:
        return nation.build(viewer=root, term=term)

    def desk() -> rollup.Rollup:
        return rollup.build(viewer=reviewer, period=period, on=factories.TODAY)

    def ask() -> list[tuple[int, int, int, int]]:
        with connection.cursor() as cursor:
            cursor.execute(NATION)
            rows: list[tuple[int, int, int, int]] = cursor.fetchall()
            return rows

    whole, rows = build().totals[0], ask()
    # Each row of a load is about one component, so that the dimensions add up to the whole.
    assert whole.total == sum(row[2] for row in rows)
    assert whole.reported == sum(row[3] for row in rows)
    theirs = of_times(timed(ask, times)[0])[0]
    say("| tổng hợp | so với SQL | ms |\n| --- | --- | --- |")
    say(f"| một câu SQL: tỉnh × nội dung | × 1,0 | {theirs:.0f} |")
    for name, report in (("trang các tỉnh", build), ("bảng tổng hợp của một tỉnh", desk)):
        ours = of_times(timed(report, times)[0])[0]
        said = f"× {ours / theirs:.2f}".replace(".", ",")
        say(f"| {name} | {said} | {ours:.0f} |")


if __name__ == "__main__":
    main()
