"""An appendix that the portal gave away as a workbook, brought back through the reader."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from plans.models import Event, Plan
from tasks import reading
from tasks.models import Intake
from tasks.reading import portal_workbook
from tasks.reports import came_from
from tests import factories
from tests.papi_portal.workbooks import saved
from tests.tasks import uploads
from tests.tasks.intake_pages import Facts, follow, text
from tests.tasks.pasting import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None, monkeypatch: pytest.MonkeyPatch) -> Facts:
    """Return a commune's officer; files are read in this process, which is faster."""
    monkeypatch.setattr("tasks.views.imports.read_strange", reading.read)
    monkeypatch.setattr(portal_workbook, "read_strange", portal_workbook.read)
    return Facts()


def exported(facts: Facts, plan: Plan, query: str = "") -> Any:
    address = reverse("tasks:plan-appendix-file", args=[plan.pk, "xlsx"])
    return load_workbook(BytesIO(facts.client.get(address + query).content))


def hide(book: Any, key: str, said: str) -> None:
    for row in book["meta"].iter_rows():
        if row[0].value == key:
            row[1].value = said


def brought(facts: Facts, book: Any) -> str:
    """Return the page that shows a workbook which was sent in."""
    return follow(facts.client, send(facts.client, file=uploads.file(saved(book), "Phụ lục.xlsx")))


def test_preview_says_whose_appendix_it_is_and_how_to_change_that_plan(facts: Facts) -> None:
    plan = factories.issued_plan(facts.commune, number="12/KH-UBND", tasks=4)

    page = brought(facts, exported(facts, plan))

    assert f'Tệp này là phụ lục của <a href="{plan.get_absolute_url()}">{plan}</a>' in page
    assert ", tải từ cổng lúc " in page
    assert "4 dòng giữ nguyên như trong cổng." in page
    assert reverse("tasks:plan-workbook", args=[plan.pk]) in page
    assert "Tệp không có gì khác kế hoạch trong cổng, nên không cần nhập." in page
    assert "mới hoặc khác" not in page
    assert "không có trong tệp" not in page
    assert "Tệp cũ" not in page
    assert "trang tính ẩn" not in page


@pytest.mark.parametrize("query", ["?by=lead", "?columns=six", "?by=deadline&columns=six"])
def test_rows_are_known_in_every_arrangement(facts: Facts, query: str) -> None:
    plan = factories.issued_plan(facts.commune, tasks=4)

    assert "4 dòng giữ nguyên như trong cổng." in brought(facts, exported(facts, plan, query))


def test_changed_added_and_missing_rows_are_counted(facts: Facts) -> None:
    plan = factories.issued_plan(facts.commune, tasks=4)
    book = exported(facts, plan)
    sheet = book.worksheets[0]
    sheet.cell(sheet.max_row, 2).value = "Việc khác hẳn"
    sheet.append(["5) Việc mới", "Thêm một việc", "UBND xã", "", "Quý IV"])

    page = brought(facts, book)

    assert "3 dòng giữ nguyên như trong cổng." in page
    assert "2 dòng mới hoặc khác." in page
    assert "1 dòng của kế hoạch không có trong tệp." in page
    assert "nên không cần nhập" not in page
    steps = page[page.index("Muốn sửa chính kế hoạch ấy:") :]
    ways = (
        reverse("tasks:plan-workbook", args=[plan.pk]),
        reverse("tasks:intake-start"),
        reverse("tasks:intake-discard", args=[Intake.objects.get().pk]),
    )
    places = [steps.index(f'href="{way}"') for way in ways]
    assert places == sorted(places)


def test_plan_that_changed_since_makes_it_an_old_file(facts: Facts) -> None:
    plan = factories.issued_plan(facts.commune, tasks=4)
    book = exported(facts, plan)
    at = timezone.now() + timedelta(minutes=1)
    known = Event.objects.about(plan).latest("pk")
    Event.objects.create(
        **{
            name: getattr(known, name)
            for name in ("verb", "sentence", "subject_type", "subject_id", "territory")
        },
        at=at,
    )

    page = brought(facts, book)

    assert "<b>Tệp cũ: kế hoạch trong cổng đã thay đổi sau lúc tải.</b>" in page


@pytest.mark.parametrize("tasks", [4, 40])
def test_number_of_queries_is_the_same_for_few_and_many_rows(
    facts: Facts, tasks: int, django_assert_num_queries: Any
) -> None:
    brought(facts, exported(facts, factories.issued_plan(facts.commune, tasks=tasks)))
    intake, viewer = Intake.objects.get(), factories.viewer(facts.officer)

    with django_assert_num_queries(3):
        found = came_from.build(viewer=viewer, intake=intake)
    assert found is not None
    assert (found.same, found.other) == (tasks, 0)


def test_plan_that_one_may_not_read_is_not_named(facts: Facts) -> None:
    plan = factories.issued_plan(facts.commune, tasks=4)
    book = exported(facts, plan)
    neighbour = Facts.__new__(Facts)
    neighbour.commune = factories.commune("Xã Hai", parent=facts.above)
    neighbour.officer = factories.officer(neighbour.commune)
    neighbour.client = factories.signed_in(neighbour.officer)

    page = brought(neighbour, book)

    assert "Tệp này là phụ lục của" not in page
    assert "Nhiệm vụ 1" in page


def test_number_of_another_portal_s_plan_is_not_believed(facts: Facts) -> None:
    plan = factories.issued_plan(facts.commune, tasks=4)
    book = exported(facts, plan)
    plan.tasks.update(text="Việc khác hẳn")

    assert "Tệp này là phụ lục của" not in brought(facts, book)


@pytest.mark.parametrize("number", ["", "ba", "9" * 30, "-1"])
def test_hidden_number_that_is_none_is_passed_over(facts: Facts, number: str) -> None:
    book = exported(facts, factories.issued_plan(facts.commune, tasks=4))
    hide(book, "plan", number)

    assert "Tệp này là phụ lục của" not in brought(facts, book)


@pytest.mark.parametrize("said", ["2026-01-01T00:00:00", "9999-12-31T23:59:59-12:00"])
def test_hidden_moment_that_no_page_can_show_is_passed_over(facts: Facts, said: str) -> None:
    book = exported(facts, factories.issued_plan(facts.commune, tasks=4))
    hide(book, "exported_at", said)

    page = brought(facts, book)

    assert "Tệp này là phụ lục của" in page
    assert ", tải từ cổng lúc " not in page


def test_workbook_of_what_is_owed_is_refused_as_no_plan(facts: Facts) -> None:
    factories.issued_plan(facts.commune, tasks=2)
    period = factories.period(facts.commune)
    answer = facts.client.get(reverse("tasks:progress-sheet", args=[period.pk]))

    response = send(facts.client, file=uploads.file(answer.content, "Việc.xlsx"))

    assert response.status_code == 422
    assert "Tệp này do cổng xuất ra nhưng không phải kế hoạch" in text(response)
    assert not Intake.objects.exists()
