"""Which indices a heading names, and the version of an index that measures a year."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tasks.reading.folding import flat
from tasks.reading.values import FrameworkNames
from tasks.reading.wordings import INDEX_WORDS

NO_LETTER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def index_of(heading: str, frameworks: tuple[FrameworkNames, ...]) -> tuple[str, ...]:
    """Return the codes of the indices that a heading names, in the order of the heading.

    Also of indices without a version here ("dti"), so that their tasks are not taken for PAPI's.
    """
    said = f" {NO_LETTER.sub(' ', flat(heading))} "
    found = [
        (at, -len(phrase), code)
        for code, phrase in _phrases(frameworks)
        for at in _places(phrase, said)
    ]
    codes: list[str] = []
    end = 0
    for at, length, code in sorted(found):
        if at >= end:
            codes.append(code)
            end = at - length - 1
    return tuple(dict.fromkeys(codes))


def framework_for(
    frameworks: Iterable[FrameworkNames], index: str, year: int | None
) -> FrameworkNames | None:
    """Return the version of an index that measures a year, the latest when several do."""
    measuring = [one for one in frameworks if one.index == index and measures(one, year)]
    return max(measuring, key=lambda one: one.first_year, default=None)


def measures(framework: FrameworkNames, year: int | None) -> bool:
    """Tell whether a version of an index is used for a year."""
    if year is None or year < framework.first_year:
        return False
    return framework.last_year is None or year <= framework.last_year


def _phrases(frameworks: Iterable[FrameworkNames]) -> Iterator[tuple[str, str]]:
    for code, phrases in INDEX_WORDS.items():
        yield from ((code, f" {phrase} ") for phrase in phrases)
    for one in frameworks:
        for name in one.index_names:
            yield one.index, f" {NO_LETTER.sub(' ', flat(name)).strip()} "


def _places(phrase: str, said: str) -> Iterator[int]:
    at = said.find(phrase)
    while at >= 0:
        yield at
        at = said.find(phrase, at + 1)
