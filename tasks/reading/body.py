"""The body of a plan as nested sections, so that the document stays whole in the portal."""

from collections.abc import Sequence
from itertools import groupby

from tasks.reading import outline
from tasks.reading.outline_drafts import is_heading
from tasks.reading.outline_items import Item
from tasks.reading.outline_labels import Family
from tasks.reading.values import Block, Heading, ReadSection

DEEPEST = 3
"""Levels of sections; what stands deeper is a line of text with its label."""


def sections(blocks: Sequence[Block]) -> tuple[ReadSection, ...]:
    """Return all paragraphs in reading order as sections; no word is lost or told twice.

    What stands before the first heading, or behind the parts of a section, is a section without
    a heading. Tables are left out.
    """
    return _parts(outline.build(blocks).children, level=1)


def _parts(children: Sequence[Item], level: int) -> tuple[ReadSection, ...]:
    """Return items as sections, lines between them as sections without a heading."""
    found: list[ReadSection] = []
    for headed, run in groupby(children, key=_is_item):
        if headed:
            found += [_section(item, level) for item in run]
        else:
            found.append(ReadSection(Heading("", ""), _text(list(run))))
    return tuple(found)


def _section(item: Item, level: int) -> ReadSection:
    """Return an item with its words as heading, or as text when they are a sentence."""
    named = _is_named(item)
    heading = Heading(item.label, item.text if named else "")
    own = "" if named else item.text
    below = [child for child in item.children if _is_item(child)]
    deeper = level < DEEPEST and any(_is_named(child) for child in below)
    first = item.children.index(below[0]) if deeper else None
    text = "\n".join(filter(None, [own, _text(item.children[:first])]))
    parts = () if first is None else _parts(item.children[first:], level + 1)
    return ReadSection(heading, text, parts)


def _is_item(item: Item) -> bool:
    return item.family <= Family.LETTER


def _is_named(item: Item) -> bool:
    """Tell whether an item's own words name what stands below it."""
    holds = bool(item.children) or item.family <= Family.SUBTITLE
    return holds and is_heading(item, item.text)


def _text(items: Sequence[Item]) -> str:
    return "\n".join(line for item in items for line in item.lines())
