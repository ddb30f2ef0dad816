"""Dates, states and deadlines as every page draws them; built into every template."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from papi_portal.markdown import Piece
from papi_portal.speaking import recalled, spoken

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """Return a day as dd/mm/yyyy, empty for none."""
    return value.strftime("%d/%m/%Y") if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Return a moment as HH:MM dd/mm/yyyy in local time, empty for none."""
    return timezone.localtime(value).strftime("%H:%M %d/%m/%Y") if value else ""


@register.filter(name="spoken")
def in_the_readers_language(value: object) -> object:
    """Return words that the code composed in the language of the page, or each of several."""
    if isinstance(value, tuple | list):
        return [in_the_readers_language(one) for one in value]
    return spoken(value) if isinstance(value, str) else value


@register.filter(name="recalled")
def stored_in_the_readers_language(value: str) -> str:
    """Return a sentence that the code composed and stored in the language of the page."""
    return spoken(recalled(value))


# A page repeats the same few marks hundreds of times. Typed, so that what was declared to be HTML
# is never given for the same words that were not.


@register.simple_tag
def state_mark(state: str, word: str = "") -> SafeString:
    """Draw a state as shape, word and colour.

    The state is the stored word (empty for none yet), `word` the users' own.
    """
    return _state_mark(state or "none", spoken(word or ("" if state else "chưa cập nhật")))


@lru_cache(maxsize=500, typed=True)
def _state_mark(state: str, word: str) -> SafeString:
    return format_html(
        '<span class="state state--{0}"><svg aria-hidden="true" focusable="false">'
        '<use href="#state-{0}" /></svg>{1}</span>',
        state,
        word,
    )


@register.simple_tag
def due_mark(kind: str, text: str) -> SafeString:
    """Draw a deadline: kind is none, late, soon or in_time, text says it in full."""
    return _due_mark(kind or "none", spoken(text))


@lru_cache(maxsize=500, typed=True)
def _due_mark(kind: str, text: str) -> SafeString:
    return format_html('<span class="due due--{}">{}</span>', kind, text)


@lru_cache(maxsize=2_000, typed=True)
def often_drawn(text: str) -> SafeString:
    """Return one of few short texts of the portal's own, escaped: "3/5", the name of a colour."""
    return conditional_escape(text)


@register.simple_tag
def marked(pieces: Sequence[tuple[str, bool]]) -> SafeString:
    """Draw a text of which some pieces were asked for."""
    drawn = ("<mark>{}</mark>" if is_asked else "{}" for _, is_asked in pieces)
    return format_html("".join(drawn), *(text for text, _ in pieces))


@register.simple_tag
def written(pieces: Sequence[Piece]) -> SafeString:
    """Draw a line of a guide with its marks."""
    return format_html_join("", "{}", ([_written(piece)] for piece in pieces))


def _written(piece: Piece) -> SafeString | str:
    if piece.kind == "text":
        return piece.text
    if piece.kind == "address":
        return format_html('<a href="{}">{}</a>', piece.address, piece.text)
    return format_html("<{0}>{1}</{0}>", piece.kind, piece.text)
