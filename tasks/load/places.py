"""Where a load happens: provinces and communes of an official list, their offices and people."""

import json
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from papi_portal.bulk import Rows
from plans import actions
from plans.access import Role
from plans.models import Membership, Period, Plan, Territory, Unit, User
from plans.official_lists import UnitRow
from tasks.demo.told import Described, read
from tasks.load.names import full_name
from tasks.parties import REFORM_ON

PATTERNS = {"province": ("20", "tỉnh Lạng Sơn"), "commune": ("06280", "xã Điềm He")}
"""The territory of the fixture whose offices all of its level are given, and its name."""
REVIEWING, INSPECTING = "Sở Nội vụ", "Thanh tra"
OFFICER, LEADER = "canbo", "chutich"
NO_PASSWORD = "!"  # noqa: S105 - how Django writes that nobody may sign in


class TooFewError(Exception):
    """Raised when the list has not so many communes that are free; the text says how many."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts in a load."""

    pk: int
    named: str
    """Name and place, as the trail writes them."""


@dataclass(frozen=True, slots=True)
class Office:
    """A body that reports, and its two people."""

    territory: Territory
    unit: int
    name: str
    units: tuple[int, ...]
    """All units of a commune, in the order of the pattern."""
    officer: Person
    leader: Person


@dataclass(frozen=True, slots=True)
class Province:
    """A province that is filled: its communes, its departments, and who reviews."""

    territory: Territory
    communes: list[Office]
    departments: list[Office]
    """But for the one that reviews."""
    reviewer: Person


def choose(listed: Sequence[UnitRow], communes: int) -> dict[UnitRow, list[UnitRow]]:
    """Return which provinces and communes of a list are filled.

    One province if one is large enough, the smallest such; else one after the other, by code. What
    has plans or a calendar already is left alone.
    """
    taken = set(Plan.objects.values_list("territory__code", flat=True))
    taken |= set(Period.objects.values_list("territory__code", flat=True))
    below: dict[str, list[UnitRow]] = defaultdict(list)
    for row in sorted(listed, key=lambda one: one.code):
        if row.level == "commune":
            below[row.parent_code].append(row)
    free = [one for one in listed if one.level == "province" and one.code not in taken]
    held = sum(len(below[one.code]) for one in free)
    if held < communes:
        msg = (
            f"Danh mục chỉ có {held} xã, phường ở các tỉnh chưa có kế hoạch, ít hơn {communes}."
            " Nêu danh mục đầy đủ bằng --units."
        )
        raise TooFewError(msg)
    enough = [one for one in free if len(below[one.code]) >= communes]
    wanted = [min(enough, key=lambda one: len(below[one.code]))] if enough else free
    chosen: dict[UnitRow, list[UnitRow]] = {}
    for row in sorted(wanted, key=lambda one: one.code):
        left = communes - sum(map(len, chosen.values()))
        if left and below[row.code]:
            chosen[row] = below[row.code][:left]
    return chosen


def load_territories(chosen: dict[UnitRow, list[UnitRow]], *, at: datetime) -> None:
    """Take the chosen territories in, as an operator takes in a list."""
    rows = [*chosen, *(one for below in chosen.values() for one in below)]
    actions.load_units(rows=rows, valid_from=REFORM_ON, by=None, at=at)


class Settler:
    """Gives territories their offices, and offices their people."""

    def __init__(self, *, password: str, at: datetime) -> None:
        self.units, self.users, self.posts = Rows(Unit), Rows(User), Rows(Membership)
        self.password, self.at = password, at
        self.patterns = {level: _offices(*told) for level, told in PATTERNS.items()}

    def settle(self, code: str, communes: Sequence[str], dice: random.Random) -> Province:
        """Settle a province and these communes of it, which are loaded."""
        here = Territory.objects.coded("province", code, self.at.date())
        units = self._units(here)
        departments = [
            self._office(here, pk, one["name"], (), f"{code}.{number:02}", dice)
            for number, (pk, one) in enumerate(units.items(), start=1)
            if one["kind"] == Unit.Kind.DEPARTMENT and one["name"] != REVIEWING
        ]
        keys = {one["name"]: pk for pk, one in units.items()}
        inspecting = next(one for one in keys if one.startswith(INSPECTING))
        reviewer = self._person(
            f"{code}.sonoivu", keys[REVIEWING], Role.REVIEWER, "Chuyên viên", REVIEWING, here, dice
        )
        self._person(
            f"{code}.kiemtra",
            keys[inspecting],
            Role.AUDITOR,
            "Thanh tra viên",
            inspecting,
            here,
            dice,
        )
        territories = here.children.filter(code__in=communes).in_force(self.at.date())
        offices = [self._commune(one, dice) for one in territories.order_by("code")]
        for rows in (self.units, self.users, self.posts):
            rows.flush()
        return Province(here, offices, departments, reviewer)

    def _commune(self, here: Territory, dice: random.Random) -> Office:
        units = self._units(here)
        (committee,) = (pk for pk, one in units.items() if one["kind"] == Unit.Kind.COMMITTEE)
        name = units[committee]["name"]
        return self._office(here, committee, name, tuple(units), here.code, dice)

    def _units(self, here: Territory) -> dict[int, Described]:
        """Write a territory's units like those of the pattern; return what is said of each."""
        known = {one.name: one.pk for one in here.units.all()}
        told = _said_of(self.patterns[here.level], PATTERNS[here.level][1], here)
        return {
            known.get(one["name"]) or self.units.add(territory_id=here.pk, **one): one
            for one in told
        }

    def _office(
        self,
        here: Territory,
        unit: int,
        name: str,
        units: tuple[int, ...],
        key: str,
        dice: random.Random,
    ) -> Office:
        commune = here.level == Territory.Level.COMMUNE
        role, titles = (
            (Role.OFFICER, ("Công chức", "Chủ tịch"))
            if commune
            else (Role.SECTOR, ("Chuyên viên", "Lãnh đạo"))
        )
        people = [
            self._person(f"{key}.{word}", unit, one, title, name, here, dice)
            for word, one, title in zip((OFFICER, LEADER), (role, Role.LEADER), titles, strict=True)
        ]
        return Office(here, unit, name, units, *people)

    def _person(
        self,
        username: str,
        unit: int,
        role: Role,
        title: str,
        of: str,
        here: Territory,
        dice: random.Random,
    ) -> Person:
        name = full_name(dice)
        pk = self.users.add(
            username=username,
            full_name=name,
            password=self.password or NO_PASSWORD,
            phone=f"0200 000 {dice.randrange(10_000):04}",
            joined_at=self.at,
        )
        self.posts.add(user_id=pk, unit_id=unit, role=role, title=title)
        place = [of] if here.bare_name in of else [of, here.name_inside]
        above = [here.parent.name_inside] if here.parent else []
        return Person(pk, ", ".join([name, *place, *above]))


def _offices(code: str, _: str) -> list[Described]:
    """Return the units of a pattern as they are today."""
    alike = [one for one in read("units.json") if one["code"] == code]
    latest = max(alike, key=lambda one: date.fromisoformat(one["on"]))
    units: list[Described] = latest["units"]
    return units


def _said_of(units: list[Described], pattern: str, here: Territory) -> list[Described]:
    """Return what is said of the pattern's units, said of a territory's."""
    text = json.dumps(units, ensure_ascii=False).replace(pattern, here.name_inside)
    kind, own = pattern.split(maxsplit=1)[0], here.name_inside.removesuffix(here.bare_name).strip()
    said: list[Described] = json.loads(re.sub(rf"(?<!cấp )\b{kind}\b", own, text))
    return said
