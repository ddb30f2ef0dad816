"""What was composed in Vietnamese, said in the language of the page that shows it."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache, lru_cache, partialmethod
from typing import Any

from django.contrib.messages.storage.fallback import FallbackStorage
from django.db.models import Model
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext, trans_real

from papi_portal.wording import Said, said

WRITTEN = re.compile(r"[-+−]?[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]+)?(?: ?%)?")
"""A figure as `figures.written` writes it."""
SWAPPED = str.maketrans(".,", ",.")
PART = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
"""A part of a pattern: its name and, of a day, how it is written."""
DAY, ANYTHING = r"(\d\d/\d\d/\d{4})", "(.*?)"
"""What may stand for a part."""
FEWEST_LETTERS = 4
"""Outside the parts of a pattern; what says less than that fits anything."""


def spoken(words: str) -> str:
    """Return words of the portal in the language of the page: sentence, fixed word or figure."""
    if get_language() != "en" or not words:
        return words
    if isinstance(words, Said):
        parts = {
            name: spoken(part) if isinstance(part, str) else part
            for name, part in words.parts.items()
        }
        return gettext(words.pattern).format(**parts) if parts else gettext(words.pattern)
    return words.translate(SWAPPED) if WRITTEN.fullmatch(words) else _of_the_catalogue(words)


def _of_the_catalogue(words: str) -> str:
    """Look a text up as it stands, or as it would stand further on in a line."""
    english = gettext(words)
    if english is not words and english != words:
        return english
    inside = words[:1].lower() + words[1:]
    english = gettext(inside)
    return words if english == inside else english[:1].upper() + english[1:]


@lru_cache(maxsize=2000)
def recalled(stored: str) -> str:
    """Return a sentence that was stored as text with its pattern and its parts again.

    As far as the catalogue has a pattern that it fits; else it stays as it is.
    """
    for form, pattern in _patterns():
        if found := form.fullmatch(stored):
            return said(pattern, **dict(_parts(pattern, found)))
    return stored


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return the patterns of the catalogue, those that say most first."""
    english: Any = trans_real.translation("en")  # says by itself of no text that it has it
    texts = [text for text, _ in english._catalog.items()]
    patterns = [text for text in texts if isinstance(text, str) and PART.search(text)]
    patterns.sort(key=_letters, reverse=True)
    return [(_form(one), one) for one in patterns if _letters(one) >= FEWEST_LETTERS]


def _letters(pattern: str) -> int:
    return sum(map(str.isalpha, PART.sub("", pattern)))


def _form(pattern: str) -> re.Pattern[str]:
    """Return what a pattern may have become."""
    ends = [0, *(part.end() for part in PART.finditer(pattern))]
    starts = [*(part.start() for part in PART.finditer(pattern)), len(pattern)]
    fixed = [re.escape(pattern[end:start]) for end, start in zip(ends, starts, strict=True)]
    parts = [DAY if "%" in written else ANYTHING for _, written in PART.findall(pattern)]
    return re.compile("".join(map("".join, zip(fixed, [*parts, ""], strict=True))), re.DOTALL)


def _parts(pattern: str, found: re.Match[str]) -> Iterator[tuple[str, Any]]:
    for (name, written), words in zip(PART.findall(pattern), found.groups(), strict=True):
        yield name, datetime.strptime(words, written) if "%" in written else words  # noqa: DTZ007


spoken_lazily = lazy(spoken, str)


def spoken_choices(choices: Iterable[tuple[Any, str]]) -> list[tuple[Any, Any]]:
    """Return the choices of a form, each under its words in the language of the page."""
    return [(key, spoken_lazily(words)) for key, words in choices]


def speak_of(model: type[Model]) -> None:
    """Have what a model calls itself, its fields and its rules said in the language of the page.

    So are the choices of its fields; but `get_..._display` goes on giving the Vietnamese word,
    because sentences for everybody are composed of it.
    """
    meta = model._meta
    words: list[tuple[Any, str]] = [(meta, "verbose_name"), (meta, "verbose_name_plural")]
    for field in (*meta.local_fields, *meta.local_many_to_many):
        words += [(field, "verbose_name"), (field, "help_text")]
        if labels := getattr(field, "flatchoices", None):
            displayed = partialmethod(_label, name=field.attname, labels=dict(labels))
            setattr(model, f"get_{field.name}_display", displayed)
            field.choices = spoken_choices(labels)
    words += [(rule, "violation_error_message") for rule in meta.constraints]
    for named, name in words:
        vietnamese = getattr(named, name)
        if vietnamese and type(vietnamese) is str:  # what libraries call theirs is lazy
            setattr(named, name, spoken_lazily(vietnamese))


def _label(row: Model, *, name: str, labels: dict[Any, str]) -> str:
    value = getattr(row, name)
    word: str = labels.get(value, value)
    return word


class SpokenMessages(FallbackStorage):
    """Keeps messages as they are said to the reader: a stored one remembers no pattern."""

    def add(self, level: int, message: Any, extra_tags: str | None = "") -> None:
        super().add(level, spoken(message) if isinstance(message, str) else message, extra_tags)
