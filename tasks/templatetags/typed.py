"""Fields of the rows to report on: a page has hundreds, and a template for each is most of it."""

from functools import cache
from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from papi_portal.templatetags.portal import often_drawn
from tasks.forms.progress import LABELS

if TYPE_CHECKING:
    from tasks.forms.progress import Entry

register = template.Library()

NOTHING = often_drawn("")
LINE = (
    '<div class="field"><label for="id_{{0}}_{name}">{label}</label>\n'
    '<input type="text"{more} id="id_{{0}}_{name}" name="{{1}}-{name}" value="{{2}}"{{3}}></div>'
)
TEXT = (
    '<div class="field"><label for="id_{{0}}_{name}">{label}</label>\n'
    '<textarea id="id_{{0}}_{name}" name="{{1}}-{name}" rows="2"{{3}}>{{2}}</textarea></div>'
)
DECIMAL = LINE.replace("{more}", ' inputmode="decimal" autocomplete="off"')
FIELDS = {
    **dict.fromkeys(("result", "difficulty", "proposal", "reason"), TEXT),
    **dict.fromkeys(("figure_done", "figure_planned"), DECIMAL),
    "figure_unit": LINE.replace("{more}", ""),
}


@register.filter
def typed_field(entry: "Entry", name: str) -> SafeString:
    """Draw a field of a row with its label and what was typed."""
    row, wrong, typed = entry.row, NOTHING, entry.typed[name] or NOTHING
    if name in entry.errors:
        wrong = format_html(' aria-invalid="true" aria-describedby="problems-{}"', row.number)
    number, prefix = often_drawn(row.number), often_drawn(row.prefix)
    return format_html(_field(name, get_language()), number, prefix, typed, wrong)


@cache
def _field(name: str, _language: str | None) -> SafeString:
    """Return a field, its label in this language, around what each row fills in.

    That is the row's number, its prefix, what was typed, and what is wrong.
    """
    return format_html(FIELDS[name], name=name, label=LABELS[name])
