"""The whole plan as PDF and Word: one value, the form of the decree; Word reads back."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from papi_portal import drawings, pdf
from papi_portal.paper import Line, Paper, texts
from plans.models import Plan, PlanSection
from tasks import demo
from tasks.models import Task
from tasks.reading import read
from tasks.reading.values import ReadPlan, ReadSection
from tasks.reports import whole_plan, whole_plan_paper
from tests import factories
from tests.tasks.reading.remake_blocks import SEEDS as SEED_FILES
from tests.tasks.reports.ink import PDFTOPPM, in_top_margin, margins_of
from tests.tasks.reports.test_appendix_files import as_issued, as_read, frameworks

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
SEEDS = 5
IN_WORDS = ("kind", "subject", "year_from", "year_to", "opening", "closing")
GIVEN = ("number", "issued_on", "place", "signed_for", "signatory_post", "signatory")
"""Facts for which a draft leaves room, or which its body's letterhead says."""


def with_places() -> Any:
    return Plan.objects.select_related("territory", "issuer__territory__parent__parent")


def paper_of(plan: Plan) -> Paper:
    return whole_plan_paper.as_paper(whole_plan.build(with_places().get(pk=plan.pk)))


def full_plan() -> Plan:
    """Return a draft with everything that a document may have."""
    plan = factories.plan(factories.commune(), number="0125/KH-UBND")
    plan.opening = "UBND xã Điềm He xây dựng kế hoạch như sau:"
    plan.closing = "Trên đây là Kế hoạch nâng cao Chỉ số PAPI năm 2026./."
    plan.signatory = "Triệu Lê Phụng"
    plan.recipients = ["Phòng Nội vụ", "Lưu: VT"]
    plan.save()
    for position in range(1, 20):
        heading = f"Mục đích <b>số {position}</b>"
        text = "=SUM(1) và <img src=http://x/>\n" + "lời dài của mục này " * 12
        PlanSection.objects.create(
            plan=plan,
            part="body",
            position=position,
            label=str(position),
            heading=heading,
            text=text,
        )
    for _ in range(12):
        factories.task(plan)
    return plan


def words(paper: Paper) -> Iterator[str]:
    """Yield everything that the document says, in the order in which it is read."""
    for part in paper.parts:
        for block in part.blocks:
            yield from texts(block)
    for row in (row for table in paper.tables for _, row in table.cells):
        yield from (line for _, lines in row for line in lines if line)


def folded(text: str) -> str:
    return re.sub(r"\s+", "", text)


# The same words in both


@needs_pango
def test_pdf_and_word_hold_every_word_of_the_value() -> None:
    paper = paper_of(full_plan())

    document = docx.Document(BytesIO(drawings.draw(paper, "docx")))
    pages = PdfReader(BytesIO(drawings.draw(paper, "pdf"))).pages

    cells = [one.text for table in document.tables for row in table.rows for one in row.cells]
    in_word = folded(" ".join([*(one.text for one in document.paragraphs), *cells]))
    in_pdf = folded(" ".join(page.extract_text() for page in pages))
    wanted = list(words(paper))
    assert len(wanted) > 60
    assert [one for one in wanted if folded(one) not in in_word] == []
    assert [one for one in wanted if folded(one) not in in_pdf] == []


def test_paragraphs_of_word_stand_in_the_order_of_the_value_by_styles() -> None:
    paper = paper_of(full_plan())

    document = docx.Document(BytesIO(drawings.draw(paper, "docx")))

    lines = [
        (block.look.value, block.text)
        for part in paper.parts
        for block in part.blocks
        if isinstance(block, Line)
    ]
    drawn = [
        (one.style and one.style.style_id, one.text) for one in document.paragraphs if one.text
    ]
    assert drawn == lines


# The form


@needs_pango
@pytest.mark.skipif(PDFTOPPM is None, reason="poppler-utils is not installed")
def test_pdf_keeps_the_form_of_the_decree(tmp_path: Path) -> None:
    """Nghị định 30/2020: margins, one typeface, numbers from page 2, the appendix on its own."""
    file = tmp_path / "ke-hoach.pdf"
    file.write_bytes(drawings.draw(paper_of(full_plan()), "pdf"))
    pages = PdfReader(file).pages

    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert all("Liberation-Serif" in font for font in fonts)
    wide = [page.mediabox.width > page.mediabox.height for page in pages]
    letter, appendix = wide.count(False), wide.count(True)
    assert wide == [False] * letter + [True] * appendix
    assert min(letter, appendix) >= 2
    on_top = ["".join(in_top_margin(page)).replace("DỰ THẢO", "").strip() for page in pages]
    assert on_top == [
        "" if number == 1 else str(number)
        for count in (letter, appendix)
        for number in range(1, count + 1)
    ]
    for left, top, right, bottom in margins_of(file):
        assert 29.5 <= left <= 35
        assert right >= 14.5
        assert bottom >= 19.5
        assert top >= 5


def test_word_has_a_portrait_letter_and_a_landscape_appendix_numbered_apart() -> None:
    document: Any = docx.Document(BytesIO(drawings.draw(paper_of(full_plan()), "docx")))

    sizes = [(round(one.page_width.mm), round(one.page_height.mm)) for one in document.sections]
    assert sizes == [(210, 297), (297, 210)]
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        sides = (section.top_margin, section.right_margin, section.bottom_margin)
        assert [round(side.mm) for side in (*sides, section.left_margin)] == [20, 15, 20, 30]


@needs_pango
def test_draft_is_marked_on_every_page_and_what_is_issued_is_not() -> None:
    draft, issued = full_plan(), factories.issued_plan(factories.commune())

    for plan, marked in ((draft, True), (issued, False)):
        paper = paper_of(plan)
        pages = PdfReader(BytesIO(drawings.draw(paper, "pdf"))).pages
        assert {"DỰ THẢO" in page.extract_text() for page in pages} == {marked}
        document = docx.Document(BytesIO(drawings.draw(paper, "docx")))
        headers = [one.first_page_header.paragraphs[0].text for one in document.sections]
        assert {"DỰ THẢO" in text for text in headers} == {marked}


# The way back


def test_whole_plan_of_every_seed_reads_back_from_word_as_it_was() -> None:
    demo.load(at=factories.NOW, with_people=False)
    plans = with_places().filter(is_illustration=False, tasks__isnull=False).distinct()
    assert len(plans) == SEEDS
    originals = {one.identity.subject: one for one in map(read_seed, sorted(SEED_FILES.glob("*")))}

    for plan in plans:
        back = read("a.docx", drawings.draw(paper_of(plan), "docx"), frameworks())
        tasks = plan.tasks.select_related("section").order_by("position")
        assert [written(as_read(row)) for row in back.rows] == [
            written(as_issued(task, str(task.section))) for task in tasks
        ], plan
        original = originals.get(plan.subject, back)
        assert [replace(row, where="") for row in back.rows] == [
            replace(row, where="") for row in original.rows
        ], plan
        head_reads_back(plan, back)
        body = plan.sections.filter(part="body").order_by("position")
        assert list(sections_in(back.sections)) == [
            (one.label, one.heading, " ".join(one.text.split())) for one in body
        ], plan


def read_seed(file: Path) -> ReadPlan:
    return read(file.name, file.read_bytes(), frameworks())


def written(row: tuple[str, ...]) -> tuple[str, ...]:
    """Return what of a row the document says itself: who leads an outline's is only understood."""
    heading, label, title, text, lead, support, deadline, output = row
    return (heading, label, title, text, *((lead, support) if title else ()), deadline, output)


def head_reads_back(plan: Plan, back: ReadPlan) -> None:
    identity = back.identity
    for name in IN_WORDS:
        assert getattr(identity, name) == getattr(plan, name), (plan, name)
    for name in GIVEN:
        known = getattr(plan, name)
        assert not known or getattr(identity, name) == known, (plan, name)
    if not plan.is_draft:
        assert identity.signed_for == plan.signed_for
    assert list(identity.recipients) == (plan.recipients or ["Lưu: VT"])
    assert identity.issuer.endswith(plan.territory.name_inside)
    cited = [(one.relation, one.number, one.issued_on) for one in (*identity.basis,)]
    cited += [(one.relation, one.number, one.issued_on) for one in identity.replaces]
    assert cited == [
        (one.relation, one.number, one.issued_on) for one in plan.bases.order_by("position")
    ], plan


def sections_in(found: tuple[ReadSection, ...]) -> Iterator[tuple[str, str, str]]:
    for one in found:
        # A list inside a paragraph is read as lines.
        yield (one.heading.label, one.heading.text, " ".join(one.text.split()))
        yield from sections_in(one.parts)


# What is hard to print


@needs_pango
def test_long_cells_and_long_words_break_under_a_header_on_each_page() -> None:
    plan = factories.plan(factories.commune())
    plan.opening = "từ" * 1_000
    plan.save()
    factories.task(plan, text="Một việc rất dài; " * 555)
    factories.task(plan, text="à" * 2_000)
    Task.objects.filter(plan=plan, position=1).update(lead_text="Công an xã, " * 60)

    paper = paper_of(plan)
    pages = PdfReader(BytesIO(drawings.draw(paper, "pdf"))).pages

    read_back = folded(" ".join(page.extract_text() for page in pages))
    assert read_back.count("dài;") == 555  # a page may end between the others
    assert read_back.count("à" * 30) >= 10
    assert read_back.count("từ") == 1_000
    tables = [page for page in pages if page.mediabox.width > page.mediabox.height]
    assert len(tables) > 5
    assert all("Nhiệm vụ, giải pháp" in page.extract_text() for page in tables)
    assert drawings.draw(paper, "docx").startswith(b"PK")
