"""Tell which unit or group of units a name in a plan means; never guess when two fit."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Self

from papi_portal.text import fold
from plans.models import Territory, Unit
from tasks.models import Party, RememberedParty

Level = Territory.Level
Kind = Unit.Kind
REFORM_ON = date(2025, 7, 1)
"""The day the district level ended and communes were merged."""

SHORT_FORMS = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("mat tran to quoc viet nam", "mttq"),
    ("mat tran to quoc", "mttq"),
    ("ubmttq", "mttq"),
    ("mttqvn", "mttq"),
    ("ubmttqvn", "mttq"),
    ("mttq viet nam", "mttq"),
    ("uy ban mttq", "mttq"),
    ("thanh nien cong san", "tncs"),
)
"""Long and short ways to write the same body, folded, the longest first."""

LEVEL_TAILS = {
    "cap xa": Level.COMMUNE,
    "xa phuong": Level.COMMUNE,
    "xa": Level.COMMUNE,
    "phuong": Level.COMMUNE,
    "thi tran": Level.COMMUNE,
    "dac khu": Level.COMMUNE,
    "cap huyen": Level.DISTRICT,
    "huyen": Level.DISTRICT,
    "quan": Level.DISTRICT,
    "thi xa": Level.DISTRICT,
    "cap tinh": Level.PROVINCE,
    "tinh": Level.PROVINCE,
}
VAGUE_TAILS = ("co lien quan", "lien quan", "thuoc ubnd", "cua ubnd", "ubnd")

GROUPS: dict[str, str] = {
    "cong chuc chuyen mon": Party.Group.POSTS,
    "cac cong chuc chuyen mon": Party.Group.POSTS,
    "cac cong chuc": Party.Group.POSTS,
    "cac chuyen mon": Party.Group.POSTS,
    "cac bo phan chuyen mon": Party.Group.POSTS,
    "cac doan the": Party.Group.ASSOCIATIONS,
    "doan the": Party.Group.ASSOCIATIONS,
    "cac doan the chinh tri xa hoi": Party.Group.ASSOCIATIONS,
    "cac to chuc chinh tri xa hoi": Party.Group.ASSOCIATIONS,
    "cac to chuc doan the": Party.Group.ASSOCIATIONS,
    "cac to chuc ct xh": Party.Group.ASSOCIATIONS,
    "cac ban nganh": Party.Group.BODIES,
    "cac ban nganh doan the": Party.Group.BODIES,
    "ban nganh doan the": Party.Group.BODIES,
    "ban nganh doan the chinh tri xa hoi": Party.Group.BODIES,
    "cac ban nganh doan the chinh tri xa hoi": Party.Group.BODIES,
    "cac co quan don vi": Party.Group.AGENCIES,
    "cac co quan": Party.Group.AGENCIES,
    "cac don vi": Party.Group.AGENCIES,
    "cac nganh don vi": Party.Group.AGENCIES,
    "nganh don vi": Party.Group.AGENCIES,
    "co quan don vi": Party.Group.AGENCIES,
    "cac co quan don vi dia phuong": Party.Group.AGENCIES,
    "cac bo phan don vi": Party.Group.AGENCIES,
    "cac so ban nganh": Party.Group.DEPARTMENTS,
    "cac so nganh": Party.Group.DEPARTMENTS,
    "cac so": Party.Group.DEPARTMENTS,
    "ubnd cac huyen": Party.Group.DISTRICTS,
    "ubnd cac huyen thanh pho": Party.Group.DISTRICTS,
    "ubnd cac huyen thi xa thanh pho": Party.Group.DISTRICTS,
    "ubnd cap huyen": Party.Group.DISTRICTS,
}
COMMUNES = re.compile(r"(?:cac )?(?:ubnd )?(?:cap xa|cac xa(?: phuong)?(?: (?:thi tran|dac khu))?)")

RENAMED_IN_2025: dict[str, str] = {
    "so ke hoach va dau tu": "so tai chinh",
    "so giao thong van tai": "so xay dung",
    "so thong tin va truyen thong": "so khoa hoc va cong nghe",
    "so tai nguyen va moi truong": "so nong nghiep va moi truong",
    "so nong nghiep va phat trien nong thon": "so nong nghiep va moi truong",
    "so lao dong thuong binh va xa hoi": "so noi vu",
    "ban dan toc": "so dan toc va ton giao",
}
"""Departments of a province and what took them over on the way to 1/7/2025 (domain facts)."""

KINDS = (
    ("van phong", Kind.OFFICE),
    ("so", Kind.DEPARTMENT),
    ("thanh tra", Kind.DEPARTMENT),
    ("phong", Kind.DIVISION),
    ("trung tam", Kind.CENTRE),
    ("cong an", Kind.POLICE),
    ("ban chi huy quan su", Kind.MILITARY),
    ("mttq", Kind.FRONT),
    ("doan", Kind.ASSOCIATION),
    ("hoi", Kind.ASSOCIATION),
    ("lien doan", Kind.ASSOCIATION),
    ("cong chuc", Kind.POST),
    ("truong", Kind.SCHOOL),
    ("tram y te", Kind.HEALTH_STATION),
    ("thon", Kind.VILLAGE),
    ("to dan pho", Kind.VILLAGE),
    ("cong ty", Kind.COMPANY),
    ("ngan hang", Kind.COMPANY),
)
"""How the name of a body of each kind begins, folded; UBND and HĐND are never added like this."""


@lru_cache(maxsize=5_000)  # the rows of a plan name the same bodies again and again
def key(name: str) -> str:
    """Return the form in which names are compared: folded, one spelling of each short form."""
    words = re.sub(r"[^\w]+", " ", fold(name)).strip()
    for long, short in SHORT_FORMS:
        words = re.sub(rf"\b{long}\b", short, words)
    return words


def kept_as_words(territory_id: int) -> frozenset[str]:
    """Return the names, in `key` form, that a person decided to keep as words there: one query."""
    kept = RememberedParty.objects.filter(territory=territory_id, unit=None, group="")
    return frozenset(kept.values_list("key", flat=True))


def kind_of(name: str) -> str:
    """Return the kind of unit that a name begins like, for a unit about to be added."""
    words = key(name)
    return next((kind for start, kind in KINDS if re.match(rf"{start}\b", words)), Kind.OTHER)


@dataclass(frozen=True)
class Resolved:
    """What a name means: a unit, a group, or nothing certain and the units that might be meant."""

    unit: Unit | None = None
    group: str = ""
    candidates: tuple[Unit, ...] = ()
    remembered: bool = False
    """Whether a person decided so before: even that the name stays words."""

    @property
    def is_certain(self) -> bool:
        return self.unit is not None or bool(self.group) or self.remembered


class Directory:
    """The units of a territory and of those above it on a day, found by the names plans use."""

    def __init__(
        self, line: list[Territory], units: Iterable[Unit], remembered: dict[str, Resolved]
    ) -> None:
        self.line = line
        self.remembered = remembered
        self.own: dict[str, list[Unit]] = defaultdict(list)
        self.above: dict[str, list[Unit]] = defaultdict(list)
        self.stems: dict[str, list[tuple[str, Unit]]] = defaultdict(list)
        levels = {territory.pk: territory.level for territory in line}
        for unit in units:
            names = {key(name) for name in (unit.name, *unit.aliases)}
            exact = self.own if unit.territory_id == line[0].pk else self.above
            for name in names:
                exact[name].append(unit)
            for stem in {stem for name in names for stem in self._stems(name)}:
                self.stems[stem].append((levels[unit.territory_id], unit))

    @classmethod
    def of(cls, territory: Territory, *, on: date) -> Self:
        """Read the directory of a territory with two queries, and one for each territory above.

        A decision of before for a unit that does not stand on the day is none.
        """
        return cls.of_many([territory], on=on)[territory.pk]

    @classmethod
    def of_many(cls, territories: Iterable[Territory], *, on: date) -> dict[int, Self]:
        """Read the directories of territories, by key, with the two queries that one takes.

        Each territory above that is not at hand (`select_related`) costs a query more.
        """
        lines = {territory.pk: territory.line() for territory in territories}
        places = {one.pk for line in lines.values() for one in line}
        units = defaultdict[int, list[Unit]](list)
        for unit in Unit.objects.filter(territory__in=places).in_force(on).order_by("pk"):
            units[unit.territory_id].append(unit)
        choices = defaultdict[int, list[RememberedParty]](list)
        for choice in RememberedParty.objects.filter(territory__in=lines):
            choices[choice.territory_id].append(choice)
        return {
            pk: cls._of_line(line, [one for place in line for one in units[place.pk]], choices[pk])
            for pk, line in lines.items()
        }

    @classmethod
    def _of_line(
        cls, line: list[Territory], units: list[Unit], choices: Iterable[RememberedParty]
    ) -> Self:
        standing: dict[int | None, Unit | None] = {None: None, **{one.pk: one for one in units}}
        remembered = {
            choice.key: Resolved(unit=standing[choice.unit_id], group=choice.group, remembered=True)
            for choice in choices
            if choice.unit_id in standing
        }
        return cls(line, units, remembered)

    @property
    def units(self) -> list[Unit]:
        """All units that a person may choose from, the territory's own first."""
        found = {unit.pk: unit for _, unit in sorted(self._all(), key=self._nearness)}
        return list(found.values())

    @cached_property
    def by_choice(self) -> dict[str, Unit]:
        """The units by the word for choosing one: "unit:12"."""
        return {f"unit:{unit.pk}": unit for unit in self.units}

    def resolve(self, name: str) -> Resolved:
        """Return what a name means: as decided before, by name, as a group, by name above."""
        words = key(name)
        if words in self.remembered:
            return self.remembered[words]
        if len(self.own[words]) == 1:
            return Resolved(unit=self.own[words][0])
        group = self._group(words)
        if group:
            return Resolved(group=group)
        found = self._named(words)
        if not found and (self.line[0].valid_from or date.min) >= REFORM_ON:
            stem, _ = self._stem(words)
            found = self._named(RENAMED_IN_2025.get(stem, ""))
        if len(found) == 1:
            return Resolved(unit=found[0])
        return Resolved(candidates=tuple(found))

    def keeps(self, name: str) -> bool:
        """Tell whether a person decided that a name stays words."""
        meaning = self.remembered.get(key(name))
        return meaning is not None and meaning.unit is None and not meaning.group

    def _named(self, words: str) -> list[Unit]:
        stem, level = self._stem(words)
        if level:
            return _once(unit for where, unit in self.stems[stem] if where == level)
        return _once(self.above[words]) or _once(unit for _, unit in self.stems[stem])

    def _group(self, words: str) -> str:
        if self.line[0].level != Level.COMMUNE and COMMUNES.fullmatch(words):
            return Party.Group.COMMUNES
        while words not in GROUPS:
            vague = next((tail for tail in VAGUE_TAILS if words.endswith(f" {tail}")), "")
            shorter = words.removesuffix(vague).rstrip() if vague else self._stem(words)[0]
            if shorter == words:
                return ""
            words = shorter
        return GROUPS[words]

    def _stem(self, words: str) -> tuple[str, str]:
        """Return a name without its level or place, and the level it speaks of, if any."""
        for territory in self.line:
            for place in (key(territory.name), key(territory.bare_name)):
                if words.endswith(f" {place}"):
                    return words.removesuffix(place).rstrip(), territory.level
        for tail, level in LEVEL_TAILS.items():
            if words.endswith(f" {tail}") and not words.endswith(VAGUE_TAILS):
                return words.removesuffix(tail).rstrip(), level
        return words, ""

    def _stems(self, words: str) -> Iterator[str]:
        stem, _ = self._stem(words)
        yield stem
        if stem.startswith("cong chuc "):
            yield stem.removeprefix("cong chuc ")

    def _all(self) -> Iterator[tuple[str, Unit]]:
        for found in self.stems.values():
            yield from found

    def _nearness(self, found: tuple[str, Unit]) -> tuple[int, int]:
        levels = [territory.level for territory in self.line]
        return levels.index(found[0]), found[1].pk


def _once(units: Iterable[Unit]) -> list[Unit]:
    return list({unit.pk: unit for unit in units}.values())
