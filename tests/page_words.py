"""What a page says to its reader: texts and labels, without what is marked as Vietnamese."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser

from django.apps import apps
from django.db import models

from tests import catalogue

LABELS = ("aria-label", "alt", "placeholder", "title", "data-label", "data-done", "data-failed")
UNSEEN = {"script", "style", "textarea"}
"""What is typed or composed as a letter is Vietnamese for every reader."""
ENDLESS = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
APPS = ("plans", "indicators", "tasks")
TEXTS = (models.CharField, models.TextField, models.JSONField)
QUOTED = re.compile("“[^”]*”")
ON_PAPER = frozenset({"CHỦ TỊCH"})
"""Words of documents that the pages repeat."""


class Words(HTMLParser):
    """The words of a page outside the elements marked with a language."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._inside: list[tuple[str, bool]] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        apart = tag in UNSEEN or (tag != "html" and "lang" in given)
        if not apart and not self._is_apart:
            self.said += [value for name in LABELS if (value := given.get(name))]
            if tag == "input" and given.get("type") == "submit":
                self.said.append(given.get("value") or "")
        if tag not in ENDLESS:
            self._inside.append((tag, apart))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass  # shapes of pictures

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_apart and data.strip():
            self.said.append(" ".join(data.split()))

    @property
    def _is_apart(self) -> bool:
        return any(apart for _, apart in self._inside)


@cache
def _of_the_catalogue() -> frozenset[str]:
    """Return the Vietnamese words that the English catalogue keeps: names, columns of files."""
    english = (text for one in catalogue.in_catalogue().values() for text in one.english)
    return _vietnamese(piece for text in english for piece in catalogue.PART.split(text))


def of_people() -> frozenset[str]:
    """Return what people wrote, and what rows are called after it."""
    known: set[str] = set()
    for model in (one for app in APPS for one in apps.get_app_config(app).get_models()):
        texts = [
            field.attname
            for field in model._meta.local_fields
            if isinstance(field, TEXTS) and not field.flatchoices
        ]
        for row in model._base_manager.all():
            known |= {str(row), *getattr(row, "aliases", ()), str(getattr(row, "bare_name", ""))}
            known |= {line for name in texts for line in _texts(getattr(row, name))}
    spelled = {f"{name[:1].lower()}{name[1:]}" for name in known} | set(map(str.lower, known))
    return _vietnamese(known | spelled)


def _vietnamese(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(one.split()) for one in texts if catalogue.VIETNAMESE.search(one))


def unsaid(content: str, known: frozenset[str]) -> list[str]:
    """Return the words of an English page that are Vietnamese though nobody wrote them so.

    `known` is what people wrote before; what they wrote since is looked up if need be.
    """
    left = unmarked(content, known)
    return _left(left, of_people()) if left else []


def unmarked(content: str, known: frozenset[str]) -> list[str]:
    """Return the words of an English page that are Vietnamese and not marked so, but for these."""
    said = [words for words in Words(content).said if catalogue.VIETNAMESE.search(words)]
    return _left(said, known)


def _left(said: list[str], known: frozenset[str]) -> list[str]:
    names = sorted(ON_PAPER | _of_the_catalogue() | known, key=len, reverse=True)
    return [words for words in said if catalogue.VIETNAMESE.search(_without(names, words))]


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of what is stored as JSON."""
    if isinstance(value, str):
        yield from value.split("\n")
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _without(known: list[str], words: str) -> str:
    words = QUOTED.sub("", words)
    for one in known:
        words = words.replace(one, "")
    return words
