"""Hostile and heavy text in every kind of document: printed as text, and nothing is fetched.

security.md OUT-1 and OUT-2.
"""

import socket
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from papi_portal import drawings, pdf
from papi_portal.paper import Paper, Signature
from papi_portal.workbook import CUT
from plans import letterheads
from plans.models import Plan, Unit
from tasks.models import Assignment, Submission, Task
from tasks.reports import (
    appendix,
    late,
    late_letter,
    poster,
    poster_sheets,
    quarterly,
    quarterly_paper,
    quarterly_province,
    quarterly_section,
    submission,
    unit_card,
    unit_card_paper,
    whole_plan,
    whole_plan_paper,
)
from tasks.reports.quarterly import Numbered, Quarterly
from tests import factories
from tests.tasks.book_facts import Province
from tests.tasks.reports.drawn import missing, words_of
from tests.tasks.reports.test_quarterly_charts import Scored
from tests.tasks.reports.test_quarterly_files import folded

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("error")]
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
HOSTILE = (
    '=HYPERLINK("http://{at}/x") <img src=file:///etc/passwd> <img src=http://{at}/img>'
    " <link rel=attachment href=file:///etc/hostname> <style>@import url(http://{at}/css);"
    " p {{ background: url(http://{at}/bg) }}</style> <script>x()</script> &amp; ]]>"
    " <w:p/> {{{{ x }}}}"
)
TAIL = "<script>x()</script> &amp; ]]> <w:p/> {{ x }}"
END = "HẾT."
HEAVY = f"{'x' * 2_000} {'dài ' * 2_500}{END}"
"""A word of 2,000 letters in a text of 12,000."""


class Listener:
    """A door on this machine that counts who knocks."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.setblocking(False)
        self.at = f"127.0.0.1:{self.socket.getsockname()[1]}"

    @property
    def was_asked(self) -> bool:
        try:
            self.socket.accept()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.socket.close()


def cut(words: str, length: int) -> str:
    """Return words that a field holds; one sees whether their end is printed."""
    return words if len(words) <= length else words[: length - len(END)] + END


class Facts:
    """A commune and its province whose every word is hostile."""

    def __init__(self, words: str) -> None:
        self.scored = Scored()
        self.plan = self.scored.commune("Xã Một")
        Task.objects.update(text=words, title="", output=words[:500], lead_text=words[:400])
        Plan.objects.update(subject=words[:500], opening=words)
        Unit.objects.filter(pk=self.scored.office.pk).update(name=words[:150])
        (row,) = factories.reporting(self.plan)
        factories.recorded(row, self.scored.period, result=cut(words, 5_000))
        factories.submission(self.plan, self.scored.period, state=Submission.State.ACCEPTED)
        said = ("results", "limits", "next_period", "proposals")
        Submission.objects.update(**dict.fromkeys(said, cut(words, 4_000)))
        for unit in (self.plan.issuer, self.scored.health):
            kept = letterheads.suggested(unit)
            kept.version, kept.recipients, kept.signatory = 1, words[:400], words[:90]
            kept.save()
        self.plan = Plan.objects.select_related("territory", "issuer__territory__parent").get(
            pk=self.plan.pk
        )

    @property
    def report(self) -> Quarterly:
        found = submission.build(
            plan=self.plan,
            unit=self.plan.issuer,
            period=self.scored.period,
            before=None,
            on=factories.TODAY,
        )
        return quarterly.of_report(found, on=factories.TODAY)


def of_commune(facts: Facts) -> Paper:
    return quarterly_paper.as_paper(facts.report)


def issued(facts: Facts) -> Paper:
    under = Numbered("<b>1</b>", factories.TODAY, "<i>2</i>")
    return quarterly_paper.as_paper(replace(facts.report, under=under))


def as_section(facts: Facts) -> Paper:
    return quarterly_section.as_paper(facts.report)


def of_province(facts: Facts) -> Paper:
    return quarterly_paper.as_paper(facts.scored.report())


def of_plan(facts: Facts) -> Paper:
    return appendix.as_paper(appendix.build(facts.plan))


def whole(facts: Facts) -> Paper:
    return whole_plan_paper.as_paper(whole_plan.build(facts.plan))


def card(facts: Facts) -> Paper:
    found = unit_card.build(
        unit=facts.plan.issuer,
        period=facts.scored.period,
        on=factories.TODAY,
        seen=Assignment.objects.all(),
    )
    return unit_card_paper.as_paper(found)


def to_late(facts: Facts) -> Paper:
    on, period = date(2026, 12, 21), facts.scored.period
    viewer = factories.viewer(factories.reviewer(facts.scored.province), on)
    rows = late.build(viewer=viewer, period=period, on=on).rows
    issuer = Unit.objects.select_related("territory__parent").get(pk=facts.scored.health.pk)
    return late_letter.to_each(late_letter.build(period=period, rows=rows, issuer=issuer, on=on))


KINDS = [of_commune, issued, as_section, of_province, of_plan, whole, card, to_late]
every = pytest.mark.parametrize("make", KINDS)
Make = Callable[[Facts], Paper]


@every
@needs_pango
def test_markup_is_printed_as_text_and_nothing_is_fetched(
    make: Make, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    words = HOSTILE.format(at=listener.at)

    data = drawings.draw(make(Facts(words)), "pdf")

    assert folded(TAIL) in read_safely(data)
    assert not [one for one in caplog.records if "load" in one.getMessage().lower()]
    assert not listener.was_asked


@needs_pango
def test_poster_and_book_print_markup_as_text_and_fetch_nothing(
    listener: Listener, caplog: pytest.LogCaptureFixture, settings: Any, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    words = HOSTILE.format(at=listener.at)
    facts, province = Facts(words), Province(communes=1)
    Task.objects.filter(plan=province.plans[0]).update(text=words)
    province.place.children.update(name=words[:100])

    on_wall = poster_sheets.as_pdf(poster.build(facts.plan), "a3")
    _, bound, _ = province.bound()

    assert folded("<link rel=attachment href=") in read_safely(on_wall)
    assert folded(TAIL) in read_safely(bound)
    assert not [one for one in caplog.records if "load" in one.getMessage().lower()]
    assert not listener.was_asked


def read_safely(data: bytes) -> str:
    """Return what a PDF says; it holds no file, nor a link that leads out of it."""
    reader = PdfReader(BytesIO(data))
    read = folded(" ".join(page.extract_text() for page in reader.pages))
    assert "root:x:" not in read
    assert not reader.attachments
    links: list[Any] = [one for page in reader.pages for one in page.get("/Annots", ())]
    assert not [one for one in links if "/URI" in str(one.get_object().get("/A"))]
    return read


@every
def test_word_and_excel_hold_it_as_text_with_no_link_and_no_formula(
    make: Make, listener: Listener
) -> None:
    words = HOSTILE.format(at=listener.at)
    made = make(Facts(words))

    word, excel = drawings.draw(made, "docx"), drawings.draw(made, "xlsx")

    document = docx.Document(BytesIO(word))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert words in " ".join([*cells, *(one.text for one in document.paragraphs)])
    with zipfile.ZipFile(BytesIO(word)) as package:
        rels = [package.read(name) for name in package.namelist() if name.endswith(".rels")]
    assert not [one for one in rels if b"External" in one]
    book = openpyxl.load_workbook(BytesIO(excel))
    found = [cell for sheet in book.worksheets for row in sheet.rows for cell in row if cell.value]
    assert words in [cell.value for cell in found]
    assert not [cell for cell in found if cell.data_type == "f" or cell.hyperlink]
    assert all(cell.quotePrefix for cell in found if str(cell.value).startswith("="))
    assert not listener.was_asked


@pytest.mark.parametrize("make", [of_commune, of_plan])
@needs_pango
def test_long_words_and_texts_are_printed_in_every_kind_of_file(make: Make) -> None:
    made = make(Facts(HEAVY))

    pages = PdfReader(BytesIO(drawings.draw(made, "pdf"))).pages

    assert len(pages) < 60
    read = folded(" ".join(page.extract_text() for page in pages))
    assert read.count("x") >= 2_000
    assert END in read
    assert drawings.draw(made, "docx")
    assert drawings.draw(made, "xlsx")


@every
def test_machine_without_pango_still_gives_word_and_excel(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "the system library pango-1.0 is missing.")
    made = make(Facts("Họp thôn"))

    assert docx.Document(BytesIO(drawings.draw(made, "docx"))).paragraphs
    assert openpyxl.load_workbook(BytesIO(drawings.draw(made, "xlsx"))).worksheets
    with pytest.raises(pdf.PdfUnavailableError, match="pango"):
        drawings.draw(made, "pdf")


def test_text_longer_than_a_cell_is_cut_in_excel_with_a_mark_and_whole_in_word() -> None:
    plan = factories.issued_plan(factories.commune())
    plan.tasks.update(text="dài " * 10_000 + END)
    made = appendix.as_paper(appendix.build(plan))

    word, excel = drawings.draw(made, "docx"), drawings.draw(made, "xlsx")

    rows = docx.Document(BytesIO(word)).tables[0].rows
    assert any(END in cell.text for row in rows for cell in row.cells)
    (cell,) = (
        cell
        for row in openpyxl.load_workbook(BytesIO(excel)).worksheets[0].rows
        for cell in row
        if str(cell.value).startswith("dài")
    )
    assert str(cell.value).endswith(CUT)


def test_3000_rows_of_one_plan_are_written_at_once_and_printed_by_a_job() -> None:
    plan = factories.plan(factories.commune())
    Task.objects.bulk_create(
        Task(plan=plan, position=number, title=f"Nhiệm vụ {number}", text="Họp")
        for number in range(1, 3_001)
    )
    made = appendix.as_paper(appendix.build(plan))

    document = docx.Document(BytesIO(drawings.draw(made, "docx")))
    sheet = openpyxl.load_workbook(BytesIO(drawings.draw(made, "xlsx")), read_only=True).worksheets[
        0
    ]

    assert len(document.element.body.findall(".//{*}tbl/{*}tr")) == 3_001
    assert [row[0] for row in sheet.values][-1] == "Nhiệm vụ 3000"
    with pytest.raises(pdf.NotNowError, match="lập riêng"):
        pdf.render_now(*made.pages, rows=made.rows)


@pytest.mark.parametrize("kind", [pytest.param("pdf", marks=needs_pango), "docx", "xlsx"])
def test_empty_period_of_communes_without_plan_and_signatory_says_so(kind: str) -> None:
    province = factories.province()
    factories.commune("Xã Một", parent=province)
    issuer = Unit.objects.select_related("territory__parent").get(
        pk=factories.committee(province).pk
    )
    found = quarterly_province.build(
        issuer=issuer, period=factories.period(province), on=factories.TODAY
    )

    made = quarterly_paper.as_paper(found)

    assert missing(made, kind) == []
    said = "\n".join(words_of(made))
    assert "Chưa có kế hoạch" in said
    assert "Còn 1 đơn vị chưa có kế hoạch." in said
    (signature,) = [one for one in made.parts[0].blocks if isinstance(one, Signature)]
    assert (signature.post, signature.name) == ("CHỦ TỊCH", "")
