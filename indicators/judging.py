"""Targets of a plan judged one by one against what was published; each keeps the plan's words.

Scores are compared as they are published, rounded to two decimals: 46,396 fulfils "46,40".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices

from indicators import groups
from indicators.field import EMPTY, Field, Fields, Position
from indicators.models import Component, Group, Region, Target
from indicators.rounding import points, rounded
from indicators.versions import PLAIN, Versions
from papi_portal import figures


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
    """What a reader must know: a group only suggested, a difference that crosses versions."""

    @property
    def is_met(self) -> bool:
        return self.outcome == Outcome.MET

    @property
    def distance_word(self) -> str:
        """How far, in words: "vượt 0,06 điểm", "thiếu 2 bậc"; empty where it is not counted."""
        if self.distance is None or not self.unit:
            return ""
        if not self.distance:
            return "vừa đúng"
        word = "vượt" if self.distance > 0 else "thiếu"
        in_points = self.unit in {POINTS, PERCENT}
        shown = points(abs(self.distance)) if in_points else figures.written(abs(self.distance))
        return f"{word} {shown} {self.unit}"


SUGGESTED = "nhóm suy từ xếp hạng, chưa phải nhóm công bố"
COMPUTED = "xếp hạng do cổng tính từ điểm của các tỉnh"
NO_REGION = "chưa có danh sách tỉnh của vùng “{region}”"
POINTS, RANKS, DIMENSIONS, PERCENT = "điểm", "bậc", "chỉ số", "điểm phần trăm"


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
            region.name: [one.pk for one in region.territories.all()]
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
        return self.kinds[target.kind](target)

    def _field(self, component: Component, year: int) -> Field:
        """Return the field of what measures, in a year, what this component measures."""
        known = self.versions.components.get(component.pk)
        one = self.versions.in_year(known, year) if known else None
        return self.fields.at(one.pk, year) if one else EMPTY

    def _value(self, target: Target, year: int) -> Decimal | None:
        value = self._field(target.component, year).own(self.line)
        return None if value is None else rounded(value)

    def _position(self, target: Target, year: int) -> Position | None:
        return self._own_position(self._field(target.component, year))

    def _own_position(self, field: Field) -> Position | None:
        return field.position(field.owner(self.line))

    def _waits(self, target: Target) -> Verdict:
        """Judge nothing, and say why if it is the other provinces that are missing."""
        fields = (self._field(target.component, year) for year in (target.year, target.year - 1))
        owned = (one.shortage for one in fields if one.own(self.line) is not None)
        return Verdict(target, Outcome.UNKNOWN, remark=next(filter(None, owned), ""))

    def _score(self, target: Target) -> Verdict:
        value = self._value(target, target.year)
        if value is None or target.value is None:
            return Verdict(target, Outcome.UNKNOWN)
        is_percent = target.kind == Target.Kind.PERCENT_MIN
        shown = points(value)
        return _verdict(
            target,
            value - target.value,
            f"{shown}%" if is_percent else f"{shown} điểm",
            PERCENT if is_percent else POINTS,
        )

    def _group(self, target: Target) -> Verdict:
        position = self._position(target, target.year)
        if position is None or not position.group:
            return self._waits(target)
        met = groups.at_least(position.group, target.group)
        return Verdict(
            target,
            Outcome.MET if met else Outcome.MISSED,
            f"nhóm {position.group_word}",
            remark=SUGGESTED if position.group_is_suggested else "",
        )

    def _rank(self, target: Target) -> Verdict:
        position = self._position(target, target.year)
        last = target.value_to if target.value_to is not None else target.value
        if position is None or position.rank is None or last is None:
            return self._waits(target)
        # Better than the best rank of a range is no failure.
        return _verdict(
            target, last - position.rank, _rank_word(position), RANKS, remark=_of_rank(position)
        )

    def _first(self, target: Target) -> Verdict:
        provinces = self.regions.get(target.region)
        if provinces is None:
            return Verdict(target, Outcome.UNKNOWN, remark=NO_REGION.format(region=target.region))
        field = self._field(target.component, target.year)
        near = field.among(provinces)
        ranked = near.counted(field.owner(self.line))
        if ranked is None:
            return Verdict(target, Outcome.UNKNOWN, remark=near.shortage)
        rank, count = ranked
        actual = f"hạng {rank}/{count} vùng {target.region}"
        return _verdict(target, Decimal(1 - rank), actual, RANKS, remark=COMPUTED)

    def _steps(self, target: Target) -> Verdict:
        before = self._position(target, target.year - 1)
        after = self._position(target, target.year)
        if not (before and before.rank and after and after.rank) or target.value is None:
            return self._waits(target)
        gained = before.rank - after.rank
        word = "tăng" if gained > 0 else "giảm" if gained < 0 else "giữ nguyên"
        actual = f"{word} {abs(gained)} bậc" if gained else word
        actual = f"{actual} (từ {_rank_word(before)} đến {_rank_word(after)})"
        known = self.versions.components.get(target.component_id)
        step = self.versions.step(known, target.year - 1, target.year) if known else PLAIN
        remark = "; ".join(filter(None, (_of_rank(after), step.warning)))
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
        word = "tăng" if change > 0 else "giảm" if change < 0 else "không đổi"
        actual = f"{word} {points(abs(change))} điểm" if change else word
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
            shortages = (self._field(part, target.year).shortage for part in parts)
            return Verdict(target, Outcome.UNKNOWN, remark=next(filter(None, shortages), ""))
        word = Group(target.group).label
        actual = f"{reached}/{len(parts)} chỉ số thuộc nhóm {word}"
        actual += "" if target.group == Group.HIGHEST else " trở lên"
        suggested = any(one.group_is_suggested for one in known)
        return _verdict(
            target,
            Decimal(reached - target.count),
            actual,
            DIMENSIONS,
            remark=SUGGESTED if suggested else "",
        )


def _verdict(
    target: Target, distance: Decimal, actual: str, unit: str, *, remark: str = ""
) -> Verdict:
    outcome = Outcome.MET if distance >= 0 else Outcome.MISSED
    return Verdict(target, outcome, actual, distance, unit, remark)


def _rank_word(position: Position) -> str:
    return f"hạng {position.place}"


def _of_rank(position: Position) -> str:
    return "" if position.is_published else COMPUTED
