"""The numbers that Word draws in front of list paragraphs, counted as Word counts them."""

import re
from dataclasses import dataclass, field

from tasks.reading.sources.word_looks import Element, Looks, W, number, value

PLACE = re.compile(r"%([1-9])")
ROMAN = {
    "m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90,
    "l": 50, "xl": 40, "x": 10, "ix": 9, "v": 5, "iv": 4, "i": 1,
}  # fmt: skip
LARGEST = 9999
"""Above this a number is drawn as digits; no list gets there, but a broken file may say so."""
LEVELS = range(9)


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is drawn."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    all_decimal: bool = False
    restarts_below: int | None = None
    """Level whose number restarts this one, from 1; 0 never, None the usual: any level above."""
    style: str = ""


@dataclass(slots=True)
class _List:
    """An abstract list with its running numbers; several numbered lists may share it."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """The lists of a document; ask in the order of the text, since asking counts."""

    def __init__(self, numbering: Element | None, looks: Looks) -> None:
        self._looks = looks
        self._abstract: dict[str, _List] = {}
        self._lists: dict[int, Element] = {}
        self._links: dict[str, str] = {}
        self._started: set[int] = set()
        if numbering is None:
            return
        for one in numbering.iterfind(W + "abstractNum"):
            name = one.get(W + "abstractNumId", "")
            self._abstract[name] = _List(_levels(one))
            if link := value(one, "numStyleLink"):
                self._links[name] = link
        for one in numbering.iterfind(W + "num"):
            self._lists[int(one.get(W + "numId", "0"))] = one

    def label(self, paragraph: Element | None) -> str:
        """Return the label of a paragraph ("1.1.", "a)", "-") and count it; "" outside lists."""
        listed = self._looks.list_of(paragraph)
        if listed is None:
            return ""
        list_id, level, style = listed
        shared, levels = self._list(list_id)
        if shared is None:
            return ""
        at = level if level is not None else _level_of_style(levels, style)
        drawn = levels.get(at)
        if drawn is None:
            return ""
        self._count(shared, levels, at)
        return _drawn(levels, shared.counts, at)

    def _list(self, list_id: int) -> tuple[_List | None, dict[int, Level]]:
        """Return the list shared by a number id, and its levels with what this id overrides."""
        own = self._lists.get(list_id)
        name = value(own, "abstractNumId") or ""
        if name in self._links:
            linked = self._lists.get(self._looks.list_of_style(self._links[name]) or 0)
            name = value(linked, "abstractNumId") or name
        shared = self._abstract.get(name)
        if shared is None or own is None:
            return None, {}
        levels = dict(shared.levels)
        for override in own.iterfind(W + "lvlOverride"):
            at = int(override.get(W + "ilvl", "0"))
            if (redrawn := override.find(W + "lvl")) is not None:
                levels[at] = _level(redrawn)
            start = number(override, "startOverride")
            if start is not None and list_id not in self._started:
                shared.counts[at] = start - 1
        self._started.add(list_id)
        return shared, levels

    @staticmethod
    def _count(shared: _List, levels: dict[int, Level], at: int) -> None:
        counts = shared.counts
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for above in range(at):
            counts.setdefault(above, levels.get(above, Level()).start)
        for below in [one for one in counts if one > at]:
            restart = levels.get(below, Level()).restarts_below
            if restart is None or at < restart:
                del counts[below]


def _levels(abstract: Element) -> dict[int, Level]:
    return {int(one.get(W + "ilvl", "0")): _level(one) for one in abstract.iterfind(W + "lvl")}


def _level(one: Element) -> Level:
    start = number(one, "start")
    return Level(
        start=1 if start is None else start,
        form=value(one, "numFmt") or "decimal",
        text=value(one, "lvlText") or "",
        all_decimal=value(one, "isLgl") is not None,
        restarts_below=number(one, "lvlRestart"),
        style=value(one, "pStyle") or "",
    )


def _level_of_style(levels: dict[int, Level], style: str) -> int:
    return next((at for at, level in levels.items() if style and level.style == style), 0)


def _drawn(levels: dict[int, Level], counts: dict[int, int], at: int) -> str:
    level = levels[at]
    if level.form == "bullet":
        mark = level.text.strip()
        return mark if mark in {"-", "+"} else ("-" if at == 0 else "+")

    def place(found: re.Match[str]) -> str:
        other = int(found[1]) - 1
        form = levels.get(other, Level()).form
        decimal = level.all_decimal and form not in {"none", "decimalZero"}
        return formatted(counts.get(other, 1), "decimal" if decimal else form)

    return PLACE.sub(place, level.text).strip()


def formatted(count: int, form: str) -> str:
    """Return a number in one of Word's forms; letters go on after z as Word does: aa, bb, cc."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02}"
    if not 1 <= count <= LARGEST:
        return str(count)
    if form.endswith("Letter"):
        text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif form.endswith("Roman"):
        text = _roman(count)
    else:
        return str(count)
    return text.upper() if form.startswith("upper") else text


def _roman(count: int) -> str:
    text = ""
    for letters, worth in ROMAN.items():
        times, count = divmod(count, worth)
        text += letters * times
    return text
