"""The charts of a province's report: drawn from published scores, each with its table."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from indicators.charts import progress_chart
from indicators.models import Score, Target
from papi_portal import drawings, pdf
from papi_portal.paper import Line, Paper, Part, Picture, Table, in_words
from tasks.reports import quarterly_paper, quarterly_scores
from tasks.reports.quarterly import Tally
from tests import factories
from tests.factories import component
from tests.indicators.published import score
from tests.tasks.reports.test_quarterly_province import Facts, many

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
SCORE_QUERIES = 10
"""Links, years, days, versions, components, scores, provinces, region, promises, source."""


class Scored(Facts):
    """The province with scores of 2023 and 2024, beside two others."""

    def __init__(self) -> None:
        super().__init__()
        self.framework = self.component.framework
        for number, place in enumerate(
            [self.province, factories.province("Tỉnh Hai"), factories.province("Tỉnh Ba")]
        ):
            for one in self.framework.components.all():
                for year in (2023, 2024):
                    points = Decimal(5) + Decimal(one.position) / 50 + (year - 2023) - number
                    score(place, one, year, str(points))


def charts(facts: Facts) -> Part:
    return quarterly_paper.as_paper(facts.report()).parts[-1]


def blocks(part: Part, kind: type) -> list[Any]:
    return [one for one in part.blocks if isinstance(one, kind)]


def said(table: Table) -> list[list[str]]:
    """Return the rows of a table as they are printed."""
    return [[" ".join(lines) for _, lines in cells] for _, cells in table.cells]


def test_each_chart_has_its_title_and_its_numbers_in_a_table() -> None:
    part = charts(Scored())

    assert [one.title for one in blocks(part, Picture)] == [
        "PAPI của tỉnh Lạng Sơn qua các năm",
        "Các chỉ số nội dung của tỉnh Lạng Sơn năm 2024",
        "Nhiệm vụ theo nội dung, Quý IV/2026, tỉnh Lạng Sơn",
    ]
    years, components, progress = map(said, blocks(part, Table))
    assert [row[:3] for row in years] == [["2024", "6,00", "1/3"], ["2023", "5,00", "1/3"]]
    assert components[1][:4] == ["1. Nội dung 1", "6,20", "+1,00", "1/3"]
    assert progress == [
        ["1. Nội dung 1", "1", "0", "0", "0", "0"],
        ["Nhiệm vụ chưa gắn nội dung chỉ số", "1", "0", "0", "0", "1"],
        ["Tổng cộng", "2", "0", "0", "0", "1"],
    ]


def test_plan_of_the_province_adds_its_targets() -> None:
    facts = Scored()
    Target.objects.create(
        plan=facts.plan,
        component=component(facts.framework, "1"),
        year=2026,
        text="Nội dung 1 đạt 7 điểm",
        kind=Target.Kind.SCORE_MIN,
        value=Decimal(7),
        position=1,
    )

    table = blocks(charts(facts), Table)[1]

    assert table.columns[-1].title == "Mục tiêu 2026"
    assert [row[-1] for row in said(table)] == ["", "7,00", ""]


def test_province_without_scores_says_so_and_has_no_empty_picture() -> None:
    facts = Facts()
    part = charts(facts)

    lines = [one.text for one in blocks(part, Line)]
    assert lines[-1] == (
        "Cổng chưa có điểm Chỉ số PAPI của tỉnh Lạng Sơn công bố đến ngày"
        f" {facts.period.due_province_on:%d/%m/%Y}, nên báo cáo không có biểu đồ điểm số."
    )
    assert [one.title[:22] for one in blocks(part, Picture)] == ["Nhiệm vụ theo nội dung"]


def test_scores_published_after_the_period_are_not_told() -> None:
    facts = Scored()
    later = facts.period.due_province_on + timedelta(days=1)
    Score.objects.filter(year=2024).update(published_on=later)

    years = said(blocks(charts(facts), Table)[1])

    assert "Các chỉ số nội dung của tỉnh Lạng Sơn năm 2023" in str(charts(facts))
    assert years[0][1] == "5,00"


@pytest.mark.parametrize(("on", "year"), [(date(2025, 6, 30), 2023), (date(2025, 7, 1), 2024)])
def test_scores_without_a_day_of_publication_are_told_from_july_on(on: date, year: int) -> None:
    facts = Scored()
    Score.objects.update(published_on=None)
    facts.period.due_province_on = on

    found = quarterly_scores.build(facts.province, facts.period)

    assert found.standing is not None
    assert found.standing.year == year


def test_nothing_counted_has_no_chart_of_progress() -> None:
    assert progress_chart("Nhiệm vụ", [Tally("1. Nội dung", 0, 0, 0, 0)]) is None


def test_bar_is_as_long_as_the_share_that_is_done() -> None:
    chart = progress_chart("Nhiệm vụ", [Tally("1. Một", 4, 3, 1, 0), Tally("2. Hai", 2, 2, 2, 0)])

    assert chart is not None
    short, whole = (float(bar.length) for bar in chart.bars)
    assert short == whole / 4
    assert [bar.value for bar in chart.bars] == ["1/4", "2/2"]
    assert chart.description == "Tỷ lệ thấp nhất: 1. Một (1/4)."


@needs_pango
def test_word_has_the_charts_as_pictures_with_words_for_who_cannot_see_them() -> None:
    paper = quarterly_paper.as_paper(Scored().report())

    document = docx.Document(BytesIO(drawings.draw(paper, "docx")))

    found = list(document.element.iter(qn("wp:docPr")))
    assert [one.get("name") for one in found] == [
        one.title for one in blocks(paper.parts[-1], Picture)
    ]
    assert all(one.get("descr") for one in found)
    assert len({one.get("id") for one in found}) == len(found)
    assert {shape.width.mm for shape in document.inline_shapes} == {120}
    kinds = {part.content_type for part in document.part.package.iter_parts()}
    assert "image/png" in kinds


@needs_pango
def test_pdf_has_the_charts_in_the_typeface_of_the_text() -> None:
    paper = quarterly_paper.as_paper(Scored().report())

    pages = PdfReader(BytesIO(drawings.draw(paper, "pdf"))).pages

    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert all("Liberation-Serif" in font for font in fonts)
    read = "".join(" ".join(page.extract_text() for page in pages).split())
    for one in blocks(paper.parts[-1], Picture):
        assert "".join(one.title.split()) in read


def test_machine_that_cannot_draw_gives_word_with_the_numbers_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "the system library pango-1.0 is missing.")
    paper = quarterly_paper.as_paper(Scored().report())

    document = docx.Document(BytesIO(drawings.draw(paper, "docx")))

    told = [one.text for one in document.paragraphs]
    assert not document.inline_shapes
    name = "PAPI của tỉnh Lạng Sơn qua các năm"
    assert f"Máy chủ chưa vẽ được hình “{name}”; số liệu của hình ở bảng bên dưới." in told
    assert "6,20" in [cell.text for cell in document.tables[-2].rows[2].cells]


def test_excel_has_points_as_numbers_that_are_shown_with_two_decimals() -> None:
    paper = quarterly_paper.as_paper(Scored().report())

    page = openpyxl.load_workbook(BytesIO(drawings.draw(paper, "xlsx")))["Điểm năm 2024"]

    assert [cell.value for cell in page[3]][:4] == ["1. Nội dung 1", 6.2, 1, "1/3"]
    assert [cell.number_format for cell in page[3]][1:3] == ["0.00", "+0.00;-0.00;0.00"]


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        ("45.1", "points", "45,10"),
        ("-0.07", "change", "−0,07"),
        ("1.52", "change", "+1,52"),
        ("0", "change", "0,00"),
        ("1234.50", "number", "1.234,5"),
    ],
)
def test_points_and_changes_are_printed_as_they_are_published(
    value: str, kind: Any, shown: str
) -> None:
    assert in_words(Decimal(value), kind) == shown


@pytest.mark.parametrize("communes", [3, 166])
def test_scores_take_the_same_queries_for_few_and_all_communes(
    communes: int, django_assert_num_queries: Any
) -> None:
    facts = Scored()
    many(facts, communes)

    with django_assert_num_queries(12 + SCORE_QUERIES):
        made: Paper = quarterly_paper.as_paper(facts.report())

    assert len(blocks(made.parts[-1], Picture)) == 3
