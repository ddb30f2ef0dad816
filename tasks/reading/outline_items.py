"""The items of an outline, and where a labelled one belongs: by number, sequence, else rank."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from papi_portal.wording import said
from tasks.reading.outline_labels import LETTERS, Family, Kind, Mark, without_dot

DEEPEST = 12
"""Levels from which on a list that starts anew is not put inside another one."""


TWICE = said("Có hai mục liền nhau cùng mang nhãn {label}; kiểm tra lại nhãn.")
GAP = said("Sau mục {label} là mục {after}; có thể thiếu mục ở giữa, kiểm tra lại tệp.")


@dataclass(slots=True, eq=False)
class Item:
    """A heading, an item, a bullet or a paragraph, with what stands below it in reading order."""

    family: Family
    mark: Mark | None = None
    text: str = ""
    heading: int = 0
    strong: bool = False
    where: str = ""
    children: list["Item"] = field(default_factory=list)
    doubt: str = ""
    """What is odd about the label in its sequence."""
    last: dict[Kind, Mark] = field(default_factory=dict)
    """The last label of each kind among the children."""

    @property
    def label(self) -> str:
        """Return the label without its closing dot; "" when there is none."""
        return without_dot(self.mark.written) if self.mark else ""

    @property
    def line(self) -> str:
        """Return the own words with the label as it stands in front."""
        return f"{self.mark.written} {self.text}".strip() if self.mark else self.text

    def lines(self) -> Iterator[str]:
        """Yield the own line and all lines below it, in reading order."""
        yield self.line
        for child in self.children:
            yield from child.lines()


@dataclass(frozen=True, slots=True)
class Place:
    """The search for the parent of a labelled item among the open ones, the root first."""

    open: list[Item]
    mark: Mark

    def index(self) -> int:
        """Return the place of the parent: by its number, by the sequence, else by rank."""
        if len(self.mark.path) > 1 and (found := self._by_number()) is not None:
            return found
        if (found := self._by_sequence()) is not None:
            return found
        return self._by_rank()

    def _by_number(self) -> int | None:
        """Return the place of 1 for 1.1; a wrong first part counts as a slip of the pen."""
        wanted = self.mark.path[:-1]
        for at in reversed(range(len(self.open))):
            mark = self.open[at].mark
            if mark and mark.path == wanted and mark.family < Family.PAREN:
                return at
        for at in reversed(range(len(self.open))):
            mark = self.open[at].mark
            if mark and mark.kind == (self.mark.family, len(wanted)):
                return self._beside_or_below(at, mark)
        return None

    def _beside_or_below(self, at: int, mark: Mark) -> int:
        """Return the parent for 2.1 when only 1 is open: 2 was lost, or 2.1 is a slip for 1.1."""
        last = self.open[at].last.get(self.mark.kind)
        if last is None or last.path[:-1] == self.mark.path[:-1]:
            return at
        lost = self.mark.path[-2].isdigit() and int(self.mark.path[-2]) > mark.value
        return at - 1 if lost else at

    def _by_sequence(self) -> int | None:
        """Return the place of what has children of this kind, best those that end just before."""
        if not self.mark.value and self.open[-1].family < Family.DASH:
            return None
        kind = self.mark.kind
        places = [at for at in reversed(range(len(self.open))) if kind in self.open[at].last]
        if not places or not self.mark.value:
            return places[0] if places else None
        following = [at for at in places if is_next(self.mark, self._last(at))]
        same = [at for at in following if self._last(at).close == self.mark.close]
        later = [at for at in places if self._last(at).value <= self.mark.value]
        if same or following:
            return (same or following)[0]
        if self.mark.value == 1:
            return self._nested_start(places[0]) or places[0]
        return (later or places)[0]

    def _last(self, at: int) -> Mark:
        return self.open[at].last[self.mark.kind]

    def _nested_start(self, before: int) -> int | None:
        """Return the place of the item that a new "1)" or "a." belongs below, None to restart."""
        at = max(at for at, one in enumerate(self.open) if one.family < Family.LEAD_IN)
        top = self.open[at]
        if at == 0 or at > DEEPEST or self.mark.kind in top.last:
            return None
        other_close = self._last(before).close != self.mark.close
        heads = top.text.endswith(":") or top.family in (Family.TITLE, Family.SUBTITLE)
        return at if other_close or (heads and not top.children) else None

    def _by_rank(self) -> int:
        """Return the place of the nearest item of an outer family."""
        top = self.open[-1]
        rank = self.mark.kind
        if self.mark.family in (Family.PLUS, Family.BULLET):
            return len(self.open) - 1
        if self.mark.family is Family.DASH:
            inner = top.family is Family.PLUS and not top.text.endswith(":")
            return len(self.open) - (2 if inner else 1)
        if self.mark.value == 1 and self._begins_inside(top):
            return len(self.open) - 1
        above = [at for at, one in enumerate(self.open) if _rank(one) < rank]
        if self.mark.family in (Family.UPPER, Family.ROMAN):
            # An article has no such parts: they are those of the plan that it promulgates.
            above = [at for at in above if self.open[at].family is not Family.ARTICLE]
        return above[-1]

    def _begins_inside(self, top: Item) -> bool:
        """Tell an unusual order: I above A, 1 above "Nội dung 1", a) with a colon above 1."""
        if self.mark.family is Family.GROUP:
            return top.family is Family.NUMBER and not top.last
        if self.mark.family is Family.UPPER:
            return top.family is Family.ROMAN and not top.last
        return top.family in (Family.NUMBER, Family.LETTER) and top.text.endswith(":")


def is_next(mark: Mark, before: Mark | None) -> bool:
    """Tell whether a label comes right after another; e) after d) counts, đ) is often left out."""
    if before is None or not mark.value or before.path[:-1] != mark.path[:-1]:
        return False
    step = mark.value - before.value
    return step == 1 or (mark.family is Family.LETTER and step == 2 and before.path[-1] == "d")


_LEFT_OUT_IN_LISTS = {"f", "j", "w", "z", "đ"}


def oddity(mark: Mark, before: Mark | None) -> str:
    """Say in a sentence when a label repeats the one before, or when one is missing between."""
    if before is None or not mark.value or before.path[:-1] != mark.path[:-1]:
        return ""
    labels = f"“{without_dot(before.written)}”", f"“{without_dot(mark.written)}”"
    if mark.value == before.value:
        return TWICE.format(label=labels[0])
    between = list(range(before.value + 1, mark.value))
    if mark.family is Family.LETTER and len(mark.path) == 1:
        between = [one for one in between if LETTERS[one - 1] not in _LEFT_OUT_IN_LISTS]
    if not between:
        return ""
    return GAP.format(label=labels[0], after=labels[1])


def _rank(item: Item) -> Kind:
    return item.mark.kind if item.mark else (item.family, 0)
