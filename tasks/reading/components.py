"""Which components of an index a heading or a task names; never a doubtful one.

Codes mean different things in different versions of an index: match within the version of the
plan's year, see `framework_for`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil

from papi_portal.wording import said
from tasks.reading.indices import framework_for, index_of
from tasks.reading.resemblance import (
    Candidate,
    Field,
    Likeness,
    Words,
    field,
    ranked,
    words,
)
from tasks.reading.values import ComponentName, FrameworkNames
from tasks.reading.wordings import EVERYDAY

__all__ = ["Match", "framework_for", "index_of", "match", "named_in"]

LABEL = re.compile(r"^\s*(?:[IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2})*|[A-Za-zđĐ])\s*[.)/:]\s*")
QUOTED = re.compile(r"[“\"«‘]([^“”\"«»‘’]{3,}?)[”\"»’]")
ASIDE = re.compile(r"\([^()]*\)")
BETWEEN = re.compile(r"\s*[;,/\n]\s*|\s+[-–]\s+|\s+(?:và|&)\s+", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.;:!?\n]")

CLEAR, CLEAR_WHEN_NAME_OPENS = 0.72, 0.4
"""Score of a match; share of the heading's words when it begins with the whole name."""
MARGIN = 0.12
"""By how much the best must lead the second best."""
DOUBTFUL = 0.45
"""Below this score nothing is said, not even a doubt."""
SHORT_NAME, SHORT_NAME_ALONE = 2, 0.8
"""A name of so few words ("Tham gia") needs a heading that says hardly anything else."""
FEWEST_AGREEING = 3
"""Words that must agree unless all do: "điện tử" alone is a common term of two syllables."""
LONGEST_HEADING, MOST_PARTS = 45, 9
"""In words, and in parts between commas: what is longer is a sentence."""
NAME, SHORTENED_NAME, OTHER_NAME = 3, 4, 5
"""Words a wording needs to be sure of it in a sentence: official, without its place, other."""
MOST_OF_A_NAME = 0.6
"""Share of a name's words that make it, begun in a text, a rival of one that stands there whole."""

DOUBT = said(
    "Tiêu đề “{heading}” gần với {rivals} nhưng chưa đủ rõ; "
    "hãy chọn nội dung, chỉ số thành phần đúng."
)
SEVERAL = said("Nhiệm vụ nêu {named}; hãy chọn nội dung, chỉ số thành phần đúng.")


@dataclass(frozen=True, slots=True)
class Match:
    """Codes that are certain, and sentences about what is not."""

    codes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def match(heading: str, framework: FrameworkNames, *, within: str = "") -> Match:
    """Return the dimensions that a heading names or, within one, its sub-indicators.

    Tolerates short names, misspellings, several names in one heading; says a doubt and no code
    when two components are near.
    """
    among = field(framework, within)
    spoken = _said(heading, among)
    if not among.candidates or not 0 < len(words(spoken)) <= LONGEST_HEADING:
        return Match()
    exact = [one.component.code for one in among.candidates if words(spoken) in one.wordings]
    if len(exact) == 1:
        return Match((exact[0],))
    codes = _cover(spoken, among)
    return Match(codes) if codes else Match(doubts=_doubts(heading, spoken, among))


def _said(heading: str, among: Field) -> str:
    """Return the part of a heading that names something: what is quoted, if all else is idle."""
    bare = ASIDE.sub(" ", LABEL.sub("", heading, count=1))
    quoted = QUOTED.findall(bare)
    only_quotes = quoted and among.is_idle(words(QUOTED.sub(" ", bare)))
    return "; ".join(quoted) if only_quotes else bare


def _cover(spoken: str, among: Field) -> tuple[str, ...]:
    """Return the codes of the best way to part a heading into names, each clear, none twice."""
    parts = [part for part in BETWEEN.split(spoken) if words(part)]
    whole = _clear(words(spoken), among)
    if len(parts) > MOST_PARTS:
        return (whole.component.code,) if whole else ()
    ways = _ways(tuple(parts), among)
    if whole:
        ways.append((whole.score, (whole.component.code,)))
    return max(ways, key=lambda way: (len(way[1]), way[0]), default=(0.0, ()))[1]


def _ways(parts: tuple[str, ...], among: Field) -> list[tuple[float, tuple[str, ...]]]:
    """Return each way to read the parts as two or more names: its weakest score, its codes."""
    ways: list[tuple[float, tuple[str, ...]]] = []
    for cuts in range(1, 2 ** (len(parts) - 1)):
        ends = [i + 1 for i in range(len(parts) - 1) if cuts >> i & 1]
        groups = [
            words(" ".join(parts[start:end])) for start, end in pairwise([0, *ends, len(parts)])
        ]
        found = _each_clear(groups, among)
        codes = tuple(one.component.code for one in found)
        if codes and len(set(codes)) == len(codes):
            ways.append((min(one.score for one in found), codes))
    return ways


def _each_clear(groups: Sequence[Words], among: Field) -> list[Likeness]:
    """Return what each group names, leaving out idle ones; nothing when one is unclear."""
    found: list[Likeness] = []
    said: Words = ()
    for group in groups:
        if among.is_idle(group):
            continue
        one = _clear(group, among) or _shortened(said, group, among)
        if one is None:
            return []
        found.append(one)
        said = group
    return found


@lru_cache(maxsize=4096)
def _shortened(before: Words, group: Words, among: Field) -> Likeness | None:
    """Find "chất lượng nước" behind "chất lượng không khí và nước": the shared words said once."""
    for size in range(1, len(before)):
        whole = before[:size] + group
        for one in among.candidates:
            if whole in one.wordings:
                return Likeness(one.component, 1.0)
    return None


@lru_cache(maxsize=4096)
def _clear(heading: Words, among: Field) -> Likeness | None:
    """Return the component that a heading certainly names."""
    best, *others = ranked(heading, among)
    if others and best.score - others[0].score < MARGIN:
        return None
    if best.size <= SHORT_NAME:
        alone = best.of_name == 1 and best.of_heading >= SHORT_NAME_ALONE
        return best if alone else None
    opens = best.opens and best.of_heading >= CLEAR_WHEN_NAME_OPENS
    enough = best.agreeing >= FEWEST_AGREEING or best.of_name == 1
    return best if enough and (best.score >= CLEAR or opens) else None


@lru_cache(maxsize=4096)
def named_in(text: str, framework: FrameworkNames, within: str) -> Match:
    """Return the sub-indicators of a dimension whose whole name stands in a task's words.

    The lead-in (up to the first colon, stop or line) may name several. Elsewhere, and without a
    dimension, only one certain name counts: an enumeration says where, not what is worked on.
    """
    lead_in = SENTENCE_END.split(text.strip(), maxsplit=1)[0]
    leading = _named(lead_in, framework, within) if within else []
    found = leading or _named(text, framework, within)
    near = [] if within else _nearly_named(text, framework, found)
    if leading or (len(found) <= 1 and not near):
        return Match(tuple(one.code for one in found))
    return Match(doubts=(SEVERAL.format(named=_listed([*found, *near])),))


def _candidates(framework: FrameworkNames, within: str) -> list[Candidate]:
    levels = [within] if within else ["", *(one.code for one in framework.components)]
    return [one for level in levels for one in field(framework, level).candidates]


def _named(text: str, framework: FrameworkNames, within: str) -> list[ComponentName]:
    """Return the components whose names stand in the text, none that is part of a longer one."""
    candidates = _candidates(framework, within)
    found: set[str] = set()
    for sentence in SENTENCE_END.split(text):
        said = words(sentence)
        spans = [
            (start, start + len(name), one.component.code)
            for one in candidates
            for name in _names_for_text(one, beyond=not within)
            for start in range(len(said) - len(name) + 1)
            if said[start : start + len(name)] == name
        ]
        found |= {code for start, end, code in spans if not _inside_longer(start, end, spans)}
    named = [one.component for one in candidates if one.component.code in found]
    parents = {one.parent for one in named}
    return [one for one in named if one.code not in parents]


def _nearly_named(
    text: str, framework: FrameworkNames, found: Iterable[ComponentName]
) -> list[ComponentName]:
    """Return the other components of which most of the name stands in the text, from its start."""
    sentences = [words(sentence) for sentence in SENTENCE_END.split(text)]
    known = {code for one in found for code in (one.code, one.parent)}
    return [
        one.component
        for one in _candidates(framework, "")
        if known and one.component.code not in known and one.component.parent
        if any(_begins_in(one.official[0], said) for said in sentences)
    ]


def _begins_in(name: Words, said: Words) -> bool:
    size = max(SHORTENED_NAME, ceil(MOST_OF_A_NAME * len(name)))
    places = range(len(said) - size + 1)
    return any(said[start : start + size] == name[:size] for start in places)


def _names_for_text(one: Candidate, *, beyond: bool) -> list[Words]:
    """Return the wordings to look for in sentences; `beyond` one dimension only full names."""
    if beyond and one.component.name in EVERYDAY:
        return []
    names = [name for name in one.official[: 1 if beyond else None] if len(name) >= NAME]
    if one.component.depth > 1:
        names += [name for name in one.shorter if len(name) >= SHORTENED_NAME]
    return names if beyond else names + [name for name in one.others if len(name) >= OTHER_NAME]


def _inside_longer(start: int, end: int, spans: Iterable[tuple[int, int, str]]) -> bool:
    return any(
        first <= start and end <= last and last - first > end - start for first, last, _ in spans
    )


def _doubts(heading: str, spoken: str, among: Field) -> tuple[str, ...]:
    near = [one for one in ranked(words(spoken), among) if one.score >= DOUBTFUL]
    near = [one for one in near if one.of_heading >= DOUBTFUL and one.telling]
    if not near:
        return ()
    rivals = [one.component for one in near if near[0].score - one.score < 2 * MARGIN]
    return (DOUBT.format(heading=heading.strip(), rivals=_listed(rivals)),)


def _listed(components: Iterable[ComponentName]) -> str:
    return ", ".join(f"{one.code} “{one.name}”" for one in components)
