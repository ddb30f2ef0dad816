"""Take in the official list of territories: level, code, name, parent_code.

A list is taken whole or not at all.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from papi_portal.planner import renew_statistics
from papi_portal.text import clean_line
from plans.access import Viewer
from plans.actions.changes import Changes
from plans.actions.events import leave_event
from plans.models import Plan, Territory, Unit, in_force_on
from plans.official_lists import RowsRefusedError, UnitRow

LEVELS = (Territory.Level.PROVINCE, Territory.Level.DISTRICT, Territory.Level.COMMUNE)
LEVEL_OF_CODE = dict(zip((2, 3, 5), LEVELS, strict=True))
DIGITS = re.compile(r"[0-9]+")
LONGEST_NAME = 100
BATCH = 1000


@transaction.atomic
def load_units(
    *,
    rows: Iterable[UnitRow],
    valid_from: date | None,
    valid_to: date | None = None,
    complete: bool = False,
    by: Viewer | None,
    at: datetime,
) -> Changes:
    """Take in a list of territories in force from one day (to another).

    A territory known with the same first or the same last day is corrected in place. One still open
    from before goes on if name and parent stay; else it ends the day before and the listed one
    begins. With `complete`, open territories that the list leaves out end too.
    """
    changes, problems = Changes(), list[str]()
    listed = _checked(rows, problems)
    for level in LEVELS:
        _load_level(level, listed[level], valid_from, valid_to, changes, problems)
    if problems:
        raise RowsRefusedError(problems)
    if valid_from is not None:
        _end_absent(listed, valid_from, changes, complete=complete)
        _warn_of_what_stays(valid_from - timedelta(days=1), changes)
    renew_statistics(Territory)
    leave_event(
        verb="territory.load",
        sentence=(
            f"nạp danh mục địa bàn: thêm {changes.created}, sửa {changes.updated},"
            f" kết thúc {changes.ended}"
        ),
        by=by,
        at=at,
    )
    return changes


def _checked(rows: Iterable[UnitRow], problems: list[str]) -> dict[str, list[UnitRow]]:
    listed: dict[str, list[UnitRow]] = {level: [] for level in LEVELS}
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        first = seen.setdefault((row.level, row.code), row.line)
        if row.level not in listed:
            problems.append(
                f"line {row.line}: level {row.level!r} is not one of {', '.join(LEVELS)}."
            )
        elif LEVEL_OF_CODE.get(len(row.code)) != row.level or not DIGITS.fullmatch(row.code):
            problems.append(
                f"line {row.line}: {row.code!r} is no {row.level} code"
                " (2, 3 or 5 digits, leading zeros kept)."
            )
        elif not clean_line(row.name):
            problems.append(f"line {row.line}: {row.level} {row.code} has no name.")
        elif len(clean_line(row.name)) > LONGEST_NAME:
            problems.append(
                f"line {row.line}: the name of {row.level} {row.code} is longer than"
                f" {LONGEST_NAME} characters."
            )
        elif first != row.line:
            problems.append(
                f"line {row.line}: {row.level} {row.code} stands already in line {first}."
            )
        else:
            listed[row.level].append(row)
    return listed


@dataclass(slots=True)
class _Batch:
    """Territories of one level to be written."""

    created: list[Territory] = field(default_factory=list)
    updated: list[Territory] = field(default_factory=list)
    ended: list[Territory] = field(default_factory=list)
    before: dict[int, str] = field(default_factory=dict)
    """What the updated ones were called, by key."""

    def write(self, changes: Changes) -> None:
        corrected = ["name", "parent", "valid_from", "valid_to"]
        Territory.objects.bulk_update(self.ended, ["valid_to"], batch_size=BATCH)
        Territory.objects.bulk_update(self.updated, corrected, batch_size=BATCH)
        Territory.objects.bulk_create(self.created, batch_size=BATCH)
        changes.created += len(self.created)
        changes.updated += len(self.updated)
        changes.ended += len(self.ended)
        changes.name("created", map(_coded, self.created))
        changes.name("corrected", (f"{self.before[one.pk]} → {one.name}" for one in self.updated))
        changes.name("ended", map(_coded, self.ended))


def _coded(territory: Territory) -> str:
    return f"{territory.code} {territory.name}"


def _load_level(
    level: str,
    rows: list[UnitRow],
    valid_from: date | None,
    valid_to: date | None,
    changes: Changes,
    problems: list[str],
) -> None:
    """Write one level, whose parents are written; with any problem nothing more is written."""
    known = defaultdict(list)
    for territory in Territory.objects.filter(level=level):
        known[territory.code].append(territory)
    parents = _parents_in_force(level, valid_from or valid_to)
    batch = _Batch()
    for row in rows:
        place = _Place(row, valid_from, valid_to, known[row.code])
        if row.parent_code not in parents:
            problems.append(
                f"line {row.line}: parent {row.parent_code!r} of {row.name} is not known."
            )
        elif place.problem:
            problems.append(place.problem)
        elif not place.put(parents[row.parent_code], batch):
            changes.unchanged += 1
    if not problems:
        batch.write(changes)


class _Place:
    """Where a listed territory stands among those already known under its code."""

    def __init__(
        self, row: UnitRow, valid_from: date | None, valid_to: date | None, known: list[Territory]
    ) -> None:
        self.row = row
        self.valid_from = valid_from
        self.valid_to = valid_to
        self.same = next(
            (
                one
                for one in known
                if one.valid_from == valid_from or (valid_to and one.valid_to == valid_to)
            ),
            None,
        )
        self.others = [
            one
            for one in known
            if one is not self.same
            and (one.valid_to is None or valid_from is None or one.valid_to >= valid_from)
            and (one.valid_from is None or valid_to is None or one.valid_from <= valid_to)
        ]
        open_before = [
            one
            for one in self.others
            if valid_from
            and valid_to is None
            and one.valid_to is None
            and (one.valid_from is None or one.valid_from < valid_from)
        ]
        self.before = open_before[0] if open_before else None

    def put(self, parent: Territory | None, batch: _Batch) -> bool:
        """Add to the batch what this line changes; tell whether it changes anything."""
        wanted = {
            "name": clean_line(self.row.name),
            "parent": parent,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
        }
        if self.before and (self.before.name, self.before.parent) == (wanted["name"], parent):
            return False
        if self.before and self.valid_from:
            self.before.valid_to = self.valid_from - timedelta(days=1)
            batch.ended.append(self.before)
        if self.same is None:
            batch.created.append(Territory(level=self.row.level, code=self.row.code, **wanted))
        elif any(getattr(self.same, name) != value for name, value in wanted.items()):
            batch.before[self.same.pk] = _coded(self.same)
            for name, value in wanted.items():
                setattr(self.same, name, value)
            batch.updated.append(self.same)
        else:
            return False
        return True

    @property
    def problem(self) -> str | None:
        clash = next((one for one in self.others if one is not self.before), None)
        if clash is None:
            return None
        until = clash.valid_to or "today"
        return (
            f"line {self.row.line}: code {self.row.code} overlaps {clash.name}"
            f" ({clash.valid_from or 'ever'} to {until}); give --from and --to that do not."
        )


def _parents_in_force(level: str, day: date | None) -> dict[str, Territory | None]:
    """Return by its code what may stand above this level; above a province stands nothing."""
    if level == Territory.Level.PROVINCE:
        return {"": None}
    above = Territory.objects.exclude(level__in=[level, Territory.Level.COMMUNE])
    if day is not None:
        above = above.filter(in_force_on(day))
    return {territory.code: territory for territory in above}


def _end_absent(
    listed: dict[str, list[UnitRow]], valid_from: date, changes: Changes, *, complete: bool
) -> None:
    codes = {level: {row.code for row in rows} for level, rows in listed.items()}
    begun_before = Q(valid_from__isnull=True) | Q(valid_from__lt=valid_from)
    absent = [
        territory
        for territory in Territory.objects.filter(begun_before, valid_to__isnull=True)
        if territory.code not in codes[territory.level]
    ]
    changes.name("ended" if complete else "not in the list", map(_coded, absent))
    if complete:
        keys = [territory.pk for territory in absent]
        changes.ended += Territory.objects.filter(pk__in=keys).update(
            valid_to=valid_from - timedelta(days=1)
        )
    else:
        changes.absent = len(absent)


def _warn_of_what_stays(last_day: date, changes: Changes) -> None:
    """Count the units and plans of territories that have ended: no list moves them."""
    units = Unit.objects.filter(territory__valid_to=last_day).count()
    plans = Plan.objects.issued().filter(territory__valid_to=last_day).count()
    if changes.ended and (units or plans):
        changes.warnings.append(
            f"{units} units and {plans} issued plans belong to territories that end on {last_day}."
        )
