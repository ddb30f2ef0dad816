"""Measure pages: how long they take and weigh, beside the SQL that gives the same answer."""

import gzip
import html
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from tests.bench.answers import Counts, Results

TIMES = 7
HEAD = (
    "| trang | so với SQL | ms | p90 | ms CPU | SQL, ms | truy vấn | kB nén |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- |"
)


NEXT = re.compile(r'rel="next" href="([^"]+)"')
"""Where a list goes on."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure: how it is asked for, the SQL of the same answer, what both must say."""

    name: str
    ask: Callable[[], Any]
    least: str = ""
    counts: Counts = ()
    turn: Callable[[str], Any] | None = None
    """How another sheet of its list is asked for, "?page=2"."""

    def check(self, shown: str, results: Results) -> None:
        """Fail loudly where the page and the SQL do not give the same answer.

        A figure stands on the first sheet, or in the rows of all of them.
        """
        first, *others = [_words(sheet) for sheet in self._sheets(shown)]
        for where, counted in self.counts:
            head, rows = _told(where, first), [_told(where, other) for other in others]
            assert head, f"{self.name}: the page does not tell {where!r}"
            known, told = counted(results), {sum(head), sum(map(sum, rows), sum(head))}
            assert known in told, f"{self.name}: {where!r} is {told}, by SQL {known}"

    def _sheets(self, shown: str) -> Iterator[str]:
        yield shown
        while self.turn and (following := NEXT.search(shown)):
            shown = self.turn(html.unescape(following[1])).content.decode()
            yield shown


def _words(shown: str) -> str:
    return html.unescape(" ".join(strip_tags(shown).split()))


def _told(where: str, words: str) -> list[int]:
    return [int(number) for number in re.findall(where, words)]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a page took: ms each time, by the clock and of this process alone; queries; kB."""

    shown: bytes
    clock: Sequence[float]
    own: Sequence[float]
    queries: int

    @property
    def weight(self) -> float:
        """kB of the page, compressed."""
        return len(gzip.compress(self.shown)) / 1000


def clocked(page: Page, times: int) -> Taken:
    """Ask for a page several times, and once more to count its queries."""

    def asked() -> None:
        assert page.ask().status_code == 200, page.name

    with CaptureQueriesContext(connection) as queries:
        response = page.ask()
        assert response.status_code == 200, (page.name, response.status_code)
        number = len(queries)  # the next request forgets them
    clock, own = timed(asked, times)
    return Taken(response.content, clock, own, number)


def measure(page: Page, times: int = TIMES) -> None:
    """Print a row of the table: several times, beside the least SQL where there is some."""
    taken = clocked(page, times)
    median, p90 = of_times(taken.clock)
    ratio, least = "–", "–"
    if page.least:
        bare, _ = of_times(timed(lambda: _answer(page.least), times)[0])
        page.check(taken.shown.decode(errors="replace"), _answer(page.least))
        ratio, least = f"× {median / bare:.1f}", f"{bare:.1f}"
    figures = f"{ratio} | {median:.0f} | {p90:.0f} | {of_times(taken.own)[0]:.0f} | {least}"
    say(f"| {page.name} | {figures.replace('.', ',')} | {taken.queries} | {taken.weight:.0f} |")


def say(line: str) -> None:
    """Print at once: a run takes minutes."""
    print(line, flush=True)  # noqa: T201


def _answer(least: str) -> Results:
    """Return what each statement gives; nothing for one that only writes."""
    results: list[Sequence[Any]] = []
    with connection.cursor() as cursor:
        for statement in least.split(";"):
            cursor.execute(statement)
            results.append(cursor.fetchall() if cursor.description else ())
    return results


def of_times(taken: Sequence[float]) -> tuple[float, float]:
    """Return the median and the time that nine of ten keep."""
    return statistics.median(taken), sorted(taken)[-(-9 * len(taken) // 10) - 1]


def timed(work: Callable[[], object], times: int) -> tuple[list[float], list[float]]:
    """Return how long each of several times takes, in ms: by the clock, and of this process alone.

    The first, with empty caches, is not one. On a busy machine the second says more; what the
    PostgreSQL server works is only in the first.
    """
    work()
    clock, own = list[float](), list[float]()
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        work()
        clock.append(1000 * (time.perf_counter() - start))
        own.append(1000 * (time.process_time() - busy))
    return clock, own
