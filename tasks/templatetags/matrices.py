"""Cells of the province's large tables: a template for each would be most of the page's time."""

from itertools import chain
from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from papi_portal.speaking import spoken
from papi_portal.templatetags.portal import due_mark, often_drawn, state_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks.reports.matrix import Figure
    from tasks.reports.year_matrix import YearCell

register = template.Library()

LINKED = '<td class="{}"><a href="{}">{}</a></td>\n'
NOTHING = '<td><span class="quiet">{nothing}</span></td>\n'


@register.filter
def figure_cells(figures: "Sequence[Figure]") -> SafeString:
    """Draw the figures of one line; each opens its rows."""
    line = "".join(LINKED if one.text else NOTHING for one in figures)
    linked = (
        (often_drawn(one.shade), one.url, often_drawn(one.text)) for one in figures if one.text
    )
    return format_html(line, *chain.from_iterable(linked), nothing="–")


@register.filter
def year_cells(cells: "Sequence[YearCell]") -> SafeString:
    """Draw the reports of one line: the state in word and shape, how it stood against its day."""
    return format_html("<td>{}</td>\n" * len(cells), *map(_report, cells))


def _report(cell: "YearCell") -> SafeString:
    if cell.report is None:
        drawn = '<a href="{1}">{0}</a>' if cell.url else '<span class="quiet">{0}</span>'
        return format_html(drawn, spoken(cell.word), cell.url)
    drawn = '<a href="{2}">{0} {1}</a>' if cell.url else "<span>{0} {1}</span>"
    state, due = state_mark(cell.shape, cell.word), due_mark(cell.kind, cell.text)
    return format_html(drawn, state, due, cell.url)
