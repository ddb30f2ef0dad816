"""Targets of a plan judged one by one against what was published; each keeps the plan's words.

Scores are compared as they are published, rounded to two decimals: 46,396 fulfils "46,40".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import TextChoices

from indicators import groups
from indicators.field import EMPTY, Field, Fields, Position
from indicators.models import Component, Group, Region, Target
from indicators.rounding import points, rounded
from indicators.versions import Versions
from papi_portal import figures
from papi_portal.wording import joined, said
from plans.models import Territory


class Outcome(TextChoices):
    """What became of a target."""

    MET = "met", "đạt"
    MISSED = "missed", "chưa đạt"
    UNKNOWN = "unknown", "chưa có số liệu"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target, what came of it, and how far it is from what was promised.

    `distance` counts in the target's own measure (points, ranks, dimensions): negative is short
    of it, None where it cannot be counted.
    """

    target: Target
    outcome: Outcome
    actual: str = ""
    """What was reached, in words: "45,06 điểm", "hạng 13/63"."""
    distance: Decimal | None = None
    unit: str = ""
    remark: str = ""
    """What a reader must know: a group only suggested, a difference that crosses versions.

    Never empty where nothing could be judged: then it says what is missing.
    """

    @property
    def distance_word(self) -> str:
        """How far, in words: "vượt 0,06 điểm", "thiếu 2 bậc"; empty where it is not counted."""
        if self.distance is None or not self.unit:
            return ""
        if not self.distance:
            return said("vừa đúng")
        word = said("vượt") if self.distance > 0 else said("thiếu")
        in_points = self.unit in {POINTS, PERCENT}
        shown = points(abs(self.distance)) if in_points else figures.written(abs(self.distance))
        return said("{word} {shown} {unit}", word=word, shown=shown, unit=self.unit)


SUGGESTED = said("nhóm suy từ xếp hạng, chưa phải nhóm công bố")
COMPUTED = said("xếp hạng do cổng tính từ điểm của các tỉnh")
NO_REGION = said("chưa có danh sách tỉnh của vùng “{region}”")
REGION_ENDED = said("cổng chưa có danh mục vùng từ {day:%d/%m/%Y}")
NOT_IN_REGION = said("tỉnh không thuộc vùng “{region}” trong danh mục vùng của cổng")
IN_REGION = said("{known}/{count} tỉnh của vùng có số liệu")
NOT_MEASURED = said("bộ tiêu chí năm {year} không đo nội dung này")
NO_FIGURE = said("chưa có số liệu năm {year}")
NO_GROUP = said("chưa công bố nhóm, cách xếp nhóm {count} tỉnh cũng chưa được công bố")
NO_VALUE = said("mục tiêu không ghi số cần đạt")
IN_GROUP = said("{reached}/{parts} chỉ số thuộc nhóm {word}")
IN_GROUP_OR_ABOVE = said("{reached}/{parts} chỉ số thuộc nhóm {word} trở lên")
RANKED = said("hạng {rank}/{count} vùng {region}")
MOVED = said("{word} {steps} bậc (từ {before} đến {after})")
NOT_MOVED = said("giữ nguyên (từ {before} đến {after})")
COMPARING = frozenset({Target.Kind.STEPS_UP, Target.Kind.CHANGE})
"""What is judged against the year before, too."""
POINTS, RANKS = said("điểm"), said("bậc")
DIMENSIONS, PERCENT = said("chỉ số"), said("điểm phần trăm")


def judge(
    targets: Sequence[Target], line: Sequence[int], versions: Versions
) -> tuple[Verdict, ...]:
    """Judge targets of one index for a province; four queries, whatever their number.

    `line` is the province with those whose scores it goes on from, the newest first.
    """
    judge_one = _Judge(targets, line, versions)
    return tuple(judge_one(target) for target in targets)


class _Judge:
    """What judging needs, read once: the fields of the components in the years that matter."""

    def __init__(self, targets: Iterable[Target], line: Sequence[int], versions: Versions) -> None:
        self.line, self.versions = line, versions
        years = {target.year for target in targets}
        years |= {year - 1 for year in years}
        self.fields = Fields.of(versions.components, years)
        self.regions = {
            region.name: list(region.territories.all())
            for region in Region.objects.prefetch_related("territories")
        }
        self.kinds: dict[str, Callable[[Target], Verdict]] = {
            Target.Kind.SCORE_MIN: self._score,
            Target.Kind.PERCENT_MIN: self._score,
            Target.Kind.GROUP_MIN: self._group,
            Target.Kind.RANK_RANGE: self._rank,
            Target.Kind.FIRST_IN_REGION: self._first,
            Target.Kind.STEPS_UP: self._steps,
            Target.Kind.CHANGE: self._change,
            Target.Kind.COUNT_IN_GROUP: self._count,
        }

    def __call__(self, target: Target) -> Verdict:
        found = self.kinds[target.kind](target)
        if found.outcome != Outcome.UNKNOWN or found.remark:
            return found
        years = [target.year, target.year - 1] if target.kind in COMPARING else [target.year]
        reasons = (self._missing(target.component, year) for year in years)
        return replace(found, remark=next(filter(None, reasons), NO_VALUE))

    def _measured(self, component: Component, year: int) -> Component | None:
        """Return what measures, in a year, what this component measures."""
        known = self.versions.components.get(component.pk)
        return self.versions.in_year(known, year) if known else None

    def _field(self, component: Component, year: int) -> Field:
        one = self._measured(component, year)
        return self.fields.at(one.pk, year) if one else EMPTY

    def _missing(self, component: Component, year: int) -> str:
        """Say what there is not: a measure, a figure, enough other provinces; empty for nothing."""
        if self._measured(component, year) is None:
            return NOT_MEASURED.format(year=year)
        field = self._field(component, year)
        return NO_FIGURE.format(year=year) if field.own(self.line) is None else field.shortage

    def _no_group(self, component: Component, year: int) -> str:
        """Say why a component has no group, published or suggested."""
        position = self._own_position(self._field(component, year))
        if position is not None and position.ranked_of:
            return NO_GROUP.format(count=position.ranked_of)
        return self._missing(component, year)

    def _value(self, target: Target, year: int) -> Decimal | None:
        value = self._field(target.component, year).own(self.line)
        return None if value is None else rounded(value)

    def _position(self, target: Target, year: int) -> Position | None:
        return self._own_position(self._field(target.component, year))

    def _own_position(self, field: Field) -> Position | None:
        return field.position(field.owner(self.line))

    def _score(self, target: Target) -> Verdict:
        value = self._value(target, target.year)
        if value is None or target.value is None:
            return Verdict(target, Outcome.UNKNOWN)
        is_percent = target.kind == Target.Kind.PERCENT_MIN
        shown = points(value)
        return _verdict(
            target,
            value - target.value,
            f"{shown}%" if is_percent else said("{shown} điểm", shown=shown),
            PERCENT if is_percent else POINTS,
        )

    def _group(self, target: Target) -> Verdict:
        position = self._position(target, target.year)
        if position is None or not position.group:
            remark = self._no_group(target.component, target.year)
            return Verdict(target, Outcome.UNKNOWN, remark=remark)
        met = groups.at_least(position.group, target.group)
        return Verdict(
            target,
            Outcome.MET if met else Outcome.MISSED,
            said("nhóm {group_word}", group_word=position.group_word),
            remark=SUGGESTED if position.group_is_suggested else "",
        )

    def _rank(self, target: Target) -> Verdict:
        position = self._position(target, target.year)
        last = target.value_to if target.value_to is not None else target.value
        if position is None or position.rank is None or last is None:
            return Verdict(target, Outcome.UNKNOWN)
        # Better than the best rank of a range is no failure.
        return _verdict(
            target, last - position.rank, _rank_word(position), RANKS, remark=_of_rank(position)
        )

    def _first(self, target: Target) -> Verdict:
        members = self.regions.get(target.region, [])
        there = [one.pk for one in members if one.stands_on(date(target.year, 12, 31))]
        if not there:
            return Verdict(target, Outcome.UNKNOWN, remark=_no_region(target.region, members))
        field = self._field(target.component, target.year)
        owner = field.owner(self.line)
        if owner not in field.values:
            return Verdict(target, Outcome.UNKNOWN)
        near = field.among(there)
        ranked = near.counted(owner)
        if ranked is None:
            remark = near.shortage if owner in there else NOT_IN_REGION.format(region=target.region)
            return Verdict(target, Outcome.UNKNOWN, remark=remark)
        rank, count = ranked
        actual = RANKED.format(rank=rank, count=count, region=target.region)
        known = IN_REGION.format(known=count, count=len(there))
        remark = joined((COMPUTED, known))
        return _verdict(target, Decimal(1 - rank), actual, RANKS, remark=remark)

    def _steps(self, target: Target) -> Verdict:
        before = self._position(target, target.year - 1)
        after = self._position(target, target.year)
        known = self.versions.components.get(target.component_id)
        if not (before and before.rank and after and after.rank and known) or target.value is None:
            return Verdict(target, Outcome.UNKNOWN)
        step = self.versions.step(known, target.year - 1, target.year)
        step = self.fields.parted(step, target.year - 1, target.year)
        if not step.places_compare:
            return Verdict(target, Outcome.UNKNOWN, remark=step.warning)
        gained = before.rank - after.rank
        actual = (MOVED if gained else NOT_MOVED).format(
            word=said("tăng") if gained > 0 else said("giảm"),
            steps=abs(gained),
            before=_rank_word(before),
            after=_rank_word(after),
        )
        remark = joined((_of_rank(after), step.warning))
        return _verdict(target, Decimal(gained) - target.value, actual, RANKS, remark=remark)

    def _change(self, target: Target) -> Verdict:
        before, after = self._value(target, target.year - 1), self._value(target, target.year)
        known = self.versions.components.get(target.component_id)
        if before is None or after is None or known is None or target.value is None:
            return Verdict(target, Outcome.UNKNOWN)
        step = self.versions.step(known, target.year - 1, target.year)
        if not step.subtracts:
            return Verdict(target, Outcome.UNKNOWN, remark=step.warning)
        change = after - before
        word = said("tăng") if change > 0 else said("giảm") if change < 0 else said("không đổi")
        actual = (
            said("{word} {change} điểm", word=word, change=points(abs(change))) if change else word
        )
        return _verdict(target, change - target.value, actual, POINTS, remark=step.warning)

    def _count(self, target: Target) -> Verdict:
        whole = self.versions.components.get(target.component_id)
        if whole is None or target.count is None:
            return Verdict(target, Outcome.UNKNOWN)
        parts = [one for one in self.versions.components.values() if one.parent_id == whole.pk]
        positions = [self._own_position(self._field(part, target.year)) for part in parts]
        known = [one for one in positions if one is not None and one.group]
        reached = sum(groups.at_least(one.group, target.group) for one in known)
        if len(known) < len(parts) and reached < target.count:
            unknown = (
                part
                for part, one in zip(parts, positions, strict=True)
                if one is None or not one.group
            )
            remark = self._no_group(next(unknown), target.year)
            return Verdict(target, Outcome.UNKNOWN, remark=remark)
        word = Group(target.group).label
        in_group = IN_GROUP if target.group == Group.HIGHEST else IN_GROUP_OR_ABOVE
        actual = in_group.format(reached=reached, parts=len(parts), word=word)
        suggested = any(one.group_is_suggested for one in known)
        return _verdict(
            target,
            Decimal(reached - target.count),
            actual,
            DIMENSIONS,
            remark=SUGGESTED if suggested else "",
        )


def _no_region(name: str, members: Sequence[Territory]) -> str:
    """Say why a region has no provinces in a year: unknown, or a list of those that ended."""
    ended = [one.valid_to for one in members if one.valid_to]
    if not ended:
        return NO_REGION.format(region=name)
    return REGION_ENDED.format(day=max(ended) + timedelta(days=1))


def _verdict(
    target: Target, distance: Decimal, actual: str, unit: str, *, remark: str = ""
) -> Verdict:
    outcome = Outcome.MET if distance >= 0 else Outcome.MISSED
    return Verdict(target, outcome, actual, distance, unit, remark)


def _rank_word(position: Position) -> str:
    return said("hạng {place}", place=position.place)


def _of_rank(position: Position) -> str:
    return "" if position.is_published else COMPUTED
