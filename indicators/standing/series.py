"""One component over the years, and all provinces beside each other in one of them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from indicators.field import EMPTY, Field, Fields, Position
from indicators.models import Component
from indicators.rounding import rounded
from indicators.versions import PLAIN, Step, Versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class YearOf:
    """A component of a province in one year: points, place, and what parts it from the last one."""

    year: int
    component: Component
    value: Decimal
    position: Position
    mean: Decimal | None
    best: Decimal | None
    step: Step
    change: Decimal | None
    shortage: str = ""
    """Why no rank is told, in words."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A province in the order of a year; without a rank where too few provinces have a figure."""

    rank: int | None
    name: str
    value: Decimal
    is_own: bool


@dataclass(frozen=True, slots=True)
class Series:
    """A component of a province over the years, and the provinces of the last of them."""

    component: Component
    versions: Versions
    years: tuple[YearOf, ...]
    ranking: tuple[Ranked, ...]
    shortage: str = ""
    """Why the provinces of the last year have no ranks, in words."""

    @property
    def unranked(self) -> str:
        """Why some year has no rank, in words; empty where all have one."""
        return next((one.shortage for one in self.years if not one.position.place), "")

    @property
    def last(self) -> YearOf | None:
        return self.years[-1] if self.years else None


def read(component: Component, run: "Sequence[int]", versions: Versions, *, year: int) -> Series:
    """Return what a component of a run of provinces was up to a year: two queries."""
    line = versions.line(versions.components[component.pk])
    years = range(line[-1].framework.first_year, year + 1)
    fields = Fields.of({one.pk for one in line}, years)
    found: list[YearOf] = []
    for each in years:
        measured = versions.in_year(line[0], each)
        field = fields.at(measured.pk, each) if measured else None
        position = field.position(field.owner(run)) if field else None
        if measured is None or field is None or position is None:
            continue
        before = found[-1] if found and found[-1].year == each - 1 else None
        step = PLAIN
        if before is not None:
            step = fields.parted(versions.step(line[0], each - 1, each), each - 1, each)
        value = field.values[field.owner(run)]
        subtracts = before is not None and step.subtracts
        found.append(
            YearOf(
                year=each,
                component=measured,
                value=value,
                position=position,
                mean=fields.means.get((measured.pk, each)),
                best=field.best[0] if field.best else None,
                step=step,
                change=rounded(value) - rounded(before.value) if before and subtracts else None,
                shortage=field.shortage,
            )
        )
    last = found[-1] if found else None
    field = fields.at(last.component.pk, last.year) if last else EMPTY
    ranking = tuple(_ranking(field, fields.names, field.owner(run)))
    return Series(component, versions, tuple(found), ranking, field.shortage)


def _ranking(field: Field, names: "Mapping[int, str]", owner: int) -> "Iterator[Ranked]":
    ordered = sorted(field.values.items(), key=lambda one: (-one[1], names[one[0]]))
    for province, value in ordered:
        counted = field.counted(province)
        rank = counted[0] if counted else None
        yield Ranked(rank, names[province], value, province == owner)
