"""How text of a Word file looks: bold, capitals, font, heading, list - of its styles or its own.

The nearest word wins: run, character style, paragraph style, its ancestors, the defaults.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Element = Any
"""An element of lxml, whose types come without the custom classes of python-docx."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = {"0", "false", "off", "none"}
HEADING_STYLE = re.compile(r"^(?:heading|tiêu đề|đầu đề|đề mục)\s*([1-9])$", re.IGNORECASE)
CONTENTS_STYLE = re.compile(r"^(?:toc|mục lục)\s*\d", re.IGNORECASE)
DEEPEST_STYLE = 12
HIGHEST_OUTLINE = 8
"""Outline level 9 says "body text"."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a stretch of text looks like."""

    font: str = ""
    bold: bool = False
    capitals: bool = False
    hidden: bool = False


def value(parent: Element | None, tag: str) -> str | None:
    """Return the w:val of a child element, None without the child; "" without the attribute."""
    child = parent.find(W + tag) if parent is not None else None
    return None if child is None else child.get(W + "val", "")


def number(parent: Element | None, tag: str) -> int | None:
    """Return the w:val of a child as a number, None when it is not there or is none."""
    text = value(parent, tag) or ""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else None


class Looks:
    """The styles of a document, asked for the look of its paragraphs and runs."""

    def __init__(self, styles: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        self._defaults_run: Element | None = None
        if styles is None:
            return
        self._defaults_run = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        for style in styles.iterfind(W + "style"):
            self._styles[style.get(W + "styleId", "")] = style
            if style.get(W + "default") in {"1", "true", "on"}:
                self._defaults[style.get(W + "type", "")] = style.get(W + "styleId", "")

    def of_run(self, run: Element | None, paragraph: Element | None) -> Look:
        """Return the look of a run by its properties (w:rPr) and those of its paragraph (w:pPr)."""
        sources = list(self._run_sources(run, paragraph))
        return Look(
            font=next(filter(None, map(_font, sources)), ""),
            bold=_is_on(sources, "b"),
            capitals=_is_on(sources, "caps"),
            hidden=_is_on(sources, "vanish"),
        )

    def heading(self, paragraph: Element | None) -> int:
        """Return the level of a heading from 1 by its outline level or the style's name, else 0."""
        for source in self._paragraph_sources(paragraph):
            outline = number(source.find(W + "pPr") if _is_style(source) else source, "outlineLvl")
            if outline is not None:
                return outline + 1 if 0 <= outline <= HIGHEST_OUTLINE else 0
            if _is_style(source) and (found := HEADING_STYLE.match(value(source, "name") or "")):
                return int(found[1])
        return 0

    def is_contents(self, paragraph: Element | None) -> bool:
        """Say whether a paragraph is a line of the table of contents."""
        named = (value(style, "name") or "" for style in self._chain(value(paragraph, "pStyle")))
        return any(map(CONTENTS_STYLE.match, named))

    def list_of(self, paragraph: Element | None) -> tuple[int, int | None, str] | None:
        """Return number id, level (None: the style's) and style of a paragraph's list, or None."""
        for source in self._paragraph_sources(paragraph):
            properties = source.find(W + "pPr") if _is_style(source) else source
            listed = properties.find(W + "numPr") if properties is not None else None
            found = number(listed, "numId")
            if found is not None:
                style = source.get(W + "styleId", "") if _is_style(source) else ""
                return (found, number(listed, "ilvl"), style) if found > 0 else None
        return None

    def list_of_style(self, style: str) -> int | None:
        """Return the number id of a numbering style, which abstract lists point to by name."""
        found = self._styles.get(style)
        return number(found.find(f"{W}pPr/{W}numPr"), "numId") if found is not None else None

    def _run_sources(self, run: Element | None, paragraph: Element | None) -> Iterator[Element]:
        if run is not None:
            yield run
        for style in self._chain(value(run, "rStyle")):
            yield from style.iterfind(W + "rPr")
        for style in self._chain(value(paragraph, "pStyle"), "paragraph"):
            yield from style.iterfind(W + "rPr")
        if self._defaults_run is not None:
            yield self._defaults_run

    def _paragraph_sources(self, paragraph: Element | None) -> Iterator[Element]:
        if paragraph is not None:
            yield paragraph
        yield from self._chain(value(paragraph, "pStyle"), "paragraph")

    def _chain(self, style: str | None, kind: str = "") -> Iterator[Element]:
        """Yield a style and those it is based on; a ring of styles ends after a dozen."""
        name = style or self._defaults.get(kind, "")
        for _ in range(DEEPEST_STYLE):
            if name not in self._styles:
                return
            yield self._styles[name]
            name = value(self._styles[name], "basedOn") or ""


def _is_style(source: Element) -> bool:
    return bool(source.tag == W + "style")


def _font(properties: Element) -> str:
    fonts = properties.find(W + "rFonts")
    return "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""


def _is_on(sources: list[Element], tag: str) -> bool:
    said = next((found for source in sources if (found := value(source, tag)) is not None), "0")
    return said.lower() not in OFF
