"""What the demonstration loads before anybody acts: periods, and plans as they were issued.

Loaded once, because the tests only look.
"""

import html
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from plans.models import Period, Plan
from tasks import demo
from tasks.reading import items
from tasks.reading.values import Heading
from tasks.reading.written import section_path
from tasks.reports import appendix
from tests.factories import NOW
from tests.standing import standing
from tests.tasks.reading.remake_blocks import gold
from tests.tasks.reading.scoring import score

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_loaded")]
SEEDS = Path(settings.BASE_DIR).parent / "shared" / "seeds"


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[object]:
    """Load the demonstration without people on 21/11/2026."""
    yield from standing(django_db_blocker, lambda: demo.load(at=NOW, with_people=False))


def plan_354() -> Plan:
    return Plan.objects.select_related("issuer", "territory").get(number="354/KH-UBND")


def test_quarters_of_both_years_follow_the_government_calendar() -> None:
    running = Period.objects.get(name="Quý IV/2026")
    assert (running.data_from, running.data_to) == (date(2026, 9, 15), date(2026, 12, 14))
    assert (running.due_commune_on, running.due_province_on) == (
        date(2026, 12, 17),
        date(2026, 12, 20),
    )
    assert running.state == "open"
    assert Period.objects.get(name="Quý I/2026").data_from == date(2025, 12, 15)
    assert Period.objects.filter(year=2024).count() == 4


def test_each_row_of_an_issued_commune_plan_has_exactly_one_unit_that_reports() -> None:
    for plan in Plan.objects.issued().filter(territory__level="commune"):
        tasks = plan.tasks.all()
        answering = [task.assignments.filter(reports=True).count() for task in tasks]
        assert answering == [1] * len(tasks)


def test_illustration_says_that_it_is_one() -> None:
    plan = Plan.objects.get(is_illustration=True)
    assert plan.number == ""
    assert plan.territory.name == "Xã Điềm He"
    assert plan.bases.get().document == plan_354()


# The five plans as issued


@pytest.mark.parametrize(
    ("name", "place", "rows", "state"),
    [
        ("plan_354_lien_hoi_2024", "Xã Liên Hội", 28, "issued"),
        ("plan_tien_phong_2024", "Xã Tiền Phong", 42, "draft"),
        ("plan_ha_bac_2023", "Xã Hà Bắc", 29, "draft"),
        ("plan_151_lao_cai_2020", "Tỉnh Lào Cai", 59, "issued"),
        ("plan_khanh_hoa_2023", "Tỉnh Khánh Hòa", 23, "draft"),
    ],
)
def test_each_seed_plan_is_loaded_complete(name: str, place: str, rows: int, state: str) -> None:
    """Three papers do not say the day of their issue: they stay drafts, nothing is invented."""
    described = json.loads((demo.FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    plan = Plan.objects.get(subject=described["subject"])
    assert (plan.territory.name, plan.tasks.count(), plan.state) == (place, rows, state)
    for task, row in zip(plan.tasks.order_by("position"), described["rows"], strict=True):
        assert (task.label, task.text) == (row["label"], row["text"])
        assert task.components.count() == len(row["components"])


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed plans are not here")
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_fixtures_say_what_a_person_read_in_the_seeds(number: str) -> None:
    """Every cell as in the gold file; where the reader erred, the fixture was mended by hand."""
    names = dict(zip(("000", "001", "002", "003", "004"), demo.ISSUED, strict=True))
    described = json.loads((demo.FIXTURES / names[number]).read_text(encoding="utf-8"))
    seed = next(SEEDS.glob(f"{number}*.txt"))

    found = score(as_read(described), gold(seed))

    assert [cell for cell in found.cells if not cell.right] == []


def as_read(described: dict[str, Any]) -> dict[str, Any]:
    """Return a fixture in the shape of what `read_plan` prints."""
    rows = [
        {
            **row,
            "items": items.split(row["text"]),
            "section": section_path([Heading(*one) for one in row["headings"]]),
        }
        for row in described["rows"]
    ]
    return {**described, "rows": rows, "warnings": []}


# The plan 354/KH-UBND


def test_plan_354_is_loaded_as_issued() -> None:
    plan = plan_354()

    assert [len(group.rows) for group in appendix.build(plan).duties] == [2, 3, 1]
    assert len(appendix.build(plan).rows) == 22
    assert plan.tasks.count() == 28
    assert plan.issued_on == date(2024, 5, 30)
    assert (plan.signatory_post, plan.signatory) == ("CHỦ TỊCH", "Triệu Lê Phụng")
    assert (plan.issuer.name, plan.territory.name) == ("UBND xã Liên Hội", "Xã Liên Hội")
    assert plan.recipients == [
        "Phòng Nội vụ",
        "Thường trực Đảng ủy xã",
        "Thường trực HĐND xã",
        "CT, các PCT UBND xã",
        "Ủy ban MTTQ Việt Nam xã; các tổ chức CT-XH xã",
        "Lưu: VT",
    ]
    basis = plan.bases.get()
    assert (basis.number, basis.issued_on, basis.relation) == (
        "169/KH-UBND",
        date(2024, 5, 27),
        "carries_out",
    )
    deadlines = list(plan.tasks.values_list("deadline_text", flat=True))
    assert (deadlines.count("Thường xuyên"), deadlines.count("Hàng năm")) == (20, 2)


def seed_columns() -> list[list[str]]:
    """Return the words of each column of the appendix table in the seed, in their order."""
    files = sorted(SEEDS.glob("000*.txt"))
    if not files:
        pytest.skip(f"the seed of plan 354 is not here: {SEEDS}")
    text = files[0].read_text(encoding="utf-8")
    table = text[text.index("PHỤ LỤC\n") :]
    cells = [line.split("\t") for line in table.split("\n") if line.count("\t") == 4]
    header = cells[0]
    return [
        [word for row in cells if row != header for word in without_tags(row[at]).split()]
        for at in range(5)
    ]


def without_tags(cell: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", cell))


def loaded_columns() -> list[list[str]]:
    """Return the words of each column of the appendix as the portal holds it."""
    columns: list[list[str]] = [[] for _ in range(5)]
    for group in appendix.build(plan_354()).groups:
        columns[0] += group.heading.split()
        for row in group.rows:
            cells = (row.content, " ".join(row.lines), row.lead, row.support, row.deadline)
            for column, cell in zip(columns, cells, strict=True):
                column.extend(cell.split())
    return columns


def test_every_word_of_the_seed_is_loaded_and_no_other() -> None:
    seed = seed_columns()
    assert all(len(column) > 40 for column in seed)
    for name, loaded, written in zip(appendix.COLUMNS, loaded_columns(), seed, strict=True):
        assert loaded == written, name
