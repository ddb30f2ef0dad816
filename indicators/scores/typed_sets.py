"""The set of scores of one province and year, to be typed: what stands, what it adds up to.

Reads only; a fixed number of queries. Raises nothing: a year that nobody measures has no set.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from indicators import groups, sums
from indicators.field import Fields
from indicators.models import Component, Framework, Group, Index, Score
from indicators.sums import Difference
from papi_portal import figures
from plans.models import Territory

Said = dict[str, str]
"""What a score says in words, by code of its component: "45,06, hạng 13/63, Cao nhất"."""
MEAN_OF = "{code} (cả nước)"
"""The code under which a national mean stands beside the scores of a province."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Of which index and year scores are typed; without a version the year is not measured."""

    index: Index
    indexes: tuple[Index, ...]
    year: int
    years: tuple[int, ...]
    """Years that some version measures and in which the province stood, the latest first."""
    framework: Framework | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A group that a rank points to; never stored."""

    word: str
    place: str
    """The rank as it is written: "22/61"."""


@dataclass(frozen=True, slots=True)
class ScoreSet:
    """The scores of a province and year as they stand."""

    province: Territory
    year: int
    framework: Framework
    components: tuple[Component, ...]
    scores: Mapping[int, Score]
    """By component; also the sums that the portal made."""
    means: Mapping[int, Score]
    """The published national means, by component."""
    differences: tuple[Difference, ...]
    suggestions: Mapping[int, Suggestion]

    @property
    def published(self) -> dict[int, Score]:
        return {pk: one for pk, one in self.scores.items() if not one.is_computed}

    @property
    def has_warnings(self) -> bool:
        """Whether rounding alone does not explain some difference."""
        return any(one.is_beyond for one in self.differences)

    @property
    def said(self) -> Said:
        """What is published of the province and of the nation, in words."""
        return said_together(self.published, self.means)

    def changed_since(self, seen: Said) -> list[tuple[str, str, str]]:
        """Return what changed since a page was opened: which score, what it said, what it says."""
        now = self.said
        return [
            (name, seen.get(key, ""), now.get(key, ""))
            for one in self.components
            for key, name in (
                (one.code, str(one)),
                (MEAN_OF.format(code=one.code), MEAN_OF.format(code=one)),
            )
            if seen.get(key) != now.get(key)
        ]


def choice(province: Territory, *, index: str, year: int | None, on: date) -> Choice | None:
    """Return the asked-for index and year, by default PAPI and the last year; None if unknown.

    Two queries.
    """
    versions: dict[int, list[Framework]] = {}
    found = Framework.objects.filter(territory__isnull=True).select_related("index")
    for version in found.order_by("index__position", "first_year"):
        versions.setdefault(version.index_id, []).append(version)
    indexes = {of[0].index.code: of[0].index for of in versions.values()}
    chosen = indexes.get(index)
    if chosen is None:
        return None
    of_index = versions[chosen.pk]
    years = [
        one
        for one in range(on.year, of_index[0].first_year - 1, -1)
        if province.stands_on(date(one, 12, 31)) and any(it.measures(one) for it in of_index)
    ]
    asked = year or next((one for one in years if one < on.year), on.year - 1)
    measuring = [one for one in of_index if one.measures(asked)]
    return Choice(
        index=chosen,
        indexes=tuple(indexes.values()),
        year=asked,
        years=tuple(years),
        framework=measuring[-1] if measuring and asked in years else None,
    )


def score_set(province: Territory, year: int, framework: Framework) -> ScoreSet:
    """Return the scores of a province in a year with their sums and suggested groups.

    Seven queries.
    """
    components = tuple(framework.components.all())
    scores = standing(province, year, framework)
    fields = Fields.of([one.pk for one in components], [year])
    suggestions: dict[int, Suggestion] = {}
    for component in components:
        position = fields.at(component.pk, year).position(province.pk)
        if position and position.group_is_suggested and component.depth <= groups.DEEPEST:
            suggestions[component.pk] = Suggestion(position.group_word, position.place)
    return ScoreSet(
        province=province,
        year=year,
        framework=framework,
        components=components,
        scores=scores,
        means=standing(None, year, framework),
        differences=tuple(
            one
            for one in sums.differing({(province.pk, year)})
            if one.whole.component.framework_id == framework.pk
        ),
        suggestions=suggestions,
    )


def standing(province: Territory | None, year: int, framework: Framework) -> dict[int, Score]:
    """Return the scores of a province in a year by component; the national means of none."""
    found = Score.objects.filter(
        component__framework=framework, territory=province, year=year
    ).select_related("component")
    return {one.component_id: one for one in found.order_by("component__position")}


def source_of(scores: Sequence[Score]) -> tuple[str, date | None]:
    """Return the source and the day of publication that most of these scores have."""
    said = Counter((one.source, one.published_on) for one in scores)
    return said.most_common(1)[0][0] if said else ("", None)


def said(scores: Mapping[int, Score]) -> Said:
    """Return what published scores say, in words, by code: to tell whether any has changed."""
    return {one.component.code: words(one) for one in scores.values() if not one.is_computed}


def said_together(scores: Mapping[int, Score], means: Mapping[int, Score]) -> Said:
    """Return what published scores of a province and the national means say."""
    national = {MEAN_OF.format(code=code): words for code, words in said(means).items()}
    return said(scores) | national


def words(score: Score) -> str:
    """Return what a score says: "45,06; hạng 13/63; Cao nhất; Báo cáo PAPI 2019; 28/04/2020"."""
    parts = (
        figures.written(score.value),
        f"hạng {score.rank}/{score.ranked_of}" if score.rank else "",
        Group(score.group).label if score.group else "",
        score.source,
        f"{score.published_on:%d/%m/%Y}" if score.published_on else "",
    )
    return "; ".join(filter(None, parts))


def packed(said: Said) -> str:
    """Return what scores said as one text that a form carries along."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def unpacked(text: str) -> Said:
    """Return what a form carried along; nothing for what is no such text."""
    try:
        found = json.loads(text)
    except (RecursionError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(code): str(words) for code, words in found.items()}
