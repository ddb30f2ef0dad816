"""Take in the official lists of territories and of what became of them.

The lists have the statistics office's shape: level, code, name, parent_code, and
old code, new code, note. A list is taken whole or not at all.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from papi_portal.text import clean_line, fold
from plans.access import Viewer
from plans.actions.events import leave_event
from plans.models import Succession, Territory, in_force_on
from plans.models.territories import TerritoryQuerySet

LEVELS = (Territory.Level.PROVINCE, Territory.Level.DISTRICT, Territory.Level.COMMUNE)
LEVEL_OF_CODE = dict(zip((2, 3, 5), LEVELS, strict=True))
DIGITS = re.compile(r"[0-9]+")
LONGEST_NAME = 100
BATCH = 1000


class RowsRefusedError(Exception):
    """Raised when a list cannot be taken; `problems` names each line and what is wrong with it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(f"{len(problems)} line(s) refused; nothing was written.")
        self.problems = problems


@dataclass(slots=True)
class Changes:
    """What a list changed, in numbers of territories or links, and what it could not use."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    ended: int = 0
    absent: int = 0
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of a list of territories."""

    line: int
    level: str
    code: str
    name: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One line of a conversion table."""

    line: int
    old_code: str
    new_code: str
    note: str


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

    A territory known with the same first or the same last day is corrected in place; one still open
    from before ends the day before, and the listed one begins. With `complete`, open territories
    that the list leaves out end too.
    """
    changes, problems = Changes(), list[str]()
    listed = _checked(rows, problems)
    for level in LEVELS:
        _load_level(level, listed[level], valid_from, valid_to, changes, problems)
    if problems:
        raise RowsRefusedError(problems)
    if valid_from is not None:
        _end_absent(listed, valid_from, changes, complete=complete)
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

    def write(self, changes: Changes) -> None:
        corrected = ["name", "parent", "valid_from", "valid_to"]
        Territory.objects.bulk_update(self.ended, ["valid_to"], batch_size=BATCH)
        Territory.objects.bulk_update(self.updated, corrected, batch_size=BATCH)
        Territory.objects.bulk_create(self.created, batch_size=BATCH)
        changes.created += len(self.created)
        changes.updated += len(self.updated)
        changes.ended += len(self.ended)


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
        if self.before and self.valid_from:
            self.before.valid_to = self.valid_from - timedelta(days=1)
            batch.ended.append(self.before)
        if self.same is None:
            batch.created.append(Territory(level=self.row.level, code=self.row.code, **wanted))
        elif any(getattr(self.same, name) != value for name, value in wanted.items()):
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
        territory.pk
        for territory in Territory.objects.filter(begun_before, valid_to__isnull=True)
        if territory.code not in codes[territory.level]
    ]
    if complete:
        changes.ended += Territory.objects.filter(pk__in=absent).update(
            valid_to=valid_from - timedelta(days=1)
        )
    else:
        changes.absent = len(absent)


@transaction.atomic
def load_successions(*, rows: Iterable[SuccessionRow], by: Viewer | None, at: datetime) -> Changes:
    """Take in a conversion table: old code, new code, note as published.

    A link joins the territory that ended to the one that began the next day. Codes that no list
    knows are warned about and left out. Links between provinces follow from their communes'
    unless the table gives them.
    """
    changes, problems = Changes(), list[str]()
    ended = {(t.level, t.code): t for t in _linked().filter(valid_to__isnull=False)}
    begun = {(t.level, t.code, t.valid_from): t for t in _linked().filter(valid_from__isnull=False)}
    links: dict[tuple[int, int], Succession] = {}
    for row in rows:
        kind = _kind(row.note)
        if kind is None:
            problems.append(
                f"line {row.line}: the note {row.note!r} says no known kind of succession."
            )
            continue
        old = ended.get((LEVEL_OF_CODE.get(len(row.old_code), ""), row.old_code))
        if old is None or old.valid_to is None:
            changes.warnings.append(
                f"line {row.line}: no territory with code {row.old_code} has ended."
            )
            continue
        new = begun.get((old.level, row.new_code, old.valid_to + timedelta(days=1)))
        if new is None:
            changes.warnings.append(
                f"line {row.line}: no territory with code {row.new_code} began"
                f" when {old.name} ended."
            )
            continue
        note = clean_line(row.note)[:200]
        links[old.pk, new.pk] = Succession(predecessor=old, successor=new, kind=kind, note=note)
    if problems:
        raise RowsRefusedError(problems)
    if not any(link.predecessor.level == Territory.Level.PROVINCE for link in links.values()):
        links |= _province_links(links.values())
    _write_links(links, changes)
    leave_event(
        verb="succession.load",
        sentence=f"nạp bảng kế thừa địa bàn: thêm {changes.created}, sửa {changes.updated}",
        by=by,
        at=at,
    )
    return changes


def _linked() -> TerritoryQuerySet:
    return Territory.objects.select_related("parent__parent").order_by("valid_to", "pk")


def _kind(note: str) -> str | None:
    words = fold(note)
    for mark, kind in (
        ("mot phan", Succession.Kind.PART),
        ("phan con lai", Succession.Kind.PART),
        ("giu nguyen", Succession.Kind.KEPT),
        ("toan bo", Succession.Kind.WHOLE),
        ("doi ", Succession.Kind.RENAMED),
    ):
        if mark in words:
            return kind
    return None


def _province_links(links: Iterable[Succession]) -> dict[tuple[int, int], Succession]:
    sources, targets = defaultdict(set), defaultdict(set)
    for link in links:
        old, new = _province(link.predecessor), _province(link.successor)
        sources[new].add(old)
        targets[old].add(new)
    made = {}
    for old, followers in targets.items():
        for new in followers:
            alone = sources[new] == {old} and len(followers) == 1
            if alone and old.name == new.name:
                kind = Succession.Kind.KEPT
            elif alone:
                kind = Succession.Kind.RENAMED
            else:
                kind = Succession.Kind.WHOLE if len(followers) == 1 else Succession.Kind.PART
            made[old.pk, new.pk] = Succession(predecessor=old, successor=new, kind=kind)
    return made


def _province(territory: Territory) -> Territory:
    while territory.parent is not None:
        territory = territory.parent
    return territory


def _write_links(links: dict[tuple[int, int], Succession], changes: Changes) -> None:
    known = {(link.predecessor_id, link.successor_id): link for link in Succession.objects.all()}
    fresh, altered = [], []
    for key, link in links.items():
        old = known.get(key)
        if old is None:
            fresh.append(link)
        elif (old.kind, old.note) != (link.kind, link.note):
            old.kind, old.note = link.kind, link.note
            altered.append(old)
        else:
            changes.unchanged += 1
    Succession.objects.bulk_create(fresh, batch_size=BATCH)
    Succession.objects.bulk_update(altered, ["kind", "note"], batch_size=BATCH)
    changes.created, changes.updated = len(fresh), len(altered)
