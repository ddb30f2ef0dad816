"""The appendix as PDF, Word and Excel: one value, the same words; Word and Excel read back."""

import json
from functools import cache
from io import BytesIO

import docx
import openpyxl
import pytest
from django.conf import settings
from pypdf import PdfReader

from papi_portal import drawings, pdf
from plans.models import Plan
from tasks import demo
from tasks.models import Task
from tasks.reading import catalogue, read
from tasks.reading.values import FrameworkNames, ReadRow
from tasks.reports import appendix
from tasks.reports.appendix import LABELS, OUTPUT
from tests import factories

pytestmark = pytest.mark.django_db
SEEDS = 5


@cache
def frameworks() -> tuple[FrameworkNames, ...]:
    published = settings.BASE_DIR / "fixtures" / "indexes.json"
    return catalogue.from_lists(json.loads(published.read_text(encoding="utf-8")))


def as_issued(task: Task, heading: str) -> tuple[str, ...]:
    return (
        heading,
        task.label,
        task.title,
        task.text,
        task.lead_text,
        task.support_text,
        task.deadline_text,
        task.output,
    )


def as_read(row: ReadRow) -> tuple[str, ...]:
    return (
        str(row.sections[-1]) if row.sections else "",
        row.label,
        row.title,
        row.text,
        row.lead_text,
        row.support_text,
        row.deadline.raw,
        row.output,
    )


def issued_rows(found: appendix.Appendix) -> list[tuple[str, ...]]:
    tasks = Task.objects.in_bulk([row.task_id for row in found.rows])
    return [
        as_issued(tasks[row.task_id], group.heading) for group in found.groups for row in group.rows
    ]


def read_back(found: appendix.Appendix, kind: str) -> list[tuple[str, ...]]:
    data = drawings.draw(appendix.as_paper(found), kind)
    return [as_read(row) for row in read(f"a.{kind}", data, frameworks()).rows]


def test_appendix_of_every_seed_plan_reads_back_from_word_and_excel_as_it_was() -> None:
    demo.load(at=factories.NOW, with_people=False)
    plans = Plan.objects.filter(is_illustration=False, tasks__isnull=False).distinct()
    assert len(plans) == SEEDS

    for plan in plans.select_related("issuer"):
        found = appendix.build(plan)
        for kind in ("docx", "xlsx"):
            assert read_back(found, kind) == issued_rows(found), (plan, kind)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_what_rows_bring_is_a_sixth_column_that_reads_back(kind: str) -> None:
    plan = factories.plan(factories.commune())
    for number in (1, 2):
        made = factories.task(plan)
        made.output = f"Báo cáo số {number}\nBiên bản"
        made.save(update_fields=["output"])

    found = appendix.build(plan)

    assert found.columns[5:] == (OUTPUT,)
    assert read_back(found, kind) == issued_rows(found)


def test_rows_without_names_are_counted_in_a_narrow_column() -> None:
    plan = factories.plan(factories.commune())
    made = factories.task(plan)
    made.title = ""
    made.save(update_fields=["title"])

    printed = appendix.as_paper(appendix.build(plan)).tables[0]

    assert printed.columns[0].title == LABELS
    assert printed.columns[0].width < 10
    assert sum(column.width for column in printed.columns) == 100


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
def test_three_files_hold_the_same_words_in_the_same_order() -> None:
    plan = factories.issued_plan(factories.commune(), tasks=4)
    paper = appendix.as_paper(appendix.build(plan))

    table = docx.Document(BytesIO(drawings.draw(paper, "docx"))).tables[0]
    book = openpyxl.load_workbook(BytesIO(drawings.draw(paper, "xlsx")))
    pages = PdfReader(BytesIO(drawings.draw(paper, "pdf"))).pages

    in_word = [[cell.text for cell in row.cells] for row in table.rows]
    in_word = [row[:1] if len(set(row)) == 1 else row for row in in_word]
    in_excel = [[cell or "" for cell in row] for row in book.worksheets[0].values]
    above = [row[0] for row in in_excel[:3]]
    words = " ".join(word for page in pages for word in page.extract_text().split())
    assert [[cell for cell in row if cell] for row in in_excel[3:]] == [
        [cell for cell in row if cell] for row in in_word
    ]
    assert words == " ".join([*above, *(cell for row in in_word for cell in row)]).replace(
        "\n", " "
    ).replace("  ", " ")


def test_draft_says_so_on_its_pages_and_what_is_issued_does_not() -> None:
    commune = factories.commune()

    draft = appendix.as_paper(appendix.build(factories.plan(commune)))
    issued = appendix.as_paper(appendix.build(factories.issued_plan(commune)))

    assert (draft.is_draft, issued.is_draft) == (True, False)
    assert "DỰ THẢO" in header(drawings.draw(draft, "docx"))
    assert "DỰ THẢO" not in header(drawings.draw(issued, "docx"))


def header(data: bytes) -> str:
    first = docx.Document(BytesIO(data)).sections[0]
    return str(first.first_page_header.paragraphs[0].text)
