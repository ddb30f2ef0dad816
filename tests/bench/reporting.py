"""How long the pages of a reporting period take, beside the least SQL that gives the same answer.

Part of `make bench`; alone: `python -m tests.bench.reporting`, on PostgreSQL behind
`tests/postgres.sh`. A province of 166 communes with 60 rows each reports for the eighth time; every
page is asked for as a browser asks (middleware, rights, queries, template). The numbers that a page
tells are compared with those that its SQL counts: it must be the same answer.
`--communes 12 --tasks 9 --periods 3 --times 1` tries it out in a few seconds.
"""

import argparse
import os
import threading
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

from papi_portal import wsgi  # noqa: E402
from plans.access import Role  # noqa: E402
from plans.models import Period, Territory, Unit, User  # noqa: E402
from tasks.models import Assignment, Progress, Submission  # noqa: E402
from tests import factories  # noqa: E402
from tests.bench import answers, ground, pages, province, scores  # noqa: E402
from tests.bench.measuring import HEAD, TIMES, Page, measure, of_times, say  # noqa: E402

OFFICERS, SAVES = 8, 20
"""Who save at once, and how often each."""


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


def _size() -> Size:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("communes", 166), ("tasks", 60), ("periods", 8), ("times", TIMES)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    return Size(**vars(parser.parse_args()))


def main() -> None:
    """Fill an empty test database, measure each page and print a table in Markdown."""
    size = _size()
    with ground.empty_database():
        began = time.perf_counter()
        place, periods = province.fill(
            communes=size.communes, tasks=size.tasks, periods=size.periods
        )
        say(f"\n{size.said}, lập trong {time.perf_counter() - began:.0f} giây.\n")
        scores.publish()
        ground.settle()
        compared = _pages(size, place, periods)
        wsgi.settle()  # as a web process does; what filling left behind is not in one
        say(HEAD)
        for page in compared:
            measure(page, size.times)
        measure(_export(periods[-1], factories.signed_in(factories.reviewer(place))), times=2)
        say("\nMọi trang, mỗi trang theo vai trò chờ lâu nhất:\n")
        pages.measure_all(place, periods, times=min(size.times, pages.TIMES))
        _save_at_once(place, periods[-1])
        # Last, because it takes back all that was handed in: then all units are late.
        Submission.objects.filter(period__state="open").update(
            state=Submission.State.DRAFT, submitted_at=None, submitted_by=None
        )
        say(f"\nKhi chưa đơn vị nào nộp:\n\n{HEAD}")
        for page in _pages_of_late(place, periods[-1]):
            measure(page, size.times)


def _pages(size: Size, place: Territory, periods: list[Period]) -> list[Page]:
    # One that has not handed in the open period, so that its rows can be saved.
    handed_in = Submission.objects.filter(period=periods[-1]).values("plan__territory")
    commune = place.children.exclude(pk__in=handed_in).order_by("code")[0]
    before, closed, now = (period.pk for period in periods[-3:])
    plan = commune.plans.get()
    row = Assignment.objects.get(task__plan=plan, task__position=1, reports=True).pk
    known = {"period": now, "closed": closed, "before": before, "plan": plan.pk, "row": row}
    waiting = Submission.objects.filter(period=closed, state="submitted")
    one = waiting.filter(plan__territory__level="commune").order_by("pk")[0]
    report = f"/reports/{one.plan_id}/{one.unit_id}/{one.period_id}/"
    rows, desk = "/reports/rollup/rows/", f"/reports/rollup/?period={now}"
    officer, leader, reviewer, auditor, sector, administrator = _people(place, commune)

    def page(
        name: str, client: Client, address: str, least: str = "", counts: answers.Counts = ()
    ) -> Page:
        path = address.partition("?")[0]
        return Page(
            name,
            lambda: client.get(address),
            least.format(**known),
            counts,
            lambda query: client.get(f"{path}{query}"),
        )

    a = answers
    return [
        page(
            f"cán bộ xã: việc của đơn vị ({size.tasks} dòng)",
            officer,
            f"/?period={now}",
            a.OWED,
            a.HOME_COUNTS,
        ),
        Page(
            "cán bộ xã: lưu một dòng",
            _saver(officer, row, now),
            a.SAVED.format(**known),
            a.SAVED_COUNTS,
        ),
        page("lãnh đạo xã: trang chủ", leader, "/", a.OWED, a.HOME_COUNTS),
        page("lãnh đạo xã: báo cáo để ký", leader, f"/reports/{plan.pk}/{plan.issuer_id}/{now}/"),
        page("Sở Nội vụ: tổng hợp xã × nội dung", reviewer, desk, a.DESK, a.DESK_COUNTS),
        page("nhiệm vụ sau một số liệu", reviewer, f"{rows}?period={now}", a.ROWS, a.ROWS_COUNTS),
        page(
            "như trên, chưa cập nhật",
            reviewer,
            f"{rows}?period={now}&show=missing",
            a.ROWS_MISSING,
            a.ROWS_COUNTS,
        ),
        page("xã × kỳ của năm", reviewer, "/reports/periods/?year=2026", a.YEAR, a.YEAR_COUNTS),
        page(
            f"{waiting.count()} báo cáo chờ duyệt",
            reviewer,
            f"/reports/queue/?period={closed}",
            a.QUEUE,
            a.QUEUE_COUNTS,
        ),
        page("một báo cáo chờ duyệt", reviewer, report),
        page(
            "khó khăn, tìm “can bo”",
            reviewer,
            f"/reports/difficulties/?period={closed}&q=can+bo",
            a.DIFFICULTIES,
            a.DIFFICULTIES_COUNTS,
        ),
        page(
            "chấp hành chế độ báo cáo",
            reviewer,
            "/reports/punctuality/?year=2026",
            a.PUNCTUALITY,
            a.PUNCTUALITY_COUNTS,
        ),
        page("việc chờ tỉnh", reviewer, "/waiting/", a.WAITING, a.WAITING_COUNTS),
        page("lịch báo cáo", reviewer, "/periods/?year=2026", a.CALENDAR, a.CALENDAR_COUNTS),
        page("sở, ngành: việc của đơn vị", sector, "/"),
        page("sở, ngành: nội dung hướng dẫn", sector, "/reports/guided/"),
        page("kiểm tra: tổng hợp xã × nội dung", auditor, desk, a.DESK, a.DESK_COUNTS),
        page("kiểm tra: nhật ký", auditor, "/trail/"),
        page("kiểm tra: nhật ký, tìm “kinh phi”", auditor, "/trail/?q=kinh+phi"),
        page("kế hoạch của các xã", auditor, "/plans/?year=2026"),
        page("một kế hoạch", auditor, f"/plans/{plan.pk}/"),
        page("quản trị: người dùng", administrator, "/people/"),
    ]


def _export(period: Period, client: Client) -> Page:
    address = f"/reports/rollup/rows.xlsx?period={period.pk}"
    least = answers.ALL_ROWS.format(period=period.pk)
    return Page("xuất Excel mọi nhiệm vụ của kỳ", lambda: client.get(address), least)


def _people(place: Territory, commune: Territory) -> list[factories.Browser]:
    """Return browsers of one person of each role."""
    department = Unit.objects.get(territory=place, name="Sở Tư pháp")
    people = [
        factories.officer(commune),
        factories.leader(commune),
        factories.reviewer(place),
        factories.member(
            Unit.objects.get(territory=place, name__startswith="Thanh tra"), Role.AUDITOR
        ),
        factories.member(department, Role.SECTOR),
        User.objects.create_superuser("quan-tri", full_name="Quản trị"),
    ]
    return [factories.signed_in(person) for person in people]


def _pages_of_late(place: Territory, period: Period) -> list[Page]:
    reviewer = factories.signed_in(factories.reviewer(place))
    address = f"/reports/remind/?period={period.pk}"
    late = answers.LATE.format(period=period.pk)
    return [Page("đơn vị chưa nộp", lambda: reviewer.get(address), late, answers.LATE_COUNTS)]


def _saver(client: Client, row: int, period: int) -> Callable[[], Any]:
    """Return what saves one row as the script of the page does, with another text each time."""
    stands = Progress.objects.filter(assignment=row, period=period).first()
    versions = count(stands.version if stands else 0)

    def save() -> Any:
        version = next(versions)
        typed = {"state": "in_progress", "result": f"Đã niêm yết {version}", "version": version}
        address = f"/progress/{row}/{period}/"
        return client.post(address, typed, headers={"HX-Request": "true"})

    return save


def _save_at_once(place: Territory, period: Period) -> None:
    """Let officers of several communes save at the same time, each a row of their own."""
    handed_in = Submission.objects.filter(period=period).values("plan__territory")
    communes = place.children.exclude(pk__in=handed_in).order_by("-code")[:OFFICERS]
    savers = []
    for commune in communes:
        row = Assignment.objects.get(task__plan__territory=commune, task__position=2, reports=True)
        client = factories.signed_in(factories.officer(commune))
        savers.append(_saver(client, row.pk, period.pk))
    taken: list[float] = []

    def work(save: Callable[[], Any]) -> None:
        try:
            for _ in range(SAVES):
                start = time.perf_counter()
                response = save()
                taken.append(1000 * (time.perf_counter() - start))
                assert response.status_code == 200, response.status_code
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(one,)) for one in savers]
    start = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    seconds = time.perf_counter() - start
    assert len(taken) == SAVES * len(savers), "somebody could not save"
    median, p90 = of_times(taken)
    say(
        f"\n{len(savers)} cán bộ cùng lưu trong một tiến trình, mỗi người {SAVES} lần: trung vị"
        f" {median:.0f} ms, p90 {p90:.0f} ms, {len(taken) / seconds:.0f} lần lưu mỗi giây."
    )


if __name__ == "__main__":
    main()
