"""Cells of the large tables, drawn without a template for each."""

from datetime import date

from tasks.reports.handing_in import Report
from tasks.reports.matrix import EMPTY, Figure
from tasks.reports.year_matrix import YearCell
from tasks.standing import Standing
from tasks.templatetags.matrices import figure_cells, year_cells

DAY = date(2026, 11, 30)
REPORT = Report(
    plan=1,
    unit=2,
    state="submitted",
    due=Standing("in_time", "nộp đúng hạn"),
    due_on=DAY,
    is_extended=False,
    handed_in_on=DAY,
    days_late=0,
)
DRAWN = (
    '<span class="state state--none"><svg aria-hidden="true" focusable="false">'
    '<use href="#state-none" /></svg>chờ duyệt</span> <span class="due due--soon">trả lại</span>'
)


def cell(report: Report | None = REPORT, *, url: str = "/r/", word: str = "chờ duyệt") -> YearCell:
    return YearCell(report, url, word, "none", "soon", "trả lại")


def test_figures_lead_to_their_rows_and_nothing_owed_is_a_dash() -> None:
    shown = figure_cells((Figure("1/2", "share-2", "/rows/?a=1&b=2"), EMPTY))

    assert shown.splitlines() == [
        '<td class="share-2"><a href="/rows/?a=1&amp;b=2">1/2</a></td>',
        '<td><span class="quiet">–</span></td>',
    ]


def test_line_without_figures_is_all_dashes() -> None:
    assert figure_cells((EMPTY, EMPTY)).count("–") == 2


def test_report_of_a_year_leads_to_its_page_if_it_may_be_opened() -> None:
    shown = year_cells((cell(), cell(url="")))

    assert shown.splitlines() == [
        f'<td><a href="/r/">{DRAWN}</a></td>',
        f"<td><span>{DRAWN}</span></td>",
    ]


def test_no_report_of_a_year_says_why_and_where_it_is() -> None:
    shown = year_cells((cell(None, url="#plan-1"), cell(None, url="")))

    assert shown.splitlines() == [
        '<td><a href="#plan-1">chờ duyệt</a></td>',
        '<td><span class="quiet">chờ duyệt</span></td>',
    ]


def test_what_is_written_in_a_cell_is_escaped() -> None:
    evil = '"><script>{}'

    for shown in (
        figure_cells((Figure(evil, evil, evil),)),
        year_cells((cell(None, url=evil, word=evil), cell(url=evil, word=evil))),
    ):
        assert "<script" not in shown
        assert "{}" in shown
