"""A task's text split into its items: the bullets of the first level."""

import re

from papi_portal.text import clean

_MARKS = (
    re.compile(r"[-‐‑‒–—−]+\s*(?=\S)"),
    re.compile(r"\++\s*(?=\S)"),
    re.compile(r"[*•·∙▪■●○◦➢✓\uf020-\uf0ff]+\s*(?=\S)"),
    re.compile(r"\(?[a-zđ]\)\s*(?=\S)"),
    re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|\(\d{1,2}\))\s+(?=\S)"),
)
_DASH, _PLUS = 0, 1


def split(text: str) -> tuple[str, ...]:
    """Return the items without their marks; a text without bullets is one item.

    Deeper bullets and paragraphs stay with their item, each on its line and with its mark. A line
    that leads in to bullets ("Chủ động:") is no item: the text keeps it.
    """
    lines = [line for line in clean(text).split("\n") if line]
    marks = [_mark(line) for line in lines]
    top = _top_level(marks)
    if not top:
        return ("\n".join(lines),) if lines else ()
    items: list[list[str]] = []
    for index, (line, (kind, length)) in enumerate(zip(lines, marks, strict=True)):
        if kind in top:
            items.append([line[length:]])
        elif kind is None and line.endswith(":") and _kind_behind(marks, index) in top:
            continue
        elif items:
            items[-1].append(line)
        else:
            items.append([line])
    return tuple("\n".join(item) for item in items)


def _mark(line: str) -> tuple[int | None, int]:
    """Return which mark a line begins with, and how long it is."""
    for kind, pattern in enumerate(_MARKS):
        match = pattern.match(line)
        if match:
            return kind, match.end()
    return None, 0


def _top_level(marks: list[tuple[int | None, int]]) -> set[int]:
    """Return the marks of the first level: the first one used; "-" stands above "+"."""
    used = [kind for kind, _ in marks if kind is not None]
    if used[:1] == [_PLUS] and _DASH in used:
        return {_PLUS, _DASH}
    return set(used[:1])


def _kind_behind(marks: list[tuple[int | None, int]], index: int) -> int | None:
    return marks[index + 1][0] if index + 1 < len(marks) else None
