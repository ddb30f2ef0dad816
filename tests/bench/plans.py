"""How long plans take to come in and to go down, beside the least that the same work can take.

`make bench`, or `DATABASE_URL=postgres://… python -m tests.bench.plans` for another database; it
works in a test database of its own. Seconds depend on the machine, ratios much less.
"""

import json
import os
import time
from collections.abc import Callable
from io import BytesIO

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up before its models load
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import transaction  # noqa: E402
from openpyxl import Workbook, load_workbook  # noqa: E402

from indicators.actions import load_indexes  # noqa: E402
from plans.models import Plan, Territory  # noqa: E402
from tasks import actions, reading  # noqa: E402
from tasks.catalogue import frameworks  # noqa: E402
from tasks.models import Task  # noqa: E402
from tasks.reading.values import FrameworkNames  # noqa: E402
from tests import factories  # noqa: E402
from tests.bench import ground, province  # noqa: E402

ROWS, COMMUNES, TASKS = 500, 166, 60
TEXT = (
    "- Công khai, niêm yết đầy đủ quy trình giải quyết thủ tục hành chính tại trụ sở;\n"
    "- Tiếp nhận, xử lý kịp thời phản ánh, kiến nghị của cá nhân, tổ chức."
)


def main() -> None:
    """Measure on an empty test database and print a table in Markdown."""
    with ground.empty_database():
        print(f"\nTệp Excel {ROWS} dòng; {COMMUNES} xã × {TASKS} dòng.\n")  # noqa: T201
        print("| việc | so với | giây |\n| --- | --- | --- |")  # noqa: T201
        _plans_down()  # first: a load stands on empty ground
        _plans_in()


def _plans_in() -> None:
    content = _workbook()
    load_indexes(json.loads((settings.BASE_DIR / "fixtures" / "indexes.json").read_text()))
    bare = _seconds(lambda: _cells(content))
    known = frameworks()
    _say("mở tệp Excel, đi qua mọi ô", bare, bare)
    _say("đọc kế hoạch trong tiến trình con", _seconds(lambda: _read(content, known)), bare)
    commune = factories.commune()
    client = factories.signed_in(factories.officer(commune))
    upload = {"file": SimpleUploadedFile("kehoach.xlsx", content), "pasted": ""}
    start = time.perf_counter()
    preview = client.post("/plans/in/", upload, follow=True)
    _say("tải lên đến khi thấy bản xem trước", time.perf_counter() - start, bare)
    assert preview.redirect_chain, preview.content.decode()[:2000]
    again = _seconds(lambda: client.get(preview.redirect_chain[-1][0]))
    _say("trang xem trước, mở lại", again, bare)


def _plans_down() -> None:
    place, plan = _framework_of_tasks()
    least = _seconds(lambda: _bare_rows(plan))
    by = factories.viewer(factories.reviewer(place))
    communes = Territory.objects.filter(parent=place)

    def derive() -> None:
        actions.derive_plans(framework=plan, territories=communes, by=by, at=factories.NOW)

    _say(f"chỉ ghi {COMMUNES * TASKS} dòng trống", least, least)
    _say("lập dự thảo cho mọi xã", _seconds(derive), least)
    made = Task.objects.filter(plan__territory__parent=place, plan__state=Plan.State.DRAFT)
    assert made.count() == COMMUNES * TASKS


def _workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["KẾ HOẠCH"])
    sheet.append(["Nâng cao Chỉ số PAPI năm 2026"])
    sheet.append(
        ["STT", "Nhiệm vụ, giải pháp", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện"]
    )
    for number in range(1, ROWS + 1):
        if number % 60 == 1:
            sheet.append([None, f"{number // 60 % 8 + 1}. Thủ tục hành chính công"])
        row = [number, TEXT, "UBND xã", "Công an xã; Văn phòng HĐND và UBND", "Quý III/2026"]
        sheet.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _cells(content: bytes) -> int:
    book = load_workbook(BytesIO(content))
    return sum(1 for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def _read(content: bytes, known: tuple[FrameworkNames, ...]) -> None:
    found = reading.read_strange("kehoach.xlsx", content, known)
    assert len(found.rows) == ROWS, len(found.rows)


def _framework_of_tasks() -> tuple[Territory, Plan]:
    """Return a province, and a framework like the one that its communes have carried out."""
    place, _ = province.fill(communes=COMMUNES, tasks=TASKS, periods=1)
    held = place.plans.get()
    by = factories.viewer(factories.reviewer(place))
    plan = actions.copy_plan(plan=held, year=held.year_from + 1, by=by, at=factories.NOW)
    Plan.objects.filter(pk=plan.pk).update(number="100/KH-UBND", issued_on=factories.TODAY)
    plan.refresh_from_db()
    return place, actions.issue_plan(plan=plan, by=None, at=factories.NOW)


def _bare_rows(plan: Plan) -> None:
    """Write as many rows as deriving writes, with nothing around them, and take them back."""
    with transaction.atomic():
        many = range(1000, 1000 + COMMUNES * TASKS)
        Task.objects.bulk_create(Task(plan=plan, position=number, text=TEXT) for number in many)
        transaction.set_rollback(True)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _say(what: str, seconds: float, least: float) -> None:
    print(f"| {what} | × {seconds / least:.1f} | {seconds:.2f} |".replace(".", ","))  # noqa: T201


if __name__ == "__main__":
    main()
