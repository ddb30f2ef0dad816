"""The targets of a plan as a whole: each judged on its own, and what they say of each other.

A plan that promises points of every dimension promises their sum, and one that says by how much it
rises says from where: both are checked with the two figures, nothing is enforced.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from indicators import lineages, rounding, sums
from indicators.models import Component, Score, Target
from indicators.targets.judging import Outcome, Verdict, judge
from indicators.versions import Versions
from papi_portal.wording import said
from plans.models import Plan, Territory

PROMISED_OF = 2
"""Depth to which components are promised: the whole, its dimensions, their sub-indicators."""
UNKNOWN = said("chưa có số liệu")
SUMMED = said("mục tiêu của {count} chỉ số trực thuộc cộng lại")
NOT_SUMMED = said("mới có mục tiêu của {known}/{count} chỉ số trực thuộc, chưa cộng được")
NO_BASELINE = said("chưa có điểm năm {year} để đối chiếu với mục tiêu {points}")
FROM_TO = said("từ {before} năm {year} đến {points}")
FITS, ROUNDED, DIFFERS = said("khớp"), said("lệch do làm tròn"), said("lệch")


@dataclass(frozen=True, slots=True)
class Check:
    """What a plan says twice, once as `said` and once as it follows from the rest (`found`).

    Points of the component's scale; without a second figure there is nothing to compare yet.
    """

    about: Component
    year: int
    sentence: str
    said: Decimal
    found: Decimal | None

    @property
    def by(self) -> Decimal:
        """How far the two figures lie apart."""
        return Decimal(0) if self.found is None else abs(self.found - self.said)

    @property
    def is_beyond(self) -> bool:
        """Whether rounding alone does not explain the difference."""
        return self.by >= sums.TOLERANCE

    @property
    def word(self) -> str:
        """What comes of the comparison, in words."""
        if self.found is None:
            return UNKNOWN
        if not self.by:
            return FITS
        return f"{DIFFERS if self.is_beyond else ROUNDED} {rounding.points(self.by)}"


@dataclass(frozen=True, slots=True)
class PlanTargets:
    """The targets of a plan, judged for its province, with the checks of sums and of changes."""

    plan: Plan
    owners: frozenset[int]
    """Whose scores it was judged by: the province's own, and of those it goes on from."""
    verdicts: tuple[Verdict, ...]
    sums: tuple[Check, ...]
    changes: tuple[Check, ...]
    is_merged: bool
    """Whether the province was formed of several and in some index has no results yet."""

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many targets came out how, in words."""
        return tuple(
            (str(outcome.label), sum(one.outcome == outcome for one in self.verdicts))
            for outcome in Outcome
        )

    @property
    def province(self) -> Territory:
        """The province of the plan, whose page has its results."""
        return self.plan.territory.line()[-1]

    @property
    def years(self) -> set[int]:
        return {one.target.year for one in self.verdicts}


def of_plan(plan: Plan) -> PlanTargets:
    """Judge and check the targets of a plan: one query, and eight for each index they are of."""
    targets = list(
        plan.targets.select_related("component__framework__index").order_by("position", "pk")
    )
    province = plan.territory.line()[-1]
    owners: set[int] = set()
    is_merged = False
    verdicts: dict[int, Verdict] = {}
    added: list[Check] = []
    changes: list[Check] = []
    for index in dict.fromkeys(one.component.framework.index.code for one in targets):
        of_index = [one for one in targets if one.component.framework.index.code == index]
        versions = Versions.of(index)
        # Of one that was formed of several the others' results are not its own.
        lineage = lineages.of_place(province, index, with_later=True)
        is_merged |= lineage.is_waiting
        owners |= set(lineage.own.ids)
        for verdict in judge(of_index, lineage.own.ids, versions):
            verdicts[verdict.target.pk] = verdict
        if index == sums.INDEX:
            added += _sums(of_index, versions)
        changes += _changes(of_index, lineage.own.ids, versions)
    judged = tuple(verdicts[one.pk] for one in targets)
    return PlanTargets(
        plan, frozenset(owners), judged, tuple(added), tuple(changes), is_merged=is_merged
    )


def components(plan: Plan, also: int | None = None) -> QuerySet[Component]:
    """Return what targets of a plan may be about: the versions of its years, and one more."""
    measuring = Q(framework__last_year__isnull=True) | Q(framework__last_year__gte=plan.year_from)
    found = Component.objects.filter(
        measuring & Q(framework__first_year__lte=plan.year_to, depth__lte=PROMISED_OF)
        | Q(pk=also or 0),
        framework__territory__isnull=True,
    )
    ordered = ("framework__index__position", "framework__first_year", "position")
    return found.select_related("framework__index").order_by(*ordered)


def _points(targets: Sequence[Target]) -> dict[tuple[int, int], Decimal]:
    """Return the points that are promised, by component and year."""
    return {
        (one.component_id, one.year): one.value
        for one in targets
        if one.kind == Target.Kind.SCORE_MIN and one.value is not None
    }


def _sums(targets: Sequence[Target], versions: Versions) -> Iterator[Check]:
    """Yield what was promised of wholes beside the sum of what was promised of all their parts."""
    promised = _points(targets)
    for (pk, year), whole_points in promised.items():
        whole = versions.components.get(pk)
        parts = [one for one in versions.components.values() if one.parent_id == pk]
        if whole is None or not any((one.pk, year) in promised for one in parts):
            continue
        known = [promised[one.pk, year] for one in parts if (one.pk, year) in promised]
        is_full = len(known) == len(parts)
        sentence = (SUMMED if is_full else NOT_SUMMED).format(count=len(parts), known=len(known))
        total = sum(known, Decimal(0)) if is_full else None
        yield Check(whole, year, sentence, whole_points, total)


def _changes(targets: Sequence[Target], line: Sequence[int], versions: Versions) -> Iterator[Check]:
    """Yield the changes that were promised beside what the promised points rise by: one query."""
    promised = _points(targets)
    stated = [one for one in targets if one.kind == Target.Kind.CHANGE and one.value is not None]
    before = _before(
        [one for one in stated if (one.component_id, one.year) in promised], line, versions
    )
    for one in stated:
        points = promised.get((one.component_id, one.year))
        if points is None or one.value is None:
            continue
        baseline = before.get((one.component_id, one.year))
        sentence = (NO_BASELINE if baseline is None else FROM_TO).format(
            before=rounding.points(baseline) if baseline is not None else "",
            year=one.year - 1,
            points=rounding.points(points),
        )
        found = None if baseline is None else points - baseline
        yield Check(one.component, one.year, sentence, one.value, found)


def _before(
    stated: Sequence[Target], line: Sequence[int], versions: Versions
) -> dict[tuple[int, int], Decimal]:
    """Return the published points of the year before, as published, by component and year."""
    measured: dict[tuple[int, int], tuple[int, int]] = {}
    for one in stated:
        known = versions.components.get(one.component_id)
        old = versions.in_year(known, one.year - 1) if known else None
        if old is not None:
            measured[one.component_id, one.year] = (old.pk, one.year - 1)
    scores = Score.objects.filter(
        territory__in=line,
        component__in={component for component, _ in measured.values()},
        year__in={year for _, year in measured.values()},
    )
    values = {
        (of, year): value
        # The newest province last: what it got itself goes before what the one before it did.
        for _, of, year, value in sorted(
            scores.values_list("territory", "component", "year", "value"),
            key=lambda one: -line.index(one[0] or 0),
        )
    }
    return {
        asked: rounding.rounded(values[known])
        for asked, known in measured.items()
        if known in values
    }
