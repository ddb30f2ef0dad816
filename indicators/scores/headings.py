"""How publishers call components and columns: a code, a name, both, in one language or two.

Knows neither Django nor the database, so that the reader of strangers' files may use it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from papi_portal.text import clean_line, fold
from papi_portal.workbook import Column
from papi_portal.workbook.columns import Value, written

WHOLE = "0"
NUMBERED = re.compile(
    r"(?:chỉ số nội dung|chỉ số|trục nội dung|nội dung|sub-?dimension|dimension|d|s)?\s*"
    r"([0-9]{1,2}(?:[.,][0-9]{1,2}){0,3})(?![0-9])[.:)]?\s*(?:[-–]\s*)?(.*)",
    re.IGNORECASE,
)
BELOW = re.compile(r"[0-9]{1,2}(\.[0-9]{1,2}){1,3}")
OTHER_MARKS = re.compile(r"[^a-z0-9]+")
TOTALS = frozenset(
    {
        "tong",
        "tongdiem",
        "diemtonghop",
        "papitonghop",
        "chisopapitonghop",
        "chisotonghop",
        "composite",
        "compositescore",
        "papicomposite",
        "totalpapi",
        "unweightedpapi",
        "total",
    }
)
"""Titles of the column of the whole index, besides its names."""


def letters(text: str) -> str:
    """Return the letters and digits of a text, without dấu: "Chứng thực/xác nhận" and the like."""
    return OTHER_MARKS.sub("", fold(text))


def split(value: Value) -> tuple[str, str]:
    """Return code and name in a heading: ("1.1", "Tri thức công dân"); what is not there is ""."""
    text = clean_line(written(value))
    found = NUMBERED.fullmatch(text)
    if found is None:
        return (WHOLE, "") if letters(text) in TOTALS else ("", text)
    return found[1].replace(",", "."), found[2]


def spellings(name: str, name_en: str, short_name: str) -> frozenset[str]:
    """Return the ways to write the name of a component, in one language or in both."""
    here = {letters(one) for one in (name, short_name)} - {""}
    there = letters(name_en)
    both = {pair for one in here for pair in (one + there, there + one)}
    return frozenset((here | {there} | both) - {""})


def titled(columns: Iterable[Column]) -> dict[str, Column]:
    """Return columns by each of their titles."""
    return {letters(title): one for one in columns for title in (one.title, *one.also)}


@dataclass(frozen=True, slots=True)
class Headings:
    """The codes and names that any version of an index has."""

    codes: tuple[str, ...]
    names: tuple[str, ...]

    def means(self, value: Value) -> str:
        """Return what tells the component of a heading from others, empty if it names none."""
        code, name = split(value)
        if code in self.codes:
            return code
        return letters(name) if not code and letters(name) in self.names else ""


def is_code_below(value: Value) -> bool:
    """Tell whether a heading has the code of a sub-indicator, of any version or of none."""
    return BELOW.fullmatch(split(value)[0]) is not None
