"""Rows of a task table that a page break had cut, joined again.

The first row of a page goes on with the row above when it begins in mid-sentence, or has nothing
of its own but words. What is doubtful stays a row of its own and gets a doubt: a row too many is
seen in the preview, two tasks grown together are not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from papi_portal.wording import said
from tasks.reading import cells
from tasks.reading.columns import PARTIES, Layout, Role
from tasks.reading.table_lines import Doubt, Line

MAYBE_MORE = said("Dòng có thể là phần tiếp theo của dòng trước: nếu đúng, hãy ghép hai dòng.")
JOINED = said("Dòng bị ngắt trang đã được ghép với phần ở trang sau: hãy kiểm tra chỗ ghép.")
CUT_NAME = said("Tên cơ quan bị ngắt trang ở chữ “và”, có thể mất chữ: hãy so với bản gốc.")

_WORDS = (Role.GROUP, Role.TITLE, Role.TEXT)
_SHORT = 15
"""Words; a heading among rows is seldom longer."""


class _Verdict(Enum):
    """What the first row of a page is to the last row of the page before."""

    NEW = auto()
    MAYBE_NEW = auto()
    MORE = auto()
    MAYBE_MORE = auto()


@dataclass(frozen=True, slots=True)
class _Habits:
    """How the rows of this table usually look: only what is unusual tells something."""

    labelled: bool
    """Most rows have a label."""
    named: bool
    """Most rows have a label or a title."""
    headed: bool
    """Some headings have no label."""
    low: frozenset[Role]
    """Columns whose cells often begin with a small letter."""


def joined(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """Return the rows of a table, those cut by a page break joined cell by cell."""
    habits = _habits(lines, layout)
    done: list[Line] = []
    for line in lines:
        verdict = _verdict(line, done[-1], layout, habits) if done and line.opens else _Verdict.NEW
        if verdict in (_Verdict.MORE, _Verdict.MAYBE_MORE):
            done[-1] = _join(done[-1], line, doubtful=verdict is _Verdict.MAYBE_MORE)
        elif verdict is _Verdict.MAYBE_NEW:
            done.append(replace(line, doubts=(*line.doubts, (Role.TEXT, MAYBE_MORE))))
        else:
            done.append(line)
    return done


def _habits(lines: Sequence[Line], layout: Layout) -> _Habits:
    inside = [line for place, line in enumerate(lines) if not (line.opens and place)]
    labels = sum(bool(line.label) for line in inside)
    names = sum(bool(line.label or line.text(Role.TITLE)) for line in inside)
    low = {role: sum(cells.begins_low(line.text(role)) for line in inside) for role in layout.roles}
    return _Habits(
        labelled=2 * labels > len(inside),
        named=2 * names > len(inside),
        headed=any(not (line.label or line.is_filled) and _is_short(line.head) for line in inside),
        low=frozenset(role for role, count in low.items() if 3 * count >= max(len(inside), 6)),
    )


def _verdict(line: Line, above: Line, layout: Layout, habits: _Habits) -> _Verdict:
    wide = line.is_wide and not cells.begins_low(line.head)
    if wide or _has_own_label(line, layout):
        return _Verdict.NEW
    low = {role for role, text in line.texts.items() if cells.begins_low(text)} - habits.low
    if low.intersection(_WORDS):
        return _Verdict.MORE
    if line.text(Role.TITLE) or line.text(Role.GROUP):
        return _of_titled(line, habits)
    if not line.text(Role.TEXT) or low or _goes_on_with_a_list(line, above):
        return _Verdict.MORE
    if not line.is_filled:
        return _of_words(line, above, habits)
    return _Verdict.MAYBE_NEW if habits.named else _Verdict.NEW


def _has_own_label(line: Line, layout: Layout) -> bool:
    """Tell a label of the row from an "a)" inside a cell, which stands below a label elsewhere."""
    if line.text(Role.LABEL):
        return True
    inside = not line.text(Role.TITLE) and {Role.LABEL, Role.TITLE} & layout.roles
    return bool(line.label) and not (inside and not line.is_filled)


def _of_titled(line: Line, habits: _Habits) -> _Verdict:
    """Judge a row that has words for a title but no label, where others may have one."""
    alone = not line.is_filled and not line.text(Role.TEXT)
    if not habits.labelled or line.is_strong:
        return _Verdict.NEW
    return _Verdict.MAYBE_MORE if alone else _Verdict.NEW


def _of_words(line: Line, above: Line, habits: _Habits) -> _Verdict:
    """Judge a row that has nothing but words of the task, in a table where tasks have more."""
    text, before = line.text(Role.TEXT), above.text(Role.TEXT)
    if cells.is_bullet(text):
        return _Verdict.MORE
    if line.is_strong or text.isupper() or not before or (habits.headed and _is_short(text)):
        return _Verdict.NEW
    if cells.is_unfinished(before) or cells.split_label(text)[0]:
        return _Verdict.MAYBE_MORE
    alone = habits.named and not _is_short(text)
    return _Verdict.MAYBE_MORE if alone else _Verdict.MAYBE_NEW


def _is_short(text: str) -> bool:
    """Tell whether words may be a heading: few, and no sentence."""
    return len(text.split()) <= _SHORT and cells.is_unfinished(text)


def _goes_on_with_a_list(line: Line, above: Line) -> bool:
    return any(cells.is_open_list(above.text(role)) and line.text(role) for role in PARTIES)


def _join(above: Line, line: Line, *, doubtful: bool) -> Line:
    texts = dict(above.texts)
    doubts: list[Doubt] = [(Role.TEXT, JOINED)] if doubtful else []
    for role, text in line.texts.items():
        before = texts.get(role, "")
        if role in PARTIES and cells.lost_between(before, text):
            doubts.append((role, CUT_NAME))
        texts[role] = cells.glue(before, text)
    return replace(above, texts=texts, doubts=(*above.doubts, *line.doubts, *doubts))
