"""How much the words of a heading resemble the names of an index's components."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

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
_BEGINNINGS = frozenset(phrase.split()[0] for phrase in COMPOUNDS)

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
LONGEST_IDLE = 8
"""In words: no phrase that says nothing is longer."""
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


@dataclass(frozen=True, eq=False)
class Field:
    """The components of one level among which a heading chooses, and what words tell there.

    Compared by identity, because much is remembered by it; `field` makes one for each level.
    """

    candidates: tuple[Candidate, ...]
    of_parent: frozenset[str]
    idle: frozenset[Words]
    shared: Mapping[str, int]
    """Number of components that have a word."""
    vocabulary: frozenset[str]
    """All words of all wordings."""
    weights: Mapping[Words, tuple[float, ...]]
    """What each word of each wording tells."""

    def cost(self, word: str) -> float:
        """Return what a word of the heading says against a name that lacks it."""
        return OF_THE_PARENT if word in self.of_parent else word.count("_") + 1

    def is_idle(self, heading: Words) -> bool:
        """Tell whether a heading says nothing."""
        return len(idle_places(heading, self.idle)) == len(heading)

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


@lru_cache(maxsize=20_000)
def words(text: str) -> Words:
    """Return the words that tell something: folded, abbreviations written out, compounds closed."""
    long = " ".join(ABBREVIATIONS.get(word, word) for word in WORD.findall(flat(text)))
    telling = [word for word in long.split() if word not in STOP_WORDS and not word.isdigit()]
    return tuple(_closed(telling))


def _closed(telling: list[str]) -> Iterator[str]:
    """Join the words of each compound, so that they cannot pass for words of a name."""
    at = 0
    while at < len(telling):
        longest = min(LONGEST_COMPOUND, len(telling) - at) if telling[at] in _BEGINNINGS else 1
        sizes = range(longest, 1, -1)
        size = next((n for n in sizes if " ".join(telling[at : at + n]) in COMPOUNDS), 1)
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
    wordings = {wording for one in candidates for wording in one.wordings}
    return Field(
        candidates=candidates,
        of_parent=frozenset(of_parent),
        idle=frozenset(one for one in idle if not _tells(one, names, of_parent)),
        shared=shared,
        vocabulary=frozenset(shared),
        weights={name: tuple(_weights(name, shared, of_parent)) for name in wordings},
    )


def _weights(name: Words, shared: Mapping[str, int], of_parent: Words) -> Iterator[float]:
    """Yield what each word tells: little when other components or the parent have it, too."""
    for word in name:
        yield (OF_THE_PARENT if word in of_parent else 1) / shared[word]


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
    said = _said(among.unglued(heading), among)
    fits = [
        max((_likeness(said, one, wording) for wording in one.wordings), key=_by_score)
        for one in among.candidates
    ]
    return sorted(fits, key=_by_score, reverse=True)


def _by_score(one: Likeness) -> tuple[float, float]:
    return one.score, one.of_heading


@dataclass(frozen=True, slots=True)
class Said:
    """A heading as seen from one level: worked out once for all names there."""

    words: Words
    among: Field
    alike: tuple[tuple[int, Mapping[str, float]], ...]
    """Places of words that agree with words of the names, and with which, how well (0-1)."""
    idle: frozenset[int]
    """Places of words that say nothing."""


def _said(heading: Words, among: Field) -> Said:
    found = ((place, _alike(word, among.vocabulary)) for place, word in enumerate(heading))
    return Said(
        words=heading,
        among=among,
        alike=tuple((place, agreeing) for place, agreeing in found if agreeing),
        idle=idle_places(heading, among.idle),
    )


def _likeness(said: Said, one: Candidate, name: Words) -> Likeness:
    """Return how well the heading fits one wording of a component's name."""
    weights = said.among.weights[name]
    agreed, where = _aligned(said.alike, name, weights)
    if not agreed:
        return Likeness(one.component)
    rest = [i for i in range(len(said.words)) if i not in where]
    against = sum(IDLE if i in said.idle else said.among.cost(said.words[i]) for i in rest)
    of_name, of_heading = agreed / sum(weights), agreed / (agreed + against)
    first = min(where)
    whole = said.words[first : first + len(name)] == name
    return Likeness(
        component=one.component,
        score=2 * of_name * of_heading / (of_name + of_heading),
        of_name=of_name,
        of_heading=of_heading,
        opens=whole and all(i in said.idle for i in range(first)),
        agreeing=len(where),
        telling=sum(i not in said.idle for i in where),
        size=len(name),
    )


@lru_cache(maxsize=20_000)
def idle_places(heading: Words, idle: frozenset[Words]) -> frozenset[int]:
    """Return the places of words that say nothing."""
    return frozenset(
        place
        for start in range(len(heading))
        for size in range(1, min(LONGEST_IDLE, len(heading) - start) + 1)
        if heading[start : start + size] in idle
        for place in range(start, start + size)
    )


def _aligned(
    alike: Iterable[tuple[int, Mapping[str, float]]], name: Words, weights: Sequence[float]
) -> tuple[float, tuple[int, ...]]:
    """Return the greatest weight of words that agree in order, and their places in the heading."""
    row: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (len(name) + 1)
    for place, agreeing in alike:
        if agreeing.keys().isdisjoint(name):
            continue
        above, row = row, row[:1]
        for j, other in enumerate(name):
            best = row[j] if row[j][0] > above[j + 1][0] else above[j + 1]
            taken = above[j][0] + weights[j] * agreeing.get(other, 0.0)
            row.append((taken, (*above[j][1], place)) if taken > best[0] else best)
    return row[-1]


@lru_cache(maxsize=20_000)
def _alike(word: str, vocabulary: frozenset[str]) -> Mapping[str, float]:
    """Return the words of a vocabulary that agree with a word, and how well (0-1)."""
    found = {}
    if len(word) >= SHORTEST_MISSPELT:
        near = (one for one in vocabulary if len(one) >= SHORTEST_MISSPELT)
        found = {one: MISSPELT for one in near if edited_once(word, one)}
    return found | {word: 1.0} if word in vocabulary else found
