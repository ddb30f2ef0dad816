"""Fields of the rows to report on: a page has hundreds, and a template for each is most of it."""

from functools import cache
from typing import TYPE_CHECKING

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from papi_portal.templatetags.portal import often_drawn
from tasks.forms.progress import LABELS

if TYPE_CHECKING:
    from tasks.forms.progress import Entry

register = template.Library()

NOTHING = often_drawn("")
LINE = (
    '<div class="field"><label for="id_{{0}}_{name}">{{4}}</label>\n'
    '<input type="text"{more} id="id_{{0}}_{name}" name="{{1}}-{name}" value="{{2}}"{{3}}></div>'
)
TEXT = (
    '<div class="field"><label for="id_{{0}}_{name}">{{4}}</label>\n'
    '<textarea id="id_{{0}}_{name}" name="{{1}}-{name}" rows="2"{{3}}>{{2}}</textarea></div>'
)
DECIMAL = ' inputmode="decimal" autocomplete="off"'
FIELDS = {
    **{name: TEXT.format(name=name) for name in ("result", "difficulty", "proposal", "reason")},
    **{name: LINE.format(name=name, more=DECIMAL) for name in ("figure_done", "figure_planned")},
    "figure_unit": LINE.format(name="figure_unit", more=""),
}
"""What stands around the row's number, its prefix, what was typed, what is wrong, and the label."""


@register.filter
def typed_field(entry: "Entry", name: str) -> SafeString:
    """Draw a field of a row with its label and what was typed."""
    row, wrong, typed = entry.row, NOTHING, entry.typed[name] or NOTHING
    if name in entry.errors:
        wrong = format_html(' aria-invalid="true" aria-describedby="problems-{}"', row.number)
    label = _label(name, get_language())
    return format_html(FIELDS[name], row.number, row.prefix, typed, wrong, label)


@cache
def _label(name: str, _language: str | None) -> SafeString:
    """Return what a field is called in this language."""
    return conditional_escape(LABELS[name])
