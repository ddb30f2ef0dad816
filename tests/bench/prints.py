"""How long documents take to print, beside other ways to print the same; `make bench`.

Chromium and LibreOffice print the same appendix in the same run, where they are installed: each as
a process of its own, as is our child, because that is how they would be used.
"""

import gc
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django is to be set up before

from papi_portal import paper, pdf, worddoc  # noqa: E402
from papi_portal.paper import Heading, Line, Look, Paper, Part, Row, Table  # noqa: E402
from plans.models import Plan, Territory  # noqa: E402
from tasks.books import BOOK_OF_PLANS, BOOK_OF_REPORTS  # noqa: E402
from tasks.models import Task  # noqa: E402
from tasks.printing import PRINTS, PROVINCE_REPORT  # noqa: E402
from tasks.reports import appendix  # noqa: E402
from tests import factories  # noqa: E402
from tests.bench import ground, province  # noqa: E402
from tests.plans.booking import Asked  # noqa: E402

COMMUNES, ROWS = 166, 60
CHROMIUM = ("chromium-headless-shell", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
OFFICE = ("soffice", "--headless", "--convert-to", "pdf")
TEXT = "- Công khai, niêm yết đầy đủ quy trình giải quyết thủ tục hành chính tại trụ sở."
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Fill a province and measure what is printed of it."""
    with ground.empty_database(), TemporaryDirectory() as folder:
        settings.VAR_DIR = Path(folder)
        place, (*_, period) = province.fill(communes=COMMUNES, tasks=ROWS, periods=1)
        say(f"\n{COMMUNES} xã × {ROWS} dòng.")
        say("\n| việc | giây | giây CPU | MB nhiều nhất | trong đó của chính việc ấy |")
        say("| --- | --- | --- | --- | --- |")
        _documents(place, period.pk)
        _books(place, period.pk)
        say("\n| số dòng | giây CPU | dòng/giây |\n| --- | --- | --- |")
        for rows in (30, 300, 3000):
            pages = _table(rows).pages
            took = cpu(lambda pages=pages: pdf.render(*pages))  # type: ignore[misc]
            say(f"| {rows} | {written(took)} | {rows / took:.0f} |")
        _others(Path(folder))


def _documents(place: Territory, period: int) -> None:
    plan = factories.issued_plan(factories.commune(), tasks=22)
    plan.tasks.update(text=TEXT)
    paper.as_pdf(appendix.as_paper(appendix.build(plan)))
    with measured("phụ lục 22 dòng, đã ấm", times=5) as again:
        again(lambda: paper.as_pdf(appendix.as_paper(appendix.build(plan))))
    factories.committee(place)
    work = Asked(factories.viewer(factories.reviewer(place)), {"period": period})
    with measured("báo cáo quý của tỉnh") as once:
        once(lambda: PRINTS[PROVINCE_REPORT].make(work))


def _books(place: Territory, period: int) -> None:
    viewer = factories.viewer(factories.reviewer(place))
    asked = {
        BOOK_OF_PLANS: {"province": place.pk, "year": 2026},
        BOOK_OF_REPORTS: {"period": period},
    }
    for kind, name in ((BOOK_OF_PLANS, "sách phụ lục"), (BOOK_OF_REPORTS, "sách báo cáo")):
        for state in ("lần đầu", "không đổi", "một xã đổi"):
            if state == "một xã đổi":
                first = Task.objects.filter(plan__territory__level="commune").earliest("pk")
                Task.objects.filter(pk=first.pk).update(text=f"Mới: {kind}")
            with measured(f"{name}, {state}") as once:
                once(lambda kind=kind: _made(kind, Asked(viewer, asked[kind])))  # type: ignore[misc]


def _made(kind: str, work: Asked) -> None:
    with PRINTS[kind].make(work).content as content:
        while content.read(2**20):
            pass


def _table(rows: int) -> Paper:
    headings = (Heading("STT", 7), Heading("Nhiệm vụ", 53), Heading("Cơ quan", 40))
    listed = tuple(Row((str(at), TEXT, "UBND xã, các thôn")) for at in range(rows))
    block = Table("Phụ lục", headings, listed, "")
    return Paper("Phụ lục", "UBND", (Part((Line("PHỤ LỤC", Look.KIND), block), is_landscape=True),))


def _others(folder: Path) -> None:
    document = appendix.as_paper(appendix.build(Plan.objects.latest("pk")))
    (page,) = document.pages
    (folder / "a.html").write_text(page)
    (folder / "a.docx").write_bytes(worddoc.as_docx(document))
    ours = clock(lambda: pdf.render_apart(page))
    say(f"\n| in phụ lục {ROWS} dòng, tiến trình riêng | so với cổng | giây |\n| --- | --- | --- |")
    say(f"| WeasyPrint (cổng) | × 1,0 | {written(ours)} |")
    ways = {
        "Chromium": (*CHROMIUM, f"--print-to-pdf={folder}/b.pdf", f"{folder}/a.html"),
        "LibreOffice": (*OFFICE, "--outdir", str(folder), f"{folder}/a.docx"),
    }
    for name, command in ways.items():
        program = shutil.which(command[0])
        if program is None:
            say(f"| {name} | – | không cài |")
            continue
        run = [program, *command[1:]]
        took = clock(lambda run=run: subprocess.run(run, check=True, capture_output=True))  # type: ignore[misc]  # noqa: S603
        say(f"| {name} | × {written(took / ours)} | {written(took)} |")


@contextmanager
def measured(name: str, *, times: int = 1) -> Iterator[Callable[[Callable[[], object]], None]]:
    """Run something so often, and say how long it took and what it and its children held."""
    found: list[tuple[float, float]] = []

    def run(act: Callable[[], object]) -> None:
        for _ in range(times):
            before, start = _busy(), time.perf_counter()
            act()
            found.append((time.perf_counter() - start, _busy() - before))

    gc.collect()
    own = _resident(os.getpid())
    held, over = [own], threading.Event()
    watching = threading.Thread(target=_watch, args=(held, over), daemon=True)
    watching.start()
    yield run
    over.set()
    watching.join()
    seconds, busy = (median(one) for one in zip(*found, strict=True))
    say(
        f"| {name} | {written(seconds)} | {written(busy)} | {held[0] // 2**20} |"
        f" {(held[0] - own) // 2**20} |"
    )


def _watch(held: list[int], over: threading.Event) -> None:
    while not over.wait(0.05):
        held[0] = max(held[0], sum(map(_resident, (os.getpid(), *_children()))))


def _children() -> list[int]:
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [int(pid) for one in tasks for pid in one.read_text().split()]


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_SIZE
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return 0


def _busy() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def cpu(act: Callable[[], object]) -> float:
    before = time.process_time()
    act()
    return time.process_time() - before


def clock(act: Callable[[], object]) -> float:
    """Return the median of three, in seconds."""
    took = []
    for _ in range(3):
        start = time.perf_counter()
        act()
        took.append(time.perf_counter() - start)
    return median(took)


def written(seconds: float) -> str:
    return f"{seconds:.2f}".replace(".", ",")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
