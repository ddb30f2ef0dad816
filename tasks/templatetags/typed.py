"""Fields of the rows to report on: a page has hundreds, and a template for each is most of it."""

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from tasks.forms.progress import Entry

register = template.Library()

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
    number, wrong = entry.row.number, ""
    if name in entry.errors:
        wrong = format_html(' aria-invalid="true" aria-describedby="problems-{}"', number)
    typed, label = entry.typed[name], entry.labels[name]
    return format_html(FIELDS[name], number, entry.row.prefix, typed, wrong, label)
