"""Dates, states and deadlines as every page draws them; built into every template."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """Return a day as dd/mm/yyyy, empty for none."""
    return value.strftime("%d/%m/%Y") if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Return a moment as HH:MM dd/mm/yyyy in local time, empty for none."""
    return timezone.localtime(value).strftime("%H:%M %d/%m/%Y") if value else ""


# A page repeats the same few marks hundreds of times. Typed, so that what was declared to be HTML
# is never given for the same words that were not.


@register.simple_tag
@lru_cache(maxsize=500, typed=True)
def state_mark(state: str, word: str = "") -> SafeString:
    """Draw a state as shape, word and colour.

    The state is the stored word (empty for none yet), `word` the users' own.
    """
    return format_html(
        '<span class="state state--{0}"><svg aria-hidden="true" focusable="false">'
        '<use href="#state-{0}" /></svg>{1}</span>',
        state or "none",
        word or ("" if state else "chưa cập nhật"),
    )


@register.simple_tag
@lru_cache(maxsize=500, typed=True)
def due_mark(kind: str, text: str) -> SafeString:
    """Draw a deadline: kind is none, late, soon or in_time, text says it in full."""
    return format_html('<span class="due due--{}">{}</span>', kind or "none", text)
