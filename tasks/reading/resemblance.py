"""How much the words of a heading resemble the names of an index's components."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from tasks.reading.folding import WORD, edited_once, flat
from tasks.reading.values import ComponentName, FrameworkNames
from tasks.reading.wordings import (
    ABBREVIATIONS,
    COMPOUNDS,
    FILLERS,
    OTHER_NAMES,
    STOP_WORDS,
    TAILS,
)

Words = tuple[str, ...]

OF_THE_PARENT = 0.25
"""What a word counts that the dimension's own name has, too."""
IDLE = 0.1
"""What a word of a heading counts against it that says nothing."""
MISSPELT = 0.75
SHORTEST_MISSPELT = 4
"""Letters a word needs before one wrong letter is forgiven: shorter ones are other words."""
LONGEST_COMPOUND = 6
LONGEST_GLUED = 15
"""Letters of two words run together; no Vietnamese word has more than seven."""
LONGEST_COMMON_TERM = 4
"""In words: "cải cách hành chính" names an index only with "chỉ số" before it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A component with the wordings of its name, and what each word tells among its siblings."""

    component: ComponentName
    official: tuple[Words, ...]
    shorter: tuple[Words, ...]
    """Official names without the place at their end."""
    others: tuple[Words, ...]

    @property
    def wordings(self) -> tuple[Words, ...]:
        """All wordings of the name, the official ones first."""
        return self.official + self.shorter + self.others


@dataclass(frozen=True, slots=True)
class Field:
    """The components of one level among which a heading chooses."""

    candidates: tuple[Candidate, ...]
    of_parent: frozenset[str]
    idle: frozenset[Words]
    shared: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How well a heading fits a component, each share from 0 to 1."""

    component: ComponentName
    score: float = 0.0
    of_name: float = 0.0
    of_heading: float = 0.0
    opens: bool = False
    """The heading begins with the whole name."""
    agreeing: int = 0
    """Words that agree."""
    telling: int = 0
    """Those of them that mean something."""
    size: int = 0
    """Words of the name."""


def words(text: str) -> Words:
    """Return the words that tell something: folded, abbreviations written out, compounds closed."""
    long = " ".join(ABBREVIATIONS.get(word, word) for word in WORD.findall(flat(text)))
    telling = [word for word in long.split() if word not in STOP_WORDS and not word.isdigit()]
    return tuple(_closed(telling))


def _closed(telling: list[str]) -> Iterator[str]:
    """Join the words of each compound, so that they cannot pass for words of a name."""
    at = 0
    while at < len(telling):
        longest = range(min(LONGEST_COMPOUND, len(telling) - at), 0, -1)
        size = next((n for n in longest if " ".join(telling[at : at + n]) in COMPOUNDS), 1)
        yield "_".join(telling[at : at + size])
        at += size


@lru_cache(maxsize=256)
def field(framework: FrameworkNames, within: str) -> Field:
    """Return the dimensions, or with `within` the sub-indicators of that dimension."""
    level = [
        part
        for part in framework.components
        if (part.parent == within if within else part.depth == 1)
    ]
    parent = next((part for part in framework.components if within and part.code == within), None)
    of_parent = words(f"{parent.name} {parent.short_name}") if parent else ()
    candidates = tuple(_candidate(part, of_parent) for part in level)
    shared = Counter(word for one in candidates for word in set(chain(*one.wordings)))
    names = [wording for one in candidates for wording in one.official]
    idle = {words(phrase) for phrase in (*FILLERS, *_without_place(framework.index_names))}
    return Field(
        candidates=candidates,
        of_parent=frozenset(of_parent),
        idle=frozenset(one for one in idle if not _tells(one, names, of_parent)),
        shared=tuple(shared.items()),
    )


def _tells(phrase: Words, names: Iterable[Words], of_parent: Words) -> bool:
    """Tell whether a phrase, idle elsewhere, belongs to a name here ("chính quyền" in 4.1)."""
    places = ((name, start) for name in names for start in range(len(name)))
    inside = any(name[start : start + len(phrase)] == phrase for name, start in places)
    return not phrase or (inside and not set(phrase) <= set(of_parent))


def _candidate(part: ComponentName, of_parent: Words) -> Candidate:
    """Return a component with all wordings of its name, also without "cấp xã/phường" at the end."""
    official = [words(name) for name in (part.name, part.short_name) if name]
    others = [words(name) for name in OTHER_NAMES.get(part.name, ())]
    shorter = [_without_tail(wording, of_parent) for wording in official]
    return Candidate(
        component=part,
        official=tuple(dict.fromkeys(official)),
        shorter=tuple(one for one in shorter if one not in official),
        others=tuple(others),
    )


def _without_tail(wording: Words, of_parent: Words) -> Words:
    """Leave out where something is, unless only the name of the dimension would be left."""
    for tail in TAILS:
        kept = wording[: -len(words(tail))]
        if wording == kept + words(tail) and len(kept) > 2 and not set(kept) <= set(of_parent):
            return kept
    return wording


def _without_place(index_names: Iterable[str]) -> Iterator[str]:
    """Yield the names of an index also without "Chỉ số" before and "cấp tỉnh" behind."""
    for name in index_names:
        short = name.removesuffix(" cấp tỉnh")
        yield from (name, short)
        if len(words(bare := short.removeprefix("Chỉ số "))) > LONGEST_COMMON_TERM:
            yield bare


def ranked(heading: Words, among: Field) -> list[Likeness]:
    """Return the components by how well the heading fits them, the best first."""
    tells = Telling(dict(among.shared), among.of_parent, among.idle)
    heading = tells.unglued(heading)
    fits = [
        max((tells.likeness(heading, one, wording) for wording in one.wordings), key=_by_score)
        for one in among.candidates
    ]
    return sorted(fits, key=_by_score, reverse=True)


def _by_score(one: Likeness) -> tuple[float, float]:
    return one.score, one.of_heading


@dataclass(frozen=True)
class Telling:
    """What words tell among the components of one level."""

    shared: dict[str, int]
    of_parent: frozenset[str]
    idle: frozenset[Words]

    def likeness(self, heading: Words, one: Candidate, name: Words) -> Likeness:
        """Return how well the heading fits one wording of a component's name."""
        weights = [self.weight(word) for word in name]
        agreed, where = _aligned(heading, name, weights)
        if not agreed:
            return Likeness(one.component)
        idle = self.idle_places(heading)
        rest = [i for i in range(len(heading)) if i not in where]
        against = sum(IDLE if i in idle else self.cost(heading[i]) for i in rest)
        of_name, of_heading = agreed / sum(weights), agreed / (agreed + against)
        first = min(where)
        whole = heading[first : first + len(name)] == name
        return Likeness(
            component=one.component,
            score=2 * of_name * of_heading / (of_name + of_heading),
            of_name=of_name,
            of_heading=of_heading,
            opens=whole and all(i in idle for i in range(first)),
            agreeing=len(where),
            telling=sum(i not in idle for i in where),
            size=len(name),
        )

    def weight(self, word: str) -> float:
        """Return what a word of a name tells: little when its siblings or its parent have it."""
        return (OF_THE_PARENT if word in self.of_parent else 1) / self.shared.get(word, 1)

    def cost(self, word: str) -> float:
        """Return what a word of the heading says against a name that lacks it."""
        return OF_THE_PARENT if word in self.of_parent else word.count("_") + 1

    def idle_places(self, heading: Words) -> set[int]:
        """Return the places of words that say nothing."""
        return {
            place
            for start in range(len(heading))
            for size in range(1, min(8, len(heading) - start) + 1)
            if heading[start : start + size] in self.idle
            for place in range(start, start + size)
        }

    def unglued(self, heading: Words) -> Words:
        """Part words that a PDF has run together, where both halves are words of the names."""
        return tuple(part for word in heading for part in self._halves(word))

    def _halves(self, word: str) -> Words:
        if word in self.shared or "_" in word or len(word) > LONGEST_GLUED:
            return (word,)
        for at in range(2, len(word) - 1):
            if word[:at] in self.shared and word[at:] in self.shared:
                return word[:at], word[at:]
        return (word,)


def _aligned(
    heading: Words, name: Words, weights: Iterable[float]
) -> tuple[float, tuple[int, ...]]:
    """Return the greatest weight of words that agree in order, and their places in the heading."""
    weighed = list(zip(name, weights, strict=True))
    row: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (len(name) + 1)
    for place, word in enumerate(heading):
        above, row = row, row[:1]
        for j, (other, weight) in enumerate(weighed):
            agreed, where = above[j]
            taken = (agreed + weight * _alike(word, other), (*where, place))
            row.append(max(above[j + 1], row[j], taken, key=itemgetter(0)))
    return row[-1]


@lru_cache(maxsize=20_000)
def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    long = min(len(word), len(other)) >= SHORTEST_MISSPELT
    return MISSPELT if long and edited_once(word, other) else 0.0
