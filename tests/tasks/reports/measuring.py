"""What stands where on a printed page, in millimetres and points, as pdfplumber reads it."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber

from tests.tasks.reports.ink import MILLIMETRE

COLUMN = 97.0
"""Where the two columns of head and foot meet, from the left edge of the page."""


@dataclass(frozen=True)
class Words:
    """A line of a page: its text, face and size in points, its ends in millimetres."""

    text: str
    face: str
    size: float
    left: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Rule:
    """A line that is drawn, in millimetres."""

    left: float
    width: float
    top: float

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


def pages(printed: bytes) -> list[Any]:
    return list(pdfplumber.open(BytesIO(printed)).pages)


def lines(page: Any, *, column: str = "whole") -> list[Words]:
    """Return the lines of a page, or of its left or right column; a face without its subset."""
    edges = {
        "whole": (0, page.width),
        "left": (0, COLUMN * MILLIMETRE),
        "right": (COLUMN * MILLIMETRE, page.width),
    }
    left, right = edges[column]
    found = page.crop((left, 0, right, page.height)).extract_text_lines(return_chars=True)
    return [
        Words(
            text=one["text"],
            face=one["chars"][0]["fontname"].partition("+")[2],
            size=round(one["chars"][0]["size"], 1),
            left=one["x0"] / MILLIMETRE,
            right=one["x1"] / MILLIMETRE,
            top=one["top"] / MILLIMETRE,
        )
        for one in found
    ]


def rules(page: Any) -> list[Rule]:
    """Return the thin rectangles of a page that lie flat, from above to below."""
    flat = [one for one in page.rects if 0 < one["height"] < 1 and one["width"] > 20]
    found = [
        Rule(one["x0"] / MILLIMETRE, one["width"] / MILLIMETRE, one["top"] / MILLIMETRE)
        for one in flat
    ]
    return sorted(found, key=lambda one: (round(one.top), one.left))
